"""Unlock slots: a member's private key, sealed once for each way in which she can unlock.

Nobody chooses a phrase: the machine draws seven words. A passkey's slot is sealed under what its PRF extension yields.
"""

import hmac
import os
from datetime import date

from django.db import transaction

from . import gate, keys, passphrase, sealing
from .models import Holder, Slot
from .sealing import CannotOpen

_SALT = 16


def make_holder() -> tuple[Holder, bytes]:
    """A new member's pair: the holder row with the public half, not yet admitted, and the private half."""
    pair = keys.new_pair()
    return Holder.objects.create(kind=Holder.Kind.MEMBER, public_key=pair.public), pair.private


def enrol_phrase(
    holder: Holder, private: bytes, words: passphrase.Words, *, on: date, kind: Slot.Kind = Slot.Kind.PHRASE
) -> Slot:
    """A slot that opens with these words; an older one of the same kind stops working. Not inside a transaction."""
    salt = os.urandom(_SALT)
    under = _phrase_key(words, salt)
    return _replace(holder, private, under, kind=kind, salt=salt, credential="", on=on)


def open_phrase(holder: Holder, words: passphrase.Words, *, kind: Slot.Kind = Slot.Kind.PHRASE) -> bytes:
    """The private key. Raises CannotOpen with other words. Not inside a transaction."""
    slot = Slot.objects.filter(holder=holder, kind=kind).first()
    # Without a slot the same time is spent: who has one is not seen from outside.
    under = _phrase_key(words, bytes(slot.salt) if slot else b"\0" * _SALT)
    if slot is None:
        raise CannotOpen
    return _open(slot, under)


def enrol_passkey(holder: Holder, private: bytes, *, credential: str, prf: bytes, on: date) -> Slot:
    """A slot that opens with what this passkey's PRF extension yields (32 bytes)."""
    salt = os.urandom(_SALT)
    return _replace(
        holder, private, _prf_key(prf, salt), kind=Slot.Kind.PASSKEY, salt=salt, credential=credential, on=on
    )


def open_passkey(holder: Holder, *, credential: str, prf: bytes) -> bytes:
    """The private key. Raises CannotOpen when there is no such slot or the PRF yields something else."""
    slot = Slot.objects.filter(holder=holder, kind=Slot.Kind.PASSKEY, credential=credential).first()
    if slot is None:
        raise CannotOpen
    return _open(slot, _prf_key(prf, bytes(slot.salt)))


@transaction.atomic
def _replace(
    holder: Holder, private: bytes, under: bytes, *, kind: Slot.Kind, salt: bytes, credential: str, on: date
) -> Slot:
    Slot.objects.filter(holder=holder, kind=kind, credential=credential).delete()
    slot = Slot(holder=holder, kind=kind, salt=salt, credential=credential, made_on=on)
    slot.sealed = sealing.seal(under, private, place=_place(slot))
    slot.save()
    return slot


def _open(slot: Slot, under: bytes) -> bytes:
    private = sealing.unseal(under, bytes(slot.sealed), place=_place(slot))
    if not hmac.compare_digest(keys.pair_of(private).public, bytes(slot.holder.public_key)):
        raise CannotOpen
    return private


def _place(slot: Slot) -> str:
    return f"slot:{slot.pk}:{slot.holder_id}"


def _phrase_key(words: passphrase.Words, salt: bytes) -> bytes:
    return gate.derive(passphrase.canonical(words), salt)[:32]


def _prf_key(prf: bytes, salt: bytes) -> bytes:
    return keys.derive(prf + salt, purpose="passkey slot")
