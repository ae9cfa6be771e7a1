"""What a succession touches, said to the administrator before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.states import State
from roles.models import Unit
from workflow.succession import Outcome

#: who is missing at a desk where nobody holds the right
MISSING: dict[str, Promise] = {
    "propose": gettext_lazy("chưa có người đứng đầu ở %(unit)s"),
    "appraise": gettext_lazy("chưa có người thẩm định ở %(unit)s"),
    "minute": gettext_lazy("chưa có thư ký ở %(unit)s"),
    "vote": gettext_lazy("chưa có ủy viên ở %(unit)s"),
    "sign": gettext_lazy("chưa có Chủ tịch ở %(unit)s"),
}


@dataclass(frozen=True)
class Part:
    """One heading and its lines."""

    name: str
    lines: list[str]
    grave: bool = False


def parts(outcome: Outcome) -> list[Part]:
    """Everything that the plan touches, heading by heading; what is not touched is not named."""
    found = [
        Part(_("Đơn vị kết thúc"), list(_ends(outcome))),
        Part(_("Đơn vị về nơi khác"), list(_moves(outcome))),
        Part(_("Hồ sơ chuyển theo"), list(_papers(outcome))),
        Part(_("Vị trí kết thúc"), list(_seats(outcome))),
        Part(_("Phiên họp đang mở sẽ đóng"), list(_sittings(outcome)), grave=True),
        Part(_("Dự thảo quyết định sẽ bỏ"), list(_drafts(outcome)), grave=True),
        Part(_("Tờ trình đang chờ tiếp nhận"), list(_batches(outcome))),
        Part(_("Bàn chưa có người"), list(_holes(outcome)), grave=True),
    ]
    return [part for part in found if part.lines]


def _ends(outcome: Outcome) -> Iterator[str]:
    for passing in outcome.plan.passings:
        heirs = ", ".join(heir.name for heir in passing.heirs)
        yield _("%(unit)s → %(heirs)s") % {"unit": passing.unit.name, "heirs": heirs}


def _moves(outcome: Outcome) -> Iterator[str]:
    for child, parent in outcome.plan.moves.values():
        yield _("%(unit)s → %(heirs)s") % {"unit": child.name, "heirs": parent.name}


def _papers(outcome: Outcome) -> Iterator[str]:
    """How many go from where to where, in which state."""
    ways = Counter((p.dossier.state, *_way(p.holders), *_way(p.units)) for p in outcome.papers)
    for (state, holder, heir, unit, new_unit), count in sorted(ways.items()):
        words = {"n": count, "state": str(State(state).label), "from": holder, "to": heir}
        kept = _("%(n)d hồ sơ “%(state)s”: vẫn ở %(from)s") if holder == heir else ""
        line = (kept or _("%(n)d hồ sơ “%(state)s”: %(from)s → %(to)s")) % words
        proposer = _("đơn vị đề nghị: %(from)s → %(to)s") % {"from": unit, "to": new_unit} if unit != new_unit else ""
        yield "; ".join(text for text in (line, proposer) if text)


def _way(pair: tuple[Unit, Unit]) -> tuple[str, str]:
    return pair[0].name, pair[1].name


def _seats(outcome: Outcome) -> Iterator[str]:
    for seat in outcome.seats:
        yield _("%(name)s thôi %(seat)s, %(unit)s") % {
            "name": seat.person.full_name,
            "seat": seat.label,
            "unit": seat.unit.name,
        }


def _sittings(outcome: Outcome) -> Iterator[str]:
    for sitting in outcome.sittings:
        yield _("%(council)s: mục chưa xét vào phiên họp sau của nơi kế thừa") % {"council": sitting.council.name}


def _drafts(outcome: Outcome) -> Iterator[str]:
    for draft in outcome.drafts:
        yield _("%(award)s, %(body)s: hồ sơ chờ dự thảo mới") % {
            "award": draft.award_type.name,
            "body": draft.body.name,
        }


def _batches(outcome: Outcome) -> Iterator[str]:
    for batch in outcome.batches:
        yield _("%(sender)s gửi %(receiver)s: còn %(n)d hồ sơ") % {
            "sender": batch.sender.name,
            "receiver": batch.receiver.name,
            "n": batch.waiting,  # type: ignore[attr-defined]
        }


def _holes(outcome: Outcome) -> Iterator[str]:
    for unit, right in outcome.holes:
        words = str(MISSING[right]) % {"unit": unit.name}
        yield words[:1].upper() + words[1:]


def summary(outcome: Outcome) -> str:
    """One sentence about what was done."""
    words = {"units": len(outcome.plan.passings), "papers": len(outcome.events)}
    if outcome.again:
        return _("Kế hoạch này đã thực hiện trước đó; chuyển thêm %(papers)d hồ sơ đến muộn.") % words
    return _("%(units)d đơn vị đã kết thúc, %(papers)d hồ sơ đã chuyển sang nơi kế thừa.") % words
