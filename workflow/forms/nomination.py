"""The nomination: twelve entries, kept even when they are not yet right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers import content, intake
from dossiers.criteria.gathering import facts_from
from dossiers.findings import Finding, judge
from dossiers.kinds import EvidenceKind, Target
from dossiers.models import AwardType, Dossier
from dossiers.offers import Offer
from roles.models import Gender
from roles.templatetags.face import vnday
from workflow.forms.facts import PREFIX, Standard, asked, fields_of, typed_again
from workflow.forms.facts import kept as facts_kept
from workflow.forms.fields import BirthField, DayField, PapersField, read_day

DEED_LENGTH = 3000
MOST_DIGITS = 6
LAST_YEAR_UNTIL = 3  # the month up to which units still propose for the year before
NOMINEE = ("kind", "name", "born", "gender", "position")
WRITTEN = ("period_from", "period_to", "deed", "votes_yes", "votes_all")
DAYS = ("period_from", "period_to")


@dataclass(frozen=True)
class Entries:
    """What can be kept of the form: the right entries as values, the wrong ones as they were typed."""

    nominee: dict[str, Any]
    content: dict[str, Any]
    award: AwardType


def _targets() -> list[tuple[str, str]]:
    return [(target.value, str(target.label).capitalize()) for target in Target]


def _genders() -> list[tuple[str, str]]:
    return [(gender.value, str(gender.label).capitalize()) for gender in (Gender.FEMALE, Gender.MALE)]


def _across() -> forms.RadioSelect:
    return forms.RadioSelect(attrs={"data-across": True})


def _few() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "w-few", "inputmode": "numeric", "autocomplete": "off"})


def _count(label: Any) -> forms.IntegerField:
    wrong = {
        "invalid": gettext_lazy("Ghi một số, ví dụ 42."),
        "min_value": gettext_lazy("Số người không thể nhỏ hơn 0."),
        "max_value": gettext_lazy("Số người quá lớn. Xem lại biên bản."),
    }
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, widget=_few(), error_messages=wrong)


class NominationForm(forms.Form):
    """Who, for what, on whose vote; a wrong entry is told and kept, never lost."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"), choices=_targets, initial=Target.INDIVIDUAL, widget=_across()
    )
    name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        help_text=gettext_lazy("Viết như trong căn cước; tập thể hoặc hộ thì ghi tên gọi đầy đủ."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born = BirthField(
        label=gettext_lazy("Ngày sinh"),
        help_text=gettext_lazy("Ngày/tháng/năm, ví dụ 02/09/1979. Không nhớ ngày thì ghi năm sinh."),
    )
    gender = forms.ChoiceField(label=gettext_lazy("Giới tính"), choices=_genders, widget=_across())
    position = forms.CharField(
        label=gettext_lazy("Nghề nghiệp, chức vụ"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    award = forms.ChoiceField(label=gettext_lazy("Danh hiệu hoặc hình thức"), widget=forms.RadioSelect())
    period_from = DayField(label=gettext_lazy("Thành tích từ ngày"))
    period_to = DayField(label=gettext_lazy("đến ngày"))
    deed = forms.CharField(
        label=gettext_lazy("Thành tích"),
        help_text=gettext_lazy("Đã làm việc gì, kết quả bao nhiêu, ai được hưởng. Từ 3 đến 10 câu."),
        max_length=DEED_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "data-max": DEED_LENGTH}),
    )
    votes_yes = _count(gettext_lazy("Số người đồng ý"))
    votes_all = _count(gettext_lazy("trên số người dự họp"))
    minutes = PapersField(
        label=gettext_lazy("Biên bản họp bình xét"),
        help_text=gettext_lazy(
            "Chụp bằng điện thoại cũng được. PDF, JPEG, PNG, DOCX, XLSX, mỗi tệp đến 20 MB. "
            "Chưa họp thì lưu nháp, họp xong mở lại để nộp."
        ),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        offers: Sequence[Offer],
        today: date,
        papers: Collection[str] = (),  # the kind of each paper that lies there
        kept: dict[str, Any] | None = None,
        standard: Standard | None = None,
    ) -> None:
        super().__init__(data, files, initial=kept)
        for field in self.fields.values():
            field.error_messages["required"] = _("Ô này chưa điền.")
        for name in ("kind", "gender", "award"):
            self.fields[name].error_messages["required"] = _("Ô này chưa chọn.")
        self.offers, self.papers = list(offers), list(papers)
        self.uploads: list[content.Upload] = []
        self.standard = standard or Standard()
        for name in ("born", *DAYS):
            self.fields[name].today = today  # type: ignore[attr-defined]
        for name, day in zip(DAYS, usual_period(today), strict=True):
            self.fields[name].initial = f"{day:%d/%m/%Y}"
        self._ask_for_papers()
        self._fit_to_target()
        self.rules = self.standard.rules(self.offer)
        self.facts = asked(self.rules, target=self.target, group=self.standard.group(self.target))
        self.fields.update(fields_of(self.facts, today=today))

    # what is asked depends on the target and the award

    @property
    def target(self) -> str:
        """Whom the form is about as it stands."""
        value = self["kind"].value() or Target.INDIVIDUAL
        return value if value in Target.values else Target.INDIVIDUAL

    @property
    def offer(self) -> Offer | None:
        """The award that is picked, with its rule."""
        return next((offer for offer in self.offers if offer.award.pk == self["award"].value()), None)

    @property
    def shown_awards(self) -> str:
        """What the list of awards shows: for whom, and whether it tells of a wrong choice."""
        wrong = any(error.code != "required" for error in self.errors.as_data().get("award", []))
        return f"{self.target}!" if wrong else self.target

    @property
    def papers_here(self) -> list[str]:
        """The kind of each paper that lies there, was just sent, or stands chosen in the browser."""
        chosen = str(self.data.get("chosen", "")).split(",") if self.is_bound else []
        return [
            *self.papers,
            *(upload.kind for upload in self.uploads),
            *(kind for kind in chosen if isinstance(self.fields.get(kind), PapersField)),
        ]

    @property
    def own_words(self) -> dict[str, str]:
        """What people write as they like."""
        return {name: self._typed(name) for name in ("name", "position", "deed")}

    @property
    def fact_fields(self) -> list[Any]:
        """What may be confirmed beside, for the picked award alone."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def facts_for(self) -> str:
        """Which facts the page asks."""
        return ",".join(fact.key for fact in self.facts)

    @property
    def facts_are_open(self) -> bool:
        """Whether something stands there already, or is wrong there."""
        return any(field.errors or field.value() for field in self.fact_fields)

    @property
    def paper_fields(self) -> list[Any]:
        """The places for papers, the minutes first."""
        return [self[name] for name, field in self.fields.items() if isinstance(field, PapersField)]

    @property
    def asked_papers(self) -> list[str]:
        """Beside the minutes: the kinds that the picked award asks for."""
        return sorted({*(self.offer.papers if self.offer else ())} - {EvidenceKind.MINUTES})

    def _ask_for_papers(self) -> None:
        asked = sorted({kind for offer in self.offers for kind in offer.papers} - {EvidenceKind.MINUTES})
        for kind in asked:
            names = ", ".join(offer.award.short_name for offer in self.offers if kind in offer.papers)
            hint = _("Cần cho: %(awards)s.") % {"awards": names}
            self.fields[kind] = PapersField(label=EvidenceKind(kind).label, help_text=hint)
        wanted = self.offer.papers if self.offer else [EvidenceKind.MINUTES]
        for field in self.paper_fields:
            field.field.required = field.name in wanted

    def _fit_to_target(self) -> None:
        fitting = [offer for offer in self.offers if offer.fits(self.target)]
        choices = [(offer.award.pk, _choice(offer)) for offer in fitting]
        self.fields["award"].choices = choices  # type: ignore[attr-defined]
        words = str(Target(self.target).label)
        self.fields["award"].help_text = _("Chỉ hiện những loại đơn vị được đề nghị cho %(target)s.") % {
            "target": words
        }
        self.fields["award"].error_messages["invalid_choice"] = _(
            "Danh hiệu đã chọn không dành cho %(target)s. Chọn một trong các loại dưới đây."
        ) % {"target": words}
        for name in ("born", "gender"):
            self.fields[name].required = self.target == Target.INDIVIDUAL

    # what is checked

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("period_from", "") > cleaned.get("period_to", "9"):
            self.add_error(
                "period_to", forms.ValidationError(_("Ngày cuối đứng trước ngày đầu. Xem lại hai ngày."), "order")
            )
        if (cleaned.get("votes_yes") or 0) > cleaned.get("votes_all", 100_000):
            sentence = _("Số người đồng ý nhiều hơn số người dự họp. Xem lại biên bản.")
            self.add_error("votes_yes", forms.ValidationError(sentence, "order"))
        for field in self.paper_fields:
            self._look_at(field.name)
        return cleaned

    def _look_at(self, kind: str) -> None:
        """Take the papers that are fit; tell of each that is not."""
        for file in self.cleaned_data.get(kind) or []:
            try:
                self.uploads.append(intake.look(file, kind=kind))
            except intake.Unfit as why:
                self.add_error(kind, forms.ValidationError(str(why), "unfit"))
        present = {*self.papers, *(upload.kind for upload in self.uploads)}
        if self.fields[kind].required and kind not in present and kind not in self.errors:
            self.add_error(kind, forms.ValidationError(_("Chưa có giấy tờ này. Chọn tệp hoặc chụp ảnh."), "required"))

    def forgive_missing(self) -> NominationForm:
        """A draft may be empty: only what is wrong stays told."""
        for name, errors in list(self.errors.items()):
            wrong = [error for error in errors.as_data() if error.code != "required"]
            if wrong:
                self.errors[name] = self.error_class(wrong, renderer=self.renderer)
            else:
                del self.errors[name]
        return self

    # what is kept

    def entries(self) -> Entries:
        """Everything that was typed, as it will be kept."""
        names = (*NOMINEE, *WRITTEN, "award", *(field.name for field in self.fact_fields))
        typed = {name: self._typed(name) for name in names if name not in self.cleaned_data}
        written: dict[str, Any] = {name: self.cleaned_data.get(name, "") for name in WRITTEN}
        if confirmed := facts_kept(self.facts, self.cleaned_data):
            written["facts"] = confirmed
        nominee = {name: self.cleaned_data.get(name, "") for name in NOMINEE} | {"kind": self.target}
        if self.target != Target.INDIVIDUAL:
            nominee |= {"gender": "", "born": ""}
        offer = self.offer or next((o for o in self.offers if o.fits(self.target)), self.offers[0])
        if self.offer is None:
            typed["award"] = ""
        kept = {name: text for name, text in typed.items() if text or name == "award"}
        return Entries(nominee, {**written, "typed": kept} if kept else written, offer.award)

    def _typed(self, name: str) -> str:
        return str(content.tidy(str(self[name].value() or "")))

    # what can be said at once

    def findings(self) -> dict[str, list[Finding]]:
        """Beside which entry stands what; a wrong day is told there too, before anything is sent."""
        told: dict[str, list[Finding]] = {name: self._day(name) for name in ("born", *DAYS)}
        for finding in self._judged():
            told.setdefault(finding.field, []).append(finding)
        return told

    def _judged(self) -> list[Finding]:
        """The criteria of the picked award, held against what was typed so far."""
        values, nominee = self._values(), {"kind": self.target}
        facts = facts_from(
            nominee, values, self.papers_here, year=self.standard.year, unit_kind=self.standard.unit_kind
        )
        rule = self.offer.rule if self.offer else None
        names = self.standard.book.names
        return judge(nominee, values, self.papers_here, rule, rules=self.rules, names=names, facts=facts)

    def _values(self) -> dict[str, Any]:
        raw = {name: self[name].value() for name in WRITTEN}
        votes = {name: str(raw[name] or "") for name in ("votes_yes", "votes_all")}
        counted = {name: int(text) for name, text in votes.items() if text.isdecimal() and len(text) <= MOST_DIGITS}
        told = self.cleaned_data if self.is_bound else self._kept_days()
        days = {name: told.get(name) for name in DAYS}
        return {"deed": raw["deed"] or "", **counted, **days, "facts": self._confirmed()}

    def _kept_days(self) -> dict[str, str]:
        """The days of a page that nobody has sent yet."""
        found = {}
        for name in DAYS:
            with suppress(forms.ValidationError):
                found[name] = self.fields[name].clean(self[name].value() or "")
        return found

    def _confirmed(self) -> dict[str, Any]:
        """The facts as they stand on the page; what was not sent yet is read as it would be typed."""
        if self.is_bound:
            return facts_kept(self.facts, self.cleaned_data)
        found = {}
        for field in self.fact_fields:
            with suppress(forms.ValidationError):
                found[field.name] = field.field.clean(field.value())
        return facts_kept(self.facts, found)

    def _day(self, name: str) -> list[Finding]:
        """The weekday of what was typed, so that a slip shows."""
        field: Any = self.fields[name]
        if self.is_bound and name in self.errors:
            return []
        try:
            day = read_day(self[name].value() or "", today=field.today, year_alone=field.year_alone)
        except forms.ValidationError as why:
            return [Finding("unmet", why.messages[0], verdict=_("Xem lại"))] if self[name].value() else []
        return [Finding("met", "", verdict=vnday(day))] if isinstance(day, date) else []


def usual_period(today: date) -> tuple[date, date]:
    """The year that is being judged: until the end of March the one before."""
    year = today.year - (today.month <= LAST_YEAR_UNTIL)
    return date(year, 1, 1), date(year, 12, 31)


def _choice(offer: Offer) -> str:
    """The award, and in small type what it is for."""
    hint = offer.award.summary or (offer.rule.criterion if offer.rule else "")
    return f"{offer.award.name}|{hint}" if hint else offer.award.name


def kept_text(dossier: Dossier) -> dict[str, Any]:
    """A dossier's content as the form would be typed again."""
    written = dossier.revision.content if dossier.revision else {}
    text: dict[str, Any] = {name: str(getattr(dossier.nominee, name) or "") for name in NOMINEE}
    for name in WRITTEN:
        value = written.get(name)
        text[name] = "" if value is None else str(value)
    for name in DAYS:
        text[name] = DayField().shown(text[name])
    facts = typed_again(written.get("facts") or {})
    return {**text, **facts, "award": dossier.award_type_id, **written.get("typed", {})}
