"""A person's visit: who holds a mailbox open right now, known by one sealed cookie and by no row.

The cookie holds the box's key and where the way stood when it was opened, sealed under a key from outside the database,
with an end. It dies on leaving, after VISIT_MINUTES, when the browser closes, when the words are changed, and when the
way is gone. What a thief of the database finds of a visit is nothing; a thief of the cookie has what it opens, until
then.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.vault import passphrase, sealing, ways
from kast.vault.passphrase import WrongWords
from kast.vault.sealing import BoxKey, CannotOpen

from . import limits
from .mailbox import words_are_kept
from .models import Mailbox

COOKIE = "s"
_PLACE = "visit"
_LAYOUT = struct.Struct(">16s16s32sQ")


class NoMailbox(Exception):
    """These words open nothing here. Wrong, never used, deleted, or tried too often: nobody learns which."""


@dataclass(frozen=True, repr=False)
class Visit:
    """A mailbox that its person holds open."""

    mailbox: Mailbox
    key: BoxKey
    stood: bytes = b""  # where the way stood when it was opened: other words, and the visit is over


def enter(text: str, *, at: datetime) -> Visit:
    """Open a mailbox with its words.

    Written down: that some mailbox was opened that day by its person, not which. Refused, all alike: NoMailbox. Raises
    mailbox.Busy when too many wait. Not inside a transaction.
    """
    try:
        words = passphrase.read(text)
    except WrongWords as fault:
        raise NoMailbox from fault
    if not limits.tries.one_more(passphrase.canonical(words)):
        raise NoMailbox
    try:
        derived = ways.derive(words)
        box, key = ways.enter(derived)
    except ways.NoSuchWay as fault:
        raise NoMailbox from fault
    mailbox = Mailbox.objects.select_related("box").filter(box=box, deleted_on=None).first()
    if mailbox is None:
        raise NoMailbox
    _opened(mailbox, at=at)
    return Visit(mailbox, key, derived.locator)


def here(request: HttpRequest) -> Visit | None:
    """Who is visiting with this request; None without a cookie that still holds."""
    opened = _unseal(request.COOKIES.get(COOKIE, ""))
    if opened is None:
        return None
    box_id, stood, key, ends = opened
    if timezone.now().timestamp() >= ends:
        return None
    mailbox = Mailbox.objects.select_related("box").filter(box=box_id, deleted_on=None).first()
    if mailbox is None or not hmac.compare_digest(ways.stands(mailbox.box) or b"", stood):
        return None
    return Visit(mailbox, key, stood)


def let_in(response: HttpResponseBase, visit: Visit) -> None:
    """Give the browser the cookie of this visit, or renew it: it holds for VISIT_MINUTES from now.

    Where the words were changed since it was opened, it opens nothing: who has the new ones gets a visit of her own.
    """
    ends = timezone.now() + timedelta(minutes=settings.VISIT_MINUTES)
    box = visit.mailbox.box
    inside = _LAYOUT.pack(box.pk.bytes, visit.stood, visit.key, int(ends.timestamp()))
    sealed = sealing.seal(_cookie_key(), inside, place=_PLACE)
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(sealed).decode(),
        secure=settings.TLS,
        httponly=True,
        samesite="Lax",
    )


def with_new_words(visit: Visit) -> Visit:
    """The same visit after its own person has changed the words."""
    return replace(visit, stood=ways.stands(visit.mailbox.box) or b"")


def leave(response: HttpResponseBase) -> None:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _unseal(given: str) -> tuple[UUID, bytes, BoxKey, int] | None:
    try:
        sealed = base64.urlsafe_b64decode(given.encode("ascii"))
        inside = sealing.unseal(_cookie_key(), sealed, place=_PLACE)
        box, stood, key, ends = _LAYOUT.unpack(inside)
    except (CannotOpen, ValueError, binascii.Error, struct.error):
        return None
    return UUID(bytes=box), stood, BoxKey(key), ends


def _cookie_key() -> bytes:
    return hmac.digest(settings.DOOR_KEY.encode(), b"kast visit", hashlib.sha256)


@transaction.atomic
def _opened(mailbox: Mailbox, *, at: datetime) -> None:
    words_are_kept(mailbox)
    trail.record(Act.MAILBOX_OPENED, by=trail.VISITOR, at=at)
