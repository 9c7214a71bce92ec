"""What would be published of a year: counted, hidden, proved. Pure: from lives, counts and what came before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kast.figures.lives import Life
from kast.figures.suppression import CannotProtect, Seen, protect

from . import attacks, counting
from .content import ROUNDED_TO, Cell, Content, ShownTable
from .seen import HalfYear, name, newly, threshold
from .shares import figures
from .tables import ALL, DEFINITIONS, TABLES, At, Link, Table, links


@dataclass(frozen=True)
class Before:
    """What has been published so far, in order: releases with their checksums, and frozen half-years."""

    releases: tuple[Content, ...] = ()
    checksums: tuple[str, ...] = ()
    half_years: tuple[HalfYear, ...] = ()

    def of_year(self, year: int) -> list[Content]:
        """The releases of one year."""
        return [release for release in self.releases if release.year == year]


def prepare(
    lives: Iterable[Life],
    counts: Iterable[tuple[str, str, str, int]],
    *,
    year: int,
    made_on: date,
    unit: str,
    made_up: bool = False,
    before: Before = Before(),
    without: Iterable[str] = (),
) -> Content:
    """The content of the year's next release, without the tables `without`, proved beside all that was published.

    A second release of a year corrects the one before it. Raises CannotProtect, with the cell that would follow.
    """
    numbers = counting.count(lives, counts, year=year)
    return content(
        numbers, year=year, made_on=made_on, unit=unit, made_up=made_up, before=before, without=frozenset(without)
    )


def content(
    numbers: Mapping[str, Mapping[At, int]],
    *,
    year: int,
    made_on: date,
    unit: str,
    made_up: bool,
    before: Before,
    without: frozenset[str],
) -> Content:
    """The same from counted tables. Raises CannotProtect."""
    corrected = before.of_year(year)
    tables = [
        _shown(table, numbers[table.key]) for table in TABLES if table.key in numbers and table.key not in without
    ]
    whole = Content(
        unit=unit,
        number=f"{year}-{len(corrected) + 1}",
        year=year,
        made_on=made_on,
        made_up=made_up,
        corrects=corrected[-1].number if corrected else None,
        definitions={table.key: DEFINITIONS[table.key] for table in tables},
        tables=tuple(tables),
        figures={},
        before=before.checksums,
        links=tuple(link for link in links() if _holds(link, numbers)),
    )
    hide = _hide(whole, numbers, corrected, before)
    shown = tuple(_without(table, whole.number, hide) for table in tables)
    made = replace(whole, tables=shown, figures=figures({table.key: table for table in shown}))
    attacks.run([*before.releases, made], before.half_years)
    return made


def _holds(link: Link, numbers: Mapping[str, Mapping[At, int]]) -> bool:
    """Whether what was counted fits: a talk may have been put in for a day before its case began."""
    if any(key not in numbers for key, _ in (link.whole, *link.parts)):
        return True
    whole, parts = numbers[link.whole[0]][link.whole[1]], sum(numbers[key][at] for key, at in link.parts)
    return whole == parts if link.exact else whole >= parts


def _hide(
    whole: Content, numbers: Mapping[str, Mapping[At, int]], corrected: Sequence[Content], before: Before
) -> frozenset[str]:
    """The names of the cells to hide."""
    printed = {
        name(whole.number, table.key, cell.at): threshold(table, cell.at)
        for table in whole.tables
        for cell in table.cells
    }
    true = {
        name(whole.number, table.key, cell.at): numbers[table.key][cell.at]
        for table in whole.tables
        for cell in table.cells
    }
    # What was hidden once stays hidden in every correction: else the two beside each other would give it away.
    always = {
        one
        for release in corrected
        for table in release.tables
        for cell in table.cells
        if cell.hidden and (one := name(whole.number, table.key, cell.at)) in printed
    }
    shown = replace(whole, tables=tuple(_without(table, whole.number, always) for table in whole.tables))
    seen, about = newly([*before.releases, shown], before.half_years)
    own = f"{whole.number}:"
    tied = Seen(
        seen.bounds,
        seen.sums,
        kept={one: few for one, few in seen.kept.items() if one in about and not one.startswith(own)},
        guarded={one: few for one, few in seen.guarded.items() if one in about},
    )
    alone = not any(one in about for one in seen.bounds if not one.startswith(own))
    return protect(true, tied, printed=printed, always=always, alone=alone)


def _shown(table: Table, numbers: Mapping[At, int]) -> ShownTable:
    """Everything shown: nobody has counted where there is no number."""
    places = [at for at in table.places if at in numbers]
    rows = [
        replace(row, parts=tuple(part for part in row.parts if part in numbers or part not in table.places))
        for row in table.sums
    ]
    return ShownTable(
        key=table.key,
        dimensions=tuple(one.key for one in table.dimensions),
        population=table.population,
        sensitive=table.sensitive,
        cells=tuple(Cell(at, _rounded(table, at, numbers[at])) for at in places),
        sums=tuple(row for row in rows if row.whole in numbers and row.parts),
        rounded=ROUNDED_TO if table.rounded else None,
    )


def _rounded(table: Table, at: At, value: int) -> int:
    if not table.rounded or ALL in at:
        return value
    return ROUNDED_TO * ((value + ROUNDED_TO // 2) // ROUNDED_TO)


def _without(table: ShownTable, number: str, hide: Iterable[str]) -> ShownTable:
    names = set(hide)
    cells = tuple(Cell(one.at, None) if name(number, table.key, one.at) in names else one for one in table.cells)
    return replace(table, cells=cells)


__all__ = ["Before", "CannotProtect", "content", "prepare"]
