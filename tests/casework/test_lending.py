"""Who has a case: its holder, or the stand-in while it is lent, or whoever it was handed to."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from kast.casework import access, cases, codes, drafts, inbox, lending, listing
from kast.casework.models import Case
from kast.followup.access import due_for
from kast.followup.models import Followup
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


def test_who_has_the_case_on_loan_finishes_what_she_has_begun_before_she_gives_it_away(case, ada, eva, bo, now):
    lending.lend(case, until=now.date(), by=ada, at=now)
    drafts.save(case.box, codes.Place.NOTE, "Halvt skrivet.", by=eva, at=now)
    with pytest.raises(drafts.Begun):
        lending.name_stand_in(case, bo, by=eva, at=now)
    with pytest.raises(drafts.Begun):
        lending.hand_to(case, bo, stand_in=ada, by=eva, at=now)
    lending.hand_to(case, eva, stand_in=ada, by=eva, at=now)
    assert case.holder == eva


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


def test_a_loan_may_begin_later_and_is_the_stand_ins_exactly_on_its_days(case, ada, eva, now):
    first, last = now + timedelta(days=3), now + timedelta(days=5)
    lending.lend(case, since=first.date(), until=last.date(), by=ada, at=now)
    days = [may_open(eva, case, now + timedelta(days=day)) for day in range(8)]
    assert days == [False, False, False, True, True, True, False, False]
    assert [row.number for row in listing.rows(eva, at=first)] == [case.number]
    assert listing.rows(eva, at=now) == []


def test_the_holder_writes_until_it_begins_and_again_when_it_has_ended(case, ada, now):
    lending.lend(case, since=now.date() + timedelta(days=1), until=now.date() + timedelta(days=1), by=ada, at=now)
    writes = [access.may_write(case, ada, at=now + timedelta(days=day)) for day in range(3)]
    assert writes == [True, False, True]


def test_by_the_moment_that_is_the_citys_midnight(case, ada, eva, now):
    """The day is the unit's own: late on the evening before it is not begun, though in UTC it never is tomorrow yet."""
    lending.lend(case, since=now.date() + timedelta(days=1), until=now.date() + timedelta(days=1), by=ada, at=now)
    assert not may_open(eva, case, now.replace(hour=23, minute=59))
    assert may_open(eva, case, now.replace(hour=0, minute=1) + timedelta(days=1))
    assert may_open(eva, case, now.replace(hour=23, minute=59) + timedelta(days=1))
    assert not may_open(eva, case, now.replace(hour=0, minute=1) + timedelta(days=2))


def test_before_it_begins_an_emergency_is_one_and_afterwards_too(case, eva, ada, now):
    lending.lend(case, since=now.date() + timedelta(days=2), until=now.date() + timedelta(days=3), by=ada, at=now)
    assert access.case_to_break(eva, case.number, at=now) == case
    with pytest.raises(Http404):
        access.case_to_break(eva, case.number, at=now + timedelta(days=2))
    assert access.case_to_break(eva, case.number, at=now + timedelta(days=4)) == case


def test_the_stand_in_does_not_give_away_what_is_not_hers_yet(case, ada, eva, now):
    lending.lend(case, since=now.date() + timedelta(days=2), until=now.date() + timedelta(days=3), by=ada, at=now)
    with pytest.raises(Http404):
        access.case_to_give(eva, case.number, at=now)


def test_followups_follow_the_loan(case, ada, eva, now):
    lending.lend(case, since=now.date() + timedelta(days=2), until=now.date() + timedelta(days=3), by=ada, at=now)
    Followup.objects.create(
        case=case,
        months=6,
        ended_on=now.date(),
        opens_on=now.date(),
        due_on=now.date(),
        closes_on=now.date() + timedelta(days=90),
        means="call",
    )
    seen = [bool(due_for(eva, today=now.date() + timedelta(days=day))) for day in range(5)]
    assert seen == [False, False, True, True, False]


