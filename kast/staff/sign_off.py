"""Somebody leaves: what she could open, another can open before she no longer can.

Each box that is wrapped for her is wrapped for her successor, by her own unlocking, by a deputy's, or by two of the
three printed sheets. Only when nothing is left that would be lost does her account end. Who holds which case moves in
casework.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.vault import keyring
from kast.vault.keyring import Keyring, member_keys
from kast.vault.models import Box, Holder, Wrap
from kast.vault.sealing import CannotOpen
from kast.vault.shares import WrongShares

from . import members, roles, second_factor, unlocking
from .models import HeldForm, Member, Role
from .roles import Right

FEWEST = 2


class WrongSheets(Exception):
    """Not exactly two of the three sheets, or a word is wrong, or they are not this unit's."""


class CannotFollow(Exception):
    """The successor cannot take over: she is not let in, has left, runs the server, or is the one who leaves.

    Or what she would take over are cases, and she works with none: nobody would see them any more.
    """


class SomethingRemains(Exception):
    """So many boxes cannot be opened with the keys at hand. Nothing was changed but what could be handed over."""

    def __init__(self, remaining: int) -> None:
        super().__init__(remaining)
        self.remaining = remaining


class TooFewWraps(SomethingRemains):
    """So many boxes would be left that only one could open: the sheets count here, as the last way there is."""


class LastHead(Exception):
    """She is the only head of the unit. Invite another first."""


def held_by(member: Member) -> int:
    """How many persons' boxes are wrapped for her."""
    if member.holder is None:
        return 0
    return Wrap.objects.filter(holder=member.holder, box__kind=Box.Kind.PERSON).count()


def followers(member: Member) -> list[Member]:
    """Who could take over from her: of those let in, whoever works with cases if she holds any."""
    others = members.admitted().exclude(pk=member.pk).exclude(role=Role.OPERATOR)
    holds = held_by(member) > 0
    return [other for other in others if not holds or roles.may(other, Right.CASES)]


@transaction.atomic
def hand_over(member: Member, *, to: Member, by: Member, at: datetime, sheets: Sequence[str] = ()) -> int:
    """Wrap for `to` what is wrapped for `member`, as far as `by` (or two sheets) can open it. How many remain.

    Written down: that `by` did it, and whether the sheets were used. Raises CannotFollow, WrongSheets, keyring.Locked.
    """
    _check_successor(member, to)
    remaining = _wrap_for(to, _boxes_of(member), _ring(by, sheets))
    fields = ["wraps"]
    trail.record(Act.RECOVERY_USED if sheets else Act.MEMBER_CHANGED, by=by, about=[member, to], fields=fields, at=at)
    return remaining


@transaction.atomic
def leave(member: Member, *, to: Member, by: Member, at: datetime, sheets: Sequence[str] = ()) -> None:
    """`member` works here no more: `to` can open what she could, and she cannot sign in, unlock or be given anything.

    Written down: that she left, who signed her off, who follows her. Raises CannotFollow, WrongSheets,
    SomethingRemains, TooFewWraps, LastHead, keyring.Locked; then nothing has changed.
    """
    _check_successor(member, to)
    if member.role == Role.HEAD and not members.heads().exclude(pk=member.pk).exists():
        raise LastHead
    remaining = _wrap_for(to, _boxes_of(member), _ring(by, sheets))
    if remaining:
        raise SomethingRemains(remaining)
    thin = _thin_without(member)
    if thin:
        raise TooFewWraps(thin)
    _end(member, at=at)
    acts = [Act.RECOVERY_USED, Act.MEMBER_LEFT] if sheets else [Act.MEMBER_LEFT]
    for act in acts:
        trail.record(act, by=by, about=[member, to], at=at)


def thin_boxes() -> int:
    """How many persons' boxes fewer than two of those who work here can open: a fault, shown on the head's page.

    The sheets are no colleague: whoever writes waits while they are fetched. What lies in the circle is everybody's.
    """
    here = members.admitted().filter(holder__isnull=False).values("holder")
    return (
        Box.objects.filter(kind=Box.Kind.PERSON, wraps__isnull=False)
        .exclude(wraps__holder__kind=Holder.Kind.CIRCLE)
        .annotate(openers=Count("wraps", filter=Q(wraps__holder__in=here), distinct=True))
        .filter(openers__lt=FEWEST)
        .count()
    )


def _boxes_of(member: Member) -> list[Box]:
    if member.holder is None:
        return []
    return list(Box.objects.filter(wraps__holder=member.holder).order_by("pk"))


def _ring(by: Member, sheets: Sequence[str]) -> Keyring:
    if not sheets:
        return member_keys(by)
    try:
        return keyring.from_shares(list(sheets))
    except (WrongShares, CannotOpen) as fault:
        raise WrongSheets from fault


def _wrap_for(to: Member, wanted: list[Box], ring: Keyring) -> int:
    assert to.holder is not None
    has = set(Wrap.objects.filter(holder=to.holder, box__in=wanted).values_list("box", flat=True))
    missing = [box for box in wanted if box.pk not in has]
    ring.open_all(missing)
    remaining = 0
    for box in missing:
        try:
            ring.share(box, to.holder)
        except CannotOpen:
            remaining += 1
    return remaining


def _thin_without(member: Member) -> int:
    boxes = Box.objects.filter(pk__in=[box.pk for box in _boxes_of(member)]).annotate(openers=Count("wraps"))
    return sum(1 for box in boxes if box.openers - 1 < FEWEST)


def _check_successor(member: Member, to: Member) -> None:
    if to not in followers(member):
        raise CannotFollow


def _end(member: Member, *, at: datetime) -> None:
    unlocking.lock_all(member)
    HeldForm.objects.filter(member=member).delete()
    second_factor.remove_all(member)
    if member.holder is not None:
        holder: Holder = member.holder
        Wrap.objects.filter(holder=holder).delete()
        holder.slots.all().delete()
        holder.signature = b""
        holder.save(update_fields=["signature"])
    member.left_on, member.is_active = timezone.localdate(at), False
    member.set_unusable_password()
    member.save(update_fields=["left_on", "is_active", "password"])
