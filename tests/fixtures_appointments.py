"""Times that Ada and Eva have laid out, and a person's key."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from kast.appointments import bookings, times
from kast.appointments.models import Means, Slot
from kast.appointments.reminders import Choice
from kast.casework import cases
from tests.appointments.gateway import fake_gateway
from tests.conftest import TODAY


@pytest.fixture
def lay(now):
    """Lay out one time `days` from today."""

    def lay(member, *, days=3, begins=time(14, 15), minutes=45, means=Means.HERE, place="") -> Slot:
        on = TODAY + timedelta(days=days)
        plan = times.Plan(on, on, begins, minutes, means=means, place=place)
        return times.lay(plan, by=member, at=now)[0]

    return lay


@pytest.fixture
def key(case, ada):
    """The key of the box of Ada's case's person."""
    return cases.key_of(case.box, ada)


@pytest.fixture
def booked_by(key, now):
    """The person of Ada's case has booked this time."""

    def book(slot, choice=None, **who):
        return bookings.book(slot, key, choice or Choice(), at=now, **who)

    return book


def at(on: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


@pytest.fixture
def gateway(settings):
    """The unit has an agreement with a gateway, which is on this machine."""
    with fake_gateway() as gateway:
        settings.SMS_URL, settings.SMS_TOKEN, settings.SMS_SENDER = gateway.address, "Bearer hemligt", "Tid"
        settings.SMS_ONCE = False
        yield gateway
