"""What goes out goes once; what is unknown is not sent again; the number is gone when it is sent."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from kast.appointments import bookings, outbox
from kast.appointments.models import Outgoing
from kast.appointments.reminders import Choice, Way
from kast.audit.models import Entry
from kast.vault import sealing
from tests.attacks import stolen

pytestmark = pytest.mark.django_db

KIND = Outgoing.Kind.REMINDER
SMS = Choice(Way.SMS, "+46701740605")
MAIL = Choice(Way.MAIL, "nagon@exempel.se")
TEXT = "Påminnelse: tid fredag 27 november kl. 14.15. Det går inte att svara."
KEY = sealing.new_key()


def put(now, choice=SMS, **how):
    given = {"booking": None, "key": KEY, "send_after": now, "at": now} | how
    return outbox.put(Outgoing.Kind.CANCELLED, choice, TEXT, **given)


def state(row) -> tuple[str, bytes]:
    row.refresh_from_db()
    return row.state, bytes(row.sealed)


def test_an_sms_goes_once_and_then_nothing_of_it_is_left(gateway, now):
    row = put(now)
    assert b"46701740605" not in stolen.everything()
    assert outbox.send_due(now) == "1 sent"
    assert outbox.send_due(now) == "0 sent"
    assert gateway.asked == [
        {
            "from": "Tid",
            "to": "+46701740605",
            "message": TEXT,
            "key": str(row.pk),
            "authorization": "Bearer hemligt",
        }
    ]
    assert state(row) == ("sent", b"")
    entry = Entry.objects.get(act="message:sent")
    assert (entry.lane, entry.about, entry.fields) == ("system", "", "sms")


def test_a_letter_goes_nowhere_and_nothing_before_its_time(gateway, now):
    assert put(now, Choice(Way.LETTER)) is None
    row = put(now, send_after=now + timedelta(minutes=1))
    assert outbox.send_due(now) == "0 sent"
    assert outbox.send_due(now + timedelta(minutes=1)) == "1 sent"
    assert state(row)[0] == "sent"


def test_a_booking_is_reminded_of_once(gateway, ada, lay, booked_by, key, now):
    booking = booked_by(lay(ada, days=1), SMS)
    given = {"booking": booking, "key": key, "send_after": now, "at": now}
    assert outbox.put(KIND, SMS, TEXT, **given)
    assert outbox.put(KIND, SMS, TEXT, **given) is None
    outbox.send_due(now)
    assert outbox.put(KIND, SMS, TEXT, **given) is None


@pytest.mark.parametrize("status", [429, 503])
def test_what_was_surely_not_sent_is_tried_again_some_minutes_later(gateway, now, status):
    row = put(now)
    gateway.answers = [status]
    assert outbox.send_due(now) == "0 sent"
    assert state(row)[0] == "waiting"
    assert outbox.send_due(now + timedelta(minutes=4)) == "0 sent"
    assert outbox.send_due(now + timedelta(minutes=5)) == "1 sent"
    assert len(gateway.sent) == 1


def test_after_five_tries_it_is_given_up_and_the_number_is_gone(gateway, now):
    row = put(now)
    gateway.answers = [503] * 9
    for tries in range(9):
        outbox.send_due(now + timedelta(minutes=6 * tries))
    assert (len(gateway.asked), state(row)) == (5, ("not_sent", b""))
    assert outbox.not_sent(KEY) == [row]
    assert outbox.not_sent(sealing.new_key()) == []


def test_what_the_gateway_refuses_is_not_tried_again(gateway, now):
    row = put(now)
    gateway.answers = [403]
    outbox.send_due(now)
    outbox.send_due(now + timedelta(hours=1))
    assert (len(gateway.asked), state(row)) == (1, ("not_sent", b""))


def test_a_redirect_is_not_followed_with_the_number(gateway, now):
    put(now)
    gateway.answers = [302]
    outbox.send_due(now)
    assert len(gateway.asked) == 1


def test_nobody_knows_whether_it_went_and_so_it_is_not_sent_again(gateway, now):
    row = put(now)
    gateway.answers = ["hang up"]
    outbox.send_due(now)
    assert state(row) == ("not_sent", b"")
    outbox.send_due(now + timedelta(hours=1))
    assert (len(gateway.asked), len(gateway.sent)) == (1, 1)


def test_a_gateway_that_sends_once_for_each_key_is_asked_again(gateway, now, settings):
    settings.SMS_ONCE = True
    row = put(now)
    gateway.answers = ["hang up"]
    outbox.send_due(now)
    assert state(row)[0] == "claimed"
    assert outbox.send_due(now + timedelta(minutes=2)) == "0 sent"  # perhaps its sender lives
    assert outbox.send_due(now + timedelta(minutes=3)) == "1 sent"
    assert (len(gateway.asked), len(gateway.sent)) == (2, 1)


def test_what_one_has_claimed_nobody_else_gets(gateway, now):
    row = put(now)
    assert outbox.claim(row.pk, at=now).text == TEXT
    assert outbox.claim(row.pk, at=now) is None
    assert outbox.send_due(now) == "0 sent"
    assert gateway.asked == []


def test_where_no_server_answers_it_waits(settings, now):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.SMS_URL = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        settings.SMS_ONCE = False
        row = put(now)
        outbox.send_due(now)
    assert state(row)[0] == "waiting"


def test_after_three_days_the_number_is_gone_sent_or_not(now):
    row = put(now, send_after=now + timedelta(days=2))
    assert outbox.expire(now + timedelta(days=3) - timedelta(minutes=1)) == 0
    assert outbox.send_due(now + timedelta(days=3)) == "0 sent, 1 given up"
    assert state(row) == ("not_sent", b"")


def test_with_another_server_key_nothing_opens_and_nothing_is_sent(gateway, settings, now):
    row = put(now)
    settings.DOOR_KEY = "x" * 60
    assert outbox.send_due(now) == "0 sent"
    assert state(row) == ("not_sent", b"")


class Keeper:
    """A mail server that keeps what came, and answers as it is told."""

    def __init__(self) -> None:
        self.came, self.answers = [], []

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(0)
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.came.append(envelope)
        return answer


@pytest.fixture
def mail_server(settings):
    keeper = Keeper()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    settings.DEFAULT_FROM_EMAIL = "tid@mottagningen.example"
    yield keeper
    controller.stop()


def test_a_mail_says_as_little_as_an_sms(mail_server, now):
    import email
    from email import policy

    row = put(now, MAIL)
    assert outbox.send_due(now) == "1 sent"
    (came,) = mail_server.came
    letter = email.message_from_bytes(came.content, policy=policy.default)
    assert (letter["Subject"], letter["To"], letter["From"]) == (
        "Påminnelse",
        "nagon@exempel.se",
        "tid@mottagningen.example",
    )
    assert letter.get_content().strip() == TEXT
    assert letter["Message-ID"] == f"<{row.pk}@mottagningen.example>"
    assert {name.lower() for name in letter.keys()} == {  # noqa: SIM118 -- a message is no mapping
        *("content-type", "mime-version", "content-transfer-encoding", "subject", "from", "to"),
        *("message-id", "date", "auto-submitted"),
    }


@pytest.mark.parametrize(("answer", "after"), [("451 later", "waiting"), ("550 no", "not_sent")])
def test_a_mail_server_that_says_no(mail_server, now, answer, after):
    row = put(now, MAIL)
    mail_server.answers = [answer]
    outbox.send_due(now)
    assert state(row)[0] == after
    assert mail_server.came == []


SENDER = """
import os, signal, django
django.setup()
from django.utils import timezone
from kast.appointments import outbox, sms
class Killed:
    once = {once}
    def send(self, to, text, *, key):
        os.kill(os.getpid(), signal.SIGKILL)
