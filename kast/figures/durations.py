"""How long the steps take: told to called, letter to answer, answer to first talk. Half of them, and nine in ten. Pure.

The ledger keeps days up to fourteen, then weeks; a wait kept in weeks counts to the end of its week. What was never
done (a slip that was forgotten before anybody had called) waits longest of all: left out, it would make the rest look
better. Then half or nine in ten may have no number, and the page says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .lives import Life
from .months import Span
from .proportions import TEN, Basis
from .reach import NEVER_CALLED
from .waiting import ORDER, days_of, half_and_most

TOLD_TO_CALLED = "told-to-called/1"
ANSWER_TO_TALK = "answer-to-first-talk/1"
NO_ANSWER_BEFORE = "none"  # as the ledger keeps it


@dataclass(frozen=True)
class Wait(Basis):
    """Of so many, half within `half` days, nine in ten within `most`; None: under ten, or not that many were done."""

    of: int
    never: int
    half: int | None
    most: int | None
    definition: str
    method: str = field(default=ORDER, kw_only=True)

    @property
    def numerator(self) -> int:
        """So many waits had an end."""
        return self.of - self.never

    @property
    def denominator(self) -> int:
        """All of them."""
        return self.of

    @property
    def enough(self) -> bool:
        """Whether there are enough to say anything."""
        return self.of >= TEN


def told_to_called(counts: Iterable[tuple[str, str, str, int]], *, span: Span) -> Wait:
    """From a slip to its first call. Whoever leaves a slip has just been told."""
    found = [(code, count) for kind, code, month, count in counts if kind == "slip_days" and month in span]
    never = sum(count for code, count in found if code == NEVER_CALLED)
    done = [days_of(code) for code, count in found if code != NEVER_CALLED for _ in range(count)]
    return of(done, never=never, definition=TOLD_TO_CALLED)


def answer_to_talk(lives: Iterable[Life], *, span: Span) -> Wait:
    """From our first answer to the first held talk; of each life the last that was said, in its month.

    Who began by phone, talked before any answer, or came before this was counted is not among them.
    """
    last = [said[-1] for life in lives if (said := life.all("talk_days"))]
    return of(
        [days_of(code) for code, month in last if code != NO_ANSWER_BEFORE and month in span], definition=ANSWER_TO_TALK
    )


def of(days: Iterable[int], *, never: int = 0, definition: str) -> Wait:
    """Half and nine in ten of these waits, `never` of which had no end. Raises ValueError of fewer than none."""
    waits = sorted(days)
    many = len(waits) + never
    if never < 0 or (waits and waits[0] < 0):
        raise ValueError(definition)
    return Wait(many, never, *half_and_most(waits, many), definition)
