"""Each public form carries a nonce that only its page holds: random, signed, dated by day.

The signature says that this server drew it, so that nobody brings a number of his own choosing from which words would
follow. The day says when the page was opened: a form that has stood open for long is not dropped, it gets a fresh nonce
and its text back. A nonce of one form is worth nothing in another.
"""

import base64
import binascii
import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings

# A form opened on one day can be sent on the next, whatever the hour; after that it is asked to be sent again.
KEPT_DAYS = 1
_RANDOM = 32
_DAY = 4
_SIGNATURE = 16


class Purpose(StrEnum):
    """Which form a nonce belongs to."""

    LETTER = "letter"
    MORE = "more"
    BACK = "back"
    WORDS = "words"
    LOCK = "lock"
    FOLLOWUP = "followup"
    DELETE = "delete"
    SLIP = "slip"
    REFERRAL = "referral"
    BOOK = "book"


class Forged(Exception):
    """No nonce, or one that this server did not draw for this form."""


class Expired(Exception):
    """The form has stood open for long: its text is kept, and it is sent again with a fresh nonce."""


@dataclass(frozen=True, repr=False)
class Nonce:
    """A nonce as its page sent it back."""

    random: bytes
    drawn_on: date

    @property
    def hash(self) -> bytes:
        """Under which a form that was sent is remembered."""
        return hashlib.sha256(b"kast form" + self.random).digest()

    def check(self, *, on: date) -> None:
        """Raises Expired when its page was opened longer ago than yesterday."""
        if not self.drawn_on <= on <= self.drawn_on + timedelta(days=KEPT_DAYS):
            raise Expired


def fresh(purpose: Purpose, *, on: date) -> str:
    """A new nonce for the hidden field of a form."""
    body = os.urandom(_RANDOM) + on.toordinal().to_bytes(_DAY)
    return base64.urlsafe_b64encode(body + _signature(body, purpose)).decode()


def read(given: str, purpose: Purpose) -> Nonce:
    """What a form sent back. Raises Forged."""
    try:
        whole = base64.b64decode(given.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as fault:
        raise Forged from fault
    body, signature = whole[: _RANDOM + _DAY], whole[_RANDOM + _DAY :]
    if not hmac.compare_digest(signature, _signature(body, purpose)):
        raise Forged
    return Nonce(body[:_RANDOM], date.fromordinal(int.from_bytes(body[_RANDOM:])))


def is_fresh(given: str, purpose: Purpose, *, on: date) -> bool:
    """Whether a form's page was opened here and lately: for forms that remember nothing by their nonce."""
    try:
        read(given, purpose).check(on=on)
    except (Forged, Expired):
        return False
    return True


def _signature(body: bytes, purpose: Purpose) -> bytes:
    return hmac.digest(settings.DOOR_KEY.encode(), b"kast form\0" + purpose.encode() + b"\0" + body, hashlib.sha256)[
        :_SIGNATURE
    ]
