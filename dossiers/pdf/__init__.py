"""Papers as PDF: a dataclass goes in, bytes come out, and no law is known here."""
