"""The tables of a release: always the same, so that nobody can ask for one more that gives somebody away. Pure.

A place in a table is a tuple with one label for each dimension: a code, a subtotal's name, or `*` for all. Words for
the codes stand in the pages, never here. What happened belongs to one year and is in one year's release only: who first
wrote in it, who came in it, whose ending, first answer or window fell in it. So two years have nobody in common in any
table but `topic`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from kast.figures import coverage, leaving, outcome, reach, reasons
from kast.figures.gathering import ENDINGS, ROUTES
from kast.figures.reasons import REASONS

ALL = "*"
# Before a label: all of the whole but this. A rest is never printed, and just as open to being worked out.
REST = "~"
FREE = "-"  # the same where the rest tells of the unit's work and not of a person: it may follow
At = tuple[str, ...]

WAYS: Mapping[str, tuple[str, ...]] = {
    "police": ("police", "card", "slip"),
    "services": ("social_services", "care"),
    "own": ("own",),
    "others": ("someone_close", "other", "not_said"),
}
WINDOWS = ("6", "12", "24")


@dataclass(frozen=True)
class Dimension:
    """One side of a table: its codes, sums of some of them, and whether all together are somebody (`total`).

    `multiple`: somebody may be in several codes, or in none. `free`: and those who are in none need no guarding.
    `fine`: all in this one code may be said of a whole group.
    """

    key: str
    codes: tuple[str, ...]
    subtotals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: bool = True
    multiple: bool = False
    free: bool = False
    fine: frozenset[str] = frozenset()

    @property
    def labels(self) -> tuple[str, ...]:
        """Codes, then subtotals, then the total: as they stand in a table."""
        return (*self.codes, *self.subtotals, *((ALL,) if self.total else ()))


@dataclass(frozen=True)
class Sum:
    """A whole that is the sum of its parts. Nought in one of `tells` would tell something of everybody in the whole."""

    whole: At
    parts: tuple[At, ...]
    tells: tuple[At, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: whom it counts (`population`), by what, and how careful it must be.

    `sensitive`: what is told about a person crosses with something that others may know of them, so fewer than ten are
    hidden, not fewer than five; at a margin nothing crosses. `rounded`: but for its margins it is shown to the nearest
    five. `group`: a row all of which lies in one cell tells that cell of everybody in it.
    """

    key: str
    dimensions: tuple[Dimension, ...]
    population: str
    definition: str
    sensitive: bool = False
    rounded: bool = False
    group: bool = False

    @property
    def places(self) -> list[At]:
        """Every place that is printed, in order."""
        return [tuple(labels) for labels in product(*(one.labels for one in self.dimensions))]

    @property
    def sums(self) -> list[Sum]:
        """Which places add up to which, along each dimension, rests that are never printed included."""
        return [
            Sum(_put(beside, side, whole), tuple(_put(beside, side, part) for part in parts), tells)
            for side, dimension in enumerate(self.dimensions)
            for beside in product(*(one.labels for other, one in enumerate(self.dimensions) if other != side))
            for whole, parts, tell in _along(dimension, group=self.group and side == len(self.dimensions) - 1)
            for tells in [tuple(_put(beside, side, part) for part in tell)]
        ]


def _put(beside: At, side: int, label: str) -> At:
    return (*beside[:side], label, *beside[side:])


def _along(dimension: Dimension, *, group: bool) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    if dimension.multiple:
        for code in dimension.codes:
            yield (ALL, (code, FREE + code), ()) if dimension.free else (ALL, (code, REST + code), (REST + code,))
        return
    for name, parts in dimension.subtotals.items():
        tells = tuple(part for part in parts if len(parts) == 2 and group and not set(parts) - {part} <= dimension.fine)
        yield name, parts, tells
    if not dimension.total:
        return
    yield ALL, dimension.codes, ()
    if group:
        for code in (*dimension.codes, *dimension.subtotals):
            if code not in dimension.fine:
                yield ALL, (code, REST + code), (REST + code,)


