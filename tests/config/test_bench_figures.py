import sys

import pytest

from kast.config.bench import figures


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(figures, "LIVES", 20_000)
    monkeypatch.setattr(figures, "REPLICATES", 50)


def test_both_make_the_same_curves_of_the_same_lives(few):
    rows = {row.what: row for row in figures.measure(quick=True)}
    assert rows["lives"].measured == 20_000
    assert rows["outcome table, all and 8 routes: curve, 50 replicates, bounds"].holds
    assert rows["shares and ends at the landmarks: furthest apart, in billionths"].holds
    for what in ("one curve, of all lives", "the table's curves, all and 8 routes"):
        faster = rows[f"{what}: faster than lifelines"]
        assert faster.at_least == 30
        assert faster.measured > 1


def test_without_lifelines_it_says_so_and_judges_only_itself(few, monkeypatch):
    monkeypatch.setitem(sys.modules, "lifelines", None)
    *_, last = figures.measure(quick=True)
    assert last.what == "lifelines is not installed: the curve is compared with nothing"
    assert last.bar == "–"


def test_a_line_of_the_table_has_curve_replicates_and_bounds_that_agree():
    lives = figures.made_up(20_000)
    table = figures.outcome_table(lives)
    assert list(table) == ["*", *(str(route) for route in range(8))]
    for line in table.values():
        assert [mark.withheld for mark in line.curve] == ["", "", ""]
        for place, mark in enumerate(line.curve):
            low, high = line.drawn.interval(place)
            assert low <= mark.share <= high
        # The curve thinks of the lost as of the others, so it lies between all of them and none of them going back.
        assert line.bounds.low < line.curve[1].share < line.bounds.high
        assert line.range[0] < line.bounds.low < line.bounds.high < line.range[1]
    assert table["*"].bounds.denominator == sum(line.bounds.denominator for line in table.values()) // 2
