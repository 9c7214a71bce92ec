"""A funnel plot as a drawing: across how many people, down the share, a mark for each unit, and the limits. Pure.

Lengths are ready-made strings: a template must never write a decimal comma into a drawing. Places are in per cent of
the drawing, so that text stays text of the reader's own size; only the limits are paths, over a thousand by a thousand.
Units are numbered in the order of the alphabet. What lies so close that its number could not be read stands together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NEAR_ACROSS, NEAR_DOWN = 5.0, 5.0  # per cent of the drawing
LEAST = 10  # no share of fewer than ten is drawn

Line = Sequence[tuple[int, float, float]]  # of so many people: the lowest and the highest share, as chance allows


@dataclass(frozen=True)
class Mark:
    """One unit in the drawing: its number, where it lies, and whether it lies outside the outer limits."""

    place: int
    x: str
    y: str
    outside: bool


@dataclass(frozen=True)
class Label:
    """The numbers of units that lie together, written beside the first; to the left of it near the right edge."""

    text: str
    x: str
    y: str
    before: bool


@dataclass(frozen=True)
class Tick:
    """A line of the grid, with its number."""

    number: int
    at: str


@dataclass(frozen=True)
class Plot:
    """Everything that the drawing is made of."""

    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    target: str
    inner: tuple[str, ...]
    outer: tuple[str, ...]
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]


def plot(points: Sequence[tuple[int, int, int, bool]], *, target: float, inner: Line, outer: Line) -> Plot | None:
    """Draw (number, numerator, denominator, outside) of each unit around a target share; None with nobody to draw."""
    drawn = [point for point in points if point[2] >= LEAST]
    if not drawn:
        return None
    largest = max(of for _, _, of, _ in drawn)
    step = _step(largest)
    width = step * (largest // step + 1)
    marks = tuple(Mark(place, _at(of / width), _at(1 - part / of), out) for place, part, of, out in drawn)
    return Plot(
        marks=marks,
        labels=_labels([(place, 100 * of / width, 100 - 100 * part / of) for place, part, of, _ in drawn]),
        target=_at(1 - target),
        inner=_paths(inner, width),
        outer=_paths(outer, width),
        across=tuple(Tick(number, _at(number / width)) for number in range(step, width, step)),
        down=tuple(Tick(number, _at(1 - number / 100)) for number in (0, 25, 50, 75, 100)),
    )


def _at(share: float) -> str:
    return f"{100 * share:.2f}%"


def _step(largest: int) -> int:
    """A round distance between lines, for three to seven of them."""
    step, factor = 5, (2, 2.5, 2)
    turn = 0
    while largest / step > 6:
        step, turn = int(step * factor[turn % 3]), turn + 1
    return step


def _paths(line: Line, width: int) -> tuple[str, ...]:
    """The lower and the upper limit, each as one line."""
    found = [(1000 * of / width, (low, high)) for of, low, high in line if LEAST <= of <= width]
    if not found:
        return ()
    return tuple("M" + "L".join(f"{x:.1f} {1000 * (1 - pair[end]):.1f}" for x, pair in found) for end in (0, 1))


def _labels(places: Sequence[tuple[int, float, float]]) -> tuple[Label, ...]:
    groups: list[list[tuple[int, float, float]]] = []
    for one in places:
        near = (
            group
            for group in groups
            if any(abs(x - one[1]) < NEAR_ACROSS and abs(y - one[2]) < NEAR_DOWN for _, x, y in group)
        )
        group = next(near, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    made = []
    for group in groups:
        right = max(x for _, x, _ in group)
        before = right > 88
        x = min(x for _, x, _ in group) if before else right
        made.append(Label(", ".join(str(place) for place, _, _ in group), f"{x:.2f}%", f"{group[0][2]:.2f}%", before))
    return tuple(made)
