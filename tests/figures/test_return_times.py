from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.lives import Life
from kast.figures.outcome import HALF_A_YEAR, TWO_YEARS, WINDOWS, YEAR, Known, did_not_go_back, known
from kast.figures.return_times import Lost, ReturnTime, lost_because, return_time, return_times, share_over_time
from kast.figures.survival.identified import Why

from .made_up import BACK, CLEAN, life

NOW = "2027-01"

went = st.sampled_from(["no", "yes", "attempt", "unsaid"])
an_answer = st.tuples(went, st.integers(0, 45), st.one_of(st.none(), st.integers(-45, 45)))


def a_life(answers):
    told = zip((6, 12, 24), sorted(answers, key=lambda one: one[1]), strict=False)
    return life(
        answers=tuple(
            (window, said, month, max(min(first, month), -month) if said == "yes" and first is not None else None)
            for window, (said, month, first) in told
        )
    )


some_lives = st.lists(st.lists(an_answer, max_size=3).map(a_life), max_size=25)


@pytest.mark.parametrize(
    ("answers", "left", "right"),
    [
        ((), 0, inf),
        (((12, "no", 12, None),), 12, inf),
        (((12, "attempt", 12, None),), 12, inf),
        (((12, "unsaid", 12, None),), 0, inf),
        (((12, "yes", 12, 7),), 6, 7),
        (((12, "yes", 12, 0),), 0, 1),
        (((12, "yes", 12, None),), 0, 12),
        (((6, "no", 6, None), (12, "yes", 13, None)), 6, 13),
        (((6, "no", 6, None), (12, "yes", 13, 9)), 8, 9),
        (((6, "no", 6, None), (12, "unsaid", 12, None)), 6, inf),
        (((6, "no", 6, None), (12, "unsaid", 12, None), (24, "no", 24, None)), 6, inf),
        (((6, "no", 6, None), (12, "unsaid", 12, None), (24, "yes", 24, 20)), 6, 20),
        (((6, "unsaid", 6, None), (12, "no", 12, None)), 0, inf),
        (((6, "yes", 6, 4), (12, "no", 12, None)), 3, 4),
        (((12, "no", 12, None), (24, "yes", 24, 5)), 4, 5),
        (((12, "yes", 14, -13),), 0, 13),
        (((6, "no", 6, None), (12, "yes", 14, -13)), 6, 13),
        (((12, "yes", 12, -11), (24, "yes", 24, 20)), 0, 11),
        (((6, "no", 6, None), (12, "yes", 12, -6)), 5, 6),
    ],
)
def test_what_answers_say_about_when(answers, left, right):
    assert return_time(life(answers=answers)) == ReturnTime(left, right)


@pytest.mark.parametrize("baseline", ["earlier", "never", "not_asked"])
def test_only_those_who_had_bought_within_the_year_have_a_return_time(baseline):
    assert return_times([life(baseline=baseline, answers=BACK)]) == []
    assert return_times([life(came=None, answers=BACK)]) == []
    assert return_times([life(answers=BACK)]) == [ReturnTime(6, 7)]


@given(some_lives)
def test_every_interval_is_in_order(lives):
    for time in return_times(lives):
        assert 0 <= time.left < time.right


@given(some_lives, st.sampled_from(WINDOWS))
def test_an_interval_never_contradicts_the_outcome_table(lives, window):
    for one in lives:
        time, how = return_time(one), known(one, window, month=NOW)
        if how is Known.CLEAN:
            assert time.right > window.months
            assert time.left >= window.months - window.before
        if how is Known.BACK:
            assert time.right <= window.months + window.after
        if time.right <= window.months:
            assert how is Known.BACK
        if time.left >= window.months and not time.seen:
            assert how is Known.CLEAN


@given(some_lives)
def test_whoever_went_back_has_gone_back_at_every_later_landmark(lives):
    for one in lives:
        how = [known(one, window, month=NOW) for window in WINDOWS]
        for before, after in pairwise(how):
            assert before is not Known.BACK or after is Known.BACK
            assert after is not Known.CLEAN or before is Known.CLEAN


