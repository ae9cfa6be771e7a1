"""The closed list of measures that a row of law may name."""

from dossiers.criteria import annual, history, joined, numbers, standing
from dossiers.criteria.registry import MEASURES, Case, Measure

__all__ = ["MEASURES", "Case", "Measure", "annual", "history", "joined", "numbers", "standing"]
