"""How many of those who were told do we reach? Steps, each a share of the one before. Pure.

What nobody has counted stays unknown: it is never taken for nought, and no share is made of it. The first step is
somebody else's number: it counts meetings, not people, and nobody can say which of those who came stood in it.
So its arrow is a ratio of two counts, and becomes a share only when it is not larger than one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lives import POLICE_ROUTES, Life
from .months import Span
from .proportions import Proportion, proportion

DEFINITION = "steps-here/1"
THIRD = 3


@dataclass(frozen=True)
class Told:
    """How many were told that KAST exists, by whose count, in which months. Unknown is None, never nought."""

    number: int | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step: its key, how many stood on it (None: nobody has counted), and the share of the step before."""

    key: str
    number: int | None
    of_before: Proportion | None


@dataclass(frozen=True)
class Cohort:
    """Everybody who first got in touch in a span, by any way or by the police's: asked, came, came three times."""

    asked: int
    came: int
    came_three: int


def told(counts: Iterable[tuple[str, str, str, int]], *, span: Span) -> Told:
    """Sum up the counts (kind, code, month, count) of `told` in a span; a code that ends in `-less` is taken off."""
    rows = [(code, count) for kind, code, month, count in counts if kind == "told" and month in span]
    number = sum(-count if code.endswith("-less") else count for code, count in rows)
    sources = sorted({code.removesuffix("-less") for code, _ in rows})
    return Told(number, tuple(sources)) if number > 0 else Told(None)


def cohort(lives: Iterable[Life], *, span: Span, police_only: bool) -> Cohort:
    """Those who first got in touch in the span, and how far they have come since."""
    these = [life for life in lives if life.asked_in in span and (not police_only or life.route in POLICE_ROUTES)]
    return Cohort(
        asked=len(these),
        came=sum(bool(life.held) for life in these),
        came_three=sum(len(life.held) >= THIRD for life in these),
    )


def steps(numbers: Sequence[tuple[str, int | None]]) -> list[Step]:
    """Put a share with its interval at each arrow: none from or to what is unknown, of nobody, or above one."""
    made: list[Step] = []
    before: int | None = None
    for key, number in numbers:
        share = None
        if made and before and number is not None and number <= before:
            share = proportion(number, before, definition=f"{DEFINITION}:{key}")
        made.append(Step(key, number, share))
        before = number
    return made
