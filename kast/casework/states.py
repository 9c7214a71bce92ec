"""Which state a case may take after which. A table, proved complete by a test and drawn into the docs."""

from collections.abc import Mapping

from .models import Case

_OPEN, _ENDED, _REOPENED = Case.State.OPEN, Case.State.ENDED, Case.State.REOPENED

NEXT: Mapping[Case.State, frozenset[Case.State]] = {
    _OPEN: frozenset({_ENDED}),
    _ENDED: frozenset({_REOPENED, _OPEN}),  # open again only when the ending is undone the same day
    _REOPENED: frozenset({_ENDED}),
}


class CannotMove(Exception):
    """A case in this state does not go there."""


def check(case: Case, to: Case.State) -> None:
    """Raises CannotMove unless the table lets the case go there."""
    if to not in NEXT[Case.State(case.state)]:
        raise CannotMove(f"{case.state} → {to}")


def under_way(case: Case) -> bool:
    """Whether contacts, notes and the topic can be recorded: it is open or reopened."""
    return case.state != _ENDED