_WAY = Dimension("way", tuple(WAYS))
_KNOWN = Dimension(
    "known",
    ("clean", "back", "declined", "lost"),
    {"known": ("clean", "back"), "unknown": ("declined", "lost")},
    fine=frozenset({"clean", "known", "unknown", "declined", "lost"}),
)
_STEPS = Dimension("step", ("not_come", "once_or_twice", "three_or_more"), {"came": ("once_or_twice", "three_or_more")})

# Drop-out under its three definitions, of the same people: the rate moves with the definition (figures.leaving).
LEAVING: Mapping[str, tuple[str, Dimension]] = {
    "left": ("d1", Dimension("left", ("left", "otherwise"))),
    "few_talks": ("d2", Dimension("talks", ("fewer", "three"))),
    "silent": ("d3", Dimension("silent", ("silent", "heard"))),
}

TABLES: tuple[Table, ...] = (
    Table("told", (Dimension("source", ("police", "social_services", "other")),), "told", "told-by-others/1"),
    Table("routes", (Dimension("route", ROUTES),), "wrote", "first-wrote/1"),
    Table("path", (_WAY, _STEPS), "wrote", reach.DEFINITION, group=True),
    Table(
        "waiting", (Dimension("wait", ("d0_1", "d2_3", "d4_7", "d8_14", "later")),), "answered", "letter-to-answer/1"
    ),
    Table(
        "baseline",
        (Dimension("baseline", ("last_12_months", "earlier", "never", "not_asked")),),
        "first_came",
        "baseline/1",
        group=True,
    ),
    Table("topic", (Dimension("topic", ("discussed",), multiple=True, free=True),), "came", coverage.DEFINITION),
    Table("endings", (Dimension("ending", ENDINGS),), "ended", "endings/1", group=True),
    *(
        Table(key, (_WAY, side), "ended", f"drop-out-{leaving.DEFINITIONS[which]}", group=True)
        for key, (which, side) in LEAVING.items()
    ),
    Table(
        "outcome",
        (Dimension("tier", ("recent", "earlier"), total=False), _KNOWN),
        "due",
        outcome.DEFINITION,
        group=True,
    ),
    Table("outcome_by_way", (_WAY, _KNOWN), "due_recent", outcome.DEFINITION, sensitive=True, rounded=True, group=True),
    Table(
        "followup",
        (
            Dimension("window", WINDOWS, total=False),
            Dimension("state", ("answered", "declined", "not_reached", "not_agreed", "no_answer")),
        ),
        "window_closed",
        "follow-up-states/1",
    ),
    Table("reasons", (Dimension("reason", REASONS, multiple=True),), "told_reasons", reasons.DEFINITION),
)
BY_KEY: Mapping[str, Table] = {table.key: table for table in TABLES}
DEFINITIONS: Mapping[str, str] = {table.key: table.definition for table in TABLES}


@dataclass(frozen=True)
class Link:
    """Places of several tables that belong together: the parts are the whole (`exact`), or no more than it."""

    whole: tuple[str, At]
    parts: tuple[tuple[str, At], ...]
    exact: bool = True


def links() -> list[Link]:
    """What the tables of one release have in common."""
    found = [
        Link(("path", (way, ALL)), tuple(("routes", (route,)) for route in routes)) for way, routes in WAYS.items()
    ]
    found += [
        Link(("routes", (ALL,)), (("path", (ALL, ALL)),)),
        Link(("endings", (ALL,)), (("left", (ALL, ALL)),)),
        Link(("left", (ALL, "left")), tuple(("endings", (one,)) for one in sorted(leaving.LEFT))),
        # Who wrote this year and came, came this year; so did who came for the first time.
        Link(("topic", (ALL,)), (("path", (ALL, "came")),), exact=False),
        Link(("topic", (ALL,)), (("baseline", (ALL,)),), exact=False),
    ]
    first, *others = LEAVING
    found += [Link((first, (way, ALL)), ((other, (way, ALL)),)) for way in (*WAYS, ALL) for other in others]
    found += [Link(("outcome", ("recent", label)), (("outcome_by_way", (ALL, label)),)) for label in _KNOWN.labels]
    return found
