"""Sealing with a box's key: AES-256-GCM, bound to its place, padded.

A sealed thing is: algorithm (1 byte), key number (1 byte), nonce (12), ciphertext with its tag. Inside: the length (4
bytes), the data, zeros up to the next power of two, so that the size tells only its order of magnitude.
"""

import os
import struct
from typing import NewType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BoxKey = NewType("BoxKey", bytes)

_AES_256_GCM = 1
_KEY_NUMBER = 1
_HEAD = bytes([_AES_256_GCM, _KEY_NUMBER])
_NONCE = 12
_SMALLEST = 64


class CannotOpen(Exception):
    """These bytes do not open with this key in this place."""


def new_key() -> BoxKey:
    """32 random bytes."""
    return BoxKey(os.urandom(32))


def seal(key: bytes, data: bytes, *, place: str) -> bytes:
    """Seal `data` with `key` for `place`; it opens nowhere else."""
    room = max(_SMALLEST, 1 << (len(data) + 3).bit_length())
    inside = (struct.pack(">I", len(data)) + data).ljust(room, b"\0")
    nonce = os.urandom(_NONCE)
    return _HEAD + nonce + AESGCM(key).encrypt(nonce, inside, _HEAD + place.encode())


def unseal(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """The data. Raises CannotOpen with a wrong key, a wrong place, or bytes that somebody changed."""
    head, nonce, ciphertext = sealed[:2], sealed[2 : 2 + _NONCE], sealed[2 + _NONCE :]
    if head != _HEAD:
        raise CannotOpen
    try:
        inside = AESGCM(key).decrypt(nonce, ciphertext, head + place.encode())
    except (InvalidTag, ValueError) as fault:
        raise CannotOpen from fault
    (length,) = struct.unpack(">I", inside[:4])
    return inside[4 : 4 + length]
