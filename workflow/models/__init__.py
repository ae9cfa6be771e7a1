"""Motion as rows: events, gates, sittings, decisions, notices."""

from workflow.models.decision import Decision, DecisionLine, NumberBook
from workflow.models.gate import Gate
from workflow.models.ledger import Event
from workflow.models.nomination import Nomination
from workflow.models.notice import Notice
from workflow.models.seal import Seal
from workflow.models.sitting import Item, Presence, Sitting

__all__ = [
    "Decision",
    "DecisionLine",
    "Event",
    "Gate",
    "Item",
    "Nomination",
    "Notice",
    "NumberBook",
    "Presence",
    "Seal",
    "Sitting",
]
