"""The text of a release: what is signed, and how it is read again. Pure.

The content is canonical JSON (keys sorted, UTF-8, no blanks), holds codes and never words, and only what may be shown:

    {"format": "kast-release/1", "unit": "Trappan, Exempelstad", "made_up": false, "number": "2026-1", "corrects": null,
     "year": 2026, "made_on": "2027-02-01", "before": ["<sha256 of each earlier release>"],
     "definitions": {"routes": "first-wrote/1", ...},
     "tables": [{"key": "routes", "dimensions": ["route"], "population": "wrote", "sensitive": false,
                 "rounded": null,
                 "cells": [{"at": ["card"], "value": 12, "hidden": false},
                           {"at": ["slip"], "value": null, "hidden": true}, ...,
                           {"at": ["*"], "value": 47, "hidden": false}],
                 "sums": [{"whole": ["*"], "parts": [["own"], ...], "tells": []}]}],
     "links": [{"whole": ["path", ["police", "*"]], "parts": [["routes", ["card"]], ...], "exact": true}],
     "figures": {"came": {"kind": "share", "numerator": 31, "denominator": 47, "low": 0.5, "high": 0.8, "level": 0.95,
                          "method": "Clopper–Pearson", "definition": "steps-here/1:came", "horizon": null}}}

`*` in a place is all. In a rounded table every value but those of the margins (`*`) is to the nearest five. A table
that nobody has counted, or that was left out, is not in it. The file that goes out is
`{"content": "<that text>", "sha256": ..., "signature": ..., "public_key": ...}` (see `signatures`).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from .tables import ALL, At, Link, Sum

FORMAT = "kast-release/1"
ROUNDED_TO = 5
_NUMBER = re.compile(r"(?P<year>[0-9]{4})-[1-9][0-9]{0,3}")
_MOST = 4_000_000  # characters


class NotARelease(ValueError):
    """The text is no content of a release; its message says where it is not."""


@dataclass(frozen=True)
class Cell:
    """One place with its number; None where it is hidden."""

    at: At
    value: int | None

    @property
    def hidden(self) -> bool:
        """Whether it is not shown."""
        return self.value is None


@dataclass(frozen=True)
class ShownTable:
    """One table as it was published. `rounded`: inner values are to the nearest so many; None: all as counted."""

    key: str
    dimensions: tuple[str, ...]
    population: str
    sensitive: bool
    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...]
    rounded: int | None = None

    @cached_property
    def by_place(self) -> Mapping[At, int | None]:
        """Every printed place with its number; None where it is hidden."""
        return {cell.at: cell.value for cell in self.cells}

    def value(self, *at: str) -> int | None:
        """The number at a place: `value("police", "*")`. None where it is hidden, and where nobody has counted."""
        return self.by_place.get(at)

    @property
    def any_hidden(self) -> bool:
        """Whether a note about hidden numbers is due."""
        return any(cell.hidden for cell in self.cells)


@dataclass(frozen=True)
class Content:
    """Everything that one release says."""

    unit: str
    number: str
    year: int
    made_on: date
    made_up: bool
    corrects: str | None
    definitions: Mapping[str, str]
    tables: tuple[ShownTable, ...]
    figures: Mapping[str, Mapping[str, Any]]
    before: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    format: str = field(default=FORMAT)

    @cached_property
    def by_key(self) -> Mapping[str, ShownTable]:
        """The tables by key."""
        return {table.key: table for table in self.tables}

    def table(self, key: str) -> ShownTable | None:
        """A table; None where nobody has counted, or it was left out."""
        return self.by_key.get(key)

    def value(self, key: str, *at: str) -> int | None:
        """A number; None where it is hidden or not there."""
        table = self.table(key)
        return None if table is None else table.value(*at)


def write(content: Content) -> str:
    """The canonical text: the same content is always the same bytes."""
    return canonical(
        {
            "format": content.format,
            "unit": content.unit,
            "made_up": content.made_up,
            "number": content.number,
            "corrects": content.corrects,
            "year": content.year,
            "made_on": content.made_on.isoformat(),
            "before": list(content.before),
            "definitions": dict(content.definitions),
            "tables": [_table(table) for table in content.tables],
            "links": [
                {
                    "whole": [link.whole[0], list(link.whole[1])],
                    "parts": [[key, list(at)] for key, at in link.parts],
                    "exact": link.exact,
                }
                for link in content.links
            ],
            "figures": {key: dict(figure) for key, figure in content.figures.items()},
        }
    )


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks. Raises ValueError for what is no number."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def read(text: str) -> Content:
    """The content of a canonical text. Raises NotARelease for anything that `write` would not have written."""
    if len(text) > _MOST:
        raise NotARelease("too long")
    try:
        found = _content(json.loads(text))
        again = write(found)
    except NotARelease:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise NotARelease(f"{type(fault).__name__}") from fault
    if again != text:
        raise NotARelease("not canonical")
    return found


def _table(table: ShownTable) -> dict[str, Any]:
    return {
        "key": table.key,
        "dimensions": list(table.dimensions),
        "population": table.population,
        "sensitive": table.sensitive,
        "rounded": table.rounded,
        "cells": [{"at": list(cell.at), "value": cell.value, "hidden": cell.hidden} for cell in table.cells],
        "sums": [
            {
                "whole": list(row.whole),
                "parts": [list(part) for part in row.parts],
                "tells": [list(part) for part in row.tells],
            }
            for row in table.sums
        ],
    }


def _content(said: dict[str, Any]) -> Content:
    if said["format"] != FORMAT:
        raise NotARelease("format")
    number, corrects = said["number"], said["corrects"]
    matched = _NUMBER.fullmatch(number)
    if matched is None or int(matched["year"]) != said["year"]:
        raise NotARelease("number")
    if corrects is not None and (_NUMBER.fullmatch(corrects) is None or corrects == number):
        raise NotARelease("corrects")
    if not isinstance(said["made_up"], bool) or not isinstance(said["unit"], str):
        raise NotARelease("unit")
    tables = tuple(_read_table(table) for table in said["tables"])
    if len({table.key for table in tables}) != len(tables):
        raise NotARelease("tables")
    return Content(
        unit=said["unit"],
        number=number,
        year=said["year"],
        made_on=date.fromisoformat(said["made_on"]),
        made_up=said["made_up"],
        corrects=corrects,
        definitions=dict(said["definitions"]),
        tables=tables,
        figures={key: dict(figure) for key, figure in said["figures"].items()},
        before=tuple(said["before"]),
        links=tuple(
            Link(_place(link["whole"]), tuple(_place(part) for part in link["parts"]), link["exact"])
            for link in said["links"]
        ),
    )


def _read_table(said: dict[str, Any]) -> ShownTable:
    cells = tuple(_read_cell(cell) for cell in said["cells"])
    places = {cell.at for cell in cells}
    wide = len(said["dimensions"])
    if len(places) != len(cells) or any(len(at) != wide for at in places):
        raise NotARelease(f"cells of {said['key']}")
    if said["rounded"] not in {None, ROUNDED_TO} or not isinstance(said["sensitive"], bool):
        raise NotARelease(f"rounding of {said['key']}")
    if said["rounded"] and any((cell.value or 0) % ROUNDED_TO for cell in cells if ALL not in cell.at):
        raise NotARelease(f"rounding of {said['key']}")
    return ShownTable(
        key=said["key"],
        dimensions=tuple(said["dimensions"]),
        population=said["population"],
        sensitive=said["sensitive"],
        cells=cells,
        sums=tuple(
            Sum(tuple(row["whole"]), tuple(map(tuple, row["parts"])), tuple(map(tuple, row["tells"])))
            for row in said["sums"]
        ),
        rounded=said["rounded"],
    )


def _read_cell(said: dict[str, Any]) -> Cell:
    value, at = said["value"], tuple(said["at"])
    if said["hidden"] is not (value is None) or not all(isinstance(label, str) for label in at):
        raise NotARelease(f"cell {at}")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise NotARelease(f"cell {at}")
    return Cell(at, value)


def _place(said: list[Any]) -> tuple[str, At]:
    return said[0], tuple(said[1])
