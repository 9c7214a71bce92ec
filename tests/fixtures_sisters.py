"""Another unit, whose program is not ours: it speaks the format as docs/decisions/0009-hand-over.md tells it."""

import base64
import json
import os
import struct
import uuid
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from kast.casework import handover, sisters
from kast.casework.models import Consent, HandOver
from tests.conftest import TODAY

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SIGNED = b"kast between units 1\0"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


class AnotherUnit:
    """A sister unit: its two pairs of keys, and what it can write and read."""

    def __init__(self, name="KAST Annanstad", address=""):
        self.name, self.address = name, address
        self._mlkem, self._x25519 = MLKEM768PrivateKey.from_seed_bytes(os.urandom(64)), X25519PrivateKey.generate()
        self._signing = Ed25519PrivateKey.generate()
        self.receiving = self._mlkem.public_key().public_bytes_raw() + self._x25519.public_key().public_bytes_raw()
        self.signing = self._signing.public_key().public_bytes_raw()

    def sheet(self) -> str:
        told = {"kast": "kast unit", "version": 1, "name": self.name, "address": self.address}
        return json.dumps(told | {"receiving": b64(self.receiving), "signing": b64(self.signing)})

    def signed(self, body: dict) -> bytes:
        said = json.dumps(body)
        signature = self._signing.sign(SIGNED + said.encode())
        return json.dumps(
            {"kast": "kast between units", "version": 1, "body": said, "signature": b64(signature)}
        ).encode()

    def head(self, kind, to: bytes, number, on: date) -> dict:
        return {"kind": kind, "number": str(number), "from": b64(self.signing), "to": b64(to), "on": on.isoformat()}

    def hands_over(self, to: sisters.Sheet, content=None, *, number=None, on=TODAY) -> bytes:
        number = number or uuid.uuid4()
        inside = json.dumps(content or self.content()).encode()
        padded = (struct.pack(">I", len(inside)) + inside).ljust(8192, b"\0")
        key = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(to.receiving[:1184]),
            X25519PublicKey.from_public_bytes(to.receiving[1184:]),
        )
        info = f"kast hand-over 1 {number} {self.signing.hex()} {to.signing.hex()}"
        sealed = SUITE.encrypt(padded, key, info=info.encode())
        return self.signed(self.head("hand-over", to.signing, number, on) | {"sealed": b64(sealed)})

    def content(self, **changed) -> dict:
        return {
            "version": 1,
            "consent": "phone",
            "consent_on": "2026-11-20",
            "asks": "they",
            "coded": {"alias": "Fredag", "concerns": "bought", "baseline": "earlier", "talks": "4"},
            "pieces": [
                {"kind": "letter", "on": "2026-09-01", "title": "Personen skrev", "words": "Det är alltid fredagar."},
                {"kind": "plan", "on": "", "title": "Plan", "words": "Gå hem före åtta."},
            ],
        } | changed

    def answers(self, raw: bytes, said: str, *, on=TODAY) -> bytes:
        body = json.loads(json.loads(raw)["body"])
        return self.signed(self.head("answer", base64.b64decode(body["from"]), body["number"], on) | {"answer": said})

    def opens(self, raw: bytes) -> dict:
        """What another unit sealed to this one."""
        outside = json.loads(raw)
        body = json.loads(outside["body"])
        sender = base64.b64decode(body["from"])
        info = f"kast hand-over 1 {body['number']} {sender.hex()} {self.signing.hex()}"
        key = MLKEM768X25519PrivateKey(self._mlkem, self._x25519)
        inside = SUITE.decrypt(base64.b64decode(body["sealed"]), key, info=info.encode())
        return json.loads(inside[4 : 4 + struct.unpack(">I", inside[:4])[0]])


@pytest.fixture
def annanstad():
    """Another unit, not in the directory yet."""
    return AnotherUnit()


@pytest.fixture
def our_sheet(unit, bo):
    """This unit's own sheet."""
    return sisters.own_sheet(by=bo)


@pytest.fixture
def sister(annanstad, bo, now):
    """The other unit in the directory, compared."""
    added = sisters.add(sisters.read_sheet(annanstad.sheet()), by=bo, at=now)
    sisters.compare(added, sisters.sheet_of(added).fingerprint, by=bo, at=now)
    added.refresh_from_db()
    return added


@pytest.fixture
def yes():
    """The person's yes, and everything goes along."""

    def say(**changed) -> handover.Asked:
        usual = {
            "consent": Consent.HERE,
            "consent_on": TODAY,
            "parts": list(HandOver.Part),
            "asks": HandOver.Asks.THEY,
            "plan": "Ring en vän.",
        }
        return handover.Asked(**(usual | changed))

    return say
