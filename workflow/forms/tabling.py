"""What a unit's one meeting said: entered once for all its papers, and line by line where they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import content, intake
from dossiers.criteria.sets import DIRECT, INDIRECT
from dossiers.kinds import EvidenceKind, Target
from dossiers.models import Dossier
from workflow.forms.fields import DayField

MOST = 100_000
#: what the meeting said of all of them, as it is kept with each paper
SHARED = ("meeting_on", "votes_all", "meeting_total", "members_ldtt")
#: what it said of one of them
OWN = ("votes_yes", "labour", "members")
LABOUR = (
    ("", gettext_lazy("Chưa ghi")),
    (DIRECT, gettext_lazy("Lao động trực tiếp")),
    (INDIRECT, gettext_lazy("Không trực tiếp")),
)


def _few(label: Any, hint: Any = "") -> forms.IntegerField:
    wrong = {
        "invalid": gettext_lazy("Ghi một số, ví dụ 42."),
        "min_value": gettext_lazy("Số không thể nhỏ hơn 0."),
        "max_value": gettext_lazy("Số quá lớn. Xem lại biên bản."),
    }
    widget = forms.TextInput(attrs={"class": "w-few", "inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=MOST,
        required=False,
        widget=widget,
        error_messages=wrong,
    )


class TablingForm(forms.Form):
    """The meeting, its minutes, and one line a paper; an empty entry leaves what the paper says."""

    meeting_on = DayField(label=gettext_lazy("Ngày họp bình xét"), required=False)
    votes_all = _few(gettext_lazy("Số người dự họp"))
    meeting_total = _few(gettext_lazy("trên tổng số"))
    members_ldtt = _few(
        gettext_lazy("Số người đạt Lao động tiên tiến của đơn vị"),
        gettext_lazy("Tính cả người ở danh sách khác. Dùng để tính tỷ lệ; bỏ trống thì đếm trong danh sách này."),
    )
    minutes = forms.FileField(
        label=gettext_lazy("Biên bản họp bình xét"),
        help_text=gettext_lazy("Một tệp dùng cho mọi hồ sơ được chọn. PDF, JPEG, PNG, DOCX, XLSX, đến 20 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": intake.ACCEPT}),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        dossiers: Sequence[Dossier],
        picked: Collection[int],
        today: date,
    ) -> None:
        super().__init__(data, files, initial=said_by_all(dossiers))
        self.dossiers, self.picked = dossiers, picked
        self.upload: content.Upload | None = None
        self.fields["meeting_on"].today = today  # type: ignore[attr-defined]
        for dossier in dossiers:
            self._add_line(dossier)

    def _add_line(self, dossier: Dossier) -> None:
        written = dossier.revision.content if dossier.revision else {}
        name = dossier.nominee.name
        fields: dict[str, forms.Field] = {"votes_yes": _few(_("Số người đồng ý: %(name)s") % {"name": name})}
        if dossier.nominee.kind == Target.INDIVIDUAL:
            label = _("Loại lao động: %(name)s") % {"name": name}
            fields["labour"] = forms.ChoiceField(label=label, choices=LABOUR, required=False)
        if dossier.nominee.kind == Target.COLLECTIVE:
            fields["members"] = _few(_("Số thành viên: %(name)s") % {"name": name})
        for entry, field in fields.items():
            field.initial = written.get(entry)
            field.widget.attrs["aria-label"] = field.label
            self.fields[f"{entry}_{dossier.pk}"] = field

    def line(self, dossier: Dossier) -> dict[str, Any]:
        """The bound entries of one paper, by what they are."""
        return {entry: self[f"{entry}_{dossier.pk}"] for entry in OWN if f"{entry}_{dossier.pk}" in self.fields}

    def clean_meeting_on(self) -> str:
        """A meeting that is still to come has said nothing yet."""
        day: str = self.cleaned_data["meeting_on"]
        if day and day > self.fields["meeting_on"].today.isoformat():  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Ngày họp chưa đến. Ghi ngày cuộc họp đã diễn ra."))
        return day

    def clean_minutes(self) -> Any:
        """The file, looked at by its content."""
        file = self.cleaned_data.get("minutes")
        if file:
            try:
                self.upload = intake.look(file, kind=EvidenceKind.MINUTES)
            except intake.Unfit as why:
                raise forms.ValidationError(str(why)) from why
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        present, total = cleaned.get("votes_all"), cleaned.get("meeting_total")
        if present is not None and total is not None and present > total:
            self.add_error("votes_all", _("Số người dự họp nhiều hơn tổng số. Xem lại biên bản."))
        for dossier in self._picked():
            self._check_votes(dossier, present)
        return cleaned

    def _check_votes(self, dossier: Dossier, present: int | None) -> None:
        written = dossier.revision.content if dossier.revision else {}
        typed = self.cleaned_data.get(f"votes_yes_{dossier.pk}")
        everybody = present if present is not None else written.get("votes_all")
        yes = typed if typed is not None else written.get("votes_yes")
        if isinstance(yes, int) and isinstance(everybody, int) and yes > everybody:
            words = {"yes": yes, "all": everybody, "name": dossier.nominee.addressed}
            sentence = _("%(name)s: %(yes)d người đồng ý nhiều hơn %(all)d người dự họp. Xem lại biên bản.")
            self.add_error(f"votes_yes_{dossier.pk}", sentence % words)

    def _picked(self) -> Iterator[Dossier]:
        return (dossier for dossier in self.dossiers if dossier.pk in self.picked)

    def entries(self) -> dict[int, dict[str, Any]]:
        """For each picked paper what is laid over its content; what was left empty is not among it."""
        shared = {name: self.cleaned_data.get(name) for name in SHARED}
        found = {}
        for dossier in self._picked():
            own = {name: self.cleaned_data.get(f"{name}_{dossier.pk}") for name in OWN}
            found[dossier.pk] = {name: value for name, value in (shared | own).items() if value not in (None, "")}
        return found


def said_by_all(dossiers: Sequence[Dossier]) -> dict[str, Any]:
    """What every paper says alike of the meeting: so much need not be typed again."""
    written = [dossier.revision.content for dossier in dossiers if dossier.revision]
    said = {name: {str(content.get(name) or "") for content in written} for name in SHARED}
    alike = {name: next(iter(values)) for name, values in said.items() if len(values) == 1}
    return alike | ({"meeting_on": DayField().shown(alike["meeting_on"])} if alike.get("meeting_on") else {})
