"""What casework puts into the ledger so that reach and drop-out can be counted, and no more than that."""

from datetime import timedelta

import pytest

from kast.casework import cases, codes, early_warnings, guide, learnt, referred, replies, tasks
from kast.casework.models import Case, EarlyWarning
from tests.fixtures_casework import facts_of, held


def codes_of(case, by, kind):
    return [code for what, code in facts_of(case, by) if what == kind]


def test_from_our_first_answer_to_the_first_talk_is_counted_in_days_then_weeks(wrote, asked, ada, eva, now):
    for days, code in [(0, "d0"), (9, "d9"), (23, "w3")]:
        case = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
        replies.leave(case, "Välkommen.", by=ada, at=now)
        replies.leave(case, "En sak till.", by=ada, at=now + timedelta(days=days))
        held(case, ada, now + timedelta(days=days))
        held(case, ada, now + timedelta(days=days + 7))
        assert codes_of(case, ada, "talk_days") == [code]


def test_a_talk_that_did_not_happen_is_no_first_one(case, ada, now):
    replies.leave(case, "Välkommen.", by=ada, at=now)
    held(case, ada, now + timedelta(days=3), not_held=codes.NotHeld.ABSENT_SILENT)
    held(case, ada, now + timedelta(days=10))
    assert codes_of(case, ada, "talk_days") == ["d10"]


def test_a_first_talk_that_is_recorded_afterwards_says_it_again(case, ada, now):
    replies.leave(case, "Välkommen.", by=ada, at=now)
    held(case, ada, now + timedelta(days=12))
    held(case, ada, now + timedelta(days=13), days=9)
    assert codes_of(case, ada, "talk_days") == ["d12", "d4"]


def test_a_first_talk_from_before_any_answer_takes_back_what_was_said(case, ada, now):
    replies.leave(case, "Välkommen.", by=ada, at=now)
    held(case, ada, now + timedelta(days=12))
    held(case, ada, now + timedelta(days=13), days=20)
    assert codes_of(case, ada, "talk_days") == ["d12", "none"]


def test_who_was_never_answered_in_writing_has_no_such_time(asked, ada, eva, now):
    case = cases.begin(Case.Begin.PHONE, asked(), stand_in=eva, by=ada, at=now)
    held(case, ada, now + timedelta(days=3))
    assert codes_of(case, ada, "talk_days") == []


def test_sixty_days_without_a_word_and_without_a_plan_are_counted_once(case, ada, now):
    early_warnings.look(by=ada, at=now + timedelta(days=59))
    assert codes_of(case, ada, "silent") == []
    for days in (60, 61, 75):
        early_warnings.look(by=ada, at=now + timedelta(days=days))
    assert codes_of(case, ada, "silent") == ["yes"]


def test_a_silence_is_counted_also_while_an_older_warning_waits_for_an_act(case, ada, now):
    tasks.make(case, "Boka tid", due_on=now.date() + timedelta(days=1), who=ada, by=ada, at=now)
    assert early_warnings.look(by=ada, at=now + timedelta(days=20)) == 1
    assert early_warnings.look(by=ada, at=now + timedelta(days=60)) == 0
    assert codes_of(case, ada, "silent") == ["yes"]
    assert codes_of(case, ada, "warned") == ["overdue"]


def test_another_silence_after_a_word_is_counted_anew(case, ada, now):
    early_warnings.look(by=ada, at=now + timedelta(days=60))
    replies.leave(case, "Hur är det?", by=ada, at=now + timedelta(days=62))
    early_warnings.look(by=ada, at=now + timedelta(days=63))
    early_warnings.look(by=ada, at=now + timedelta(days=122))
    assert codes_of(case, ada, "silent") == ["yes", "yes"]


def test_what_is_planned_is_no_silence(case, ada, now):
    tasks.make(case, "Ring i vår", due_on=now.date() + timedelta(days=90), who=ada, by=ada, at=now)
    early_warnings.look(by=ada, at=now + timedelta(days=70))
    assert codes_of(case, ada, "silent") == []


def test_whom_a_colleague_pointed_on_is_counted_with_where_from(pointed, asked, ada, eva, now):
    row = pointed(source="care")
    case = referred.begin_case(row, Case.Begin.VISIT, asked(), keep_number=False, stand_in=eva, by=ada, at=now)
    assert codes_of(case, ada, "referred") == ["care"]


@pytest.mark.parametrize("mode", ["A", "B"])
def test_whether_and_when_the_police_caught_the_person_is_counted_in_every_mode(mode, case_in, ada, now):
    case = case_in(mode)
    guide.answer(case, [guide.Answer(guide.Question.CAUGHT, ("last_year",))], by=ada, at=now)
    assert codes_of(case, ada, "caught") == ["last_year"]


def test_a_task_that_is_planned_is_no_silence_whatever_else_is_learnt(case, ada, now):
    later = now + timedelta(days=60)
    tasks.make(case, "Ring", due_on=later.date() + timedelta(days=3), who=ada, by=ada, at=now)
    early_warnings.look(by=ada, at=later, learnt=learnt.by_key_of(ada, at=later))
    assert codes_of(case, ada, "silent") == []
    assert not EarlyWarning.objects.exists()


def test_a_silence_that_a_plan_broke_off_and_that_went_on_is_one(case, ada, now):
    for days, due in ((60, 0), (61, 3), (75, 0)):
        at = now + timedelta(days=days)
        if due:
            tasks.make(case, "Ring", due_on=at.date() + timedelta(days=due), who=ada, by=ada, at=at)
        early_warnings.look(by=ada, at=at)
    assert codes_of(case, ada, "silent") == ["yes"]
