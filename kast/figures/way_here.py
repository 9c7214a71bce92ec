"""Everything that the page *the way here and onwards* counts, with what must be hidden left out. Pure.

Three tables: the steps by way in, who left under the three definitions, and how often the early warnings were right.
Where they tie with each other or with the overview, they are proved together (`tied`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import caught_codes, durations, gathering, leaving, multiplier, reach, signals, tied, ways
from .durations import Wait
from .lives import Life
from .months import Span, name, number
from .suppression import FEW, Sum
from .tied import Cells, Table
from .waiting import Waiting, for_an_answer

YEARS = 3
Counts = Sequence[tuple[str, str, str, int]]

_COUNTED: tuple[Sum, ...] = (
    Sum("slips_settled", ("slips_called", "_slips_forgotten")),
    Sum("slips_called", ("slips_reached", "_slips_not_reached")),
    Sum("all_asked", ("redeemed", "_all_asked_without_code")),
)


@dataclass(frozen=True)
class ToldBy:
    """What the police have said of how many were told; None: never said. Not known in some months, if `in_part`."""

    told: int | None
    agreed: int | None
    in_part: bool


@dataclass(frozen=True)
class Found:
    """The cells as they may be shown (None: hidden), others' counts as they were given, the waits, the caught."""

    span: Span
    cells: Cells
    cards: int
    referrals: int | None
    told: ToldBy
    left: Cells
    left_span: Span
    signals: Cells
    signals_span: Span
    to_call: Wait
    to_answer: Waiting
    to_talk: Wait
    caught: tuple[multiplier.Reached, ...]
    caught_hidden: frozenset[int]  # the years whose share would show fewer than five


def find(lives: Iterable[Life], counts: Counts, *, month: str) -> Found:
    """Count three years to a month, as they stood in it."""
    lives = list(lives)
    span, year = (Span(name(number(month) - months + 1), month) for months in (12 * YEARS, 12))
    counted = ways.cells(lives, span=span, month=month) | _counted(lives, counts, span)
    left_span, signals_span = (leaving.span_before(month, years=years) for years in (YEARS, 1))
    referrals = _sum(counts, "referral", span)
    said = {row.year: multiplier.said(lives, year=row.year) for row in caught_codes.rows(counts)}
    tables = {
        "way": Table(ways.with_rests(counted, _COUNTED), (*ways.SUMS, *_COUNTED), ways.FREE),
        "left": Table(leaving.cells(lives, span=left_span, month=month), leaving.SUMS),
        "signals": Table(signals.cells(lives, span=signals_span, month=month), signals.SUMS),
    }
    if tied.with_year(lives, year=year):
        overview = gathering.gather(lives, counts, span=year)
        tables["year"] = tied.overview(gathering.shown(overview).cells, overview.cells)
    shown = tied.protected(tables, tied.ties(lives, year=year, span=span))
    return Found(
        span=span,
        cells=shown["way"],
        cards=_sum(counts, "cards_printed", span),
        referrals=None if 0 < referrals < FEW else referrals,
        told=_told(counts, span, "police"),
        left=shown["left"],
        left_span=left_span,
        signals=shown["signals"],
        signals_span=signals_span,
        to_call=durations.told_to_called(counts, span=span),
        to_answer=for_an_answer(lives, span=span),
        to_talk=durations.answer_to_talk(lives, span=span),
        caught=tuple(multiplier.reached(row, said[row.year]) for row in caught_codes.rows(counts)),
        caught_hidden=frozenset(year for year, ours in said.items() if _tells(ours)),
    )


def _counted(lives: Iterable[Life], counts: Counts, span: Span) -> dict[str, int]:
    """What has a count and no step of a life: slips that were done with, and codes of cards that were written down."""
    settled = dict.fromkeys(("done", reach.NEVER_CALLED), 0)
    for kind, code, month, count in counts:
        if kind == "slip_days" and month in span:
            settled[code if code == reach.NEVER_CALLED else "done"] += count
    mine = [life for life in lives if life.asked_in in span and ways.way(life) in ways.PERSONS]
    return {
        "slips_settled": sum(settled.values()),
        "slips_called": settled["done"],
        "slips_reached": _sum(counts, "slip_call", span, code="reached"),
        "redeemed": sum(bool(life.until(span.last).all("card")) for life in mine),
    }


def _told(counts: Counts, span: Span, source: str) -> ToldBy:
    rows = [row for row in reach.told_rows(counts, span=span) if row.source == source]
    told, agreed = (sum(part or 0 for part in parts) or None for parts in zip(*_pairs(rows), strict=True))
    return ToldBy(told, agreed, any(row.unknown for row in rows))


def _pairs(rows: Iterable[reach.ToldRow]) -> list[tuple[int | None, int | None]]:
    return [(None, None), *((row.told, row.agreed) for row in rows)]


def _sum(counts: Counts, wanted: str, span: Span, *, code: str = "") -> int:
    return sum(
        count for kind, said, month, count in counts if kind == wanted and month in span and (not code or said == code)
    )


def _tells(ours: multiplier.Said) -> bool:
    """Whether one to four people stand in a number of these, or in what is left when it is taken off."""
    return any(0 < part < FEW for part in (ours.caught, ours.asked - ours.caught, ours.unsaid))
