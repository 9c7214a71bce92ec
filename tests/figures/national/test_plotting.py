"""The drawing of a funnel plot: where things lie, and what is never drawn."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kast.figures.national.plotting import plot


def flat(low, high):
    return [(of, low, high) for of in range(1, 4000, 7)]


def drawn(points, target=0.5):
    return plot(points, target=target, inner=flat(0.3, 0.7), outer=flat(0.2, 0.8))


def test_a_unit_lies_where_its_people_and_its_share_say():
    made = drawn([(1, 15, 60, False)])
    # From 0 to 60 in tens: the line at 70 ends the drawing.
    assert [tick.number for tick in made.across] == [10, 20, 30, 40, 50, 60]
    (mark,) = made.marks
    assert mark.x == f"{100 * 60 / 70:.2f}%"
    assert mark.y == "75.00%"
    assert made.target == "50.00%"


def test_no_share_of_fewer_than_ten_is_drawn():
    assert drawn([(1, 9, 9, False)]) is None
    assert [mark.place for mark in drawn([(1, 9, 9, False), (2, 10, 10, False)]).marks] == [2]


def test_numbers_that_could_not_be_read_stand_together():
    made = drawn([(1, 50, 100, False), (2, 51, 101, False), (3, 10, 40, False)])
    assert [label.text for label in made.labels] == ["1, 2", "3"]
    assert [mark.place for mark in made.marks] == [1, 2, 3]


points = st.lists(
    st.integers(0, 3000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), min_size=1, max_size=12
)


@given(points)
def test_everything_lies_within_the_drawing_and_is_written_with_decimal_points(found):
    made = drawn([(place, part, of, False) for place, (part, of) in enumerate(found, start=1)])
    if made is None:
        assert all(of < 10 for _, of in found)
        return
    assert 1 <= len(made.across) <= 7
    for where in [*made.marks, *made.labels]:
        for at in (where.x, where.y):
            assert re.fullmatch(r"\d+\.\d\d%", at)
            assert 0 <= float(at[:-1]) <= 100
    numbered = [int(one) for label in made.labels for one in label.text.split(", ")]
    assert sorted(numbered) == [mark.place for mark in made.marks]
    for path in (*made.inner, *made.outer):
        ends = [float(number) for number in re.findall(r"[\d.]+", path)]
        assert all(0 <= number <= 1000 for number in ends)
