"""A release as it is read: its tables by key, and in each the cells, shown or hidden. Pure.

A cell that stands nowhere is not nought: it was never counted. A hidden one has no number, whatever the file says.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

FORMAT = "kast-release/1"
TOTAL = "*"


class NotARelease(ValueError):
    """The text is no release, or one of another format."""


@dataclass(frozen=True)
class Cell:
    """One number of a table, at its codes; None where it is hidden."""

    at: tuple[str, ...]
    value: int | None
    hidden: bool

    @property
    def is_total(self) -> bool:
        """Whether it sums over at least one dimension."""
        return TOTAL in self.at


@dataclass(frozen=True)
class Table:
    """One table of a release."""

    key: str
    dimensions: tuple[str, ...]
    population: str
    cells: tuple[Cell, ...]
    sensitive: bool = False

    def at(self, *codes: str) -> Cell | None:
        """The cell at these codes, one for each dimension; None where there is none."""
        return next((cell for cell in self.cells if cell.at == codes), None)

    @property
    def any_hidden(self) -> bool:
        """Whether one of its cells is hidden."""
        return any(cell.hidden for cell in self.cells)


@dataclass(frozen=True)
class Release:
    """What a release says of itself, and its tables."""

    number: str
    year: int
    unit: str
    made_on: date
    corrects: str | None
    made_up: bool
    definitions: Mapping[str, str]
    tables: tuple[Table, ...]
    figures: Mapping[str, Any]
    sha256: str

    def table(self, key: str) -> Table | None:
        """The table of a key; None where the release has none such."""
        return next((table for table in self.tables if table.key == key), None)

    def number_at(self, key: str, *codes: str) -> int | None:
        """A number that is shown; None where it is hidden, or was never counted."""
        table = self.table(key)
        cell = table.at(*codes) if table else None
        return cell.value if cell else None

    def stands(self, key: str, *codes: str) -> bool:
        """Whether there is such a cell, shown or hidden."""
        table = self.table(key)
        return table is not None and table.at(*codes) is not None

    @property
    def any_hidden(self) -> bool:
        """Whether something in it is hidden."""
        return any(table.any_hidden for table in self.tables)


def read(content: str) -> Release:
    """The canonical text of a release. Raises NotARelease."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT:
            raise NotARelease(said["format"])
        return Release(
            number=said["number"],
            year=said["year"],
            unit=said["unit"],
            made_on=date.fromisoformat(said["made_on"]),
            corrects=said["corrects"],
            made_up=said["made_up"],
            definitions=said["definitions"],
            tables=tuple(_table(table) for table in said["tables"]),
            figures=said["figures"],
            sha256=hashlib.sha256(content.encode()).hexdigest(),
        )
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as fault:
        raise NotARelease(str(fault)) from fault


def _table(said: Mapping[str, Any]) -> Table:
    return Table(
        key=said["key"],
        dimensions=tuple(said["dimensions"]),
        population=said["population"],
        cells=tuple(_cell(cell) for cell in said["cells"]),
        sensitive=said["sensitive"],
    )


def _cell(said: Mapping[str, Any]) -> Cell:
    hidden = bool(said["hidden"]) or said["value"] is None
    return Cell(tuple(said["at"]), None if hidden else int(said["value"]), hidden)
