import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.runs import NoSuchRun, crossings_limit, longest_run_limit, run_chart

# qicharts2: round(log2(n) + 3) and qbinom(0.05, n - 1, 0.5), run in R.
R = [(10, 6, 2), (12, 7, 3), (16, 7, 4), (20, 7, 6), (24, 8, 8), (30, 8, 10)]
series = st.lists(st.integers(0, 9), min_size=1, max_size=60)


@pytest.mark.parametrize(("n", "longest", "crossings"), R)
def test_the_limits_of_a_run_chart_against_R(n, longest, crossings):
    assert (longest_run_limit(n), crossings_limit(n)) == (longest, crossings)


@pytest.mark.parametrize("n", range(2, 200))
def test_the_fewest_crossings_are_the_binomial_quantile_of_scipy(n):
    from scipy.stats import binom

    assert crossings_limit(n) == binom.ppf(0.05, n - 1, 0.5)


def test_twelve_months_low_and_twelve_high_are_a_signal_and_take_turns_are_none():
    assert run_chart([1] * 12 + [5] * 12, definition="x/1").signal is True
    found = run_chart([1, 5] * 12, definition="x/1")
    assert (found.signal, found.longest, found.crossings, found.median) == (False, 1, 23, 3)


def test_points_on_the_median_do_not_count():
    found = run_chart([1, 3, 3, 5, 3, 1, 5], definition="x/1")
    assert (found.useful, found.denominator, found.crossings) == (4, 7, 3)


def test_with_too_few_useful_points_nothing_is_judged():
    found = run_chart([1, 1, 1, 9, 9, 9], definition="x/1")
    assert not found.enough
    assert found.signal is None


def test_the_chance_of_a_false_signal_is_about_a_twentieth_as_counted_over_all_ways_that_24_points_can_fall():
    """Every arrangement of 12 above and 12 below has one chance in C(24, 12): counted by the state of the line."""
    states = {(0, 0, None, 0, 0): 1}  # above, run, side, longest, crossings
    for _ in range(24):
        after = {}
        for (above, run, side, longest, crossings), ways in states.items():
            for up in (True, False):
                now = above + up
                if now > 12:
                    continue
                length = run + 1 if side is up else 1
                key = (now, length, up, max(longest, length), crossings + (side is not None and side is not up))
                after[key] = after.get(key, 0) + ways
        states = after
    even = {key: ways for key, ways in states.items() if key[0] == 12}
    told = sum(ways for key, ways in even.items() if key[3] > 8 or key[4] < 8)
    assert 0.01 < told / sum(even.values()) < 0.06


@given(series, st.integers(-5, 5), st.integers(1, 4))
def test_another_unit_of_measurement_changes_nothing(values, shift, scale):
    here = run_chart(values, definition="x/1")
    there = run_chart([shift + scale * value for value in values], definition="x/1")
    assert (here.longest, here.crossings, here.signal) == (there.longest, there.crossings, there.signal)


@given(series)
def test_read_backwards_or_upside_down_the_line_says_the_same(values):
    here = run_chart(values, definition="x/1")
    for other in (values[::-1], [-value for value in values]):
        there = run_chart(other, definition="x/1")
        assert (here.useful, here.longest, here.crossings) == (there.useful, there.longest, there.crossings)


def test_a_run_chart_carries_what_it_rests_on():
    found = run_chart([1, 2, 3], definition="came/1", months=["2025-11", "2025-12", "2026-02"])
    assert (found.definition, found.horizon, found.version, found.source) == ("came/1", 3, "1", "ledger")
    assert (found.numerator, found.denominator) == (2, 3)
    assert "Anhøj" in found.method


@pytest.mark.parametrize(
    ("values", "months"),
    [
        ([], ()),
        ([1, float("nan")], ()),
        ([1, float("inf")], ()),
        ([1, 2], ["2026-02", "2026-01"]),
        ([1, 2], ["2026-01"]),
    ],
)
def test_what_is_empty_infinite_or_out_of_order_is_refused(values, months):
    with pytest.raises(NoSuchRun):
        run_chart(values, definition="x/1", months=months)


def test_no_points_have_no_limits():
    for limit in (longest_run_limit, crossings_limit):
        with pytest.raises(NoSuchRun):
            limit(0)
