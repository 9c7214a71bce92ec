"""How many of those whom the police caught do we reach? Benchmark and multiplier, without linking anybody. Pure.

The benchmark is somebody else's count of persons caught in a year; the multiplier's part is ours: those who came and
say themselves that they were caught in that year. Nobody is looked up anywhere. The share is ours of theirs. It rests
on this, and is worth no more:

- theirs counts persons, each once. Crimes, interventions and sentences are other units: no share is made of those;
- both are about the same year and the same area, and those who come from elsewhere are few;
- who says so was caught, and who was caught says so. Nobody can check that here, so what was not asked or not said is
  a range: at the least none of those was caught, at the most all. Its ends are the exact interval's (Clopper-Pearson);
- since `/1`: an answer from before the year is no answer about it.

Their number is taken as it stands: it is a count of everybody, not a sample. The method is that of the multiplier
studies of hidden groups (UNAIDS/WHO, Guidelines on estimating the size of populations most at risk, 2010), read the
other way round: there the share is known and the size is sought, here the size is known and the share is sought.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from . import caught_codes, ways
from .lives import Life
from .months import Span
from .proportions import VERSION, Proportion, proportion

DEFINITION = "reached-of-caught/2"


class Why(Enum):
    """Why no share is made of a count of the caught."""

    NOT_COUNTED = "not_counted"  # nobody has counted, or said that it is not known
    NOT_PERSONS = "not_persons"  # it counts something else than persons
    MORE_THAN_ALL = "more_than_all"  # more say so than were caught: the two are not about the same people
    NOT_ASKED = "not_asked"  # nobody who came was asked


@dataclass(frozen=True)
class Said:
    """Of those who came in a year or the one after it: caught in that year, as they say; asked; not asked or unsaid."""

    caught: int
    asked: int
    unsaid: int


@dataclass(frozen=True)
class Reached:
    """Ours of theirs for one count of one year; `share` and `at_most` are None with its `why`."""

    year: int
    unit: str
    source: str
    caught: int | None
    share: Proportion | None
    at_most: Proportion | None
    why: Why | None
    definition: str = DEFINITION
    method: str = "benchmark and multiplier"
    horizon: int = 24  # months: who was caught in a year, and came in it or in the next
    version: str = VERSION

    @property
    def numerator(self) -> int | None:
        """So many say that they were caught in that year; None where no share is made."""
        return self.share.numerator if self.share else None

    @property
    def denominator(self) -> int | None:
        """So many were caught, by others' count; None where nobody has counted."""
        return self.caught

    @property
    def low(self) -> float:
        """The lower end: none of those who were not asked or did not say was caught."""
        return self.share.low if self.share else 0.0

    @property
    def high(self) -> float:
        """The upper end: all of them were."""
        return self.at_most.high if self.at_most else 1.0


def said(lives: Iterable[Life], *, year: int) -> Said:
    """What those who came for themselves, with a held contact in the year or the next, have said of it."""
    span = Span(f"{year}-01", f"{year + 1}-12")
    answers = [
        caught_in(life, year)
        for life in lives
        if ways.way(life) not in {None, ways.RELATIVE} and any(month in span for month in life.held)
    ]
    unsaid = answers.count(None)
    return Said(answers.count(year), len(answers) - unsaid, unsaid)


def caught_in(life: Life, asked_about: int) -> int | None:
    """The year in which the person says to have been caught; nought for never or another year, None where nobody knows.

    *Earlier* is any year before the last, so of one of those it says nothing. Nor does an answer say anything of a year
    that had not begun when it was given.
    """
    answers = life.all("caught")
    if not answers or answers[-1][0] == "unsaid":
        return None
    code, month = answers[-1]
    told_in = int(month[:4])
    if asked_about > told_in or (code == "earlier" and asked_about < told_in - 1):
        return None
    return {"this_year": told_in, "last_year": told_in - 1}.get(code, 0)


def reached(row: caught_codes.Row, ours: Said) -> Reached:
    """The share for one count. Nobody's numbers are added up: two counts of one year are two shares."""
    share = at_most = None
    why = _why(row, ours)
    if why is None and row.number is not None:
        share = proportion(ours.caught, row.number, definition=DEFINITION)
        most = min(ours.caught + ours.unsaid, row.number)
        at_most = proportion(most, row.number, definition=f"{DEFINITION}:at-most")
    return Reached(row.year, row.unit, row.source, row.number, share, at_most, why)


def _why(row: caught_codes.Row, ours: Said) -> Why | None:
    if row.number is None:
        return Why.NOT_COUNTED
    if row.unit != caught_codes.PERSONS:
        return Why.NOT_PERSONS
    if not ours.asked:
        return Why.NOT_ASKED
    return Why.MORE_THAN_ALL if ours.caught > row.number else None
