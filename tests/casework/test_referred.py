"""Referrals: read, made a case of in their own box, set aside, forgotten."""

from datetime import timedelta

import pytest

from kast.audit.models import Entry
from kast.casework import cases, phones, referred, story
from kast.casework.models import Case, Phone
from kast.door.models import Referral
from kast.retention import person
from kast.vault.models import Box, Wrap
from tests.fixtures_casework import facts_of


def test_what_waits_is_told_by_its_dates_and_opened_by_an_act(pointed, ada, now):
    row = pointed("Berättade om er.", days=1)
    assert [(each.number, each.late) for each in referred.waiting(at=now)] == [(row.number, False)]
    assert not Entry.objects.filter(act="referral:read").exists()
    opened = referred.open_referral(row, by=ada, at=now)
    assert (opened.source, opened.said.told) == ("Socialtjänsten", "Berättade om er.")
    assert Entry.objects.get(act="referral:read").about == str(row.mark)


def test_it_becomes_a_case_and_what_it_said_stands_in_the_story(pointed, asked, ada, eva, now):
    row = pointed("Berättade om er.", source="care", reach="070-174 06 17")
    given = asked(route_in="care")
    case = referred.begin_case(row, Case.Begin.VISIT, given, keep_number=True, stand_in=eva, by=ada, at=now)
    assert case.box == row.box
    assert facts_of(case, ada)[:3] == [("wrote", "visit"), ("began", "visit"), ("route_in", "care")]
    assert {wrap.holder.kind for wrap in Wrap.objects.filter(box=row.box)} == {"member", "recovery"}
    assert phones.show(case, by=ada, at=now).number == "070-174 06 17"
    line = next(line for line in story.open_case(case, by=ada, at=now).lines if line.kind == "referral")
    assert (line.words, line.who) == ("Berättade om er.", "Vården")
    assert referred.waiting(at=now) == []
    assert referred.forget_old(now + timedelta(days=31)) == 0


def test_without_a_yes_or_without_a_way_no_number_is_kept(pointed, asked, ada, eva, now):
    for keep, reach in [(True, ""), (False, "070-174 06 17")]:
        row = pointed(reach=reach)
        referred.begin_case(row, Case.Begin.PHONE, asked(), keep_number=keep, stand_in=eva, by=ada, at=now)
    assert not Phone.objects.exists()


def test_set_aside_it_is_gone_with_its_keys(pointed, ada, now):
    referred.set_aside(pointed(), by=ada, at=now)
    assert not Referral.objects.exists()
    assert not Box.objects.filter(kind="person").exists()
    assert Entry.objects.filter(act="referral:set_aside").count() == 1


def test_whoever_comes_second_is_refused(pointed, asked, ada, eva, now):
    row = pointed()
    referred.begin_case(row, Case.Begin.PHONE, asked(), keep_number=False, stand_in=eva, by=ada, at=now)
    with pytest.raises(referred.NotWaiting):
        referred.set_aside(row, by=eva, at=now)
    with pytest.raises(referred.NotWaiting):
        referred.begin_case(row, Case.Begin.PHONE, asked(), keep_number=False, stand_in=None, by=eva, at=now)
    assert Case.objects.count() == 1


def test_a_letter_is_no_way_to_begin_from_one(pointed, asked, ada, eva, now):
    with pytest.raises(cases.CannotBegin):
        referred.begin_case(pointed(), Case.Begin.LETTER, asked(), keep_number=False, stand_in=eva, by=ada, at=now)


def test_nobody_took_it_in_thirty_days_and_it_is_gone(pointed, now):
    pointed(days=29)
    pointed(days=30)
    assert [row.came_on for row in referred.waiting(at=now)] == [Referral.objects.earliest("number").came_on]
    assert referred.forget_old(now) == 1
    assert Referral.objects.count() == 1


def test_a_case_that_is_forgotten_takes_it_along(pointed, asked, ada, eva, now):
    row = pointed(reach="070-174 06 17")
    referred.begin_case(row, Case.Begin.PHONE, asked(), keep_number=True, stand_in=eva, by=ada, at=now)
    person.forget(row.box)
    assert not Referral.objects.exists()
    assert not Phone.objects.exists()
    assert not Box.objects.filter(kind="person").exists()
