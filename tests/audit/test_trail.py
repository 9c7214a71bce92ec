from datetime import UTC, date, datetime
from threading import Thread
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import connection, transaction

from kast.audit import trail
from kast.audit.acts import Act
from kast.audit.models import Entry, Head
from kast.audit.verify import verify

LATE = datetime(2026, 11, 24, 23, 30, 5, tzinfo=UTC)  # the day after, in Stockholm
ADA = SimpleNamespace(mark=UUID(int=7))

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("act", Act, ids=str)
def test_every_act_has_a_sentence(act):
    assert act.says[0].isupper()
    assert act.says.endswith(".")
    assert Act(act.value) is act
    assert len(act.value) <= 40


def test_an_entry_says_who_did_what_to_which_record_and_when():
    case = SimpleNamespace(mark=UUID(int=8))
    trail.record(Act.CASE_ENDED, by=ADA, about=[case, ADA], fields=["state", "ending"], at=LATE)
    entry = Entry.objects.get()
    assert (entry.lane, entry.number, entry.act) == (str(ADA.mark), 1, "case:ended")
    assert entry.about.split() == [str(case.mark), str(ADA.mark)]
    assert entry.fields == "state ending"
    assert (entry.on, entry.at) == (date(2026, 11, 25), LATE)
    assert str(entry) == f"{ADA.mark}:1"


def test_visitors_leave_a_day_and_no_time():
    trail.record(Act.LETTER_SENT, by=trail.VISITOR, at=LATE)
    assert (Entry.objects.get().on, Entry.objects.get().at) == (date(2026, 11, 25), None)


def test_each_actor_has_a_lane_of_its_own():
    for by in (ADA, trail.VISITOR, ADA, trail.SYSTEM, ADA):
        trail.record(Act.CASE_READ, by=by, at=LATE)
    assert dict(Head.objects.values_list("lane", "number")) == {str(ADA.mark): 3, "visitors": 1, "system": 1}


@pytest.mark.parametrize("fields", [["Micke ringde"], [""], ["x" * 201], ["ab"] * 80])
def test_fields_are_names_never_words(fields):
    with pytest.raises(trail.NotNames):
        trail.record(Act.CASE_CHANGED, by=ADA, fields=fields, at=LATE)


@pytest.mark.django_db(transaction=True)
def test_an_act_is_written_down_in_its_own_transaction_or_not_at_all():
    with pytest.raises(trail.OutsideTransaction):
        trail.record(Act.CASE_READ, by=trail.SYSTEM, at=LATE)
    with transaction.atomic():
        trail.record(Act.CASE_READ, by=trail.SYSTEM, at=LATE)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()
    assert not Head.objects.exists()


def test_nobody_but_forgetting_says_that_entries_were_forgotten():
    with pytest.raises(trail.OnlyForgetting):
        trail.record(Act.AUDIT_FORGOTTEN, by=trail.SYSTEM, at=LATE)


@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_time_stand_one_behind_the_other():
    if connection.vendor != "postgresql":
        pytest.skip("in memory, SQLite has one writer")

    def act():
        for _ in range(10):
            with transaction.atomic():
                trail.record(Act.LETTER_SENT, by=trail.VISITOR, at=LATE)
        connection.close()

    threads = [Thread(target=act) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Head.objects.get().number == 60
    assert verify().faults == ()
