"""The forms of a gate: opened for one of three reasons, asked, said, answered, closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow.forms.fields import DayField
from workflow.gate_law import Law, too_short
from workflow.models import Consulted, Gate

#: years ahead: a day beyond them is a slip of the finger, and the calendar ends somewhere
FURTHEST = 5
LENGTH = 2000


def _line(label: Any, hint: Any = "", *, required: bool = True, length: int = 250) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "w-all", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=length, widget=widget)


def _words(label: Any, hint: Any = "", *, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "data-max": LENGTH})
    return forms.CharField(label=label, help_text=hint, max_length=LENGTH, widget=area)


class DatedForm(forms.Form):
    """A form that knows what day it is; its days come back as days."""

    def __init__(self, data: Any = None, *, today: date, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today

    def day(self, name: str) -> date | None:
        """The day that was typed, if it can be."""
        text = self.cleaned_data.get(name)
        day = date.fromisoformat(text) if text else None
        if day and day.year > self.today.year + FURTHEST:
            raise forms.ValidationError(_("Ngày %(day)s xa quá. Xem lại năm.") % {"day": f"{day:%d/%m/%Y}"})
        return day

    def coming(self, name: str) -> date | None:
        """A day that is not past."""
        day = self.day(name)
        if day and day < self.today:
            raise forms.ValidationError(_("Ngày %(day)s đã qua.") % {"day": f"{day:%d/%m/%Y}"})
        return day

    def past(self, name: str) -> date | None:
        """A day that has come."""
        day = self.day(name)
        if day and day > self.today:
            raise forms.ValidationError(_("Ngày %(day)s chưa tới.") % {"day": f"{day:%d/%m/%Y}"})
        return day


# Opened


class OpenForm(DatedForm):
    """What a gate is opened with; the law of the day gives the first values."""

    def __init__(self, data: Any = None, *, today: date, law: Law) -> None:
        super().__init__(data, today=today, initial=self.first_values(today, law))
        self.law = law

    def first_values(self, today: date, law: Law) -> dict[str, Any]:
        """What stands in the form before anything is typed."""
        until = f"{law.least:%d/%m/%Y}" if law.least else ""
        places = "\n".join(law.rule.places) if law.rule else ""
        return {"since": f"{today:%d/%m/%Y}", "until": until, "places": places}


class PostingForm(OpenForm):
    places = _words(gettext_lazy("Công khai ở đâu"), gettext_lazy("Mỗi dòng một nơi."), rows=2)
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(label=gettext_lazy("Đến hết ngày"))
    note = _line(
        gettext_lazy("Nhận ý kiến ở đâu"), gettext_lazy("Ghi trên bản niêm yết: địa chỉ, điện thoại."), required=False
    )

    def __init__(self, data: Any = None, *, today: date, law: Law) -> None:
        super().__init__(data, today=today, law=law)
        if law.told:
            self.fields["until"].help_text = _("Ít nhất %(told)s, không kể ngày đầu.") % {"told": law.told}

    def clean_since(self) -> date | None:
        return self.coming("since")

    def clean_until(self) -> date | None:
        return self.coming("until")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until:
            law = self.law.beginning(since)
            if sentence := too_short(Gate.Kind.POSTING, law, until=until):
                self.add_error("until", sentence)
        return cleaned


class ConsultationForm(OpenForm):
    asked = _words(gettext_lazy("Xin ý kiến cơ quan nào"), gettext_lazy("Mỗi dòng một cơ quan."), rows=3)
    until = DayField(label=gettext_lazy("Hạn trả lời, đến hết ngày"))
    note = _line(gettext_lazy("Hỏi về việc gì"), gettext_lazy("Số, ngày văn bản xin ý kiến và điều cần hỏi."))

    def clean_asked(self) -> list[str]:
        """One authority a line, each once."""
        found = [line.strip(" -•\t")[:200] for line in self.cleaned_data["asked"].splitlines()]
        if not any(found):
            raise forms.ValidationError(_("Ghi ít nhất một cơ quan."))
        return list(dict.fromkeys(line for line in found if line))

    def clean_until(self) -> date | None:
        return self.coming("until")


class SuspensionForm(OpenForm):
    document = _line(
        gettext_lazy("Văn bản"),
        gettext_lazy("Số, ngày, của cơ quan nào đang xác minh. Không có văn bản thì không dừng."),
    )
    note = _line(gettext_lazy("Về việc gì"), required=False)


OPENING: dict[str, type[OpenForm]] = {
    Gate.Kind.POSTING: PostingForm,
    Gate.Kind.CONSULTATION: ConsultationForm,
    Gate.Kind.SUSPENSION: SuspensionForm,
}


# Meanwhile


class CommentForm(DatedForm):
    received_on = DayField(label=gettext_lazy("Nhận ngày"))
    by_whom = _line(
        gettext_lazy("Của ai"), gettext_lazy("Người góp ý không muốn nêu tên thì để trống."), required=False, length=120
    )
    text = _words(gettext_lazy("Nội dung"), gettext_lazy("Chỉ người thẩm định và người ký đọc được."))

    def clean_received_on(self) -> date | None:
        return self.past("received_on")


class BatchCommentForm(CommentForm):
    about = forms.TypedChoiceField(label=gettext_lazy("Nói về ai"), coerce=int)

    field_order = ("about", "received_on", "by_whom", "text")


class AnswerForm(DatedForm):
    text = _words(gettext_lazy("Trả lời"), gettext_lazy("Kết quả xem xét, đã báo lại người góp ý thế nào."))


class CommentSuspensionForm(DatedForm):
    document = _line(
        gettext_lazy("Văn bản"),
        gettext_lazy("Số, ngày văn bản của cơ quan đang xác minh; ý kiến tự nó chưa làm dừng hồ sơ."),
    )


class AskForm(DatedForm):
    authority = _line(gettext_lazy("Cơ quan"), length=200)
    due = DayField(label=gettext_lazy("Hạn trả lời, đến hết ngày"))

    def clean_due(self) -> date | None:
        return self.coming("due")


class ReplyForm(DatedForm):
    said = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=lambda: [
            (answer.value, str(answer.label).capitalize())
            for answer in (Consulted.Answer.AGREES, Consulted.Answer.DISAGREES)
        ],
        widget=forms.RadioSelect(attrs={"data-across": True}),
    )
    answered_on = DayField(label=gettext_lazy("Ngày trả lời"))
    document = _line(gettext_lazy("Văn bản trả lời"), gettext_lazy("Số, ngày văn bản."))
    note = _line(gettext_lazy("Ý kiến"), gettext_lazy("Chép câu chính, nếu có."), required=False)

    def clean_answered_on(self) -> date | None:
        return self.past("answered_on")


# Closed


class CloseForm(DatedForm):
    outcome = _line(gettext_lazy("Kết quả"), gettext_lazy("Để báo cáo Hội đồng và người ký."), required=False)


class ResumeForm(DatedForm):
    document = _line(gettext_lazy("Văn bản"), gettext_lazy("Số, ngày văn bản kết luận hoặc cho xem xét tiếp."))
    outcome = _line(gettext_lazy("Kết luận"), gettext_lazy("Việc được xác minh kết luận thế nào."))
