"""No number that a unit hid follows from the national numbers: by trying everything, and by breaking the merge on purpose."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast.figures import suppression
from kast.figures.national import guarding
from kast.figures.national.admitting import Admitted
from kast.figures.national.merging import merge
from kast.figures.release import signatures
from kast.figures.release.tables import BY_KEY
from tests.figures.release.made_up import content, table

from .made import NAMES, a_year_of, routes, unit

CODES = ("police", "social_services", "other")


def admitted(name, *tables, **said):
    return Admitted(unit(name), content(unit=name, tables=tables, figures={}, **said), "", f"{name}.json")


def protected(name, counts):
    """A unit's table of told, with what its own program hides of these numbers."""
    true = {(code,): value for code, value in zip(CODES, counts, strict=True)} | {("*",): sum(counts)}
    names = {at: "/".join(at) for at in true}
    sums = [suppression.Sum(names[row.whole], tuple(names[at] for at in row.parts)) for row in BY_KEY["told"].sums]
    hide = suppression.hidden({names[at]: value for at, value in true.items()}, sums)
    return admitted(name, table("told", {at: None if names[at] in hide else value for at, value in true.items()}))


def national(*inside, missing=0):
    return merge([guarding.part_of(one) for one in inside], missing=missing)


def fitting(one):
    """Every table of whole numbers that fits what a unit shows, a line each; up to nine where nothing bounds it."""
    shown = one.content.table("told").by_place
    whole = shown[("*",)]
    top = 9 if whole is None else whole
    tries = product(*[range(top + 1) if shown[(code,)] is None else [shown[(code,)]] for code in CODES])
    return np.array([(*each, sum(each)) for each in tries if whole is None or sum(each) == whole])


few = st.tuples(*[st.integers(0, 9)] * 3)


@settings(max_examples=60, deadline=None)
@given(few, few, st.integers(0, 1))
def test_no_hidden_number_of_a_unit_follows_by_trying_everything(first, second, missing):
    inside = [protected("Trappan", first), protected("Bryggan", second)]
    safe, withheld = guarding.guard(inside, national(*inside, missing=missing))
    assert withheld == []
    cells = [safe["told", (code,)] for code in (*CODES, "*")]
    tables = [fitting(one) for one in inside]
    sums = tables[0][:, None, :] + tables[1][None, :, :]
    highs = [cell.high if cell.high is not None else 10**9 for cell in cells]
    allowed = ((sums >= [cell.low for cell in cells]) & (sums <= highs)).all(axis=2)
    for fits, each, one in ((allowed.any(axis=1), tables[0], inside[0]), (allowed.any(axis=0), tables[1], inside[1])):
        shown = one.content.table("told").by_place
        for place, code in enumerate((*CODES, "*")):
            if shown[(code,)] is None:
                alone, both = set(each[:, place]), set(each[fits, place])
                assert both == alone, (first, second, code)
                assert max(both) - min(both) >= suppression.FEW - 1


@settings(max_examples=25, deadline=None)
@given(st.lists(few, min_size=2, max_size=4), st.integers(0, 2))
def test_the_national_numbers_narrow_no_range_at_all(counts, missing):
    inside = [protected(name, each) for name, each in zip(NAMES, counts, strict=False)]
    seen = [guarding.seen_of(one)[0] for one in inside]
    alone = {cell: ends for one in seen for cell, ends in suppression.ranges_of(one).items()}
    merged = national(*inside, missing=missing)
    assert suppression.ranges_of(guarding.joined(inside, seen, merged)) == alone


def hiding(name, card, slip):
    """A unit that hides two small numbers behind a total that is shown."""
    whole = 20 + 11 + 9 + 6 + card + slip
    return admitted(name, routes(card=None, slip=None, all=whole))


