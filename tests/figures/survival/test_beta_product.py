"""The procedure has no other implementation in Python; R's `bpcp` is the reference, and binomial cases in closed form."""

from itertools import combinations_with_replacement
from math import comb, factorial, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.proportions import clopper_pearson
from kast.figures.survival import BetaProduct, Contradictory, kaplan_meier, tabulate

from .people import groups, split, unhurried
from .published import AML, SIX_MP


def of(times, events, level=0.95):
    return BetaProduct(tabulate(times, events), level)


@pytest.mark.parametrize(
    ("at", "low", "high"),
    [
        (1, 0.397635364, 1.0),
        (5, 0.194120450, 0.9936905),
        (7.5, 0.067585986, 0.9324140),
        (10, 0.006309463, 0.8058796),
        (15, 0.0, 0.6023646),
    ],
)
def test_four_deaths_between_them_as_published_by_Fay_and_Brittain(at, low, high):
    """The worked example of "Beta Product Confidence Procedure Confidence Intervals and Discrete Data" (with bpcp)."""
    assert of([3, 7, 8, 14], [1, 1, 1, 1]).at(at) == pytest.approx((low, high), abs=5e-8)


@pytest.mark.parametrize(("at", "low"), [(0, 0.292), (11, 0.292), (12, 0.025), (23, 0.025), (24, 0)])
def test_three_people_and_no_event_against_R(at, low):
    found = of([12, 12, 24], [0, 0, 0]).at(at, seen_through=False)
    assert found == (pytest.approx(low, abs=0.0005), 1)


def test_whoever_was_followed_to_month_12_is_known_to_be_free_of_it_in_month_12():
    """R's convention loses them an instant too early; the paper's own Y(t), those at risk just before t, has them."""
    people = [6] * 3 + [12] * 57, [1] * 3 + [0] * 57
    assert of(*people).at(12) == pytest.approx(clopper_pearson(57, 60), abs=1e-12)
    assert of(*people).at(12, seen_through=False)[0] == 0
    assert of(*people).at(11, seen_through=False) == pytest.approx(clopper_pearson(57, 60), abs=1e-12)


@unhurried
@given(st.lists(st.integers(0, 12), min_size=1, max_size=60), st.sampled_from([0.9, 0.95, 0.99]))
def test_where_nobody_is_lost_it_is_Clopper_and_Pearson_exactly(times, level):
    found = of(times, [True] * len(times), level)
    for at in range(14):
        exact = clopper_pearson(sum(time > at for time in times), len(times), level=level)
        assert found.at(at) == pytest.approx(exact, abs=1e-10)


@unhurried
@given(st.lists(st.integers(0, 11), max_size=30), st.integers(1, 30))
def test_where_people_are_lost_only_at_the_end_it_is_Clopper_and_Pearson_too(back, clean):
    times, events = back + [12] * clean, [True] * len(back) + [False] * clean
    assert of(times, events).at(12) == pytest.approx(clopper_pearson(clean, len(times)), abs=1e-10)


@unhurried
@given(groups, st.sampled_from([0.5, 0.95]))
def test_it_contains_the_curve_and_never_rises(people, level):
    times, events = split(people)
    found, curve = of(times, events, level), kaplan_meier(times, events, definition="x/1")
    before = (1.0, 1.0)
    for half in range(28):
        at = half / 2
        ends = found.at(at)
        assert 0 <= ends[0] <= ends[1] <= 1
        assert ends[0] <= before[0]
        assert ends[1] <= before[1]
        assert found.at(at, seen_through=False)[0] <= ends[0]
        if at <= curve.horizon:
            assert ends[0] - 1e-12 <= curve.at(at) <= ends[1] + 1e-12
        before = ends


@unhurried
@given(groups, st.integers(0, 12))
def test_one_more_person_seen_to_the_end_never_lowers_it(people, at):
    times, events = split(people)
    more = of([*times, 12], [*events, False]).at(at)
    assert more[0] >= of(times, events).at(at)[0] - 1e-9


def test_with_many_events_it_is_nearly_Greenwoods():
    times, events = AML[0] * 400, AML[1] * 400
    plain = kaplan_meier(times, events, definition="x/1").interval(23, "plain")
    assert of(times, events).at(23) == pytest.approx(plain, abs=0.0005)


def test_it_is_wider_than_the_others_where_few_are_left():
    low, _ = of(*SIX_MP).at(23)
    assert low < kaplan_meier(*SIX_MP, definition="x/1").interval(23)[0]


@pytest.mark.parametrize("people", [10**6, 10**9])
def test_it_loses_nothing_to_rounding_among_very_many(people):
    table = tabulate([1, 1, 2, 2, 3], [1, 0, 1, 0, 0])
    many = type(table)(table.times, table.events.copy(), table.censored * (people // 3))
    started = many.people
    low, high = BetaProduct(many).at(1)
    assert (low, high) == pytest.approx(clopper_pearson(started - 1, started), rel=1e-12)
    assert BetaProduct(many).at(2)[1] < 1


# Going back in month 1, 2, 3 or later; lost after month 1, 2 or 3, and no relation between the two.
BACK, LOST = (0.08, 0.15, 0.10), (0.30, 0.30, 0.40)


def outcomes():
    """Each pair of time and event with its probability."""
    free = 1.0
    stays = 1.0
    for month, (back, lost) in enumerate(zip(BACK, LOST, strict=True), 1):
        yield (month, True), back * stays
        free -= back
        yield (month, False), free * lost
        stays -= lost


@pytest.mark.parametrize("people", [4, 9])
def test_over_every_possible_outcome_neither_end_is_wrong_more_often_than_it_says(people):
    cells = list(outcomes())
    assert sum(chance for _, chance in cells) == pytest.approx(1)
    low_wrong, high_wrong, told = [0.0] * 3, [0.0] * 3, 0.0
    for which in combinations_with_replacement(range(len(cells)), people):
        ways = factorial(people) // prod(factorial(which.count(cell)) for cell in set(which))
        chance = ways * prod(cells[cell][1] for cell in which)
        found = of(*split([cells[cell][0] for cell in which]))
        told += chance
        for month in range(3):
            low, high = found.at(month + 1)
            true = 1 - sum(BACK[: month + 1])
            low_wrong[month] += chance * (low > true)
            high_wrong[month] += chance * (high < true)
    assert told == pytest.approx(1)
    assert comb(people + 5, 5) >= 100  # there was something to go wrong
    assert max(low_wrong + high_wrong) <= 0.025


def test_a_level_lies_between_nought_and_one():
    with pytest.raises(Contradictory):
        of([1], [0], level=95)
