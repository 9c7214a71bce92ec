import warnings

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kast.figures.survival import Contradictory, NotReached, log_rank, log_rank_of, tabulate

from .people import unhurried
from .published import AML, MAINTAINED, SIX_MP

PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]  # Freireich 1963; all relapsed
ARMS = ["maintained"] * len(MAINTAINED[0]) + ["not"] * (len(AML[0]) - len(MAINTAINED[0]))

person = st.tuples(st.sampled_from("abc"), st.integers(1, 12), st.booleans())


def test_the_arms_of_aml_against_R():
    found = log_rank(ARMS, *AML, definition="x/1")
    assert (found.groups, found.people, found.events) == (("maintained", "not"), (11, 12), (7, 11))
    assert [round(number, 2) for number in found.expected] == [10.69, 7.31]
    assert (round(found.statistic, 2), found.freedom, round(found.p, 4)) == (3.40, 1, 0.0653)
    assert (found.numerator, found.denominator, found.horizon, found.method) == (18, 23, 48, "log-rank")


def test_6_MP_against_placebo_as_published_in_every_textbook():
    found = log_rank_of({"6-MP": tabulate(*SIX_MP), "placebo": tabulate(PLACEBO, [1] * 21)}, definition="x/1")
    assert (found.events, [round(number, 2) for number in found.expected]) == ((9, 21), [19.25, 10.75])
    assert round(found.statistic, 2) == 16.79


def test_the_sexes_of_lung_against_R():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifelines.datasets import load_lung

    lung = load_lung()
    found = log_rank(lung["sex"].to_numpy(), lung["time"].to_numpy(), lung["status"].to_numpy(), definition="x/1")
    assert round(found.statistic, 1) == 10.3


@unhurried
@given(st.lists(person, min_size=2, max_size=40))
def test_two_or_more_groups_against_lifelines_and_surpyval(people):
    """lifelines counts a group in that was never seen when anything happened (the test below), so it is asked only where
    all groups are compared; surpyval leaves such a group out, as R does, and so do we."""
    import numpy as np
    import surpyval
    from lifelines.statistics import multivariate_logrank_test

    of, times, events = (list(column) for column in zip(*people, strict=True))
    assume(len(set(of)) > 1)
    assume(any(events))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of groups of one
        second = surpyval.logrank(np.array(times), np.array(of), c=np.array([1 - event for event in events]))
    try:
        found = log_rank(of, times, events, definition="x/1")
    except NotReached:
        assert second.statistic == pytest.approx(0)
        return
    assert found.statistic == pytest.approx(second.statistic, abs=1e-8)
    if second.dof == found.freedom == len(set(of)) - 1:
        assert found.p == pytest.approx(second.p_value, abs=1e-8)
        third = multivariate_logrank_test(times, of, events)
        assert found.statistic == pytest.approx(third.test_statistic, abs=1e-6)


@unhurried
@given(st.lists(person, min_size=2, max_size=40))
def test_observed_and_expected_are_as_many_and_names_do_not_matter(people):
    of, times, events = (list(column) for column in zip(*people, strict=True))
    try:
        found = log_rank(of, times, events, definition="x/1")
    except (NotReached, Contradictory):
        assume(False)
    assert sum(found.expected) == pytest.approx(sum(found.events))
    renamed = log_rank([{"a": 2, "b": 0, "c": 1}[name] for name in of], times, events, definition="x/1")
    assert renamed.statistic == pytest.approx(found.statistic, abs=1e-9)
    backwards = log_rank(of[::-1], times[::-1], events[::-1], definition="x/1")
    assert backwards.statistic == pytest.approx(found.statistic, abs=1e-9)


def test_a_group_that_was_gone_before_anything_happened_is_left_out_as_in_R():
    """lifelines 0.30.3 finds the same statistic, but gives it two degrees of freedom and so a p of .96."""
    from lifelines.statistics import multivariate_logrank_test

    of = ["a"] * 6 + ["b"] * 6 + ["c"] * 2
    times, events = [3, 4, 5, 6, 7, 8, 3, 4, 4, 5, 6, 9, 1, 2], [1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]
    found = log_rank(of, times, events, definition="x/1")
    without = log_rank(of[:12], times[:12], events[:12], definition="x/1")
    assert (found.freedom, found.expected[2]) == (1, 0)
    assert (found.statistic, found.p) == pytest.approx((without.statistic, without.p))
    second = multivariate_logrank_test(times, of, events)
    assert second.test_statistic == pytest.approx(found.statistic)
    assert second.p_value == pytest.approx(0.962, abs=0.001)


def test_one_group_or_nothing_to_compare_is_refused_by_name():
    with pytest.raises(Contradictory):
        log_rank(["a", "a"], [1, 2], [1, 0], definition="x/1")
    with pytest.raises(NotReached):
        log_rank(["a", "b"], [1, 2], [0, 0], definition="x/1")
    with pytest.raises(NotReached):
        log_rank(["a", "b"], [1, 2], [0, 1], definition="x/1")
