"""Pairs of people with the truth written beside them: one person twice as offices type, or two who look alike."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from dossiers.likeness import Someone

SEED = 20241127
FAMILIES = "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Phạm Hoàng Vũ Võ Đặng Bùi Đỗ Ngô Dương Đinh Lý Đào Quách Lò"
MIDDLES = {
    "m": "Văn Văn Văn Đức Hữu Đình Quang Xuân Minh Ngọc Công Bá Duy Thế Khắc",
    "f": "Thị Thị Thị Thị Thu Ngọc Thanh Kim Hồng Bích Minh Thùy Diệu",
}
GIVENS = {
    "m": "An Anh Bình Chiến Cường Dũng Đạt Điệp Đức Hải Hào Hiếu Hòa Hoàn Hùng Hưng Huy Kiên Lâm Long Mạnh Nam Nghĩa "
    "Phong Quân Quý Sơn Tài Thắng Thành Thủy Tiến Toàn Trung Tuấn Tùng Việt Vinh Khuê Tưởng Khoát Doãn Quyển Nhưỡng",
    "f": "An Anh Bích Cúc Dung Duyên Giang Hà Hạnh Hằng Hiền Hoa Hòa Hồng Huệ Hương Hường Lan Lành Liên Loan Lý Mai "
    "Mỹ Nga Ngân Nhàn Nhung Oanh Phượng Quyên Thảo Thơm Thu Thúy Thủy Trang Tuyết Vân Yến Ngoãn Nhị Thoan Hoài Uyên",
}
UNITS = [
    "Thôn Cự Phú", "Thôn An Cầu", "Thôn Ngũ Phúc", "Tổ dân phố số 5", "Thôn Tam Đa", "Trường THCS Tam Đa", "Xóm 3",
    "Trường Mầm non Tam Đa", "Trạm Y tế xã Tam Đa", "Hội Nông dân xã Tam Đa", "Thôn Phù Cừ", "Khu dân cư Đông Hải",
]  # fmt: skip
#: other writings of the same places
UNITS_AGAIN = {
    "Tổ dân phố số 5": "TDP 5",
    "Trường THCS Tam Đa": "Trường Trung học cơ sở Tam Đa",
    "Thôn Cự Phú": "thôn Cự Phú, xã Tam Đa",
    "Trường Mầm non Tam Đa": "Trường MN Tam Đa",
    "Khu dân cư Đông Hải": "KHU DÂN CƯ ĐÔNG HẢI",
}
#: given names that differ by one letter or mark, and are two names
NEIGHBOURS = [
    ("Hoa", "Hòa"), ("Hoa", "Hoan"), ("Hoan", "Hoàn"), ("Hùng", "Hưng"), ("Hương", "Hường"), ("Thúy", "Thủy"),
    ("Lan", "Lam"), ("Hà", "Hạ"), ("Tuấn", "Tuân"), ("Sơn", "Sen"), ("Hiền", "Hiển"), ("Nam", "Năm"), ("Thu", "Thư"),
    ("Vân", "Văn"), ("Tuyên", "Tuyến"), ("Quyên", "Quyền"), ("Hạnh", "Hành"), ("Loan", "Luân"), ("Nga", "Ngà"),
    ("Dung", "Dũng"), ("Thắm", "Thắng"), ("An", "Ân"), ("Long", "Lộng"), ("Toán", "Toàn"), ("Hải", "Hai"),
]  # fmt: skip
HONOURS = ["Ông ", "Bà ", "ông ", "Đ/c ", "đồng chí ", "Ông: ", "ThS. ", "Cô giáo ", "Anh "]
TONES = "\u0300\u0301\u0303\u0309\u0323"
#: where the tone mark stands in the older spelling and where in the newer one
MOVED = [("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"), ("úy", "uý"), ("ùy", "uỳ"), ("ủy", "uỷ"),
         ("ũy", "uỹ"), ("ụy", "uỵ"), ("óe", "oé"), ("òe", "oè"), ("ỏe", "oẻ")]  # fmt: skip
NEAR_KEYS = {"a": "s", "n": "m", "m": "n", "h": "j", "t": "r", "u": "i", "o": "p", "g": "h", "i": "u", "e": "r"}


@dataclass(frozen=True)
class Case:
    """Two writings, whether they are one person, and how the second came about."""

    a: Someone
    b: Someone
    same: bool
    how: str


Change = Callable[[Someone, random.Random], Someone]


def born(rng: random.Random) -> str:
    return f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{rng.randint(1945, 2004)}"


def person(rng: random.Random) -> Someone:
    sex = rng.choice("mf")
    middle = rng.choice(MIDDLES[sex].split())
    second = f" {rng.choice(MIDDLES['f'].split()[4:])}" if sex == "f" and rng.random() < 0.25 else ""
    name = f"{rng.choice(FAMILIES.split())} {middle}{second} {rng.choice(GIVENS[sex].split())}"
    return Someone(name, born(rng), rng.choice(UNITS))


# One person, written again


def unmarked(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def moved_tone(one: Someone, rng: random.Random) -> Someone:
    name = one.name
    for old, new in MOVED:
        name = name.replace(new, old) if new in name else name.replace(old, new)
    return replace(one, name=name)


def lost_stroke(one: Someone, rng: random.Random) -> Someone:
    return replace(one, name=one.name.replace("Đ", "D").replace("đ", "d"))


def icelandic(one: Someone, rng: random.Random) -> Someone:
    return replace(one, name=one.name.replace("Đ", "Ð").replace("đ", "ð"))


def taken_apart(one: Someone, rng: random.Random) -> Someone:
    return Someone(unicodedata.normalize("NFD", one.name), one.birth, unicodedata.normalize("NFD", one.unit))


def no_marks(one: Someone, rng: random.Random) -> Someone:
    return replace(one, name=unmarked(one.name), unit=rng.choice([one.unit, unmarked(one.unit)]))


def initials(one: Someone, rng: random.Random) -> Someone:
    *first, given = one.name.split()
    short = rng.choice(["N.V. An", "N. V. An", "Ng. Văn An", "Nguyễn V. An", "NV An"])
    letters = [word[0] for word in first]
    if short == "N.V. An":
        name = ".".join(letters) + ". " + given
    elif short == "N. V. An":
        name = ". ".join(letters) + ". " + given
    elif short == "NV An":
        name = "".join(letters) + " " + given
    elif short == "Ng. Văn An":
        name = " ".join([first[0][:2] + "." if len(first[0]) > 2 else first[0], *first[1:], given])
    else:
        name = " ".join([first[0], *(f"{word[0]}." for word in first[1:]), given])
    return replace(one, name=name)


def upper(one: Someone, rng: random.Random) -> Someone:
    return replace(one, name=one.name.upper())


def lower(one: Someone, rng: random.Random) -> Someone:
    return replace(one, name=one.name.lower(), unit=one.unit.upper())


def spaces(one: Someone, rng: random.Random) -> Someone:
    return replace(one, name=f"  {one.name.replace(' ', rng.choice(['  ', chr(160), ' ' * 3]))} ")


def honoured(one: Someone, rng: random.Random) -> Someone:
    return replace(one, name=rng.choice(HONOURS) + one.name)


def unit_again(one: Someone, rng: random.Random) -> Someone:
    return replace(one, unit=UNITS_AGAIN.get(one.unit, one.unit.upper()))


def moved_unit(one: Someone, rng: random.Random) -> Someone:
    return replace(one, unit=rng.choice([unit for unit in UNITS if unit != one.unit]))


def year_alone(one: Someone, rng: random.Random) -> Someone:
    return replace(one, birth=one.birth[-4:])


def no_birth(one: Someone, rng: random.Random) -> Someone:
    return replace(one, birth="")


def other_birth_spelling(one: Someone, rng: random.Random) -> Someone:
    day, month, year = one.birth.split("/")
    return replace(
        one, birth=rng.choice([f"{int(day)}/{int(month)}/{year}", f"{day}-{month}-{year}", f"{day}.{month}.{year}"])
    )


def slip(one: Someone, rng: random.Random) -> Someone:
    """One key wrong, anywhere but in the first letter of a word."""
    places = [n for n, c in enumerate(one.name) if n and c != " " and one.name[n - 1] != " "]
    at = rng.choice(places)
    name, letter = one.name, one.name[at]
    swapped = name[: at - 1] + letter + name[at - 1] + name[at + 1 :]
    changes = [name[:at] + letter + name[at:], name[:at] + name[at + 1 :], swapped]
    changes.append(name[:at] + NEAR_KEYS.get(unmarked(letter).lower(), letter * 2) + name[at + 1 :])
    return replace(one, name=rng.choice(changes))


#: what may happen to a writing, and what may not happen together with it
WAYS: dict[str, Change] = {
    "tone": moved_tone, "stroke": lost_stroke, "eth": icelandic, "nfd": taken_apart, "no marks": no_marks,
    "initials": initials, "upper": upper, "lower": lower, "spaces": spaces, "honour": honoured,
    "unit again": unit_again, "moved": moved_unit, "year": year_alone, "no birth": no_birth,
    "birth spelling": other_birth_spelling, "slip": slip,
}  # fmt: skip
#: together these leave too little to know anybody by: a person is asked, and no figure counts them
UNKNOWABLE = [
    {"moved", "no birth"}, {"moved", "year"}, {"year", "no birth"}, {"slip", "initials"}, {"slip", "no birth"},
    {"slip", "no marks"}, {"moved", "initials", "year"}, {"birth spelling", "year"}, {"birth spelling", "no birth"},
    {"unit again", "moved"}, {"initials", "upper"}, {"initials", "lower"}, {"initials", "spaces"},
]  # fmt: skip
ORDER = list(WAYS)


def one_person(rng: random.Random) -> Case:
    """The same person twice, the second time with one to three changes."""
    one = person(rng)
    while True:
        picked = set(rng.sample(ORDER, rng.choice([1, 1, 2, 2, 3])))
        if not any(pair <= picked for pair in UNKNOWABLE):
            break
    other = one
    for way in sorted(picked, key=lambda way: (way == "nfd", way == "spaces", ORDER.index(way))):
        other = WAYS[way](other, rng)
    return Case(one, other, True, "+".join(sorted(picked)))


# Two people who look alike


def namesake(one: Someone, rng: random.Random) -> Someone:
    return Someone(one.name, _another(one.birth, rng), rng.choice([one.unit, rng.choice(UNITS)]))


def namesake_by_year(one: Someone, rng: random.Random) -> Someone:
    year = int(one.birth[-4:]) + rng.choice([-30, -9, -1, 1, 2, 10, 25])
    return Someone(one.name, rng.choice([str(year), one.birth[:6] + str(year)]), one.unit)


def sibling(one: Someone, rng: random.Random) -> Someone:
    *first, given = one.name.split()
    return Someone(" ".join([*first, _other_given(given, rng)]), _another(one.birth, rng), one.unit)


def twin(one: Someone, rng: random.Random) -> Someone:
    *first, given = one.name.split()
    return Someone(" ".join([*first, _other_given(given, rng)]), one.birth, one.unit)


def neighbour(one: Someone, rng: random.Random) -> Someone:
    *first, given = one.name.split()
    others = [b for a, b in NEIGHBOURS if a == given] + [a for a, b in NEIGHBOURS if b == given]
    return replace(
        one, name=" ".join([*first, rng.choice(others)]), birth=rng.choice([one.birth, _another(one.birth, rng)])
    )


def other_sex(one: Someone, rng: random.Random) -> Someone:
    family, middle, *rest = one.name.split()
    return replace(one, name=" ".join([family, "Văn" if middle == "Thị" else "Thị", *rest]))


def father(one: Someone, rng: random.Random) -> Someone:
    family, _middle, *rest = one.name.split()
    year = int(one.birth[-4:]) - rng.randint(20, 35)
    return Someone(" ".join([family, "Văn", *rest]), f"{one.birth[:6]}{year}", one.unit)


def other_family(one: Someone, rng: random.Random) -> Someone:
    family, *rest = one.name.split()
    other = rng.choice([name for name in FAMILIES.split() if name != family])
    return replace(one, name=" ".join([other, *rest]))


def stranger(one: Someone, rng: random.Random) -> Someone:
    return replace(person(rng), birth=one.birth)


def unmarked_namesake(one: Someone, rng: random.Random) -> Someone:
    return no_marks(namesake(one, rng), rng)


def initials_of_another(one: Someone, rng: random.Random) -> Someone:
    return initials(Someone(one.name, _another(one.birth, rng), one.unit), rng)


OTHERS: dict[str, Change] = {
    "namesake": namesake, "namesake by year": namesake_by_year, "sibling": sibling, "twin": twin,
    "neighbour": neighbour, "other sex": other_sex, "father": father, "other family": other_family,
    "stranger": stranger, "unmarked namesake": unmarked_namesake, "initials of another": initials_of_another,
}  # fmt: skip


def two_people(rng: random.Random) -> Case:
    """Two people who could be taken for one."""
    one, how = person(rng), rng.choice(list(OTHERS))
    if how == "neighbour":
        *first, _given = one.name.split()
        one = replace(one, name=" ".join([*first, rng.choice([name for pair in NEIGHBOURS for name in pair])]))
    other = OTHERS[how](one, rng)
    alone = one.name != other.name or one.birth != other.birth
    return Case(one, other, False, how) if alone else two_people(rng)


def _another(birth: str, rng: random.Random) -> str:
    """Another day that is no slip of the first: days and months that changed places are asked about."""
    while (other := born(rng)) == birth or other[3:5] + other[:2] == birth[:2] + birth[3:5]:
        pass
    return other


def _other_given(given: str, rng: random.Random) -> str:
    alike = {name for pair in NEIGHBOURS if given in pair for name in pair}
    return rng.choice(
        [name for name in (GIVENS["m"] + " " + GIVENS["f"]).split() if name != given and name not in alike]
    )


def pairs(number: int, *, seed: int = SEED) -> list[Case]:
    """As many cases, half of them one person; the same ones for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - a generator of tests
    return [one_person(rng) if n % 2 else two_people(rng) for n in range(number)]
