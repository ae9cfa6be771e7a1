"""One form a verb: what its move must bring, in the words of the office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.complete import required_evidence
from dossiers.kinds import EvidenceKind
from dossiers.models import Dossier, RouteStage, in_force
from dossiers.moves import Reason
from dossiers.offers import offers
from dossiers.verbs import GROUNDS
from workflow.forms.fields import DayField

LENGTH = 2000


def _words(label: Any, hint: Any = "", *, rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "data-max": LENGTH})
    return forms.CharField(label=label, help_text=hint, max_length=LENGTH, widget=area)


def _document(hint: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"})
    return forms.CharField(label=gettext_lazy("Văn bản"), help_text=hint, max_length=250, widget=widget)


class MoveForm(forms.Form):
    """A move that needs no words: its page only asks whether it is meant."""

    def __init__(self, data: Any = None, *, dossier: Dossier, today: date) -> None:
        super().__init__(data)
        self.dossier, self.today = dossier, today
        self.prepare()

    def prepare(self) -> None:
        """Fill choices that depend on the dossier or the day."""

    @property
    def barred(self) -> str:
        """Why the form has nothing to offer today, in a sentence; empty where it can be filled in."""
        return ""

    def evidence(self) -> dict[str, Any]:
        """What goes into the ledger with the move."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, [])}


class ReasonForm(MoveForm):
    reason = _words(
        gettext_lazy("Lý do"), gettext_lazy("Người nhận đọc nguyên văn câu này, và nó nằm lại trong nhật ký.")
    )


class GiveBackForm(MoveForm):
    """The checklist: papers that the award asks for, ticked, and whatever else is missing, a line each."""

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ còn thiếu"),
        help_text=gettext_lazy("Những giấy tờ mà danh hiệu, hình thức này bắt buộc."),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    missing = _words(
        gettext_lazy("Điều còn thiếu"),
        gettext_lazy("Mỗi dòng một điều, để đơn vị bổ sung xong điều nào biết điều ấy."),
        rows=5,
    )

    def prepare(self) -> None:
        needed = required_evidence(self.dossier)
        if not needed:
            del self.fields["papers"]
            return
        self.fields["missing"].required = False
        for field in self.fields.values():
            field.one_of = _("(ghi ít nhất một trong hai)")  # type: ignore[attr-defined]
        choices = [(str(EvidenceKind(kind).label), str(EvidenceKind(kind).label)) for kind in needed]
        self.fields["papers"].choices = choices  # type: ignore[attr-defined]

    def clean_missing(self) -> list[str]:
        """What is ticked comes first, then one entry a line."""
        found = [line.strip(" -•\t") for line in self.cleaned_data["missing"].splitlines()]
        listed = [*self.cleaned_data.get("papers", []), *(line for line in found if line)]
        if not listed:
            raise forms.ValidationError(_("Đánh dấu giấy tờ còn thiếu, hoặc ghi ít nhất một điều."))
        return list(dict.fromkeys(listed))

    def evidence(self) -> dict[str, Any]:
        return {"missing": self.cleaned_data["missing"]}


class RefusalForm(MoveForm):
    ground = forms.ChoiceField(
        label=gettext_lazy("Căn cứ"),
        choices=lambda: [(code, str(words).capitalize()) for code, words in GROUNDS.items()],
        widget=forms.RadioSelect(),
    )
    reason = _words(
        gettext_lazy("Nói rõ"), gettext_lazy("Việc gì, theo giấy tờ nào. Chủ tịch đọc câu này trước khi quyết định.")
    )


class DeferForm(MoveForm):
    reason = _words(gettext_lazy("Lý do"), gettext_lazy("Vì sao chưa xét ở phiên này."))
    next_sitting = DayField(label=gettext_lazy("Phiên sau, ngày"), help_text=gettext_lazy("Ví dụ 06/12/2024."))

    def prepare(self) -> None:
        self.fields["next_sitting"].today = self.today  # type: ignore[attr-defined]

    def clean_next_sitting(self) -> str:
        """The day as it is read in the history."""
        day = date.fromisoformat(self.cleaned_data["next_sitting"])
        if day < self.today:
            raise forms.ValidationError(_("Ngày %(day)s đã qua. Ghi ngày của phiên sau.") % {"day": f"{day:%d/%m/%Y}"})
        return f"{day:%d/%m/%Y}"


