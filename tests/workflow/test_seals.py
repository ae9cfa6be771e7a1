"""What the plain audit cannot see – a tail cut clean off, a chain made anew – the seals see."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from viewflow.workflow.models import Task

from dossiers.models import Dossier
from dossiers.states import State
from tests.house import NOW
from tests.workflow.test_budgets import Statements
from workflow import drafts, merkle, seals
from workflow.audit import audit
from workflow.audit_seals import audit_against, audit_seals
from workflow.models import Decision, Event, Notice, NumberBook, Seal

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Each test has a house folder of its own."""
    settings.BANGVANG_VAR = tmp_path
    return tmp_path


@pytest.fixture
def paper(house):
    """A dossier at the chair, sealed there; beside it another one and a draft."""
    house.walk(house.draft("LDTT", name="Người khác"), State.INTAKE)
    dossier = house.walk(house.draft("LDTT"), State.SIGNING)
    house.draft("LDTT", name="Bản nháp")
    return dossier


@pytest.fixture
def sealed(house, paper):
    """The seal of that moment and its file, which somebody has carried away."""
    seal = seals.make(now=house.later())
    return seal, seals.keep(seal)


def named(dossier, seq, said):
    return f"dossier {dossier.pk} ({dossier.code}): line {seq} was sealed and {said}"


def seal_fault(seal, said):
    return f"seal {seal.number} ({seal.day}): {said}"


def cut_the_tail(dossier):
    """Take the last event away and set the dossier and its desk back to where they were, all alike."""
    last, before = list(dossier.events.order_by("-seq")[:2])
    Notice.objects.filter(event=last).delete()
    last.delete()
    Dossier.objects.filter(pk=dossier.pk).update(
        state=before.to_state, stage=before.to_stage_id, holder=before.to_holder_id, version=before.version
    )
    tasks = Task.objects.filter(process__artifact_object_id=dossier.pk).order_by("pk")
    left, opened = list(tasks)[-2:]
    tasks.filter(pk=opened.pk).update(flow_task=left.flow_task)
    return last


def rebuild(dossier, **changes):
    """Write the history anew from its first line, every hash fresh."""
    previous = ""
    for event in dossier.events.order_by("seq"):
        for name, value in changes.items():
            setattr(event, name, value)
        event.previous_hash = previous
        event.hash = previous = event.sealed()
        event.save()


# The tree


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 33])
def test_every_line_is_proved_by_its_neighbours_and_no_other_line_is(count):
    lines = [f"{n} 1 x" for n in range(count)]
    root = merkle.root(lines)

    proofs = [merkle.proof(lines, place) for place in range(count)]

    assert [merkle.leads(line, path, root) for line, path in zip(lines, proofs, strict=True)] == [True] * count
    assert [merkle.leads("9 9 y", path, root) for path in proofs] == [False] * count


