import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.survival import Contradictory, NoTimes
from kast.figures.survival.interval_logrank import interval_logrank

from .cosmesis import RADIATION, WITH_CHEMOTHERAPY, ends

INF = float("inf")
people = st.lists(
    st.tuples(st.integers(0, 20), st.one_of(st.none(), st.integers(1, 12)), st.sampled_from("ab")),
    min_size=4,
    max_size=30,
).filter(lambda rows: len({group for *_, group in rows}) == 2)


def of(rows):
    return interval_logrank(
        [left for left, *_ in rows],
        [INF if wide is None else left + wide for left, wide, _ in rows],
        [group for *_, group in rows],
    )


def cosmesis():
    return (*ends(RADIATION + WITH_CHEMOTHERAPY), ["Rad"] * len(RADIATION) + ["RadChem"] * len(WITH_CHEMOTHERAPY))


def test_the_breast_cosmesis_groups_differ_as_published_in_Fay_and_Shaw_2010():
    found = interval_logrank(*cosmesis())
    assert found.people == (46, 48)
    assert found.statistic == pytest.approx(2.6684**2, abs=1e-3)
    assert found.p == pytest.approx(0.007622, abs=1e-6)
    assert found.scores[0] < 0 < found.scores[1]


def test_with_exact_times_the_scores_are_those_of_the_log_rank_test():
    # Freireich's leukaemia remissions (1963): 10.25 fewer than expected with the drug (Kalbfleisch and Prentice).
    drug = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    times = [(time - 1, time) for time in drug[0]] + [(time, INF) for time in drug[1]]
    times += [(time - 1, time) for time in placebo]
    groups = ["drug"] * 21 + ["placebo"] * 21
    found = interval_logrank([one for one, _ in times], [two for _, two in times], groups)
    assert found.scores == pytest.approx((-10.2505, 10.2505), abs=1e-4)


def test_few_people_are_judged_by_every_deal():
    found = of([(0, 1, "a"), (1, 1, "a"), (2, 1, "a"), (3, 1, "b"), (4, 1, "b"), (5, 1, "b")])
    assert found.p == pytest.approx(2 / 20)
    assert "every deal" in found.method


def test_three_groups_have_two_degrees_of_freedom():
    left, right, group = cosmesis()
    found = interval_logrank(left, right, [*group[:-10], *["other"] * 10])
    assert found.freedom == 2
    assert 0 < found.p < 1


@pytest.mark.parametrize(("group", "refused"), [(["a"], Contradictory), (["a", "a"], Contradictory)])
def test_one_group_alone_and_unequal_lengths_are_refused(group, refused):
    with pytest.raises(refused):
        interval_logrank([0, 1], [1, 2], group)


def test_nobody_is_refused():
    with pytest.raises(NoTimes):
        interval_logrank([], [], [])


@given(people)
def test_the_scores_add_up_to_nought(rows):
    assert sum(of(rows).scores) == pytest.approx(0, abs=1e-8)


@given(people)
def test_which_group_is_named_first_changes_nothing(rows):
    swapped = [(left, wide, "b" if group == "a" else "a") for left, wide, group in rows]
    assert of(swapped).p == pytest.approx(of(rows).p)
    assert of(swapped).statistic == pytest.approx(of(rows).statistic)


@given(people, st.randoms(use_true_random=False))
def test_permuting_people_changes_nothing(rows, chance: random.Random):
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert of(shuffled).p == pytest.approx(of(rows).p)
    assert of(shuffled).scores == pytest.approx(of(rows).scores)


@given(people)
def test_when_nobody_differs_nothing_is_found(rows):
    same = [(3, 4, group) for *_, group in rows]
    assert of(same).p == pytest.approx(1)


def test_it_says_to_how_many_it_has_happened_of_how_many():
    found = interval_logrank([0, 1, 2, 3], [1, 2, INF, INF], ["a", "b", "a", "b"])
    assert (found.numerator, found.denominator) == (2, 4)
