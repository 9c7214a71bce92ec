import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast.figures.gathering import OUTCOME, gather, shown
from kast.figures.months import Span
from kast.figures.outcome import HALF_A_YEAR, TWO_YEARS, WINDOWS, YEAR
from kast.figures.over_time import OVER_TIME_SUMS, cell, columns
from kast.figures.over_time import gather as gather_over_time
from kast.figures.ranges import HIDDEN
from kast.figures.suppression import FEW, Seen, ranges_of

from .made_up import BACK, CLEAN, life
from .test_return_times import a_life, an_answer

NOW = "2027-01"
SPAN = Span("2026-02", NOW)

answers = st.lists(an_answer, max_size=3)
groups = st.lists(
    st.tuples(answers, st.integers(1, 14), st.sampled_from(["2022-01", "2024-09", "2025-06", "2026-02", "2026-12"])),
    max_size=7,
)


def made(found):
    from kast.figures.lives import Life

    lives = []
    for told, number, start in found:
        one = a_life(told)
        if start != "2022-01":
            one = Life(tuple((kind, code, start) for kind, code, _ in one.facts))
        lives += [one] * number
    return lives


def overview(lives):
    return shown(gather(lives, [], span=SPAN))


def of(lives):
    return columns(lives, overview(lives), month=NOW)


@given(groups.map(made))
def test_every_sum_adds_up(lives):
    cells = gather_over_time(lives, month=NOW)
    for row in OVER_TIME_SUMS:
        assert cells[row.whole] == sum(cells[part] for part in row.parts), row


@given(groups.map(made))
def test_twelve_months_are_the_overviews(lives):
    cells, theirs = gather_over_time(lives, month=NOW), gather(lives, [], span=SPAN).cells
    assert {name: cells[name] for name in OUTCOME} == {name: theirs[name] for name in OUTCOME}


@settings(max_examples=40)
@given(groups.map(made))
def test_no_cell_under_five_is_shown_and_none_follows_from_both_pages_together(lives):
    cells, page, found = gather_over_time(lives, month=NOW), overview(lives), of(lives)
    known = {name for name in OUTCOME if page.number(name) is not None}
    for column in found:
        for name, number in column.cells.items():
            assert number is None or number == 0 or number >= FEW
            if number is not None:
                known.add(cell(column.window, name))
    bounds = {name: (value, value) if name in known else HIDDEN for name, value in cells.items()}
    few = {name: FEW for name, value in cells.items() if 0 < value < FEW}
    for name, found_range in ranges_of(Seen(bounds, OVER_TIME_SUMS, guarded=few)).items():
        assert found_range.width > 0, name


@settings(max_examples=40)
@given(groups.map(made))
def test_what_the_overview_hides_is_hidden_here(lives):
    page = overview(lives)
    year = of(lives)[1]
    for name in OUTCOME:
        assert year.cells[name] == page.number(name)


def test_an_answer_that_was_put_in_after_the_month_is_not_in_it():
    late = made([([("no", 37, None)], 12, "2022-01")])
    assert max(fact[2] for fact in late[0].facts) > NOW
    assert of(late)[1].cells["known"] == overview(late).number("known") == 0


def test_a_unit_of_years_shows_three_columns():
    lives = [life(answers=CLEAN)] * 40 + [life(answers=((12, "no", 12, None), (24, "no", 24, None)))] * 29
    lives += [life(answers=((12, "yes", 12, 4),))] * 8 + [life(answers=BACK)] * 6 + [life()] * 29
    half, year, two = of(lives)
    assert [column.window for column in (half, year, two)] == [HALF_A_YEAR, YEAR, TWO_YEARS]
    assert (half.cells["clean"], half.cells["back"], half.cells["unknown"]) == (75, 8, 29)
    assert (year.cells["clean"], year.cells["back"], year.cells["unknown"]) == (69, 14, 29)
    assert (two.cells["clean"], two.cells["back"], two.cells["unknown"]) == (29, 14, 69)
    assert (two.cells["lost_not_asked"], two.cells["lost_unsaid"]) == (29, 40)
    assert year.over_time.landmark.value == pytest.approx(69 / 83)


def test_two_who_went_back_between_two_landmarks_do_not_follow():
    # At six months eight, at twelve ten, of the same people, all known: so two in between.
    lives = [life(answers=CLEAN)] * 30 + [life(answers=((12, "yes", 12, 4),))] * 8 + [life(answers=BACK)] * 2
    half, year, _ = of(lives)
    assert year.cells["back"] == 10
    assert half.cells["back"] is None
    assert half.over_time is None


def test_where_a_few_went_back_nothing_that_tells_of_them_is_shown():
    lives = [life(answers=CLEAN)] * 60 + [life(answers=BACK)] * 2
    for column in of(lives):
        assert column.cells["back"] in {None, 0}
        assert column.over_time is None or column.cells["back"] == 0


def test_before_any_window_has_closed_nobody_is_due():
    found = of([life(came="2026-12")] * 12)
    assert [column.cells["due"] for column in found] == [0, 0, 0]
    assert [column.cells["started"] for column in found] == [12] * len(WINDOWS)
