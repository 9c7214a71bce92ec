"""Which state a case, a request about one or a hand-over may take after which. Tables, proved complete by a test."""

from collections.abc import Mapping

from .models import Arrival, Case, Disclosure, HandOver

_OPEN, _ENDED, _REOPENED = Case.State.OPEN, Case.State.ENDED, Case.State.REOPENED

NEXT: Mapping[Case.State, frozenset[Case.State]] = {
    _OPEN: frozenset({_ENDED}),
    _ENDED: frozenset({_REOPENED, _OPEN}),  # open again only when the ending is undone the same day
    _REOPENED: frozenset({_ENDED}),
}

# What this unit hands over; the sister unit's answer is the last word.
HANDED: Mapping[HandOver.State, frozenset[HandOver.State]] = {
    HandOver.State.PREPARED: frozenset({HandOver.State.SENT}),
    HandOver.State.SENT: frozenset({HandOver.State.ACCEPTED, HandOver.State.DECLINED}),
    HandOver.State.ACCEPTED: frozenset(),
    HandOver.State.DECLINED: frozenset(),
}

# What came from a sister unit.
RECEIVED: Mapping[Arrival.State, frozenset[Arrival.State]] = {
    Arrival.State.WAITING: frozenset({Arrival.State.ACCEPTED, Arrival.State.DECLINED}),
    Arrival.State.ACCEPTED: frozenset(),
    Arrival.State.DECLINED: frozenset(),
}


class CannotMove(Exception):
    """A case or hand-over in this state does not go there."""


def check(case: Case, to: Case.State) -> None:
    """Raises CannotMove unless the table lets the case go there."""
    if to not in NEXT[Case.State(case.state)]:
        raise CannotMove(f"{case.state} → {to}")


def move_hand_over(row: HandOver, to: HandOver.State) -> None:
    """Raises CannotMove unless the table lets it go there; else it is there, and its caller saves it."""
    if to not in HANDED[HandOver.State(row.state)]:
        raise CannotMove(f"{row.state} → {to}")
    row.state = to


def move_arrival(row: Arrival, to: Arrival.State) -> None:
    """The same, for what came."""
    if to not in RECEIVED[Arrival.State(row.state)]:
        raise CannotMove(f"{row.state} → {to}")
    row.state = to


def under_way(case: Case) -> bool:
    """Whether contacts, notes and the topic can be recorded: it is open or reopened."""
    return case.state != _ENDED


_ASKED, _REFUSED, _GIVEN, _APPEALED = (
    Disclosure.State.ASKED,
    Disclosure.State.REFUSED,
    Disclosure.State.GIVEN,
    Disclosure.State.APPEALED,
)

DISCLOSURES: Mapping[Disclosure.State, frozenset[Disclosure.State]] = {
    _ASKED: frozenset({_REFUSED, _GIVEN}),
    _REFUSED: frozenset({_APPEALED}),
    _APPEALED: frozenset({_REFUSED, _GIVEN}),  # the refusal stands, or what was asked for is given after all
    _GIVEN: frozenset(),  # what has been told cannot be untold
}
# While one of these stands, somebody waits for an answer.
UNSETTLED = frozenset({_ASKED, _APPEALED})


def check_disclosure(disclosure: Disclosure, to: Disclosure.State) -> None:
    """Raises CannotMove unless the table lets the request go there."""
    if to not in DISCLOSURES[Disclosure.State(disclosure.state)]:
        raise CannotMove(f"{disclosure.state} → {to}")
