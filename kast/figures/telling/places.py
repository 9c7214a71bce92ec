"""What a cell is called on a page: its table and its place in words, so that a refusal can name it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kast.figures.gathering import OUTCOME, TIERS
from kast.figures.labels import ASKED, LABELS
from kast.figures.months import read_half_year
from kast.figures.ranges import MOST
from kast.figures.release.seen import Place, place
from kast.figures.release.tables import ALL, BY_KEY, FREE, REST
from kast.figures.suppression import Leak

from . import words

_NO_END = MOST // 2
_EARLIER = TIERS[1]
_WAY = BY_KEY["path"].dimensions[0].key


@dataclass(frozen=True)
class Refusal:
    """Why a year is not published as it stands: which number would follow, and from what to what."""

    leak: Leak

    @property
    def table(self) -> str:
        """The table's key; empty where it is a half-year's number."""
        return self.place.table

    @property
    def place(self) -> Place:
        """Where the number stands."""
        return place(self.leak.cell)

    @property
    def title(self) -> str:
        """The table in words."""
        if self.table:
            return str(words.TABLES[self.table].word)
        half_year = read_half_year(self.place.number)
        said = _("första halvåret %(year)s") if half_year.half == 1 else _("andra halvåret %(year)s")
        return said % {"year": half_year.year}

    @property
    def cell(self) -> str:
        """The number's place in words: Genom polisen, Har inte kommit."""
        if not self.table:
            return _of_half_year(self.place.at[0])
        sides = [one.key for one in BY_KEY[self.table].dimensions]
        return ", ".join(_label(side, code) for side, code in zip(sides, self.place.at, strict=True))

    @property
    def one_value(self) -> bool:
        """Whether it would be known to the person."""
        return self.leak.low == self.leak.high

    @property
    def has_end(self) -> bool:
        """Whether there is an upper end."""
        return self.leak.high < _NO_END

    @property
    def earlier(self) -> str:
        """The release from which it is a difference."""
        return self.place.beside

    @property
    def apart(self) -> bool:
        """Whether it is the difference from an earlier one."""
        return bool(self.place.beside)


def _of_half_year(key: str) -> str:
    name = key.removeprefix(_EARLIER)
    if name not in OUTCOME:
        through = f"{words.meaning(_WAY, 'police').word}, " if key.startswith("police") else ""
        return through + str(LABELS.get(key, key))
    known = ASKED.get(name) or words.meaning("known", name).word
    return f"{words.meaning('tier', 'recent' if name == key else 'earlier').word}, {known}"


def _label(side: str, code: str) -> str:
    if code[0] in {REST, FREE}:
        return _("alla utom %(word)s") % {"word": str(words.meaning(side, code[1:]).word).lower()}
    return _("alla") if code == ALL else str(words.meaning(side, code).word)
