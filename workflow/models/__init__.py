"""Motion as rows: events, gates, sittings, decisions, notices, acts on many."""

from workflow.models.bulk import BulkAct, BulkLine
from workflow.models.decision import Decision, DecisionLine, NumberBook
from workflow.models.gate import Consulted, Gate, GateAct, GateComment
from workflow.models.ledger import Event
from workflow.models.list_import import KnownColumn, ListImport
from workflow.models.nomination import Nomination
from workflow.models.notice import Notice
from workflow.models.reminder import Morning, Reminder
from workflow.models.saved_view import SavedView
from workflow.models.seal import Seal
from workflow.models.sitting import Item, Presence, Sitting

__all__ = [
    "BulkAct",
    "BulkLine",
    "Consulted",
    "Decision",
    "DecisionLine",
    "Event",
    "Gate",
    "GateAct",
    "GateComment",
    "Item",
    "KnownColumn",
    "ListImport",
    "Morning",
    "Nomination",
    "Notice",
    "NumberBook",
    "Presence",
    "Reminder",
    "SavedView",
    "Seal",
    "Sitting",
]
