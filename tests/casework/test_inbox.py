"""Letters that nobody has taken."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kast.audit.models import Entry
from kast.casework import cases, codes, endings, inbox, listing, replies
from kast.casework.models import Conflict
from kast.door import letters
from kast.door.models import Letter
from kast.ledger.models import Fact
from kast.staff.unit import read_once
from kast.vault import boxes
from tests.fixtures_casework import anew, held


def numbers(rows):
    return [row.number for row in rows]


def test_letters_stand_in_order_of_arrival_and_thoughts_of_suicide_on_top(wrote, ada, now):
    first, second, third = wrote(days=3), wrote(days=2), wrote(days=1, safe="yes")
    rows = inbox.waiting(by=ada, at=now)
    assert numbers(rows) == [third.number, first.number, second.number]
    assert [row.suicide for row in rows] == [True, False, False]
    assert [row.days for row in rows] == [1, 3, 2]


def test_the_list_says_who_has_not_shown_that_the_words_are_kept(wrote, ada, now):
    letter = wrote()
    assert [row.confirmed for row in inbox.waiting(by=ada, at=now)] == [False]
    letter.mailbox.words_confirmed = True
    letter.mailbox.save()
    assert [row.confirmed for row in inbox.waiting(by=ada, at=now)] == [True]


def test_reading_the_list_is_written_down_with_its_letters_and_an_empty_one_is_not(wrote, ada, now):
    inbox.waiting(by=ada, at=now)
    assert not Entry.objects.filter(act="inbox:read").exists()
    letter = wrote()
    inbox.waiting(by=ada, at=now)
    assert Entry.objects.get(act="inbox:read").about == str(letter.mark)


def test_the_list_takes_the_same_number_of_queries_with_one_letter_and_with_many(wrote, ada, now):
    def queries() -> int:
        with read_once(), CaptureQueriesContext(connection) as found:
            inbox.waiting(by=anew(ada), at=now)
        return len(found)

    wrote()
    inbox.waiting(by=ada, at=now)
    one = queries()
    for _ in range(6):
        wrote()
    assert queries() == one


def test_a_letter_of_a_case_is_not_in_the_common_list(case, ada, eva, now):
    Letter.objects.update(state=Letter.State.WAITING)
    assert inbox.waiting(by=ada, at=now) == []
    assert inbox.waiting(by=eva, at=now) == []


@pytest.mark.parametrize("outcome", list(inbox.Outcome))
def test_every_outcome_leads_somewhere(outcome):
    assert inbox.LEADS_TO[outcome] in Letter.State


@pytest.mark.parametrize(("outcome", "kind"), [("not_ours", "letter_not_ours"), ("threat", "letter_threat")])
def test_what_is_set_aside_is_counted_without_a_life(outcome, kind, wrote, ada, now):
    letter = wrote()
    inbox.set_aside(letter, inbox.Outcome(outcome), by=ada, at=now)
    letter.refresh_from_db()
    assert letter.state == outcome
    fact = Fact.objects.get(kind=kind)
    assert fact.life is None
    with pytest.raises(letters.NotWaiting):
        inbox.set_aside(letter, inbox.Outcome(outcome), by=ada, at=now)


def test_after_a_flood_many_go_at_once_but_never_one_that_tells_of_suicide(wrote, ada, now):
    for _ in range(5):
        wrote("köp våra klockor")
    hurt = wrote(safe="yes")
    later = wrote()
    assert inbox.discard(1, hurt.number, by=ada, at=now) == 5
    assert set(numbers(inbox.waiting(by=ada, at=now))) == {hurt.number, later.number}
    assert Fact.objects.get(kind="letter_not_ours").count == 5
    assert len(Entry.objects.get(act="letters:discarded").about.split()) == 5


def test_nothing_to_discard_is_nothing_done(ada, now):
    assert inbox.discard(1, 9, by=ada, at=now) == 0
    assert not Entry.objects.filter(act="letters:discarded").exists()


def test_who_knows_the_person_passes_the_letter_on_and_cannot_open_it_again(wrote, ada, eva, now):
    letter = wrote()
    assert cases.key_of(letter.mailbox.box, anew(ada))
    inbox.pass_on(letter, eva, by=ada, at=now)
    with pytest.raises(cases.CannotOpen):
        cases.key_of(letter.mailbox.box, anew(ada))
    assert cases.key_of(letter.mailbox.box, anew(eva))
    assert boxes.circle() not in boxes.holders_of(letter.mailbox.box)
    assert inbox.waiting(by=ada, at=now) == []
    assert numbers(inbox.waiting(by=eva, at=now)) == [letter.number]
    assert Conflict.objects.get().member == ada


def test_a_letter_is_not_passed_back(wrote, ada, eva, now):
    letter = wrote()
    inbox.pass_on(letter, eva, by=ada, at=now)
    with pytest.raises(inbox.CannotPassOn):
        inbox.pass_on(letter, ada, by=anew(eva), at=now)
    with pytest.raises(inbox.CannotPassOn):
        inbox.pass_on(letter, eva, by=eva, at=now)


def test_letters_past_the_promised_time_are_a_number(wrote, case, now):
    assert inbox.late(on=now.date()) == 0
    wrote(days=30)
    wrote(days=40)
    wrote()
    assert inbox.late(on=now.date()) == 2
    assert inbox.is_late(date(2026, 10, 1), on=now.date())


def test_a_letter_that_became_a_case_waits_for_its_answer_too(wrote, asked, ada, eva, now):
    letter = wrote(days=30)
    case = cases.open_from(letter, asked(), stand_in=eva, by=ada, at=now)
    (row,) = listing.rows(ada, at=now)
    assert (inbox.late(on=now.date()), row.oldest_letter, row.written_again) == (1, letter.came_on, 0)
    replies.leave(case, "Välkommen.", by=ada, at=now)
    (row,) = listing.rows(ada, at=now)
    assert (inbox.late(on=now.date()), row.oldest_letter) == (0, None)
    letter.refresh_from_db()
    assert letter.state == Letter.State.ANSWERED
    assert Fact.objects.get(kind="answer_days").code == "w4"


def test_whoever_was_talked_with_or_whose_case_has_ended_waits_for_no_letter(wrote, asked, ada, eva, now):
    talked, ended = (cases.open_from(wrote(days=30), asked(), stand_in=eva, by=ada, at=now) for _ in range(2))
    assert inbox.late(on=now.date()) == 2
    held(talked, ada, now)
    assert inbox.late(on=now.date()) == 1
    endings.end(ended, codes.Ending.STOPPED, endings.Agreement(agreed=False), by=ada, at=now)
    assert inbox.late(on=now.date()) == 0
    assert [row.oldest_letter for row in listing.rows(ada, at=now)] == [None]


def test_a_letter_is_answered_without_a_case_and_its_box_stays_the_circles(wrote, ada, now):
    letter = wrote(days=2)
    replies.answer(letter, "Tack för att du frågade.", by=ada, at=now)
    letter.refresh_from_db()
    assert letter.state == Letter.State.NO_CASE
    assert boxes.circle() in boxes.holders_of(letter.mailbox.box)
    assert Fact.objects.get(kind="answer_days").code == "d2"
    with pytest.raises(letters.NotWaiting):
        replies.answer(letter, "En gång till.", by=ada, at=now)
    with pytest.raises(replies.Empty):
        replies.answer(wrote(), "   ", by=ada, at=now)
