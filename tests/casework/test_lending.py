"""Who has a case: its holder, or the stand-in while it is lent, or whoever it was handed to."""

from datetime import timedelta

import pytest
from django.http import Http404

from kast.casework import access, cases, inbox, lending, listing
from kast.casework.models import Case
from kast.staff.models import Member
from kast.vault import boxes
from tests.fixtures_casework import anew


def may_open(member, case, at) -> bool:
    try:
        access.case_for(member, case.number, at=at)
    except Http404:
        return False
    return True


def test_a_case_is_lent_through_its_last_day(case, ada, eva, now):
    assert not may_open(eva, case, now)
    lending.lend(case, until=now.date() + timedelta(days=2), by=ada, at=now)
    assert may_open(eva, case, now + timedelta(days=2))
    assert not may_open(eva, case, now + timedelta(days=3))


def test_while_it_is_lent_the_holder_reads_and_the_stand_in_writes(case, ada, eva, now):
    lending.lend(case, until=now.date(), by=ada, at=now)
    assert may_open(ada, case, now)
    with pytest.raises(Http404):
        access.case_for(ada, case.number, at=now, to_write=True)
    assert access.case_for(eva, case.number, at=now, to_write=True) == case
    assert access.case_for(ada, case.number, at=now + timedelta(days=1), to_write=True) == case


def test_a_loan_ends_when_it_is_taken_back(case, ada, eva, now):
    lending.lend(case, until=now.date() + timedelta(days=9), by=ada, at=now)
    lending.take_back(case, by=ada, at=now)
    assert not may_open(eva, case, now)
    lending.take_back(case, by=ada, at=now)


def test_a_case_is_not_lent_to_nobody_or_into_the_past(case, ada, now):
    with pytest.raises(lending.CannotLend):
        lending.lend(case, until=now.date() - timedelta(days=1), by=ada, at=now)
    Case.objects.filter(pk=case.pk).update(stand_in=None)
    with pytest.raises(lending.CannotLend):
        lending.lend(case, until=now.date(), by=ada, at=now)


def test_a_handed_case_is_the_colleagues_and_closed_to_who_is_neither(case, ada, eva, bo, now):
    lending.hand_to(case, bo, stand_in=ada, by=ada, at=now)
    assert set(boxes.holders_of(case.box)) == {bo.holder, ada.holder, boxes.recovery()}
    assert may_open(bo, case, now)
    assert not may_open(ada, case, now)
    with pytest.raises(cases.CannotOpen):
        cases.key_of(case.box, anew(eva))


def test_the_stand_in_who_has_it_can_take_it_over(case, ada, eva, bo, now):
    lending.lend(case, until=now.date(), by=ada, at=now)
    lending.hand_to(case, eva, stand_in=bo, by=anew(eva), at=now)
    assert (case.holder, case.stand_in, case.lent_until) == (eva, bo, None)
    with pytest.raises(cases.CannotOpen):
        cases.key_of(case.box, anew(ada))


def test_a_case_is_not_handed_to_who_has_it_or_to_her_own_stand_in(case, ada, eva, bo, now):
    with pytest.raises(lending.CannotHand):
        lending.hand_to(case, ada, stand_in=eva, by=ada, at=now)
    with pytest.raises(lending.CannotHand):
        lending.hand_to(case, bo, stand_in=bo, by=ada, at=now)


def test_another_stand_in_gets_a_wrap_and_the_one_before_loses_hers(case, ada, eva, bo, now):
    lending.name_stand_in(case, bo, by=ada, at=now)
    assert set(boxes.holders_of(case.box)) == {ada.holder, bo.holder, boxes.recovery()}
    with pytest.raises(lending.CannotHand):
        lending.name_stand_in(case, ada, by=ada, at=now)


def test_nobody_who_knows_the_person_is_given_the_case(wrote, asked, ada, eva, bo, now):
    letter = wrote()
    inbox.pass_on(letter, eva, by=ada, at=now)
    case = cases.open_from(letter, asked(), stand_in=bo, by=anew(eva), at=now)
    with pytest.raises(cases.KnowsThePerson):
        lending.hand_to(case, ada, stand_in=bo, by=eva, at=now)
    with pytest.raises(cases.KnowsThePerson):
        lending.name_stand_in(case, ada, by=eva, at=now)


def test_a_case_whose_counsellor_has_left_waits_for_who_has_a_wrap(case, ada, eva, bo, now):
    assert list(access.left_behind(eva)) == []
    Member.objects.filter(pk=ada.pk).update(left_on=now.date(), is_active=False)
    assert [found.number for found in access.left_behind(eva)] == [case.number]
    assert list(access.left_behind(bo)) == []
    with pytest.raises(Http404):
        access.case_left_behind(bo, case.number)


def test_a_case_that_fewer_than_two_can_open_is_a_fault(case, wrote, asked, ada, eva, now):
    assert listing.faults() == []
    alone = cases.open_from(wrote(), asked(), stand_in=None, by=ada, at=now)
    assert [(fault.number, fault.holder, fault.wraps) for fault in listing.faults()] == [(alone.number, "Ada", 1)]
    Member.objects.filter(pk=eva.pk).update(left_on=now.date(), is_active=False)
    assert [fault.number for fault in listing.faults()] == [case.number, alone.number]