class ReplaceForm(MoveForm):
    award = forms.ChoiceField(label=gettext_lazy("Hình thức thay thế"), widget=forms.RadioSelect())
    resolution = _words(
        gettext_lazy("Nghị quyết của Hội đồng"), gettext_lazy("Số, ngày biên bản và điều Hội đồng kết luận.")
    )

    def prepare(self) -> None:
        found = offers(self.dossier.unit, on=self.today, regime=self.dossier.regime_id)
        self.fields["award"].choices = [  # type: ignore[attr-defined]
            (offer.award.pk, offer.award.name)
            for offer in found
            if offer.award.pk != self.dossier.award_type_id and offer.fits(self.dossier.nominee.kind)
        ]


class WithdrawForm(MoveForm):
    request = _words(gettext_lazy("Văn bản đề nghị rút"), gettext_lazy("Số, ngày văn bản của đơn vị và lý do rút."))

    def prepare(self) -> None:
        if self.dossier.submitted_at is None:
            del self.fields["request"]


def ways_over(dossier: Dossier, today: date) -> list[RouteStage]:
    """Where the dossier could go on: the stages of the other transitional routes in force; one statement."""
    rows = RouteStage.objects.filter(in_force(today, "route__"), route__transitional=True)
    return list(rows.exclude(route=dossier.route_id).select_related("route").order_by("route", "order"))


class RerouteForm(MoveForm):
    stage = forms.TypedChoiceField(label=gettext_lazy("Đi tiếp từ"), coerce=int, widget=forms.RadioSelect())
    document = _document(gettext_lazy("Số, ngày văn bản sắp xếp đơn vị hoặc chuyển tuyến."))

    def prepare(self) -> None:
        self.fields["stage"].choices = [  # type: ignore[attr-defined]
            (stage.pk, stage.route.name + "|" + _("Từ %(tier)s.") % {"tier": stage.get_tier_display()})
            for stage in ways_over(self.dossier, self.today)
        ]

    @property
    def barred(self) -> str:
        open_ways = self.fields["stage"].choices  # type: ignore[attr-defined]
        return "" if open_ways else _("Hôm nay không có tuyến chuyển tiếp nào; báo người quản trị.")


class RegimeForm(MoveForm):
    """A newer law for the dossier: why it is more favourable, and by which document."""

    reason = _words(gettext_lazy("Lý do"), gettext_lazy("Quy định mới có lợi hơn ở điểm nào."))
    document = _document(gettext_lazy("Số, ngày văn bản cho áp dụng, hoặc phiếu trình của người thẩm định."))


class RevokeForm(MoveForm):
    document = _document(gettext_lazy("Số, ngày kết luận hoặc bản án, của cơ quan nào."))


#: the form of each verb; a verb that is not here needs no words
FORMS: dict[str, Callable[..., MoveForm]] = {
    "propose_refusal": RefusalForm,
    "recheck": ReasonForm,
    "give_back": GiveBackForm,
    "send_down": ReasonForm,
    "defer": DeferForm,
    "replace": ReplaceForm,
    "decline": ReasonForm,
    "withdraw": WithdrawForm,
    "reroute": RerouteForm,
    "revoke": RevokeForm,
}


#: verbs whose choices may all be gone: what their forms then say bars the move before it is asked
RUNS_OUT = ("reroute",)


def form_for(verb: str, dossier: Dossier, *, today: date, data: Any = None) -> MoveForm:
    """The form of the verb for this dossier."""
    return FORMS.get(verb, MoveForm)(data, dossier=dossier, today=today)


def nothing_left(verb: str, dossier: Dossier, *, today: date) -> tuple[Reason, ...]:
    """Why the verb's form has nothing to offer; none where it has, and none asked of the other verbs."""
    sentence = form_for(verb, dossier, today=today).barred if verb in RUNS_OUT else ""
    return (Reason("not_now", sentence),) if sentence else ()
