"""The SMS that was chosen: read in full, released when she unlocks, sent once, from a number that is locked away."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kast.appointments import outbox
from kast.appointments.models import Outgoing
from kast.appointments.reminders import Choice, Way
from kast.audit.models import Entry
from kast.casework import cases, codes, endings, later, phones, releasing
from kast.casework.models import Phone
from kast.followup import answers, asking, attempts, texting
from kast.followup.models import Attempt, Followup
from kast.retention import deleting, forgetting
from tests.followup.conftest import ENDED, answer, moment

DUE = date(2026, 6, 30)
NUMBER = "070-174 06 15"
WORDS = "Påminnelse: dags för uppföljning."


@pytest.fixture
def chosen(ended, ada, gateway):
    """Somebody who chose an SMS when the case ended, and the nights until the day before."""
    from kast.casework.models import Case

    case = ended(agreed=None)
    endings.undo(case, by=ada, at=moment(ENDED, 11))
    sms = endings.Agreement(agreed=True, means=codes.FollowupMeans.SMS, months=(12,), number=NUMBER)
    endings.end(case, codes.Ending.AGREED, sms, by=ada, at=moment(ENDED, 12))
    asking.plan(moment(date(2025, 7, 1), 2))
    return Case.objects.select_related("box").get()


def test_who_chooses_it_is_shown_the_exact_words(ended, ada, desk_of, gateway):
    case = ended(agreed=None)
    endings.reopen(case, by=ada, at=moment(date(2025, 7, 2)))
    assert later.of(case).wording == WORDS
    page = desk_of(ada).get(f"/personal/arenden/{case.number}/avsluta/").content.decode()
    assert f"ord för ord: ”{WORDS}”" in page


def test_where_no_sms_can_go_it_is_not_offered(ended, ada, desk_of):
    case = ended(agreed=None)
    endings.reopen(case, by=ada, at=moment(date(2025, 7, 2)))
    page = desk_of(ada).get(f"/personal/arenden/{case.number}/avsluta/").content.decode()
    assert 'value="sms"' not in page
    assert "Nummer för samtal, med personens ja" in page


def test_it_needs_a_number_and_the_page_says_so(ended, ada, desk_of, gateway):
    case = ended(agreed=None)
    endings.reopen(case, by=ada, at=moment(date(2025, 7, 2)))
    sms = endings.Agreement(agreed=True, means=codes.FollowupMeans.SMS, months=(12,))
    with pytest.raises(endings.NeedsNumber):
        endings.end(case, codes.Ending.AGREED, sms, by=ada, at=moment(date(2025, 7, 3)))
    desk, where = desk_of(ada), f"/personal/arenden/{case.number}/avsluta/"
    given = {"ending": "agreed", "agreed": "yes", "months": ["12"], "means": "sms"}
    assert "Skriv numret som sms:et ska gå till." in desk.post(where, given).content.decode()
    assert desk.post(where, {**given, "number": NUMBER}).status_code == 302
    assert phones.number_of(case, by=ada) == NUMBER


def test_without_a_mailbox_there_is_nothing_to_come_back_to(ada, eva, now, unit):
    from kast.casework import cases
    from kast.casework.models import Case
    from tests.followup.conftest import asked

    case = cases.begin(Case.Begin.PHONE, asked(), stand_in=eva, by=ada, at=now)
    sms = endings.Agreement(agreed=True, means=codes.FollowupMeans.SMS, months=(12,), number=NUMBER)
    with pytest.raises(endings.NoMailbox):
        endings.end(case, codes.Ending.AGREED, sms, by=ada, at=now)


def test_it_is_released_when_she_unlocks_and_goes_once_in_those_words(chosen, ada, gateway):
    assert texting.release(ada, at=moment(date(2026, 6, 1))) == 0
    day_before = moment(DUE - timedelta(days=1), 9)
    assert [texting.release(ada, at=day_before) for _ in range(2)] == [1, 0]
    row = Outgoing.objects.get()
    assert (row.kind, row.state, row.send_after) == ("followup", "waiting", moment(DUE, 12))
    assert NUMBER.encode() not in bytes(row.sealed)
    outbox.send_due(moment(DUE, 12))
    outbox.send_due(moment(DUE, 13))
    (sent,) = gateway.asked
    assert (sent["to"], sent["message"]) == ("+46701740615", WORDS)
    entry = Entry.objects.get(act="followup:texted")
    assert entry.about == str(Followup.objects.get(months=12).mark)


FRIDAY, SUNDAY, MONDAY = date(2026, 6, 26), date(2026, 6, 28), date(2026, 6, 29)


@pytest.mark.parametrize(("due", "released"), [(MONDAY, MONDAY), (SUNDAY, FRIDAY)])
@pytest.mark.parametrize("hour", [0, 9, 16, 23])
def test_it_never_goes_before_its_day(chosen, ada, gateway, due, released, hour):
    """A weekend is longer than a number is kept: what is due after it waits until she comes again."""
    Followup.objects.filter(months=12).update(due_on=due)
    assert texting.release(ada, at=moment(FRIDAY, hour)) == (released == FRIDAY)
    assert texting.release(ada, at=moment(MONDAY, hour)) == (released == MONDAY)
    row = Outgoing.objects.get()
    assert row.send_after < row.ends_at
    outbox.send_due(moment(due - timedelta(days=1), 23))
    assert gateway.asked == []
    asking.plan(moment(due, 2))
    assert Followup.objects.get(months=12).state == "asked"
    assert timezone.localdate(row.send_after) >= due


@pytest.fixture
def on_its_way(chosen, ada, gateway):
    """An SMS that was released, and beside it the reminder of a booked time; gives the case."""
    texting.release(ada, at=moment(DUE - timedelta(days=1), 9))
    key, at = cases.key_of(chosen.box, ada), moment(DUE, 14)
    given = {"booking": None, "key": key, "send_after": at, "at": moment(DUE, 9)}
    outbox.put(Outgoing.Kind.CANCELLED, Choice(Way.SMS, NUMBER), "Tiden är inställd.", **given)
    assert Outgoing.objects.count() == 2
    return chosen


def declined(case, ada, visit_of):
    answers.decline(Followup.objects.get(months=12), visit=visit_of(case), at=moment(DUE, 10))


def declined_by_phone(case, ada, visit_of):
    answers.decline_by_phone(Followup.objects.get(months=12), by=ada, at=moment(DUE, 10))


def wants_no_calls(case, ada, visit_of):
    attempts.record(Followup.objects.get(months=12), Attempt.Result.DO_NOT_CALL, by=ada, at=moment(DUE, 10))


def answered(case, ada, visit_of):
    answers.give(Followup.objects.get(months=12), answer(), visit=visit_of(case), at=moment(DUE, 10))


def told(case, ada, visit_of):
    answers.record(Followup.objects.get(months=12), answer(), by=ada, at=moment(DUE, 10))


def number_deleted(case, ada, visit_of):
    phones.delete(case, by=ada, at=moment(DUE, 10))


def number_replaced(case, ada, visit_of):
    phones.keep(case, phones.Kept("070-174 06 16"), by=ada, at=moment(DUE, 10))


RECALLS = [declined, declined_by_phone, wants_no_calls, answered, told, number_deleted, number_replaced]


@pytest.mark.parametrize("done", RECALLS)
def test_after_a_no_an_answer_or_without_the_number_it_does_not_go(on_its_way, ada, visit_of, gateway, done):
    done(on_its_way, ada, visit_of)
    outbox.send_due(moment(DUE, 15))
    assert [sent["message"] for sent in gateway.asked] == ["Tiden är inställd."]


def test_the_question_lies_in_the_mailbox_on_the_day(chosen, ada, gateway):
    asking.plan(moment(DUE, 2))
    assert Followup.objects.get(months=12).state == "asked"


def test_a_colleague_releases_nothing_of_hers(chosen, eva, gateway):
    assert texting.release(eva, at=moment(DUE, 9)) == 0
    assert not Outgoing.objects.exists()


def test_who_has_answered_or_said_no_gets_no_sms(chosen, visit_of, ada, gateway):
    row = Followup.objects.get(months=12)
    answers.decline(row, visit=visit_of(chosen), at=moment(date(2026, 5, 1)))
    assert texting.release(ada, at=moment(DUE, 9)) == 0


def test_one_that_did_not_get_away_is_told_on_today(chosen, ada, desk_of, gateway):
    texting.release(ada, at=moment(DUE, 9))
    outbox.expire(moment(DUE + timedelta(days=4)))
    found = texting.unsent(ada, at=moment(DUE + timedelta(days=4)))
    assert [number for number, _ in found] == [chosen.number]


def test_in_a_reopened_case_it_stands_once_on_today(chosen, ada, gateway):
    texting.release(ada, at=moment(DUE, 9))
    later_on = moment(DUE + timedelta(days=4))
    outbox.expire(later_on)
    endings.reopen(chosen, by=ada, at=later_on)
    found = [*releasing.unsent(ada, at=later_on), *texting.unsent(ada, at=later_on)]
    assert [number for number, _ in found] == [chosen.number]


def test_the_number_stays_while_somebody_is_to_be_asked_and_no_longer(chosen, visit_of, gateway):
    forgetting.phones(moment(DUE))
    assert Phone.objects.count() == 1
    answers.give(
        Followup.objects.select_related("case__box").get(months=12), answer(), visit=visit_of(chosen), at=moment(DUE)
    )
    forgetting.phones(moment(DUE))
    assert Phone.objects.count() == 0


def test_the_number_goes_the_night_after_a_no(chosen, visit_of, gateway):
    answers.decline(Followup.objects.get(months=12), visit=visit_of(chosen), at=moment(date(2026, 5, 1)))
    forgetting.phones(moment(date(2026, 5, 2), 2))
    assert Phone.objects.count() == 0


def test_who_deletes_everything_takes_the_sms_along(chosen, ada, visit_of, gateway, settings_of_unit):
    settings_of_unit(retention_decision="SN 2025/112")
    texting.release(ada, at=moment(DUE, 9))
    deleting.delete_everything(visit_of(chosen), at=moment(DUE, 10))
    assert not Outgoing.objects.exists()
    assert not Phone.objects.exists()


def test_a_number_deleted_while_the_page_stood_open_is_asked_for(ended, ada, desk_of, gateway):
    case = ended(agreed=None)
    endings.reopen(case, by=ada, at=moment(date(2025, 7, 2)))
    phones.keep(case, phones.Kept(NUMBER), by=ada, at=moment(date(2025, 7, 2)))
    desk, where = desk_of(ada), f"/personal/arenden/{case.number}/avsluta/"
    assert "Ett nummer är sparat." in desk.get(where).content.decode()
    phones.delete(case, by=ada, at=moment(date(2025, 7, 2)))
    given = {"ending": "agreed", "agreed": "yes", "months": ["12"], "means": "sms"}
    assert "Skriv numret som sms:et ska gå till." in desk.post(where, given).content.decode()


def test_what_a_colleague_wrote_of_how_to_reach_somebody_is_no_number_for_an_sms(ended, ada):
    case = ended(agreed=None)
    endings.undo(case, by=ada, at=moment(ENDED, 11))
    phones.keep(case, phones.Kept("070-174 06 15, bara dagtid, frun vet inget"), by=ada, at=moment(ENDED, 11))
    by_sms = endings.Agreement(agreed=True, means=codes.FollowupMeans.SMS, months=(12,))
    with pytest.raises(endings.NeedsNumber):
        endings.end(case, codes.Ending.AGREED, by_sms, by=ada, at=moment(ENDED, 12))
