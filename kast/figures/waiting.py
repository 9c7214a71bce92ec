"""How long people wait for an answer: from letter to reply, in days, then weeks. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .lives import Life
from .months import Span
from .proportions import TEN, Basis
from .suppression import FEW

DEFINITION = "letter-to-answer/1"
ORDER = "order statistics, weeks to their end"


@dataclass(frozen=True)
class Waiting(Basis):
    """Half were answered within `half` days, nine in ten within `most`; see `half_and_most`."""

    answers: int
    half: int | None
    most: int | None
    definition: str = DEFINITION
    method: str = field(default=ORDER, kw_only=True)

    @property
    def numerator(self) -> int:
        """So many were answered; a letter without an answer is not counted here, so it is the same as all of them."""
        return self.answers

    @property
    def denominator(self) -> int:
        """All of them."""
        return self.answers


NONE = Waiting(0, None, None)


def for_an_answer(lives: Iterable[Life], *, span: Span) -> Waiting:
    """Every first answer given in the span. A wait kept in weeks counts to the end of its week."""
    waits = sorted(days_of(code) for life in lives for code, month in life.all("answer_days") if month in span)
    return Waiting(len(waits), *half_and_most(waits, len(waits)))


def half_and_most(waits: Sequence[int], many: int) -> tuple[int | None, int | None]:
    """Within how many days half and nine in ten of `many` waits were done; `waits` are those that were, in order.

    None of both under ten, and where not that many were done. No nine in ten under fifty: the tenth that waited longer
    would be fewer than five.
    """
    if many < TEN:
        return None, None
    half, most = (waits[place - 1] if place <= len(waits) else None for place in (-(-many // 2), -(-many * 9 // 10)))
    return half, most if tells_most(many) else None


def tells_most(many: int) -> bool:
    """Whether nine in ten of so many may be told of."""
    return many >= FEW * TEN


def days_of(code: str) -> int:
    """How many days a code of the ledger stands for, to the end of a week."""
    length = int(code[1:])
    return length if code[0] == "d" else length * 7 + 6
