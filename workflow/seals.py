"""Seals made and kept: the heads of all chains, one root over them, and a file that can leave the house."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from dossiers.models import Dossier
from dossiers.states import State
from workflow import gate_log, merkle
from workflow.calendar import office_day
from workflow.models import Event, NumberBook, Seal

KIND = "bang-vang/seal/1"
HIGH_WATER = "high-water.json"
#: which of PostgreSQL's advisory locks is the seals'
LOCK = 0x62_76_73_65

#: dossier → the number and the hash of the last line of its chain
Heads = dict[int, tuple[int, str]]


# What is sealed


def heads() -> Heads:
    """Today's heads in key order; a draft may still vanish with its history, so it is not among them."""
    following = Event.objects.filter(dossier=OuterRef("dossier"), seq=OuterRef("seq") + 1)
    last = Event.objects.exclude(to_state=State.DRAFT).filter(~Exists(following)).order_by("dossier", "seq")
    rows = last.values_list("dossier_id", "seq", "hash").iterator(chunk_size=2000)
    return {dossier: (seq, line) for dossier, seq, line in rows}


def drafts_told() -> str:
    """Why the ledger counts more dossiers than a seal does; empty where it does not."""
    drafts = Dossier.objects.filter(state=State.DRAFT).count()
    return _("Chưa niêm phong %(n)d hồ sơ đang lập: bản nháp còn xóa được.") % {"n": drafts} if drafts else ""


def sealed_heads(upto: int | None = None) -> Heads:
    """The heads as the seals have kept them, up to one of them or all."""
    return _sealed_so_far(upto)[0]


def _sealed_so_far(upto: int | None = None) -> tuple[Heads, Heads]:
    """The heads of the dossiers and of the gates, folded over the seals in one reading."""
    rows = Seal.objects.order_by("number")
    if upto is not None:
        rows = rows.filter(number__lte=upto)
    kept: tuple[Heads, Heads] = ({}, {})
    for both in rows.values_list("heads", "gates").iterator(chunk_size=50):
        for folded, grown in zip(kept, both, strict=True):
            folded |= {key: (seq, line) for key, seq, line in grown}
    return kept


def _grown(now: Heads, kept: Heads) -> Heads:
    return {key: head for key, head in now.items() if kept.get(key) != head}


def lines(of: Heads) -> list[str]:
    """The leaves of the tree: one line a dossier, in key order."""
    return [f"{dossier} {seq} {line}" for dossier, (seq, line) in sorted(of.items())]


def events(of: Heads) -> int:
    """How many events the chains hold together."""
    return sum(seq for seq, _line in of.values())


def books() -> list[list[Any]]:
    """The last number of every number book."""
    rows = NumberBook.objects.order_by("body__code", "series", "year")
    return [list(row) for row in rows.values_list("body__code", "series", "year", "last")]


# The act


@transaction.atomic
def daily(*, now: datetime) -> Seal | None:
    """The day's seal, where the day has none yet; otherwise only its file, should that be missing."""
    last = Seal.objects.defer("heads").order_by("number").last()
    if last is None or last.day < office_day(now):
        return make(now=now)
    if not path_of(last).exists():
        transaction.on_commit(partial(keep, last), robust=True)
    return None


@transaction.atomic
def make(*, now: datetime) -> Seal | None:
    """A seal where the day has none, or where the ledger has grown since the last; else none."""
    _alone()
    last = Seal.objects.defer("heads").order_by("number").last()
    kept, kept_gates = _sealed_so_far()
    grown, gates = _grown(heads(), kept), _grown(gate_log.heads(), kept_gates)
    if last and last.day >= office_day(now) and not grown and not gates:
        return None
    seal = _sealed(last, grown, {**kept, **grown}, now)
    seal.gates = _rows(gates)
    seal.hash = seal.sealed()
    seal.save()
    transaction.on_commit(partial(keep, seal), robust=True)
    return seal


def _alone() -> None:
    """One maker at a time; on SQLite the immediate transaction is lock enough."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _sealed(last: Seal | None, grown: Heads, whole: Heads, now: datetime) -> Seal:
    day = office_day(now)
    return Seal(
        number=last.number + 1 if last else 1,
        day=day,
        turn=Seal.objects.filter(day=day).count() + 1,
        made_at=now,
        chains=len(whole),
        events=events(whole),
        root=merkle.root(lines(whole)),
        heads=_rows(grown),
        books=books(),
        previous_hash=last.hash if last else "",
    )


def _rows(of: Heads) -> list[list[Any]]:
    return [[dossier, seq, line] for dossier, (seq, line) in sorted(of.items())]


# The files


def folder() -> Path:
    """Where the seal files lie; made when there is none."""
    place: Path = settings.BANGVANG_VAR / "seals"
    place.mkdir(mode=0o750, parents=True, exist_ok=True)
    return place


def path_of(seal: Seal) -> Path:
    return folder() / f"seal-{seal.day:%Y-%m-%d}-{seal.turn}.json"


def text_of(seal: Seal) -> str:
    """The seal with all heads as they were then: enough to check it without this database."""
    said = json.dumps({"kind": KIND, **seal.said, "hash": seal.hash}, ensure_ascii=False)
    kept = ",\n".join(json.dumps(row) for row in _rows(sealed_heads(upto=seal.number)))
    return f'{said[:-1]},\n"heads": [\n{kept}\n]}}\n'  # one head a line: two files can be laid side by side


def keep(seal: Seal) -> Path:
    """Write the seal's file and raise the mark; a file that is there already is left as it is."""
    path = path_of(seal)
    if not path.exists():
        _write(path, text_of(seal))
    _raise_mark(seal)
    return path


def mark() -> dict[str, Any]:
    """What this database has reached at least; empty where nothing was ever sealed."""
    try:
        found: dict[str, Any] = json.loads((folder() / HIGH_WATER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def _raise_mark(seal: Seal) -> None:
    """The mark only rises: a database that was set back does not take it along."""
    old = mark()
    if old.get("seal", {}).get("number", 0) > seal.number:
        return
    new = {
        "seal": {"number": seal.number, "day": seal.day.isoformat(), "hash": seal.hash},
        "chains": max(seal.chains, old.get("chains", 0)),
        "events": max(seal.events, old.get("events", 0)),
        "books": _highest([*old.get("books", []), *seal.books]),
    }
    _write(folder() / HIGH_WATER, json.dumps(new, ensure_ascii=False, indent=1) + "\n")


def _highest(rows: Iterable[list[Any]]) -> list[list[Any]]:
    last: dict[tuple[Any, ...], int] = {}
    for *book, number in rows:
        last[tuple(book)] = max(number, last.get(tuple(book), 0))
    return [[*book, number] for book, number in sorted(last.items())]


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(draft, 0o640)
    os.replace(draft, path)
