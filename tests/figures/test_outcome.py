import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.lives import Life
from kast.figures.outcome import EARLIER, Known, at_twelve, did_not_go_back

from .made_up import BACK, CLEAN, life

NOW = "2026-01"


@pytest.mark.parametrize("baseline", ["earlier", "never", "not_asked"])
def test_only_those_who_had_bought_within_the_year_are_counted(baseline):
    assert did_not_go_back([life(baseline=baseline, answers=CLEAN)], month=NOW).started == 0


def test_those_who_had_bought_earlier_are_a_second_tier():
    lives = [life(baseline="earlier", answers=CLEAN), life(answers=BACK)]
    assert did_not_go_back(lives, month=NOW, baseline=EARLIER).clean == 1


def test_whoever_never_came_did_not_start():
    assert did_not_go_back([life(came=None)], month=NOW).started == 0


def test_a_letter_that_was_answered_and_read_starts_the_clock():
    facts = (("baseline", "last_12_months", "2024-01"), ("came", "letter", "2024-01"), ("came", "therapy", "2025-12"))
    assert did_not_go_back([Life(facts)], month=NOW).due == 1


def test_nobody_is_due_before_the_window_has_closed():
    assert at_twelve(life(came="2024-01", answers=CLEAN), month="2025-04") is Known.NOT_DUE
    assert at_twelve(life(came="2024-01", answers=CLEAN), month="2025-05") is Known.CLEAN


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        (((12, "no", 10, None),), Known.CLEAN),
        (((12, "no", 9, None),), Known.LOST),
        (((12, "attempt", 12, None),), Known.CLEAN),
        (((12, "unsaid", 12, None),), Known.LOST),
        (((12, "yes", 12, 12),), Known.BACK),
        (((12, "yes", 14, 13),), Known.CLEAN),
        (((12, "yes", 12, None),), Known.BACK),
        (((24, "yes", 24, None),), Known.LOST),
        (((24, "yes", 24, 18),), Known.CLEAN),
        (((24, "no", 23, None),), Known.CLEAN),
        (((12, "yes", 12, -12),), Known.BACK),
        (((12, "yes", 14, -13),), Known.LOST),
        (((24, "yes", 24, -18),), Known.LOST),
        (((12, "no", 11, None), (24, "yes", 24, -18)), Known.CLEAN),
        (((6, "no", 7, None), (12, "yes", 14, -13)), Known.LOST),
        (((12, "yes", 14, -13), (24, "no", 24, None)), Known.LOST),
        (((12, "unsaid", 12, None), (24, "no", 24, None)), Known.LOST),
        (((12, "yes", 20, None), (24, "no", 30, None)), Known.LOST),
        (((12, "no", 12, None), (24, "unsaid", 24, None)), Known.CLEAN),
        (((6, "yes", 6, 4),), Known.BACK),
        (((6, "no", 6, None),), Known.LOST),
        (((6, "yes", 6, 4), (12, "no", 12, None)), Known.BACK),
    ],
)
def test_what_an_answer_says_about_twelve_months(answers, known):
    assert at_twelve(life(answers=answers), month=NOW) is known


@pytest.mark.parametrize(("purchases", "known"), [("unsaid", Known.LOST), ("few", Known.CLEAN)])
def test_in_an_older_ledger_who_told_no_month_but_the_last_has_not_said_when_it_began(purchases, known):
    answered = [("followup_12", "answered"), ("went_back", "yes"), ("followed_to", "m14")]
    answered += [("first_purchase", "m13"), ("purchases", purchases)]
    one = Life((*life().facts, *((kind, code, "2025-03") for kind, code in answered)))
    assert at_twelve(one, month=NOW) is known


def test_a_corrected_answer_takes_the_place_of_the_one_it_corrects():
    assert at_twelve(life(answers=(*BACK, *CLEAN)), month=NOW) is Known.CLEAN


@pytest.mark.parametrize(
    ("result", "agreed", "known"),
    [
        ("declined", "yes", Known.DECLINED),
        ("not_agreed", "no", Known.DECLINED),
        (None, "no", Known.DECLINED),
        ("not_reached", "yes", Known.LOST),
        ("asked", "yes", Known.LOST),
        (None, None, Known.LOST),
    ],
)
def test_no_answer_declined_and_not_to_be_contacted_are_kept_apart(result, agreed, known):
    assert at_twelve(life(result=result, agreed=agreed), month=NOW) is known


