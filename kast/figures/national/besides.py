"""The units beside one another: which shares, of which units, and the picture. Pure. Never a league table.

A unit is in a share only if it shows both numbers, as they were counted. The others are named, without a number. The
order is that of the alphabet everywhere, and nothing is sorted by a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kast.figures import funnel, outcome
from kast.figures.proportions import Proportion, proportion

from .merging import Address, Part
from .plotting import Plot, plot
from .roster import alphabetical

FEWEST = 3  # units, for a picture: two units are compared by looking at them
POINTS = 200


@dataclass(frozen=True)
class Share:
    """One share that units are set beside one another by: so many of so many, and over how many months."""

    key: str
    some: Address
    of: Address
    definition: str
    horizon: int | None = None


def _shares() -> tuple[Share, ...]:
    from kast.figures.release.tables import BY_KEY  # noqa: PLC0415 -- beside its one use

    def share(key: str, table: str, some: tuple[str, ...], of: tuple[str, ...], horizon: int | None = None) -> Share:
        return Share(key, (table, some), (table, of), BY_KEY[table].definition, horizon)

    return (
        share("came", "path", ("*", "came"), ("*", "*")),
        share("three", "path", ("*", "three_or_more"), ("*", "came")),
        share("topic", "topic", ("discussed",), ("*",)),
        share("known", "outcome", ("recent", "known"), ("recent", "*"), outcome.HORIZON),
        share("clean", "outcome", ("recent", "clean"), ("recent", "known"), outcome.HORIZON),
    )


SHARES = _shares()


@dataclass(frozen=True)
class Line:
    """One unit in a table of shares: its number in the picture, and its share; None where it does not show it."""

    place: int
    name: str
    share: Proportion | None
    where: funnel.Where | None = None


@dataclass(frozen=True)
class Beside:
    """One share, unit by unit in the order of the alphabet, what they are together, and the picture if there is one."""

    share: Share
    lines: tuple[Line, ...]
    together: Proportion | None
    plot: Plot | None

    @property
    def shown(self) -> int:
        """How many units show it."""
        return sum(line.share is not None for line in self.lines)

    @property
    def outside(self) -> tuple[Line, ...]:
        """The units that chance alone would hardly put there."""
        return tuple(line for line in self.lines if line.where is funnel.Where.BEYOND_998)


def beside(share: Share, parts: Sequence[Part]) -> Beside:
    """Set the units beside one another in one share."""
    counted = {part.unit: pair for part in parts if (pair := _pair(share, part)) is not None}
    some, of = sum(some for some, _ in counted.values()), sum(of for _, of in counted.values())
    found = _funnel(share, counted) if len(counted) >= FEWEST and 0 < some < of else None
    where = {unit.name: unit.where for unit in found.units} if found else {}
    names = sorted((part.unit for part in parts), key=alphabetical)
    lines = tuple(
        Line(place, name, _proportion(share, *counted[name]) if name in counted else None, where.get(name))
        for place, name in enumerate(names, start=1)
    )
    return Beside(share, lines, _proportion(share, some, of) if of else None, _drawn(lines, found))


def _pair(share: Share, part: Part) -> tuple[int, int] | None:
    some, of = part.exact(share.some), part.exact(share.of)
    return None if some is None or not of or some > of else (some, of)


def _funnel(share: Share, counted: Mapping[str, tuple[int, int]]) -> funnel.Funnel:
    return funnel.funnel(counted, definition=share.definition, horizon=share.horizon, points=POINTS)


def _proportion(share: Share, some: int, of: int) -> Proportion:
    return proportion(some, of, definition=share.definition, horizon=share.horizon, source=funnel.RELEASES)


def _drawn(lines: Sequence[Line], found: funnel.Funnel | None) -> Plot | None:
    if found is None:
        return None
    points = [
        (line.place, line.share.numerator, line.share.denominator, line.where is funnel.Where.BEYOND_998)
        for line in lines
        if line.share
    ]
    return plot(
        points,
        target=found.centre,
        inner=[(line.people, *line.usual) for line in found.lines],
        outer=[(line.people, *line.wide) for line in found.lines],
    )
