"""What is refused before anything is reckoned, each with a name of its own; all are ValueErrors. Pure."""

from math import isfinite


class NotTimes(ValueError):
    """The times cannot be reckoned with; the kinds below say why."""


class NoTimes(NotTimes):
    """Nobody: there is no curve of an empty group."""


class NegativeTime(NotTimes):
    """Something happened before the clock started."""


class InfiniteTime(NotTimes):
    """A time without end, or not a number, where a moment was needed."""


class Unordered(NotTimes):
    """What must come in order does not: an end before its beginning, landmarks that go back."""


class Contradictory(NotTimes):
    """What was given does not fit together: unequal lengths, an event that is neither yes nor no, one group only."""


class NotReached(ValueError):
    """Asked for something that nobody, or too few, are seen at: nothing is known there, and nothing is said."""


def check_time(time: float) -> None:
    """Raises InfiniteTime or NegativeTime where this is no moment on the clock."""
    if not isfinite(time):
        raise InfiniteTime("a time is infinite or not a number")
    if time < 0:
        raise NegativeTime("a time is before the clock started")


def check_level(level: float) -> None:
    """Raises Contradictory for a level that is not strictly between nought and one."""
    if not 0 < level < 1:
        raise Contradictory("a level lies between nought and one")
