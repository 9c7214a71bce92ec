from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast.figures.ranges import HIDDEN, MOST, Contradiction, Range, Ranges
from kast.figures.suppression import FEW, CannotProtect, Leak, Seen, Sum, audit, hidden, protect, ranges_of

ROW = [Sum("all", ("a", "b", "c"))]


def table(a, b, c):
    return {"all": a + b + c, "a": a, "b": b, "c": c}


def test_one_to_four_are_hidden_and_never_alone():
    assert hidden(table(3, 20, 30), ROW) == {"a", "c"}


def test_what_is_hidden_beside_is_picked_by_its_place_and_tells_nothing_of_its_size():
    assert hidden(table(3, 20, 30), ROW) == hidden(table(3, 30, 20), ROW)


def test_enough_everywhere_hides_nothing():
    assert hidden(table(5, 20, 30), ROW) == frozenset()


def test_a_nought_is_nobody_and_stands():
    assert hidden(table(0, 20, 30), ROW) == frozenset()


def test_a_nought_that_tells_of_everybody_else_is_hidden():
    cells, sums = {"known": 12, "clean": 0, "back": 12}, [Sum("known", ("clean", "back"), tells=("clean",))]
    assert hidden(cells, sums) == {"clean", "back"}
    assert hidden({"known": 0, "clean": 0, "back": 0}, sums) == frozenset()


def test_a_row_all_in_one_cell_is_hidden_where_that_tells_of_everybody_in_it():
    sums = [Sum("all", ("a", "b", "c")), Sum("all", ("a", "_not_a"), tells=("_not_a",))]
    cells = {**table(20, 0, 0), "_not_a": 0}
    assert {"a"} < hidden(cells, sums, unprinted=["_not_a"]) - {"_not_a"}


def test_two_hidden_with_a_small_sum_are_not_enough():
    # With only a and b hidden, a + b = 2 would be known, and each of them to lie from nought to two.
    assert hidden({"all": 52, "a": 2, "b": 0, "c": 50}, ROW) >= {"a", "c"}


def test_ten_are_asked_for_where_it_crosses_with_something_sensitive():
    assert hidden(table(9, 20, 30), ROW) == frozenset()
    assert hidden(table(9, 20, 30), ROW, few=dict.fromkeys("abc", 10)) == {"a", "c"}


def test_a_rest_that_nobody_prints_protects_itself_through_what_it_is_part_of():
    cells = {"came": 71, "discussed": 68, "_rest": 3}
    sums = [Sum("came", ("discussed", "_rest"))]
    assert hidden(cells, sums, unprinted=["_rest"]) == {"_rest", "discussed"}
    assert hidden(cells, sums, unprinted=["_rest"], free=["_rest"]) == {"_rest"}


def test_what_follows_through_two_tables_is_hidden_in_both():
    cells = {"all": 40, "x": 3, "y": 37, "y1": 30, "y2": 7}
    sums = [Sum("all", ("x", "y")), Sum("y", ("y1", "y2"))]
    hide = hidden(cells, sums)
    assert {"x", "y"} <= hide
    assert hide & {"y1", "y2", "all"}


def square(size):
    """Sums of a table with margins: `r0c0`, rows `r0`, columns `c0`."""
    places = range(size)
    return [
        *(Sum(f"r{row}", tuple(f"r{row}c{column}" for column in places)) for row in places),
        *(Sum(f"c{column}", tuple(f"r{row}c{column}" for row in places)) for column in places),
    ]


def seen_with(values, hide, sums):
    bounds = {name: HIDDEN if name in hide else (value, value) for name, value in values.items()}
    return Seen(bounds, sums, kept=dict.fromkeys(hide, FEW))


def filled(inner, size):
    cells = {f"r{row}c{column}": inner[row][column] for row in range(size) for column in range(size)}
    cells |= {f"r{row}": sum(inner[row]) for row in range(size)}
    return cells | {f"c{column}": sum(line[column] for line in inner) for column in range(size)}


def test_two_hidden_in_every_row_and_column_are_not_enough():
    # Two squares of hidden cells that one cell joins: it follows from the margins of the rows and columns of one square.
    values = filled([[20] * 4 for _ in range(4)], 4) | {"r1c2": 3}
    values |= {"r1": 63, "c2": 63}
    hide = {"r0c0", "r0c1", "r1c0", "r1c1", "r2c2", "r2c3", "r3c2", "r3c3", "r1c2"}
    for line in range(4):
        assert sum(f"r{line}c" in name for name in hide) >= 2
        assert sum(name.endswith(f"c{line}") for name in hide) >= 2
    assert audit(seen_with(values, hide, square(4))) == [Leak("r1c2", 3, 3)]
    own = hidden(values, square(4))
    assert audit(seen_with(values, own, square(4))) == []


def test_the_audit_names_the_cell_and_between_what_it_must_lie():
    seen = Seen({"all": (52, 52), "a": HIDDEN, "b": HIDDEN, "c": (50, 50)}, ROW, kept={"a": 5, "b": 5})
    assert audit(seen) == [Leak("a", 0, 2), Leak("b", 0, 2)]
    assert ranges_of(seen) == {"a": Range(0, 2), "b": Range(0, 2)}


