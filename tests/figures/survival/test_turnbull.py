import random
import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.survival import Contradictory, InfiniteTime, NegativeTime, NoTimes, Unordered
from kast.figures.survival import turnbull as module
from kast.figures.survival.intervals import checked, innermost
from kast.figures.survival.turnbull import PROVED, NotConverged, turnbull

from .cosmesis import RADIATION, WITH_CHEMOTHERAPY, ends

INF = float("inf")

some_months = st.integers(0, 30)
an_interval = st.tuples(some_months, st.one_of(st.integers(1, 20), st.none())).map(
    lambda pair: (pair[0], INF if pair[1] is None else pair[0] + pair[1])
)
many_intervals = st.lists(an_interval, min_size=1, max_size=40)


def of(rows):
    return turnbull([left for left, _ in rows], [right for _, right in rows])


def mice(group):
    from lifelines.datasets import load_mice

    found = load_mice()
    found = found[found["grp"] == group]
    return found["l"].tolist(), found["u"].tolist()


def steps(fit):
    return {(begin, end): held for begin, end, held in zip(fit.left, fit.right, fit.mass, strict=True) if held > 1e-9}


def kaplan_meier(times, happened):
    left, shares = 1.0, {}
    for time in sorted(set(times)):
        at_risk = sum(one >= time for one in times)
        left *= 1 - sum(one == time and did for one, did in zip(times, happened, strict=True)) / at_risk
        shares[time] = left
    return shares


def test_germ_free_mice_as_in_Hoel_and_Walburg_1972():
    fit = turnbull(*mice("ge"))
    assert fit.loglik == pytest.approx(-24.0389359, abs=1e-7)
    assert fit.share(600) == pytest.approx((0.5, 0.5), abs=1e-9)
    assert fit.share(800) == pytest.approx((0.25, 0.25), abs=1e-9)


def test_conventional_mice_as_in_Hoel_and_Walburg_1972():
    fit = turnbull(*mice("ce"))
    assert fit.loglik == pytest.approx(-51.0977311, abs=1e-7)
    assert steps(fit)[(371, 381)] == pytest.approx(1 / 6, abs=1e-9)


def test_breast_cosmesis_as_published_in_Fay_and_Shaw_2010():
    published = {
        (4, 5): 0.0463, (6, 7): 0.0334, (7, 8): 0.0887, (11, 12): 0.0708,
        (24, 25): 0.0926, (33, 34): 0.0818, (38, 40): 0.1209, (46, 48): 0.4656,
    }  # fmt: skip
    assert steps(turnbull(*ends(RADIATION))) == pytest.approx(published, abs=5e-5)
    published = {
        (4, 5): 0.0433, (5, 8): 0.0433, (11, 12): 0.0692, (16, 17): 0.1454, (18, 19): 0.1411, (19, 20): 0.1157,
        (24, 25): 0.0999, (30, 31): 0.0709, (35, 36): 0.1608, (44, 48): 0.0552, (48, 60): 0.0552,
    }  # fmt: skip
    assert steps(turnbull(*ends(WITH_CHEMOTHERAPY))) == pytest.approx(published, abs=5e-5)


def test_with_chemotherapy_44_in_a_hundred_hold_to_twenty_months_as_in_R():
    assert turnbull(*ends(WITH_CHEMOTHERAPY)).share(20) == pytest.approx((0.4420, 0.4420), abs=5e-5)


def test_inside_an_interval_that_holds_something_the_share_is_grey():
    fit = turnbull(*ends(WITH_CHEMOTHERAPY))
    low, high = fit.share(46)
    assert (low, high) == pytest.approx((0.0552, 0.1104), abs=1e-4)
    assert (44.0, 48.0) in fit.grey


def test_surpyval_says_the_same_with_kaplan_meier():
    # Its default, Fleming and Harrington's, smooths: then it does not.
    from surpyval import Turnbull

    left, right = ends(RADIATION)
    theirs = Turnbull.fit(xl=left, xr=right, turnbull_estimator="Kaplan-Meier", tol=1e-13, max_iter=100_000)
    for month in (5, 8, 12, 25, 40):
        assert float(theirs.sf(month)) == pytest.approx(turnbull(left, right).share(month)[0], abs=1e-4)
    smoothed = Turnbull.fit(xl=left, xr=right)
    assert float(smoothed.sf(40)) - turnbull(left, right).share(40)[0] > 1e-3


