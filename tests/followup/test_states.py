import pytest

from kast.followup import states
from kast.followup.attempts import LEADS_TO
from kast.followup.models import Attempt
from kast.followup.states import NEXT, CannotMove, State


def test_every_state_stands_in_the_table_and_can_be_reached():
    assert set(NEXT) == set(State)
    reached = {to for after in NEXT.values() for to in after} | {State.DUE}
    assert reached == set(State)


def test_from_every_state_one_comes_to_an_end():
    ends = {state for state, after in NEXT.items() if not after}
    for state in State:
        seen, front = set(), {state}
        while front - seen:
            seen |= front
            front = {to for each in front for to in NEXT[each]}
        assert seen & ends


def test_what_is_answered_or_declined_stays_so():
    for state in (State.ANSWERED, State.DECLINED, State.NOT_AGREED, State.LAPSED):
        assert NEXT[state] == frozenset()
        assert state not in states.OPEN


def test_every_attempt_leads_somewhere():
    assert set(LEADS_TO) == set(Attempt.Result)


def test_a_move_outside_the_table_is_refused(planned):
    row = planned(agreed=False).rows[12]
    with pytest.raises(CannotMove):
        states.move(row, State.ASKED)
