"""Nobody works out what a unit hid: the national numbers are tried against all releases before a line is written.

It ought to hold by itself, since every national number is made of what the units show. It is proved all the same, on
the numbers that are about to be written: all tables of all units, with what ties them together, and the national cells
as sums over the units, in one set of equations. If a hidden number's range is then narrower than its threshold, the
national cells that stand over it are withheld and the proof is made anew; at last none is left, and nothing can follow
from none.
"""

from collections.abc import Callable, Mapping, Sequence

from kast.figures import suppression
from kast.figures.ranges import MOST, Ranges, Sum, signs
from kast.figures.release import attacks
from kast.figures.release.seen import name, newly, place, seen
from kast.figures.suppression import CannotProtect, Seen

from .admitting import Admitted
from .merging import Address, Contradicts, Merged, Part

__all__ = ["Contradicts", "guard", "joined", "part_of", "tells_alone"]

_NATIONAL = "national"
_OF = "/"  # between a unit's digits and its own cell's name


def tells_alone(one: Admitted) -> str:
    """The hidden number that can be worked out from the unit's own releases; empty where there is none.

    It is what the unit's own program asks before it makes a release. Raises Contradicts where no numbers fit it.
    """
    try:
        if not _adds_up(seen([one.content])):
            raise Contradicts(one.unit.name)
        attacks.run([*one.corrected, one.content])
    except CannotProtect as fault:
        return fault.cell
    except (attacks.Contradictory, KeyError, IndexError, TypeError, ValueError) as fault:  # signed, yet strange
        raise Contradicts(one.unit.name) from fault
    return ""


def part_of(one: Admitted) -> Part:
    """What a release says cell by cell, and the range of each cell that is hidden or rounded."""
    found = seen([one.content])
    ranges = suppression.ranges_of(found)
    cells: dict[Address, int | None] = {}
    inexact: dict[Address, tuple[int, int | None]] = {}
    for table in one.content.tables:
        for at, value in table.by_place.items():
            address, cell = (table.key, at), name(one.content.number, table.key, at)
            cells[address] = value
            low, high = found.bounds[cell]
            if value is None:
                low, high = ranges[cell].low, ranges[cell].high
            if low < high:
                inexact[address] = low, None if high >= MOST else high
    return Part(one.unit.name, cells, inexact)


def name_of(one: Admitted, address: Address) -> str:
    """A cell's name among those of all units."""
    return one.unit.fingerprint + _OF + name(one.content.number, *address)


def seen_of(one: Admitted) -> tuple[Seen, frozenset[str]]:
    """What somebody sees who reads a unit's releases of the year, and what must not follow from it."""
    found, about = newly([*one.corrected, one.content], ())

    def ours(cell: str) -> str:
        return one.unit.fingerprint + _OF + cell

    sums = [
        Sum(ours(row.whole), tuple(map(ours, row.parts)), tuple(map(ours, row.tells)), row.exact) for row in found.sums
    ]
    named = [{ours(cell): said for cell, said in them.items()} for them in (found.kept, found.guarded)]
    return Seen({ours(cell): ends for cell, ends in found.bounds.items()}, sums, *named), frozenset(map(ours, about))


def guard(
    inside: Sequence[Admitted], merged: Mapping[Address, Merged]
) -> tuple[dict[Address, Merged], list[tuple[Address, str]]]:
    """The national cells as they may be written, and those that are withheld with the number that each would tell."""
    safe = dict(merged)
    withheld: list[tuple[Address, str]] = []
    found = [seen_of(one) for one in inside]
    about = frozenset().union(*(about for _, about in found))

    def leaks(cells: Mapping[Address, Merged]) -> list[str]:
        return [leak.cell for leak in suppression.audit(joined(inside, [one for one, _ in found], cells), about=about)]

    while told := leaks(safe):
        for address in _telling(told[0], inside, safe, leaks):
            safe[address] = safe[address].without
            withheld.append((address, told[0].partition(_OF)[2]))
    return safe, withheld


def joined(inside: Sequence[Admitted], each: Sequence[Seen], merged: Mapping[Address, Merged]) -> Seen:
    """What somebody sees who reads all releases and the national numbers."""
    bounds = {cell: ends for one in each for cell, ends in one.bounds.items()}
    sums = [row for one in each for row in one.sums]
    for address, cell in merged.items():
        parts = [part for one in inside if (part := name_of(one, address)) in bounds]
        if cell.withheld or all(bounds[part][0] == bounds[part][1] for part in parts):
            continue
        whole = _NATIONAL + _OF + name("", *address)
        high = MOST * (len(parts) + 1) if cell.high_of_those_in is None else cell.high_of_those_in
        bounds[whole] = (cell.low, high)
        sums.append(Sum(whole, tuple(parts)))
    kept = {cell: few for one in each for cell, few in one.kept.items()}
    guarded = {cell: few for one in each for cell, few in one.guarded.items()}
    return Seen(bounds, sums, kept, guarded)


def _telling(
    leak: str,
    inside: Sequence[Admitted],
    merged: Mapping[Address, Merged],
    leaks: Callable[[Mapping[Address, Merged]], list[str]],
) -> list[Address]:
    """The national cells to withhold for one leak: a single one if that is enough, else its table's, else all."""
    open_ones = [address for address, cell in merged.items() if not cell.withheld and cell.number is None]
    assert open_ones, "releases that tell nothing alone tell nothing together"
    table = [address for address in open_ones if address[0] == place(leak.partition(_OF)[2]).table]
    over = [address for address in table if any(name_of(one, address) == leak for one in inside)]
    for address in dict.fromkeys([*over, *table]):
        if leak not in leaks({**merged, address: merged[address].without}):
            return [address]
    return table or open_ones


def _adds_up(alone: Seen) -> bool:
    """Whether there are whole numbers that fit everything. What hangs together is tried once."""
    ranges = Ranges(alone.bounds, alone.sums)
    tried: set[str] = set()
    for row in alone.sums:
        tied = [cell for cell in row.all if ranges.is_open(cell)]
        left = sum(factor * alone.bounds[cell][0] for cell, factor in signs(row))
        if not tied and (left != 0 if row.exact else left < 0):
            return False
        if not tried.issuperset(tied):
            if not ranges.fits(tied[0]):
                return False
            tried |= ranges.tied_to(tied)
    return True
