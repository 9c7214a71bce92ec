"""What a reminder says, and when it goes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kast.appointments import reminders
from kast.appointments.models import Booking, Means, Outgoing, Slot
from kast.appointments.reminders import Choice, Way
from kast.vault import sealing
from tests.fixtures_appointments import at


def slot(on, hour=14, minute=15) -> Slot:
    starts = at(on, hour, minute)
    return Slot(starts_at=starts, ends_at=starts + timedelta(minutes=45), means=Means.HERE)


@pytest.mark.parametrize(
    ("kind", "language", "said"),
    [
        ("reminder", "sv", "Påminnelse: tid tisdag 14 mars kl. 14.15. Det går inte att svara."),
        ("reminder", "en", "Reminder: appointment Tuesday 14 March 14:15. No reply possible."),
        ("cancelled", "sv", "Tiden tisdag 14 mars kl. 14.15 är inställd. Det går inte att svara."),
        ("cancelled", "en", "The appointment Tuesday 14 March 14:15 is cancelled. No reply possible."),
    ],
)
def test_exactly_these_words(kind, language, said):
    assert reminders.wording(slot(date(2028, 3, 14)), Outgoing.Kind(kind), language=language) == said


def when(on, now, hour=14) -> str:
    found = reminders.send_after(slot(on, hour), at=now)
    return f"{timezone.localtime(found):%m-%d %H:%M}" if found else ""


TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("on", "now", "goes"),
    [
        (date(2026, 11, 25), at(TUESDAY, 8), "11-24 12:00"),  # tomorrow: at noon today
        (date(2026, 11, 25), at(TUESDAY, 15), "11-24 15:00"),  # released later: at once
        (date(2026, 11, 25), at(TUESDAY, 21), "11-25 08:00"),  # nothing rings at night
        (date(2026, 11, 24), at(TUESDAY, 7), "11-24 08:00"),  # today
        (date(2026, 11, 30), at(date(2026, 11, 27), 9), "11-29 09:00"),  # Monday, released on Friday: within two days
    ],
)
def test_when_it_goes(on, now, goes):
    assert when(on, now) == goes


def test_one_that_would_come_too_late_does_not_come():
    assert when(TUESDAY, at(TUESDAY, 13, 45)) == ""


@pytest.mark.parametrize(
    ("today", "through"),
    [
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 11, 27), date(2026, 11, 30)),  # a Friday
        (date(2026, 12, 23), date(2026, 12, 28)),  # before Christmas
    ],
)
def test_what_is_released_today_is_due_before_the_end_of_the_next_working_day(today, through):
    assert reminders.released_through(today) == through


def test_what_was_chosen_is_sealed_and_its_size_does_not_tell_that_there_is_a_number():
    key, sizes = sealing.new_key(), set()
    for choice in (
        Choice(),
        Choice(Way.LETTER),
        Choice(Way.SMS, "+46701740605"),
        Choice(Way.MAIL, "a@exempel.se", "en"),
    ):
        booking = Booking()
        choice.seal(booking, key)
        assert reminders.chosen(booking, key) == choice
        with pytest.raises(sealing.CannotOpen):
            reminders.chosen(booking, sealing.new_key())
        sizes.add(len(booking.choice._bytes))
    assert len(sizes) == 1
