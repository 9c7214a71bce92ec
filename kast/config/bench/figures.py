"""`kast bench figures`: the outcome table of a million made-up lives, and its curves by lifelines in the same run."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from kast.figures.bounds import Bounds, bounds, imbens_manski
from kast.figures.survival import Landmark, Replicates, Table, at_landmarks, replicates, tabulate, tabulate_by, together

from .rows import Row, median

LIVES = 1_000_000
ROUTES = 8
LANDMARKS = (6, 12, 24)  # months
HORIZON = 12
REPLICATES = 1_000
SECONDS = 1.0
TIMES_FASTER = 30
DEFINITION = "made-up/1"

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Lives:
    """(lives,) each: months until which somebody was seen, whether they went back then, by which route they came."""

    months: npt.NDArray[np.uint8]
    back: npt.NDArray[np.bool_]
    route: npt.NDArray[np.int8]


@dataclass(frozen=True)
class Line:
    """One line of the outcome table: everybody, or those of one route."""

    curve: tuple[Landmark, ...]
    drawn: Replicates
    bounds: Bounds
    range: tuple[float, float]


def measure(*, quick: bool) -> list[Row]:
    """Every bar of figures. lifelines is there for building only: where it is not, that is said, nothing compared."""
    lives = made_up(LIVES)
    rounds = 5 if quick else 25
    outcome_table(lives)  # once for nothing: what is loaded at first is loaded
    tables = [timed(time.perf_counter, outcome_table, lives)[0] for _ in range(rounds)]
    rows = [
        Row("lives", LIVES),
        Row("cores, of which one is used", len(os.sched_getaffinity(0))),
        Row(
            f"outcome table, all and {ROUTES} routes: curve, {REPLICATES:,} replicates, bounds",
            median(tables),
            "s",
            at_most=SECONDS,
        ),
    ]
    try:
        fitter = import_module("lifelines").KaplanMeierFitter
    except ImportError:
        return [*rows, Row("lifelines is not installed: the curve is compared with nothing", 0)]
    return rows + beside(lives, fitter, rounds=rounds)


def beside(lives: Lives, fitter: Callable[[], Any], *, rounds: int) -> list[Row]:
    """Our curves and those of lifelines, read at the landmarks, in alternating rounds; and how far they lie apart.

    By the processor's own time: what else the machine does meanwhile hits the longer of two more often.
    """
    apart, rows = 0.0, []
    for what, ours, theirs in (
        ("one curve, of all lives", curve, fitted),
        (f"the table's curves, all and {ROUTES} routes", curves, fitted_by),
    ):
        took = []
        for number in range(rounds + 1):
            our_time, found = timed(time.thread_time, ours, lives)
            their_time, printed = timed(time.thread_time, theirs, lives, fitter)
            if number:  # the first round counts for nothing
                took.append((our_time, their_time))
        apart = max(apart, *(abs(one - other) for one, other in zip(found, printed, strict=True)))
        rows += told(what, took)
    return [*rows, Row("shares and ends at the landmarks: furthest apart, in billionths", apart * 1e9, at_most=1)]


def told(what: str, took: list[tuple[float, float]]) -> list[Row]:
    """Both medians, and how many times faster ours is, round by round."""
    return [
        Row(f"{what}: median", median([one for one, _ in took]) * 1000, "ms"),
        Row(f"{what}: lifelines, median", median([other for _, other in took]) * 1000, "ms"),
        Row(
            f"{what}: faster than lifelines",
            median([other / one for one, other in took]),
            "times",
            at_least=TIMES_FASTER,
        ),
    ]


def made_up(lives: int) -> Lives:
    """The same lives each time: over a quarter goes back, one of five is seen for a year, the others up to three."""
    chance = np.random.default_rng(20261126)
    back_at = np.ceil(chance.exponential(60, lives))
    lost_at = np.where(chance.random(lives) < 0.2, 12, chance.integers(1, 48, lives))
    seen_to = np.minimum(lost_at, 36)
    months = np.minimum(back_at, seen_to).astype(np.uint8)
    return Lives(months, back_at <= seen_to, chance.integers(0, ROUTES, lives).astype(np.int8))


def outcome_table(lives: Lives) -> dict[str, Line]:
    """A line for everybody and one for each route: landmarks with the beta product, the bootstrap, the bounds."""
    chance = np.random.default_rng(1)
    routes = {str(route): table for route, table in tabulate_by(lives.route, lives.months, lives.back).items()}
    tables = {"*": together(routes.values()), **routes}
    return {name: line(table, chance, part=name != "*") for name, table in tables.items()}


def line(table: Table, chance: np.random.Generator, *, part: bool) -> Line:
    """One line of it."""
    clean, back = table.free(HORIZON), table.until(HORIZON)
    lost = table.people - clean - back
    known = bounds(clean=clean, back=back, lost=lost, definition=DEFINITION, horizon=HORIZON)
    return Line(
        at_landmarks(table, LANDMARKS, definition=DEFINITION, unit="months", part=part),
        replicates(table, LANDMARKS, chance=chance, definition=DEFINITION, times=REPLICATES, part=part),
        known,
        imbens_manski(known),
    )


def curve(lives: Lives) -> list[float]:
    """Everybody's curve at the landmarks, each share with both ends."""
    return read(tabulate(lives.months, lives.back))


def curves(lives: Lives) -> list[float]:
    """The same of everybody and then of each route: counted once."""
    routes = tabulate_by(lives.route, lives.months, lives.back)
    return [number for table in (together(routes.values()), *routes.values()) for number in read(table)]


def read(table: Table) -> list[float]:
    """A table's curve at the landmarks, with the log-log interval, as lifelines has it; what is withheld is -1."""
    marks = at_landmarks(table, LANDMARKS, definition=DEFINITION, interval="log-log")
    return [-1.0 if number is None else number for mark in marks for number in (mark.share, mark.low, mark.high)]


def fitted(lives: Lives, fitter: Callable[[], Any]) -> list[float]:
    """What lifelines makes of everybody."""
    return read_fitted(fitter().fit(lives.months, lives.back))


def fitted_by(lives: Lives, fitter: Callable[[], Any]) -> list[float]:
    """What it makes of everybody and then of each route."""
    found = fitted(lives, fitter)
    for route in range(ROUTES):
        here = lives.route == route
        found += read_fitted(fitter().fit(lives.months[here], lives.back[here]))
    return found


def read_fitted(curve: Any) -> list[float]:
    """A curve of lifelines at the landmarks."""
    ends = curve.confidence_interval_
    return [float(number) for mark in LANDMARKS for number in (curve.predict(mark), *ends.loc[mark])]


def timed(clock: Callable[[], float], what: Callable[..., T], *given: Any) -> tuple[float, T]:
    """How many seconds of a clock it took, and what came of it."""
    began = clock()
    found = what(*given)
    return clock() - began, found