sms.gateway = lambda: Killed()
outbox.send_due(timezone.now())
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the sender has a database of its own: once is enough")
@pytest.mark.parametrize("once", [True, False])
def test_killed_between_claim_and_send(tmp_path: Path, once):
    """The power goes when the row is claimed and nothing is sent: with such a gateway it goes out once, else never."""
    script = """
import django
django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from kast.appointments import outbox
from kast.appointments.models import Outgoing
from kast.appointments.reminders import Choice, Way
from kast.vault import sealing
call_command("migrate", verbosity=0)
now = timezone.now()
outbox.put(Outgoing.Kind.CANCELLED, Choice(Way.SMS, "+46701740605"), "text", booking=None, key=sealing.new_key(),
           send_after=now, at=now)
"""
    after = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from kast.appointments import outbox
from kast.appointments.models import Outgoing
print(Outgoing.objects.get().state)
print(outbox.send_due(timezone.now()))
print(outbox.send_due(timezone.now() + timedelta(minutes=4)))
print(Outgoing.objects.get().state)
"""
    from tests.appointments.gateway import fake_gateway

    with fake_gateway() as gateway:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "kast.config.settings",
            "KAST_DATA": str(tmp_path),
            "DATABASE_URL": "",
            "KAST_SMS_URL": gateway.address,
            "KAST_SMS_ONCE": "yes" if once else "no",
        }

        def run(text):
            return subprocess.run(
                [sys.executable, "-c", text],
                env=env,
                cwd=Path(__file__).parents[2],
                capture_output=True,
                text=True,
                check=False,
            )

        assert run(script).returncode == 0
        assert run(SENDER.format(once=once)).returncode == -signal.SIGKILL
        told = run(after)
        assert told.stdout.splitlines() == (
            ["claimed", "0 sent", "1 sent", "sent"] if once else ["claimed", "0 sent", "0 sent", "not_sent"]
        ), told.stderr
        assert len(gateway.sent) == once


def test_what_is_on_its_way_is_forgotten_by_kind_or_whole(now):
    given = {"booking": None, "key": KEY, "send_after": now, "at": now}
    outbox.put(Outgoing.Kind.FOLLOWUP, SMS, TEXT, **given)
    outbox.put(Outgoing.Kind.FOLLOWUP, SMS, TEXT, **{**given, "key": sealing.new_key()})
    put(now)
    outbox.forget(KEY, kind=Outgoing.Kind.FOLLOWUP)
    assert sorted(Outgoing.objects.values_list("kind", flat=True)) == ["cancelled", "followup"]
    outbox.forget(KEY)
    assert Outgoing.objects.get().kind == "followup"


def test_a_time_that_was_called_off_meanwhile_is_not_reminded_of(ada, lay, booked_by, key, now):
    booking = booked_by(lay(ada, days=1), SMS)
    bookings.cancel(booking, key, at=now)
    assert outbox.put(KIND, SMS, TEXT, booking=booking, key=key, send_after=now, at=now) is None


def test_a_time_that_was_moved_meanwhile_is_not_reminded_of_as_it_was(ada, lay, booked_by, key, now):
    booking = booked_by(lay(ada, days=1), SMS)
    bookings.move(booking, lay(ada, days=3), key, SMS, at=now)
    assert outbox.put(KIND, SMS, TEXT, booking=booking, key=key, send_after=now, at=now) is None
