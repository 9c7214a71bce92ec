"""The figures of a release: shares and worst and best cases, made of shown numbers only. Pure.

Each says of how many, over what time, by which definition and method. One that needs a hidden number, or a rounded one,
or is of fewer than ten, is not there. So whoever turns a percentage back finds two numbers that are printed beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kast.figures import coverage, outcome, reach
from kast.figures.bounds import bounds
from kast.figures.proportions import TEN, proportion

from .content import ShownTable
from .tables import ALL, BY_KEY, LEAVING, WAYS, WINDOWS, At

_DIGITS = 6


@dataclass(frozen=True)
class Share:
    """One share: which places of a table make up the numerator (their sum), and which place is the whole."""

    key: str
    table: str
    parts: tuple[At, ...]
    whole: At
    definition: str
    horizon: int | None = None


def shares() -> Iterator[Share]:
    """Every share that a release can have."""
    for way in (ALL, *WAYS):
        end = "" if way == ALL else f"_{way}"
        yield Share(f"came{end}", "path", ((way, "came"),), (way, ALL), f"{reach.DEFINITION}:came")
        yield Share(f"three{end}", "path", ((way, "three_or_more"),), (way, "came"), f"{reach.DEFINITION}:three")
        for table, (_, side) in LEAVING.items():
            yield Share(f"{table}{end}", table, ((way, side.codes[0]),), (way, ALL), BY_KEY[table].definition)
    yield Share("discussed", "topic", (("discussed",),), (ALL,), coverage.DEFINITION)
    within = (("d0_1",), ("d2_3",))
    yield Share("answered_within_three_days", "waiting", within, (ALL,), BY_KEY["waiting"].definition)
    for tier in ("recent", "earlier"):
        yield Share(
            f"outcome_{tier}_known", "outcome", ((tier, "clean"),), (tier, "known"), outcome.DEFINITION, outcome.HORIZON
        )
    for window in WINDOWS:
        definition = BY_KEY["followup"].definition
        yield Share(f"followed_{window}", "followup", ((window, "answered"),), (window, ALL), definition, int(window))
    for reason in BY_KEY["reasons"].dimensions[0].codes:
        yield Share(f"reason_{reason}", "reasons", ((reason,),), (ALL,), BY_KEY["reasons"].definition)


def figures(tables: Mapping[str, ShownTable]) -> dict[str, dict[str, Any]]:
    """Every figure that the shown numbers allow, by key."""
    made: dict[str, dict[str, Any]] = {}
    for share in shares():
        part, whole = _sum(tables.get(share.table), share.parts), _sum(tables.get(share.table), (share.whole,))
        if part is None or whole is None or whole < TEN:
            continue
        found = proportion(part, whole, definition=share.definition, horizon=share.horizon)
        made[share.key] = {
            "kind": "share",
            "numerator": part,
            "denominator": whole,
            "low": round(found.low, _DIGITS),
            "high": round(found.high, _DIGITS),
            "level": found.level,
            "method": found.method,
            "definition": found.definition,
            "horizon": found.horizon,
        }
    for tier in ("recent", "earlier"):
        made |= _worst_and_best(tier, tables.get("outcome"))
    return made


def _worst_and_best(tier: str, table: ShownTable | None) -> dict[str, dict[str, Any]]:
    clean, back, lost = (_sum(table, ((tier, label),)) for label in ("clean", "back", "unknown"))
    if clean is None or back is None or lost is None or clean + back + lost < TEN:
        return {}
    found = bounds(clean=clean, back=back, lost=lost, definition=outcome.DEFINITION, horizon=outcome.HORIZON)
    figure = {
        "kind": "bounds",
        "numerator": clean,
        "denominator": clean + back + lost,
        "lost": lost,
        "low": round(found.low, _DIGITS),
        "high": round(found.high, _DIGITS),
        "method": "worst and best case",
        "definition": outcome.DEFINITION,
        "horizon": outcome.HORIZON,
    }
    return {f"outcome_{tier}": figure}


def _sum(table: ShownTable | None, places: tuple[At, ...]) -> int | None:
    if table is None or table.rounded:
        return None
    values = [table.by_place.get(at) for at in places]
    return None if None in values else sum(value for value in values if value is not None)