@given(some_lives)
def test_a_year_is_counted_as_it_always_was(lives):
    assert did_not_go_back(lives, month=NOW) == did_not_go_back(lives, month=NOW, window=YEAR)
    assert YEAR.definition == "did-not-go-back-12/3"


@pytest.mark.parametrize(("window", "last"), [(HALF_A_YEAR, "2024-09"), (YEAR, "2025-04"), (TWO_YEARS, "2026-04")])
def test_nobody_is_due_before_a_window_has_closed(window, last):
    one = life(came="2024-01", answers=((24, "no", 25, None),))
    assert known(one, window, month=last) is Known.NOT_DUE
    assert did_not_go_back([one], month="2026-05", window=window).clean == 1


@pytest.mark.parametrize(
    ("one", "because"),
    [
        (life(), Lost.NOT_ASKED),
        (life(result="not_reached"), Lost.SILENT),
        (life(result="asked"), Lost.SILENT),
        (life(answers=((12, "unsaid", 12, None),)), Lost.UNSAID),
        (life(answers=((6, "no", 6, None),)), Lost.UNSAID),
        (life(ended="died"), Lost.DIED),
    ],
)
def test_why_nothing_is_known_is_told_apart(one, because):
    assert lost_because(one, YEAR, month=NOW) is because


def test_a_time_that_was_agreed_and_went_by_without_an_answer_is_silence():
    asked = (("ask_until", "7-14-27", "2024-01"), ("ask_at", "6-12", "2024-01"), ("followup_agreed", "yes", "2024-01"))
    agreed = Life((*life(ended="agreed").facts, *asked))
    assert lost_because(agreed, YEAR, month="2025-03") is Lost.NOT_ASKED
    assert lost_because(agreed, YEAR, month="2025-04") is Lost.SILENT


def test_of_twenty_known_to_the_month_the_share_over_time_is_the_share():
    lives = [life(answers=CLEAN)] * 16 + [life(answers=BACK)] * 4
    assert share_over_time(lives, YEAR, month=NOW).landmark.value == pytest.approx(16 / 20)


def test_those_followed_part_of_the_way_count_as_far_as_they_were_seen():
    # Kaplan and Meier: 4 of 30 by month seven; ten are lost after month nine.
    lives = [life(answers=CLEAN)] * 16 + [life(answers=BACK)] * 4 + [life(answers=((6, "no", 9, None),))] * 10
    assert share_over_time(lives, YEAR, month=NOW).landmark.value == pytest.approx(26 / 30)


def test_the_trap_is_refused_for_lives_too():
    lives = [life(answers=((12, "yes", 12, None),))] + [life(answers=((6, "no", 6, None),))] * 19
    found = share_over_time(lives, YEAR, month=NOW)
    assert (found.landmark.value, found.low, found.high) == (None, None, None)
    assert found.landmark.withheld is Why.RESTS_ON_THE_UNSEEN


def test_where_all_are_followed_the_interval_is_clopper_and_pearsons():
    lives = [life(answers=CLEAN)] * 57 + [life(answers=BACK)] * 3
    found = share_over_time(lives, YEAR, month=NOW)
    assert (found.low, found.high) == pytest.approx((0.8608, 0.9896), abs=5e-5)  # Newcombe 1998


def test_the_interval_holds_the_value():
    lives = [life(answers=CLEAN)] * 16 + [life(answers=BACK)] * 4 + [life(answers=((6, "no", 9, None),))] * 10
    found = share_over_time(lives, YEAR, month=NOW)
    assert 0.6 < found.low < found.landmark.value < found.high < 1


def test_of_fewer_than_ten_no_share_is_made():
    assert share_over_time([life(answers=CLEAN)] * 9, YEAR, month=NOW) is None


def test_somebody_whose_window_has_not_closed_is_not_in_the_share():
    late = Life(tuple((kind, code, "2026-12") for kind, code, _ in life(answers=BACK).facts))
    lives = [life(answers=CLEAN)] * 12
    assert share_over_time([*lives, late], YEAR, month=NOW) == share_over_time(lives, YEAR, month=NOW)
