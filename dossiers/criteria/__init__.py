"""Criteria that explain themselves: facts and rows of law in, findings out; nothing here reads the database."""

from dossiers.criteria.examining import examine, gathered_rules
from dossiers.criteria.facts import FACTS, wrong_facts
from dossiers.criteria.finding import MET, NOT_MET, UNKNOWN, Finding
from dossiers.criteria.measures import MEASURES

__all__ = [
    "FACTS",
    "MEASURES",
    "MET",
    "NOT_MET",
    "UNKNOWN",
    "Finding",
    "examine",
    "gathered_rules",
    "wrong_facts",
]
