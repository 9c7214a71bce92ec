from itertools import product
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.rare import NoSuchGap, people_between, times_between


def test_the_limits_of_a_T_chart_are_those_of_the_F_distribution():
    from scipy.stats import f

    gaps = [4, 1, 7, 2, 6]
    found = times_between(gaps, baseline=5, definition="x/1")
    mean = sum(gaps) / 5
    assert found.high == pytest.approx(mean * f.isf(0.00135, 2, 10))
    assert found.low == pytest.approx(mean * f.ppf(0.00135, 2, 10))
    assert found.centre == pytest.approx(mean * f.median(2, 10))


def test_with_a_long_baseline_the_limits_are_the_probability_limits_of_an_exponential():
    found = times_between([3.0] * 200_000, baseline=200_000, definition="x/1")
    assert found.high == pytest.approx(-3 * log(0.00135), rel=1e-3)
    assert found.low == pytest.approx(-3 * log(1 - 0.00135), rel=1e-3)
    assert found.centre == pytest.approx(3 * log(2), rel=1e-3)


def test_with_a_long_baseline_a_G_chart_has_the_probability_limits_of_Benneyan():
    from scipy.stats import geom

    found = people_between([9] * 4000, baseline=4000, definition="x/1")
    chance = 1 / 10  # one in ten: a mean of nine others in between
    assert found.high == pytest.approx(geom.isf(0.00135, chance) - 1, abs=1)
    assert found.low == geom.ppf(0.00135, chance) - 1
    assert found.centre == geom.median(chance) - 1


@pytest.mark.parametrize("new", range(6))
def test_a_G_chart_of_few_is_right_as_counted_over_every_way_to_make_up_the_total(new):
    from kast.figures import rare

    baseline = (2, 0, 3)
    total = sum(baseline) + new
    ways = [way for way in product(range(total + 1), repeat=4) if sum(way) == total]
    longer = sum(way[3] >= new for way in ways) / len(ways)
    shorter = sum(way[3] <= new for way in ways) / len(ways)
    for outside in (2 * longer + 1e-9, 2 * longer - 1e-9):
        if 0 < outside < 1:
            found = people_between([*baseline, new], baseline=3, definition="x/1", outside=outside)
            assert bool(found.longer) == (outside / 2 >= longer)
    for outside in (2 * shorter + 1e-9, 2 * shorter - 1e-9):
        if 0 < outside < 1:
            found = people_between([*baseline, new], baseline=3, definition="x/1", outside=outside)
            assert bool(found.shorter) == (outside / 2 >= shorter)
    assert rare.OUTSIDE == 0.0027


def test_a_steady_rate_is_called_unsteady_no_oftener_than_said_however_short_the_baseline():
    """P(gap > limit) over the baseline's own gamma spread, by the trapezoid rule: exactly half of what is outside."""
    for n in (2, 3, 8):
        high = times_between([1.0] * n, baseline=n, definition="x/1", outside=0.02).high / n  # of the sum
        step, chance = 0.001, 0.0
        for place in range(1, 60_000):
            total = place * step
            density = total ** (n - 1) * exp(-total) / [1, 1, 2, 6, 24, 120, 720, 5040][n - 1]
            chance += step * density * exp(-high * total)
        assert chance == pytest.approx(0.01, rel=0.01)


def test_a_long_silence_after_a_steady_year_is_told_while_it_lasts():
    found = times_between([1, 2, 1, 3, 2, 1, 2, 2, 1, 1], baseline=10, open_gap=20, definition="back/1")
    assert found.open_is_longer
    assert (found.numerator, found.denominator, found.horizon) == (1, 1, 36)
    assert (found.method, found.limits_from, found.version, found.source) == (
        "T chart",
        "exact, F distribution",
        "1",
        "ledger",
    )
    assert not times_between([1, 2, 1, 3, 2, 1, 2, 2, 1, 1], baseline=10, open_gap=4, definition="x/1").open_is_longer


whole = st.lists(st.integers(0, 40), min_size=2, max_size=30).filter(sum)


@given(whole, st.integers(0, 400), st.floats(0.001, 0.9))
def test_a_gap_is_outside_exactly_where_the_drawn_limits_say_so(gaps, new, outside):
    for chart in (people_between, times_between):
        found = chart([*gaps, new], baseline=len(gaps), definition="x/1", outside=outside)
        assert found.low <= found.centre <= found.high
        slack = 1e-9 * (1 + found.high)
        if abs(new - found.high) > slack:
            assert bool(found.longer) == (new > found.high)
        if abs(new - found.low) > slack:
            assert bool(found.shorter) == (new < found.low)


@given(whole)
def test_the_order_of_the_baseline_changes_nothing(gaps):
    here = people_between(gaps, baseline=len(gaps), definition="x/1")
    there = people_between(sorted(gaps), baseline=len(gaps), definition="x/1")
    assert (here.low, here.centre, here.high) == (there.low, there.centre, there.high)


@pytest.mark.parametrize(
    ("gaps", "baseline", "open_gap"),
    [
        ([], 0, None),
        ([1], 1, None),
        ([1, 2], 3, None),
        ([1, -2], 2, None),
        ([0, 0, 4], 2, None),
        ([1, float("nan")], 2, None),
        ([1, 2], 2, float("inf")),
        ([1, 2], 2, -1),
    ],
)
def test_gaps_that_cannot_be_are_refused(gaps, baseline, open_gap):
    for chart in (people_between, times_between):
        with pytest.raises(NoSuchGap):
            chart(gaps, baseline=baseline, open_gap=open_gap, definition="x/1")
    with pytest.raises(NoSuchGap):
        people_between([1, 2.5], baseline=2, definition="x/1")
    with pytest.raises(NoSuchGap):
        times_between([1, 2], baseline=2, definition="x/1", outside=1)
