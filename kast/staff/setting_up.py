"""Making a unit from nothing, and giving it a head again when nobody is left who can let one in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.vault import boxes, keyring
from kast.vault.models import Box
from kast.vault.sealing import CannotOpen
from kast.vault.shares import WrongShares
from kast.vault.signing import AlreadyPinned

from . import helplines, invitations, unit
from .models import Unit
from .sayings import KEYS, beyond


class AlreadyMade(Exception):
    """There is a unit here. `kast setup` makes one only from nothing."""


class BeyondBounds(ValueError):
    """A number among the settings is none, or lies outside what makes sense."""


class HadUnit(Exception):
    """This server's key file says that there was a unit, but the database has none."""


class WrongSheets(Exception):
    """Not exactly two of the three sheets, or a word is wrong, or they are not this unit's."""


@dataclass(frozen=True, repr=False)
class Made:
    """What exists only now: the recovery sheets for paper, and the first head's link."""

    sheets: list[str]
    token: str


@transaction.atomic
def make(settings_of_unit: Mapping[str, Any], *, demo: bool = False, at: datetime) -> Made:
    """A unit from nothing: its row, its helplines, its keys, and a link for its first head.

    The recovery key is in the returned sheets and nowhere else; the unit's own keys are in no hand until the link is
    followed, and sealed under it. Raises AlreadyMade, HadUnit, BeyondBounds, unit.UnknownSetting.
    """
    if Unit.objects.exists():
        raise AlreadyMade
    unknown = settings_of_unit.keys() - KEYS.keys()
    if unknown:
        raise unit.UnknownSetting(sorted(unknown))
    outside = beyond(settings_of_unit)
    if outside:
        raise BeyondBounds(", ".join(outside))
    Unit.objects.create(settings=dict(settings_of_unit), demo=demo, made_on=timezone.localdate(at))
    helplines.plant()
    try:
        founded = boxes.found()
    except AlreadyPinned as fault:
        raise HadUnit from fault
    trail.record(Act.UNIT_MADE, by=trail.SYSTEM, at=at)
    token = invitations.invite_founder(unit_key=founded.unit_key, circle_key=founded.circle_key, by=trail.SYSTEM, at=at)
    return Made(founded.shares, token)


@transaction.atomic
def new_head(sheets: Sequence[str], *, at: datetime) -> str:
    """A link for a new head, by two of the three sheets: for when nobody is left who can let one in.

    Written down: that the sheets were used. Raises WrongSheets, unit.NoUnit.
    """
    unit.the_unit()
    try:
        ring = keyring.from_shares(list(sheets))
        unit_key = ring.open(boxes.of_the_unit(Box.Kind.UNIT))
        circle_key = ring.open(boxes.of_the_unit(Box.Kind.CIRCLE))
    except (WrongShares, CannotOpen) as fault:
        raise WrongSheets from fault
    trail.record(Act.RECOVERY_USED, by=trail.SYSTEM, at=at)
    return invitations.invite_founder(unit_key=unit_key, circle_key=circle_key, by=trail.SYSTEM, at=at)
