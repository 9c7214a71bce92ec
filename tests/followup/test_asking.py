from datetime import date

import pytest

from kast.audit.models import Entry
from kast.followup import access, asking
from kast.followup.models import Followup
from kast.ledger.models import Fact
from tests.followup.conftest import moment

DUE = date(2026, 6, 30)


def state(row) -> str:
    return Followup.objects.get(pk=row.pk).state


def test_nobody_is_asked_before_the_day(planned):
    rows = planned("mailbox", (12,), until=date(2026, 6, 29)).rows
    assert state(rows[12]) == "due"


@pytest.mark.parametrize("means", ["mailbox", "self"])
def test_on_the_day_it_lies_in_the_mailbox(planned, visit_of, means):
    made = planned(means, (12,), until=DUE)
    assert state(made.rows[12]) == "asked"
    waiting = access.waiting_for(visit_of(made.case).mailbox, today=DUE)
    assert waiting is not None
    assert waiting.pk == made.rows[12].pk


def test_a_call_stays_due_until_somebody_has_tried(planned):
    assert state(planned("call", (12,), until=DUE).rows[12]) == "due"


def test_a_question_that_nobody_answered_lapses_when_the_window_closes(planned):
    made = planned("mailbox", (12,), until=date(2026, 9, 29))
    assert state(made.rows[12]) == "asked"
    asking.plan(moment(date(2026, 9, 30), 2))
    assert state(made.rows[12]) == "lapsed"


def test_no_fact_is_written_at_night(planned):
    made = planned("mailbox", (12,))
    before = Fact.objects.count()
    for night in (DUE, date(2026, 9, 30)):
        asking.plan(moment(night, 2))
    assert state(made.rows[12]) == "lapsed"
    assert Fact.objects.count() == before


def test_the_night_is_written_down_in_the_systems_lane(planned):
    planned("mailbox", (12,), until=DUE)
    acts = list(Entry.objects.filter(lane="system").order_by("number").values_list("act", flat=True))
    assert acts == ["followup:planned", "followup:asked"]


def test_a_night_that_was_missed_is_made_up_for(planned):
    made = planned("mailbox", (12,), until=date(2026, 8, 15))
    assert state(made.rows[12]) == "asked"


def test_who_gets_in_touch_finds_the_question_when_the_window_opens(planned, visit_of):
    made = planned("self", (12,))
    mailbox = visit_of(made.case).mailbox
    assert access.waiting_for(mailbox, today=date(2026, 4, 29)) is None
    assert access.waiting_for(mailbox, today=date(2026, 4, 30)) is not None
    assert access.next_day(mailbox, today=date(2026, 4, 29)) == DUE
