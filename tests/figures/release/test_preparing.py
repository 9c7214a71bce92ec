from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast.figures.lives import Life
from kast.figures.ranges import MOST
from kast.figures.release import attacks, counting, preparing
from kast.figures.release.content import Cell, read, write
from kast.figures.release.preparing import Before
from kast.figures.release.seen import ANSWERS, TOLD, HalfYear, name, place, seen
from kast.figures.suppression import FEW, CannotProtect, ranges_of

from .made_up import content, lives_of, table

WHO = {"made_on": date(2026, 2, 1), "unit": "Trappan, Exempelstad"}


def prepared(lives, *, year=2025, before=(), half_years=(), without=(), counts=()):
    so_far = Before(tuple(before), tuple("0" * 64 for _ in before), tuple(half_years))
    return preparing.prepare(lives, counts, year=year, before=so_far, without=without, **WHO)


def leaks(releases):
    return [leak for attack in attacks.ATTACKS for leak in attack(releases, ())]


def test_a_real_size_year_gives_a_release_that_can_be_written_and_read():
    made = prepared(lives_of(400))
    assert read(write(made)) == made
    assert (made.number, made.corrects, made.year) == ("2025-1", None, 2025)
    assert made.value("path", "*", "*") is not None
    assert {"came", "left", "followed_12"} <= set(made.figures)


def test_nothing_of_the_few_is_in_the_text():
    made = prepared(lives_of(400))
    for one in made.tables:
        for cell in one.cells:
            few = 10 if one.sensitive and "*" not in cell.at else FEW
            assert cell.value is None or cell.value == 0 or cell.value >= few


def test_for_every_hidden_cell_five_values_and_more_are_possible():
    whole = seen([prepared(lives_of(300, seed=5))])
    for cell, found in ranges_of(whole).items():
        if cell in whole.kept:
            assert found.width >= FEW - 1, cell


def test_a_release_of_ten_thousand_lives_stands_every_attack():
    assert leaks([prepared(lives_of(10_000))]) == []


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000), st.integers(5, 250))
def test_whoever_came_the_release_stands_every_attack(seed, many):
    assert leaks([prepared(lives_of(many, seed=seed))]) == []


def test_the_same_lives_give_the_same_bytes():
    assert write(prepared(lives_of(200))) == write(prepared(list(reversed(lives_of(200)))))


def test_a_unit_without_lives_has_noughts_and_nothing_to_hide():
    made = prepared([])
    assert not any(one.any_hidden for one in made.tables)
    assert made.figures == {}


def test_a_table_can_be_left_out():
    made = prepared(lives_of(200), without=["outcome_by_way", "left"])
    assert made.table("outcome_by_way") is None
    assert made.table("few_talks") is not None


def test_years_beside_each_other_are_proved_together():
    before = []
    for year in (2023, 2024, 2025):
        before.append(prepared(lives_of(300), year=year, before=before))
    assert leaks(before) == []


def test_a_correction_names_what_it_corrects_and_nothing_hidden_comes_out():
    lives = lives_of(300)
    first = prepared(lives)
    more = [*lives, *lives_of(12, seed=9, first=2025, last=2025)]
    second = prepared(more, before=[first])
    assert (second.number, second.corrects) == ("2025-2", "2025-1")
    for one in second.tables:
        for cell in one.cells:
            was = first.table(one.key).by_place[cell.at]
            if was is None:
                assert cell.hidden
            elif not cell.hidden:
                few = 10 if one.sensitive and "*" not in cell.at else FEW
                assert not 0 < abs(cell.value - was) < few
    third = prepared(more, before=[first, second])
    assert third.corrects == "2025-2"


def test_one_person_more_in_a_correction_is_not_shown():
    lives = lives_of(300)
    first = prepared(lives)
    late = Life((("wrote", "letter", "2025-05"), ("route_in", "own", "2025-05")))
    second = prepared([*lives, late], before=[first])
    assert first.value("path", "*", "*") is not None
    assert second.value("path", "*", "*") is None
    assert second.value("topic", "*") == first.value("topic", "*")