def test_who_agreed_to_another_time_only_has_said_no_to_this_one_and_a_unit_that_does_not_ask_has_lost():
    start = life(agreed="yes").facts
    kept = [(("ask_until", until, "2024-01"), ("ask_at", "24", "2024-01")) for until in ("8-15-27", "8-0-27")]
    found = [at_twelve(Life((*start, *more)), month="2027-01") for more in kept]
    assert found == [Known.DECLINED, Known.LOST]


def test_whom_a_sister_unit_asks_is_counted_there_and_not_here():
    for fact in ("handed_over", "from_sister"):
        theirs, ours = (Life((*life().facts, (fact, who, "2024-02"))) for who in ("they_ask", "we_ask"))
        assert did_not_go_back([theirs, ours], month="2027-01").started == 1


def test_the_parts_add_up_and_the_figure_says_what_it_is():
    lives = [life(answers=CLEAN)] * 12 + [life(answers=BACK)] * 3 + [life(result="declined")] * 2 + [life()] * 5
    found = did_not_go_back([*lives, life(came="2025-10")], month=NOW)
    assert (found.started, found.due, found.known) == (23, 22, 15)
    assert (found.clean, found.back, found.declined, found.lost) == (12, 3, 2, 5)
    assert found.definition == "did-not-go-back-12/3"
    assert (found.bounds.low, found.bounds.high) == (12 / 22, 19 / 22)
    assert (found.among_known.numerator, found.among_known.denominator) == (12, 15)


def test_there_is_no_figure_of_nobody():
    empty = did_not_go_back([], month=NOW)
    assert empty.bounds is None
    assert empty.among_known is None


kinds = st.sampled_from(
    [
        life(answers=CLEAN),
        life(answers=BACK),
        life(),
        life(result="declined"),
        life(baseline="never"),
        life(came="2025-11"),
        life(answers=((24, "yes", 24, None),)),
    ]
)


@given(st.lists(kinds, max_size=30), st.randoms(use_true_random=False))
def test_permuting_lives_changes_nothing(lives, chance: random.Random):
    shuffled = list(lives)
    chance.shuffle(shuffled)
    assert did_not_go_back(shuffled, month=NOW) == did_not_go_back(lives, month=NOW)


@given(st.lists(kinds, max_size=20), st.lists(st.booleans(), min_size=20, max_size=20))
def test_whatever_the_lost_would_have_answered_the_share_lies_within_the_bounds(lives, coins):
    before = did_not_go_back(lives, month=NOW)
    told = [
        life(answers=CLEAN if coin else BACK)
        if one.last("baseline") == "last_12_months" and at_twelve(one, month=NOW) in {Known.LOST, Known.DECLINED}
        else one
        for one, coin in zip(lives, coins, strict=False)
    ]
    after = did_not_go_back(told, month=NOW)
    assert after.due == before.due
    if before.bounds is not None:
        assert before.bounds.low <= after.clean / after.due <= before.bounds.high


def test_a_return_that_was_told_before_a_reopening_stays_known():
    began = [
        ("baseline", "last_12_months", "2023-01"),
        ("came", "conversation", "2023-01"),
        ("ended", "agreed", "2023-02"),
    ]
    back = [("followup_6", "answered", "2023-08"), ("went_back", "yes", "2023-08"), ("followed_to", "m7", "2023-08")]
    back.append(("first_purchase", "m5", "2023-08"))
    again = [("reopened", "wrote", "2023-09"), ("ended", "agreed", "2023-10")]
    later = [("followup_6", "answered", "2024-04"), ("went_back", "no", "2024-04"), ("followed_to", "m15", "2024-04")]
    assert at_twelve(Life((*began, *back, *again, *later)), month="2026-01") is Known.BACK
    corrected = [*back[:1], ("went_back", "no", "2023-08"), ("followed_to", "m7", "2023-08")]
    assert at_twelve(Life((*began, *back, *corrected)), month="2026-01") is not Known.BACK
