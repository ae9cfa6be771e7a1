"""What a unit writes on its own paper: one call for each press of the nomination page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import content
from dossiers.models import Dossier
from dossiers.moves import Reason
from dossiers.states import State
from roles.models import Person, Unit
from roles.policies import Actor
from roles.templatetags.face import vnmoment
from workflow import drafts, seasons
from workflow.forms.nomination import Entries
from workflow.refusals import NotNow, Stale


@dataclass(frozen=True)
class Page:
    """The open page that writes: its own key, and a mark of the words that it was drawn with."""

    key: str = ""
    drawn_with: str = ""


class Overwriting(NotNow):
    """Another page has written since this one was drawn: nothing is written over unseen."""

    def __init__(self, code: str | None, saved_at: datetime) -> None:
        sentence = _(
            "Bài này đã được sửa ở trang hoặc máy khác, lưu %(moment)s, sau khi trang này được mở; "
            "lần lưu này không ghi đè lên bài đó."
        )
        super().__init__("edit", [Reason("not_now", sentence % {"moment": vnmoment(saved_at)})])
        self.code = code


#: what only a list says, as it was written there
LISTED = ("listed_initiatives", "listed_prior", "listed_note")
#: what stands in the content beside the entries of the nomination page, and outlives its saving
BESIDE = ("page", "meeting_on", "meeting_total", "labour", "members", "members_ldtt", *LISTED)


@transaction.atomic
def begin(
    entries: Entries,
    uploads: Iterable[content.Upload],
    *,
    unit: Unit,
    actor: Actor,
    author: Person,
    page: Page,
    now: datetime,
) -> Dossier:
    """A new draft, or the one that this very page has already begun: a page begins one draft."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk=unit.pk).values_list("pk"))
    if known := _begun(unit, author, page.key):
        return save(known.pk, entries, uploads, version=known.version, page=page, actor=actor, author=author, now=now)
    dossier = drafts.open_draft(
        unit=unit,
        actor=actor,
        author=author,
        award_type=entries.award,
        year=now.year,
        nominee=entries.nominee,
        content_of={**_with_facts(entries.content), "page": page.key},
        now=now,
        hand=page.key,
    )
    _attach(dossier, uploads, author, now)
    return dossier


def _begun(unit: Unit, author: Person, key: str) -> Dossier | None:
    drafts_here = Dossier.objects.filter(unit=unit, author=author, state=State.DRAFT)
    return drafts_here.filter(revision__content__page=key).first() if key else None


def save(
    dossier_id: int,
    entries: Entries,
    uploads: Iterable[content.Upload],
    *,
    version: int,
    page: Page,
    actor: Actor,
    author: Person,
    now: datetime,
) -> Dossier:
    """The entries and the papers are kept, if the page is not older than the dossier and its words."""
    with drafts.writing(dossier_id, actor=actor) as dossier:
        _require_fresh(dossier, version)
        _require_last_hand(dossier, page)
        assert dossier.revision is not None  # a dossier is opened with its first revision
        beside = {name: dossier.revision.content[name] for name in BESIDE if name in dossier.revision.content}
        written = {**beside, **_with_facts(entries.content, dossier.revision.content.get("facts"))}
        before = dossier.award_type_id
        content.write(
            dossier, nominee=entries.nominee, content=written, award_type=entries.award, now=now, hand=page.key
        )
        if dossier.award_type_id != before:
            seasons.choose(dossier, now=now)
        _attach(dossier, uploads, author, now)
    return dossier


def _with_facts(typed: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The content with what was confirmed: facts that this page did not ask for stay, those that it emptied go."""
    merged = {**(before or {}), **(typed.get("facts") or {})}
    known = {key: value for key, value in merged.items() if value is not None}
    rest = {name: value for name, value in typed.items() if name != "facts"}
    return {**rest, "facts": known} if known else rest


def drop(dossier_id: int, evidence_id: int, *, version: int, actor: Actor, now: datetime) -> None:
    """One paper is taken out; one that is not there stays not there."""
    with drafts.writing(dossier_id, actor=actor) as dossier:
        _require_fresh(dossier, version)
        for evidence in dossier.evidences.filter(pk=evidence_id, removed_at=None):
            evidence.dossier = dossier
            content.detach(evidence, now=now)


def _require_fresh(dossier: Dossier, version: int) -> None:
    if dossier.version != version:
        raise Stale("edit", dossier_id=dossier.pk, seen=version, current=dossier.version)


def _require_last_hand(dossier: Dossier, page: Page) -> None:
    """The page wrote last itself, or it was drawn with the words that stand."""
    revision = dossier.revision
    assert revision is not None
    if revision.hand == page.key or page.drawn_with == content.standing(dossier):
        return
    if page.drawn_with or revision.hand:
        raise Overwriting(dossier.code, revision.saved_at)


def _attach(dossier: Dossier, uploads: Iterable[content.Upload], author: Person, now: datetime) -> None:
    for upload in uploads:
        content.attach(dossier, upload, by=author, now=now)
