"""Six, twelve and 24 months on, side by side, as cells; and which of them are withheld. Pure: from lives.

The twelve months are the overview's, with its names and its hidden cells: what it shows is known here, what it hides
stays hidden, and nothing here may lead to it. Six and 24 months stand in cells of their own (`m6_due`, `m24_clean`).
From one landmark to the next the same people go on, so that small differences between two columns can tell of a few:
the ways between them are rests that nobody prints, and a few of them must not follow either. Where that cannot be had
by hiding some numbers, a column is left out as a whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import outcome
from .gathering import OUTCOME, SUMS, Shown
from .lives import Life, as_they_stood
from .outcome import TWO_YEARS, WINDOWS, YEAR, Known, Window
from .ranges import HIDDEN
from .return_times import Lost, OverTime, lost_because, share_over_time
from .suppression import FEW, CannotProtect, Seen, Sum, protect, ranges_of

_STATES = {Known.CLEAN: "clean", Known.BACK: "back", Known.DECLINED: "unknown", Known.LOST: "unknown"}
# From one landmark to the next nobody is known again of whom nothing was known, and nobody comes back from a purchase.
_WAYS = (
    ("clean", "clean"),
    ("clean", "back"),
    ("clean", "unknown"),
    ("back", "back"),
    ("unknown", "back"),
    ("unknown", "unknown"),
)
# What is left out, in turn, until nothing follows; at the end all but what the overview shows.
_LEFT_OUT = ((), (TWO_YEARS.months,), (outcome.HALF_A_YEAR.months,), (6, 24), (6, 12, 24))


def cell(window: Window, name: str) -> str:
    """What a cell is called: at twelve months as on the overview, and `started` everywhere."""
    if name == "started" or (window is YEAR and name in OUTCOME):
        return name
    return f"m{window.months}_{name}"


def _rest(window: Window, name: str) -> str:
    return f"_{window.months}_{name}"


def _sums() -> tuple[Sum, ...]:
    rows = [row for row in SUMS if set(row.all) <= {*OUTCOME, "_not_due"}]
    for window in WINDOWS:
        if window is not YEAR:
            rows += [
                Sum("started", (cell(window, "due"), _rest(window, "not_due"))),
                Sum(cell(window, "due"), (cell(window, "known"), cell(window, "unknown"))),
                Sum(
                    cell(window, "known"),
                    (cell(window, "clean"), cell(window, "back")),
                    tells=(cell(window, "clean"),),
                ),
                Sum(cell(window, "unknown"), (cell(window, "declined"), cell(window, "lost"))),
            ]
        rows.append(Sum(cell(window, "lost"), tuple(cell(window, f"lost_{why.value}") for why in Lost)))
    for first, second in pairwise(WINDOWS):
        rows.append(Sum(cell(first, "due"), (cell(second, "due"), _rest(first, "only"))))
        rows.append(
            Sum(_rest(first, "only"), tuple(_rest(first, f"{state}_only") for state in ("clean", "back", "unknown")))
        )
        for state in ("clean", "back", "unknown"):
            on = [_rest(first, f"{here}_{there}") for here, there in _WAYS if here == state]
            rows.append(Sum(cell(first, state), (*on, _rest(first, f"{state}_only"))))
            came = tuple(_rest(first, f"{here}_{there}") for here, there in _WAYS if there == state)
            rows.append(Sum(cell(second, state), came))
    return tuple(rows)


OVER_TIME_SUMS = _sums()
_PRINTED = ("due", "known", "clean", "back", "unknown", "declined", "lost", *(f"lost_{why.value}" for why in Lost))


@dataclass(frozen=True)
class Column:
    """One landmark as it may be shown: its cells by their short names, and the share over time where all is shown."""

    window: Window
    cells: Mapping[str, int | None]
    over_time: OverTime | None = None


def gather(lives: Iterable[Life], *, month: str) -> dict[str, int]:
    """Every cell and rest, as it stood at the end of a month."""
    began = outcome.started(as_they_stood(lives, month))
    cells = {row: 0 for line in OVER_TIME_SUMS for row in line.all}
    cells["started"] = len(began)
    for window in WINDOWS:
        found = outcome.did_not_go_back(began, month=month, window=window)
        unknown = {"unknown": found.declined + found.lost, "declined": found.declined, "lost": found.lost}
        told = {"due": found.due, "known": found.known, "clean": found.clean, "back": found.back, **unknown}
        cells |= {cell(window, name): number for name, number in told.items()}
    cells["_not_due"] = len(began) - cells["due"]
    for life in began:
        how = [(window, outcome.known(life, window, month=month)) for window in WINDOWS]
        for window, known in how:
            if known is Known.LOST:
                cells[cell(window, f"lost_{lost_because(life, window, month=month).value}")] += 1
            if known is Known.NOT_DUE and window is not YEAR:
                cells[_rest(window, "not_due")] += 1
        for (first, here), (_, there) in pairwise(how):
            if there is not Known.NOT_DUE:
                cells[_rest(first, f"{_STATES[here]}_{_STATES[there]}")] += 1
            elif here is not Known.NOT_DUE:
                cells[_rest(first, f"{_STATES[here]}_only")] += 1
                cells[_rest(first, "only")] += 1
    return cells


def columns(lives: Sequence[Life], overview: Shown, *, month: str) -> list[Column]:
    """The three landmarks as they may be shown beside the overview of the same month: what came later is not in it."""
    lives = as_they_stood(lives, month)
    cells = gather(lives, month=month)
    printed = withhold(cells, {name for name in OUTCOME if overview.number(name) is not None})
    found = []
    for window in WINDOWS:
        shown = {name: cells[cell(window, name)] for name in ("started", *_PRINTED) if cell(window, name) in printed}
        whole = {"due", "clean", "back", "unknown"} <= set(shown)
        found.append(
            Column(
                window,
                {name: shown.get(name) for name in ("started", *_PRINTED)},
                share_over_time(lives, window, month=month) if whole else None,
            )
        )
    return found


def withhold(cells: Mapping[str, int], elsewhere: Iterable[str]) -> frozenset[str]:
    """Every cell that may be shown; some columns may be left out as a whole. `elsewhere`: what the overview shows."""
    stands = frozenset(elsewhere)
    for left_out in _LEFT_OUT:
        ours = [
            cell(window, name)
            for window in WINDOWS
            for name in _PRINTED
            if window.months not in left_out and cell(window, name) not in OUTCOME
        ]
        shown = _shown(cells, stands, ours)
        if shown is not None:
            return shown
    return stands


def _shown(cells: Mapping[str, int], stands: frozenset[str], ours: Sequence[str]) -> frozenset[str] | None:
    """What may be shown of `ours` beside what stands; None where too much follows whatever is hidden."""
    guarded = {name: FEW for name in cells if name.endswith("_not_due") or (name in OUTCOME and name not in stands)}
    try:
        hide = protect(cells, _seen(cells, stands | set(ours), guarded), printed=dict.fromkeys(ours, FEW))
    except CannotProtect:
        return None
    shown = stands | (set(ours) - hide)
    ways = {name: FEW for name in cells if name[0] == "_" and name not in guarded and 0 < cells[name] < FEW}
    if any(found.width == 0 for found in ranges_of(_seen(cells, shown, ways)).values()):
        return None
    return shown


def _seen(cells: Mapping[str, int], shown: Iterable[str], guarded: Mapping[str, int]) -> Seen:
    known = set(shown)
    bounds = {name: (value, value) if name in known else HIDDEN for name, value in cells.items()}
    return Seen(bounds, OVER_TIME_SUMS, guarded=guarded)
