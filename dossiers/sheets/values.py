"""What single cells say: days, votes, sex, in every way that lists write them; a wrong one is told in a sentence."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dossiers.content import tidy
from dossiers.days import birth_text, read_day
from dossiers.kinds import Target
from dossiers.sheets.grid import ERROR, FORMULA, Cell
from roles.folding import folded
from roles.models import Gender

LONGEST_NAME, LONGEST_DEED, LONGEST_NOTE = 200, 3000, 1000
MOST = 100_000
#: the day that Excel counts from, and the numbers that it writes for the days of a life
ZERO_DAY, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 3000, 80_000
MONTH = re.compile(r"^\d{1,2}\s*[/.-]\s*(\d{4})$")
VOTES = re.compile(r"(\d{1,6})\s*(?:phieu|nguoi|y kien|dong y)*\s*(?:/|tren|trong|trong so)\s*(?:tong so)?\s*(\d{1,6})")
COUNT = re.compile(r"^(\d{1,6})(?:\s*(?:phieu|nguoi))?$")
ADDRESS = re.compile(r"^(ông|bà|đồng chí|đ/c|đc\.)[\s.:]+", re.IGNORECASE)
MARKS = {"x", "v", "1", "co", "nam", "nu", "true"}
MEN, WOMEN = {"nam", "m", "male", "trai", "ong"}, {"nu", "f", "female", "gai", "ba", "n u"}
TARGETS = {
    Target.INDIVIDUAL: ("ca nhan", "cn", "nguoi"),
    Target.COLLECTIVE: ("tap the", "tt", "don vi", "co quan"),
    Target.HOUSEHOLD: ("ho gia dinh", "gia dinh", "ho", "hgd"),
}


class Wrong(Exception):
    """The cell cannot be taken; the sentence says what to write."""


def checked(cell: Cell) -> Cell:
    """A cell that holds a value, and nothing that would have to be worked out."""
    if cell.fault == FORMULA or (isinstance(cell.value, str) and cell.value.lstrip().startswith(("=", "＝", "@"))):
        raise Wrong(_("Ô này là công thức nên không đọc. Chép lại bằng “Dán giá trị”, hoặc gõ thẳng nội dung."))
    if cell.fault == ERROR:
        raise Wrong(_("Ô này đang báo lỗi %(error)s. Gõ thẳng nội dung vào ô.") % {"error": cell.value})
    return cell


def line(cell: Cell) -> str:
    """One line of text."""
    return " ".join(str(tidy(checked(cell).text)).split())


def text(cell: Cell, *, longest: int = LONGEST_DEED) -> str:
    """Text as it was written, lines and all."""
    written = str(tidy(checked(cell).text)).strip()
    if len(written) > longest:
        raise Wrong(
            _("Nội dung dài %(n)d ký tự, quá %(most)d ký tự. Rút gọn lại.") % {"n": len(written), "most": longest}
        )
    return written


def short(cell: Cell) -> str:
    return " ".join(text(cell, longest=LONGEST_NAME).split())


def note(cell: Cell) -> str:
    return text(cell, longest=LONGEST_NOTE)


def name(cell: Cell) -> str:
    """A name, without a form of address before it."""
    if checked(cell).is_number or cell.is_day:
        raise Wrong(_("Ô tên chỉ có số hoặc ngày. Ghi họ và tên, hoặc tên tập thể, hộ."))
    written = ADDRESS.sub("", short(cell)).removeprefix("- ").strip()
    if written and not any(letter.isalpha() for letter in written):
        raise Wrong(_("“%(text)s” không phải tên. Ghi họ và tên, hoặc tên tập thể, hộ.") % {"text": written})
    return _as_written(written)


def _as_written(written: str) -> str:
    """Names all in capitals are written as papers write them."""
    if len(written) > 3 and written == written.upper() and not any(letter.isdecimal() for letter in written):
        return written.title()
    return written


def addressed(cell: Cell) -> str:
    """The sex that a form of address before the name tells."""
    said = folded(cell.text).partition(" ")[0]
    return {"ong": Gender.MALE.value, "ba": Gender.FEMALE.value}.get(said, "") if ADDRESS.match(cell.text) else ""


def born(cell: Cell, today: date) -> str:
    """dd/mm/yyyy, or the year alone."""
    day = _serial(checked(cell)) or (_plain(cell.value) if cell.is_day else None)
    try:
        return birth_text(day or _typed_birth(cell.text, today), today=today)
    except ValidationError as why:
        raise Wrong(str(why.messages[0])) from why


def _typed_birth(written: str, today: date) -> date | int:
    month_and_year = MONTH.match(written.strip())
    return read_day(month_and_year[1] if month_and_year else _shown(written), today=today, year_alone=True)


def _shown(written: str) -> str:
    return str(tidy(written)).strip(" '.")


def _serial(cell: Cell) -> date | None:
    """A day that lost its format and shows as the number that Excel keeps."""
    if not cell.is_number or not FIRST_SERIAL < cell.value < LAST_SERIAL:
        return None
    return ZERO_DAY + timedelta(days=int(cell.value))


def _plain(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value


def day(cell: Cell, today: date) -> str:
    """A day as ISO text."""
    found = _serial(checked(cell)) or (_plain(cell.value) if cell.is_day else None)
    try:
        read = found or read_day(_shown(cell.text), today=today)
    except ValidationError as why:
        raise Wrong(str(why.messages[0])) from why
    assert isinstance(read, date)
    return read.isoformat()


def gender(cell: Cell) -> str:
    said = folded(checked(cell).text)
    if said in MEN:
        return Gender.MALE.value
    if said in WOMEN:
        return Gender.FEMALE.value
    raise Wrong(_("“%(text)s” không phải giới tính. Ghi Nam hoặc Nữ.") % {"text": cell.text})


def is_mark(cell: Cell) -> bool:
    """A cross in a column of its own, where others write the year."""
    return folded(checked(cell).text) in MARKS


def target(cell: Cell) -> str:
    said = folded(checked(cell).text)
    for kind, words in TARGETS.items():
        if any(said == word or said.startswith(f"{word} ") for word in words):
            return str(kind.value)
    raise Wrong(_("“%(text)s” không phải đối tượng. Ghi cá nhân, tập thể hoặc hộ gia đình.") % {"text": cell.text})


def votes(cell: Cell) -> tuple[int, int | None]:
    """“42/45”, “42/45 phiếu (93 %)”, or the first number alone; a day that Excel made of “5/12” is votes again."""
    if checked(cell).is_day:
        shown = _plain(cell.value)
        return min(shown.day, shown.month), max(shown.day, shown.month)
    said = folded_votes(cell.text)
    if found := VOTES.search(said):
        return _in_order(int(found[1]), int(found[2]))
    return count(cell), None


def folded_votes(written: str) -> str:
    """Folded, but with the stroke that parts the two numbers."""
    return " / ".join(folded(part) for part in written.split("/"))


def _in_order(yes: int, everybody: int) -> tuple[int, int]:
    if yes > everybody:
        raise Wrong(
            _("%(yes)d phiếu đồng ý nhiều hơn %(all)d người dự họp. Xem lại biên bản.") % {"yes": yes, "all": everybody}
        )
    return yes, everybody


def count(cell: Cell) -> int:
    value = checked(cell).value
    if cell.is_number and float(value).is_integer() and 0 <= value <= MOST:
        return int(value)
    found = COUNT.match(folded(cell.text))
    if found is None or cell.is_number or "%" in cell.text or "-" in cell.text:
        raise Wrong(_("“%(text)s” không đọc ra số phiếu. Ghi như 42/45.") % {"text": cell.text})
    return int(found[1])
