"""The ways an act can be refused; each knows its sentence, none changes anything."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from dossiers.moves import Reason
from dossiers.verbs import ENTRIES


class Refused(Exception):
    """The act was not carried out; nothing changed."""

    def __init__(self, verb: str, reasons: Sequence[Reason]) -> None:
        super().__init__(" ".join(reason.said for reason in reasons))
        self.verb = verb
        self.reasons = tuple(reasons)


class NotNow(Refused):
    """It may be done, but not as things stand."""


class NotYours(Refused):
    """It may be done, but by somebody else."""


class Lacking(NotNow):
    """The act needs an entry that was not given; ``fields`` names them for the form."""

    def __init__(self, verb: str, fields: Sequence[str]) -> None:
        sentence = _("Còn thiếu nội dung bắt buộc: %(fields)s.") % {
            "fields": ", ".join(str(ENTRIES[name]) for name in fields)
        }
        super().__init__(verb, [Reason("not_now", sentence)])
        self.fields = tuple(fields)


class Stale(Refused):
    """The page is older than the dossier; show it afresh with what happened in between."""

    def __init__(self, verb: str, *, dossier_id: int, seen: int, current: int, what: str = "") -> None:
        sentence = _("%(what)s vừa thay đổi sau khi trang này được mở; việc chưa được ghi.") % {
            "what": what or _("Hồ sơ")
        }
        super().__init__(verb, [Reason("not_now", sentence)])
        self.dossier_id = dossier_id
        self.seen = seen
        self.current = current


class Unknown(Exception):
    """No such verb or no such dossier: the same answer for both."""


def refusal(verb: str, reasons: Sequence[Reason]) -> Refused:
    """The exception that fits the reasons."""
    kind = NotYours if any(reason.kind == "not_yours" for reason in reasons) else NotNow
    return kind(verb, reasons)
