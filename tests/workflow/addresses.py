"""Addresses of one dossier's pages."""

from django.urls import reverse


def at(view, dossier, *more):
    """The address of one of the dossier's pages."""
    return reverse(f"workflow:{view}", args=[dossier.code, *more])
