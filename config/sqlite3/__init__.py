"""The embedded database: Django's SQLite backend with our journal and limits."""
