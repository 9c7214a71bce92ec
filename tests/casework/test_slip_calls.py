"""Calling who left a slip: what a result leads to, how it is undone, and what is left of it."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kast.audit.models import Entry
from kast.casework import call_list, cases, phones, slip_calls
from kast.casework.models import Case, Phone, SlipCall
from kast.casework.slip_calls import Result, Standing
from kast.door import intake
from kast.door.models import Slip
from kast.ledger.models import Fact
from kast.vault.models import Box, Wrap
from tests.conftest import TODAY
from tests.fixtures_casework import anew, facts_of

MINUTE = timedelta(minutes=1)


def numbers(rows):
    return [row.number for row in rows]


def counted(*kinds):
    rows = Fact.objects.filter(life=None, kind__in=kinds).order_by("kind", "code")
    return list(rows.values_list("kind", "code", "count"))


def test_a_test_proves_the_table_of_results_whole():
    assert set(slip_calls.LEADS_TO) == set(Result)


def test_the_number_is_shown_by_an_act_of_its_own(left, ada, now):
    slip = left(alias="Kim", message="voicemail")
    opened = slip_calls.open_slip(slip, by=ada, at=now)
    assert (opened.said.number, opened.said.alias) == ("", "Kim")
    assert opened.message == "Hej, det gäller en bokad tid. Jag ringer igen i morgon efter tre."
    assert slip_calls.show_number(slip, by=ada, at=now).said.number == "070-174 06 15"
    acts = list(Entry.objects.filter(about=str(slip.mark), lane=str(ada.mark)).values_list("act", flat=True))
    assert acts == ["slip:read", "slip:number_shown"]


@pytest.mark.parametrize("result", [Result.WRONG_NUMBER, Result.DO_NOT_CALL])
def test_a_minute_after_the_last_result_the_slip_is_gone_with_its_keys(left, ada, now, result):
    slip = left(days=2)
    slip_calls.record(slip, result, by=ada, at=now)
    assert call_list.listed(by=ada, at=now).now == []
    assert slip_calls.settle(now + MINUTE - timedelta(seconds=1)) == 0
    assert Slip.objects.exists()
    assert counted("slip_call", "slip_days") == []
    assert slip_calls.settle(now + MINUTE) == 1
    assert not Slip.objects.exists()
    assert not SlipCall.objects.exists()
    assert not Box.objects.filter(kind="person").exists()
    assert not Wrap.objects.filter(box=slip.box_id).exists()
    assert counted("slip_call", "slip_days") == [("slip_call", result, 1), ("slip_days", "d2", 1)]
    assert Entry.objects.get(act="slip:done").lane == "system"


def test_within_a_minute_a_result_is_undone_as_if_nobody_had_called(left, ada, eva, now):
    slip = left()
    call = slip_calls.record(slip, Result.DO_NOT_CALL, by=ada, at=now)
    recent = call_list.listed(by=ada, at=now).recent
    assert [(each.number, each.result, each.mine) for each in recent] == [(slip.number, "vill inte bli uppringd", True)]
    assert not call_list.listed(by=eva, at=now).recent[0].mine
    slip_calls.undo(call, by=ada, at=now + timedelta(seconds=10))
    assert numbers(call_list.listed(by=ada, at=now).now) == [slip.number]
    slip_calls.settle(now + timedelta(days=1))
    assert counted("slip_call", "slip_days") == []
    assert Slip.objects.exists()


def test_after_a_minute_it_is_too_late(left, ada, now):
    call = slip_calls.record(left(), Result.NO_ANSWER, by=ada, at=now)
    with pytest.raises(slip_calls.TooLate):
        slip_calls.undo(call, by=ada, at=now + MINUTE)
    slip_calls.settle(now + MINUTE)
    with pytest.raises(slip_calls.TooLate):
        slip_calls.undo(call, by=ada, at=now + MINUTE)
    assert counted("slip_call") == [("slip_call", "no_answer", 1)]


def test_undone_twice_it_is_undone_once(left, ada, now):
    call = slip_calls.record(left(), Result.NO_ANSWER, by=ada, at=now)
    slip_calls.undo(call, by=ada, at=now)
    with pytest.raises(slip_calls.TooLate):
        slip_calls.undo(call, by=ada, at=now)
    assert Entry.objects.filter(act="slip:undone").count() == 1


def test_without_an_answer_it_ends_after_so_many_tries_as_the_unit_has_set(left, ada, now, settings_of_unit):
    settings_of_unit(slip_tries=2)
    slip = left(days=1)
    slip_calls.record(slip, Result.NO_ANSWER, by=ada, at=now)
    slip_calls.settle(now + MINUTE)
    row = call_list.listed(by=ada, at=now + MINUTE).later[0]
    assert (row.tries, row.next.on) == (1, TODAY + timedelta(days=1))
    then = now + timedelta(days=1)
    slip_calls.record(slip, Result.NO_ANSWER, by=ada, at=then)
    slip_calls.settle(then + MINUTE)
    assert not Slip.objects.exists()
    assert counted("slip_call", "slip_days") == [("slip_call", "no_answer", 1)] * 2 + [("slip_days", "d1", 1)]


def test_when_the_unit_lowers_the_number_of_tries_what_is_past_it_is_gone(left, ada, now, settings_of_unit):
    slip = left()
    slip_calls.record(slip, Result.NO_ANSWER, by=ada, at=now)
    slip_calls.settle(now + MINUTE)
    settings_of_unit(slip_tries=1)
    slip_calls.settle(now + 2 * MINUTE)
    assert not Slip.objects.exists()


def test_two_results_of_one_slip_do_not_stand_at_once(left, ada, eva, now):
    slip = left()
    slip_calls.record(slip, Result.NO_ANSWER, by=ada, at=now)
    with pytest.raises(slip_calls.CannotCall):
        slip_calls.record(slip, Result.REACHED, by=eva, at=now)
    assert SlipCall.objects.get().result == "no_answer"
    with pytest.raises(IntegrityError), transaction.atomic():
        SlipCall.objects.create(slip=slip, result="reached", on=TODAY, part="noon", by=eva, undo_until=now)


def test_who_answered_becomes_a_case_in_the_slips_own_box(left, asked, ada, eva, now):
    slip = left(days=3, alias="Kim", hours="efter tre", parts=("late",), message="sms")
    box = slip.box
    slip_calls.record(slip, Result.REACHED, by=ada, at=now)
    found = call_list.listed(by=ada, at=now)
    assert (numbers(found.now), numbers(found.reached)) == ([], [slip.number])
    begun = asked(alias="Kim", route_in="slip")
    case = slip_calls.begin_case(slip, begun, keep_number=True, stand_in=eva, by=ada, at=now)
    assert (case.box, case.began_with, case.route_in, case.stand_in) == (box, "phone", "slip", eva)
    assert facts_of(case, ada)[:3] == [("wrote", "call"), ("began", "phone"), ("route_in", "slip")]
    assert not Slip.objects.exists()
    assert {wrap.holder.kind for wrap in Wrap.objects.filter(box=box)} == {"member", "recovery"}
    kept = phones.show(case, by=eva, at=now)
    assert kept == phones.Kept("070-174 06 15", "Efter 16; efter tre", "sms")
    assert counted("slip_call", "slip_days") == [("slip_call", "reached", 1), ("slip_days", "d3", 1)]
    slip_calls.settle(now + MINUTE)
    assert Case.objects.get() == case


def test_without_a_yes_the_number_is_not_kept(left, asked, ada, eva, now):
    slip = left()
    slip_calls.record(slip, Result.REACHED, by=ada, at=now)
    slip_calls.begin_case(slip, asked(), keep_number=False, stand_in=eva, by=ada, at=now)
    assert not Phone.objects.exists()


def test_who_answered_waits_for_a_decision_however_long_the_form_takes(left, asked, ada, eva, now):
    slip = left()
    slip_calls.record(slip, Result.REACHED, by=ada, at=now)
    later = now + timedelta(minutes=20)
    slip_calls.settle(later)
    case = slip_calls.begin_case(slip, asked(), keep_number=True, stand_in=eva, by=ada, at=later)
    assert Phone.objects.get().case == case
    assert counted("slip_call", "slip_days") == [("slip_call", "reached", 1), ("slip_days", "d0", 1)]


def test_or_nothing_is_kept(left, ada, now):
    slip = left()
    slip_calls.record(slip, Result.REACHED, by=ada, at=now)
    slip_calls.nothing_kept(slip, by=ada, at=now)
    assert not Slip.objects.exists()
    assert not Box.objects.filter(kind="person").exists()
    assert counted("slip_call", "slip_days") == [("slip_call", "reached", 1), ("slip_days", "d0", 1)]


def test_only_who_answered_becomes_a_case_or_is_let_go(left, asked, ada, eva, now):
    slip = left()
    with pytest.raises(slip_calls.NotReached):
        slip_calls.begin_case(slip, asked(), keep_number=False, stand_in=eva, by=ada, at=now)
    with pytest.raises(slip_calls.NotReached):
        slip_calls.nothing_kept(slip, by=ada, at=now)
    assert not Case.objects.exists()


def test_a_slip_that_is_gone_can_be_called_by_nobody(left, ada, now):
    slip = left()
    intake.forget(Slip.objects.get())
    with pytest.raises(slip_calls.CannotCall):
        slip_calls.record(slip, Result.REACHED, by=ada, at=now)


def test_after_thirty_days_it_is_gone_called_or_not_and_counted_as_that(left, ada, now):
    left(days=29)
    called, never = left(days=30), left(days=31)
    slip_calls.record(called, Result.NO_ANSWER, by=ada, at=now - timedelta(days=20))
    assert numbers(call_list.listed(by=ada, at=now).now) == [Slip.objects.earliest("number").number]
    assert slip_calls.forget_old(now) == 2
    assert never.pk not in Slip.objects.values_list("pk", flat=True)
    assert Slip.objects.count() == 1
    assert counted("slip_call", "slip_days") == [
        ("slip_call", "no_answer", 1),
        ("slip_days", "d10", 1),
        ("slip_days", "w0", 1),
    ]


def test_no_unit_can_keep_a_slip_longer_and_one_can_keep_it_shorter(left, settings_of_unit):
    settings_of_unit(slip_days=90)
    assert left().kept_until == TODAY + timedelta(days=30)
    settings_of_unit(slip_days=7)
    assert left().kept_until == TODAY + timedelta(days=7)
    settings_of_unit(slip_days=0)
    assert left().kept_until == TODAY + timedelta(days=1)


def test_a_call_keeps_a_day_and_a_part_of_it_never_an_hour(left, ada, now):
    slip_calls.record(left(), Result.NO_ANSWER, by=ada, at=now)
    slip_calls.settle(now + MINUTE)
    call = SlipCall.objects.get()
    assert (call.on, call.part, call.undo_until) == (TODAY, "morning", None)


def test_whoever_is_not_in_the_circle_cannot_open_one(left, olle, now):
    slip = left()
    with pytest.raises(cases.CannotOpen):
        slip_calls.open_slip(slip, by=anew(olle), at=now)


def test_slips_are_sealed_as_json_with_the_number_inside_and_nowhere_else(left, ada):
    slip = left()
    words = slip.words.open(cases.key_of(slip.box, ada))
    assert json.loads(words)["number"] == "070-174 06 15"
    clear = {name: value for name, value in vars(slip).items() if name not in {"words", "_state"}}
    assert "070" not in str(clear)
    assert isinstance(slip.came_on, date)
    assert Standing.CALL == "call"
