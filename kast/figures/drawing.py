"""Small figures as SVG parts: one dot a person, and bars on an axis from nought to a hundred. Pure.

Lengths are ready-made strings: a template must never write a decimal comma into a drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

COLUMNS, PITCH = 16, 20
MOST_DOTS = 480


@dataclass(frozen=True)
class Path:
    """A run of dots of one kind, as one dashed path: a row is a single stroke."""

    kind: str
    d: str


@dataclass(frozen=True)
class Dots:
    """One dot a person, row by row."""

    width: int
    height: int
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Part:
    """A piece of a bar: where it begins and how long it is, in per cent."""

    kind: str
    x: str
    width: str


def dots(runs: Sequence[tuple[str, int]]) -> Dots | None:
    """Draw the runs (kind, number) after one another; None when there are none, or too many to see."""
    total = sum(number for _, number in runs)
    if not 0 < total <= MOST_DOTS:
        return None
    paths, place = [], 0
    for kind, number in runs:
        strokes, left = [], number
        while left:
            row, column = divmod(place, COLUMNS)
            take = min(left, COLUMNS - column)
            strokes.append(f"M{column * PITCH + PITCH // 2} {row * PITCH + PITCH // 2}h{(take - 1) * PITCH + 1}")
            place, left = place + take, left - take
        if strokes:
            paths.append(Path(kind, "".join(strokes)))
            if kind == "unknown":
                paths.append(Path("hole", "".join(strokes)))
    return Dots(COLUMNS * PITCH, -(-total // COLUMNS) * PITCH, tuple(paths))


def part(kind: str, start: float, end: float) -> Part:
    """A piece from `start` to `end` per cent, held within the axis."""
    start, end = max(0.0, min(100.0, start)), max(0.0, min(100.0, end))
    return Part(kind, f"{start:.1f}%", f"{max(0.0, end - start):.1f}%")


def mark(kind: str, at: float, *, wide: float = 0.8) -> Part:
    """A thin mark at a point."""
    return part(kind, at - wide / 2, at + wide / 2)
