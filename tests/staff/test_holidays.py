"""Swedish public holidays, as printed in the almanacs of 2024 to 2027."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.staff.holidays import easter, holidays, is_working_day

PRINTED = {
    2024: "01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 06-06 06-21 06-22 11-02 12-24 12-25 12-26 12-31",
    2025: "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-08 06-06 06-20 06-21 11-01 12-24 12-25 12-26 12-31",
    2026: "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31",
    2027: "01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-06 06-25 06-26 11-06 12-24 12-25 12-26 12-31",
}


@pytest.mark.parametrize("year", PRINTED)
def test_the_holidays_are_those_of_the_almanac(year):
    assert holidays(year) == {date.fromisoformat(f"{year}-{day}") for day in PRINTED[year].split()}


@pytest.mark.parametrize(
    "sunday", ["1961-04-02", "1999-04-04", "2000-04-23", "2008-03-23", "2011-04-24", "2038-04-25", "2049-04-18"]
)
def test_easter_is_where_the_church_puts_it(sunday):
    assert easter(int(sunday[:4])).isoformat() == sunday


@given(st.integers(1900, 2299))
def test_easter_is_always_a_sunday_between_22_march_and_25_april(year):
    sunday = easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_nobody_works_at_the_weekend_or_on_midsummer_eve():
    assert is_working_day(date(2026, 6, 18))
    assert not is_working_day(date(2026, 6, 19))
    assert not is_working_day(date(2026, 6, 21))
