"""What is published, as it is kept: only what may be shown. A hidden number is not in it. Pure.

Two releases can be set against each other: if five had gone back in June and six in December, the sixth is one person.
So the outcome, which counts from the beginning, is renewed only when each of its numbers has moved by nought or by five
and more since it was last shown; till then the earlier one stands, with its own date. Once a year has been released
(release/), the outcome is told there, each year of its own, and no half-year renews it any more.
"""

from dataclasses import dataclass, replace
from typing import Any

from .gathering import OUTCOME, PUBLIC, TIERS, Gathered, Shown, Untold, shown
from .months import HalfYear, read_half_year
from .suppression import FEW
from .waiting import NONE, Waiting, tells_most

OUTCOMES = tuple(tier + name for tier in TIERS for name in OUTCOME)


@dataclass(frozen=True)
class Published:
    """One frozen half-year: what it shows, and until when its outcome counts."""

    half_year: HalfYear
    shown: Shown
    outcome_until: HalfYear


def totals(
    half_year: HalfYear, gathered: Gathered, *, before: dict[str, Any] | None, released: bool = False
) -> dict[str, Any]:
    """The totals of a closed half-year as JSON, with the outcome of the one before it where that must stand.

    `released`: a year has been released.
    """
    now = shown(gathered, only=PUBLIC)
    cells, until = dict(now.cells), str(half_year)
    if before is not None and (released or _gives_somebody_away(before["cells"], cells)):
        cells |= {name: before["cells"][name] for name in OUTCOMES if name in before["cells"]}
        until = before["outcome_until"]
    waits = now.waiting
    few = now.told is not None and 0 < now.told < FEW
    return {
        "cells": cells,
        "outcome_until": until,
        "told": None if few else now.told,
        "told_hidden": few,
        "told_by": list(now.told_by),
        "told_unknown": now.told_unknown,
        "waiting": [waits.answers, waits.half, waits.most] if waits.half is not None else None,
    }


def read(half_year: str, kept: dict[str, Any]) -> Published:
    """Totals as they were kept."""
    waiting = Waiting(*kept["waiting"]) if kept["waiting"] else NONE
    if not tells_most(waiting.answers):  # what was frozen before that rule may have it
        waiting = replace(waiting, most=None)
    unknown = kept.get("told_unknown", 0)  # what was frozen before it could be said has none
    untold = Untold.FEW if kept.get("told_hidden") else None
    found = Shown(kept["cells"], kept["told"], tuple(kept["told_by"]), waiting, unknown, untold=untold)
    return Published(read_half_year(half_year), found, read_half_year(kept["outcome_until"]))


def _gives_somebody_away(before: dict[str, int | None], now: dict[str, int | None]) -> bool:
    pairs = [(before.get(name), now.get(name)) for name in OUTCOMES]
    return any(a is not None and b is not None and 0 < abs(b - a) < FEW for a, b in pairs)
