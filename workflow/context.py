"""What the frame round every page shows: where one can go, who one is, what waits."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.states import State
from roles.models import Person, Seat, Unit, UnitKind
from roles.policies import Actor
from workflow import absence, selectors
from workflow.counts import Capped, counted_together
from workflow.models import Notice

DESK_RIGHTS = frozenset({"appraise", "minute", "sign"})
UNIT_RIGHTS = frozenset({"propose", "edit"})
#: the pages of an act on many
BULK = ("bulk_begin", "bulk", "bulk_lines")
#: the whole register, at the box into which one types
SEARCH = "?xem=tat-ca#id_q"
#: a bell that says more than this says “99+”
BELL = 99


@dataclass
class Link:
    """One entry of the main menu; the pages below it light it too."""

    label: str
    view: str
    icon: str
    below: tuple[str, ...] = ()
    count: Capped | None = None

    def drawn(self, here: str) -> dict[str, Any]:
        """As the template takes it."""
        current = here in (self.view, *self.below)
        count = str(self.count) if self.count else ""
        return {**asdict(self), "url": reverse(f"workflow:{self.view}"), "current": current, "count": count}


def frame(request: Any) -> dict[str, Any]:
    """The context of templates/base.html; for a stranger it asks nothing of the database."""
    found: dict[str, Any] = {"demo_banner": _moment(request)}
    if not hasattr(request, "seat") or not request.user.is_authenticated:
        return found
    return found | {"person": _person(request)} | (_seated(request) if request.seat else {})


def _moment(request: HttpRequest) -> Any:
    return getattr(request, "now", None) if settings.BANGVANG_DEMO else None


def _person(request: Any) -> dict[str, Any]:
    seats = [{"id": seat.pk, "label": str(seat), "current": number == 0} for number, seat in enumerate(request.seats)]
    label = request.seat.label if request.seat else _("Chưa có vị trí")
    return {"id": request.user.pk, "name": request.user.full_name, "seat_label": label, "seats": seats}


def _seated(request: Any) -> dict[str, Any]:
    counts = _waiting(request.actor)
    here = request.resolver_match.url_name if request.resolver_match else ""
    links = links_of(request.actor, request.seat.unit, work=counts["work"])
    return {
        "nav": [link.drawn(here) for link in links],
        "notices": {"url": reverse("workflow:notices"), "count": _bell(counts["unread"])},
        "search_url": reverse("workflow:register") + SEARCH,
        "office": _office(request.seat),
        "acting": absence.banner(request.seats),
        "home_url": reverse(f"workflow:{links[0].view}"),
    }


def _waiting(actor: Actor) -> dict[str, Capped]:
    """Unread notices of the person and open work of the seat, in one statement."""
    work = selectors.worklist(actor).exclude(state=State.DRAFT)
    unread = Notice.objects.filter(person=actor.person, read_at=None)
    return counted_together(Person.objects.filter(pk=actor.person), work=work.order_by(), unread=unread.order_by())


def _bell(unread: Capped) -> str:
    return f"{BELL}+" if unread.number > BELL else str(unread.number or "")


def _office(seat: Seat) -> dict[str, str]:
    """The authority above the seat's unit, whom one may ask."""
    office = authority_of(seat.unit)
    return {"name": office.name, "phone": office.phone, "help": _("người phụ trách thi đua, khen thưởng")}


def authority_of(unit: Unit) -> Unit:
    """The unit itself where it is an authority, else the one above it."""
    return unit if unit.kind == UnitKind.AUTHORITY or unit.parent is None else unit.parent


# What the menu of a seat holds


def codenames(actor: Actor) -> frozenset[str]:
    """What the seat gives, wherever it gives it."""
    return frozenset(right.codename for right in actor.rights)


def has_desk(actor: Actor) -> bool:
    """Whether papers of others come to this seat."""
    return bool(codenames(actor) & DESK_RIGHTS)


def proposes(actor: Actor) -> bool:
    """Whether the seat writes for a unit, and no papers of others come to it."""
    return bool(codenames(actor) & UNIT_RIGHTS) and not has_desk(actor)


def links_of(actor: Actor, unit: Unit, *, work: Capped | None = None) -> list[Link]:
    """The entries of the menu, the first one being home."""
    if has_desk(actor):
        first = [Link(_("Việc của tôi"), "worklist", "list-check", BULK, count=work)]
    elif proposes(actor):
        first = [
            Link(unit_words(unit), "home", "house", ("worklist", *BULK), count=work),
            Link(_("Đề nghị"), "nominate", "pencil-square", ("write", "check", "lists", "list")),
            Link(_("Tờ trình"), "batches", "envelope", ("batch", "tabling", "tabling_check")),
        ]
    else:
        first = [Link(_("Trang đầu"), "home", "house")]
    return first + _rooms(codenames(actor))


def _rooms(rights: frozenset[str]) -> list[Link]:
    rooms = [Link(_("Hồ sơ"), "register", "folder2", ("dossier", "act"))]
    if rights & {"minute", "vote"}:
        rooms.append(Link(_("Phiên họp"), "sittings", "people", ("sitting", "record", "defer")))
    if rights & {"appraise", "sign"}:
        rooms.append(Link(_("Chờ ký"), "waiting", "pen", ("sign",)))
    if rights & {"propose", "edit", "appraise", "minute", "sign", "stamp", "pay", "read"}:
        rooms.append(Link(_("Quyết định"), "decisions", "award", ("decision",)))
    if rights & {"read", "administer", "sign"}:
        rooms.append(Link(_("Niêm phong"), "seals", "shield-check", ("seal",)))
    if rights & {"read", "administer"}:
        below = ("law_kind", "law_award", "law_compared", "law_edit", "law_record")
        rooms.append(Link(_("Luật"), "law", "journal-text", below))
    if rights & {"appraise", "administer"}:
        rooms.append(Link(_("Đợt xét"), "seasons", "calendar-event", ("season", "season_new", "season_edit")))
    if "administer" in rights:
        rooms.append(Link(_("Sắp xếp đơn vị"), "succession", "arrow-left-right"))
        rooms.append(Link(_("Xem lại"), "review", "arrow-counterclockwise"))
    return rooms


UNIT_WORDS = {
    UnitKind.VILLAGE: gettext_lazy("Hồ sơ của thôn"),
    UnitKind.SCHOOL: gettext_lazy("Hồ sơ của trường"),
    UnitKind.STATION: gettext_lazy("Hồ sơ của trạm"),
    UnitKind.ASSOCIATION: gettext_lazy("Hồ sơ của hội"),
}


def unit_words(unit: Unit) -> str:
    """What the home of a unit is called in the menu."""
    return str(UNIT_WORDS.get(UnitKind(unit.kind), _("Hồ sơ của đơn vị")))
