"""Hold facts against the rows of law: JSON in, findings as JSON out; or an empty file of facts to fill in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.criteria import FACTS, Finding, examine, wrong_facts
from dossiers.criteria.examining import read_facts
from dossiers.criteria.facts import is_day
from dossiers.criteria.rows import Book, current
from dossiers.models import AwardRule, Regime

#: what stands beside the facts
FRAME = ("regime", "award", "place", "on", "facts", "_explained")


def fail(sentence: str) -> CommandError:
    """One sentence and exit code 2."""
    return CommandError(sentence, returncode=2)


class Command(BaseCommand):
    """See the module."""

    help = gettext_lazy("Đối chiếu dữ kiện với tiêu chuẩn; in kết luận dạng JSON.")  # type: ignore[assignment]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help=_("tệp dữ kiện JSON; dấu - là đọc từ đầu vào"))
        parser.add_argument("--template", metavar="AWARD", help=_("in tệp dữ kiện trống cho danh hiệu này"))
        parser.add_argument("--regime", metavar="CODE", help=_("chế độ pháp luật của tệp trống"))

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["template"]) == bool(options["file"]):
            raise fail(_("Nêu một tệp dữ kiện, hoặc --template với --regime."))
        if options["template"]:
            answer = template(options["template"], options["regime"] or "")
        else:
            answer = examined(read(options["file"]), self.stderr.write)
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def read(name: str) -> dict[str, Any]:
    """What the file says: an object with facts."""
    try:
        text = Path("/dev/stdin" if name == "-" else name).read_text(encoding="utf-8-sig")
        said = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise fail(_("Không đọc được %(file)s: %(why)s.") % {"file": name, "why": error}) from error
    if not isinstance(said, dict) or not isinstance(said.get("facts"), dict | None):
        raise fail(_("Tệp dữ kiện phải là một đối tượng JSON có regime, award và facts."))
    return said


def rules_for(said: Mapping[str, Any], book: Book) -> tuple[Regime, list[Any]]:
    """The rows that the file's award is examined by, at its place."""
    laws = {law.pk: law for law in Regime.objects.all()}
    regime = laws.get(str(said.get("regime") or ""))
    if regime is None:
        words = {"code": said.get("regime") or "–", "known": ", ".join(sorted(laws))}
        raise fail(_("Không có chế độ pháp luật “%(code)s”; có: %(known)s.") % words)
    award = str(said.get("award") or "")
    if award not in book.names:
        raise fail(_("Không có danh hiệu, hình thức “%(code)s”.") % {"code": award or "–"})
    rule = AwardRule.objects.filter(award_type=award, regime=regime).first()
    rules = book.rules(award, regime.pk, rule=rule, lineage=_places(said.get("place")), on=_day(said.get("on")))
    if not rules:
        raise fail(_("Chưa có tiêu chuẩn của %(award)s theo %(regime)s.") % {"award": award, "regime": regime.pk})
    return regime, rules


def _places(place: Any) -> list[str]:
    places = [place] if isinstance(place, str) and place else (place or [])
    if not isinstance(places, list) or not all(isinstance(one, str) for one in places):
        raise fail(_("“place” là mã một nơi hoặc danh sách mã từ trên xuống."))
    return places


def _day(day: Any) -> date | None:
    """The day on which dated rows must be in force; none: whatever the law ever had."""
    if day is None or is_day(day):
        return date.fromisoformat(day) if day else None
    raise fail(_("“on” là ngày viết năm-tháng-ngày."))


def examined(said: Mapping[str, Any], warn: Any) -> dict[str, Any]:
    """The findings, with what the reader must be warned of."""
    book = current()
    regime, rules = rules_for(said, book)
    facts = {**{key: value for key, value in said.items() if key not in FRAME}, **(said.get("facts") or {})}
    if wrong := next(wrong_facts(facts), None):
        raise fail(wrong)
    if unread := sorted(set(facts) - set(FACTS)):
        warn(_("Không dùng đến: %(keys)s.") % {"keys": ", ".join(unread)})
    findings = [_printed(finding) for finding in examine(facts, rules, names=book.names)]
    answer = {"regime": regime.pk, "award": said["award"], "findings": findings}
    return answer if regime.criteria_verified else {**answer, "warnings": [unverified(regime)]}


def unverified(regime: Regime) -> str:
    """What is said of a law whose criteria nobody could read yet."""
    return _("Tiêu chuẩn chép từ luật trước, chưa đối chiếu %(basis)s.") % {"basis": regime.basis or regime.name}


def _printed(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "finding": finding.found,
        "required": finding.required,
        "measured": finding.measured,
        "article": finding.article,
        "evidence": finding.evidence,
    }


def template(award: str, regime: str) -> dict[str, Any]:
    """An empty file of facts that the command takes as it is."""
    said = {"regime": regime, "award": award}
    _regime, rules = rules_for(said, current())
    keys = read_facts(rules)
    explained = {key: FACTS[key].explained for key in keys}
    return {**said, "facts": dict.fromkeys(keys), "_explained": explained}
