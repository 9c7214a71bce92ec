"""All that is counted for a page, as cells, and the cells that are withheld. Pure: from lives and counts.

A cell is a name and a number. `SUMS` says which cells add up to which, rests that are never printed included, so that
suppression.py can prove that nothing hidden follows from what is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from . import coverage, outcome, reach
from .lives import Life, as_they_stood
from .months import Span
from .suppression import Sum, hidden
from .waiting import NONE, Waiting, for_an_answer

ROUTES = ("own", "card", "slip", "police", "social_services", "care", "someone_close", "other", "not_said")
ENDINGS = ("agreed", "stopped", "moved_on", "by_us", "deleted", "died")
COUNTS = {"call": "calls", "letter_not_ours": "not_ours", "letter_threat": "threats"}

_OUTCOME_SUMS = (
    ("started", ("due", "_not_due")),
    ("due", ("known", "unknown")),
    ("known", ("clean", "back")),
    ("unknown", ("declined", "lost")),
)
# A nought that would tell something of everybody else: that all of them went back.
_TELLS = "clean"
TIERS = ("", "earlier_")


def _of(tier: str, name: str) -> str:
    return f"_{tier}{name[1:]}" if name[0] == "_" else tier + name


SUMS: tuple[Sum, ...] = (
    Sum("wrote", ("wrote_came", "_wrote_only")),
    Sum("wrote_came", ("wrote_three", "_wrote_fewer")),
    Sum("wrote", tuple(f"route_{route}" for route in ROUTES)),
    Sum("police", ("route_police", "route_card", "route_slip")),
    Sum("police", ("police_came", "_police_only")),
    Sum("police_came", ("police_three", "_police_fewer")),
    Sum("wrote", ("police", "_wrote_otherwise")),
    Sum("wrote_came", ("police_came", "_otherwise_came")),
    Sum("wrote_three", ("police_three", "_otherwise_three")),
    Sum("came", ("wrote_came", "_came_again")),
    Sum("came", ("discussed", "put_off", "not_yet")),
    Sum("ended", tuple(f"ended_{kind}" for kind in ENDINGS)),
    *(
        Sum(
            _of(tier, whole),
            tuple(_of(tier, part) for part in parts),
            tells=tuple(_of(tier, part) for part in parts if part == _TELLS),
        )
        for tier in TIERS
        for whole, parts in _OUTCOME_SUMS
    ),
)
# Where they are not printed they may follow: with how many the topic was put off tells of the unit's work.
FREE = ("put_off", "not_yet")
OUTCOME = tuple(dict.fromkeys(name for whole, parts in _OUTCOME_SUMS for name in (whole, *parts) if name[0] != "_"))
# What the public page shows: totals only.
PUBLIC = ("wrote", "came", "discussed", "police", "police_came", "police_three", *OUTCOME)


@dataclass(frozen=True)
class Gathered:
    """The cells as they are, before anything is withheld."""

    cells: Mapping[str, int]
    told: reach.Told
    waiting: Waiting
    ways_in: "WaysIn"


@dataclass(frozen=True)
class WaysIn:
    """What the unit alone sees of its ways in: cards printed, slips, and what others have counted, line by line."""

    cards: int
    slips: int
    called: reach.Called
    told: tuple[reach.ToldRow, ...]


class Untold(StrEnum):
    """Why it is not said how many were told, though it was counted."""

    FEW = "few"
    LEFT_OUT = "left_out"  # of a release


@dataclass(frozen=True)
class Shown:
    """What may be shown: a number, None for a hidden one; `told` is None where nobody counted, or as `untold` says."""

    cells: Mapping[str, int | None]
    told: int | None = None
    told_by: tuple[str, ...] = ()
    waiting: Waiting = NONE
    told_unknown: int = 0  # in how many months it was said not to be known
    ways_in: WaysIn | None = None
    untold: Untold | None = None

    def number(self, name: str) -> int | None:
        """A cell; hidden and never counted are both None."""
        return self.cells.get(name)

    @property
    def any_hidden(self) -> bool:
        """Whether a note about hidden numbers is due."""
        return None in self.cells.values()


def gather(
    lives: Iterable[Life], counts: Iterable[tuple[str, str, str, int]], *, span: Span, month: str | None = None
) -> Gathered:
    """Count everything in a span, as it stood at the end of `month` (else of the span)."""
    month = month or span.last
    lives, counts = as_they_stood(lives, month), list(counts)
    cells: dict[str, int] = {}
    for prefix, police_only in (("wrote", False), ("police", True)):
        group = reach.cohort(lives, span=span, police_only=police_only)
        cells |= {prefix: group.asked, f"{prefix}_came": group.came, f"{prefix}_three": group.came_three}
    asked = [life.route or "not_said" for life in lives if life.asked_in in span and not life.from_sister]
    cells |= {f"route_{route}": asked.count(route) for route in ROUTES}
    topic = coverage.topic(lives, span=span)
    cells |= {"came": topic.came, "discussed": topic.discussed, "put_off": topic.put_off, "not_yet": topic.not_yet}
    endings = [life.ending for life in lives if life.ended_in in span]
    cells |= {"ended": len(endings)} | {f"ended_{kind}": endings.count(kind) for kind in ENDINGS}
    cells["cards"] = sum(bool(life.all("card")) for life in lives if life.asked_in in span)
    for kind, name in COUNTS.items():
        cells[name] = _sum(kind, counts, span)
    for tier, baseline in zip(TIERS, (outcome.RECENT, outcome.EARLIER), strict=True):
        cells |= {tier + name: number for name, number in _outcome(lives, month, baseline).items()}
    ways_in = WaysIn(
        cards=_sum("cards_printed", counts, span),
        slips=_sum("slip_left", counts, span),
        called=reach.called(counts, span=span),
        told=tuple(reach.told_rows(counts, span=span)),
    )
    return Gathered(_with_rests(cells), reach.told(counts, span=span), for_an_answer(lives, span=span), ways_in)


def shown(gathered: Gathered, *, only: Sequence[str] = ()) -> Shown:
    """Withhold what must be withheld. With `only`, no other cell is printed, and the rest is proved against those."""
    cells = gathered.cells
    unprinted = {name for name in cells if name[0] == "_" or (only and name not in only)}
    sums = [row for row in SUMS if cells[row.whole] == sum(cells[part] for part in row.parts)]
    hide = hidden(cells, sums, unprinted=unprinted, free=FREE)
    printed = {name: None if name in hide else number for name, number in cells.items() if name not in unprinted}
    told, ours = gathered.told, None if only else gathered.ways_in
    return Shown(printed, told.number, told.sources, gathered.waiting, told.unknown_months, ours)


def _sum(kind: str, counts: Iterable[tuple[str, str, str, int]], span: Span) -> int:
    return sum(number for what, _, month, number in counts if what == kind and month in span)


def _outcome(lives: list[Life], month: str, baseline: frozenset[str]) -> dict[str, int]:
    found = outcome.did_not_go_back(lives, month=month, baseline=baseline)
    return {
        "started": found.started,
        "due": found.due,
        "known": found.known,
        "clean": found.clean,
        "back": found.back,
        "unknown": found.declined + found.lost,
        "declined": found.declined,
        "lost": found.lost,
    }


def _with_rests(cells: dict[str, int]) -> dict[str, int]:
    """Add the rests, so that every sum adds up."""
    for row in SUMS:
        for part in row.parts:
            if part[0] == "_":
                others = sum(cells[other] for other in row.parts if other != part)
                cells[part] = max(0, cells[row.whole] - others)
    return cells
