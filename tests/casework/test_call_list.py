"""The call list: in what order, and what opening it tells and writes down."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kast.audit.models import Entry
from kast.casework import call_list
from kast.staff.unit import read_once
from tests.conftest import TODAY
from tests.fixtures_casework import anew


def numbers(rows):
    return [row.number for row in rows]


def test_who_can_talk_now_stands_first_and_the_oldest_on_top(left, ada, now):
    late = left(days=4, parts=("late",))
    young, old = left(days=1), left(days=3, parts=("morning", "late"))
    found = call_list.listed(by=ada, at=now)
    assert numbers(found.now) == [old.number, young.number]
    assert numbers(found.later) == [late.number]
    assert found.later[0].next.part == "late"
    assert [row.late for row in found.now] == [False, False]


def test_the_list_shows_no_number_no_name_and_opening_it_is_written_down(left, ada, now):
    slip = left(alias="Kim", hours="inte onsdagar")
    found = call_list.listed(by=ada, at=now)
    assert "070" not in repr(found)
    assert "Kim" not in repr(found)
    entry = Entry.objects.get(act="slip:listed")
    assert entry.about == str(slip.mark)
    assert entry.fields == ""


def test_an_empty_list_is_no_opening(ada, now):
    assert call_list.listed(by=ada, at=now).now == []
    assert not Entry.objects.filter(act="slip:listed").exists()
    assert call_list.waiting(at=now) is None


def test_the_list_takes_the_same_number_of_queries_with_one_slip_and_with_sixty(left, ada, now):
    def queries() -> int:
        with read_once(), CaptureQueriesContext(connection) as found:
            call_list.listed(by=anew(ada), at=now)
        return len(found)

    left()
    call_list.listed(by=ada, at=now)
    one = queries()
    for _ in range(59):
        left()
    assert queries() == one
    assert len(call_list.listed(by=ada, at=now).now) == 60


def test_today_says_how_many_wait_without_a_key(left, ada, now):
    left(days=6)
    left()
    ada.keys = None
    found = call_list.waiting(at=now)
    assert (found.number, found.oldest, found.late) == (2, TODAY - timedelta(days=6), True)
