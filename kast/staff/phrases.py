"""A machine-made phrase on its way to paper.

It is shown until she has typed one of its words back, also after a reload; only then it counts. Between, it lies in her
session, sealed under a key that the session does not hold: the invitation's link, or her own private key.
"""

import base64
import json
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.vault import keys, passphrase, sealing, slots
from kast.vault.gate import Busy
from kast.vault.keyring import member_keys
from kast.vault.models import Slot
from kast.vault.sealing import CannotOpen

from .models import Member

Session = MutableMapping[str, Any]

_PLACE = "a phrase on its way"
_KEY = "phrase"


class WrongWord(Exception):
    """That was another word than the one asked for."""


class NothingShown(Exception):
    """No phrase is on its way in this session, or it cannot be opened."""


class TooManyWait(Exception):
    """Too many keys are being derived. The same may be tried again in some seconds."""


@dataclass(frozen=True)
class Shown:
    """A phrase as the page shows it, and which of its words is asked for."""

    words: passphrase.Words
    asked: int  # counted from one
    sheet: bool

    @property
    def numbered(self) -> list[tuple[int, str]]:
        """The words with their numbers."""
        return list(enumerate(self.words, start=1))


def draw(session: Session, *, language: str, under: bytes, sheet: bool = False) -> None:
    """Draw a phrase and put it on its way."""
    words = passphrase.phrase(language)
    told = json.dumps({"words": words, "asked": secrets.randbelow(len(words)) + 1, "sheet": sheet})
    sealed = sealing.seal(_sealing_key(under), told.encode(), place=_PLACE)
    session[_KEY] = base64.b64encode(sealed).decode()


def shown(session: Session, *, under: bytes) -> Shown:
    """The phrase that is on its way. Raises NothingShown."""
    try:
        told = json.loads(sealing.unseal(_sealing_key(under), base64.b64decode(session.get(_KEY, "")), place=_PLACE))
    except (CannotOpen, ValueError) as fault:
        raise NothingShown from fault
    return Shown(tuple(told["words"]), told["asked"], told["sheet"])


def check(on_its_way: Shown, typed: str) -> None:
    """Raises WrongWord unless `typed` is the word that was asked for, as forgivingly as unlocking reads it."""
    if not passphrase.same_word(typed, on_its_way.words[on_its_way.asked - 1]):
        raise WrongWord


def forget(session: Session) -> None:
    """It has arrived, or is not wanted."""
    session.pop(_KEY, None)


def draw_new(session: Session, *, language: str, sheet: bool, by: Member) -> None:
    """A new phrase, or a phrase for a printed sheet, for somebody who is unlocked. Raises Locked."""
    draw(session, language=language, under=member_keys(by).private, sheet=sheet)


def shown_new(session: Session, *, by: Member) -> Shown:
    """The new phrase that is on its way. Raises NothingShown, Locked."""
    return shown(session, under=member_keys(by).private)


def enrol(session: Session, typed: str, *, by: Member, at: datetime) -> None:
    """The word fits: from now on the new phrase unlocks, and the one before it no longer does.

    Raises WrongWord, NothingShown, TooManyWait, Locked. Not inside a transaction: a key is derived.
    """
    on_its_way = shown_new(session, by=by)
    check(on_its_way, typed)
    ring = member_keys(by)
    kind = Slot.Kind.SHEET if on_its_way.sheet else Slot.Kind.PHRASE
    try:
        slots.enrol_phrase(ring.holder, ring.private, on_its_way.words, on=timezone.localdate(at), kind=kind)
    except Busy as fault:
        raise TooManyWait from fault
    forget(session)
    _write_down(kind, by=by, at=at)


def ways_to_unlock(member: Member) -> list[Slot]:
    """The ways in which she unlocks, oldest first. A row says which kind it is and since when, and opens nothing."""
    return list(Slot.objects.filter(holder=member.holder).order_by("made_on", "kind")) if member.holder else []


def passkeys(member: Member) -> list[str]:
    """Which passkeys unlock, as the browser names them."""
    return [slot.credential for slot in ways_to_unlock(member) if slot.kind == Slot.Kind.PASSKEY]


@transaction.atomic
def enrol_passkey(*, credential: str, prf: bytes, by: Member, at: datetime) -> None:
    """From now on this passkey unlocks too, by what its PRF extension yields. Raises Locked, ValueError."""
    if len(prf) != 32:
        raise ValueError
    ring = member_keys(by)
    slots.enrol_passkey(ring.holder, ring.private, credential=credential, prf=prf, on=timezone.localdate(at))
    trail.record(Act.SLOT_ENROLLED, by=by, about=[by], fields=[Slot.Kind.PASSKEY.value], at=at)


@transaction.atomic
def remove_slot(pk: str, *, by: Member, at: datetime) -> None:
    """A sheet or a passkey unlocks no more. The phrase itself is replaced, never removed. Raises Locked."""
    ring = member_keys(by)
    removed, _ = Slot.objects.filter(pk=pk, holder=ring.holder).exclude(kind=Slot.Kind.PHRASE).delete()
    if removed:
        trail.record(Act.MEMBER_CHANGED, by=by, about=[by], fields=["slot"], at=at)


@transaction.atomic
def _write_down(kind: Slot.Kind, *, by: Member, at: datetime) -> None:
    trail.record(Act.SLOT_ENROLLED, by=by, about=[by], fields=[kind.value], at=at)


def _sealing_key(under: bytes) -> bytes:
    return keys.derive(under, purpose="phrase on its way")
