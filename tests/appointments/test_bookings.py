"""A time is booked once; whose it is only the key says; moving keeps the old time until the new one is had."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from kast.appointments import bookings, offering, outbox
from kast.appointments.models import Booking, Outgoing
from kast.appointments.reminders import Choice, Way, chosen
from kast.audit.models import Entry
from kast.casework import codes, endings
from kast.door.models import Mailbox
from kast.vault import sealing, tokens
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_a_booking_says_whose_it_is_only_to_the_key(ada, lay, booked_by, key):
    booking = booked_by(lay(ada))
    assert bookings.is_of(booking, key)
    assert not bookings.is_of(booking, sealing.new_key())
    assert bytes(booking.pointer) == tokens.pointer(key, booking.pk)


def test_two_bookings_of_one_person_have_nothing_in_common(ada, lay, booked_by, key):
    one, two = booked_by(lay(ada)), booked_by(lay(ada, days=4))
    assert bytes(one.pointer) != bytes(two.pointer)
    assert bookings.of(key, bookings.everybodys()) == [one, two]


def test_booking_is_written_down_by_the_day_and_never_beside_anybody(ada, lay, booked_by):
    booking = booked_by(lay(ada))
    entry = Entry.objects.get(act="booking:made")
    assert (entry.lane, entry.at, entry.on, entry.about) == ("visitors", None, TODAY, str(booking.mark))


def test_a_time_is_booked_once(ada, lay, booked_by, now):
    slot = lay(ada)
    booked_by(slot)
    with pytest.raises(bookings.Taken):
        bookings.book(slot, sealing.new_key(), Choice(), at=now)


def test_the_constraint_stands_without_the_verb(ada, lay, booked_by):
    booking = booked_by(lay(ada))
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(slot=booking.slot, pointer=b"another")


def test_the_same_form_again_is_the_same_booking_with_the_later_choice(ada, lay, booked_by, key):
    slot = lay(ada)
    one = booked_by(slot)
    two = booked_by(slot, Choice(Way.LETTER))
    assert one == two
    assert chosen(two, key).way == Way.LETTER
    assert Booking.objects.count() == 1


def test_who_books_alone_has_two_times_at_most(ada, lay, booked_by):
    for days in (3, 4):
        booked_by(lay(ada, days=days))
    with pytest.raises(bookings.TooMany):
        booked_by(lay(ada, days=5))
    assert booked_by(lay(ada, days=6), by=ada)  # with the counsellor on the phone: as many as they agree


def test_a_time_that_has_been_or_is_not_offered_cannot_be_booked(ada, lay, booked_by, key, now):
    slot = lay(ada)
    with pytest.raises(bookings.Taken):
        bookings.book(slot, key, Choice(), at=slot.starts_at)
    slot.offered = False
    slot.save()
    with pytest.raises(bookings.Taken):
        booked_by(slot)


def test_moving_frees_the_old_time_and_takes_the_new(ada, lay, booked_by, key, now):
    old, new = lay(ada), lay(ada, days=4)
    booking = bookings.move(booked_by(old), new, key, Choice(), at=now)
    assert booking.slot == new
    assert bookings.is_of(booking, key)
    assert bookings.book(old, sealing.new_key(), Choice(), at=now)


def test_moving_to_a_time_that_was_taken_keeps_the_old_one(ada, lay, booked_by, key, now):
    old, new = lay(ada), lay(ada, days=4)
    booking = booked_by(old)
    bookings.book(new, sealing.new_key(), Choice(), at=now)
    with pytest.raises(bookings.Taken):
        bookings.move(booking, new, key, Choice(), at=now)
    booking.refresh_from_db()
    assert booking.slot == old


def test_nobody_moves_or_cancels_what_is_not_theirs(ada, lay, booked_by, now):
    booking, other = booked_by(lay(ada)), sealing.new_key()
    with pytest.raises(bookings.NotYours):
        bookings.cancel(booking, other, at=now)
    with pytest.raises(bookings.NotYours):
        bookings.move(booking, lay(ada, days=4), other, Choice(), at=now)
    booking.refresh_from_db()
    assert booking.state == "booked"


@pytest.mark.parametrize(("days", "state"), [(0, "cancelled_late"), (1, "cancelled_in_time")])
def test_a_cancelled_time_is_free_again_and_nothing_of_the_choice_is_kept(ada, lay, booked_by, key, now, days, state):
    slot = lay(ada, days=days)
    booking = bookings.cancel(booked_by(slot, Choice(Way.SMS, "+46701740605")), key, at=now)
    booking.refresh_from_db()
    assert (booking.state, bool(booking.choice)) == (state, False)
    assert bookings.book(slot, sealing.new_key(), Choice(), at=now)


def test_a_person_is_offered_the_times_of_whoever_has_the_case(case, ada, eva, lay, now):
    hers, others = lay(ada), lay(eva)
    place = Mailbox.objects.get(box=case.box)
    assert offering.free_for(place, at=now) == [hers]
    case.lent_until = TODAY + timedelta(days=10)
    case.save()
    assert offering.free_for(place, at=now) == [others]


def test_somebody_whose_letter_waits_is_offered_anybody_and_the_same_moment_once(wrote, ada, eva, lay, now):
    place = wrote().mailbox
    lay(ada), lay(eva), lay(eva, days=4)
    offers = offering.free_for(place, at=now)
    assert [slot.starts_at.date() for slot in offers] == [TODAY + timedelta(days=3), TODAY + timedelta(days=4)]


def test_nobody_is_offered_what_begins_within_two_hours_or_far_ahead(wrote, ada, lay, now):
    place = wrote().mailbox
    lay(ada, days=0, begins=time(12))
    lay(ada, days=70)
    lay(ada, days=0, begins=time(12, 45), minutes=30)
    assert [f"{slot.starts_at:%H:%M}" for slot in offering.free_for(place, at=now)] == ["11:45"]  # in UTC


def test_after_an_ending_nothing_is_offered(case, ada, lay, now):
    lay(ada)
    endings.end(case, codes.Ending.AGREED, endings.Agreement(), by=ada, at=now)
    assert offering.free_for(Mailbox.objects.get(box=case.box), at=now) == []


def test_everything_of_a_person_is_forgotten_and_nothing_of_anybody_else(ada, lay, booked_by, key, now):
    slot, other = lay(ada), sealing.new_key()
    booking = booked_by(slot, Choice(Way.SMS, "+46701740605"))
    kept = bookings.book(lay(ada, days=4), other, Choice(), at=now)
    kind = Outgoing.Kind.REMINDER
    outbox.put(kind, Choice(Way.SMS, "+46701740605"), "x", booking=booking, key=key, send_after=now, at=now)
    outbox.put(Outgoing.Kind.CANCELLED, Choice(Way.SMS, "1"), "x", booking=None, key=key, send_after=now, at=now)
    theirs = outbox.put(kind, Choice(Way.SMS, "2"), "x", booking=kept, key=other, send_after=now, at=now)
    bookings.forget(key)
    assert list(Booking.objects.all()) == [kept]
    assert list(Outgoing.objects.all()) == [theirs]
    assert booked_by(slot)


def test_two_weeks_after_its_time_a_booking_is_gone_without_any_key(ada, lay, booked_by, now):
    slot = lay(ada)
    booked_by(slot)
    assert bookings.forget_past(slot.ends_at + timedelta(days=14)) == 0
    assert bookings.forget_past(slot.ends_at + timedelta(days=15)) == 2
    assert not Booking.objects.exists()
