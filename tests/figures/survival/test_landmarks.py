import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.proportions import clopper_pearson
from kast.figures.survival import (
    BetaProduct,
    Contradictory,
    InfiniteTime,
    NegativeTime,
    NoTimes,
    NotReached,
    Unordered,
    at_landmarks,
    kaplan_meier,
    tabulate,
)

from .people import groups, split, unhurried
from .published import AML, MAINTAINED


def at(people, *months, **more):
    return at_landmarks(tabulate(*people), months, definition="x/1", **more)


def test_sixty_followed_to_twelve_months_and_three_of_them_back_is_the_exact_interval():
    (found,) = at(([4, 6, 6] + [12] * 57, [1, 1, 1] + [0] * 57), 12)
    assert (found.numerator, found.denominator, found.horizon, found.observed) == (3, 60, 12, 57)
    assert found.share == 0.95
    assert (found.low, found.high) == pytest.approx(clopper_pearson(57, 60))
    assert (found.definition, found.unit, found.withheld) == ("x/1", "months", "")
    assert (found.method, found.version) == ("Kaplan–Meier, beta product", 1)
    assert "Fay, Brittain and Proschan 2013" in found.source
    assert found.in_per_cent


def test_with_no_event_at_all_it_still_says_how_low_the_share_may_be():
    (found,) = at(([12] * 20, [0] * 20), 12)
    assert (found.share, found.high) == (1, 1)
    assert found.low == pytest.approx(0.025 ** (1 / 20))


@pytest.mark.parametrize(("left", "withheld"), [(5, ""), (4, "few_observed")])
def test_at_least_five_must_still_be_seen(left, withheld):
    (found,) = at(([3] * 20 + [12] * left, [1, 0] * 10 + [0] * left), 12)
    assert found.observed == left
    assert found.withheld == withheld
    assert (found.share is None) == bool(withheld)


@pytest.mark.parametrize(("left", "withheld"), [(10, ""), (9, "few_observed")])
def test_at_least_one_of_ten_who_started_must_still_be_seen(left, withheld):
    (found,) = at(([3] * (100 - left) + [12] * left, [0] * 100), 12)
    assert found.withheld == withheld


@pytest.mark.parametrize(
    ("started", "back", "withheld"),
    [(20, 5, ""), (19, 5, "few_started"), (20, 4, "few_events"), (19, 0, "few_started")],
)
def test_of_a_part_nothing_is_said_under_twenty_people_or_five_events(started, back, withheld):
    people = [3] * back + [12] * (started - back), [1] * back + [0] * (started - back)
    assert [found.withheld for found in at(people, 6, 12, part=True)] == [withheld] * 2
    assert [found.withheld for found in at(people, 6, 12)] == ["", ""]


def test_what_is_withheld_has_neither_share_nor_interval():
    (found,) = at(AML, 100)
    assert (found.share, found.low, found.high, found.withheld) == (None, None, None, "few_observed")
    assert not found.in_per_cent


def test_beyond_everybody_it_is_withheld_and_not_an_error():
    assert [found.withheld for found in at(MAINTAINED, 13, 500)] == ["", "few_observed"]


@unhurried
@given(groups, st.booleans())
def test_once_refused_all_later_landmarks_are_refused(people, part):
    refused = [bool(found.withheld) for found in at(split(people), *range(14), part=part)]
    assert refused == sorted(refused)


@unhurried
@given(groups, st.integers(0, 12))
def test_whoever_is_followed_longer_never_takes_a_landmark_away(people, month):
    longer = [(time if event else 13, event) for time, event in people]
    (before,), (after,) = at(split(people), month), at(split(longer), month)
    assert not (after.withheld and not before.withheld)


@unhurried
@given(groups)
def test_a_part_is_never_told_more_of_than_the_whole(people):
    for of_part, of_all in zip(at(split(people), 3, 9, part=True), at(split(people), 3, 9), strict=True):
        assert of_part.withheld or not of_all.withheld


@unhurried
@given(groups, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(people, chance):
    assert at(split(people), 2, 6, 12) == at(split(chance.sample(people, len(people))), 2, 6, 12)


@unhurried
@given(groups)
def test_a_landmark_is_the_curve_and_the_beta_product_there(people):
    times, events = split(people)
    for found in at((times, events), 2, 6, 12):
        if not found.withheld:
            assert found.share == kaplan_meier(times, events, definition="x/1").at(found.horizon)
            assert (found.low, found.high) == BetaProduct(tabulate(times, events)).at(found.horizon)
            assert found.low <= found.share + 1e-12
            assert found.share <= found.high + 1e-12


def test_another_interval_can_be_asked_for_and_is_named():
    (found,) = at(AML, 23, interval="log-log", unit="weeks")
    assert (found.low, found.high) == pytest.approx((0.3192504, 0.7264492), abs=1e-7)
    assert found.method == "Kaplan–Meier, log-log"
    assert "Greenwood" in found.source
    (nobody,) = at(([12] * 20, [0] * 20), 12, interval="log-log")
    assert (nobody.share, nobody.low, nobody.high, nobody.withheld) == (1, None, None, "")
    with pytest.raises(Contradictory):
        at(AML, 23, interval="exact")


def test_fewer_than_ten_are_never_told_in_per_cent():
    (found,) = at(([12] * 9, [0] * 9), 12)
    assert found.share == 1
    assert not found.in_per_cent


@pytest.mark.parametrize(
    ("months", "error"),
    [
        ([], NoTimes),
        ([-1, 6], NegativeTime),
        ([6, 6], Unordered),
        ([12, 6], Unordered),
        ([6, float("inf")], InfiniteTime),
    ],
)
def test_what_is_no_landmark_is_refused_by_name(months, error):
    with pytest.raises(error):
        at(AML, *months)


def test_the_curve_itself_still_refuses_by_name_beyond_everybody():
    with pytest.raises(NotReached):
        kaplan_meier(*MAINTAINED, definition="x/1").at(500)
