from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.survival import (
    Contradictory,
    NegativeTime,
    NoTimes,
    NotReached,
    Unordered,
    kaplan_meier,
    mean_cumulative,
    rate,
    rate_ratio,
    repeated,
)

from .people import unhurried
from .published import CGD_INTERFERON, CGD_PLACEBO

person = st.integers(5, 12).flatmap(lambda end: st.tuples(st.just(end), st.lists(st.integers(0, end), max_size=4)))
several = st.lists(person, min_size=5, max_size=30)


def of(people):
    return repeated(*(list(column) for column in zip(*people, strict=True)))


def mean(people, at, **more):
    return mean_cumulative(people, at, definition="x/1", unit="days", **more)


@pytest.mark.parametrize(
    ("arm", "means", "times", "days"),
    [
        (CGD_PLACEBO, [0.246642, 0.407933, 0.892972], 56, 18_524),
        (CGD_INTERFERON, [0.031746, 0.160283, 0.279480], 20, 18_953),
    ],
)
def test_infections_in_cgd_at_100_200_and_300_days_against_R(arm, means, times, days):
    people = repeated(*arm)
    assert [mean(people, day).mean for day in (100, 200, 300)] == pytest.approx(means, abs=5e-7)
    found = rate(people, definition="x/1", unit="days")
    assert (found.numerator, found.exposure, found.denominator) == (times, days, days)
    assert found.rate == times / days


def test_the_rate_ratio_of_cgd():
    one, other = (rate(repeated(*arm), definition="x/1") for arm in (CGD_INTERFERON, CGD_PLACEBO))
    found = rate_ratio(one, other)
    assert found.ratio == pytest.approx((20 / 18_953) / (56 / 18_524))
    assert found.low < found.ratio < found.high < 1
    assert (found.numerator.numerator, found.denominator.numerator) == (20, 56)
    with pytest.raises(Contradictory):
        rate_ratio(one, rate(repeated(*CGD_PLACEBO), definition="x/1", unit="days"))


@pytest.mark.parametrize("arm", [CGD_PLACEBO, CGD_INTERFERON])
def test_mean_error_and_interval_of_cgd_against_surpyval(arm):
    from surpyval.recurrent import NonParametricCounting

    rows = [
        (time, person, kind)
        for person, (end, times) in enumerate(zip(*arm, strict=True))
        for time, kind in [*((time, 0) for time in times), (end, 1)]
    ]
    x, i, c = zip(*rows, strict=True)
    second = NonParametricCounting.fit(x=x, i=i, c=c)
    days = [100, 200, 300]
    found = [mean(repeated(*arm), day) for day in days]
    assert [one.mean for one in found] == pytest.approx(second.mcf(days))
    variance = second.var[np.searchsorted(second.x, days, side="right") - 1]
    assert [one.error**2 for one in found] == pytest.approx(variance)
    assert np.array([(one.low, one.high) for one in found]) == pytest.approx(second.mcf_cb(days))


@unhurried
@given(several)
def test_where_all_are_seen_to_the_end_it_is_the_plain_mean_with_its_plain_error(people):
    times = [times for _, times in people]
    found = mean(repeated([12] * len(times), times), 8)
    numbers = [sum(time <= 8 for time in each) for each in times]
    assert found.mean == pytest.approx(np.mean(numbers))
    assert found.error == pytest.approx(np.std(numbers) / len(numbers) ** 0.5)


@unhurried
@given(several)
def test_the_rate_of_people_seen_as_long_is_the_mean_number_over_that_time(people):
    times = [times for _, times in people]
    found = rate(repeated([12] * len(times), times), definition="x/1")
    numbers = [len(each) for each in times]
    assert found.rate * 12 == pytest.approx(np.mean(numbers))
    assert found.error * 12 == pytest.approx(np.std(numbers) / len(numbers) ** 0.5)
    assert found.low <= found.rate <= found.high


@unhurried
@given(several)
def test_with_one_event_a_person_at_most_it_is_the_cumulative_hazard(people):
    followed = [min(times, default=end) for end, times in people]
    events = [bool(times) for _, times in people]
    found = mean(repeated(followed, [[end] if event else [] for end, event in zip(followed, events, strict=True)]), 6)
    table = kaplan_meier(followed, events, definition="x/1").table
    if not found.withheld:
        rows = table.row(6) + 1
        assert found.mean == pytest.approx(sum(table.events[:rows] / table.at_risk[:rows]))


@unhurried
@given(several, st.randoms(use_true_random=False))
def test_the_order_of_people_and_of_their_events_changes_nothing(people, chance):
    mixed = [(end, chance.sample(times, len(times))) for end, times in chance.sample(people, len(people))]
    for at in (3, 8):
        one, other = mean(of(people), at), mean(of(mixed), at)
        assert (one.withheld, one.observed, one.numerator) == (other.withheld, other.observed, other.numerator)
        if not one.withheld:
            assert (one.mean, one.error) == pytest.approx((other.mean, other.error))


@unhurried
@given(several)
def test_the_mean_never_falls_and_once_withheld_stays_withheld(people):
    found = [mean(of(people), at) for at in range(14)]
    means = [one.mean for one in found if not one.withheld]
    assert means == sorted(means)
    refused = [bool(one.withheld) for one in found]
    assert refused == sorted(refused)


def test_what_is_withheld_has_no_number_and_what_never_happened_no_interval():
    people = repeated([12] * 4 + [3] * 2, [[1]] * 6)
    assert mean(people, 3).mean == pytest.approx(1)
    late = mean(people, 12)
    assert (late.mean, late.error, late.low, late.high, late.withheld) == (None, None, None, None, "few_observed")
    assert mean(people, 3, part=True).withheld == "few_started"
    never = mean(repeated([12] * 6, [[]] * 6), 12)
    assert (never.mean, never.low, never.high, never.withheld) == (0, None, None, "")


def test_a_rate_of_what_never_happened_has_its_exact_upper_end():
    found = rate(repeated([10, 10], [[], []]), definition="x/1")
    assert (found.rate, found.low) == (0, 0)
    assert found.high == pytest.approx(-log(0.025) / 20)
    with pytest.raises(NotReached):
        rate_ratio(found, found)


@pytest.mark.parametrize(
    ("followed", "happened", "error"),
    [
        ([], [], NoTimes),
        ([1, 2], [[1]], Contradictory),
        ([1, 2], [[], [3]], Unordered),
        ([1, 2], [[], [-1]], NegativeTime),
        ([-1], [[]], NegativeTime),
    ],
)
def test_what_cannot_be_taken_in_is_refused_by_name(followed, happened, error):
    with pytest.raises(error):
        repeated(followed, happened)


def test_no_time_under_observation_has_no_rate():
    with pytest.raises(NotReached):
        rate(repeated([0, 0], [[], []]), definition="x/1")
