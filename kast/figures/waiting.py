"""How long people wait for an answer: from letter to reply, in days, then weeks. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from .lives import Life
from .months import Span
from .proportions import TEN

DEFINITION = "letter-to-answer/1"


@dataclass(frozen=True)
class Waiting:
    """Half were answered within `half` days, nine in ten within `most`. None of both under ten answers."""

    answers: int
    half: int | None
    most: int | None
    definition: str = DEFINITION


NONE = Waiting(0, None, None)


def for_an_answer(lives: Iterable[Life], *, span: Span) -> Waiting:
    """Every first answer given in the span. A wait kept in weeks counts to the end of its week."""
    waits = sorted(days_of(code) for life in lives for code, month in life.all("answer_days") if month in span)
    if len(waits) < TEN:
        return Waiting(len(waits), None, None)
    return Waiting(len(waits), waits[-(-len(waits) // 2) - 1], waits[-(-len(waits) * 9 // 10) - 1])


def days_of(code: str) -> int:
    """How many days a code of the ledger stands for, to the end of a week."""
    length = int(code[1:])
    return length if code[0] == "d" else length * 7 + 6
