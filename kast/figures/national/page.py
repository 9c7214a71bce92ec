"""What the national pages say, in order: who is in, the outcome, every table, the units beside one another. Pure.

The words come with the language that is active when they are turned into text; see words.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kast.figures.bounds import Bounds, bounds
from kast.figures.funnel import RELEASES
from kast.figures.outcome import HORIZON
from kast.figures.proportions import TEN, per_cent
from kast.figures.release import tables

from .admitting import Admission
from .besides import Beside
from .merging import Address, Merged, Part


@dataclass(frozen=True)
class Row:
    """One line of a table: its code, and its cells."""

    code: str
    cells: tuple[Merged, ...]


@dataclass(frozen=True)
class Grid:
    """One table: along its first dimension the lines, along the second, where there is one, the columns."""

    table: tables.Table
    across: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def key(self) -> str:
        """Its key."""
        return self.table.key

    @property
    def cells(self) -> list[Merged]:
        """All its cells."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def says(self) -> bool:
        """Whether anything is known of it at all."""
        return any(cell.number is not None or cell.low or cell.high is not None for cell in self.cells)

    @property
    def rounds(self) -> bool:
        """Whether a cell of it is rounded in some unit."""
        return any(cell.rounded for cell in self.cells)

    @property
    def withholds(self) -> bool:
        """Whether a cell of it is withheld here."""
        return any(cell.withheld for cell in self.cells)


@dataclass(frozen=True)
class Outcome:
    """How it went a year later, for the units that show all three numbers: worst and best case (None: of too few)."""

    units: int
    known: Bounds | None

    @property
    def worst(self) -> int | None:
        """The worst case in per cent."""
        return per_cent(self.known.low) if self.known else None

    @property
    def best(self) -> int | None:
        """The best case in per cent."""
        return per_cent(self.known.high) if self.known else None


def outcome_of(parts: Sequence[Part]) -> Outcome:
    """Add up the units that show how many did not go back, did, and of how many nothing is known."""
    found = [[part.exact(("outcome", ("recent", code))) for code in ("clean", "back", "unknown")] for part in parts]
    whole = [[number or 0 for number in numbers] for numbers in found if None not in numbers]
    clean, back, lost = (sum(numbers[place] for numbers in whole) for place in range(3))
    if clean + back + lost < TEN:
        return Outcome(len(whole), None)
    definition = tables.DEFINITIONS["outcome"]
    known = bounds(clean=clean, back=back, lost=lost, definition=definition, horizon=HORIZON, source=RELEASES)
    return Outcome(len(whole), known)


@dataclass(frozen=True)
class National:
    """Everything that the pages and the files are made of."""

    year: int
    made_up: bool
    admission: Admission
    merged: Mapping[Address, Merged]
    besides: Sequence[Beside]
    outcome: Outcome

    @property
    def listed(self) -> int:
        """How many units the list has."""
        return len(self.admission.admitted) + len(self.admission.missing)

    @property
    def inside(self) -> int:
        """How many are in."""
        return len(self.admission.admitted)

    @cached_property
    def grids(self) -> list[Grid]:
        """Every table that a unit has, in the order of the release."""
        return [grid for table in tables.TABLES if (grid := self._grid(table)) is not None]

    def _grid(self, table: tables.Table) -> Grid | None:
        first, *others = table.dimensions
        across = others[0].labels if others else ()
        rows = []
        for code in first.labels:
            ats = [(code, label) for label in across] if others else [(code,)]
            cells = [self.merged.get((table.key, at)) for at in ats]
            whole = tuple(cell for cell in cells if cell is not None)
            if len(whole) == len(ats):
                rows.append(Row(code, whole))
        return Grid(table, across, tuple(rows)) if rows else None
