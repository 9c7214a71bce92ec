"""Which numbers are not shown, so that nobody can be recognised. Pure.

One to four people are too few to show. A nought is nobody, and stands, but where it would tell something of everybody
else (`tells`). A hidden number that follows from the shown ones is not hidden: so others are hidden with it, smallest
first, until none of the few can be worked out. That is proved, not counted: for each of the few the smallest and the
largest value that fit everything shown are found by linear programming, and they must differ. (Hiding two in each row,
as is often done, is not enough: published tables exist in which the second follows too.) Which of the hidden numbers
was too small and which stands in front of it is not said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FEW = 5


@dataclass(frozen=True)
class Sum:
    """A whole that is the sum of its parts."""

    whole: str
    parts: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Whole and parts."""
        return (self.whole, *self.parts)


def hidden(
    cells: Mapping[str, int],
    sums: Sequence[Sum],
    *,
    unprinted: Iterable[str] = (),
    tells: Iterable[str] = (),
) -> frozenset[str]:
    """The cells that must not be shown. `unprinted` are rests: never shown, but just as open to being worked out."""
    sensitive = {name for name, value in cells.items() if 0 < value < FEW}
    sensitive |= {name for name in tells if cells[name] == 0 and _others_stand(name, cells, sums)}
    hide = sensitive | set(unprinted)
    for name in sorted(sensitive, key=lambda cell: (cells[cell], cell)):
        while _follows(name, hide, cells, sums):
            candidate = _next_to_hide(name, hide, cells, sums)
            if candidate is None:
                break
            hide.add(candidate)
    return frozenset(hide)


def _others_stand(name: str, cells: Mapping[str, int], sums: Sequence[Sum]) -> bool:
    return any(cells[row.whole] > 0 for row in sums if name in row.parts)


def _follows(name: str, hide: set[str], cells: Mapping[str, int], sums: Sequence[Sum]) -> bool:
    from scipy.optimize import linprog  # noqa: PLC0415 -- as with the intervals: not at start-up

    names = sorted(hide)
    at = {cell: place for place, cell in enumerate(names)}
    left, right = [], []
    for row in sums:
        if hide.isdisjoint(row.all):
            continue
        line, known = [0.0] * len(names), 0
        for cell, sign in [(row.whole, 1), *((part, -1) for part in row.parts)]:
            if cell in at:
                line[at[cell]] += sign
            else:
                known -= sign * cells[cell]
        left.append(line)
        right.append(known)
    if not left:
        return False
    aim = [0.0] * len(names)
    aim[at[name]] = 1.0
    low = linprog(aim, A_eq=left, b_eq=right, bounds=(0, None))
    high = linprog([-part for part in aim], A_eq=left, b_eq=right, bounds=(0, None))
    return bool(high.success and low.success and -high.fun - low.fun < 0.5)


def _next_to_hide(name: str, hide: set[str], cells: Mapping[str, int], sums: Sequence[Sum]) -> str | None:
    """The smallest shown number that stands in a sum with the exposed one, or else with any that is hidden."""
    near = {cell for row in sums if name in row.all for cell in row.all}
    linked = {cell for row in sums if not hide.isdisjoint(row.all) for cell in row.all}
    for reachable in (near - hide, linked - hide):
        if reachable:
            return min(reachable, key=lambda cell: (cells[cell], cell))
    return None
