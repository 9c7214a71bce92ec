"""Forms that were sent, remembered by the hash of a nonce that only their page holds.

The same form with the same text did its work already and does it once. For an hour at most its row also holds a pepper,
from which, with the page's nonce, the words can be computed again.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from .models import Mailbox, SentForm
from .nonces import Nonce

WORDS_SHOWN = timedelta(hours=1)


class OtherText(Exception):
    """This form was sent before, with other text. Nothing was written; the text wants a fresh nonce."""


class Unknown(Exception):
    """No form with this nonce was sent."""


@dataclass(frozen=True, repr=False)
class Form:
    """A form on its way in: its nonce, what it says (only as a keyed hash), and the pepper of its words, if any."""

    nonce: Nonce
    mac: bytes
    pepper: bytes | None = None

    def remember(self, mailbox: Mailbox, *, at: datetime) -> SentForm:
        """Write down that it was sent. Raises IntegrityError when it was, in the same moment."""
        return SentForm.objects.create(
            nonce_hash=self.nonce.hash,
            text_mac=self.mac,
            mailbox=mailbox,
            pepper=self.pepper,
            pepper_until=at + WORDS_SHOWN if self.pepper else None,
            sent_on=timezone.localdate(at),
        )


def mac_of(nonce: Nonce, *said: object) -> bytes:
    """What a form says, keyed with its nonce: nobody else can try texts against it."""
    return hmac.digest(nonce.random, json.dumps(said, sort_keys=True).encode(), hashlib.sha256)


def find(nonce: Nonce) -> SentForm:
    """The row of a form that was sent. Raises Unknown."""
    try:
        return SentForm.objects.get(
            nonce_hash=nonce.hash
        )  # most often there is none: its mailbox is fetched when asked
    except SentForm.DoesNotExist as fault:
        raise Unknown from fault


def same(nonce: Nonce, mac: bytes) -> SentForm:
    """The row of this form, sent before with the same text. Raises Unknown, or OtherText."""
    found = find(nonce)
    if not hmac.compare_digest(bytes(found.text_mac), mac):
        raise OtherText
    return found


@transaction.atomic
def forget_peppers(*, at: datetime) -> int:
    """What gives words again is forgotten an hour after the form. Done every minute; how many were forgotten."""
    return SentForm.objects.filter(pepper_until__lte=at).update(pepper=None, pepper_until=None)
