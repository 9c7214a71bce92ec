"""What is on its way out: written down before it is sent, claimed before it is sent, and sent once.

    waiting → claimed → sent | not_sent

A message is claimed in a transaction of its own and sent after it: whoever is killed between the two leaves a claimed
row, and no second sender can claim it. Later a claimed row is asked for again only where the gateway, given the same
key, sends once; any other is given up, since a reminder that comes twice, at a home where nobody must know, is worse
than none. It is sealed to the sending key, which stands outside the database, and emptied when it is sent, at the
latest after three days.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from kast.audit import trail
from kast.audit.acts import Act
from kast.vault import sealing, tokens
from kast.vault.sealing import BoxKey

from . import mail, sms
from .models import Booking, Outgoing
from .reminders import KEPT, TOO_LATE, Choice, Way
from .sms import Refused, TryLater, Unknown

State = Outgoing.State
# One that was claimed this long ago has lost its sender.
LOST = timedelta(minutes=3)
AGAIN = timedelta(minutes=5)
TRIES = 5
AT_ONCE = 50


@dataclass(frozen=True, repr=False)
class Open:
    """A message that was claimed, opened to be sent."""

    pk: UUID
    way: Way
    to: str
    text: str
    language: str


@transaction.atomic
def put(
    kind: Outgoing.Kind,
    choice: Choice,
    text: str,
    *,
    booking: Booking | None,
    key: BoxKey,
    send_after: datetime,
    at: datetime,
) -> Outgoing | None:
    """Put a message in, sealed to the sending key; None where the way goes nowhere.

    None, too, for a reminder of a time that does not stand any more, or that is there already. The number lies there
    until it is sent, at the latest for three days. Whoever calls writes down the release.
    """
    if not choice.goes_out:
        return None
    if kind == Outgoing.Kind.REMINDER and not _still_to_remind_of(booking):
        return None
    ends = at + KEPT if booking is None else min(at + KEPT, booking.slot.starts_at - TOO_LATE / 2)
    row = Outgoing(booking=booking, kind=kind, send_after=send_after, ends_at=ends)
    row.pointer = tokens.pointer(key, row.pk)
    told = {"way": choice.way.value, "to": choice.to, "text": text, "language": choice.language}
    row.sealed = sealing.seal(_sending_key(), json.dumps(told).encode(), place=_place(row.pk))
    row.save(force_insert=True)
    return row


def _still_to_remind_of(booking: Booking | None) -> bool:
    """Whether the time stands as it was read, and nothing reminds of it yet; held, so that neither changes."""
    if booking is None:
        return False
    stands = Booking.objects.select_for_update(of=("self",)).filter(pk=booking.pk, slot=booking.slot_id)
    if not stands.filter(state=Booking.State.BOOKED).exists():
        return False
    return not Outgoing.objects.filter(booking=booking, kind=Outgoing.Kind.REMINDER).exists()


def send_due(at: datetime) -> str:
    """Send what is due. Done each minute; may be done twice, and by two at once, without harm. Not in a transaction."""
    given_up = expire(at)
    sent = 0
    waiting = Outgoing.objects.filter(state=State.WAITING, send_after__lte=at)
    lost = Outgoing.objects.filter(state=State.CLAIMED, claimed_at__lte=at - LOST)
    for pk in [*lost.values_list("pk", flat=True)[:AT_ONCE], *waiting.values_list("pk", flat=True)[:AT_ONCE]]:
        message = claim(pk, at=at)
        sent += message is not None and _send(message, at=at)
    return f"{sent} sent" + (f", {given_up} given up" if given_up else "")


@transaction.atomic
def claim(pk: UUID, *, at: datetime) -> Open | None:
    """Take a message for sending; nobody else gets it. None: somebody else has it, or it may not be asked for again."""
    fresh = Outgoing.objects.filter(pk=pk, state=State.WAITING)
    lost = Outgoing.objects.filter(pk=pk, state=State.CLAIMED, claimed_at__lte=at - LOST)
    claimed = {"state": State.CLAIMED, "claimed_at": at, "tries": F("tries") + 1}
    had_a_sender = not fresh.update(**claimed)
    if had_a_sender and not lost.update(**claimed):
        return None
    row = Outgoing.objects.get(pk=pk)
    try:
        told = json.loads(sealing.unseal(_sending_key(), bytes(row.sealed), place=_place(row.pk)))
    except sealing.CannotOpen:  # the server's key is another one since
        _end(row.pk, State.NOT_SENT)
        return None
    message = Open(row.pk, Way(told["way"]), told["to"], told["text"], told["language"])
    if had_a_sender and not _may_ask_again(message):
        _end(row.pk, State.NOT_SENT)
        return None
    return message


def forget(key: BoxKey, *, kind: Outgoing.Kind | None = None) -> None:
    """Every message to this box's person, or every one of a kind, is gone, whatever became of it."""
    gone = [pk for pk, mark in _pointers(kind) if hmac.compare_digest(tokens.pointer(key, pk), mark)]
    Outgoing.objects.filter(pk__in=gone).delete()


def not_sent(key: BoxKey) -> list[Outgoing]:
    """What did not get away of what was meant for this box's person."""
    failed = Outgoing.objects.filter(state=State.NOT_SENT).select_related("booking__slot")
    return [row for row in failed if hmac.compare_digest(tokens.pointer(key, row.pk), bytes(row.pointer))]


def expire(at: datetime) -> int:
    """What was not sent in three days, or in time, is emptied: the number is gone. How many."""
    late = Outgoing.objects.filter(state__in=[State.WAITING, State.CLAIMED], ends_at__lte=at)
    return late.update(state=State.NOT_SENT, sealed=b"", claimed_at=None)


def _send(message: Open, *, at: datetime) -> bool:
    try:
        if message.way == Way.SMS:
            sms.gateway().send(message.to, message.text, key=str(message.pk))
        else:
            mail.send(message.to, message.text, language=message.language, key=str(message.pk))
    except TryLater:
        later = Outgoing.objects.filter(pk=message.pk, state=State.CLAIMED, tries__lt=TRIES)
        again = {"state": State.WAITING, "claimed_at": None, "send_after": at + AGAIN}
        if not later.update(**again):
            _end(message.pk, State.NOT_SENT)
    except Refused:
        _end(message.pk, State.NOT_SENT)
    except Unknown:
        if not _may_ask_again(message):
            _end(message.pk, State.NOT_SENT)
    else:
        _sent(message, at=at)
        return True
    return False


@transaction.atomic
def _sent(message: Open, *, at: datetime) -> None:
    _end(message.pk, State.SENT)
    trail.record(Act.MESSAGE_SENT, by=trail.SYSTEM, fields=[message.way.value], at=at)


def _end(pk: UUID, state: Outgoing.State) -> None:
    Outgoing.objects.filter(pk=pk).update(state=state, sealed=b"", claimed_at=None)


def _may_ask_again(message: Open) -> bool:
    return message.way == Way.SMS and sms.gateway().once


def _pointers(kind: Outgoing.Kind | None) -> list[tuple[UUID, bytes]]:
    rows = Outgoing.objects.all() if kind is None else Outgoing.objects.filter(kind=kind)
    return [(pk, bytes(mark)) for pk, mark in rows.values_list("pk", "pointer")]


def _sending_key() -> bytes:
    return hmac.digest(settings.DOOR_KEY.encode(), b"kast sending", hashlib.sha256)


def _place(pk: UUID) -> str:
    return f"outgoing:{pk}"
