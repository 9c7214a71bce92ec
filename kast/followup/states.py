"""Which state a follow-up may take after which. A table, proved complete by a test and drawn into the docs."""

from collections.abc import Mapping

from .models import Followup

State = Followup.State

NEXT: Mapping[State, frozenset[State]] = {
    State.DUE: frozenset(
        {State.ASKED, State.ANSWERED, State.DECLINED, State.NOT_REACHED, State.NOT_AGREED, State.LAPSED}
    ),
    State.ASKED: frozenset({State.ANSWERED, State.DECLINED, State.NOT_REACHED, State.NOT_AGREED, State.LAPSED}),
    # Nobody answered the call; the person may still, until the window closes. Then it stays not reached.
    State.NOT_REACHED: frozenset({State.ASKED, State.ANSWERED, State.DECLINED, State.NOT_AGREED}),
    State.ANSWERED: frozenset(),
    State.DECLINED: frozenset(),
    State.NOT_AGREED: frozenset(),
    State.LAPSED: frozenset(),
}

# What can still be answered, while its window is open.
OPEN = frozenset(state for state, after in NEXT.items() if State.ANSWERED in after)
# Of these, where somebody still calls: whom the stop rule made *not reached*, nobody calls again.
TO_CALL = OPEN - {State.NOT_REACHED}


class CannotMove(Exception):
    """A follow-up in this state does not go there."""


def move(row: Followup, to: State) -> None:
    """Take the state; whoever calls saves the row. Raises CannotMove."""
    if to not in NEXT[State(row.state)]:
        raise CannotMove(f"{row.state} → {to}")
    row.state = to