def test_the_root_is_that_of_rfc_6962():
    """The known answers of Certificate Transparency for nothing and for one empty leaf."""
    assert merkle.root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.root([""]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


# The act


def test_a_seal_names_the_last_line_of_every_chain_but_of_drafts(house, paper):
    other = Dossier.objects.get(nominee__name="Người khác")
    made = house.later()

    seal = seals.make(now=made)

    heads = [[d.pk, e.seq, e.hash] for d in (other, paper) for e in [d.events.latest("seq")]]
    assert (seal.number, seal.day, seal.turn, seal.made_at) == (1, NOW.date(), 1, made)
    assert (seal.chains, seal.events, seal.heads) == (2, 6, heads)
    assert seal.root == merkle.root([" ".join(map(str, head)) for head in heads])
    assert (seal.books, seal.previous_hash, seal.hash) == ([], "", seal.sealed())


def test_the_next_seal_keeps_only_what_grew_and_chains_to_the_one_before(house, paper, sealed):
    first, _file = sealed
    house.sign(paper)

    second = seals.make(now=house.later())

    last = paper.events.latest("seq")
    assert (second.number, second.turn, second.previous_hash) == (2, 2, first.hash)
    assert (second.chains, second.events, second.heads) == (2, 7, [[paper.pk, 5, last.hash]])
    assert second.books == [["commune-chair", "QĐ-UBND", 2024, 1]]
    assert audit_seals() == []


def test_nothing_new_makes_no_second_seal_of_a_day_and_one_on_the_next(house, paper, sealed):
    same_day = seals.make(now=house.later())
    next_day = seals.make(now=house.later(days=1))

    assert same_day is None
    assert (next_day.number, next_day.heads, next_day.root) == (2, [], sealed[0].root)
    assert audit_seals() == []


def test_two_ticks_make_one_seal_a_day(house, paper, monkeypatch, django_capture_on_commit_callbacks):
    for days in (0, 0, 1, 1):
        monkeypatch.setattr("config.clock.now", lambda days=days: NOW + timedelta(days=days))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("tick")

    assert list(Seal.objects.values_list("number", "day")) == [(1, date(2024, 11, 27)), (2, date(2024, 11, 28))]
    assert sorted(path.name for path in seals.folder().iterdir()) == [
        "high-water.json",
        "seal-2024-11-27-1.json",
        "seal-2024-11-28-1.json",
    ]


def test_a_file_that_is_gone_is_written_again_by_the_next_tick(house, sealed, django_capture_on_commit_callbacks):
    _seal, path = sealed
    text = path.read_text()
    path.unlink()

    with django_capture_on_commit_callbacks(execute=True):
        seals.daily(now=house.later())

    assert path.read_text() == text


def test_a_seal_is_never_written_over_nor_deleted(sealed):
    seal, _file = sealed

    with pytest.raises(Exception, match=r"(?i)unique|duplicate"), transaction.atomic():
        seal.save()
    with pytest.raises(TypeError):
        seal.delete()


# What it finds


def test_a_tail_cut_clean_off_is_silent_in_the_plain_audit_and_named_by_seal_and_file(house, paper, sealed):
    seal, file = sealed
    last = cut_the_tail(paper)

    plain, inside, outside = audit().faults, audit_seals(), audit_against(file)

    said = named(paper, last.seq, "is gone")
    assert plain == []
    assert inside == [seal_fault(seal, said), "high-water file: there were 6 events and are 5"]
    assert outside == [f"{file.name}: {said}"]


def test_a_cut_tail_is_still_named_when_the_day_after_has_been_sealed_on_it(house, paper, sealed):
    seal, _file = sealed
    last = cut_the_tail(paper)
    second = seals.make(now=house.later(days=1))

    faults = audit_seals()

    assert faults[:2] == [
        seal_fault(seal, named(paper, last.seq, "is gone")),
        seal_fault(second, f"dossier {paper.pk}: its chain goes back to line {last.seq - 1}"),
    ]


def test_a_chain_made_anew_with_its_seals_is_seen_only_from_outside(house, paper, sealed, folder):
    seal, file = sealed
    carried_away = file.rename(folder / "carried-away.json")
    rebuild(paper, role="head")
    Seal.objects.all()._raw_delete("default")
    (seals.folder() / seals.HIGH_WATER).unlink()
    seals.make(now=seal.made_at)

    plain, inside, outside = audit().faults, audit_seals(), audit_against(carried_away)

    assert (plain, inside) == ([], [])
    assert outside == [
        f"{carried_away.name}: seal 1 (2024-11-27) is another one here",
        f"{carried_away.name}: {named(paper, 4, 'has another hash now')}",
    ]


def test_a_chain_made_anew_beside_its_seals_is_named_by_them(paper, sealed):
    seal, _file = sealed
    rebuild(paper, role="head")

    assert audit().faults == []
    assert audit_seals() == [seal_fault(seal, named(paper, 4, "has another hash now"))]


def test_a_whole_dossier_taken_out_is_named(house, sealed):
    seal, _file = sealed
    gone = Dossier.objects.get(nominee__name="Người khác")
    Event.objects.filter(dossier=gone).exclude(seq=1).update(to_state=State.DRAFT)

    with transaction.atomic():
        Notice.objects.filter(dossier=gone).delete()
        Event.objects.filter(dossier=gone)._raw_delete("default")
        faults = audit_seals()
        transaction.set_rollback(True)

    assert faults[0] == seal_fault(seal, named(gone, 2, "is gone"))


ANOTHER = {
    "number": 7,
    "day": date(2024, 11, 20),
    "turn": 9,
    "made_at": NOW - timedelta(microseconds=1),
    "chains": 99,
    "events": 99,
    "root": "0" * 64,
    "heads": [],
    "gates": [[1, 1, "0" * 64]],
    "books": [["commune-chair", "QĐ-UBND", 2024, 0]],
    "previous_hash": "1" * 64,
    "hash": "2" * 64,
}


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.parametrize("column", [field.attname for field in Seal._meta.concrete_fields])
def test_a_changed_column_of_a_seal_is_found_and_named(house, paper, sealed, column, turn):
    house.sign(paper)
    seals.make(now=house.later())

    Seal.objects.filter(turn=turn).update(**{column: ANOTHER[column]})

    key = 7 if column == "number" else turn
    assert [fault for fault in audit_seals() if fault.startswith(f"seal {key} ")] != []


@pytest.mark.parametrize("turn", [1, 2])
def test_a_deleted_seal_is_found(house, paper, sealed, turn):
    house.sign(paper)
    seals.keep(seals.make(now=house.later()))

    Seal.objects.filter(turn=turn)._raw_delete("default")

    assert audit_seals() != []


@pytest.mark.parametrize(
    "name", ["number", "day", "made_at", "chains", "events", "root", "books", "hash", "heads", "kind"]
)
def test_a_file_that_was_changed_does_not_hold_together(sealed, name):
    _seal, file = sealed
    kept = json.loads(file.read_text())
    kept[name] = kept[name][1:] if isinstance(kept[name], str) else [] if name == "heads" else 5
    file.write_text(json.dumps(kept))

    assert audit_against(file) != []


def test_what_is_no_seal_file_says_so(folder):
    (folder / "x.json").write_text("[]")

    assert audit_against(folder / "x.json") == ["x.json: unreadable as a seal (AttributeError)"]
    assert audit_against(folder / "y.json") == ["y.json: unreadable as a seal (FileNotFoundError)"]


def test_a_database_that_was_set_back_is_behind_its_mark(house, paper):
    with transaction.atomic():
        house.sign(paper)
        seals.keep(seals.make(now=house.later()))
        transaction.set_rollback(True)

    assert audit_seals() == [
        "high-water file: seal 1 (2024-11-27) is not here",
        "high-water file: there were 7 events and are 6",
        "high-water file: number book commune-chair QĐ-UBND 2024: it stood at 1 and stands at 0",
    ]


def test_the_mark_does_not_sink_with_a_database_that_was_set_back(house, paper, sealed):
    with transaction.atomic():
        house.sign(paper)
        seals.keep(seals.make(now=house.later()))
        transaction.set_rollback(True)
    before = seals.mark()

    for days in (1, 2):
        seals.keep(seals.make(now=house.later(days=days)))

    assert (before["seal"]["number"], seals.mark()["seal"]["number"]) == (2, 3)
    assert (seals.mark()["events"], seals.mark()["books"]) == (before["events"], before["books"])


def test_a_discarded_draft_is_no_fault(house, sealed):
    draft = Dossier.objects.get(nominee__name="Bản nháp")

    drafts.discard(draft.pk, actor=house.actor("village.head"))

    assert audit_seals() + audit_against(sealed[1]) == []


# The cheap gaps of the plain audit


def test_a_dossier_put_in_another_batch_is_found(house, paper):
    Dossier.objects.filter(pk=paper.pk).update(batch=None)

    assert audit().faults == [f"dossier {paper.pk} ({paper.code}): batch_id is None, the ledger says {paper.batch_id}"]


def test_a_dossier_with_other_content_before_the_desk_is_found(house, paper):
    other = Dossier.objects.get(nominee__name="Người khác")
    Dossier.objects.filter(pk=paper.pk).update(revision=other.revision_id)

    assert len(audit().faults) == 1
    assert f"dossier {paper.pk} ({paper.code}): content" in audit().faults[0]


def test_an_award_whose_decision_says_otherwise_is_found(house, paper):
    decision = house.sign(paper)
    award = paper.events.latest("seq")
    line = decision.lines.get()

    Decision.objects.filter(pk=decision.pk).update(symbol="QĐ-KHÁC")
    renamed = audit().faults
    Decision.objects.filter(pk=decision.pk).update(symbol=decision.symbol)
    line.delete()

    assert renamed[0] == (
        f"event {award.pk} (dossier {paper.pk}): it names decision '01/QĐ-UBND' and stands on '01/QĐ-KHÁC'"
    )
    assert audit().faults == [f"event {award.pk} (dossier {paper.pk}): it was awarded and stands on no decision"]


def test_a_number_book_behind_the_highest_signed_number_is_found(house, paper):
    house.sign(paper)

    NumberBook.objects.update(last=0)

    body = house.units["commune-chair"].pk
    assert audit().faults == [f"number book {body} QĐ-UBND 2024: it stands at 0, number 1 is signed"]


# The commands


def test_the_commands_seal_keep_a_copy_and_check_against_it(house, paper, folder, monkeypatch, capsys):
    monkeypatch.setattr("config.clock.now", lambda: NOW)
    for _again in range(2):
        call_command("seal", output=folder / "kept.json")
    capsys.readouterr()

    call_command("audit_ledger", against=folder / "kept.json")

    assert Seal.objects.count() == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Khớp với 1 niêm phong trong sổ. Chưa niêm phong 1 hồ sơ đang lập: bản nháp còn xóa được.",
        "Khớp với tệp niêm phong kept.json.",
    ]


def test_a_seal_says_why_it_counts_fewer_dossiers(house, sealed, capsys):
    house.draft()

    call_command("seal")

    assert capsys.readouterr().out.splitlines()[-1] == "Chưa niêm phong 2 hồ sơ đang lập: bản nháp còn xóa được."


def test_a_cut_tail_ends_the_command_with_an_error(paper, sealed, capsys):
    cut_the_tail(paper)

    with pytest.raises(CommandError):
        call_command("audit_ledger", against=sealed[1])

    assert capsys.readouterr().err.count(f"dossier {paper.pk} ({paper.code}): line 4 was sealed and is gone") == 2


def test_the_making_costs_the_same_for_3_dossiers_and_for_30(house, paper, sealed):
    costs = []
    for count in (1, 27):
        for n in range(count):
            house.walk(house.draft("LDTT", name=f"Người {n}"), State.INTAKE)
        with Statements() as statements:
            seals.make(now=house.later())
        costs.append(statements.count)

    assert costs[0] == costs[1]
    assert costs[0] <= 8
