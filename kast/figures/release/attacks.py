"""The attacks that every release is put through before it is made, and again whenever somebody verifies it. Pure.

Each takes what is published, the last release at the end, and says what it finds: no finding, no leak. They know no
more than a reader does. The linear programme finds whatever can be worked out; the others are the ways a person would
try first, written out on their own, so that a fault in the one does not hide behind itself.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from kast.figures.proportions import TEN
from kast.figures.ranges import MOST, Contradiction
from kast.figures.suppression import CannotProtect, Leak, audit

from .content import Content, ShownTable
from .seen import HalfYear, name, newly, threshold
from .shares import shares
from .tables import ALL, FREE, WINDOWS, At

Attack = Callable[[Sequence[Content], Sequence[HalfYear]], Iterator[Leak]]


class Contradictory(Exception):
    """No numbers fit what is shown: the tables do not add up."""


def run(releases: Sequence[Content], half_years: Sequence[HalfYear] = ()) -> None:
    """All attacks on the last of the releases, with all before it at hand. Raises CannotProtect, Contradictory."""
    for attack in ATTACKS:
        for leak in attack(releases, half_years):
            raise CannotProtect(leak)


def small_numbers(releases: Sequence[Content], _: Sequence[HalfYear]) -> Iterator[Leak]:
    """A number of a few people that was simply left standing."""
    for table, at, value in _shown(releases[-1]):
        if 0 < value < threshold(table, at):
            yield Leak(name(releases[-1].number, table.key, at), value, value)


def complements(releases: Sequence[Content], _: Sequence[HalfYear]) -> Iterator[Leak]:
    """One number is missing in a sum: it is the rest."""
    last = releases[-1]
    for table in last.tables:
        for row in table.sums:
            missing = [at for at in (row.whole, *row.parts) if _exact(table, at) is None]
            if len(missing) != 1 or missing[0][-1][0] == FREE or any(label[0] == FREE for label in missing[0]):
                continue
            (at,) = missing
            shown = [_exact(table, part) or 0 for part in row.parts if part != at]
            rest = sum(shown) if at == row.whole else (_exact(table, row.whole) or 0) - sum(shown)
            printed = at in table.by_place and not (table.rounded and ALL not in at and table.by_place[at] is not None)
            if printed or 0 < rest < threshold(table, at):
                yield Leak(name(last.number, table.key, at), rest, rest)


def noughts_and_hundreds(releases: Sequence[Content], _: Sequence[HalfYear]) -> Iterator[Leak]:
    """All of a group are in one cell: then that is known of each of them."""
    last = releases[-1]
    for table in last.tables:
        for row in table.sums:
            whole = _exact(table, row.whole)
            if not row.tells or not whole:
                continue
            others = {part: _exact(table, part) for part in row.parts}
            for part in row.tells:
                rest = [value for other, value in others.items() if other != part]
                if others[part] == 0 or (None not in rest and sum(value or 0 for value in rest) == whole):
                    yield Leak(name(last.number, table.key, part), 0, 0)


def differences(releases: Sequence[Content], _: Sequence[HalfYear]) -> Iterator[Leak]:
    """The same number in two releases of one year, taken from each other, and sums of two such differences."""
    last = releases[-1]
    for before in releases[:-1]:
        if before.year != last.year:
            continue
        for table, at, value in _shown(last):
            earlier = before.table(table.key)
            was = None if earlier is None else _exact(earlier, at)
            if was is not None and _exact(table, at) is not None and 0 < abs(value - was) < threshold(table, at):
                yield Leak(name(last.number, table.key, at), value - was, value - was)


def percentages(releases: Sequence[Content], _: Sequence[HalfYear]) -> Iterator[Leak]:
    """A percentage that is turned back into counts: it may only lead to numbers that are printed beside it."""
    last = releases[-1]
    known = {share.key: share for share in shares()}
    for key, figure in last.figures.items():
        part, whole = int(figure["numerator"]), int(figure["denominator"])
        share = known.get(key)
        table = last.table(share.table if share else "outcome")
        tier = key.removeprefix("outcome_")
        parts = share.parts if share else ((tier, "clean"),)
        places = [*parts, share.whole if share else (tier, ALL)]
        values = [None if table is None else _exact(table, at) for at in places]
        printed = None not in values and [sum(value or 0 for value in values[:-1]), values[-1]] == [part, whole]
        if not printed or whole < TEN:
            yield Leak(f"{last.number}:{key}", part, part)


def curves(releases: Sequence[Content], _: Sequence[HalfYear]) -> Iterator[Leak]:
    """A curve whose steps tell how many were at risk: there are values at landmarks only."""
    last = releases[-1]
    for key, figure in last.figures.items():
        longer = [kept for kept in figure.values() if isinstance(kept, (list, dict))]
        if longer or (figure["horizon"] is not None and str(figure["horizon"]) not in WINDOWS):
            yield Leak(f"{last.number}:{key}", 0, 0)


def combinations_of_sums(releases: Sequence[Content], _: Sequence[HalfYear]) -> Iterator[Leak]:
    """Two sums taken from each other, whose hidden parts are the same but for one."""
    last = releases[-1]
    for table in last.tables:
        lines = []
        for row in table.sums:
            places = (row.whole, *row.parts)
            missing = {at: 1 if at == row.whole else -1 for at in places if _exact(table, at) is None}
            known = sum((1 if at == row.whole else -1) * (_exact(table, at) or 0) for at in places)
            if missing:
                lines.append((missing, known))
        for (one, a), (other, b) in combinations(lines, 2):
            for sign in (1, -1):
                left = {at: one.get(at, 0) - sign * other.get(at, 0) for at in {*one, *other}}
                stays = [(at, factor) for at, factor in left.items() if factor]
                if len(stays) == 1 and abs(stays[0][1]) == 1:
                    (at, factor), value = stays[0], -(a - sign * b)
                    hidden = at in table.by_place and table.by_place[at] is None
                    if hidden or (
                        0 < value * factor < threshold(table, at) and not any(label[0] == FREE for label in at)
                    ):
                        yield Leak(name(last.number, table.key, at), value * factor, value * factor)


def linear_programme(releases: Sequence[Content], half_years: Sequence[HalfYear]) -> Iterator[Leak]:
    """Whatever follows from all tables, all releases of all years and all half-years together."""
    try:
        seen, about = newly(releases, half_years)
        yield from audit(seen, about=about)
    except Contradiction as fault:
        raise Contradictory from fault


ATTACKS: tuple[Attack, ...] = (
    small_numbers,
    complements,
    noughts_and_hundreds,
    differences,
    percentages,
    curves,
    combinations_of_sums,
    linear_programme,
)


def has_upper_end(leak: Leak) -> bool:
    """Whether a number is known not to be larger than something."""
    return leak.high < MOST // 2


def _shown(release: Content) -> Iterator[tuple[ShownTable, At, int]]:
    for table in release.tables:
        for cell in table.cells:
            if cell.value is not None:
                yield table, cell.at, cell.value


def _exact(table: ShownTable, at: At) -> int | None:
    """A number that is shown as it was counted."""
    return None if table.rounded and ALL not in at else table.by_place.get(at)
