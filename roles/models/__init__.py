"""People, places, and who sits where."""

from roles.models.acting import ActingRule
from roles.models.grant import UnitGroupPermission, UnitUserPermission
from roles.models.law import LawRow, Mark, ends_after_it_begins, in_force
from roles.models.person import Gender, LoginAttempt, Person
from roles.models.seat import ActingForm, Role, Seat
from roles.models.unit import (
    BODY_KINDS,
    PROPOSER_KINDS,
    Succession,
    Tier,
    Unit,
    UnitKind,
)

__all__ = [
    "BODY_KINDS",
    "PROPOSER_KINDS",
    "ActingForm",
    "ActingRule",
    "Gender",
    "LawRow",
    "LoginAttempt",
    "Mark",
    "Person",
    "Role",
    "Seat",
    "Succession",
    "Tier",
    "Unit",
    "UnitGroupPermission",
    "UnitKind",
    "UnitUserPermission",
    "ends_after_it_begins",
    "in_force",
]
