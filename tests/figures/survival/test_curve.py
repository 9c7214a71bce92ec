import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kast.figures.survival import Contradictory, NotReached, kaplan_meier

from .people import groups, split, unhurried
from .published import AML, MAINTAINED, NOT_MAINTAINED, SIX_MP

KINDS = ["plain", "log", "log-log", "arcsine"]


def of(data):
    return kaplan_meier(*data, definition="x/1", unit="weeks")


def test_aml_at_23_weeks_against_R():
    assert of(AML).at(23) == pytest.approx(0.5465839, abs=5e-8)
    assert of(AML).error(23) == pytest.approx(0.1072506, abs=5e-8)


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("plain", 0.3363765, 0.7567912),
        ("log", 0.3720781, 0.8029334),
        ("log-log", 0.3192504, 0.7264492),
        ("arcsine", 0.338476, 0.7465086),
    ],
)
def test_the_intervals_of_aml_against_R(kind, low, high):
    assert of(AML).interval(23, kind) == pytest.approx((low, high), abs=1e-7)


@pytest.mark.parametrize(
    ("week", "share"),
    [(6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448), (34, 0.448)],
)
def test_the_curve_of_6_MP_as_published_by_Freireich_1963_and_in_every_textbook_since(week, share):
    assert of(SIX_MP).at(week) == pytest.approx(share, abs=0.0005)


def test_the_medians_of_both_arms_of_aml_against_R():
    assert (of(MAINTAINED).median, of(NOT_MAINTAINED).median, of(SIX_MP).median) == (31, 23, 23)


@pytest.mark.parametrize(("sex", "share", "median"), [(1, 0.33608783, 270), (2, 0.52646303, 426)])
def test_lung_at_a_year_against_R(sex, share, median):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines.datasets import load_lung

    lung = load_lung()
    lung = lung[lung["sex"] == sex]
    curve = of((lung["time"].to_numpy(), lung["status"].to_numpy()))
    assert curve.at(365) == pytest.approx(share, abs=5e-9)
    assert curve.median == median


def test_the_median_lies_in_the_middle_while_it_is_exactly_half():
    assert of(([1, 2, 3, 4], [1, 1, 1, 1])).median == 2.5
    assert of(([1, 2, 3, 4], [1, 1, 0, 0])).median == 2
    assert of(([1, 2, 3, 4], [1, 0, 0, 0])).median is None


def test_a_result_says_of_how_many_and_by_which_method():
    curve = of(AML)
    assert (curve.numerator, curve.denominator, curve.horizon, curve.unit) == (18, 23, 161, "weeks")
    assert (curve.definition, curve.method, curve.version) == ("x/1", "Kaplan–Meier", 1)


@pytest.mark.parametrize("kind", KINDS)
def test_where_it_happened_to_nobody_or_all_there_is_no_interval(kind):
    """lifelines 0.30.3 prints 100–100 % here, as if three people proved it for everybody."""
    from lifelines import KaplanMeierFitter

    nobody = ([12, 12, 24], [0, 0, 0])
    printed = KaplanMeierFitter().fit(*nobody).confidence_interval_
    assert (printed.to_numpy() == 1).all()
    assert of(nobody).interval(12, kind) is None
    assert of(([1, 2], [1, 1])).interval(2, kind) is None


def test_nothing_is_said_of_a_time_until_which_nobody_was_seen():
    with pytest.raises(NotReached):
        of(MAINTAINED).at(162)
    with pytest.raises(NotReached):
        of(MAINTAINED).interval(162)
    assert of(NOT_MAINTAINED).at(1000) == 0  # it had happened to all: that is known
    with pytest.raises(NotReached):
        of(NOT_MAINTAINED).error(45)


def test_another_kind_of_interval_is_refused():
    with pytest.raises(Contradictory):
        of(AML).interval(23, "exact")


@unhurried
@given(groups)
def test_the_curve_and_its_interval_against_lifelines_and_surpyval(people):
    """Where there is an interval. lifelines gives the log-log one; it says 100–100 % where nobody has gone back, and
    0–0 % where all have. surpyval agrees, and is asked for Kaplan–Meier by name."""
    import surpyval
    from lifelines import KaplanMeierFitter

    times, events = split(people)
    assume(any(events))
    curve, second = of((times, events)), KaplanMeierFitter().fit(times, events)
    printed = second.confidence_interval_
    for at in sorted(set(times)):
        assert curve.at(at) == pytest.approx(second.predict(at), abs=1e-12)
        if (ends := curve.interval(at)) is not None:
            assert ends == pytest.approx(tuple(printed.loc[at]), abs=1e-9)
    if all(time > 0 for time in times):
        third = surpyval.KaplanMeier.fit(x=times, c=[1 - event for event in events])
        found = [curve.at(at) for at in sorted(set(times))]
        assert third.sf(sorted(set(times))) == pytest.approx(found, abs=1e-9)


@unhurried
@given(groups, st.sampled_from(KINDS))
def test_the_curve_never_rises_and_lies_in_its_interval(people, kind):
    curve = of(split(people))
    shares = [curve.at(at) for at in range(int(curve.horizon) + 1)]
    assert all(after <= before for before, after in pairwise(shares))
    for at in curve.table.times.tolist():
        if (ends := curve.interval(at, kind)) is not None:
            assert 0 <= ends[0] <= curve.at(at) <= ends[1] <= 1


@unhurried
@given(groups)
def test_where_nobody_is_lost_the_curve_is_the_plain_share(people):
    times = [time for time, _ in people]
    curve = of((times, [True] * len(times)))
    for at in set(times):
        assert curve.at(at) == pytest.approx(sum(time > at for time in times) / len(times))


@unhurried
@given(groups, st.integers(2, 6))
def test_coarser_time_changes_nothing_as_long_as_people_are_lost_at_its_ends(people, months):
    whole = [(time if event else -(-time // months) * months, event) for time, event in people]
    coarse = [(-(-time // months), event) for time, event in whole]
    fine, merged = of(split(whole)), of(split(coarse))
    for at in range(int(merged.horizon) + 1):
        if at * months <= fine.horizon:
            assert merged.at(at) == pytest.approx(fine.at(at * months))


def test_a_million_lives_lose_nothing_to_rounding():
    chance = np.random.default_rng(20260101)
    times, events = chance.integers(1, 105, 1_000_000), chance.random(1_000_000) < 0.3
    share = 1.0
    for at in range(1, 53):
        share *= 1 - int((events & (times == at)).sum()) / int((times >= at).sum())
    assert of((times, events)).at(52) == pytest.approx(share, rel=1e-12)
