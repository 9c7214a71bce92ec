"""Pairs of keys, and wrapping for them: HPKE (RFC 9180) over ML-KEM-768 and X25519 together, AES-256-GCM inside.

A private key is kept as 32 random bytes; both halves follow from them by HKDF-SHA256, so that it fits on paper.
"""

import hashlib
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .sealing import CannotOpen

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_MLKEM_PUBLIC = 1184


@dataclass(frozen=True, repr=False)
class Pair:
    """A private key (32 bytes, never shown) and its public half (1,216 bytes)."""

    private: bytes
    public: bytes


def new_pair() -> Pair:
    """A new pair from 32 random bytes."""
    return pair_of(os.urandom(32))


def pair_of(private: bytes) -> Pair:
    """The pair whose private half is `private`."""
    mlkem, x25519 = _halves(private)
    public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Pair(private, public)


def wrap(public: bytes, secret: bytes, *, info: str) -> bytes:
    """Seal `secret` so that only the private half of `public` opens it, and only with the same `info`."""
    key = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC]),
        X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:]),
    )
    return _SUITE.encrypt(secret, key, info=info.encode())


class Opener:
    """A private key made ready once, for whoever opens many things: making it ready costs as much as opening."""

    def __init__(self, private: bytes) -> None:
        self._key = _private_key(private)

    def unwrap(self, wrapped: bytes, *, info: str) -> bytes:
        """What was wrapped. Raises CannotOpen with a wrong key, a wrong `info`, or bytes that somebody changed."""
        try:
            return _SUITE.decrypt(wrapped, self._key, info=info.encode())
        except (InvalidTag, ValueError) as fault:
            raise CannotOpen from fault


def unwrap(private: bytes, wrapped: bytes, *, info: str) -> bytes:
    """The same, once."""
    return Opener(private).unwrap(wrapped, info=info)


def fingerprint(public: bytes) -> str:
    """Six groups of four digits (about 80 bits) that two people can compare aloud."""
    number = int.from_bytes(hashlib.sha256(b"kast fingerprint" + public).digest())
    digits = str(number % 10**24).zfill(24)
    return " ".join(digits[at : at + 4] for at in range(0, 24, 4))


def derive(secret: bytes, *, purpose: str, length: int = 32) -> bytes:
    """`length` bytes from a secret that is already random, for one purpose only (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"kast {purpose}".encode()).derive(secret)


def _halves(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    seed = derive(private, purpose="key pair", length=96)
    return MLKEM768PrivateKey.from_seed_bytes(seed[:64]), X25519PrivateKey.from_private_bytes(seed[64:])


def _private_key(private: bytes) -> MLKEM768X25519PrivateKey:
    return MLKEM768X25519PrivateKey(*_halves(private))
