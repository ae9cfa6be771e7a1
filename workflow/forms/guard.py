"""The form of a word on a likely match: one of three answers, with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dossiers.models import Initiative, Judgement
from workflow import story


def _verdicts() -> list[tuple[str, str]]:
    return [(verdict.value, story.begun(str(verdict.label))) for verdict in Judgement.Verdict]


class JudgementForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Kết luận"), choices=_verdicts, widget=forms.RadioSelect(attrs={"data-across": True})
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=250,
        help_text=gettext_lazy("Một câu: căn cứ vào đâu, hỏi ai."),
        widget=forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, match: str) -> None:
        super().__init__(data, auto_id=f"id_{match}_%s")
        self.match = match
        for field in self.fields.values():
            field.error_messages["required"] = gettext_lazy("Ô này chưa điền.")


def _line(label: Any, *, length: int, required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, required=required, widget=widget)


class InitiativeForm(forms.Form):
    """An initiative as its recognition says it."""

    title = _line(gettext_lazy("Tên sáng kiến, đề tài"), length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=Initiative.Kind.choices)
    scope = forms.ChoiceField(label=gettext_lazy("Phạm vi"), choices=Initiative.Scope.choices)
    number = _line(gettext_lazy("Số văn bản công nhận"), length=60)
    recognised_by = _line(gettext_lazy("Nơi công nhận"), length=200)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_initiative_%s")
        for field in self.fields.values():
            field.error_messages["required"] = gettext_lazy("Ô này chưa điền.")
