"""Boxes and their wraps: who can open what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from . import keys, sealing, shares, signing
from .models import Box, Holder, Secret, Way, Wrap
from .sealing import BoxKey


@dataclass(frozen=True, repr=False)
class Founded:
    """What exists only while the unit is being made: the recovery shares for paper, and the keys of its own boxes."""

    shares: list[str]
    unit_key: BoxKey
    circle_key: BoxKey


@transaction.atomic
def found() -> Founded:
    """Make the unit's keys: signing key (pinned), intake circle, index key, the sisters' key, recovery key.

    The recovery key's private half is in the returned shares and nowhere else. Raises signing.AlreadyPinned when this
    server has a unit already.
    """
    signing_seed, circle_pair, recovery_pair = sealing.new_key(), keys.new_pair(), keys.new_pair()
    recovery_holder = Holder.objects.create(kind=Holder.Kind.RECOVERY, public_key=recovery_pair.public)
    circle_holder = Holder.objects.create(kind=Holder.Kind.CIRCLE, public_key=circle_pair.public)
    signing.pin(signing_seed)
    for holder in (recovery_holder, circle_holder):
        signing.sign(signing_seed, holder)
    unit_box, unit_key = make(kind=Box.Kind.UNIT, holders=[recovery_holder])
    circle_box, circle_key = make(kind=Box.Kind.CIRCLE, holders=[recovery_holder])
    _keep(unit_box, unit_key, Secret.Name.SIGNING, signing_seed)
    _keep(circle_box, circle_key, Secret.Name.CIRCLE, circle_pair.private)
    _keep(circle_box, circle_key, Secret.Name.INDEX, sealing.new_key())
    _keep(circle_box, circle_key, Secret.Name.SISTERS, keys.new_pair().private)
    return Founded(shares.make(recovery_pair.private), unit_key, circle_key)


def make(*, kind: Box.Kind = Box.Kind.PERSON, holders: Iterable[Holder]) -> tuple[Box, BoxKey]:
    """A new box, wrapped for `holders`. Raises signing.NotAdmitted when one of them is not signed by the unit."""
    box, key = Box.objects.create(kind=kind), sealing.new_key()
    Wrap.objects.bulk_create([Wrap(box=box, holder=holder, wrapped=_wrapped(box, key, holder)) for holder in holders])
    return box, key


def wrap_for(box: Box, key: BoxKey, holder: Holder) -> None:
    """Let `holder` open the box. Raises signing.NotAdmitted when the unit has not signed that public key."""
    Wrap.objects.update_or_create(box=box, holder=holder, defaults={"wrapped": _wrapped(box, key, holder)})


def withdraw(box: Box, holder: Holder) -> None:
    """Let `holder` no longer open the box. What was read before stays read."""
    Wrap.objects.filter(box=box, holder=holder).delete()


def unwrap(wrapped: Wrap, opener: keys.Opener) -> BoxKey:
    """The box's key. Raises sealing.CannotOpen when the key is not that holder's."""
    info = f"kast wrap {wrapped.box_id} {wrapped.holder_id}"
    return BoxKey(opener.unwrap(bytes(wrapped.wrapped), info=info))


def holders_of(box: Box) -> list[Holder]:
    """Who can open the box, besides the person."""
    return list(Holder.objects.filter(wraps__box=box))


def circle() -> Holder:
    """The intake circle: whoever receives letters that nobody has taken."""
    return Holder.objects.get(kind=Holder.Kind.CIRCLE)


def of_the_unit(kind: Box.Kind) -> Box:
    """The unit's own box of this kind, found by what lies in it: not looked for among everybody's."""
    kept = {Box.Kind.UNIT: Secret.Name.SIGNING, Box.Kind.CIRCLE: Secret.Name.CIRCLE}[kind]
    return Box.objects.get(kind=kind, secrets__name=kept)


def recovery() -> Holder:
    """The recovery sheets."""
    return Holder.objects.get(kind=Holder.Kind.RECOVERY)


def for_whoever_writes() -> list[Holder]:
    """Who receives a letter that nobody has taken: the intake circle, and the recovery sheets."""
    return list(Holder.objects.filter(kind__in=[Holder.Kind.CIRCLE, Holder.Kind.RECOVERY]))


def secret(name: Secret.Name, key: BoxKey) -> bytes:
    """One of the unit's own secrets, opened with the key of the box it lies in. Raises sealing.CannotOpen."""
    kept = Secret.objects.get(name=name)
    return sealing.unseal(key, bytes(kept.sealed), place=f"secret:{kept.box_id}:{name}")


def keep_sisters_key(box: Box, key: BoxKey) -> None:
    """A unit that was made before there were sister units gets its key for them. One that has it keeps it."""
    sealed = sealing.seal(key, keys.new_pair().private, place=f"secret:{box.pk}:{Secret.Name.SISTERS}")
    Secret.objects.get_or_create(name=Secret.Name.SISTERS, defaults={"box": box, "sealed": sealed})


@transaction.atomic
def destroy(box: Box) -> None:
    """Nobody opens this box again: its wraps and its way are gone. The empty row stays for whoever points to it."""
    Wrap.objects.filter(box=box).delete()
    Way.objects.filter(box=box).delete()


def _keep(box: Box, key: BoxKey, name: Secret.Name, data: bytes) -> None:
    sealed = sealing.seal(key, data, place=f"secret:{box.pk}:{name}")
    Secret.objects.create(box=box, name=name, sealed=sealed)


def _wrapped(box: Box, key: BoxKey, holder: Holder) -> bytes:
    signing.check(holder)
    return keys.wrap(bytes(holder.public_key), key, info=_info(box, holder))


def _info(box: Box, holder: Holder) -> str:
    return f"kast wrap {box.pk} {holder.pk}"