@pytest.mark.parametrize(("since", "until"), [(3, 2), (-3, -1), (None, -1)])
def test_days_in_the_wrong_order_or_the_past_are_refused(since, until, case, ada, now):
    begins = None if since is None else now.date() + timedelta(days=since)
    with pytest.raises(lending.CannotLend):
        lending.lend(case, since=begins, until=now.date() + timedelta(days=until), by=ada, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(lent_from=now.date(), lent_until=now.date() - timedelta(days=1))


def test_being_away_lends_all_or_none_and_each_to_its_own_stand_in(case, wrote, asked, ada, eva, bo, now):
    other = cases.open_from(wrote(), asked(), stand_in=bo, by=ada, at=now)
    alone = cases.open_from(wrote(), asked(), stand_in=None, by=ada, at=now)
    days = {"since": now.date() + timedelta(days=1), "until": now.date() + timedelta(days=9)}
    with pytest.raises(lending.CannotLend):
        lending.be_away([case, alone], **days, by=ada, at=now)
    case.refresh_from_db()
    assert case.lent_until is None
    assert lending.be_away(access.own_cases(ada), **days, by=ada, at=now) == 0  # no booked time lies there
    assert [(loan.stand_in, loan.numbers, loan.begun) for loan in listing.loans(ada, at=now)] == [
        ("Eva", [case.number], False),
        ("Bo", [other.number], False),
    ]
    assert listing.without_stand_in(ada) == [alone.number]
    assert [(loan.holder, loan.out, loan.since) for loan in listing.loans(eva, at=now)] == [
        ("Ada", False, days["since"])
    ]
    lending.be_back(access.own_cases(ada), by=ada, at=now)
    assert listing.loans(ada, at=now) == []
    assert not may_open(eva, case, now + timedelta(days=2))


def test_a_case_that_changes_hands_takes_no_loan_along(case, ada, eva, bo, now):
    lending.lend(case, since=now.date() + timedelta(days=2), until=now.date() + timedelta(days=3), by=ada, at=now)
    lending.hand_to(case, bo, stand_in=eva, by=ada, at=now)
    case.refresh_from_db()
    assert (case.lent_from, case.lent_until) == (None, None)


def test_on_her_page_she_chooses_days_and_cases_and_both_see_it(case, wrote, asked, ada, eva, desk_of):
    at = timezone.now()
    kept = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=at)
    desk, first, last = desk_of(ada), timezone.localdate() + timedelta(days=1), timezone.localdate() + timedelta(days=4)
    shown = desk.get("/personal/borta/").content.decode()
    assert case.number in shown
    assert "Inga. Alla har sina ärenden själva." in shown
    days = {"since": f"{first:%Y-%m-%d}", "until": f"{last:%Y-%m-%d}"}
    assert "Välj minst ett ärende, eller ta bara bort tiderna." in desk.post("/personal/borta/", days).content.decode()
    wrong = {**days, "since": f"{last + timedelta(days=1):%Y-%m-%d}", "cases": [case.number]}
    assert "Den sista dagen kommer före den första." in desk.post("/personal/borta/", wrong).content.decode()
    desk.post("/personal/borta/", {**days, "cases": [case.number]})
    case.refresh_from_db()
    kept.refresh_from_db()
    assert (case.lent_from, case.lent_until, kept.lent_until) == (first, last, None)
    period = f"{date_format(first, 'j F')}–{date_format(last, 'j F')}"
    for page in ("/personal/", "/personal/borta/"):
        assert f"Du är borta {period}. Eva kan öppna dina ärenden då, och bara då." in desk.get(page).content.decode()
        hers = desk_of(eva).get(page).content.decode()
        assert f"Ada är borta {period}. Du kan öppna ärendena då, och bara då." in hers
    story = desk.get(f"/personal/arenden/{case.number}/").content.decode()
    assert f"Från {date_format(first, 'j F')}." in story
    assert period in story
    desk.post("/personal/borta/tillbaka/", {"case": [case.number]})
    case.refresh_from_db()
    assert case.lent_until is None


def test_nobody_lends_or_takes_back_anothers_case_by_its_number(case, ada, eva, desk_of):
    at, today = timezone.now(), timezone.localdate()
    lending.lend(case, since=today + timedelta(days=2), until=today + timedelta(days=3), by=ada, at=at)
    desk = desk_of(eva)
    desk.post("/personal/borta/", {"until": f"{today:%Y-%m-%d}", "cases": [case.number]})
    for number in (case.number, "2026-999"):
        assert desk.post("/personal/borta/tillbaka/", {"case": [number]}).status_code == 404
    case.refresh_from_db()
    assert case.lent_from == today + timedelta(days=2)


def test_many_cases_take_as_many_queries_as_one(case, wrote, asked, ada, eva, desk_of):
    desk, today, at = desk_of(ada), timezone.localdate(), timezone.now()

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert desk.get("/personal/borta/").status_code == 200
        return len(found)

    lending.lend(case, until=today, by=ada, at=at)
    queries()
    few = queries()
    for day in range(12):
        more = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=at)
        lending.lend(more, until=today + timedelta(days=day % 5), by=ada, at=at)
    assert queries() == few