def test_a_number_that_the_half_years_gave_away_is_refused_with_its_cell():
    # Both halves were published, and one of them by an older rule: so what the year hides is known.
    lives = lives_of(300)
    true = counting.count(lives, [], year=2025)
    outcome = true["outcome"]
    assert 0 < outcome[("recent", "back")] < FEW
    cells = {"due": outcome[("recent", "*")], "back": outcome[("recent", "back")]}
    before = HalfYear("2024-H2", {"due": 0, "back": 0}, "2024-H2")
    halves = [before, HalfYear("2025-H2", cells, "2025-H2")]
    with pytest.raises(CannotProtect) as refused:
        prepared(lives, half_years=halves)
    assert place(refused.value.cell).at == ("recent", "back")
    assert refused.value.low == refused.value.high == cells["back"]
    made = prepared(lives, half_years=halves, without=["outcome", "outcome_by_way"])
    assert made.table("outcome") is None


def test_what_the_half_years_show_need_not_be_hidden_again():
    lives = lives_of(400)
    total = counting.count(lives, [], year=2025)["path"][("*", "*")]
    halves = [HalfYear("2025-H1", {"wrote": 40}, "2025-H1"), HalfYear("2025-H2", {"wrote": total - 40}, "2025-H2")]
    assert prepared(lives, half_years=halves).value("path", "*", "*") == total


def test_a_half_year_that_does_not_fit_stops_nothing():
    halves = [HalfYear("2025-H1", {"wrote": 900}, "2025-H1"), HalfYear("2025-H2", {"wrote": None}, "2025-H2")]
    assert prepared(lives_of(400), half_years=halves).number == "2025-1"


def test_answers_of_a_half_year_that_were_too_few_do_not_follow_from_the_year():
    lives = lives_of(400)
    total = counting.count(lives, [], year=2025)["waiting"][("*",)]
    assert total > 10
    few = HalfYear("2025-H1", {ANSWERS: None}, "2025-H1")
    made = prepared(lives, half_years=[few, HalfYear("2025-H2", {ANSWERS: total - 3}, "2025-H2")])
    assert made.value("waiting", "*") is None
    assert prepared(lives, half_years=[few]).value("waiting", "*") == total


# Each attack finds what it is there for.
def leaking(key, values, **said):
    return content(tables=(table(key, values, **said),), figures={})


def test_a_table_that_leaks_is_refused_with_the_cell_named():
    one = leaking("routes", {"own": 20, "card": 12, "slip": 10, "police": 9, "social_services": 8, "care": 7,
                             "someone_close": 6, "other": 5, "*": 80})  # fmt: skip
    with pytest.raises(CannotProtect) as refused:
        attacks.run([one])
    assert (refused.value.cell, refused.value.low, refused.value.high) == ("2026-1:routes[not_said]", 3, 3)


@pytest.mark.parametrize(
    ("attack", "one", "cell"),
    [
        (attacks.small_numbers, leaking("routes", {"own": 3}), ("own",)),
        (attacks.complements, leaking("topic", {"discussed": 20, "*": 30}), None),
        (attacks.complements, leaking("reasons", {"shame": 28, "*": 30}), ("~shame",)),
        (attacks.noughts_and_hundreds, leaking("baseline", {"last_12_months": 30, "*": 30}), ("~last_12_months",)),
        (attacks.noughts_and_hundreds, leaking("outcome", {("recent", "clean"): 0, ("recent", "known"): 9}),
         ("recent", "clean")),
        (attacks.noughts_and_hundreds, leaking("outcome", {("recent", "clean"): 9, ("recent", "known"): 9}), None),
        (attacks.linear_programme, leaking("endings", {"agreed": 20, "stopped": 9, "by_us": 0, "deleted": 0, "*": 32}),
         ("died",)),
    ],
)  # fmt: skip
def test_each_attack_finds_what_it_is_there_for(attack, one, cell):
    found = [place(leak.cell).at for leak in attack([one], [])]
    assert found[:1] == ([] if cell is None else [cell])


