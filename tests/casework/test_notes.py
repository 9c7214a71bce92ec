"""A note is never written over: what stood there stays, and so does what the person says against it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from kast.audit.models import Entry
from kast.casework import access, cases, codes, contacts, endings, modes, notes, story
from kast.casework.models import Case, Note, Objection


@pytest.fixture
def note(case, ada, now):
    return notes.write(case, "Han var där varje fredag.", by=ada, at=now - timedelta(days=2))


def told(case, by, at):
    """The notes as the case's page tells them."""
    lines = story.open_case(case, by=by, at=at).lines
    return [line for line in lines if line.kind == "note"] + [one for line in lines for one in line.notes]


def test_a_correction_is_a_note_of_its_own_and_the_old_one_stays(note, case, ada, eva, now):
    new = notes.correct(note, "Han var där två fredagar.", by=ada, at=now)
    key = cases.key_of(case.box, ada)
    assert (new.corrects, note.words.open(key)) == (note, "Han var där varje fredag.")
    assert b"fredagar" not in bytes(new.__dict__["words"])
    last = Entry.objects.order_by("pk").last()
    assert (last.act, last.about.split()) == ("note:corrected", [str(case.mark), str(note.mark), str(new.mark)])
    (line,) = told(case, ada, now)
    assert (line.words, line.on, line.changed_on) == (
        "Han var där två fredagar.",
        (now - timedelta(days=2)).date(),
        now.date(),
    )
    assert [(old.words, old.who, old.on) for old in line.earlier] == [
        ("Han var där varje fredag.", "Ada", (now - timedelta(days=2)).date())
    ]


def test_a_correction_of_a_correction_keeps_both_in_order_and_its_place_beside_the_talk(case, ada, now):
    contact = contacts.record(
        case,
        on=now.date(),
        kind=codes.ContactKind.ADVICE,
        means=codes.Means.PHONE,
        held=True,
        words="ett",
        by=ada,
        at=now,
    )
    first = Note.objects.get(contact=contact)
    second = notes.correct(first, "två", by=ada, at=now + timedelta(minutes=1))
    notes.correct(second, "tre", by=ada, at=now + timedelta(minutes=2))
    (line,) = told(case, ada, now)
    assert (line.words, [old.words for old in line.earlier]) == ("tre", ["två", "ett"])


def test_two_who_correct_the_same_note_do_not_hide_each_other(note, ada, now):
    notes.correct(note, "ett", by=ada, at=now)
    with pytest.raises(notes.AlreadyCorrected):
        notes.correct(note, "två", by=ada, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(case=note.case, corrects=note, by=ada, written_at=now)


def test_what_the_person_says_stands_beside_the_note_also_after_a_correction(note, case, ada, now):
    objection = notes.object_to(note, "Det har jag aldrig sagt.", by=ada, at=now)
    assert b"aldrig" not in bytes(objection.__dict__["words"])
    last = Entry.objects.order_by("pk").last()
    assert (last.act, last.about.split()) == (
        "note:objected_to",
        [str(case.mark), str(note.mark), str(objection.mark)],
    )
    notes.correct(note, "Rättat.", by=ada, at=now)
    (line,) = told(case, ada, now)
    assert [(one.words, one.who, one.on) for one in line.objections] == [
        ("Det har jag aldrig sagt.", "Ada", now.date())
    ]
    opened = Entry.objects.filter(act="case:read").order_by("pk").last().about.split()
    assert {str(each.mark) for each in (case, objection, *Note.objects.all())} <= set(opened)


def test_neither_is_empty(note, ada, now):
    with pytest.raises(notes.Empty):
        notes.correct(note, " ", by=ada, at=now)
    with pytest.raises(notes.Empty):
        notes.object_to(note, "\n", by=ada, at=now)


def test_a_note_of_an_ended_case_can_be_corrected_and_spoken_against(note, case, ada, now):
    endings.end(case, codes.Ending.STOPPED, endings.Agreement(), by=ada, at=now)
    assert notes.correct(access.note_for(case, note.pk), "Rättat.", by=ada, at=now)
    assert notes.object_to(note, "Nej.", by=ada, at=now)


def test_in_mode_A_nothing_more_is_written_about_what_was_written_before(note, case, ada, now):
    modes.change(case, codes.Mode.A, decision="SN 2026/9", why="beslut", by=ada, at=now)
    note.case = case
    with pytest.raises(notes.NoNotesInModeA):
        notes.correct(note, "x", by=ada, at=now)
    with pytest.raises(notes.NoNotesInModeA):
        notes.object_to(note, "x", by=ada, at=now)
    with pytest.raises(Http404):
        access.note_for(case, note.pk)
    assert not Objection.objects.exists()
    assert Note.objects.count() == 1


def test_only_a_note_of_this_case_that_stands_now_is_given_out(note, case, wrote, asked, ada, eva, now):
    other = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
    assert access.note_for(case, note.pk) == note
    with pytest.raises(Http404):
        access.note_for(other, note.pk)
    new = notes.correct(note, "nytt", by=ada, at=now)
    with pytest.raises(Http404):
        access.note_for(case, note.pk)
    assert access.note_for(case, new.pk) == new
    assert Case.objects.count() == 2