def test_a_whole_that_is_hidden_too_has_no_upper_end():
    seen = Seen({"all": HIDDEN, "a": HIDDEN, "b": (7, 7), "c": (50, 50)}, ROW, kept={"a": 5, "all": 5})
    assert audit(seen) == []
    assert ranges_of(seen)["a"] == Range(0, MOST - 57)


def test_a_difference_may_be_nought_or_large_but_not_that_of_a_few_people():
    sums = [Sum("now", ("before", "moved"))]
    for now, leaks in [(40, []), (45, []), (35, []), (42, [Leak("moved", 2, 2)]), (37, [Leak("moved", -3, -3)])]:
        seen = Seen({"now": (now, now), "before": (40, 40), "moved": (-MOST, MOST)}, sums, guarded={"moved": 5})
        assert audit(seen) == leaks


def test_what_an_earlier_publication_gives_away_is_refused_by_name():
    true = table(3, 20, 30)
    told = [*ROW, Sum("earlier", ("b", "c"))]
    seen = Seen({**{name: (value, value) for name, value in true.items()}, "earlier": (50, 50)}, told)
    seen = Seen({**seen.bounds, "earlier all": (53, 53)}, [*told, Sum("earlier all", ("all",))])
    with pytest.raises(CannotProtect) as refused:
        protect(true, seen, printed=dict.fromkeys(true, FEW))
    assert (refused.value.cell, refused.value.low, refused.value.high) == ("a", 3, 3)


def test_the_ends_are_whole_numbers_where_a_linear_programme_alone_would_say_more():
    # Three cells in three sums of two: halves fit where no whole number does.
    sums = [Sum("x", ("a", "b")), Sum("y", ("b", "c")), Sum("z", ("a", "c"))]
    found = Ranges(dict.fromkeys("abc", HIDDEN) | dict.fromkeys("xyz", (4, 4)), sums)
    assert found.range("a") == Range(2, 2)
    odd = Ranges(dict.fromkeys("abc", HIDDEN) | dict.fromkeys("xyz", (5, 5)), sums)
    assert not odd.fits("a")
    with pytest.raises(Contradiction):
        odd.range("a")


def test_at_least_is_not_exactly():
    found = Ranges({"big": (10, 10), "small": HIDDEN}, [Sum("big", ("small",), exact=False)])
    assert found.range("small") == Range(0, 10)


small = st.integers(0, 8)


@settings(max_examples=40, deadline=None)
@given(small, small, small, small)
def test_no_hidden_few_can_be_worked_out_by_trying_everything(a, b, c1, c2):
    leaves = {"a": a, "b": b, "c1": c1, "c2": c2}

    def whole(tried):
        c = tried["c1"] + tried["c2"]
        return {**tried, "c": c, "all": tried["a"] + tried["b"] + c}

    cells = whole(leaves)
    hide = hidden(cells, [Sum("all", ("a", "b", "c")), Sum("c", ("c1", "c2"))])
    assert {name for name, value in cells.items() if 0 < value < FEW} <= hide
    ranges = [range(value + 6) if name in hide else [value] for name, value in leaves.items()]
    fitting = [whole(dict(zip(leaves, guess, strict=True))) for guess in product(*ranges)]
    fitting = [guess for guess in fitting if all(guess[name] == cells[name] for name in cells if name not in hide)]
    for name in hide:
        assert len({guess[name] for guess in fitting}) >= FEW, (cells, hide, name)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=4, max_size=4))
def test_no_hidden_cell_of_a_random_table_is_determined_by_an_independent_programme(inner):
    from scipy.optimize import linprog

    sums = [*square(4), Sum("all", tuple(f"r{row}" for row in range(4))), Sum("all", tuple(f"c{c}" for c in range(4)))]
    cells = filled(inner, 4) | {"all": sum(map(sum, inner))}
    hide = sorted(hidden(cells, sums))
    assert {name for name, value in cells.items() if 0 < value < FEW} <= set(hide)
    at = {name: place for place, name in enumerate(hide)}
    left, right = [], []
    for row in sums:
        line = [0.0] * len(hide)
        known = 0.0
        for name, sign in [(row.whole, 1), *((part, -1) for part in row.parts)]:
            if name in at:
                line[at[name]] += sign
            else:
                known -= sign * cells[name]
        left.append(line)
        right.append(known)
    for name in hide:
        aim = [float(other == name) for other in hide]
        low = linprog(aim, A_eq=left, b_eq=right, bounds=(0, 1e5)).fun
        high = -linprog([-value for value in aim], A_eq=left, b_eq=right, bounds=(0, 1e5)).fun
        assert high - low >= FEW - 1 - 1e-6, (cells, hide, name, low, high)
    assert audit(seen_with(cells, set(hide), sums)) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=3, max_size=3), st.sets(st.sampled_from("abc")))
def test_to_hide_more_never_tells_more(values, more):
    cells = table(*values)
    hide = set(hidden(cells, ROW))
    for name in hide:
        less = ranges_of(seen_with(cells, hide, ROW))[name]
        wider = ranges_of(seen_with(cells, hide | more, ROW))[name]
        assert wider.low <= less.low
        assert wider.high >= less.high
