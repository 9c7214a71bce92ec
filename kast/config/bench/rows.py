"""What was measured, beside its bar: printed as a table, or as JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """One measurement. Without a bar it is told and judged by nobody."""

    what: str
    measured: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the bar is kept."""
        if math.isnan(self.measured):
            return False
        if self.at_least is not None and self.measured < self.at_least:
            return False
        return self.at_most is None or self.measured <= self.at_most

    @property
    def bar(self) -> str:
        """The bar in words; a dash where there is none."""
        if self.at_least is not None:
            return f"≥ {_number(self.at_least)}"
        return f"≤ {_number(self.at_most)}" if self.at_most is not None else "–"


def table(title: str, rows: Sequence[Row]) -> str:
    """The rows under each other: what, measured, bar, whether it holds."""
    cells = [("", "measured", "bar", "")]
    for row in rows:
        judged = "" if row.bar == "–" else ("holds" if row.holds else "MISSED")
        note = f"{judged}  {row.note}".strip()
        cells.append((row.what, f"{_number(row.measured)} {row.unit}".strip(), row.bar, note))
    wide = [max(len(cell[column]) for cell in cells) for column in range(3)]
    lines = [
        f"  {what:<{wide[0]}}  {measured:>{wide[1]}}  {bar:>{wide[2]}}  {note}".rstrip()
        for what, measured, bar, note in cells
    ]
    return "\n".join([title, *lines])


def as_json(title: str, rows: Sequence[Row]) -> str:
    """The same for a machine."""
    told = [{**asdict(row), "measured": _finite(row.measured), "holds": row.holds} for row in rows]
    return json.dumps({"bench": title, "rows": told, "holds": all(row.holds for row in rows)}, ensure_ascii=False)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of all lie; not a number when there are none."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float]) -> float:
    """The middle one; not a number when there are none."""
    return percentile(values, 0.5)


def _number(value: float) -> str:
    if math.isnan(value):
        return "nothing"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


def _finite(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)
