"""One table of a release as it is told: a sentence, a drawing, its rows in words, and how we know.

No share stands in it: it says how many, of how many. Shares with their intervals stand on the page of figures.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from kast.figures.release.content import Content, ShownTable
from kast.figures.release.tables import ALL

from . import sentences, words
from .bars import Bars, bars
from .sentences import Number
from .shown import rounded_at

# Of a table with two sides the drawing shows one row: all, or the one that is asked for most.
_DRAWN = {"outcome": "recent", "followup": "12"}


@dataclass(frozen=True)
class Row:
    """A line of the table as it is shown: its words, and a number for each column."""

    label: words.Words
    numbers: tuple[Number, ...]
    whole: bool = False


@dataclass(frozen=True)
class Block:
    """One table, told."""

    table: ShownTable
    definition: str

    @property
    def key(self) -> str:
        """The table's key: its name in addresses."""
        return self.table.key

    @property
    def title(self) -> words.Words:
        """Its heading."""
        return words.TABLES[self.key].word

    @property
    def how(self) -> words.Words:
        """Whom it counts, and of what one must be careful."""
        return words.TABLES[self.key].meaning

    @property
    def population(self) -> words.Words:
        """Whom it counts, in short."""
        return words.POPULATIONS[self.table.population]

    @property
    def caption(self) -> str:
        """The table's caption: what it is, and whom it counts. No two tables have the same."""
        return f"{self.title}: {sentences.lower(str(self.population))}"

    @property
    def few(self) -> int:
        """Numbers under this are hidden."""
        return 10 if self.table.sensitive else 5

    @property
    def head(self) -> list[words.Words]:
        """What stands above the columns."""
        first = words.DIMENSIONS[self.table.dimensions[0]]
        if self._flat:
            return [first, _("Antal")]
        side = self.table.dimensions[1]
        return [first, *(words.meaning(side, code).word for code in self._codes(1))]

    @cached_property
    def rows(self) -> list[Row]:
        """Its lines, the whole last."""
        first, columns = self.table.dimensions[0], [()] if self._flat else [(code,) for code in self._codes(1)]
        return [
            Row(
                sentences.first_up(str(words.meaning(first, code).word)),
                tuple(self._number(code, *column) for column in columns),
                code == ALL,
            )
            for code in self._codes(0)
        ]

    @cached_property
    def drawing(self) -> Bars | None:
        """One bar a code; None where there is nothing to draw."""
        side = self.table.dimensions[-1]
        rows = [
            (sentences.first_up(str(words.meaning(side, code).word)), one.value, str(one))
            for code, one in self._parts.items()
        ]
        return bars(self.key, self.drawn_of, rows)

    @property
    def drawn_of(self) -> str:
        """The drawing's title: what is drawn, and of two sides which row."""
        if not self._lead or self._lead == (ALL,):
            return str(self.title)
        return f"{self.title}: {words.meaning(self.table.dimensions[0], self._lead[0]).word}"

    @cached_property
    def sentence(self) -> str:
        """What the table says first. It is set large, so it names nothing that a passer-by should not read."""
        whole = self._number(*self._lead, ALL)
        parts = sentences.of_parts(self.key, self._parts) if whole.value else ""
        return f"{sentences.of_all(self.table.population, whole)} {parts}".strip()

    @cached_property
    def most(self) -> str:
        """Where most of them are; empty for tables that ask another question."""
        if self.key in sentences.PARTS or not self._number(*self._lead, ALL).value:
            return ""
        side = self.table.dimensions[-1]
        return sentences.of_most({str(words.meaning(side, code).word): one for code, one in self._parts.items()})

    @property
    def _parts(self) -> dict[str, Number]:
        codes = [code for code in self._codes(-1) if code != ALL and code not in _SUMS]
        return {code: self._number(*self._lead, code) for code in codes}

    def _codes(self, side: int) -> list[str]:
        """The codes of a side in the order in which the release has them."""
        return list(dict.fromkeys(cell.at[side] for cell in self.table.cells))

    @property
    def _flat(self) -> bool:
        return len(self.table.dimensions) == 1

    @property
    def _lead(self) -> tuple[str, ...]:
        return () if self._flat else (_DRAWN.get(self.key, ALL),)

    def _number(self, *at: str) -> Number:
        return Number(self.table.value(*at), rounded_at(self.table, at))


# Sums of codes that stand beside their parts: not drawn, so that nobody is drawn twice.
_SUMS = frozenset({"known", "unknown", "came"})


def blocks(content: Content) -> list[Block]:
    """Every table of a release, in its own order."""
    return [Block(table, content.definitions.get(table.key, "")) for table in content.tables]


def block(content: Content, key: str) -> Block | None:
    """One table; None where the release has none such."""
    return next((one for one in blocks(content) if one.key == key), None)
