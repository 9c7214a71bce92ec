"""Nobody says who booked: not the database, not wrong words; and fifty at once get one time between them."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections

from kast.appointments import bookings, outbox, times
from kast.appointments.models import Booking, Outgoing, Slot
from kast.appointments.reminders import Choice, Way
from kast.appointments.times import Plan
from kast.casework import cases, releasing
from kast.casework.models import Case
from kast.door.models import Mailbox
from kast.vault import sealing
from tests.attacks import stolen
from tests.conftest import TODAY
from tests.fixtures_casework import anew

MANY = 50


@pytest.mark.django_db
def test_a_stolen_database_cannot_say_who_booked(case, wrote, ada, lay, booked_by, key, now):
    """Every value of the booking's row and of what was written beside it, held against everything about the person."""
    other = wrote("Någon annan.")
    bookings.book(lay(ada, days=4), cases.key_of(other.mailbox.box, ada), Choice(), at=now)
    booking = booked_by(lay(ada, days=1), Choice(Way.SMS, "+46701740605"))
    assert bookings.of(key, Booking.objects.all()) == [booking]  # who holds the key knows
    place = Mailbox.objects.get(box=case.box)
    persons = {str(one) for one in (case.pk, case.mark, case.number, place.pk, place.mark, case.box.pk)}
    with connection.cursor() as cursor:
        for table in ("appointments_booking", "audit_entry", "appointments_slot"):
            where = {"audit_entry": "WHERE act LIKE 'booking:%'"}.get(table, "")
            cursor.execute(f"SELECT * FROM {table} {where}")
            told = " ".join(str(value) for row in cursor.fetchall() for value in row)
            assert told
            assert [one for one in persons if one in told or one.replace("-", "") in told] == []
    releasing.release(anew(ada), at=now)
    assert Outgoing.objects.count() == 1
    loot = stolen.everything()
    assert stolen.found(["+46701740605", "46701740605", "701740605", "Påminnelse"], loot) == []


def _no_person(execute, sql, params, many, context):
    assert "door_mailbox" not in sql
    assert "casework_case" not in sql
    assert "vault_" not in sql
    return execute(sql, params, many, context)


@pytest.mark.django_db
def test_booking_touches_no_row_of_the_person(ada, lay, booked_by, key, now):
    """What one transaction writes can be led together; so booking, moving and cancelling write beside nobody."""
    one, two = lay(ada), lay(ada, days=5)
    with connection.execute_wrapper(_no_person):
        booking = booked_by(one)
        bookings.move(booking, two, key, Choice(), at=now)
        bookings.cancel(booking, key, at=now)


@pytest.mark.django_db
def test_with_wrong_words_nothing_is_booked_or_seen(person, ada, lay, no_wait):
    lay(ada)
    person.writes("Hej.")
    wrong = " ".join([*person.words[:-1], person.words[0]])
    assert person.comes_back(wrong).status_code == 200
    assert person.browser.cookies.get("s") is None
    for path in ("", "boka/", "avboka/"):
        answer = person.browser.post(f"/svar/tider/{path}", {"slot": str(Slot.objects.get().pk), "ok": "1", "way": ""})
        assert (answer.status_code, answer["location"]) == (303, "/svar/")
    assert not Booking.objects.exists()


@pytest.mark.django_db
def test_a_forged_pointer_shows_nobody_elses_time(case, ada, lay, booked_by):
    """Whoever writes in the database moves a booking to another row: it is nobody's then."""
    booking = booked_by(lay(ada))
    pointer = bytes(booking.pointer)
    Booking.objects.all().delete()
    moved = Booking.objects.create(slot=booking.slot, pointer=pointer)
    key = cases.key_of(Case.objects.get().box, ada)
    assert not bookings.is_of(moved, key)


def fifty_at_once(slot: Slot, at) -> list[str]:
    line = Barrier(MANY)

    def one(_number: int) -> str:
        line.wait(60)
        try:
            bookings.book(slot, sealing.new_key(), Choice(), at=at)
        except bookings.Taken:
            return "taken"
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(MANY) as pool:
        return sorted(pool.map(one, range(MANY)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's own stands below, on a file")
def test_fifty_at_once_on_postgresql(unit, ada, now):
    (slot,) = times.lay(Plan(TODAY + timedelta(days=3), TODAY + timedelta(days=3), time(9), 45), by=ada, at=now)
    assert fifty_at_once(slot, now) == ["booked", *["taken"] * (MANY - 1)]
    assert Booking.objects.count() == 1


ON_A_FILE = """
import django
django.setup()
from datetime import date, time
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from kast.appointments import times
from kast.appointments.models import Booking
from kast.appointments.times import Plan
from kast.staff.models import Member, Unit
from tests.attacks.test_who_booked import fifty_at_once
on = timezone.localdate()
Unit.objects.create(made_on=on)
ada = Member.objects.create(username="ada", shown_name="Ada", role="counsellor", joined_on=on, admitted_on=on)
later = date.fromordinal(on.toordinal() + 3)
(slot,) = times.lay(Plan(later, later, time(9), 45), by=ada, at=timezone.now())
print(" ".join(fifty_at_once(slot, timezone.now())))
print(Booking.objects.count())
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="it has a database of its own: once is enough")
def test_fifty_at_once_on_sqlite(tmp_path):
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kast.config.settings",
        "KAST_DATA": str(tmp_path),
        "DATABASE_URL": "",
    }
    told = subprocess.run(
        [sys.executable, "-c", ON_A_FILE],
        env=env,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.splitlines() == [" ".join(["booked", *["taken"] * (MANY - 1)]), "1"], told.stderr[-2000:]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the test's SQLite lies in memory: one connection")
def test_two_senders_at_once_send_one_message(unit, now, settings):
    from tests.appointments.gateway import fake_gateway

    with fake_gateway() as gateway:
        settings.SMS_URL, settings.SMS_ONCE = gateway.address, False
        key = sealing.new_key()
        for number in range(5):
            choice = Choice(Way.SMS, f"+4670174060{number}")
            outbox.put(Outgoing.Kind.CANCELLED, choice, "x", booking=None, key=key, send_after=now, at=now)
        line = Barrier(4)

        def send(_number: int) -> None:
            line.wait(60)
            try:
                outbox.send_due(now)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(send, range(4)))
        assert sorted(asked["to"] for asked in gateway.asked) == [f"+4670174060{number}" for number in range(5)]
