"""The file of a release: the content's text, its checksum, and the unit's signature on it.

Whoever has the file can check it with nothing else than the public key, which the unit hands out as it does for
hand-overs. What is signed begins with a name of its own, so that no signature on anything else fits here.
"""

import base64
import hashlib
import json
from dataclasses import dataclass

from kast.staff.models import Member
from kast.vault import keys, signing
from kast.vault.keyring import Locked, member_keys
from kast.vault.sealing import CannotOpen

from .content import Content, NotARelease, canonical, read

__all__ = ["CannotOpen", "Locked", "NotARelease", "Signed", "WrongChecksum", "WrongSignature", "check", "checksum"]
__all__ += ["read_file", "sign", "statement", "write_file"]

MEDIA_TYPE = "application/json"
_STATEMENT = b"kast release 1\0"
_MOST = 16_000_000  # bytes


class WrongChecksum(NotARelease):
    """The text is not the one that the checksum was made of."""


class WrongSignature(NotARelease):
    """The key in the file did not sign this text."""


@dataclass(frozen=True)
class Signed:
    """A content's text with its checksum (hex), its signature (64 bytes) and the key that signed (32 bytes)."""

    text: str
    sha256: str
    signature: bytes
    public_key: bytes

    @property
    def content(self) -> Content:
        """What it says. Raises NotARelease."""
        return read(self.text)

    @property
    def digits(self) -> str:
        """The fingerprint of the key that signed: by it a list of units knows whose release this is."""
        return fingerprint(self.public_key)

    @property
    def by_our_own_key(self) -> bool:
        """Whether this unit's pinned key signed it."""
        return signing.is_ours(statement(self.text), self.signature)


def statement(text: str) -> bytes:
    """What is signed for a content's text."""
    return _STATEMENT + text.encode()


def checksum(text: str) -> str:
    """SHA-256 of the text in UTF-8, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def check(signed: Signed) -> None:
    """Raises WrongChecksum or WrongSignature unless text, checksum, signature and the key in it belong together."""
    if signed.sha256 != checksum(signed.text):
        raise WrongChecksum("checksum")
    if not signing.is_by(signed.public_key, statement(signed.text), signed.signature):
        raise WrongSignature("signature")


def write_file(signed: Signed) -> bytes:
    """The file that goes out."""
    return canonical(
        {
            "content": signed.text,
            "sha256": signed.sha256,
            "signature": base64.b64encode(signed.signature).decode(),
            "public_key": base64.b64encode(signed.public_key).decode(),
        }
    ).encode()


def read_file(raw: bytes) -> Signed:
    """A file that came: whole, signed by the key it names, and a content that can be read.

    Whose key that is, whoever reads it must know. Raises NotARelease (WrongChecksum, WrongSignature among them).
    """
    if len(raw) > _MOST:
        raise NotARelease("too long")
    try:
        said = json.loads(raw)
        signed = Signed(
            said["content"],
            said["sha256"],
            base64.b64decode(said["signature"], validate=True),
            base64.b64decode(said["public_key"], validate=True),
        )
        check(signed)
    except NotARelease:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise NotARelease("file") from fault
    read(signed.text)
    return signed


def sign(text: str, *, by: Member) -> Signed:
    """The text signed with the unit's key. Raises vault's Locked, and CannotOpen for who does not hold that key."""
    signature = member_keys(by).sign(statement(text))
    signed = Signed(text, checksum(text), signature, signing.pinned())
    check(signed)  # a key that was put in the place of the unit's signs nothing that goes out
    return signed


def fingerprint(public_key: bytes) -> str:
    """Six groups of four digits over the key that signs releases: by them a list knows the unit (`kast national`)."""
    return keys.fingerprint(public_key)
