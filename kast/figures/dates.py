"""Dates of which only a part is known: a year, a month of a year, or a day."""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

_PARTS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


class NoDate(ValueError):
    """It is no year, no month and no day."""


def read(said: str) -> tuple[date, int]:
    """The first day that it may mean, and how many parts are known (1: the year). Raises NoDate."""
    found = _PARTS.match(said)
    if found is None:
        raise NoDate
    known = [int(part) for part in found.groups() if part]
    try:
        return date(*[*known, 1, 1][:3]), len(known)
    except ValueError as fault:
        raise NoDate from fault


def in_words(said: str) -> str:
    """2018, maj 2018, or 3 maj 2018; that it is not known where it is empty."""
    if not said:
        return _("årtalet är inte känt")
    day, known = read(said)
    return date_format(day, ("Y", "F Y", "j F Y")[known - 1])
