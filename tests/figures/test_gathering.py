import random

from kast.figures import coverage, reach, waiting
from kast.figures.gathering import PUBLIC, SUMS, gather, shown
from kast.figures.lives import Life
from kast.figures.months import HalfYear, Span, half_year_of, name, number, year_to
from kast.figures.page import Page

from .made_up import BACK, CLEAN, life

YEAR = Span("2025-01", "2025-12")


def some(count, **said):
    return [life(**said) for _ in range(count)]


def test_a_step_without_a_count_stays_unknown_and_no_share_is_made_of_it():
    made = reach.steps([("told", None), ("police", 12), ("came", 8)])
    assert [step.number for step in made] == [None, 12, 8]
    assert made[1].of_before is None
    assert (made[2].of_before.numerator, made[2].of_before.denominator) == (8, 12)


def test_no_share_is_made_of_more_than_all():
    assert reach.steps([("told", 5), ("police", 12)])[1].of_before is None


def test_a_wrong_number_is_taken_off_and_nothing_left_is_unknown_not_nought():
    counts = [("told", "police", "2025-03", 40), ("told", "police-less", "2025-03", 10), ("call", "x", "2025-03", 9)]
    assert reach.told(counts, span=YEAR) == reach.Told(30, ("police",))
    assert (
        reach.told([("told", "police", "2025-03", 4), ("told", "police-less", "2025-03", 4)], span=YEAR).number is None
    )
    assert reach.told(counts, span=Span("2026-01", "2026-06")).number is None


def test_the_topic_is_counted_of_all_who_came_letters_included():
    lives = [life(came="2025-02", topic="discussed"), life(came="2025-02"), life(came=None, topic="discussed")]
    lives.append(
        Life((("came", "letter", "2025-03"), ("topic", "discussed", "2025-03"), ("topic", "put_off", "2025-04")))
    )
    found = coverage.topic(lives, span=YEAR)
    assert (found.came, found.discussed, found.put_off, found.not_yet) == (3, 2, 0, 1)
    assert found.share.denominator == 3


def test_nothing_is_said_of_waiting_under_ten_answers():
    lives = [Life((("answer_days", "d2", "2025-02"),))] * 9
    assert waiting.for_an_answer(lives, span=YEAR).half is None
    lives = [*lives, Life((("answer_days", "w2", "2025-02"),))]
    assert waiting.for_an_answer(lives, span=YEAR) == waiting.Waiting(10, 2, None)


def test_months_are_reckoned_across_years():
    assert name(number("2025-11") + 3) == "2026-02"
    assert HalfYear(2026, 1).before == HalfYear(2025, 2)
    assert HalfYear(2025, 2).span == Span("2025-07", "2025-12")
    from datetime import date

    assert half_year_of(date(2026, 6, 30)) == HalfYear(2026, 1)
    assert year_to(date(2026, 2, 3)) == Span("2025-03", "2026-02")


def _many():
    return [
        *some(40, came="2025-02", times=3, route="police", topic="discussed", ended="agreed"),
        *some(20, came=None, route="own"),
        *some(69, came="2023-05", answers=CLEAN),
        *some(5, came="2023-05", answers=BACK),
        *some(38, came="2023-05"),
    ]


def test_every_sum_adds_up():
    cells = gather(_many(), [], span=YEAR).cells
    for row in SUMS:
        assert cells[row.whole] == sum(cells[part] for part in row.parts), row


def test_permuting_lives_changes_no_cell():
    lives = _many()
    before = gather(lives, [], span=YEAR)
    random.Random(1).shuffle(lives)
    assert gather(lives, [], span=YEAR) == before


def test_a_life_that_ends_and_begins_again_has_no_ending():
    again = Life((("ended", "agreed", "2025-01"), ("reopened", "yes", "2025-03")))
    undone = Life((("ended", "agreed", "2025-01"), ("ended", "undone", "2025-01")))
    assert again.ending is None
    assert undone.ending is None


def test_whom_a_sister_unit_handed_over_got_in_touch_there_and_came_here():
    ours, theirs = life(came="2026-02", route="card"), ("from_sister", "we_ask", "2026-02")
    found = gather([ours] * 6 + [Life((*ours.facts, theirs))] * 2, [], span=Span("2026-01", "2026-12")).cells
    assert [found[name] for name in ("wrote", "police", "route_card", "came")] == [6, 6, 6, 8]


def test_the_figures_of_a_span_know_nothing_of_what_came_after_it():
    then = gather(_many(), [], span=Span("2022-01", "2024-01")).cells
    assert then["due"] == 0
    assert then["started"] == 112
    assert then["wrote"] == 132


def test_112_people_lie_between_62_and_96_as_on_the_drawn_page():
    page = Page(shown(gather(_many(), [], span=YEAR)))
    assert (page.outcome.due, page.outcome.clean, page.outcome.back, page.outcome.unknown) == (112, 69, 5, 38)
    assert (page.outcome.low, page.outcome.high) == (62, 96)
    assert page.outcome.among_known.interval == "85–98"
    assert page.axis[0][1] == "62–96"


def test_when_few_went_back_neither_they_nor_the_share_are_shown():
    lives = [*some(60, came="2023-05", answers=CLEAN), *some(2, came="2023-05", answers=BACK)]
    page = Page(shown(gather(lives, [], span=YEAR), only=PUBLIC))
    assert page.outcome.back is None
    assert page.outcome.clean is None
    assert page.outcome.bounds is None
    assert page.outcome.among_known is None
    assert not page.outcome.dots
    assert page.claims[0].judgement.ours is None


def test_a_hidden_step_takes_its_shares_with_it():
    lives = [*some(30, came="2025-02", route="police"), *some(2, came="2025-02", times=3, route="police")]
    page = Page(shown(gather(lives, [("told", "police", "2025-02", 90)], span=YEAR)))
    third = page.steps[3]
    assert third.number is None
    assert third.share is None


def test_shares_of_fewer_than_ten_are_counts():
    page = Page(shown(gather(some(9, came="2025-02", times=3, route="police"), [], span=YEAR)))
    assert not page.steps[2].share.in_per_cent
    assert page.outcome.low is None
