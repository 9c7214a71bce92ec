import warnings

import pytest
from hypothesis import given

from kast.figures.survival import InfiniteTime, NegativeTime, NotReached, kaplan_meier, restricted_mean

from .people import groups, split, unhurried
from .published import MAINTAINED, NOT_MAINTAINED


def of(data, within):
    return restricted_mean(kaplan_meier(*data, definition="x/1", unit="weeks"), within)


@pytest.mark.parametrize(("arm", "mean", "error"), [(MAINTAINED, 30.7, 4.11), (NOT_MAINTAINED, 22.7, 4.18)])
def test_both_arms_of_aml_within_45_weeks_against_R(arm, mean, error):
    found = of(arm, 45)
    assert (round(found.mean, 1), round(found.error, 2)) == (mean, error)
    assert (found.horizon, found.denominator, found.unit) == (45, len(arm[0]), "weeks")


def test_the_mean_against_lifelines_but_not_its_variance():
    """lifelines 0.30.3 returns the variance of one person's time (here 170.5), not that of the mean (16.9)."""
    from lifelines import KaplanMeierFitter
    from lifelines.utils import restricted_mean_survival_time

    fitted = KaplanMeierFitter().fit(*MAINTAINED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it integrates a step function by quadrature, and says so
        mean, variance = restricted_mean_survival_time(fitted, t=45, return_variance=True)
    found = of(MAINTAINED, 45)
    assert found.mean == pytest.approx(mean)
    assert found.error**2 * 10 < variance


@unhurried
@given(groups)
def test_where_nobody_is_lost_it_is_the_plain_mean_with_its_plain_error(people):
    times = [time for time, _ in people]
    for within in (0, 3, 7.5, 20):
        short = [min(time, within) for time in times]
        mean = sum(short) / len(short)
        spread = sum((time - mean) ** 2 for time in short) / len(short)
        found = of((times, [True] * len(times)), within)
        assert found.mean == pytest.approx(mean)
        assert found.error == pytest.approx((spread / len(short)) ** 0.5, abs=1e-12)


@unhurried
@given(groups)
def test_the_mean_grows_with_the_horizon_and_never_beyond_it(people):
    data = split(people)
    horizon = max(data[0])
    means = [of(data, within).mean for within in range(horizon + 1)]
    assert all(0 <= mean <= within + 1e-12 for within, mean in enumerate(means))
    assert means == sorted(means)


def test_beyond_everybody_nothing_is_said():
    with pytest.raises(NotReached):
        of(MAINTAINED, 162)
    assert of(NOT_MAINTAINED, 100).mean == pytest.approx(of(NOT_MAINTAINED, 45).mean)  # it had happened to all by 45
    with pytest.raises(NegativeTime):
        of(MAINTAINED, -1)
    with pytest.raises(InfiniteTime):
        of(MAINTAINED, float("inf"))
