"""How the ledger's codes say how many were caught: in which unit, by whose count, for which year. Pure.

`persons--police`, `crimes--bra-less`, `persons--police-unknown`. A year's number stands in its January.
"""

from collections.abc import Iterable
from dataclasses import dataclass

PERSONS = "persons"
UNITS = (PERSONS, "crimes", "actions", "convicted")
SOURCES = ("police", "prosecutor", "courts", "bra", "other")
_LESS, _UNKNOWN, _BY = "-less", "-unknown", "--"


@dataclass(frozen=True)
class Code:
    """What is counted, by whom, and whether it is added, taken off, or not known."""

    unit: str
    source: str
    less: bool = False
    unknown: bool = False

    def __str__(self) -> str:
        return f"{self.unit}{_BY}{self.source}" + (_UNKNOWN if self.unknown else _LESS if self.less else "")


@dataclass(frozen=True)
class Row:
    """What stands for one year, unit and source. None: said not to be known."""

    year: int
    unit: str
    source: str
    number: int | None


def read(code: str) -> Code:
    """A code of the ledger."""
    unknown, less = code.endswith(_UNKNOWN), code.endswith(_LESS)
    unit, _, source = code.removesuffix(_UNKNOWN if unknown else _LESS).partition(_BY)
    return Code(unit, source, less, unknown)


def month(year: int) -> str:
    """The month in which a year's number stands."""
    return f"{year:04d}-01"


def rows(counts: Iterable[tuple[str, str, str, int]]) -> list[Row]:
    """Everything that stands, the latest year first. A number that stands makes *not known* void."""
    sums: dict[tuple[int, str, str], int] = {}
    unknown: set[tuple[int, str, str]] = set()
    for kind, text, in_month, count in counts:
        if kind != "caught_count":
            continue
        code = read(text)
        place = (int(in_month[:4]), code.unit, code.source)
        if code.unknown:
            unknown.add(place)
        else:
            sums[place] = sums.get(place, 0) + (-count if code.less else count)
    found = [Row(*place, number) for place, number in sums.items() if number > 0]
    found += [Row(*place, None) for place in unknown if sums.get(place, 0) <= 0]
    return sorted(found, key=lambda row: (-row.year, UNITS.index(row.unit), row.source))
