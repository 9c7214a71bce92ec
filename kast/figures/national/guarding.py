"""Nobody works out what a unit hid: the national numbers are tried against all releases before a line is written.

It ought to hold by itself, since every national number is made of what the units show. It is proved all the same, on the
numbers that are about to be written: all tables of all units, with what ties them together, and the national cells as
sums over the units, in one set of equations. If a hidden number's range is then narrower than its threshold, the national
cells that stand over it are withheld and the proof is made anew; at last none is left, and nothing can follow from none.
"""

from collections.abc import Mapping, Sequence

from kast.figures import suppression
from kast.figures.ranges import HIDDEN, MOST, Contradiction, Sum
from kast.figures.suppression import Seen

from .admitting import Admitted
from .merging import Address, Contradicts, Merged, Part

__all__ = ["Contradicts", "guard", "joined", "part_of", "tells_alone"]

_NATIONAL = "national"


def seen_of(one: Admitted) -> Seen:
    """What somebody sees who reads one unit's release. Every cell's name begins with the unit's digits."""
    bounds: dict[str, tuple[int, int]] = {}
    kept: dict[str, int] = {}
    guarded: dict[str, int] = {}
    sums: list[Sum] = []
    for table in one.content.tables:
        few = suppression.SENSITIVE_FEW if table.sensitive else suppression.FEW
        names = {at: name_of(one, (table.key, at)) for at in table.by_place}
        for at, value in table.by_place.items():
            bounds[names[at]] = HIDDEN if value is None else _rounded(value, table.rounded)
            if value is None:
                kept[names[at]] = few
        for row in table.sums:
            for at in (row.whole, *row.parts):
                if at not in names:
                    names[at] = name_of(one, (table.key, at))
                    bounds[names[at]], guarded[names[at]] = HIDDEN, few
            parts, tells = tuple(names[at] for at in row.parts), tuple(names[at] for at in row.tells)
            sums.append(Sum(names[row.whole], parts, tells))
    for link in one.content.links:
        whole, parts = name_of(one, link.whole), tuple(name_of(one, part) for part in link.parts)
        if {whole, *parts} <= set(bounds):
            sums.append(Sum(whole, parts, exact=link.exact))
    return Seen(bounds, sums, kept, guarded)


def name_of(one: Admitted, address: Address) -> str:
    """A cell's name among those of all units."""
    key, at = address
    return "/".join((one.unit.fingerprint, key, *at))


def tells_alone(one: Admitted) -> str:
    """The first hidden number that can be worked out from the unit's own release; empty where there is none.

    Raises Contradicts where no whole numbers fit what it shows.
    """
    try:
        seen = seen_of(one)
        leaks = suppression.audit(seen)
        if not leaks:
            suppression.ranges_of(seen)
    except Contradiction as fault:
        raise Contradicts(one.unit.name) from fault
    return leaks[0].cell.partition("/")[2] if leaks else ""


def part_of(one: Admitted) -> Part:
    """What a release says cell by cell, and the range of each cell that is hidden or rounded."""
    ranges = suppression.ranges_of(seen_of(one))
    cells: dict[Address, int | None] = {}
    inexact: dict[Address, tuple[int, int | None]] = {}
    for table in one.content.tables:
        for at, value in table.by_place.items():
            address = table.key, at
            cells[address] = value
            if value is None:
                found = ranges[name_of(one, address)]
                inexact[address] = found.low, None if found.high >= MOST else found.high
            elif table.rounded:
                inexact[address] = _rounded(value, table.rounded)
    return Part(one.unit.name, cells, inexact)


def guard(
    inside: Sequence[Admitted], merged: Mapping[Address, Merged]
) -> tuple[dict[Address, Merged], list[tuple[Address, str]]]:
    """The national cells as they may be written, and those that are withheld with the number that each would tell."""
    safe = dict(merged)
    withheld: list[tuple[Address, str]] = []
    seen = [seen_of(one) for one in inside]
    while leaks := _leaks(inside, seen, safe):
        telling = _telling(leaks[0], inside, seen, safe)
        assert telling, "releases that tell nothing alone tell nothing together"
        for address in telling:
            safe[address] = safe[address].without
            withheld.append((address, leaks[0].partition("/")[2]))
    return safe, withheld


def joined(inside: Sequence[Admitted], seen: Sequence[Seen], merged: Mapping[Address, Merged]) -> Seen:
    """What somebody sees who reads all releases and the national numbers."""
    bounds = {name: ends for one in seen for name, ends in one.bounds.items()}
    sums = [row for one in seen for row in one.sums]
    for address, cell in merged.items():
        parts = [name for one in inside if (name := name_of(one, address)) in bounds]
        if cell.withheld or all(bounds[name][0] == bounds[name][1] for name in parts):
            continue
        whole = "/".join((_NATIONAL, address[0], *address[1]))
        high = MOST * (len(parts) + 1) if cell.high_of_those_in is None else cell.high_of_those_in
        bounds[whole] = (cell.low, high)
        sums.append(Sum(whole, tuple(parts)))
    kept = {name: few for one in seen for name, few in one.kept.items()}
    guarded = {name: few for one in seen for name, few in one.guarded.items()}
    return Seen(bounds, sums, kept, guarded)


def _leaks(inside: Sequence[Admitted], seen: Sequence[Seen], merged: Mapping[Address, Merged]) -> list[str]:
    return [leak.cell for leak in suppression.audit(joined(inside, seen, merged))]


def _telling(
    leak: str, inside: Sequence[Admitted], seen: Sequence[Seen], merged: Mapping[Address, Merged]
) -> list[Address]:
    """The national cells to withhold for one leak: a single one if that is enough, else its table's, else all."""
    open_ones = [address for address, cell in merged.items() if not cell.withheld and cell.number is None]
    table = [address for address in open_ones if address[0] == leak.split("/")[1]]
    over = [address for address in table if any(name_of(one, address) == leak for one in inside)]
    for address in dict.fromkeys([*over, *table]):
        if leak not in _leaks(inside, seen, {**merged, address: merged[address].without}):
            return [address]
    return table or open_ones


def _rounded(value: int, to: int | None) -> tuple[int, int]:
    """What rounds to a value: as it stands where nothing is rounded."""
    half = (to - 1) // 2 if to else 0
    return max(0, value - half), value + half
