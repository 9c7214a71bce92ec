"""A note of one case asked for through another: by its address, by its form, by its verb, it is not there.

Ada has two cases, Eva one, and each has a note. First it is shown that each note can be reached where it belongs.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import cases, lending, notes
from kast.casework.models import Note, Objection
from tests.attacks.test_a_colleague_who_guesses_addresses_learns_nothing import shown

PAGES = ("ratta", "invanda")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def three(wrote, asked, ada, eva, now):
    """Case and note: Ada's, Ada's other, Eva's."""
    made = []
    for number, by in enumerate((ada, ada, eva)):
        case = cases.open_from(wrote(), asked(), stand_in=None, by=by, at=now)
        made.append((case, notes.write(case, f"hemlighet{number}", by=by, at=now)))
    return made


def address(case, note, page) -> str:
    return f"/personal/arenden/{case.number}/anteckning/{note}/{page}/"


def everything():
    return [list(table.objects.order_by("pk").values()) for table in (Note, Objection)]


def test_each_note_is_there_where_it_belongs(three, ada, desk_of):
    desk = desk_of(ada)
    for case, note in three[:2]:
        for page in PAGES:
            answer = desk.get(address(case, note.pk, page))
            assert answer.status_code == 200
            assert "hemlighet" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_through_ones_own_case_anothers_note_looks_like_none(page, three, ada, desk_of):
    (own, _), (_, of_other), (_, of_eva) = three
    desk, before, entries = desk_of(ada), everything(), Entry.objects.filter(act__startswith="note:").count()
    for note in (of_other, of_eva):
        for send in (desk.get, lambda where: desk.post(where, {"words": "x"})):
            hidden, absent = send(address(own, note.pk, page)), send(address(own, uuid4(), page))
            assert hidden.status_code == 404
            assert shown(hidden) == shown(absent)
            assert "hemlighet" not in hidden.content.decode()
    assert everything() == before
    assert Entry.objects.filter(act__startswith="note:").count() == entries


@pytest.mark.parametrize("page", PAGES)
def test_through_anothers_case_ones_own_note_is_not_there_either(page, three, ada, desk_of):
    (_, own), _, (of_eva, hers) = three
    desk, before = desk_of(ada), everything()
    for note in (own, hers):
        assert desk.get(address(of_eva, note.pk, page)).status_code == 404
        assert desk.post(address(of_eva, note.pk, page), {"words": "x"}).status_code == 404
    assert everything() == before


@pytest.mark.parametrize("page", PAGES)
def test_who_reads_while_it_is_lent_does_not_correct(page, wrote, asked, ada, eva, now, desk_of):
    case = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
    note = notes.write(case, "hemlighet", by=ada, at=now)
    lending.lend(case, until=timezone.localdate() + timedelta(days=1), by=ada, at=now)
    assert desk_of(ada).get(address(case, note.pk, page)).status_code == 404
    assert desk_of(ada).post(address(case, note.pk, page), {"words": "x"}).status_code == 404
    assert desk_of(eva).get(address(case, note.pk, page)).status_code == 200


def test_a_note_that_is_carried_to_another_case_in_the_database_does_not_open(three, ada):
    (own, _), (other, note), _ = three
    Note.objects.filter(pk=note.pk).update(case=own)
    carried = Note.objects.get(pk=note.pk)
    with pytest.raises(cases.CannotOpen):
        carried.words.open(cases.key_of(own.box, ada))
    assert carried.words.open(cases.key_of(other.box, ada)) == "hemlighet1"