def test_lifelines_says_the_same_once_the_left_ends_are_moved():
    # lifelines 0.30.3 takes intervals as closed, so that (5, 8] and (0, 5] share a moment; a hair's breadth mends it.
    # Its columns are named the wrong way round at a jump (#1510): the one called lower holds the share after it.
    from lifelines import KaplanMeierFitter

    left, right = ends(WITH_CHEMOTHERAPY)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        as_closed = KaplanMeierFitter().fit_interval_censoring(left, right)
        moved = KaplanMeierFitter().fit_interval_censoring([one + 1e-6 for one in left], right, tol=1e-9)
    assert _at(as_closed, 20) == pytest.approx(0.4829, abs=1e-3)
    assert _at(moved, 20) == pytest.approx(turnbull(left, right).share(20)[0], abs=1e-3)


def _at(fitted, month):
    curve = fitted.survival_function_["NPMLE_estimate_lower"]
    return float(curve[curve.index <= month].iloc[-1])


def test_a_thousand_and_more_are_proved_in_few_steps():
    chance = np.random.default_rng(7)
    happens = 30 * chance.weibull(1.3, 2000)
    asked = np.sort(chance.uniform(0, 60, (2000, 3)), axis=1)
    asked = np.hstack([np.zeros((2000, 1)), asked, np.full((2000, 1), INF)])
    which = (asked < happens[:, None]).sum(axis=1) - 1
    fit = turnbull(asked[np.arange(2000), which], asked[np.arange(2000), which + 1])
    assert fit.gap < PROVED
    assert fit.steps < 50


def test_what_is_not_proved_is_not_returned(monkeypatch):
    monkeypatch.setattr(module, "MOST", 1)
    with pytest.raises(NotConverged):
        turnbull(*ends(RADIATION))


@given(many_intervals)
def test_between_innermost_intervals_there_is_only_one_best_estimate(rows):
    fit = of(rows)
    covers = [
        [left <= begin and end <= right for begin, end in zip(fit.left, fit.right, strict=True)] for left, right in rows
    ]
    assert np.linalg.matrix_rank(np.array(covers, dtype=float)) == len(fit.mass)


@pytest.mark.parametrize(
    ("left", "right", "refused"),
    [
        ([], [], NoTimes),
        ([1], [2, 3], Contradictory),
        ([-1], [2], NegativeTime),
        ([INF], [INF], InfiniteTime),
        ([float("nan")], [2], InfiniteTime),
        ([1], [float("nan")], InfiniteTime),
        ([2], [2], Unordered),
        ([3], [2], Unordered),
    ],
)
def test_what_is_no_interval_is_refused_by_name(left, right, refused):
    with pytest.raises(refused):
        turnbull(left, right)


def test_half_open_intervals_that_only_touch_share_no_moment():
    cells = innermost(*checked([0, 5], [5, 8]))
    assert list(zip(cells.left.tolist(), cells.right.tolist(), strict=True)) == [(0, 5), (5, 8)]


@given(many_intervals)
def test_the_estimate_is_a_distribution_and_its_gap_is_proved(rows):
    fit = of(rows)
    assert sum(fit.mass) == pytest.approx(1)
    assert min(fit.mass) >= 0
    assert fit.gap < PROVED
    assert all(after >= before for before, after in zip(fit.right, fit.left[1:], strict=False))


@given(many_intervals, st.lists(st.floats(0.01, 1), min_size=41, max_size=41))
def test_no_other_distribution_is_more_likely(rows, other):
    fit = of(rows)
    mass = np.array(other[: len(fit.mass)])
    mass /= mass.sum()
    covers = [
        [left <= begin and end <= right for begin, end in zip(fit.left, fit.right, strict=True)] for left, right in rows
    ]
    theirs = float(np.log(np.array(covers) @ mass).sum())
    assert fit.loglik >= theirs - len(rows) * PROVED


@given(many_intervals, st.randoms(use_true_random=False))
def test_permuting_people_changes_nothing(rows, chance: random.Random):
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert of(shuffled).mass == of(rows).mass


@given(many_intervals)
def test_telling_of_everybody_twice_changes_no_share(rows):
    once, twice = of(rows), of([*rows, *rows])
    for month in range(40):
        assert twice.share(month) == pytest.approx(once.share(month), abs=1e-5)


@given(many_intervals)
def test_the_share_never_rises_and_its_bounds_are_in_order(rows):
    fit = of(rows)
    shares = [fit.share(month / 2) for month in range(80)]
    assert all(low <= high for low, high in shares)
    assert all(later[0] <= before[0] and later[1] <= before[1] for before, later in pairwise(shares))


@given(st.lists(st.tuples(st.integers(1, 24), st.booleans()), min_size=1, max_size=40))
def test_exact_times_are_kaplan_and_meier(people):
    times, happened = [time for time, _ in people], [did for _, did in people]
    fit = of([(time - 1, time) if did else (time, INF) for time, did in people])
    last = max(time for time, _ in people)
    for time, share in kaplan_meier(times, happened).items():
        if time < last or happened[times.index(last)]:
            assert fit.share(time)[1] == pytest.approx(share, abs=1e-6)
