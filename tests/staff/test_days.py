"""When a letter is read and answered."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kast.staff.days import Closed, answer_day, closed_until, reading_day
from kast.staff.holidays import is_working_day

WEEKDAYS = [0, 1, 2, 3, 4]
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def by(came_on, number=3, weekdays=WEEKDAYS, closed=()):
    return answer_day(came_on, days=number, weekdays=weekdays, closed=closed)


def test_a_letter_on_a_friday_is_answered_by_wednesday():
    assert by(date(2026, 11, 20)) == date(2026, 11, 25)


def test_christmas_does_not_count():
    # Wednesday 23 December 2026; the 24th and 25th are off, then a weekend, 28th, 29th, 30th.
    assert by(date(2026, 12, 23)) == date(2026, 12, 30)


def test_a_unit_that_is_away_answers_after_it_is_back():
    away = [Closed(date(2026, 7, 6), date(2026, 7, 31))]
    assert closed_until(date(2026, 7, 10), away) == date(2026, 7, 31)
    assert reading_day(date(2026, 7, 10), weekdays=WEEKDAYS, closed=away) == date(2026, 8, 3)
    assert by(date(2026, 7, 3), closed=away) == date(2026, 8, 5)


def test_two_periods_that_touch_are_one():
    away = [Closed(date(2026, 7, 1), date(2026, 7, 10)), Closed(date(2026, 7, 11), date(2026, 7, 20))]
    assert closed_until(date(2026, 7, 1), away) == date(2026, 7, 20)


def test_a_unit_that_reads_on_mondays_never_promises_an_answer_before_it_has_read():
    assert by(date(2026, 11, 24), number=2, weekdays=[0]) == date(2026, 11, 30)


@given(days, st.integers(0, 20), st.sets(st.integers(0, 4), min_size=1))
def test_an_answer_never_falls_before_the_reading_and_never_on_a_day_off(came_on, number, weekdays):
    read, answered = reading_day(came_on, weekdays=weekdays, closed=[]), by(came_on, number, weekdays)
    assert came_on < read <= answered
    assert read.weekday() in weekdays
    assert is_working_day(read)
    assert is_working_day(answered)


@given(days, st.integers(1, 20))
def test_so_many_working_days_lie_between_a_letter_and_its_answer(came_on, number):
    answered = by(came_on, number)
    between = [came_on + timedelta(days=n) for n in range(1, (answered - came_on).days + 1)]
    assert sum(map(is_working_day, between)) == number