def test_combinations_find_what_two_sums_say_together():
    values = {(way, "*"): 30 for way in ("police", "services", "own", "others")}
    values |= {("police", "not_come"): 10, ("*", "*"): 120}
    found = list(attacks.combinations_of_sums([leaking("path", values)], []))
    assert next(leak for leak in found if place(leak.cell).at == ("police", "came")).low == 20


def test_a_percentage_of_hidden_numbers_is_found():
    one = content()
    share = dict(one.figures["outcome_recent_known"])
    for wrong in (share | {"numerator": 30}, share | {"denominator": 9}):
        changed = replace(one, figures={"outcome_recent_known": wrong})
        assert list(attacks.percentages([changed], []))
    assert not list(attacks.percentages([one], []))


def test_a_curve_with_every_step_is_found():
    one = content()
    share = dict(one.figures["outcome_recent_known"])
    for wrong in (share | {"steps": [0.9, 0.8]}, share | {"horizon": 7}):
        assert list(attacks.curves([replace(one, figures={"outcome_recent_known": wrong})], []))
    assert not list(attacks.curves([one], []))


def test_a_difference_of_two_releases_is_found():
    first = leaking("routes", {"own": 20})
    second = replace(leaking("routes", {"own": 22}), number="2026-2", corrects="2026-1")
    for attack in (attacks.differences, attacks.linear_programme):
        leaks = list(attack([first, second], []))
        assert [(leak.low, leak.high) for leak in leaks][:1] == [(2, 2)], attack


def test_what_was_hidden_once_and_is_shown_in_the_correction_is_found():
    shown = {"own": 20, "card": 12, "slip": 10, "police": 9, "social_services": 8, "care": 7, "*": 80}
    first = leaking("routes", shown | {"other": 0})
    hidden = {("someone_close",), ("not_said",)}
    assert {cell.at for cell in first.tables[0].cells if cell.hidden} == hidden
    cells = tuple(Cell(cell.at, 12) if cell.at == ("someone_close",) else cell for cell in first.tables[0].cells)
    cells = tuple(Cell(cell.at, None) if cell.at == ("care",) else cell for cell in cells)
    second = replace(first, number="2026-2", corrects="2026-1", tables=(replace(first.tables[0], cells=cells),))
    leaks = list(attacks.linear_programme([first, second], []))
    assert "2026-1:routes[someone_close]" in {leak.cell for leak in leaks}


def test_tables_that_do_not_add_up_are_refused():
    broken = leaking("endings", {"agreed": 20, "stopped": 9, "*": 25})
    with pytest.raises(attacks.Contradictory):
        attacks.run([broken])


def test_a_cell_has_a_name_that_says_where_it_is():
    assert place(name("2026-1", "path", ("police", "came"))) == place("2026-1:path[police,came]")
    assert place("2026-1:path[police,came]").at == ("police", "came")
    assert place("2026-2:path[police,~came]−2026-1").beside == "2026-1"
    assert place("2026-2:path[police,~came]−2026-1").rest
    assert place("2026-H1:clean").table == ""
    assert attacks.has_upper_end(next(iter(attacks.small_numbers([leaking("routes", {"own": 3})], []))))
    assert MOST > 100_000


def test_what_the_police_told_in_the_halves_of_a_year_is_known_in_the_year():
    counts = [("told", "police", "2025-03", 30), ("told", "other", "2025-03", 3)]
    halves = [HalfYear("2025-H1", {TOLD: 20}, "2025-H1"), HalfYear("2025-H2", {TOLD: 10}, "2025-H2")]
    alone = prepared(lives_of(200), counts=counts)
    assert alone.value("told", "*") is not None
    beside = prepared(lives_of(200), counts=counts, half_years=halves)
    assert beside.value("told", "other") is None
    assert beside.value("told", "*") is None


def test_a_talk_that_is_dated_before_its_case_began_stops_no_release():
    late = Life((("began", "phone", "2025-01"), ("came", "conversation", "2024-12"), ("route_in", "own", "2025-01")))
    young = [life for life in lives_of(200) if life.asked_in and life.asked_in[:4] == "2025"]
    assert prepared([*young, late]).number == "2025-1"
