"""From many units' cells to one: a number where every unit shows its own, else from what to what. Pure.

Only what releases show goes in, and what follows from them for a cell that is hidden or rounded: the smallest and the
largest value that the unit's own published numbers allow. A unit that sent nothing is missing, and so is one that has
never counted this cell: neither is a nought, so nothing bounds the sum from above. A smallest value of one to four
is said as nought: fewer than five are not told of here either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kast.figures.suppression import FEW

Address = tuple[str, tuple[str, ...]]  # a table's key, and the codes of one cell in it, one for each dimension
Range = tuple[int, int | None]  # the smallest and the largest value; None: nothing published bounds it


class Contradicts(ValueError):
    """A shown number and its range, or a range and itself, do not fit."""


@dataclass(frozen=True)
class Part:
    """What one unit's release says of its cells: what stands there (None: hidden); the range of each inexact one."""

    unit: str
    cells: Mapping[Address, int | None]
    ranges: Mapping[Address, Range]

    def exact(self, address: Address) -> int | None:
        """The number as it was counted; None where it is hidden, rounded or not counted."""
        return None if address in self.ranges else self.cells.get(address)

    def range_of(self, address: Address) -> Range | None:
        """From what to what a cell may be; None where it is not counted. Raises Contradicts."""
        if address not in self.cells:
            return None
        value = self.exact(address)
        low, high = self.ranges.get(address, (0, None)) if value is None else (value, value)
        if low < 0 or (high is not None and high < low):
            raise Contradicts(f"{self.unit}, {address}: from {low} to {high}")
        return low, high


@dataclass(frozen=True)
class Merged:
    """One national cell: from what to what (high None: at least low), and how many units stand behind it.

    `high_of_those_in` is the largest value for the units that have counted it. `withheld`: nothing is said, since what
    was said would let somebody work out a number that a unit hid.
    """

    address: Address
    low: int
    high: int | None
    high_of_those_in: int | None
    shown: int
    rounded: int
    hidden: int
    missing: int
    withheld: bool = False

    @property
    def number(self) -> int | None:
        """The number, where every unit shows its own as it was counted."""
        return None if self.withheld or self.rounded or self.hidden or self.missing else self.low

    @property
    def without(self) -> "Merged":
        """The same cell with nothing said."""
        return replace(self, low=0, high=None, high_of_those_in=None, withheld=True)


def merge(parts: Sequence[Part], *, missing: int) -> dict[Address, Merged]:
    """Every cell that at least one unit has, over all units; `missing` units sent nothing. Raises Contradicts."""
    addresses = sorted({address for part in parts for address in part.cells})
    return {address: _merged(address, parts, missing=missing) for address in addresses}


def _merged(address: Address, parts: Sequence[Part], *, missing: int) -> Merged:
    counted = [(part, there) for part in parts if (there := part.range_of(address)) is not None]
    bounded = [high for _, (_, high) in counted if high is not None]
    high = sum(bounded) if len(bounded) == len(counted) else None
    exact = sum(part.exact(address) is not None for part, _ in counted)
    hidden = sum(part.cells[address] is None for part, _ in counted)
    absent = missing + len(parts) - len(counted)
    low = sum(low for _, (low, _) in counted)
    return Merged(
        address=address,
        low=0 if low < FEW and (absent or exact < len(counted)) else low,
        high=None if absent else high,
        high_of_those_in=high,
        shown=exact,
        rounded=len(counted) - exact - hidden,
        hidden=hidden,
        missing=absent,
    )
