"""A number kept in a case: shown by an act, deleted in one press, gone with the ending."""

from datetime import timedelta

import pytest

from kast.appointments import outbox
from kast.appointments.models import Outgoing
from kast.appointments.reminders import Choice, Way
from kast.audit.models import Entry
from kast.casework import cases, endings, phones
from kast.casework.codes import Ending, FollowupMeans
from kast.casework.endings import Agreement
from kast.casework.models import Phone
from kast.demo.playing import mailbox_of
from kast.door.visitors import Visit
from kast.retention import deleting, forgetting

KEPT = phones.Kept("070-174 06 15", "Efter 16", "voicemail")


def test_it_is_sealed_shown_and_written_down(case, ada, now):
    row = phones.keep(case, KEPT, by=ada, at=now)
    assert phones.show(case, by=ada, at=now) == KEPT
    assert KEPT.message_words.startswith("Hej, det gäller en bokad tid.")
    for act in ("phone:kept", "phone:shown"):
        assert Entry.objects.get(act=act).about == f"{case.mark} {row.mark}"


def test_another_number_takes_the_place_of_the_first(case, ada, now):
    phones.keep(case, KEPT, by=ada, at=now)
    phones.keep(case, phones.Kept("070-174 06 16"), by=ada, at=now)
    assert Phone.objects.count() == 1
    assert phones.show(case, by=ada, at=now).number == "070-174 06 16"


def test_deleted_it_is_gone_and_deleting_nothing_is_nothing_done(case, ada, now):
    phones.keep(case, KEPT, by=ada, at=now)
    for _ in range(2):
        phones.delete(case, by=ada, at=now)
    assert Entry.objects.filter(act="phone:deleted").count() == 1
    with pytest.raises(phones.NoNumber):
        phones.show(case, by=ada, at=now)


def test_deleted_it_is_gone_from_a_followups_sms_too_and_a_booked_time_is_still_told_of(case, ada, now):
    phones.keep(case, KEPT, by=ada, at=now)
    given = {"booking": None, "key": cases.key_of(case.box, ada), "send_after": now, "at": now}
    for kind in (Outgoing.Kind.FOLLOWUP, Outgoing.Kind.CANCELLED):
        outbox.put(kind, Choice(Way.SMS, KEPT.number), "Påminnelse.", **given)
    phones.delete(case, by=ada, at=now)
    assert Outgoing.objects.get().kind == "cancelled"


@pytest.mark.parametrize(
    ("agreement", "stays"),
    [
        (Agreement(agreed=False), 0),
        (Agreement(agreed=None), 0),
        (Agreement(agreed=True, means=FollowupMeans.MAILBOX, months=(12,)), 0),
        (Agreement(agreed=True, means=FollowupMeans.CALL, months=(12,)), 1),
    ],
)
def test_the_night_after_the_ending_it_stays_only_where_a_call_was_agreed_on(case, ada, now, agreement, stays):
    phones.keep(case, KEPT, by=ada, at=now)
    endings.end(case, Ending.AGREED, agreement, by=ada, at=now)
    forgetting.phones(now)
    assert Phone.objects.count() == 1
    forgetting.phones(now + timedelta(days=1))
    assert Phone.objects.count() == stays


def test_who_deletes_everything_deletes_the_number_too(case, ada, now):
    phones.keep(case, KEPT, by=ada, at=now)
    deleting.delete_everything(Visit(mailbox_of(case), cases.key_of(case.box, ada)), at=now)
    assert not Phone.objects.exists()
