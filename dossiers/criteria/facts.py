"""Every fact that a criterion may read: its key, its kind, its words; a missing or empty one is not known yet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.kinds import Target

YEAR = re.compile("[1-9][0-9]{3}")
#: no figure of a commune is larger
NO_BOUND = 10**12
#: how well a task was done in a year, from the lowest to the highest
RATINGS = {
    "KHTNV": gettext_lazy("Không hoàn thành nhiệm vụ"),
    "HTNV": gettext_lazy("Hoàn thành nhiệm vụ"),
    "HTTNV": gettext_lazy("Hoàn thành tốt nhiệm vụ"),
    "HTXSNV": gettext_lazy("Hoàn thành xuất sắc nhiệm vụ"),
}
#: whom a person is counted with
GROUPS = {
    "staff": gettext_lazy("cán bộ, công chức, viên chức, người lao động trong cơ quan"),
    "worker": gettext_lazy("công nhân, nông dân, người lao động khác"),
    "force": gettext_lazy("quân đội, công an, dân quân tự vệ"),
}
#: how far something reaches, from the smallest to the largest
SCOPES = {
    "base": gettext_lazy("cơ sở"),
    "commune": gettext_lazy("trong xã"),
    "district": gettext_lazy("trong huyện"),
    "province": gettext_lazy("trong tỉnh, bộ, ngành"),
    "nation": gettext_lazy("toàn quốc"),
}
KINDS = {
    "initiative": gettext_lazy("sáng kiến"),
    "topic": gettext_lazy("đề tài, đề án, công trình khoa học"),
    "feat": gettext_lazy("mưu trí, sáng tạo trong chiến đấu"),
}
#: why a household is not considered for “Gia đình văn hóa”
GROUNDS = {
    "prosecuted": gettext_lazy("có người bị truy cứu trách nhiệm hình sự"),
    "military_duty": gettext_lazy("chưa hoàn thành nghĩa vụ quân sự"),
    "tax_duty": gettext_lazy("chưa hoàn thành nghĩa vụ thuế"),
    "marriage": gettext_lazy("bị phạt về tảo hôn, hôn nhân"),
    "public_order": gettext_lazy("bị phạt về trật tự công cộng"),
    "gambling": gettext_lazy("bị phạt về đánh bạc"),
    "social_evils": gettext_lazy("bị phạt về tệ nạn xã hội"),
    "fire_safety": gettext_lazy("bị phạt về phòng cháy, chữa cháy"),
    "domestic_violence": gettext_lazy("bị phạt về bạo lực gia đình"),
}
#: results of these types are no basis for what is given for regular merit
NO_BASIS = frozenset({"DOT_XUAT", "PHONG_TRAO"})

INDIVIDUAL, COLLECTIVE, HOUSEHOLD = (str(target) for target in Target.values)
PERSONS, EVERYBODY = (INDIVIDUAL,), (INDIVIDUAL, COLLECTIVE, HOUSEHOLD)
GROUPED, HOMES = (COLLECTIVE,), (HOUSEHOLD,)


@dataclass(frozen=True)
class Fact:
    """One thing that may be known: what it is called, how it is written, for whom it is asked."""

    key: str
    kind: str
    words: Any
    help: Any = ""
    targets: tuple[str, ...] = EVERYBODY
    options: Mapping[str, Any] = field(default_factory=dict)
    least: float = 0
    most: float = NO_BOUND

    @property
    def explained(self) -> str:
        """Words, shape and help in one line."""
        shape = str(SHAPES[self.kind])
        listed = "; ".join(f"{code}: {words}" for code, words in self.options.items())
        return ". ".join(part for part in (_sentence(self.words), shape, listed, str(self.help)) if part) + "."


def _sentence(words: Any) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


SHAPES = {
    "choice": gettext_lazy("một trong các mã"),
    "flag": gettext_lazy("true hoặc false"),
    "count": gettext_lazy("số nguyên từ 0"),
    "amount": gettext_lazy("số từ 0"),
    "date": gettext_lazy("ngày viết năm-tháng-ngày, ví dụ 2024-11-30"),
    "ratings": gettext_lazy('xếp loại theo năm, ví dụ {"2023": "HTXSNV"}'),
    "grounds": gettext_lazy("danh sách mã, để [] nếu không có"),
    "prior": gettext_lazy(
        "danh sách {award, year, from, to, decision, loai_hinh, revoked, used_for}, để [] nếu chưa từng được khen"
    ),
    "initiatives": gettext_lazy("danh sách {name, kind, scope, recognised, number, used_for}, để [] nếu không có"),
}


def _flag(key: str, words: Any, targets: tuple[str, ...] = EVERYBODY, help: Any = "") -> Fact:
    return Fact(key, "flag", words, help, targets)


def _count(key: str, words: Any, targets: tuple[str, ...] = EVERYBODY) -> Fact:
    return Fact(key, "count", words, "", targets)


ALL = [
    Fact(
        "target",
        "choice",
        gettext_lazy("đối tượng được đề nghị"),
        options={t.value: t.label for t in Target},
    ),
    Fact("group", "choice", gettext_lazy("nhóm đối tượng"), targets=PERSONS, options=GROUPS),
    Fact("year", "count", gettext_lazy("năm xét"), least=1000, most=9999),
    Fact("period_from", "date", gettext_lazy("thành tích từ ngày")),
    Fact("period_to", "date", gettext_lazy("thành tích đến ngày")),
    Fact("rating", "choice", gettext_lazy("xếp loại năm xét"), targets=(INDIVIDUAL, COLLECTIVE), options=RATINGS),
    Fact(
        "ratings",
        "ratings",
        gettext_lazy("xếp loại các năm"),
        targets=(INDIVIDUAL, COLLECTIVE),
        options=RATINGS,
    ),
    _flag("solidarity", gettext_lazy("tự lực, tự cường, đoàn kết, tương trợ"), PERSONS),
    _flag("movement", gettext_lazy("tích cực tham gia phong trào thi đua")),
    _flag("conduct", gettext_lazy("gương mẫu, đạo đức, lối sống lành mạnh")),
    _flag("compliance", gettext_lazy("chấp hành chủ trương, chính sách, pháp luật")),
    _flag("learning", gettext_lazy("tích cực học tập"), PERSONS),
    _flag("productive", gettext_lazy("lao động, sản xuất có hiệu quả"), PERSONS),
    _count("months_employed", gettext_lazy("số tháng làm việc trong năm xét"), PERSONS),
    _count("sector_years", gettext_lazy("số năm công tác trong ngành"), PERSONS),
    _count("sector_years_required", gettext_lazy("số năm mà ngành quy định"), PERSONS),
    Fact(
        "prior",
        "prior",
        gettext_lazy("các lần đã được khen"),
        gettext_lazy("loai_hinh: CONG_TRANG, DOT_XUAT, PHONG_TRAO, CONG_HIEN, NIEN_HAN, DOI_NGOAI"),
    ),
    _flag(
        "prior_complete",
        gettext_lazy("danh sách đã được khen là đầy đủ"),
        help=gettext_lazy("để trống thì coi là đầy đủ; false thì điều chưa thấy là chưa rõ"),
    ),
    Fact(
        "initiatives",
        "initiatives",
        gettext_lazy("sáng kiến, đề tài, mưu trí"),
        gettext_lazy("kind: initiative, topic, feat; scope: base, commune, district, province, nation"),
        PERSONS,
    ),
    _flag(
        "initiatives_complete",
        gettext_lazy("danh sách sáng kiến, đề tài là đầy đủ"),
        PERSONS,
        gettext_lazy("để trống thì coi là đầy đủ; false thì điều chưa thấy là chưa rõ"),
    ),
    _flag("discipline", gettext_lazy("đã bị kỷ luật")),
    Fact("discipline_ended", "date", gettext_lazy("ngày hết hiệu lực kỷ luật")),
    _flag(
        "under_review",
        gettext_lazy("đang bị xem xét kỷ luật, thanh tra, kiểm tra, điều tra hoặc xác minh"),
    ),
    _flag("movement_result", gettext_lazy("có kết quả tiêu biểu trong phong trào thi đua do cấp quyết định phát động")),
    _flag("many_achievements", gettext_lazy("có nhiều thành tích")),
    _flag("sudden", gettext_lazy("có thành tích xuất sắc đột xuất")),
    _flag("contribution", gettext_lazy("có nhiều đóng góp công sức, đất đai, tài sản")),
    _flag("good_deed", gettext_lazy("có việc làm tốt cụ thể"), PERSONS),
    Fact("effect", "choice", gettext_lazy("phạm vi ảnh hưởng của thành tích"), targets=PERSONS, options=SCOPES),
    _flag("valuable", gettext_lazy("sáng kiến mang lại giá trị cao"), PERSONS),
    _flag("trains_colleagues", gettext_lazy("giúp đỡ, đào tạo đồng nghiệp"), PERSONS),
    _count("model_years", gettext_lazy("số năm mô hình sản xuất hiệu quả, ổn định"), PERSONS),
    _flag("helps_households", gettext_lazy("giúp đỡ các hộ khác"), PERSONS),
    _count("members", gettext_lazy("số cá nhân của tập thể"), GROUPED),
    _count("members_ldtt", gettext_lazy("số cá nhân đạt Lao động tiên tiến"), GROUPED),
    _count("members_completed", gettext_lazy("số cá nhân hoàn thành nhiệm vụ"), GROUPED),
    _count("members_cstdcs", gettext_lazy("số cá nhân đạt Chiến sĩ thi đua cơ sở"), GROUPED),
    _count("members_disciplined", gettext_lazy("số cá nhân bị kỷ luật từ cảnh cáo trở lên"), GROUPED),
    _flag("united", gettext_lazy("nội bộ đoàn kết"), GROUPED),
    _flag("exceeds_targets", gettext_lazy("vượt các chỉ tiêu, nhiệm vụ được giao"), GROUPED),
    _flag("leads_cluster", gettext_lazy("dẫn đầu cụm, khối thi đua do tỉnh tổ chức"), GROUPED),
    _flag("leads_central_cluster", gettext_lazy("dẫn đầu cụm, khối thi đua của Hội đồng trung ương"), GROUPED),
    _flag("leads_movement", gettext_lazy("dẫn đầu phong trào thi đua"), GROUPED),
    _count("movement_years", gettext_lazy("số năm của phong trào do Thủ tướng phát động"), GROUPED),
    _flag("socio_economic", gettext_lazy("phát triển kinh tế, văn hóa, xã hội"), GROUPED),
    _flag("environment", gettext_lazy("bảo vệ môi trường"), GROUPED),
    _flag("security", gettext_lazy("giữ vững quốc phòng, an ninh"), GROUPED),
    _flag("dissolved", gettext_lazy("đã giải thể, sáp nhập"), GROUPED),
    Fact("score", "amount", gettext_lazy("điểm chấm"), targets=(COLLECTIVE, HOUSEHOLD)),
    _flag("hard_area", gettext_lazy("ở vùng đặc biệt khó khăn"), (COLLECTIVE, HOUSEHOLD)),
    Fact(
        "attendance_percent",
        "amount",
        gettext_lazy("tỷ lệ dự họp bình xét, %"),
        targets=(COLLECTIVE, HOUSEHOLD),
        most=100,
    ),
    Fact("meeting_percent", "amount", gettext_lazy("tỷ lệ người họp bình xét đồng ý, %"), most=100),
    Fact(
        "excluded",
        "grounds",
        gettext_lazy("trường hợp không xét"),
        targets=HOMES,
        options=GROUNDS,
    ),
]  # fmt: skip
FACTS = {fact.key: fact for fact in ALL}

PRIOR_KEYS = {
    "award": str, "year": int, "from": str, "to": str, "decision": str, "loai_hinh": str,
    "revoked": bool, "used_for": str,
}  # fmt: skip
INITIATIVE_KEYS = {"name": str, "kind": str, "scope": str, "recognised": bool, "number": str, "used_for": str}


def wrong_facts(facts: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for every fact that is not written as its kind wants; an unknown key is nobody's fault here."""
    for key, value in facts.items():
        fact = FACTS.get(key)
        if fact is not None and value is not None and not _is_written(fact, value):
            yield _("Dữ kiện “%(key)s” viết chưa đúng: cần %(shape)s.") % {
                "key": key,
                "shape": _wanted(fact),
            }