def test_a_true_sum_over_a_hidden_number_is_found_and_withheld():
    inside = [hiding("Trappan", 3, 4), admitted("Bryggan", routes())]
    merged = national(*inside)
    assert guarding.guard(inside, merged)[1] == []
    at = ("routes", ("card",))
    leaking = merged | {at: replace(merged[at], low=15, high=15, high_of_those_in=15)}
    safe, withheld = guarding.guard(inside, leaking)
    assert withheld == [(at, "2026-1:routes[card]")]
    assert safe[at].withheld
    assert safe[at].number is None
    assert {key for key, cell in safe.items() if cell.withheld} == {at}


def test_a_range_that_is_narrower_than_what_the_units_show_is_found_too():
    inside = [hiding("Trappan", 3, 4), hiding("Bryggan", 2, 4)]
    merged = national(*inside)
    at = ("routes", ("slip",))
    assert (merged[at].low, merged[at].high) == (0, 13)
    leaking = merged | {at: replace(merged[at], low=12)}
    assert [one for one, _ in guarding.guard(inside, leaking)[1]] == [at]


def test_a_release_that_gives_a_number_away_by_itself_is_named_with_the_cell():
    leaks = admitted("Trappan", routes(card=None, all=58))
    assert guarding.tells_alone(leaks) == "2026-1:routes[card]"
    assert guarding.tells_alone(hiding("Trappan", 3, 4)) == ""


def test_a_release_whose_numbers_do_not_fit_each_other_is_refused():
    for wrong in (routes(card=None, slip=None, all=3), routes(all=99)):
        with pytest.raises(guarding.Contradicts):
            guarding.tells_alone(admitted("Trappan", wrong))


def test_two_tables_that_share_people_are_looked_at_together():
    ways = {(way, step): None for way in ("police", "services", "own", "others", "*")
            for step in ("not_come", "once_or_twice", "three_or_more", "came", "*")}  # fmt: skip
    ways |= {("*", "*"): 53, ("police", "*"): 14, ("own", "*"): 20, ("others", "*"): 6}
    # The routes alone hide cards and the care behind each other: 7 in all. Police, card and slip together are 14.
    hides = routes(card=None, care=None, all=53)
    assert guarding.tells_alone(admitted("Trappan", hides)) == ""
    told = admitted("Trappan", hides, table("path", ways))
    assert guarding.tells_alone(told)
    ranges = suppression.ranges_of(guarding.seen_of(told)[0])
    found = {code: ranges[guarding.name_of(told, ("routes", (code,)))] for code in ("card", "care")}
    assert {code: (ends.low, ends.high) for code, ends in found.items()} == {"card": (3, 3), "care": (4, 4)}


def test_figures_that_no_program_of_ours_writes_are_refused():
    strange = Admitted(unit("Trappan"), content(unit="Trappan", figures={"came": {"kind": "share"}}), "", "a.json")
    with pytest.raises(guarding.Contradicts):
        guarding.tells_alone(strange)


def test_whole_years_of_units_and_the_national_numbers_narrow_no_hidden_number():
    """As the units' own programs made them: every table, every tie between tables."""
    inside = []
    for name, many in (("Trappan", 60), ("Bryggan", 35)):
        signed = signatures.read_file(a_year_of(name, many))
        inside.append(Admitted(unit(name), signed.content, signed.sha256, name))
    merged = national(*inside, missing=1)
    assert guarding.guard(inside, merged) == (merged, [])
    each = [guarding.seen_of(one)[0] for one in inside]
    alone = {cell: ends for one in each for cell, ends in suppression.ranges_of(one).items()}
    assert len([cell for one in each for cell in one.kept]) > 50
    assert suppression.ranges_of(guarding.joined(inside, each, merged)) == alone


def test_a_rounded_table_is_a_range_and_not_a_number():
    inside = [admitted("Trappan", table("told", dict(zip((*CODES, "*"), (10, 5, 0, 20), strict=True)), rounded=5))]
    cell = national(*inside)[("told", ("police",))]
    assert (cell.number, cell.low, cell.high, cell.rounded) == (None, 8, 12, 1)
