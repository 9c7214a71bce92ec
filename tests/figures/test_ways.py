import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures import leaving, ways
from kast.figures.lives import Life
from kast.figures.months import Span, name, number
from kast.figures.suppression import hidden
from kast.figures.tied import Table, protected

SPAN = Span("2024-01", "2026-12")


def came(*facts, times=3, route="own", concerns="bought", start="2024-01"):
    first = [("wrote", "letter", start), ("concerns", concerns, start), ("route_in", route, start)]
    return Life((*first, *[("came", "conversation", start)] * times, *facts))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"route": "card"}, "card"),
        ({"route": "slip"}, "slip"),
        ({"route": "own"}, "own"),
        ({"route": "care"}, "recommended"),
        ({"route": "social_services"}, "recommended"),
        ({"route": "someone_close"}, "other"),
        ({"concerns": "relative", "route": "card"}, "relative"),
        ({"concerns": "professional"}, None),
    ],
)
def test_each_life_came_one_way(told, expected):
    assert ways.way(came(**told)) == expected


def test_whom_a_colleague_pointed_on_is_counted_there_whatever_was_said_of_the_way():
    assert ways.way(came(("referred", "care", "2024-01"), route="care")) == "colleague"


def test_who_has_not_said_how_is_never_taken_for_own_search():
    assert ways.way(Life((("wrote", "letter", "2024-01"),))) == "other"


def test_relatives_have_their_own_steps_and_are_in_no_number_of_the_others():
    found = ways.cells([came(concerns="relative", route="card")] * 7 + [came(route="card")] * 6, span=SPAN)
    assert (found["relative_asked"], found["card_asked"], found["all_asked"]) == (7, 6, 6)


def test_the_steps_of_one_who_ended_together_and_was_followed():
    ended = ("ended", "agreed", "2024-05")
    answered = ("followup_12", "answered", "2025-06")
    found = ways.reached(came(ended, answered), month="2026-07")
    assert found == {"asked", "came", "three", "settled", "together", "due6", "due12", "followed12"}


def test_a_follow_up_is_due_when_its_window_has_closed_and_not_before():
    ended = came(("ended", "agreed", "2024-05"))
    assert "due12" not in ways.reached(ended, month="2025-08")
    assert "due12" in ways.reached(ended, month="2025-09")


def test_whom_a_sister_unit_asks_is_not_due_here():
    handed = came(("ended", "agreed", "2024-05"), ("handed_over", "they_ask", "2024-05"))
    assert not {"due6", "due12", "due24"} & ways.reached(handed, month="2030-01")


def test_whom_a_sister_unit_asks_after_handing_over_is_not_due_here_either():
    came_from = came(("from_sister", "they_ask", "2024-01"), ("ended", "agreed", "2024-05"))
    assert not {"due6", "due12", "due24"} & ways.reached(came_from, month="2030-01")


def test_a_follow_up_is_due_by_the_times_that_the_unit_had_on_the_day_of_the_ending():
    ended = came(("ask_until", "0-18-0", "2024-05"), ("ask_at", "12", "2024-05"), ("ended", "agreed", "2024-05"))
    assert "due12" not in ways.reached(ended, month="2025-11")
    assert {"due6", "due12", "due24"} & ways.reached(ended, month="2030-01") == {"due12"}


def test_an_ending_that_was_undone_or_a_case_that_goes_on_is_not_settled():
    for more in ([("ended", "undone", "2024-05")], [("reopened", "yes", "2024-06")]):
        assert "settled" not in ways.reached(came(("ended", "agreed", "2024-05"), *more), month="2026-01")


def made_up(many, seed):
    draw, made = random.Random(seed), []
    for _ in range(many):
        start = name(number("2024-01") + draw.randrange(36))
        more = [("ended", draw.choice(["agreed", "agreed", "stopped"]), name(number(start) + 4))]
        more += [(f"followup_{after}", "answered", name(number(start) + 4 + after)) for after in (6, 12, 24)]
        routes = ["own", "own", "own", "card", "card", "police", "care", "slip"]
        told = {"route": draw.choice(routes), "concerns": draw.choice(["bought"] * 5 + ["relative"])}
        made.append(came(*draw.sample(more, draw.randrange(5)), times=draw.randrange(7), start=start, **told))
    return made


@given(st.integers(0, 80), st.integers(0, 9))
def test_every_sum_adds_up_and_no_step_is_larger_than_the_one_it_came_from(many, seed):
    found = ways.cells(made_up(many, seed), span=SPAN)
    assert all(found[row.whole] == sum(found[part] for part in row.parts) for row in ways.SUMS)
    assert min(found.values()) >= 0


def test_the_order_of_people_changes_nothing():
    people = made_up(60, 3)
    assert ways.cells(people, span=SPAN) == ways.cells(people[::-1], span=SPAN)


@pytest.mark.parametrize(("many", "seed"), [(0, 1), (9, 2), (45, 3)])
def test_whatever_the_people_are_the_table_can_be_protected(many, seed):
    people = made_up(many, seed)
    tables = {
        "way": Table(ways.cells(people, span=SPAN), ways.SUMS, ways.FREE),
        "left": Table(leaving.cells(people, span=SPAN, month="2027-07"), leaving.SUMS),
    }
    shown = protected(tables, [])
    assert not any(value and value < 5 for cells in shown.values() for value in cells.values())


def test_no_cell_under_five_is_shown_and_none_follows_from_what_is():
    found = ways.cells(made_up(90, 5), span=SPAN)
    hide = hidden(found, ways.SUMS, unprinted=[cell for cell in found if cell.startswith("_")], free=ways.FREE)
    assert {cell for cell, value in found.items() if 0 < value < 5} <= hide
    assert any(cell not in hide and value for cell, value in found.items())
