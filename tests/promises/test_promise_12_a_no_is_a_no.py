from datetime import date, timedelta

import pytest

from kast.casework import codes, endings
from kast.followup import access, answers, asking, attempts
from kast.followup.models import Attempt, Followup
from tests.followup.conftest import ended, moment, planned, visit_of

__all__ = ["ended", "planned", "visit_of"]

ASKED = date(2026, 1, 5)


def asked_on_any_day(case, visit, member) -> list[date]:
    """On which days of the next six years somebody would be asked: in the mailbox, or by a call on Today."""
    found = []
    for third_week in range(6 * 17):
        day = ASKED + timedelta(days=1 + 21 * third_week)
        asking.plan(moment(day, 2))
        waits = access.waiting_for(visit.mailbox, today=day) is not None
        if waits or access.due_for(member, today=day):
            found.append(day)
    return found


def end_again(case, ada) -> None:
    """The person comes back, and the ending form says yes to everything."""
    endings.reopen(case, by=ada, at=moment(date(2026, 2, 1)))
    again = endings.Agreement(agreed=True, means=codes.FollowupMeans.MAILBOX, months=(6, 12, 24))
    endings.end(case, codes.Ending.AGREED, again, by=ada, at=moment(date(2026, 3, 1)))


def test_a_no_is_a_no(planned, visit_of, ada):
    """If you say no to follow-up, we do not ask again."""
    made = planned("mailbox", until=ASKED)
    visit = visit_of(made.case)
    # Before, there is somebody who would be asked.
    assert access.waiting_for(visit.mailbox, today=ASKED) is not None
    answers.decline(made.rows[6], visit=visit, at=moment(ASKED))
    end_again(made.case, ada)
    assert asked_on_any_day(made.case, visit, ada) == []
    assert Followup.objects.filter(case=made.case).count() == 6


def test_a_no_to_the_call_is_a_no(planned, visit_of, ada):
    made = planned("call", until=ASKED)
    assert access.due_for(ada, today=ASKED)
    attempts.record(made.rows[6], Attempt.Result.DO_NOT_CALL, by=ada, at=moment(ASKED))
    end_again(made.case, ada)
    assert asked_on_any_day(made.case, visit_of(made.case), ada) == []


@pytest.mark.parametrize("agreed", [False, None])
def test_who_never_said_yes_is_not_asked(planned, visit_of, ada, agreed):
    made = planned(agreed=agreed)
    assert asked_on_any_day(made.case, visit_of(made.case), ada) == []
