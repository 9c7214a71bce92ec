"""What travels between units: a JSON text that says who to whom, sealed inside, and signed as a whole.

The format is told in docs/decisions/0009-hand-over.md so that another program can speak it. A hand-over is sealed to
the receiving unit (HPKE over ML-KEM-768 and X25519) and bound to sender, receiver and number; an answer says accepted
or declined and nothing else. Whatever is not exactly so is refused; why is for a colleague to read, never for the door.
"""

import base64
import json
import struct
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from kast.vault import keys, signing
from kast.vault.keyring import Keyring

VERSION = 1
NAME = "kast between units"
MEDIA_TYPE = "application/json"
MOST = 760_000  # bytes of a whole envelope
CONTENT_MOST = 2**19 - 4  # bytes of what is said in it, before sealing
OLDEST = timedelta(days=60)

_SMALLEST = 4096


class Kind(StrEnum):
    """What an envelope holds."""

    HAND_OVER = "hand-over"
    ANSWER = "answer"


class Why(StrEnum):
    """Why an envelope is refused."""

    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    TOO_OLD = "too_old"
    CHANGED = "changed"
    NOT_FOR_US = "not_for_us"
    UNKNOWN = "unknown"
    FULL = "full"
    OTHER_BEFORE = "other_before"


class Refused(Exception):
    """This is no envelope for this unit from one of its sister units; `why` says which rule it breaks."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class TooMuch(Exception):
    """What is said is larger than a hand-over may be."""


@dataclass(frozen=True)
class Envelope:
    """One that was read: its signature fits the key it names as sender's. Whose key that is, the directory says."""

    kind: Kind
    id: UUID
    sender: bytes
    to: bytes
    on: date
    sealed: bytes
    answer: str


def hand_over(
    content: bytes, *, number: UUID, receiving_key: bytes, signing_key: bytes, on: date, ring: Keyring
) -> bytes:
    """Seal what is said to the sister unit with these keys, and sign the whole. Raises TooMuch, vault's CannotOpen."""
    if len(content) > CONTENT_MOST:
        raise TooMuch
    room = max(_SMALLEST, 1 << (len(content) + 3).bit_length())
    inside = (struct.pack(">I", len(content)) + content).ljust(room, b"\0")
    sender = signing.pinned()
    sealed = keys.wrap(receiving_key, inside, info=_info(number, sender, signing_key))
    return _signed(_head(Kind.HAND_OVER, number, signing_key, on) | {"sealed": _text(sealed)}, ring)


def answer(said: str, *, number: UUID, signing_key: bytes, on: date, ring: Keyring) -> bytes:
    """The answer to a hand-over with that number: `accepted` or `declined`, signed. It says nothing else."""
    return _signed(_head(Kind.ANSWER, number, signing_key, on) | {"answer": said}, ring)


def read(raw: bytes, *, on: date) -> Envelope:
    """The envelope, when it is whole, of these days, for this unit, and signed by the key that it names. Else Refused.

    The signature is looked at before anybody looks in a directory, so that no stranger learns who stands there.
    """
    found = _signed_by_its_sender(raw)
    if found.to != signing.pinned():
        raise Refused(Why.NOT_FOR_US)
    if found.kind is Kind.HAND_OVER and not on - OLDEST <= found.on <= on + timedelta(days=1):
        raise Refused(Why.TOO_OLD)
    return found


def opened(raw: bytes, ring: Keyring, *, number: UUID, sender: bytes) -> bytes:
    """What is said in the hand-over with that number from who signs with that key, as it was taken in.

    It is looked at again, since it lay in the database meanwhile. Raises Refused, or vault's CannotOpen.
    """
    found = _signed_by_its_sender(raw)
    if (found.kind, found.id, found.sender) != (Kind.HAND_OVER, number, sender):
        raise Refused(Why.CHANGED)
    inside = ring.from_sister(found.sealed, info=_info(found.id, found.sender, found.to))
    (length,) = struct.unpack(">I", inside[:4].rjust(4, b"\0"))
    return inside[4 : 4 + length]


def _signed_by_its_sender(raw: bytes) -> Envelope:
    if len(raw) > MOST:
        raise Refused(Why.TOO_LARGE)
    try:
        outside = json.loads(raw)
        if outside["kast"] != NAME or outside["version"] != VERSION:
            raise Refused(Why.MALFORMED)
        body, signature = outside["body"].encode(), _bytes(outside["signature"])
        found = _read(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Refused(Why.MALFORMED) from fault
    if not signing.is_by(found.sender, _statement(body), signature):
        raise Refused(Why.CHANGED)
    return found


def _read(body: dict[str, Any]) -> Envelope:
    kind = Kind(body["kind"])
    said = body["answer"] if kind is Kind.ANSWER else ""
    if said not in ({"accepted", "declined"} if kind is Kind.ANSWER else {""}):
        raise Refused(Why.MALFORMED)
    return Envelope(
        kind=kind,
        id=UUID(body["number"]),
        sender=_bytes(body["from"]),
        to=_bytes(body["to"]),
        on=date.fromisoformat(body["on"]),
        sealed=_bytes(body["sealed"]) if kind is Kind.HAND_OVER else b"",
        answer=said,
    )


def _head(kind: Kind, number: UUID, to: bytes, on: date) -> dict[str, str]:
    return {
        "kind": kind.value,
        "number": str(number),
        "from": _text(signing.pinned()),
        "to": _text(to),
        "on": on.isoformat(),
    }


def _signed(body: dict[str, str], ring: Keyring) -> bytes:
    said = json.dumps(body)
    signature = ring.sign(_statement(said.encode()))
    return json.dumps({"kast": NAME, "version": VERSION, "body": said, "signature": _text(signature)}).encode()


def _statement(body: bytes) -> bytes:
    return b"kast between units 1\0" + body


def _info(number: UUID, sender: bytes, to: bytes) -> str:
    return f"kast hand-over 1 {number} {sender.hex()} {to.hex()}"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
