"""The unit's signature: on a holder's public key, without which nobody gets a wrap; and on what goes to sister units.

The public half of the signing key is pinned in a file outside the database (settings.UNIT_KEY_FILE), written once when
the unit is made: whoever can write the database cannot sign, and cannot change what signatures are checked against.
"""

import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from .models import Holder


class NotAdmitted(Exception):
    """The unit has not signed this holder's public key, or the key was changed since."""


class AlreadyPinned(Exception):
    """A signing key is already pinned on this server: the unit has been made before."""


def sign(seed: bytes, holder: Holder) -> None:
    """Sign the holder's public key with the unit's signing key (32 bytes) and save the signature."""
    holder.signature = Ed25519PrivateKey.from_private_bytes(seed).sign(_statement(holder))
    holder.save(update_fields=["signature"])


def check(holder: Holder) -> None:
    """Raises NotAdmitted unless the unit's pinned key signed exactly this kind, number and public key."""
    if not _admitted(pinned(), _statement(holder), bytes(holder.signature)):
        raise NotAdmitted


@lru_cache(maxsize=64)
def _admitted(public: bytes, statement: bytes, signature: bytes) -> bool:
    """Of the same three the answer is the same; the circle's and the recovery's are asked for with every letter."""
    return is_by(public, statement, signature)


def sign_statement(seed: bytes, statement: bytes) -> bytes:
    """The unit's signature on a statement of another kind. Each kind begins with a name of its own."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(statement)


def is_ours(statement: bytes, signature: bytes) -> bool:
    """Whether the unit's pinned key signed exactly this."""
    try:
        return is_by(pinned(), statement, signature)
    except NotAdmitted:
        return False


def is_by(public: bytes, statement: bytes, signature: bytes) -> bool:
    """Whether the private half of `public` (32 bytes) signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, statement)
    except (ValueError, InvalidSignature):
        return False
    return True


def pinned() -> bytes:
    """The public half of the unit's signing key, from its file (32 bytes). Raises NotAdmitted when there is none."""
    try:
        return bytes.fromhex(Path(settings.UNIT_KEY_FILE).read_text("ascii"))
    except (OSError, ValueError) as fault:
        raise NotAdmitted from fault


def pin(seed: bytes) -> None:
    """Write the public half of a new signing key to its file. Raises AlreadyPinned when one stands there."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    path = Path(settings.UNIT_KEY_FILE)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o444)
    except FileExistsError as fault:
        raise AlreadyPinned from fault
    with os.fdopen(file, "w", encoding="ascii") as kept:
        kept.write(public.hex())


def _statement(holder: Holder) -> bytes:
    return b"\0".join([b"kast holder", holder.kind.encode(), holder.pk.bytes, bytes(holder.public_key)])
