"""Reminders, only for who asked for one: what they say, when they go, and what is kept of the wish.

The words are fixed and dull (words.md F), and the person read them in full when choosing. The wish, with the number or
address, is sealed in the booking with the box's key, so no clock can send by itself: whoever can open the box releases
what is due (casework), which the page that offers the choice says.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum, unique

from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.translation import override, pgettext

from kast.door.mailbox import BoxKey
from kast.staff import unit
from kast.staff.days import ONE_DAY
from kast.staff.holidays import is_working_day

from . import mail, sms
from .models import Booking, Outgoing, Slot
from .times import moment

# What is sealed is filled up to one size, so that it does not tell whether there is a number in it.
_ROOM = 200
NOON, MORNING, EVENING = time(12), time(8), time(20)
# A reminder that would come later than this before the talk does not come.
TOO_LATE = timedelta(minutes=45)
KEPT = timedelta(days=3)
# So long after the release a message may go at the latest: what is released must be gone in three days.
AHEAD = timedelta(days=2)
CANCELLED = Outgoing.Kind.CANCELLED


@unique
class Way(StrEnum):
    """By which way the person wants to be reminded, and told when a time is cancelled."""

    NONE = ""
    LETTER = "letter"
    SMS = "sms"
    MAIL = "mail"


@dataclass(frozen=True, repr=False)
class Choice:
    """What the person chose: the way, the number or address, and the language of the words."""

    way: Way = Way.NONE
    to: str = ""
    language: str = "sv"

    def seal(self, booking: Booking, key: BoxKey) -> None:
        """Put it into the booking's row, sealed with the box's key."""
        told = json.dumps({"way": self.way.value, "to": self.to, "language": self.language})
        booking.choice.seal(key, told.ljust(_ROOM))

    @property
    def goes_out(self) -> bool:
        """Whether something leaves the house."""
        return self.way in {Way.SMS, Way.MAIL}


def chosen(booking: Booking, key: BoxKey) -> Choice:
    """What was chosen. Raises sealing.CannotOpen with another box's key."""
    told = booking.choice.open(key)
    if not told:
        return Choice()
    said = json.loads(told)
    return Choice(Way(said["way"]), said["to"], said["language"])


def ways() -> list[Way]:
    """The ways there are here: a letter always, the others where the unit has something to send through."""
    found = [Way.NONE, Way.LETTER]
    if sms.is_set_up():
        found.append(Way.SMS)
    if mail.is_set_up():
        found.append(Way.MAIL)
    return found


def wording(slot: Slot, kind: Outgoing.Kind = Outgoing.Kind.REMINDER, *, language: str) -> str:
    """Exactly what will be sent."""
    starts = timezone.localtime(slot.starts_at)
    with override(language):
        filled = {"day": day(starts), "time": clock(starts.time())}
        if kind == Outgoing.Kind.CANCELLED:
            said = pgettext("sms.cancelled", "Tiden %(day)s kl. %(time)s är inställd. Det går inte att svara.")
        else:
            said = pgettext("sms.time", "Påminnelse: tid %(day)s kl. %(time)s. Det går inte att svara.")
        return said % filled


def later(*, language: str) -> str:
    """Exactly what will be sent when it is time to ask how it went. It says nowhere where."""
    with override(language):
        return pgettext("sms.followup", "Påminnelse: dags för uppföljning.")


def letter(slot: Slot, *, language: str) -> str:
    """What stands in the mailbox when it is time."""
    starts = timezone.localtime(slot.starts_at)
    with override(language):
        said = pgettext("box.reminder", "Påminnelse: tid %(day)s kl. %(time)s. Passar den inte? Flytta eller avboka.")
        return said % {"day": day(starts), "time": clock(starts.time())}


def day(on: date) -> str:
    """Tisdag 14 mars."""
    return in_words(on, "l j F")


def clock(at: time) -> str:
    """14.15, in English 14:15."""
    return f"{at:%H.%M}" if unit.here() == "sv" else f"{at:%H:%M}"


def is_time(slot: Slot, *, at: datetime) -> bool:
    """Whether the reminder in the mailbox is shown: what happens before the end of the next working day."""
    return timezone.localdate(slot.starts_at) <= released_through(timezone.localdate(at))


def released_through(today: date) -> date:
    """The next working day: what happens until its end is released when she unlocks today."""
    on = today + ONE_DAY
    while not is_working_day(on):
        on += ONE_DAY
    return on


def send_after(slot: Slot, *, at: datetime) -> datetime | None:
    """When the reminder goes: at noon the day before, else as soon as it is day. None: it would come too late.

    Never later than two days from now: what is released must be gone in three.
    """
    when = by_day(timezone.localdate(slot.starts_at) - ONE_DAY, at=at)
    return when if when <= slot.starts_at - TOO_LATE else None


def by_day(on: date, *, at: datetime) -> datetime:
    """At noon of a day, or as soon as it is day; never later than two days from now."""
    when = max(at, min(moment(on, NOON), at + AHEAD))
    local = timezone.localtime(when)
    if local.time() < MORNING:
        return moment(local.date(), MORNING)
    if local.time() >= EVENING:
        return moment(local.date() + ONE_DAY, MORNING)
    return when
