"""Days on which nobody works, though they are no weekend: Swedish public holidays and the three eves.

Lag (1989:253) om allmänna helgdagar, and midsommarafton, julafton and nyårsafton, which most agreements treat alike.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm, as in Meeus)."""
    century = year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * (year % 19) + skipped + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - year % 19) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


@cache
def holidays(year: int) -> frozenset[date]:
    """Every such day of a year."""
    return frozenset(_days(year))


def is_working_day(on: date) -> bool:
    """Monday to Friday and no holiday."""
    return on.weekday() < 5 and on not in holidays(on.year)


def _days(year: int) -> Iterator[date]:
    for month, day in [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]:
        yield date(year, month, day)
    sunday = easter(year)
    for after in (-2, 0, 1, 39, 49):  # Good Friday, Easter, Easter Monday, Ascension, Whit Sunday
        yield sunday + timedelta(days=after)
    midsummer = _saturday(date(year, 6, 20))
    yield midsummer - timedelta(days=1)
    yield midsummer
    yield _saturday(date(year, 10, 31))  # All Saints


def _saturday(first: date) -> date:
    return first + timedelta(days=(5 - first.weekday()) % 7)
