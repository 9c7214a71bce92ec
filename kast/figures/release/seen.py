"""What somebody sees who lays all releases and all frozen half-years beside each other. Pure: from contents alone.

Every cell has a name, `2026-1:path[police,came]`; a half-year's `2026-H1:clean`. Within a release sums and links hold.
Between publications some numbers belong together, too:

- A correction counts the same people again. Where both show a number, their difference is guarded like a number that
  is printed: nought or five and more, or wide; so is that of rests. What the first hid and the second shows is taken to
  be the same. What the second hides says nothing of the first: something has changed, and nobody knows where.
- The halves of a year make up its year; the outcome of a year is what was added to the outcome so far.

Such a tie is taken to hold unless what is shown contradicts it: somebody who tries would take it so, too. By how much
the outcome of a year does not fit the outcome so far tells of people who were counted earlier, so that is guarded, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kast.figures import gathering, totals
from kast.figures.ranges import HIDDEN, MOST, Bounds, Ranges, Sum
from kast.figures.suppression import FEW, SENSITIVE_FEW, Seen, audit

from .content import Content, ShownTable
from .tables import ALL, FREE, At

_APART: Bounds = (-MOST, MOST)
_BETWEEN = "−"
ANSWERS, TOLD = "answers", "told"


@dataclass(frozen=True)
class HalfYear:
    """A frozen half-year: its name (2026-H1), its totals, None where hidden, until when its outcome counts, its day.

    Of how long people waited the number of `answers` is among the totals; the days are no numbers of people. So is
    `told`, where the police have counted.
    """

    name: str
    cells: Mapping[str, int | None]
    outcome_until: str
    made_on: date = date.min


@dataclass(frozen=True)
class Place:
    """Where a cell stands: in which release, which table, at which place. `beside`: from which it is a difference."""

    number: str
    table: str
    at: At
    beside: str = ""
    rest: bool = False


def name(number: str, table: str, at: At) -> str:
    """A cell's name."""
    return f"{number}:{table}[{','.join(at)}]"


def place(cell: str) -> Place:
    """The place that a name says. A half-year's cell has no table."""
    one, _, beside = cell.partition(_BETWEEN)
    number, _, rest = one.partition(":")
    table, inside, at = rest.partition("[")
    labels = tuple(at.rstrip("]").split(",")) if inside else ()
    return Place(number, table if inside else "", labels or (rest,), beside, any(_is_rest(x) for x in labels))


def threshold(table: ShownTable, at: At) -> int:
    """Fewer than so many are hidden there. At a margin nothing crosses."""
    return SENSITIVE_FEW if table.sensitive and ALL not in at else FEW


def seen(releases: Sequence[Content], half_years: Sequence[HalfYear] = ()) -> Seen:
    """Everything that is to be known from these, in the order in which they came out."""
    book = _Book()
    ties = [tie for half_year in half_years for tie in _of_half_year(half_year, book)]
    for release in releases:
        for table in release.tables:
            _add_table(release.number, table, book)
        for link in release.links:
            names = [name(release.number, *where) for where in (link.whole, *link.parts)]
            if all(one in book.bounds for one in names):
                book.sums.append(Sum(names[0], tuple(names[1:]), exact=link.exact))
    ties += _between_half_years(releases, half_years)
    for later, release in enumerate(releases):
        for before in releases[:later]:
            if before.year == release.year:
                ties += _between(before, release, book)
    held = _that_hold(book, ties)
    for tie in ties:
        if tie not in held and tie.exact and _is_outcome(tie):
            apart = f"{tie.parts[-1]}{_BETWEEN}{tie.whole.partition(':')[0]}"
            book.bounds[apart], book.guarded[apart] = _APART, FEW
            held.append(Sum(tie.whole, (*tie.parts, apart)))
    return Seen(book.bounds, [*book.sums, *held], book.kept, book.guarded)


@dataclass
class _Book:
    """What is known so far."""

    bounds: dict[str, Bounds] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
    guarded: dict[str, int] = field(default_factory=dict)


def newly(releases: Sequence[Content], half_years: Sequence[HalfYear]) -> tuple[Seen, frozenset[str]]:
    """What is seen with the last of the releases, and which numbers it could give away: its own, and those before it.

    What could be worked out without the last one is not among them: that was given away before.
    """
    now, before = seen(releases, half_years), seen(releases[:-1], half_years)
    own = f"{releases[-1].number}:"
    opened = {one: HIDDEN if one.startswith(own) else bound for one, bound in now.bounds.items()}
    tied = Ranges(opened, now.sums).tied_to([one for one in now.bounds if one.startswith(own)])
    earlier = tied & {*before.kept, *before.guarded}
    return now, frozenset(tied - {leak.cell for leak in audit(before, about=earlier)})


def bounds_of(table: ShownTable, at: At, value: int | None) -> Bounds:
    """What a shown number says of the true one: itself, or what rounds to it and is not among the few."""
    if value is None:
        return HIDDEN
    if table.rounded is None or value == 0 or ALL in at:
        return (value, value)
    half = table.rounded // 2
    return (max(value - half, threshold(table, at)), value + half)


def _add_table(number: str, table: ShownTable, book: _Book) -> None:
    for cell in table.cells:
        one = name(number, table.key, cell.at)
        book.bounds[one] = bounds_of(table, cell.at, cell.value)
        if cell.hidden:
            book.kept[one] = threshold(table, cell.at)
    for row in table.sums:
        for at in (row.whole, *row.parts):
            one = name(number, table.key, at)
            if one not in book.bounds:
                book.bounds[one] = HIDDEN
                if not any(label[0] == FREE for label in at):
                    book.guarded[one] = threshold(table, at)
        whole, *parts = (name(number, table.key, at) for at in (row.whole, *row.parts))
        book.sums.append(Sum(whole, tuple(parts), tuple(name(number, table.key, at) for at in row.tells)))


