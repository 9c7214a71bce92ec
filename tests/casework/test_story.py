"""A case as a story in order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kast.audit.models import Entry
from kast.casework import (
    breaking,
    cases,
    codes,
    contacts,
    drafts,
    endings,
    listing,
    notes,
    replies,
    story,
    topic,
)
from kast.door.models import Letter
from tests.fixtures_casework import anew, held


def fill(case, ada, now, times=1):
    for number in range(times):
        at = now - timedelta(days=number)
        contacts.record(
            case,
            on=at.date(),
            kind=codes.ContactKind.CONVERSATION,
            means=codes.Means.PHONE,
            held=True,
            minutes=40,
            words=f"Samtal {number}",
            by=ada,
            at=at,
        )
        replies.leave(case, f"Svar {number}", by=ada, at=at)
        notes.write(case, f"Anteckning {number}", by=ada, at=at)
        topic.say(case, codes.TopicState.DISCUSSED, before="före", after="efter", by=ada, at=at)


def test_a_day_is_told_in_order_from_the_letter_to_the_ending(case, ada, now):
    fill(case, ada, now)
    endings.end(case, codes.Ending.MOVED_ON, endings.Agreement(), words="till vården", by=ada, at=now)
    told = story.open_case(case, by=ada, at=now)
    kinds = [line.kind for line in reversed(told.lines)]
    assert kinds == ["letter", "turn", "reply", "note", "contact", "topic", "turn"]
    assert told.lines[0].words == "till vården"
    assert told.lines[-1].words == "Hej. Jag vet inte hur man börjar."


def test_held_talks_are_numbered_and_their_notes_stand_beside_them(case, ada, now):
    fill(case, ada, now, times=2)
    contacts.record(
        case,
        on=now.date(),
        kind=codes.ContactKind.THERAPY,
        means=codes.Means.HERE,
        held=False,
        not_held=codes.NotHeld.ABSENT_SILENT,
        by=ada,
        at=now,
    )
    told = story.open_case(case, by=ada, at=now)
    talks = [line for line in told.lines if line.kind == "contact"]
    assert sorted((line.number, [note.words for note in line.notes]) for line in talks) == [
        (0, []),
        (1, ["Samtal 1"]),
        (2, ["Samtal 0"]),
    ]
    assert told.held == 2


def test_an_opening_is_one_entry_with_every_record_that_it_shows(case, ada, now):
    fill(case, ada, now)
    before = Entry.objects.count()
    told = story.open_case(case, by=ada, at=now)
    entry = Entry.objects.order_by("pk").last()
    assert Entry.objects.count() == before + 1
    assert entry.act == "case:read"
    shown = {str(line.record.mark) for line in told.lines} | {
        str(note.record.mark) for line in told.lines for note in line.notes
    }
    assert set(entry.about.split()) == shown | {str(case.mark)}
    assert entry.about.split()[0] == str(case.mark)


def test_a_letter_opens_with_its_thread_and_is_written_down(wrote, ada, now):
    letter = wrote(about="bought", heard="card", card="B7K4", safe="yes")
    drafts.save(letter.mailbox.box, codes.Place.REPLY, "Hej, ", by=ada, at=now)
    read = story.open_letter(letter, by=ada, at=now)
    assert read.suicide
    assert not read.confirmed
    assert read.reply.words == "Hej, "
    assert ("Kod på kortet", "B7K4") in read.lines[0].told
    assert Entry.objects.order_by("pk").last().act == "letter:read"


def test_the_topic_waits_from_the_third_held_contact_on(case, ada, now):
    for number in range(3):
        assert not story.open_case(case, by=ada, at=now).topic_due
        held(case, ada, now, days=number)
    assert story.open_case(case, by=ada, at=now).topic_due.startswith("Tredje kontakten")
    assert [row.topic_due for row in listing.rows(ada, at=now)] == [True]
    again = now.date() + timedelta(days=7)
    topic.say(case, codes.TopicState.PUT_OFF, why=codes.Why.CRISIS, again_on=again, by=ada, at=now)
    assert not story.open_case(case, by=ada, at=now).topic_due
    assert [row.topic_due for row in listing.rows(ada, at=now)] == [False]
    later = now + timedelta(days=7)
    assert [row.topic_due for row in listing.rows(ada, at=later)] == [True]
    assert "Nu skulle frågan tas upp igen" in story.open_case(case, by=ada, at=later).topic_due


def test_from_the_fourth_contact_on_it_is_no_third(case, ada, now):
    for number in range(4):
        held(case, ada, now, days=number)
    assert story.open_case(case, by=ada, at=now).topic_due.startswith("Frågan är inte uppe än")


def test_her_drafts_wait_in_the_case_and_on_her_first_page(case, ada, now):
    drafts.save(case.box, codes.Place.NOTE, "äldre", by=ada, at=now - timedelta(days=1))
    drafts.save(case.box, codes.Place.NOTE, "nyare", by=ada, at=now)
    drafts.save(case.box, codes.Place.REPLY, "svar", by=ada, at=now)
    told = story.open_case(case, by=ada, at=now)
    assert (told.note.words, told.reply.words, [draft.words for draft in told.others]) == ("nyare", "svar", ["äldre"])
    assert [row.number for row in story.unfinished(ada, at=now)] == [case.number] * 3
    assert story.unfinished(ada, at=now)[0].saved_at == now - timedelta(days=1)


def test_an_emergency_opening_and_its_reason_stand_in_the_story(case, ada, eva, now):
    breaking.open_case(case, "Ringer i kris.", by=eva, at=now)
    told = story.open_case(case, by=ada, at=now)
    assert [(line.who, line.words) for line in told.lines if line.kind == "opening"] == [("Eva", "Ringer i kris.")]


def test_who_cannot_open_the_box_opens_no_story(case, bo, now):
    with pytest.raises(cases.CannotOpen):
        story.open_case(case, by=anew(bo), at=now)


def queries(run) -> int:
    with CaptureQueriesContext(connection) as found:
        run()
    return len(found)


def test_a_case_opens_with_the_same_queries_whether_it_holds_one_of_each_or_many(case, ada, now):
    fill(case, ada, now)
    story.open_case(case, by=anew(ada), at=now)
    few = queries(lambda: story.open_case(case, by=anew(ada), at=now))
    fill(case, ada, now, times=12)
    Letter.objects.update(state=Letter.State.WAITING)
    assert queries(lambda: story.open_case(case, by=anew(ada), at=now)) == few


def test_her_list_takes_the_same_queries_with_one_case_and_with_many(case, wrote, asked, ada, eva, now):
    listing.rows(ada, at=now)
    one = queries(lambda: listing.rows(ada, at=now))
    for _ in range(5):
        found = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
        fill(found, ada, now)
    assert len(listing.rows(ada, at=now)) == 6
    assert queries(lambda: listing.rows(ada, at=now)) == one


def test_ended_cases_come_page_by_page_with_the_same_queries(wrote, asked, ada, eva, now, monkeypatch):
    monkeypatch.setattr(listing, "AT_A_TIME", 2)
    numbers = []
    for days in (5, 4, 3, 2, 1):
        made = cases.open_from(wrote(days=days), asked(), stand_in=eva, by=ada, at=now - timedelta(days=days))
        endings.end(made, codes.Ending.AGREED, endings.Agreement(), by=ada, at=now - timedelta(days=days))
        numbers.append(made.number)
    newest_first = numbers[::-1]
    pages = [listing.ended(ada, at=now, page=page) for page in (1, 2, 3)]
    assert [[row.number for row in page.rows] for page in pages] == [
        newest_first[:2],
        newest_first[2:4],
        newest_first[4:],
    ]
    assert pages[0].page.paginator.count == 5
    assert listing.rows(ada, at=now) == []
    one = queries(lambda: listing.ended(ada, at=now, page=3))
    assert queries(lambda: listing.ended(ada, at=now, page=1)) == one


def test_an_ended_case_whose_person_writes_again_stands_among_what_waits(case, ada, now, wrote):
    endings.end(case, codes.Ending.AGREED, endings.Agreement(), by=ada, at=now)
    assert listing.rows(ada, at=now) == []
    Letter.objects.update(state=Letter.State.WAITING)
    assert [(row.number, row.under_way) for row in listing.rows(ada, at=now)] == [(case.number, False)]
