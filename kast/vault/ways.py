"""A person's way into the box: found and opened with the passphrase alone.

Argon2id over the words gives 48 bytes: sixteen say where the way stands, thirty-two open it. The salt is the
installation's own, from a key outside the database: who has only the database cannot even begin to guess.
"""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from . import gate, passphrase, sealing
from .models import Box, Way
from .sealing import BoxKey, CannotOpen


class NoSuchWay(Exception):
    """These words open no box: they are wrong, never existed, or their box was deleted. Nobody learns which."""


@dataclass(frozen=True, repr=False)
class Derived:
    """What the words yield: where the way stands (16 bytes) and the key that opens it (32 bytes)."""

    locator: bytes
    key: bytes


def derive(words: passphrase.Words) -> Derived:
    """Through the gate; raises gate.Busy when too many wait. Not inside a transaction."""
    salt = hmac.digest(settings.DOOR_KEY.encode(), b"kast ways", hashlib.sha256)[:16]
    yielded = gate.derive(passphrase.canonical(words), salt)
    return Derived(yielded[:16], yielded[16:48])


def give(box: Box, key: BoxKey, derived: Derived, *, first: bool = False) -> None:
    """Let these words open the box; older words stop working (`first`: there are none yet)."""
    sealed = sealing.seal(derived.key, key, place=_place(box))
    if first or not Way.objects.filter(box=box).update(locator=derived.locator, sealed=sealed):
        Way.objects.create(box=box, locator=derived.locator, sealed=sealed)


def enter(derived: Derived) -> tuple[Box, BoxKey]:
    """The box and its key. Raises NoSuchWay."""
    try:
        way = Way.objects.select_related("box").get(locator=derived.locator)
        return way.box, BoxKey(sealing.unseal(derived.key, bytes(way.sealed), place=_place(way.box)))
    except (Way.DoesNotExist, CannotOpen) as fault:
        raise NoSuchWay from fault


def stands(box: Box) -> bytes | None:
    """Where the way into this box stands now; None when there is none. It changes with the words."""
    way = Way.objects.filter(box=box).only("locator").first()
    return bytes(way.locator) if way else None


def end(box: Box) -> None:
    """The words open nothing any more."""
    Way.objects.filter(box=box).delete()


def _place(box: Box) -> str:
    return f"way:{box.pk}"
