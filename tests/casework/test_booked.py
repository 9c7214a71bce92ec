"""Booked times as the counsellor has them: whose they are, how they become contacts, cancelling, reminders."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from kast.appointments import bookings, outbox, reminders, times
from kast.appointments.models import Booking, Outgoing, Slot
from kast.appointments.reminders import Choice, Way
from kast.appointments.times import Plan
from kast.audit.models import Entry
from kast.casework import access, booked, calling_off, cases, codes, contacts, endings, lending, releasing, replies
from kast.casework.models import Contact
from kast.door.models import Letter, Reply
from kast.ledger.models import Fact
from kast.retention import forgetting
from tests.conftest import TODAY
from tests.fixtures_casework import anew, facts_of

pytestmark = pytest.mark.django_db

SMS = Choice(Way.SMS, "+46701740605")


def numbers(talks) -> list[str]:
    return [talk.number for talk in talks]


def test_she_finds_whose_the_bookings_of_her_cases_are_and_no_others(case, ada, eva, lay, booked_by, now):
    booking = booked_by(lay(ada, days=0, begins=time(14)))
    assert numbers(booked.day(anew(ada), at=now).talks) == [case.number]
    assert booked.day(anew(eva), at=now).talks == []
    (talk,) = booked.named([booking], by=anew(eva), at=now)
    assert talk.whose is None


def test_of_somebody_whose_letter_waits_she_sees_the_letter(wrote, ada, lay, now):
    letter = wrote()
    bookings.book(lay(ada, days=0, begins=time(14)), cases.key_of(letter.mailbox.box, ada), Choice(), at=now)
    (talk,) = booked.day(anew(ada), at=now).talks
    assert (talk.number, talk.whose.letter) == ("", letter.number)


def test_while_the_case_is_lent_the_stand_in_has_the_talk(case, ada, eva, lay, booked_by, now):
    booked_by(lay(ada, days=0, begins=time(14)))
    lending.lend(case, until=TODAY, by=ada, at=now)
    assert numbers(booked.day(anew(eva), at=now).talks) == [case.number]


def test_a_talk_of_which_nothing_is_written_stays_until_it_is(case, ada, lay, booked_by, now):
    booked_by(lay(ada, days=1))
    assert numbers(booked.day(anew(ada), at=now + timedelta(days=3)).talks) == [case.number]
    assert booked.day(anew(ada), at=now).talks == []


def test_a_held_talk_becomes_a_contact_and_the_booking_is_gone(case, ada, lay, booked_by, now):
    booking = booked_by(lay(ada, days=0, begins=time(11), minutes=50))
    first = booked.as_contact(booking, held=True)
    assert (first["on"], first["means"], first["minutes"], first["what"]) == (TODAY, "here", 50, "held")
    given = {"on": TODAY, "kind": Contact.Kind.CONVERSATION, "means": Contact.Means.HERE, "minutes": 50}
    contact = booked.record(case, booking, held=True, **given, words="Vi talade.", by=ada, at=now)
    assert (contact.held, contact.minutes, contact.notes.count()) == (True, 50, 1)
    assert not Booking.objects.exists()


def test_a_missed_talk_becomes_a_contact_and_the_person_is_told(case, ada, lay, booked_by, key, now):
    booking = booked_by(lay(ada, days=0, begins=time(11)), SMS)
    given = {"on": TODAY, "kind": Contact.Kind.CONVERSATION, "means": Contact.Means.HERE}
    why = Contact.NotHeld.ABSENT_SILENT
    booked.record(case, booking, held=False, not_held=why, **given, by=ada, at=now)
    (kept,) = bookings.missed(key)
    assert (kept.state, bool(kept.choice)) == ("not_held", False)
    assert facts_of(case, ada)[-1] == ("not_held", "absent_silent")


def test_what_the_person_cancelled_comes_with_its_why(case, ada, lay, booked_by, key, now):
    booking = bookings.cancel(booked_by(lay(ada)), key, at=now)
    (talk,) = booked.day(anew(ada), at=now).called_off
    assert talk.number == case.number
    assert booked.as_contact(booking, held=False)["not_held"] == "cancelled_in_time"
    given = {"on": TODAY, "kind": Contact.Kind.CONVERSATION, "means": Contact.Means.HERE}
    booked.record(case, booking, held=False, not_held=Contact.NotHeld.CANCELLED_IN_TIME, **given, by=ada, at=now)
    assert not Booking.objects.exists()


def test_she_books_a_new_time_for_somebody_on_the_phone_and_moves_it(case, ada, key, now):
    plan = Plan(TODAY + timedelta(days=2), TODAY + timedelta(days=2), time(16, 30), 60)
    booking = booked.book(case, plan, Choice(Way.LETTER), by=ada, at=now)
    assert bookings.is_of(booking, key)
    assert Entry.objects.get(act="booking:made").about == str(booking.mark)  # and not the case's
    later = Plan(TODAY + timedelta(days=3), TODAY + timedelta(days=3), time(16, 30), 60)
    moved = booked.move(case, booking, later, by=ada, at=now)
    assert timezone.localdate(moved.slot.starts_at) == TODAY + timedelta(days=3)
    assert reminders.chosen(moved, key).way == Way.LETTER


def test_the_person_cancels_on_the_phone(case, ada, lay, booked_by, now):
    slot = lay(ada)
    contact = calling_off.cancel(case, booked_by(slot), by=ada, at=now)
    assert (contact.on, contact.not_held) == (TODAY, "cancelled_in_time")
    assert not Booking.objects.exists()
    assert booked_by(slot)  # it is free again
    assert Reply.objects.count() == 0


def test_we_cancel_and_the_person_is_told_in_the_mailbox_and_by_the_chosen_way(case, ada, lay, booked_by, key, now):
    slot = lay(ada)
    calling_off.call_off(case, booked_by(slot, SMS), words="Jag hör av mig.", by=ada, at=now)
    reply = Reply.objects.get()
    assert reply.words.open(key) == (
        "Vi måste ställa in tiden fredag 27 november kl. 14.15. Förlåt. Du är välkommen att boka en ny.\n\n"
        "Jag hör av mig."
    )
    message = Outgoing.objects.get()
    opened = outbox.claim(message.pk, at=now)
    assert (opened.to, opened.text) == (
        SMS.to,
        "Tiden fredag 27 november kl. 14.15 är inställd. Det går inte att svara.",
    )
    with pytest.raises(bookings.Taken):
        booked_by(slot)
    assert facts_of(case, ada)[-1] == ("not_held", "cancelled_by_us")


def test_such_a_letter_answers_nothing_and_reading_it_is_no_contact(case, ada, lay, booked_by, key, now):
    from kast.door import mailbox

    calling_off.call_off(case, booked_by(lay(ada)), by=ada, at=now)
    place = Letter.objects.get().mailbox
    before = Fact.objects.count()
    mailbox.read(place, key, at=now)
    assert Reply.objects.get().fetched
    assert Fact.objects.count() == before
    assert mailbox.unanswered_since(place) == TODAY
    assert contacts.first_held_on(case) is None


def test_sick_today(case, wrote, ada, eva, lay, booked_by, key, now):
    talk, free = lay(ada, days=0, begins=time(13)), lay(ada, days=0, begins=time(15))
    over, tomorrow = lay(ada, days=0, begins=time(10, 30)), lay(ada, days=1)
    booked_by(over, by=ada), booked_by(talk, SMS), booked_by(tomorrow, by=ada)
    other = wrote("Jag också.")
    uncased = lay(ada, days=0, begins=time(16))
    bookings.book(uncased, cases.key_of(other.mailbox.box, ada), Choice(), at=now)
    at = now + timedelta(hours=2)  # 12.15
    done = calling_off.ill(ada, by=anew(eva), at=at)  # her stand-in, who has the keys
    assert (done.told, done.untold) == (2, 0)
    assert Reply.objects.count() == 2
    assert Outgoing.objects.count() == 1
    assert {booking.slot_id for booking in Booking.objects.all()} == {over.pk, tomorrow.pk}
    left = Slot.objects.filter(pk__in=[talk.pk, free.pk, uncased.pk], offered=True)
    assert not left.exists()
    assert [contact.not_held for contact in case.contacts.all()] == ["cancelled_by_us"]
    again = calling_off.ill(ada, by=anew(eva), at=at)
    assert (again.told, again.untold) == (0, 0)


def test_what_a_colleague_cannot_open_is_cancelled_all_the_same(case, ada, eva, lay, booked_by, key, now):
    lending.hand_to(case, eva, stand_in=None, by=ada, at=now)
    booking = booked_by(lay(eva, days=0, begins=time(13)))
    done = calling_off.ill(eva, by=anew(ada), at=now)
    assert (done.told, done.untold) == (0, 1)
    booking.refresh_from_db()
    assert booking.state == "cancelled_by_us"
    assert numbers(booked.day(anew(eva), at=now).called_off) == [case.number]
    assert bookings.missed(key) == [booking]


def test_what_is_due_is_released_once_when_she_comes_to_today(case, ada, eva, lay, booked_by, now):
    due, far = booked_by(lay(ada, days=1), SMS), booked_by(lay(ada, days=2), SMS)
    assert releasing.release(anew(eva), at=now) == 0
    assert releasing.release(anew(ada), at=now) == 1
    assert releasing.release(anew(ada), at=now) == 0
    message = Outgoing.objects.get()
    assert message.booking == due
    assert timezone.localtime(message.send_after).hour == 12
    assert Entry.objects.get(act="reminders:released").about == str(due.mark)
    assert far.messages.count() == 0


def test_nothing_is_released_of_who_asked_for_nothing_or_for_a_letter(case, ada, lay, booked_by, now):
    booked_by(lay(ada, days=1)), booked_by(lay(ada, days=1, begins=time(16)), Choice(Way.LETTER))
    assert releasing.release(anew(ada), at=now) == 0
    assert not Outgoing.objects.exists()


def test_after_moving_the_new_time_is_reminded_of(case, ada, lay, booked_by, key, now):
    booking = booked_by(lay(ada, days=1), SMS)
    releasing.release(anew(ada), at=now)
    bookings.move(booking, lay(ada, days=1, begins=time(17)), key, SMS, at=now)
    assert not Outgoing.objects.exists()
    assert releasing.release(anew(ada), at=now) == 1


def test_what_did_not_get_away_is_told(case, ada, eva, lay, booked_by, now):
    booked_by(lay(ada, days=1), SMS)
    releasing.release(anew(ada), at=now)
    outbox.expire(now + timedelta(days=3))
    assert [number for number, _ in releasing.unsent(anew(ada), at=now)] == [case.number]
    assert releasing.unsent(anew(eva), at=now) == []


def test_a_followups_sms_is_told_of_by_the_followup(case, ada, key, now):
    outbox.put(Outgoing.Kind.FOLLOWUP, SMS, "Påminnelse.", booking=None, key=key, send_after=now, at=now)
    outbox.expire(now + timedelta(days=3))
    assert releasing.unsent(anew(ada), at=now) == []


def missed(case, on, ada, now, *, held=False):
    why = None if held else Contact.NotHeld.ABSENT_SILENT
    kind, means = Contact.Kind.CONVERSATION, Contact.Means.HERE
    contacts.record(case, on=on, kind=kind, means=means, held=held, not_held=why, by=ada, at=now)


def test_two_in_a_row_that_did_not_happen(case, ada, now):
    missed(case, TODAY - timedelta(days=9), ada, now)
    assert contacts.missed_twice(ada, at=now) == []
    missed(case, TODAY - timedelta(days=2), ada, now)
    assert contacts.missed_twice(ada, at=now) == [(case.number, TODAY - timedelta(days=2))]
    replies.leave(case, "Hur är det?", by=ada, at=now)
    assert contacts.missed_twice(ada, at=now) == []


def test_one_that_was_held_between_breaks_the_row(case, ada, now):
    for days, held in ((9, False), (5, True), (2, False)):
        missed(case, TODAY - timedelta(days=days), ada, now, held=held)
    assert contacts.missed_twice(ada, at=now) == []


def test_when_the_case_ends_its_times_are_free_again(case, ada, lay, booked_by, now):
    slot = lay(ada)
    booked_by(slot)
    endings.end(case, codes.Ending.AGREED, endings.Agreement(), by=ada, at=now)
    assert not Booking.objects.exists()
    assert booked_by(slot, by=ada)


def test_only_her_own_case_leads_to_a_booking(case, wrote, asked, ada, eva, lay, booked_by, now):
    from django.http import Http404

    booking = booked_by(lay(ada))
    other = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
    assert access.booking_of(case.box, booking.pk, by=ada) == booking
    with pytest.raises(Http404):
        access.booking_of(other.box, booking.pk, by=ada)


def test_the_night_forgets_what_is_past(case, ada, lay, booked_by, now):
    booked_by(lay(ada, days=0, begins=time(11)))
    times.go_away(TODAY, TODAY, by=ada, at=now)
    assert forgetting.times(now + timedelta(days=14)) == 1  # the leave
    assert forgetting.times(now + timedelta(days=15)) == 2  # the booking and its time
    assert forgetting.times(now + timedelta(days=15)) == 0
    assert [entry.fields for entry in Entry.objects.filter(act="records:forgotten")] == ["times", "times"]
