"""Which state a case, or a request about one, may take after which. Tables, proved complete by a test."""

from collections.abc import Mapping

from .models import Case, Disclosure

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
