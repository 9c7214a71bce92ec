"""When somebody is asked how it went: so many months after the ending, within a span around that day. Pure.

A span is half-open and in whole months, [opens, closes) after the ending. Only half a year, a year and two years can be
asked about, since those are what the ledger counts; which of them, and how early and how late, is the unit's own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

COUNTED = (6, 12, 24)
LATEST = 36


class NotASpan(ValueError):
    """A line that is not three numbers: months, opens, closes."""


class NotCounted(ValueError):
    """So many months after an ending nothing is counted."""


class Unordered(ValueError):
    """A span opens after its day, is shut on it, is empty, or lies outside [1, LATEST]."""


class Overlapping(ValueError):
    """An answer on one day would belong to two spans."""


class NoSpans(ValueError):
    """Nobody would ever be asked."""


@dataclass(frozen=True, order=True)
class Span:
    """One asks `months` after the ending; an answer belongs here from `opens` up to, not with, `closes`."""

    months: int
    opens: int
    closes: int


STANDARD = (Span(6, 5, 8), Span(12, 10, 15), Span(24, 21, 27))


def checked(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order. Raises NotCounted, Unordered, Overlapping, NoSpans."""
    found = tuple(sorted(spans))
    if not found:
        raise NoSpans
    for span in found:
        if span.months not in COUNTED:
            raise NotCounted(span.months)
        if not 1 <= span.opens <= span.months < span.closes <= LATEST:
            raise Unordered(span)
    for earlier, later in pairwise(found):
        if earlier.closes > later.opens:
            raise Overlapping(earlier, later)
    return found


def read(lines: str) -> tuple[Span, ...]:
    """Spans from lines such as `6: 5–8`. Raises NotASpan, and what `checked` raises."""
    found = []
    for line in filter(str.strip, lines.splitlines()):
        numbers = re.findall(r"\d{1,3}", line)
        if len(numbers) != 3:
            raise NotASpan(line)
        found.append(Span(*map(int, numbers)))
    return checked(found)


def written(spans: Iterable[Span]) -> str:
    """The lines that `read` reads."""
    return "\n".join(f"{span.months}: {span.opens}–{span.closes}" for span in spans)


def kept(spans: Iterable[Span]) -> list[list[int]]:
    """As they stand in a settings row or on a case."""
    return [[span.months, span.opens, span.closes] for span in spans]


def of(kept_spans: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """From what is kept."""
    return tuple(Span(*span) for span in kept_spans)
