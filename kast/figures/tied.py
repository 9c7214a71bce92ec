"""The tables of the way here, proved together where they tie: with each other, and with the overview. Pure.

They speak of different months, so as a rule no number of one is a part of another. In a young unit everything lies in
all of these months, and everybody knows when it opened: then who is counted here is counted there too, relatives and
the latest beside, and the difference of two numbers is a number of people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from . import leaving, ways
from .gathering import FREE as OVERVIEW_FREE
from .gathering import SUMS as OVERVIEW_SUMS
from .lives import Life
from .months import Span
from .ranges import HIDDEN
from .suppression import FEW, CannotProtect, Seen, Sum, protect

Cells = Mapping[str, int | None]


@dataclass(frozen=True)
class Table:
    """Cells with their sums and rests (_); `free` rests may follow. `shown`: as it stands elsewhere, not to change."""

    cells: Mapping[str, int]
    sums: Sequence[Sum]
    free: Sequence[str] = ()
    shown: Cells | None = None


@dataclass(frozen=True)
class Tie:
    """Who is counted in `part` is counted in `whole` too. Each is a table's name, and cells that have nobody twice."""

    whole: tuple[str, tuple[str, ...]]
    part: tuple[str, tuple[str, ...]]


def ties(lives: Iterable[Life], *, year: Span, span: Span) -> list[Tie]:
    """What ties the tables `year` (the overview), `way`, `left` and `signals` to each other, for these lives."""
    lives = list(lives)
    left = _LEFT if _all_since(lives, span.first) else []
    return [*left, *_YEAR] if with_year(lives, year=year) else left


def with_year(lives: Iterable[Life], *, year: Span) -> bool:
    """Whether everybody stands on the overview too: nobody wrote before it, and nobody came from a sister unit."""
    lives = list(lives)
    return _all_since(lives, year.first) and not any(life.from_sister for life in lives)


def _all_since(lives: Iterable[Life], first: str) -> bool:
    return all(life.asked_in is None or life.asked_in >= first for life in lives)


def _both(step: str) -> tuple[str, ...]:
    return tuple(ways.name(one, step) for one in (ways.ALL, ways.RELATIVE))


def _caught(step: str) -> tuple[str, ...]:
    return tuple(ways.name(one, step) for one in ("police", "card", "slip"))


_LEFT = [
    *(Tie(("way", (f"{one}_came",)), ("left", (f"{one}_began",))) for one in (*leaving.WAYS, ways.ALL)),
    *(Tie(("way", (f"{one}_three",)), ("left", (f"_{one}_not_d2",))) for one in (*leaving.WAYS, ways.ALL)),
    *(Tie(("way", (f"_{one}_came_not_three",)), ("left", (f"{one}_d2",))) for one in (*leaving.WAYS, ways.ALL)),
]
_YEAR = [
    *(Tie(("year", (f"route_{one}",)), ("way", (f"{one}_asked",))) for one in ("own", "police", "card", "slip")),
    Tie(("year", ("route_social_services", "route_care")), ("way", ("recommended_asked",))),
    Tie(("year", ("route_someone_close", "route_other", "route_not_said")), ("way", ("other_asked",))),
    *(
        Tie(("year", (whole,)), ("way", part))
        for wrote, police, step in (
            ("wrote", "police", "asked"),
            ("wrote_came", "police_came", "came"),
            ("wrote_three", "police_three", "three"),
        )
        for whole, part in (
            (wrote, (f"{ways.ALL}_{step}",)),
            (wrote, (f"{ways.RELATIVE}_{step}",)),
            (wrote, _both(step)),
            (police, _caught(step)),
        )
    ),
    Tie(("year", ("cards",)), ("way", ("redeemed",))),
    Tie(("year", ("ended",)), ("way", _both("settled"))),
    Tie(("year", ("ended_agreed",)), ("way", _both("together"))),
    Tie(("year", ("ended_stopped", "ended_deleted")), ("left", (f"{ways.ALL}_d1",))),
    Tie(("year", ("ended_stopped", "ended_deleted")), ("signals", ("left",))),
]


