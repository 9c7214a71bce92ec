"""When to try next."""

from datetime import date

import pytest

from kast.casework.next_try import propose
from kast.door.slips import Part

MON, TUE, FRI = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)


def proposed(safe=(), tried=(), *, today=TUE, now=Part.MORNING):
    found = propose(safe, tried, today=today, now=now)
    return found.on, found.part


@pytest.mark.parametrize(
    ("safe", "now", "then"),
    [
        ((), Part.NOON, (TUE, Part.NOON)),
        (("morning",), Part.MORNING, (TUE, Part.MORNING)),
        (("afternoon", "late"), Part.MORNING, (TUE, Part.AFTERNOON)),
        (("morning",), Part.NOON, (date(2026, 11, 25), Part.MORNING)),
    ],
)
def test_the_first_try_is_in_the_next_part_that_is_safe(unit, safe, now, then):
    assert proposed(safe, now=now) == then


def test_nobody_is_called_twice_in_a_day(unit):
    assert proposed((), [(TUE, "morning")], now=Part.NOON) == (date(2026, 11, 25), Part.NOON)


def test_another_part_of_the_day_is_tried_before_the_same_one_again(unit):
    assert proposed(("morning", "late"), [(MON, "morning")]) == (TUE, Part.LATE)
    assert proposed(("morning",), [(MON, "morning")]) == (TUE, Part.MORNING)


def test_on_a_friday_evening_the_next_day_is_a_monday(unit):
    assert proposed(("morning",), today=FRI, now=Part.LATE) == (date(2026, 11, 30), Part.MORNING)