def _of_half_year(half_year: HalfYear, book: _Book) -> Iterator[Sum]:
    """A half-year's cells are added; its sums are handed back as ties, since an old one may not add up."""
    old = half_year.outcome_until != half_year.name
    cells = {key: value for key, value in half_year.cells.items() if not (old and key in totals.OUTCOMES)}
    for key, value in cells.items():
        book.bounds[f"{half_year.name}:{key}"] = HIDDEN if value is None else (value, value)
        if value is None:
            book.kept[f"{half_year.name}:{key}"] = FEW
    for row in gathering.SUMS:
        if row.whole in cells and any(part in cells for part in row.parts):
            names = [f"{half_year.name}:{key}" for key in row.all]
            for one in names:
                book.bounds.setdefault(one, HIDDEN)
            yield Sum(names[0], tuple(names[1:]))


def _between(before: Content, now: Content, book: _Book) -> Iterator[Sum]:
    """A correction beside what it corrects: differences are added and guarded; ties are handed back."""
    for table in now.tables:
        earlier = before.table(table.key)
        if earlier is None:
            continue
        for at in dict.fromkeys([cell.at for cell in table.cells] + [at for row in table.sums for at in row.parts]):
            new, old = name(now.number, table.key, at), name(before.number, table.key, at)
            if old not in book.bounds or table.by_place.get(at, 0) is None:
                continue
            if earlier.by_place.get(at, 0) is None:
                yield Sum(new, (old,))
            elif book.bounds[new] != book.bounds[old] or at not in table.by_place:
                apart = f"{new}{_BETWEEN}{before.number}"
                book.bounds[apart] = _APART
                book.sums.append(Sum(new, (old, apart)))
                if not any(label[0] == FREE for label in at):
                    book.guarded[apart] = threshold(table, at)


def _between_half_years(releases: Sequence[Content], half_years: Sequence[HalfYear]) -> Iterator[Sum]:
    by_name = {half_year.name: half_year for half_year in half_years}
    for release in releases:
        halves_of_it = [f"{release.year}-H{half}" for half in (1, 2)]
        for key, table, at in _IN_HALVES:
            halves = [f"{half}:{key}" for half in halves_of_it if _has(by_name, half, key)]
            if halves and _has_place(release, table, at):
                yield Sum(name(release.number, table, at), tuple(halves), exact=len(halves) == 2)
        for key, table, at in _AT_LEAST_EACH:
            for half in halves_of_it:
                if _has(by_name, half, key) and _has_place(release, table, at):
                    yield Sum(name(release.number, table, at), (f"{half}:{key}",), exact=False)
        yield from _outcome_so_far(release, by_name)


# What the halves of a year add up to, and what each of them is no more than.
_IN_HALVES: Sequence[tuple[str, str, At]] = (
    ("wrote", "path", (ALL, ALL)),
    ("police", "path", ("police", ALL)),
    (ANSWERS, "waiting", (ALL,)),
    (TOLD, "told", ("police",)),
)
_AT_LEAST_EACH: Sequence[tuple[str, str, At]] = (
    ("came", "topic", (ALL,)),
    ("discussed", "topic", ("discussed",)),
    ("police_came", "path", ("police", "came")),
    ("police_three", "path", ("police", "three_or_more")),
)
_SO_FAR: Mapping[str, str] = {"due": ALL, "known": "known", "clean": "clean", "back": "back", "unknown": "unknown"} | {
    label: label for label in ("declined", "lost")
}


def _outcome_so_far(release: Content, by_name: Mapping[str, HalfYear]) -> Iterator[Sum]:
    end, start = f"{release.year}-H2", f"{release.year - 1}-H2"
    for tier, prefix in (("recent", ""), ("earlier", "earlier_")):
        for key, label in _SO_FAR.items():
            if not _has_place(release, "outcome", (tier, label)):
                continue
            year = name(release.number, "outcome", (tier, label))
            if _has(by_name, end, prefix + key) and _has(by_name, start, prefix + key):
                yield Sum(f"{end}:{prefix}{key}", (f"{start}:{prefix}{key}", year))
                continue
            for later in sorted(half for half in by_name if half >= end):
                if _has(by_name, later, prefix + key):
                    yield Sum(f"{later}:{prefix}{key}", (year,), exact=False)


def _is_outcome(tie: Sum) -> bool:
    return place(tie.parts[-1]).table == "outcome"


def _has(by_name: Mapping[str, HalfYear], half_year: str, key: str) -> bool:
    found = by_name.get(half_year)
    if found is None or key not in found.cells:
        return False
    return key not in totals.OUTCOMES or found.outcome_until == found.name


def _has_place(release: Content, table: str, at: At) -> bool:
    found = release.table(table)
    return found is not None and at in found.by_place


def _that_hold(book: _Book, ties: Sequence[Sum]) -> list[Sum]:
    """The ties that what is shown does not contradict, in order."""
    if not ties:
        return []
    ranges = Ranges(book.bounds, [*book.sums, *ties])
    if all(ranges.fits(tie.whole) for tie in ties):
        return list(ties)
    ranges = Ranges(book.bounds, book.sums)
    held = []
    for tie in ties:
        ranges.add(tie)
        if ranges.fits(tie.whole):
            held.append(tie)
        else:
            ranges.drop(tie)
    return held


def _is_rest(label: str) -> bool:
    return label[0] in {"~", FREE}