def protected(tables: Mapping[str, Table], tied: Sequence[Tie]) -> dict[str, dict[str, int | None]]:
    """What may be printed of each table beside those it ties with; of one that stands, what stands. None: hidden.

    Where nothing helps but to print nothing, nothing is printed.
    """
    together = {name for tie in tied for name, _ in (tie.whole, tie.part)}
    alone = [{name} for name, table in tables.items() if name not in together and table.shown is None]
    found = {name: dict(table.shown) for name, table in tables.items() if table.shown is not None}
    for names in [together, *alone]:
        found |= _beside_each_other({name: tables[name] for name in tables if name in names}, tied)
    return found


def _beside_each_other(tables: Mapping[str, Table], tied: Iterable[Tie]) -> dict[str, dict[str, int | None]]:
    true = {_of(name, cell): value for name, table in tables.items() for cell, value in table.cells.items()}
    sums = [row for name, table in tables.items() for row in _sums(name, table)]
    true, sums = _with_ties(true, sums, [tie for tie in tied if tie.whole[0] in tables])
    ours = {name: _printed(table) for name, table in tables.items() if table.shown is None}
    printed = {_of(name, cell): FEW for name, cells in ours.items() for cell in cells}
    hide = _hidden(true, sums, tables, printed)
    return {
        name: {cell: None if _of(name, cell) in hide else value for cell, value in cells.items()}
        for name, cells in ours.items()
    }


def _printed(table: Table) -> dict[str, int]:
    return {cell: value for cell, value in table.cells.items() if not cell.startswith("_")}


def _hidden(
    true: Mapping[str, int], sums: Sequence[Sum], tables: Mapping[str, Table], printed: Mapping[str, int]
) -> frozenset[str]:
    stands = {_of(name, cell): value for name, table in tables.items() for cell, value in (table.shown or {}).items()}
    free = {_of(name, cell) for name, table in tables.items() for cell in table.free}
    rests = set(true) - set(printed) - set(stands)
    seen = Seen(
        bounds={cell: HIDDEN if cell in rests or stands.get(cell, 0) is None else (n, n) for cell, n in true.items()},
        sums=sums,
        kept={cell: FEW for cell, value in stands.items() if value is None},
        guarded=dict.fromkeys(sorted(rests - free), FEW),
    )
    try:
        return protect(true, seen, printed=printed)
    except CannotProtect:
        return frozenset(printed)


def overview(shown: Cells, cells: Mapping[str, int]) -> Table:
    """The overview as it is shown, with what it counts and does not print."""
    return Table(cells, OVERVIEW_SUMS, OVERVIEW_FREE, shown)


def _with_ties(true: Mapping[str, int], sums: Sequence[Sum], tied: Iterable[Tie]) -> tuple[dict[str, int], list[Sum]]:
    """Each tie as two sums: what the whole adds up to, and that it is the part and a rest."""
    cells, rows = dict(true), list(sums)
    for place, tie in enumerate(tied):
        whole, part = (tuple(_of(name, cell) for cell in these) for name, these in (tie.whole, tie.part))
        rest = sum(cells[cell] for cell in whole) - sum(cells[cell] for cell in part)
        if rest < 0:
            continue  # the counts do not fit, so nobody can reckon with them
        cells[f"_whole {place}"], cells[f"_rest {place}"] = sum(cells[cell] for cell in whole), rest
        rows += [Sum(f"_whole {place}", whole), Sum(f"_whole {place}", (*part, f"_rest {place}"))]
    return cells, rows


def _sums(name: str, table: Table) -> Iterable[Sum]:
    for row in table.sums:
        if table.cells[row.whole] == sum(table.cells[part] for part in row.parts):
            parts, tells = (tuple(_of(name, part) for part in these) for these in (row.parts, row.tells))
            yield Sum(_of(name, row.whole), parts, tells, row.exact)


def _of(table: str, cell: str) -> str:
    """A cell among all tables: its own name may stand in another too. A rest begins with _ as before."""
    return f"_{table}{cell}" if cell.startswith("_") else f"{table} {cell}"