def _wanted(fact: Fact) -> str:
    codes = ", ".join(fact.options)
    bounds = f"{fact.least:g}–{fact.most:g}" if fact.most < NO_BOUND else ""
    return f"{SHAPES[fact.kind]} ({codes or bounds})" if codes or bounds else str(SHAPES[fact.kind])


def _is_written(fact: Fact, value: Any) -> bool:
    kinds = {
        "flag": lambda: isinstance(value, bool),
        "count": lambda: type(value) is int and fact.least <= value <= fact.most,
        "amount": lambda: type(value) in (int, float) and fact.least <= value <= fact.most,
        "choice": lambda: isinstance(value, str) and value in fact.options,
        "date": lambda: is_day(value),
        "ratings": lambda: _are_ratings(value),
        "grounds": lambda: _are_codes(value, fact.options),
        "prior": lambda: _are_records(value, PRIOR_KEYS, {"award", "year"}),
        "initiatives": lambda: _are_records(value, INITIATIVE_KEYS, {"kind"}) and _are_placed(value),
    }
    return kinds[fact.kind]()


def is_year(value: Any) -> bool:
    """Whether a number is a year of four digits."""
    return type(value) is int and 1000 <= value <= 9999


def is_day(value: Any) -> bool:
    """Whether a text is a day as ISO 8601 writes it."""
    try:
        return isinstance(value, str) and date.fromisoformat(value) is not None
    except ValueError:
        return False


def _are_ratings(value: Any) -> bool:
    return isinstance(value, dict) and all(
        YEAR.fullmatch(year) is not None and level in (None, *RATINGS) for year, level in value.items()
    )


def _are_codes(value: Any, known: Collection[str]) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) and code in known for code in value)


def _are_records(value: Any, keys: Mapping[str, type], needed: Collection[str]) -> bool:
    return isinstance(value, list) and all(_is_record(row, keys, needed) for row in value)


def _is_record(row: Any, keys: Mapping[str, type], needed: Collection[str]) -> bool:
    """Known keys of the right type, and those that it cannot do without."""
    if not isinstance(row, dict) or any(row.get(key) is None for key in needed):
        return False
    typed = all(value is None or type(value) is keys.get(key, type(value)) for key, value in row.items())
    return (
        typed and is_year(row.get("year", 1000)) and all(not row.get(key) or is_day(row[key]) for key in ("from", "to"))
    )


def _are_placed(rows: list[dict[str, Any]]) -> bool:
    return all(row["kind"] in KINDS and row.get("scope") in (None, *SCOPES) for row in rows)
