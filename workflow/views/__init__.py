"""Views translate: request in, one call, response out."""
