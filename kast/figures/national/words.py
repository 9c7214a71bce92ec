"""The words of the national pages: why a unit is missing, where a unit lies. For codes see telling.words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kast.figures.funnel import Where
from kast.figures.proportions import Proportion
from kast.figures.release import tables
from kast.figures.telling.figures import KINDS
from kast.figures.telling.words import DIMENSIONS, TABLES, Words, meaning

from .admitting import Why
from .besides import Beside
from .merging import Merged
from .page import Grid, National
from .plotting import Plot

SHARES: dict[str, Words] = {
    **{key: KINDS[of][0] for key, of in (("came", "came"), ("three", "three"), ("topic", "discussed"))},
    "known": gettext_lazy("Vi vet hur det gick efter ett år, av dem som skulle frågas"),
    "clean": gettext_lazy("Säger att de inte gick tillbaka, av dem som vi vet något om"),
}
WHERE: dict[Where, Words] = {
    Where.WITHIN: gettext_lazy("innanför"),
    Where.BEYOND_95: gettext_lazy("mellan strecken"),
    Where.BEYOND_998: gettext_lazy("utanför"),
}
_UNUSABLE = gettext_lazy("det som kom gick inte att använda")
WHY: dict[Why, Words] = {
    Why.NOTHING_CAME: gettext_lazy("har inte skickat något för året"),
    Why.OTHER_YEAR: gettext_lazy("har inte skickat något för året"),
    Why.NOT_REACHED: gettext_lazy("gick inte att nå"),
    Why.OTHER_COUNTING: gettext_lazy("räknar på ett annat sätt"),
    Why.MADE_UP: gettext_lazy("det som kom är påhittat"),
    Why.NOT_MADE_UP: gettext_lazy("det som kom är inte påhittat"),
}
WHY |= {why: _UNUSABLE for why in Why if why not in WHY}
FILES: tuple[Words, ...] = (
    gettext_lazy("Alla tal (CSV)"),
    gettext_lazy("Andelarna i bilderna (CSV)"),
    gettext_lazy("Vilka som är med (CSV)"),
)


@dataclass(frozen=True)
class SaidRow:
    """One line of a table, with its word."""

    label: Words
    cells: tuple[Merged, ...]


@dataclass(frozen=True)
class SaidGrid:
    """One table, in words."""

    key: str
    caption: Words
    what: Words
    across: Sequence[Words]
    rows: Sequence[SaidRow]
    rounds: bool
    withholds: bool


@dataclass(frozen=True)
class SaidLine:
    """One unit beside the others, in words."""

    place: int
    name: str
    share: Proportion | None
    said: Words


@dataclass(frozen=True)
class SaidBeside:
    """One share, in words: the caption, all of the picture as text, the picture, the lines of its table."""

    key: str
    caption: Words
    told: str
    plot: Plot | None
    lines: Sequence[SaidLine]
    together: Proportion | None
    shown: int


def place(key: str, at: tuple[str, ...]) -> str:
    """One cell of a table, in words."""
    named = [str(meaning(one.key, code).word) for one, code in zip(tables.BY_KEY[key].dimensions, at, strict=True)]
    return f"{TABLES[key].word}: {', '.join(named)}"


def grid(found: Grid) -> SaidGrid:
    """A table in words."""
    first, *others = found.table.dimensions
    across = [meaning(others[0].key, code).word for code in found.across] if others else [_("Antal")]
    rows = [SaidRow(meaning(first.key, row.code).word, row.cells) for row in found.rows]
    caption, what = TABLES[found.key].word, DIMENSIONS[first.key]
    return SaidGrid(found.key, caption, what, across, rows, found.rounds, found.withholds)


def beside(found: Beside) -> SaidBeside:
    """Units beside one another, in words, in the order of the alphabet."""
    lines = [
        SaidLine(line.place, line.name, line.share, WHERE[line.where] if line.where else "–") for line in found.lines
    ]
    told = ". ".join(_told(line) for line in lines)
    return SaidBeside(
        found.share.key, SHARES[found.share.key], f"{told}.", found.plot, lines, found.together, found.shown
    )


def definitions(page: National) -> list[tuple[Words, str]]:
    """Each table's caption with the number of its definition."""
    return [(TABLES[found.key].word, found.table.definition) for found in page.grids]


def _told(line: SaidLine) -> str:
    if line.share is None:
        return _("%(place)s, %(name)s: visas inte") % {"place": line.place, "name": line.name}
    said = {"place": line.place, "name": line.name, "k": line.share.numerator, "n": line.share.denominator}
    return _("%(place)s, %(name)s: %(k)s av %(n)s, %(where)s") % {**said, "where": line.said}
