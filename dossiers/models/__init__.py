"""The paper: dossiers, their content, and the rows of law they are judged by."""

from dossiers.models.award import AwardRule, AwardType
from dossiers.models.batch import Batch
from dossiers.models.conflict import ConflictRule, Declaration
from dossiers.models.criterion import Criterion
from dossiers.models.dossier import Dossier
from dossiers.models.evidence import Evidence
from dossiers.models.gate_rule import GateRule, closest_gate_rule, gate_rules_on
from dossiers.models.law import Instrument, LawRow, Mark, PaperText, Quorum, Regime, VoteRule, in_force
from dossiers.models.law_edit import LawEdit
from dossiers.models.memory import Initiative, InitiativeUse, Judgement, PastAward
from dossiers.models.money import BaseSalary, Decider, MoneyRate, Quota
from dossiers.models.nominee import Nominee
from dossiers.models.passage import Passage
from dossiers.models.revision import Revision
from dossiers.models.route import Route, RouteStage, Routing
from dossiers.models.search import SearchKey
from dossiers.models.season import Season
from dossiers.models.set_criterion import SetCriterion, SetMeasure
from dossiers.models.time import CalendarDay, LawStamp, ReminderRule, TimeLimit, TimeUnit

__all__ = [
    "AwardRule",
    "AwardType",
    "BaseSalary",
    "Batch",
    "CalendarDay",
    "ConflictRule",
    "Criterion",
    "Decider",
    "Declaration",
    "Dossier",
    "Evidence",
    "GateRule",
    "Initiative",
    "InitiativeUse",
    "Instrument",
    "Judgement",
    "LawEdit",
    "LawRow",
    "LawStamp",
    "Mark",
    "MoneyRate",
    "Nominee",
    "PaperText",
    "Passage",
    "PastAward",
    "Quorum",
    "Quota",
    "Regime",
    "ReminderRule",
    "Revision",
    "Route",
    "RouteStage",
    "Routing",
    "SearchKey",
    "Season",
    "SetCriterion",
    "SetMeasure",
    "TimeLimit",
    "TimeUnit",
    "VoteRule",
    "closest_gate_rule",
    "gate_rules_on",
    "in_force",
]
