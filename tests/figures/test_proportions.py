from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.proportions import (
    NoSuchLevel,
    NoSuchShare,
    clopper_pearson,
    followed_without_any,
    none_of,
    per_cent,
    proportion,
    upper_when_none,
    wilson,
)

counts = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))

NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
    (57, 60, 0.8630, 0.9829),
    (26, 255, 0.0705, 0.1452),
    (63, 91, 0.591, 0.778),
]
EXACT = [
    (81, 263, 0.2527, 0.3676),
    (15, 148, 0.0578, 0.1617),
    (0, 20, 0.0, 0.1684),
    (1, 29, 0.0009, 0.1776),
    (57, 60, 0.8608, 0.9896),
    (26, 255, 0.0677, 0.1458),
    (63, 91, 0.5868, 0.7849),
]


@pytest.mark.parametrize(("k", "n", "low", "high"), NEWCOMBE)
def test_wilson_as_published_in_Newcombe_1998(k, n, low, high):
    places = 3 if (k, n) == (63, 91) else 4
    assert [round(end, places) for end in wilson(k, n)] == [low, high]


@pytest.mark.parametrize(("k", "n", "low", "high"), EXACT)
def test_exact_intervals_as_published_in_Newcombe_1998_and_against_R(k, n, low, high):
    found = clopper_pearson(k, n)
    assert found == pytest.approx((low, high), abs=0.0005)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(19, 20, 75, 99.9), (48, 50, 86, 99.5), (95, 100, 89, 98.4), (380, 400, 92, 96.9)]
)
def test_how_little_95_per_cent_says_of_few_against_R(k, n, low, high):
    found = clopper_pearson(k, n)
    assert (round(found[0] * 100), round(found[1] * 100, 1)) == (low, high)


@pytest.mark.parametrize(
    ("n", "upper"), [(5, 0.4507), (10, 0.2589), (20, 0.1391), (29, 0.0981), (50, 0.0582), (60, 0.0487), (100, 0.0295)]
)
def test_the_upper_limit_when_nobody_was_seen_against_R(n, upper):
    assert round(upper_when_none(n), 4) == upper


def test_at_least_95_per_cent_needs_59_followed_one_sided_and_72_two_sided_against_R():
    assert followed_without_any(0.95) == 59
    assert followed_without_any(0.95, two_sided=True) == 72
    assert clopper_pearson(72, 72)[0] > 0.95 > clopper_pearson(71, 71)[0]


@given(st.floats(0.5, 0.999), st.sampled_from([0.9, 0.95, 0.99]), st.booleans())
def test_so_many_followed_are_just_enough_to_claim_a_share_and_one_fewer_is_not(at_least, level, two_sided):
    needed = followed_without_any(at_least, level=level, two_sided=two_sided)
    tail = (1 - level) / (2 if two_sided else 1)
    assert at_least**needed <= tail * (1 + 1e-9)
    assert needed == 1 or at_least ** (needed - 1) > tail


@given(st.integers(1, 500))
def test_nobody_of_so_many_is_nought_with_the_one_sided_limit_for_which_seeing_nobody_has_a_chance_of_5_per_cent(n):
    found = none_of(n, definition="x/1", horizon=12)
    assert (found.numerator, found.denominator, found.low) == (0, n, 0.0)
    assert (1 - found.high) ** n == pytest.approx(0.05)
    assert found.method == "exact, one-sided, no events"


@pytest.mark.parametrize("level", [0, 1, -0.5, 95, float("nan"), float("inf")])
def test_a_level_that_is_none_is_refused(level):
    for ask in (
        lambda: wilson(1, 2, level=level),
        lambda: clopper_pearson(1, 2, level=level),
        lambda: upper_when_none(3, level=level),
        lambda: followed_without_any(0.9, level=level),
        lambda: followed_without_any(level),
    ):
        with pytest.raises(NoSuchLevel):
            ask()


@given(counts)
def test_the_exact_interval_holds_the_share_and_lies_between_nought_and_one(pair):
    k, n = pair
    low, high = clopper_pearson(k, n)
    assert 0 <= low <= k / n <= high <= 1


@given(counts)
def test_the_exact_interval_of_the_others_is_its_mirror(pair):
    k, n = pair
    low, high = clopper_pearson(k, n)
    assert clopper_pearson(n - k, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(counts)
def test_the_exact_interval_leaves_out_no_more_than_it_says_on_either_side(pair):
    from scipy.stats import binom

    k, n = pair
    low, high = clopper_pearson(k, n)
    if k:
        assert binom.sf(k - 1, n, low) == pytest.approx(0.025, abs=1e-6)
    if k < n:
        assert binom.cdf(k, n, high) == pytest.approx(0.025, abs=1e-6)


@pytest.mark.parametrize(("k", "n"), [(1, 0), (5, 4), (-1, 4)])
def test_a_share_of_nobody_or_of_more_than_all_is_refused(k, n):
    with pytest.raises(NoSuchShare):
        clopper_pearson(k, n)
    with pytest.raises(NoSuchShare):
        wilson(k, n)


def test_a_share_carries_its_count_method_definition_and_horizon():
    share = proportion(57, 60, definition="x/1", horizon=12)
    assert (share.numerator, share.denominator, share.method) == (57, 60, "Clopper–Pearson")
    assert (share.definition, share.horizon, share.level, share.withheld) == ("x/1", 12, 0.95, "")
    assert (share.version, share.source) == ("1", "ledger")
    assert proportion(5, 9, definition="x/1", source="the police").source == "the police"


def test_there_is_no_per_cent_of_fewer_than_ten():
    assert not proportion(9, 9, definition="x").in_per_cent
    assert proportion(9, 10, definition="x").in_per_cent


def test_nought_and_a_hundred_are_printed_only_when_they_are_exactly_so():
    assert [per_cent(x) for x in (0, 0.001, 0.616, 0.9982, 1)] == [0, 1, 62, 99, 100]


@pytest.mark.parametrize(("some", "of"), [(nan, 10), (3, nan), (3, inf), (inf, inf), (-inf, 10)])
def test_what_is_no_number_of_people_is_no_share(some, of):
    for how in (clopper_pearson, wilson):
        with pytest.raises(NoSuchShare):
            how(some, of)
    with pytest.raises(NoSuchShare):
        proportion(some, of, definition="x/1")


@pytest.mark.parametrize("of", [nan, inf, 0, -1])
def test_nobody_of_no_number_of_people_is_no_share(of):
    with pytest.raises(NoSuchShare):
        upper_when_none(of)
    with pytest.raises(NoSuchShare):
        none_of(of, definition="x/1")
