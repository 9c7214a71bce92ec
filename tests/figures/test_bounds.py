from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.bounds import bounds, candour, imbens_manski, tipping
from kast.figures.proportions import NoSuchLevel, NoSuchShare, clopper_pearson

some = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)).filter(sum)


def of(clean, back, lost):
    return bounds(clean=clean, back=back, lost=lost, definition="x/1", horizon=12)


def test_57_of_60_of_100_lie_between_57_and_97_as_in_the_worked_example():
    known = of(57, 3, 40)
    assert (known.low, known.high) == (0.57, 0.97)


@pytest.mark.parametrize(("per_cent", "at_most"), [(95, 2), (90, 7), (80, 17), (98, None)])
def test_the_tipping_point_as_in_the_worked_example(per_cent, at_most):
    assert tipping(of(57, 3, 40), per_cent) == at_most


def test_the_interval_with_chance_reckoned_in_as_in_Imbens_and_Manski_2004():
    assert imbens_manski(of(57, 3, 40)) == pytest.approx((0.489, 0.998), abs=0.0005)


@pytest.mark.parametrize("n", [1, 12, 100])
def test_where_nobody_is_lost_and_nobody_went_back_chance_is_left(n):
    low = 0.025 ** (1 / n)  # Clopper and Pearson in closed form; 0.7353 for 12 of 12
    assert imbens_manski(of(n, 0, 0)) == pytest.approx((low, 1))
    assert imbens_manski(of(0, n, 0)) == pytest.approx((0, 1 - low))


def test_12_of_12():
    assert imbens_manski(of(12, 0, 0)) == pytest.approx((0.7353, 1), abs=1e-4)


@given(some)
def test_nobody_knows_more_for_having_lost_somebody(numbers):
    clean, back, lost = numbers
    low, high = imbens_manski(of(clean, back, lost))
    if clean + back:
        exact_low, exact_high = clopper_pearson(clean, clean + back)
        assert low <= exact_low < exact_high <= high
    if not lost:
        assert (low, high) == (exact_low, exact_high)


def test_the_numbers_of_the_linkoping_study_if_28_of_29_were_fine():
    known = of(28, 1, 43)
    assert (round(known.low, 3), round(known.high, 3)) == (0.389, 0.986)
    assert known.denominator == 72


def test_bounds_carry_their_counts_method_definition_horizon_version_and_source():
    known = of(57, 3, 40)
    assert (known.numerator, known.denominator, known.method) == (57, 100, "worst and best case")
    assert (known.definition, known.horizon, known.version, known.source) == ("x/1", 12, "1", "ledger")


@pytest.mark.parametrize(("of_a_hundred", "back_share"), [(50, 0.10), (30, 5 / 30)])
def test_five_in_a_hundred_told_is_ten_or_seventeen_when_not_all_say_so(of_a_hundred, back_share):
    assert 1 - candour(5, 100, of_a_hundred=of_a_hundred) == pytest.approx(back_share)


def test_candour_never_makes_more_go_back_than_there_are():
    assert candour(60, 100, of_a_hundred=30) == 0


@given(some)
def test_the_bounds_contain_every_completion_of_the_lost(numbers):
    clean, back, lost = numbers
    known = of(clean, back, lost)
    shares = [(clean + fine) / sum(numbers) for fine in range(lost + 1)]
    assert known.low == min(shares)
    assert known.high == max(shares)


@given(some, st.integers(0, 100))
def test_the_tipping_point_is_the_last_completion_that_still_holds(numbers, per_cent):
    clean, _, lost = numbers
    total = sum(numbers)
    holds = [gone for gone in range(lost + 1) if (clean + lost - gone) * 100 >= per_cent * total]
    assert tipping(of(*numbers), per_cent) == (max(holds) if holds else None)


@given(some)
def test_the_interval_with_chance_is_never_inside_the_bounds(numbers):
    known = of(*numbers)
    low, high = imbens_manski(known)
    assert low <= known.low
    assert high >= known.high


def test_nobody_has_no_bounds():
    with pytest.raises(NoSuchShare):
        of(0, 0, 0)
    with pytest.raises(NoSuchShare):
        of(3, -1, 0)


def test_what_cannot_be_is_refused_by_name():
    with pytest.raises(NoSuchShare):
        tipping(of(57, 3, 40), 101)
    with pytest.raises(NoSuchShare):
        candour(3, 2, of_a_hundred=50)
    with pytest.raises(NoSuchShare):
        candour(1, 2, of_a_hundred=0)
    with pytest.raises(NoSuchLevel):
        imbens_manski(of(57, 3, 40), level=95)


@pytest.mark.parametrize("number", [inf, -inf, nan])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_is_no_number_of_people_is_refused(number, place):
    numbers = [57, 3, 40]
    numbers[place] = number
    with pytest.raises(NoSuchShare):
        of(*numbers)
    with pytest.raises(NoSuchShare):
        candour(1, number, of_a_hundred=50)
