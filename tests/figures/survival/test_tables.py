from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.survival import (
    Contradictory,
    InfiniteTime,
    NegativeTime,
    NoTimes,
    NotTimes,
    kaplan_meier,
    tabulate,
    tabulate_by,
    together,
)

from .people import groups, split, unhurried


def rows(table):
    return list(zip(table.times.tolist(), table.events.tolist(), table.censored.tolist(), strict=True))


def by_hand(people):
    counts = Counter(people)
    return [(time, counts[time, True], counts[time, False]) for time in sorted({time for time, _ in people})]


@unhurried
@given(groups, st.sampled_from([np.uint8, np.int16, np.int64, np.float64]))
def test_people_are_counted_as_by_hand_whatever_the_times_are_kept_in(people, kept_in):
    times, events = split(people)
    assert rows(tabulate(np.array(times, kept_in), events)) == by_hand(people)


@unhurried
@given(groups, st.sampled_from([1, 50, 126, 127, 128, 5_000, 1 << 21]), st.sampled_from([np.int64, np.float64]))
def test_late_times_and_odd_numbers_of_people_are_counted_as_well(people, later, kept_in):
    later_on = [*people, (later, True), (later, False), (later, True)]
    times, events = split(later_on)
    assert rows(tabulate(np.array(times, kept_in), events)) == by_hand(later_on)


@unhurried
@given(groups, st.sampled_from([2, 3, 7]))
def test_people_are_counted_in_portions_and_none_is_lost_between_them(people, portion):
    times, events = split(people)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kast.figures.survival.tables.PORTION", portion)
        assert rows(tabulate(times, events)) == by_hand(people)


@unhurried
@given(groups)
def test_at_risk_is_whoever_is_seen_until_then_or_longer(people):
    table = tabulate(*split(people))
    assert table.at_risk.tolist() == [sum(time >= at for time, _ in people) for at in table.times]
    assert (table.people, table.happened) == (len(people), sum(event for _, event in people))
    for at in (0, 3, 3.5, 13):
        assert table.observed(at) == sum(time >= at for time, _ in people)
        assert table.free(at) == sum(time > at or (time == at and not event) for time, event in people)
        assert table.until(at) == sum(time <= at and event for time, event in people)


@unhurried
@given(st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.sampled_from("abc")), min_size=1, max_size=40))
def test_each_group_is_counted_as_if_it_were_alone(people):
    times, events, of = zip(*people, strict=True)
    numbers = ["abc".index(name) for name in of]
    for groups_given, group_times in [(of, times), (numbers, times), (of, np.array(times, float))]:
        found = tabulate_by(list(groups_given), group_times, events)
        assert list(found) == sorted(set(groups_given))
        for name, table in found.items():
            assert rows(table) == by_hand(
                [(t, e) for t, e, g in zip(times, events, groups_given, strict=True) if g == name]
            )


@unhurried
@given(st.lists(groups, min_size=1, max_size=4))
def test_groups_put_together_are_everybody(parts):
    whole = together(tabulate(*split(people)) for people in parts)
    assert rows(whole) == by_hand([person for people in parts for person in people])


def test_no_group_at_all_is_nobody():
    with pytest.raises(NoTimes):
        together([])


@unhurried
@given(groups, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(people, chance):
    mixed = chance.sample(people, len(people))
    assert rows(tabulate(*split(people))) == rows(tabulate(*split(mixed)))


@unhurried
@given(groups, st.integers(2, 6))
def test_coarser_time_puts_rows_together_and_loses_nobody(people, months):
    coarse = [(-(-time // months), event) for time, event in people]
    fine, merged = tabulate(*split(people)), tabulate(*split(coarse))
    assert merged.people == fine.people
    for at in range(13 // months + 1):
        assert merged.until(at) == fine.until(at * months)
        assert merged.observed(at + 1) == fine.observed(at * months + 1)


def test_what_has_been_counted_cannot_be_written_over():
    table = tabulate([1, 2], [1, 0])
    with pytest.raises(ValueError, match="read-only"):
        table.events[0] = 5


@pytest.mark.parametrize(
    ("times", "events", "error"),
    [
        ([], [], NoTimes),
        ([1, -1], [1, 0], NegativeTime),
        ([1, float("inf")], [1, 0], InfiniteTime),
        ([1, float("nan")], [1, 0], InfiniteTime),
        ([1, 2], [1], Contradictory),
        ([1, 2], [1, 2], Contradictory),
        ([1, 2], ["yes", "no"], Contradictory),
        ([1, 2], [1, float("nan")], Contradictory),
        (["1", "2"], [1, 0], NotTimes),
        ([[1, 2]], [[1, 0]], NotTimes),
        ([True, False], [1, 0], NotTimes),
    ],
)
def test_what_cannot_be_counted_is_refused_by_name(times, events, error):
    with pytest.raises(error):
        tabulate(times, events)
    with pytest.raises(error):
        kaplan_meier(times, events, definition="x/1")
    with pytest.raises(error):
        tabulate_by(["a"] * len(times), times, events)


def test_as_many_groups_as_people():
    with pytest.raises(Contradictory):
        tabulate_by(["a"], [1, 2], [0, 1])
