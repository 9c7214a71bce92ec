"""To do: made, ticked, unticked; whose it is; and what a day opens."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from kast.audit.models import Entry
from kast.casework import access, cases, codes, day, endings, lending, notes, tasks
from kast.casework.models import Task
from tests.fixtures_casework import anew


@pytest.fixture
def task(case, ada, now):
    return tasks.make(case, "Skicka planen", due_on=now.date(), who=ada, by=ada, at=now)


def shown(by, at, **how) -> list[tuple[str, bool]]:
    return [(row.what, row.done) for row in day.opened(by=anew(by), at=at, **how).tasks]


def test_it_is_made_ticked_and_unticked_and_that_is_written_down(task, ada, now):
    tasks.tick(task, by=ada, at=now)
    assert (task.done_by, task.done_at) == (ada, now)
    tasks.tick(task, by=ada, at=now + timedelta(hours=1))
    tasks.untick(task, by=ada, at=now)
    tasks.untick(task, by=ada, at=now)
    assert task.done_at is None
    acts = list(Entry.objects.filter(act__startswith="task:").order_by("number").values_list("act", flat=True))
    assert acts == ["task:made", "task:done", "task:undone"]


def test_it_has_words_but_in_mode_A(case, case_in, ada, now):
    with pytest.raises(tasks.Empty):
        tasks.make(case, " ", due_on=now.date(), who=ada, by=ada, at=now)
    quiet = case_in("A")
    with pytest.raises(notes.NoNotesInModeA):
        tasks.make(quiet, "Ring", due_on=now.date(), who=ada, by=ada, at=now)
    assert not tasks.make(quiet, "", due_on=now.date(), who=ada, by=ada, at=now).what


def test_it_is_given_only_to_who_has_the_case_or_stands_in(case, ada, eva, bo, now):
    with pytest.raises(tasks.NotTheirs):
        tasks.make(case, "Ring", due_on=now.date(), who=bo, by=ada, at=now)
    tasks.make(case, "Ring", due_on=now.date(), who=eva, by=ada, at=now)
    assert shown(eva, now) == [("Ring", False)]
    assert shown(ada, now) == []


def test_a_day_shows_what_is_due_overdue_first_and_what_was_done_today_last(case, ada, now):
    def make(what, days):
        return tasks.make(case, what, due_on=now.date() + timedelta(days=days), who=ada, by=ada, at=now)

    make("i dag", 0)
    make("i morgon", 1)
    done = make("gjort", -9)
    make("sent", -2)
    tasks.tick(done, by=ada, at=now)
    assert shown(ada, now) == [("sent", False), ("i dag", False), ("gjort", True)]
    assert shown(ada, now + timedelta(days=1)) == [("sent", False), ("i dag", False), ("i morgon", False)]


def test_the_page_that_opens_it_is_one_entry_and_a_poll_is_none(task, ada, now):
    before = Entry.objects.count()
    assert shown(ada, now, poll=True) == [("Skicka planen", False)]
    assert Entry.objects.count() == before
    shown(ada, now)
    entry = Entry.objects.get(act="day:read")
    assert entry.about == str(task.mark)


def test_an_empty_day_opens_nothing_and_writes_nothing(ada, now):
    assert day.opened(by=ada, at=now) == day.Day()
    assert not Entry.objects.filter(act="day:read").exists()


def test_while_the_case_is_lent_the_stand_in_does_it(task, case, ada, eva, now):
    assert shown(eva, now) == []
    lending.lend(case, until=now.date(), by=ada, at=now)
    assert shown(eva, now) == [("Skicka planen", False)]
    assert access.task_for(eva, task.pk, at=now) == task


def test_what_is_left_to_somebody_who_has_the_case_no_more_is_its_holders(task, case, ada, eva, now):
    cy = eva
    lending.hand_to(case, cy, stand_in=None, by=ada, at=now)
    assert shown(cy, now) == [("Skicka planen", False)]
    assert shown(ada, now) == []
    with pytest.raises(Http404):
        access.task_for(ada, task.pk, at=now)


def test_a_task_of_anothers_case_is_not_there(wrote, asked, ada, eva, now):
    theirs = cases.open_from(wrote(), asked(), stand_in=None, by=eva, at=now)
    task = tasks.make(theirs, "Ring", due_on=now.date(), who=eva, by=eva, at=now)
    assert access.task_for(eva, task.pk, at=now) == task
    with pytest.raises(Http404):
        access.task_for(ada, task.pk, at=now)
    assert shown(ada, now) == []


def test_an_ended_case_leaves_nothing_to_do(task, case, ada, now):
    endings.end(case, codes.Ending.STOPPED, endings.Agreement(), by=ada, at=now)
    assert shown(ada, now) == []


def test_a_day_takes_the_same_queries_with_one_task_and_with_many(wrote, asked, ada, eva, now):
    def make():
        case = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
        tasks.make(case, "Ring", due_on=now.date(), who=ada, by=ada, at=now)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            shown(ada, now)
        return len(found)

    make()
    shown(ada, now)
    one = queries()
    for _ in range(4):
        make()
    assert queries() == one
    assert Task.objects.count() == 5
