"""The files for a spreadsheet: every national cell, the shares of the pictures, who is in. Codes, with words beside.

What is no number stands empty, with its ends beside it.
"""

from collections.abc import Callable, Sequence
from functools import partial

from django.utils import translation

from kast.figures.telling.sheet import Field, sheet

from . import words
from .merging import Merged
from .page import National

_NUMBERS = (
    "year", "made_up", "table", "at", "words_sv", "words_en", "number", "at_least", "at_most", "at_most_of_those_in",
    "units_shown", "units_rounded", "units_hidden", "units_missing", "withheld",
)  # fmt: skip
_SHARES = (
    "year",
    "made_up",
    "share",
    "words_sv",
    "words_en",
    "unit",
    "numerator",
    "denominator",
    "low",
    "high",
    "where",
)
_UNITS = ("year", "made_up", "unit", "in", "release", "corrects", "sha256", "why")


def numbers(page: National) -> bytes:
    """Every national cell."""
    rows = [_cell(page, grid.key, cell) for grid in page.grids for cell in grid.cells]
    return sheet(_NUMBERS, rows)


def shares(page: National) -> bytes:
    """The shares of the pictures, in the order of the alphabet. A unit that does not show one has an empty line."""
    rows: list[Sequence[Field]] = []
    for one in page.besides:
        said = _both(partial(str, words.SHARES[one.share.key]))
        for line in one.lines:
            share = line.share
            some = (share.numerator, share.denominator) if share else (None, None)
            ends = (f"{share.low:.4f}", f"{share.high:.4f}") if share else (None, None)
            where = line.where.name.lower() if line.where else None
            rows.append((*_first(page), one.share.key, *said, line.name, *some, *ends, where))
    return sheet(_SHARES, rows)


def units(page: National) -> bytes:
    """Who is in, with the checksum of what counts, and who is missing, with the reason."""
    rows: list[Sequence[Field]] = [
        (*_first(page), one.unit.name, "yes", one.content.number, one.content.corrects, one.sha256, None)
        for one in page.admission.admitted
    ]
    rows += [
        (*_first(page), one.unit.name, "no", None, None, None, one.why.name.lower()) for one in page.admission.missing
    ]
    return sheet(_UNITS, rows)


def _cell(page: National, key: str, cell: Merged) -> Sequence[Field]:
    _, at = cell.address
    ends = (None, None, None) if cell.withheld else (cell.low, cell.high, cell.high_of_those_in)
    units = (cell.shown, cell.rounded, cell.hidden, cell.missing)
    said = _both(partial(words.place, key, at))
    return (*_first(page), key, "/".join(at), *said, cell.number, *ends, *units, "yes" if cell.withheld else "no")


def _first(page: National) -> tuple[int, str]:
    return page.year, "yes" if page.made_up else "no"


def _both(said: Callable[[], str]) -> tuple[str, str]:
    """The words in Swedish and in English."""
    found = []
    for language in ("sv", "en"):
        with translation.override(language):
            found.append(str(said()))
    return found[0], found[1]
