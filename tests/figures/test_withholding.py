from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kast.figures.withholding import Sum, hidden

ROW = [Sum("all", ("a", "b", "c"))]


def table(a, b, c):
    return {"all": a + b + c, "a": a, "b": b, "c": c}


def test_one_to_four_are_hidden_and_never_alone():
    assert hidden(table(3, 20, 30), ROW) == {"a", "b"}


def test_enough_everywhere_hides_nothing():
    assert hidden(table(5, 20, 30), ROW) == frozenset()


def test_a_nought_is_nobody_and_stands():
    assert hidden(table(0, 20, 30), ROW) == frozenset()


def test_a_nought_that_tells_of_everybody_else_is_hidden():
    cells, sums = {"known": 12, "clean": 0, "back": 12}, [Sum("known", ("clean", "back"))]
    assert hidden(cells, sums, tells=["clean"]) == {"clean", "back"}


def test_two_hidden_that_must_both_be_one_are_not_enough():
    # 1 + 1 leave no choice but when noughts are possible; the next number is hidden only when it must be.
    cells = {"all": 52, "a": 2, "b": 0, "c": 50}
    assert hidden(cells, ROW) == {"a", "b"}


def test_a_rest_that_nobody_prints_protects_itself_through_what_it_is_part_of():
    cells = {"came": 71, "discussed": 68, "_rest": 3}
    sums = [Sum("came", ("discussed", "_rest"))]
    assert hidden(cells, sums, unprinted=["_rest"]) == {"_rest", "discussed"}


def test_what_follows_through_two_tables_is_hidden_in_both():
    cells = {"all": 40, "x": 3, "y": 37, "y1": 30, "y2": 7}
    sums = [Sum("all", ("x", "y")), Sum("y", ("y1", "y2"))]
    hide = hidden(cells, sums)
    assert {"x", "y"} <= hide
    assert hide & {"y1", "y2", "all"}


small = st.integers(0, 8)


@settings(max_examples=80, deadline=None)
@given(small, small, small, small)
def test_no_hidden_few_can_be_worked_out_by_trying_everything(a, b, c1, c2):
    leaves = {"a": a, "b": b, "c1": c1, "c2": c2}

    def whole(tried):
        c = tried["c1"] + tried["c2"]
        return {**tried, "c": c, "all": tried["a"] + tried["b"] + c}

    cells = whole(leaves)
    hide = hidden(cells, [Sum("all", ("a", "b", "c")), Sum("c", ("c1", "c2"))])
    few = {name for name, value in cells.items() if 0 < value < 5}
    assert few <= hide
    ranges = [range(value + 4) if name in hide else [value] for name, value in leaves.items()]
    fitting = [whole(dict(zip(leaves, guess, strict=True))) for guess in product(*ranges)]
    fitting = [guess for guess in fitting if all(guess[name] == cells[name] for name in cells if name not in hide)]
    for name in few:
        assert len({guess[name] for guess in fitting}) > 1, (cells, hide, name)
