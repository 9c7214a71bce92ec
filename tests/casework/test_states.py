"""The tables that say which state may follow which: whole, and nothing moves otherwise."""

from itertools import product

import pytest

from kast.casework import states
from kast.casework.models import Arrival, Case, HandOver

TABLES = [(states.NEXT, Case.State), (states.HANDED, HandOver.State), (states.RECEIVED, Arrival.State)]


@pytest.mark.parametrize(("table", "all_of_them"), TABLES)
def test_each_table_names_every_state_and_leads_to_no_other(table, all_of_them):
    assert set(table) == set(all_of_them)
    assert {to for after in table.values() for to in after} <= set(all_of_them)


@pytest.mark.parametrize(("table", "all_of_them"), TABLES)
def test_every_state_can_be_come_to(table, all_of_them):
    first = next(iter(all_of_them))
    reached, ahead = {first}, [first]
    while ahead:
        ahead = [to for to in table[ahead.pop()] if to not in reached and not reached.add(to)] + ahead
    assert reached == set(all_of_them)


@pytest.mark.parametrize(("before", "to"), list(product(HandOver.State, HandOver.State)))
def test_a_hand_over_goes_only_where_its_table_lets_it(before, to):
    row = HandOver(state=before)
    if to in states.HANDED[before]:
        states.move_hand_over(row, to)
        assert row.state == to
    else:
        with pytest.raises(states.CannotMove):
            states.move_hand_over(row, to)
        assert row.state == before


@pytest.mark.parametrize(("before", "to"), list(product(Arrival.State, Arrival.State)))
def test_what_came_goes_only_where_its_table_lets_it(before, to):
    row = Arrival(state=before)
    if to in states.RECEIVED[before]:
        states.move_arrival(row, to)
        assert row.state == to
    else:
        with pytest.raises(states.CannotMove):
            states.move_arrival(row, to)
        assert row.state == before
