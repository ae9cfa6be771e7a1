"""Deputies for the house, the rows that let them act, and somebody named to act."""

from __future__ import annotations

from datetime import date, timedelta

from roles import grants, substitutes
from roles.models import ActingRule, Role, Seat
from tests.house import TODAY, House

LAST = TODAY + timedelta(days=10)
BASIS = "Quyết định số 12/QĐ-UBND ngày 20/11/2024"
#: role, form, by, place: the least that the tests need
RULES = [
    ("chair", "KT", "deputy", "same_body"),
    ("chair", "TL", "officer", "below"),
    ("head", "TUQ", "clerk", "same_body"),
    ("officer", "TUQ", "officer", "same_body"),
    ("secretary", "TUQ", "member", "same_body"),
    ("member", "TUQ", "deputy", "same_authority"),
]


def staff(house: House) -> House:
    """A deputy beside each chair, and the rows."""
    Role.objects.create(code="deputy", name="Cấp phó", codenames=[], position=20)
    for role, form, by, place in RULES:
        ActingRule.objects.create(role_id=role, form=form, by_id=by, place=place, mark="recalled")
    for level in ("commune", "district"):
        for name in ("deputy", "deputy2"):
            seat = house.seat(f"{level}.{name}", "deputy", f"{level}-chair")
            Seat.objects.filter(pk=seat.pk).update(title="Phó Chủ tịch")
    grants.redraw(today=TODAY)
    return house


def asked(house: House, by: str, form: str = "KT", **changes: object) -> substitutes.Appointment:
    """What a person fills in to name the holder of a seat."""
    entries = {"since": TODAY, "until": LAST, "basis": BASIS, "scope": [], **changes}
    return substitutes.Appointment(house.seats[by].pk, form, **entries)  # type: ignore[arg-type]


def name(house: House, principal: str, by: str, form: str = "KT", *, today: date = TODAY, **changes: object) -> Seat:
    """Somebody acts; the house knows the new seat as “by for principal”."""
    seat = substitutes.name(house.seats[principal].pk, asked(house, by, form, **changes), today=today)
    house.seats[f"{by} for {principal}"] = seat
    return seat
