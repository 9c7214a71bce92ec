"""What one unlocked member of staff can open. It lives for one request and is stored nowhere."""

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from . import boxes, index, keys, signing
from .keys import Opener, pair_of
from .models import Box, Holder, Secret, Wrap
from .sealing import BoxKey, CannotOpen
from .tokens import Life, life


class Locked(Exception):
    """She is signed in but not unlocked: nothing can be opened."""


class _Unlockable(Protocol):
    keys: "Keyring | None"


def member_keys(by: _Unlockable) -> "Keyring":
    """Her keyring. Raises Locked while she is not unlocked."""
    if by.keys is None:
        raise Locked
    return by.keys


class Keyring:
    """Opens what is wrapped for her, or for the intake circle when she is in it."""

    def __init__(self, holder: Holder, private: bytes) -> None:
        self.holder = holder
        self._private = private
        self._opened: dict[UUID, BoxKey] = {}
        self._secrets: dict[Secret.Name, bytes] = {}

    def __repr__(self) -> str:
        return "<keyring>"

    @property
    def private(self) -> bytes:
        """Her private key: for the row that keeps her unlocked, and for enrolling another slot."""
        return self._private

    def open(self, box: Box) -> BoxKey:
        """The box's key. Raises CannotOpen when it is wrapped neither for her nor for a circle she is in."""
        if box.pk not in self._opened:
            self.open_all([box])
        try:
            return self._opened[box.pk]
        except KeyError as fault:
            raise CannotOpen from fault

    def open_all(self, wanted: Iterable[Box]) -> None:
        """Open many boxes with one query, so that `open` has them at hand. What cannot be opened is passed over."""
        missing = [box.pk for box in wanted if box.pk not in self._opened]
        wraps = Wrap.objects.filter(Q(holder=self.holder) | Q(holder__kind=Holder.Kind.CIRCLE), box__in=missing)
        for wrap in wraps.select_related("holder"):
            if wrap.box_id in self._opened:
                continue
            if wrap.holder_id == self.holder.pk:
                self._opened[wrap.box_id] = boxes.unwrap(wrap, self._own)
            elif wrap.holder.kind == Holder.Kind.CIRCLE and self.in_circle:
                self._opened[wrap.box_id] = boxes.unwrap(wrap, self._circles)

    @cached_property
    def _own(self) -> Opener:
        return Opener(self._private)

    @cached_property
    def _circles(self) -> Opener:
        return Opener(self._secret(Secret.Name.CIRCLE))

    @property
    def in_circle(self) -> bool:
        """Whether she can open what is wrapped for the intake circle."""
        try:
            self._secret(Secret.Name.CIRCLE)
        except CannotOpen:
            return False
        return True

    @transaction.atomic
    def new_box(self, *others: Holder) -> tuple[Box, BoxKey]:
        """A box for a person, wrapped for her, for the recovery sheets and for `others`. Raises NotAdmitted."""
        box, key = boxes.make(holders=[self.holder, boxes.recovery(), *others])
        self._opened[box.pk] = key
        return box, key

    def share(self, box: Box, holder: Holder) -> None:
        """Let `holder` open the box too. Raises CannotOpen, or NotAdmitted when the unit has not signed that key."""
        boxes.wrap_for(box, self.open(box), holder)

    def withdraw(self, box: Box, holder: Holder) -> None:
        """Let `holder` no longer open the box. Raises CannotOpen for who cannot open it herself."""
        self.open(box)
        boxes.withdraw(box, holder)

    def life(self, box: Box) -> Life:
        """Under which the ledger counts this person. Raises CannotOpen."""
        return life(self.open(box))

    def index(self, text: str) -> bytes:
        """The blind index of a name or number. Raises CannotOpen for who is not in the circle."""
        return index.blind(self._secret(Secret.Name.INDEX), text)

    def sign(self, statement: bytes) -> bytes:
        """The unit's signature on what goes to a sister unit, or on her keys. Raises CannotOpen."""
        return signing.sign_statement(self._secret(Secret.Name.SIGNING), statement)

    def for_sisters(self) -> bytes:
        """The public key to which sister units seal. It is made the first time, where the unit is older than that.

        Raises CannotOpen for who is not in the circle.
        """
        if not Secret.objects.filter(name=Secret.Name.SISTERS).exists():
            key = self._box_key(Box.Kind.CIRCLE)
            _made_by_the_unit(key)
            boxes.keep_sisters_key(boxes.of_the_unit(Box.Kind.CIRCLE), key)
        return pair_of(self._secret(Secret.Name.SISTERS)).public

    def from_sister(self, sealed: bytes, *, info: str) -> bytes:
        """What a sister unit sealed to this one. Raises CannotOpen: another's, changed, or she is not in the circle."""
        if not Secret.objects.filter(name=Secret.Name.SISTERS).exists():
            raise CannotOpen
        return keys.unwrap(self._secret(Secret.Name.SISTERS), sealed, info=info)

    @transaction.atomic
    def admit(self, holder: Holder, *, circle: bool = True) -> None:
        """Sign a new member's public key and give her the unit's own boxes.

        `circle` false: she only signs in. Nothing is signed, since a signed key in a colleague's place would get her
        wraps. Raises CannotOpen for who does not hold the signing key. Whoever calls has compared the fingerprint.
        """
        admit(
            holder, unit_key=self._box_key(Box.Kind.UNIT), circle_key=self._box_key(Box.Kind.CIRCLE) if circle else None
        )

    def _box_key(self, kind: Box.Kind) -> BoxKey:
        return self.open(boxes.of_the_unit(kind))

    def _secret(self, name: Secret.Name) -> bytes:
        if name not in self._secrets:
            kind = Box.Kind.UNIT if name == Secret.Name.SIGNING else Box.Kind.CIRCLE
            box = boxes.of_the_unit(kind)
            own = self._opened.get(box.pk)
            if own is None:
                wrap = Wrap.objects.filter(box=box, holder=self.holder).first()
                if wrap is None:
                    raise CannotOpen
                own = self._opened[box.pk] = boxes.unwrap(wrap, self._own)
            if name in {Secret.Name.INDEX, Secret.Name.SISTERS}:
                _made_by_the_unit(own)
            self._secrets[name] = boxes.secret(name, own)
        return self._secrets[name]


