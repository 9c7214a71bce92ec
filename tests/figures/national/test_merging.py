"""Many units' cells as one: a number only where all show theirs, else from what to what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.national.merging import Contradicts, Part, merge

CARD = ("routes", ("card",))


def part(value, ends=None, unit="Trappan"):
    """A unit with one cell: shown, or with its range; None as value and no ends: hidden, and nothing bounds it."""
    return Part(unit, {CARD: value}, {CARD: ends} if ends else {} if value is not None else {CARD: (0, None)})


def one(*parts, missing=0):
    return merge(parts, missing=missing)[CARD]


def test_what_every_unit_shows_is_a_number():
    cell = one(part(12), part(7), part(0))
    assert cell.number == 19
    assert (cell.low, cell.high, cell.shown, cell.hidden, cell.missing) == (19, 19, 3, 0, 0)


def test_what_one_unit_hides_is_from_what_to_what_and_says_so():
    cell = one(part(12), part(None, (0, 9)))
    assert cell.number is None
    assert (cell.low, cell.high, cell.shown, cell.hidden) == (12, 21, 1, 1)


def test_what_nothing_bounds_is_at_least():
    cell = one(part(12), part(None))
    assert (cell.low, cell.high) == (12, None)


def test_a_missing_unit_is_no_nought():
    cell = one(part(12), part(7), missing=1)
    assert cell.number is None
    assert (cell.low, cell.high, cell.high_of_those_in, cell.missing) == (19, None, 19, 1)


def test_a_unit_that_never_counted_it_is_missing_there_and_no_nought():
    cell = one(part(12), Part("Bryggan", {}, {}))
    assert (cell.number, cell.low, cell.high, cell.missing) == (None, 12, None, 1)


def test_a_rounded_number_is_from_what_to_what():
    cell = one(part(12), part(10, (8, 12)))
    assert (cell.number, cell.low, cell.high, cell.rounded, cell.shown, cell.hidden) == (None, 20, 24, 1, 1, 0)


def test_a_smallest_value_of_one_to_four_is_not_told():
    assert one(part(None, (3, 9))).low == 0
    assert one(part(None, (2, 9)), part(None, (2, 9))).low == 0
    assert one(part(None, (3, 9)), part(None, (2, 9))).low == 5
    assert one(part(0), part(0)).number == 0


def test_numbers_that_cannot_be_are_refused():
    with pytest.raises(Contradicts):
        one(part(None, (5, 3)))
    with pytest.raises(Contradicts):
        one(part(-1))


@st.composite
def truths(draw):
    """Units' true numbers, and what each shows of its own: the number, or a range around it."""
    true = draw(st.lists(st.integers(0, 60), min_size=1, max_size=6))
    shown = []
    for value in true:
        hide = draw(st.booleans())
        open_up = draw(st.booleans())
        low, high = draw(st.integers(0, value)), draw(st.integers(value, 90))
        shown.append(part(None, (low, None if open_up else high)) if hide else part(value))
    return true, shown


@given(truths(), st.randoms())
def test_the_true_sum_always_lies_within_and_the_order_of_units_says_nothing(told, shuffled):
    true, shown = told
    cell = one(*shown)
    assert cell.low <= sum(true)
    assert cell.number is not None or cell.low == 0 or cell.low >= 5
    assert cell.high is None or sum(true) <= cell.high
    assert cell.number is None or cell.number == sum(true)
    assert cell.shown + cell.hidden == len(true)
    again = list(shown)
    shuffled.shuffle(again)
    assert one(*again) == cell
