from datetime import date

import pytest

from kast.audit.models import Entry
from kast.casework import cases
from kast.followup import answers, asking, questions
from kast.followup.models import Followup
from tests.followup.conftest import answer, facts_of, moment

DAY = date(2026, 7, 4)


def test_an_answer_is_sealed_and_counted_under_the_same_life(planned, visit_of, ada):
    made = planned("mailbox", (12,), until=DAY)
    visit, row = visit_of(made.case), made.rows[12]
    row.refresh_from_db()
    answers.give(row, answer("no", worse="Det tog lång tid innan jag fick en tid."), visit=visit, at=moment(DAY))
    row = Followup.objects.select_related("case").get(pk=row.pk)
    assert row.state == "answered"
    assert row.answered_on == DAY
    assert not row.seen
    assert facts_of(visit)[-3:] == [("followup_12", "answered"), ("went_back", "no"), ("followed_to", "m17")]
    assert "lång tid" in row.answer.open(cases.key_of(made.case.box, ada))
    stored = bytes(Followup.objects.filter(pk=row.pk).values_list("answer", flat=True)[0])
    assert b"tid" not in stored


def test_a_visitors_entry_has_no_time_of_day(planned, visit_of):
    made = planned("mailbox", (12,), until=DAY)
    answers.give(made.rows[12], answer(), visit=visit_of(made.case), at=moment(DAY))
    entry = Entry.objects.get(act="followup:answered")
    assert (entry.lane, entry.at, entry.on) == ("visitors", None, DAY)


def test_the_first_purchase_told_is_counted_from_the_first_held_contact(planned, visit_of):
    made = planned("mailbox", (12,), until=DAY)
    visit = visit_of(made.case)
    calendar = {
        "2026-03": {"abroad_in_person": "1"},
        "2025-11": {"sweden_remote": "3-5"},
        "2025-09": {"abroad_remote": "0"},
    }
    answers.give(made.rows[12], answer("yes", calendar=calendar, last="2026-03"), visit=visit, at=moment(DAY))
    assert facts_of(visit)[-3:] == [("went_back", "yes"), ("followed_to", "m17"), ("first_purchase", "m10")]


@pytest.mark.parametrize("any_", ["no", "attempt", "unsaid"])
def test_only_a_purchase_is_counted_as_one(planned, visit_of, any_):
    made = planned("mailbox", (12,), until=DAY)
    visit = visit_of(made.case)
    answers.give(made.rows[12], answer(any_, last="2026-03"), visit=visit, at=moment(DAY))
    assert "first_purchase" not in dict(facts_of(visit))


def test_an_answer_is_given_once(planned, visit_of):
    made = planned("mailbox", (12,), until=DAY)
    answers.give(made.rows[12], answer(), visit=visit_of(made.case), at=moment(DAY))
    with pytest.raises(answers.CannotMove):
        answers.give(made.rows[12], answer("yes"), visit=visit_of(made.case), at=moment(DAY))


@pytest.mark.parametrize("day", [date(2026, 4, 29), date(2026, 9, 30)])
def test_outside_the_window_there_is_no_answer(planned, visit_of, day):
    made = planned("self", (12,))
    with pytest.raises(answers.NotOpen):
        answers.give(made.rows[12], answer(), visit=visit_of(made.case), at=moment(day))


def test_the_first_time_one_asks_since_the_first_contact_later_since_the_last_answer(planned, visit_of):
    made = planned("mailbox", (6, 12), until=date(2026, 1, 5))
    assert answers.since(made.rows[6]) == date(2025, 1, 20)
    answers.give(made.rows[6], answer(), visit=visit_of(made.case), at=moment(date(2026, 1, 7)))
    assert answers.since(made.rows[12]) == date(2026, 1, 7)


def test_the_counsellor_reads_it_and_that_is_written_down(planned, visit_of, ada):
    made = planned("mailbox", (12,), until=DAY)
    given = answer("yes", calendar={"2026-02": {"sweden_in_person": "2"}}, held_back={"law": 7}, again="yes")
    answers.give(made.rows[12], given, visit=visit_of(made.case), at=moment(DAY))
    row = Followup.objects.select_related("case__box").get(months=12)
    assert answers.open_answer(row, by=ada, at=moment(DAY)) == given
    assert row.seen
    assert Entry.objects.filter(lane=str(ada.mark), act="followup:read", about=str(row.mark)).count() == 1


def test_somebody_elses_mailbox_answers_nothing(planned, visit_of, another_person, ada):
    from kast.door.models import Mailbox
    from kast.door.visitors import Visit

    made = planned("mailbox", (12,), until=DAY)
    another_person.writes("Hej.")
    other = Mailbox.objects.select_related("box").exclude(box=made.case.box).get()
    stranger = Visit(other, cases.key_of(other.box, ada))
    with pytest.raises(answers.NotOpen):
        answers.give(made.rows[12], answer(), visit=stranger, at=moment(DAY))
    with pytest.raises(answers.NotOpen):
        answers.decline(made.rows[12], visit=stranger, at=moment(DAY))


def test_a_no_holds_for_this_and_every_later_window(planned, visit_of):
    made = planned("mailbox", until=date(2026, 1, 5))
    visit = visit_of(made.case)
    answers.decline(made.rows[6], visit=visit, at=moment(date(2026, 1, 7)))
    assert {row.state for row in Followup.objects.all()} == {"declined"}
    assert [fact for fact in facts_of(visit) if fact[1] == "declined"] == [
        (f"followup_{months}", "declined") for months in (6, 12, 24)
    ]
    answers.decline(made.rows[6], visit=visit, at=moment(date(2026, 1, 7)))
    assert Entry.objects.filter(act="followup:declined").count() == 1
    assert asking.plan(moment(DAY, 2)).asked == 0


def test_months_are_listed_newest_first_with_both_ends():
    months = questions.months_between(date(2025, 11, 20), date(2026, 2, 1))
    assert months == [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)]


def test_an_answer_comes_back_as_it_was_sealed():
    given = answer("attempt", held_back={"shame": 0}, worse="å", again="not_now")
    assert questions.from_json(given.to_json()) == given
