from datetime import date, timedelta

import pytest

from kast.followup import access, answers, asking, attempts
from kast.followup.models import Attempt, Followup
from kast.vault.sealing import CannotOpen
from tests.followup.conftest import answer, facts_of, moment

DAY = date(2026, 7, 4)
Result = Attempt.Result


def state() -> str:
    return Followup.objects.get(months=12).state


def test_nobody_answers_then_the_person_does(planned, visit_of, ada):
    made = planned("call", (12,), until=DAY)
    row = made.rows[12]
    attempts.record(row, Result.NO_ANSWER, by=ada, at=moment(DAY))
    assert state() == "due"
    attempts.record(row, Result.REACHED, by=ada, at=moment(date(2026, 7, 9)))
    assert state() == "asked"
    answers.record(row, answer("no"), by=ada, at=moment(date(2026, 7, 9)))
    assert state() == "answered"
    assert Followup.objects.get(months=12).seen
    told = [fact for fact in facts_of(visit_of(made.case)) if fact[0] == "followup_12"]
    assert told == [("followup_12", "answered")]
    tries = [code for kind, code in facts_of(visit_of(made.case)) if kind == "followup_attempt"]
    assert tries == ["no_answer", "reached"]


def test_after_so_many_calls_nobody_calls_again_and_the_person_may_still_answer(planned, visit_of, ada):
    made = planned("call", (12,), until=DAY)
    row = made.rows[12]
    for day in range(3):
        assert access.due_for(ada, today=DAY)
        attempts.record(row, Result.NO_ANSWER, by=ada, at=moment(DAY + timedelta(days=day)))
    assert state() == "not_reached"
    assert access.due_for(ada, today=DAY) == []
    with pytest.raises(attempts.Enough):
        attempts.record(row, Result.NO_ANSWER, by=ada, at=moment(date(2026, 7, 9)))
    answers.record(row, answer("no"), by=ada, at=moment(date(2026, 7, 10)))
    told = [fact for fact in facts_of(visit_of(made.case)) if fact[0] == "followup_12"]
    assert told == [("followup_12", "not_reached"), ("followup_12", "answered")]


def test_the_unit_says_how_often_one_calls(planned, ada, settings_of_unit):
    settings_of_unit(followup_tries=1)
    attempts.record(planned("call", (12,), until=DAY).rows[12], Result.NO_ANSWER, by=ada, at=moment(DAY))
    assert state() == "not_reached"


def test_a_wrong_number_is_not_called_again(planned, ada):
    attempts.record(planned("call", (12,), until=DAY).rows[12], Result.WRONG_NUMBER, by=ada, at=moment(DAY))
    assert state() == "not_reached"
    assert access.due_for(ada, today=DAY) == []


def test_no_answer_declined_and_not_to_be_contacted_stay_different_things(planned, visit_of, ada):
    made = planned("call", (6, 24), until=date(2026, 1, 5))
    attempts.record(made.rows[6], Result.WRONG_NUMBER, by=ada, at=moment(date(2026, 1, 7)))
    asking.plan(moment(DAY, 2))
    answers.decline_by_phone(made.rows[24], by=ada, at=moment(DAY))
    rows = access.of_case(made.case, today=DAY)
    assert {row.months: row.state_code for row in rows} == {6: "not_reached", 12: "not_agreed", 24: "declined"}
    assert len({row.state for row in rows}) == 3
    told = dict(facts_of(visit_of(made.case)))
    assert (told["followup_6"], told.get("followup_12"), told["followup_24"]) == ("not_reached", None, "declined")


def test_an_attempt_keeps_the_day_and_no_hour(planned, ada):
    attempt = attempts.record(planned("call", (12,), until=DAY).rows[12], Result.NO_ANSWER, by=ada, at=moment(DAY))
    assert attempt.on == DAY
    assert not [field.name for field in Attempt._meta.fields if field.get_internal_type() == "DateTimeField"]


def test_a_question_in_the_mailbox_stays_asked_when_nobody_answers_the_call(planned, ada):
    attempts.record(planned("mailbox", (12,), until=DAY).rows[12], Result.NO_ANSWER, by=ada, at=moment(DAY))
    assert state() == "asked"


def test_who_wants_no_calls_is_not_asked_again(planned, ada):
    attempts.record(planned("call", (12, 24), until=DAY).rows[12], Result.DO_NOT_CALL, by=ada, at=moment(DAY))
    assert {row.state for row in Followup.objects.filter(months__in=[12, 24])} == {"declined"}


def test_before_the_window_and_after_an_answer_there_is_nothing_to_try(planned, ada):
    row = planned("call", (12,)).rows[12]
    with pytest.raises(attempts.NotOpen):
        attempts.record(row, Result.NO_ANSWER, by=ada, at=moment(date(2026, 1, 1)))
    answers.record(row, answer(), by=ada, at=moment(DAY))
    with pytest.raises(attempts.CannotMove):
        attempts.record(row, Result.NO_ANSWER, by=ada, at=moment(DAY))


def test_a_colleague_who_cannot_open_the_case_cannot_record(planned, bo):
    row = planned("call", (12,), until=DAY).rows[12]
    with pytest.raises(CannotOpen):
        attempts.record(row, Result.NO_ANSWER, by=bo, at=moment(DAY))
    assert state() == "due"


def test_today_shows_calls_that_are_due_and_answers_not_read(planned, ada, eva, visit_of):
    made = planned("call", (6, 12), until=date(2026, 1, 2))
    assert access.due_for(ada, today=date(2025, 12, 29)) == []
    (row,) = access.due_for(ada, today=date(2026, 1, 2))
    assert (row.number, row.months, row.to_call, row.days_late(date(2026, 1, 2))) == (made.case.number, 6, True, 3)
    assert access.due_for(eva, today=date(2026, 1, 2)) == []
    answers.give(made.rows[6], answer(), visit=visit_of(made.case), at=moment(date(2026, 1, 3)))
    (row,) = access.due_for(ada, today=date(2026, 1, 3))
    assert row.unread
    assert not row.to_call


def test_one_or_many_are_listed_with_the_same_queries(planned, ada, django_assert_num_queries):
    made = planned("call", (6, 12, 24), until=date(2026, 1, 2))
    with django_assert_num_queries(1):
        assert len(access.of_case(made.case, today=date(2026, 1, 2))) == 3
    with django_assert_num_queries(2):
        access.due_for(ada, today=date(2026, 1, 2))