def _made_by_the_unit(circle_key: BoxKey) -> None:
    """Raises CannotOpen unless this key opens the circle's box that the unit made.

    Whoever writes in the database could wrap a box key of his own for everybody and lay keys of his own in that box:
    names would be indexed for him, and sister units seal to him. In the unit's own lies the circle's private key, which
    he does not have.
    """
    holder = boxes.circle()
    try:
        signing.check(holder)
    except signing.NotAdmitted as fault:
        raise CannotOpen from fault
    if pair_of(boxes.secret(Secret.Name.CIRCLE, circle_key)).public != bytes(holder.public_key):
        raise CannotOpen


@transaction.atomic
def admit(holder: Holder, *, unit_key: BoxKey, circle_key: BoxKey | None) -> None:
    """Sign a holder with the key of the unit's box, and wrap the unit's own boxes for her.

    Without the circle's key nothing is signed: she only signs in. Used while the unit is being made, when nobody is
    unlocked yet, and by Keyring.admit.
    """
    seed = boxes.secret(Secret.Name.SIGNING, unit_key)
    if circle_key is not None:
        signing.sign(seed, holder)
        boxes.wrap_for(boxes.of_the_unit(Box.Kind.UNIT), unit_key, holder)
        boxes.wrap_for(boxes.of_the_unit(Box.Kind.CIRCLE), circle_key, holder)


def from_shares(given: list[str]) -> Keyring:
    """The recovery sheets' keyring: exactly two of the three shares. Raises shares.WrongShares or CannotOpen."""
    from . import shares  # noqa: PLC0415 -- slow import, used once in the life of a unit

    private = shares.join(given)
    holder = boxes.recovery()
    if pair_of(private).public != bytes(holder.public_key):
        raise shares.WrongShares
    return Keyring(holder, private)
