"""Joining: a one-time link, and what happens when somebody follows it.

Only the link's hash is kept, for seven days. Nothing is made until the phrase has been noted: then, in one act, the
account, the key pair and the phrase's slot. The first head's link carries more: the keys of the unit's own boxes,
sealed under the link, so that she can be let in when nobody is there to do it (docs/decisions/0004).
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.vault import keyring, keys, sealing, slots
from kast.vault.gate import Busy
from kast.vault.models import Holder
from kast.vault.sealing import BoxKey

from . import phrases
from .models import Invitation, Member, Role
from .phrases import Session, Shown

DAYS = 7
_KEY = "joining"


class InvitationGone(Exception):
    """The link was used, is too old, or never existed: no difference is made."""


class NameTaken(Exception):
    """Somebody here signs in with that name already."""


class TooManyWait(Exception):
    """Too many keys are being derived. The same may be tried again in some seconds."""


@dataclass(frozen=True)
class Joining:
    """What she has said of herself, until the phrase is noted."""

    username: str
    shown_name: str
    password: str  # hashed


@transaction.atomic
def invite(role: Role, *, by: Member, at: datetime) -> str:
    """A link's secret for somebody new, good once and for seven days. Shown to `by` now and never again."""
    token, row = _new(role, by=by, at=at)
    trail.record(Act.MEMBER_INVITED, by=by, about=[row], fields=[role.value], at=at)
    return token


@transaction.atomic
def invite_founder(*, unit_key: BoxKey, circle_key: BoxKey, by: trail.Lane, at: datetime) -> str:
    """A link's secret for a head whom nobody is there to let in.

    The unit's own keys travel with it, sealed under it. Written down: that it was made.
    """
    token, row = _new(Role.HEAD, by=None, at=at)
    row.founding = sealing.seal(_founding_key(token), bytes(unit_key) + bytes(circle_key), place=_place(row))
    row.save(update_fields=["founding"])
    trail.record(Act.MEMBER_INVITED, by=by, about=[row], fields=[Role.HEAD.value], at=at)
    return token


def usable(token: str, *, at: datetime) -> Invitation:
    """The invitation of a link. Raises InvitationGone."""
    row = Invitation.objects.filter(token_hash=_hash(token), used_on=None, expires_at__gt=at).first()
    if row is None:
        raise InvitationGone
    return row


def begin(session: Session, token: str, *, username: str, shown_name: str, password: str, language: str) -> None:
    """She has chosen her names and her password; her phrase is drawn. Nothing is written yet. Raises NameTaken."""
    if Member.objects.filter(username=username).exists():
        raise NameTaken
    said = Joining(username, shown_name, make_password(password))
    session[_KEY] = json.dumps([said.username, said.shown_name, said.password])
    phrases.draw(session, language=language, under=token.encode())


def shown(session: Session, token: str) -> Shown:
    """The phrase that she is to note. Raises phrases.NothingShown."""
    return phrases.shown(session, under=token.encode())


def accept(session: Session, token: str, typed: str, *, at: datetime) -> tuple[Member, bytes]:
    """The phrase is noted: the account, the key pair and its slot are made, and the link is used.

    Gives the member and her private key, so that the session can begin unlocked. Somebody with a founder's link is let
    in at once; any other waits for an unlocked member to compare her fingerprint. Written down: that she joined.
    Raises InvitationGone, NameTaken, TooManyWait, phrases.WrongWord, phrases.NothingShown. Not inside a transaction.
    """
    invitation = usable(token, at=at)
    on_its_way = shown(session, token)
    phrases.check(on_its_way, typed)
    said = Joining(*json.loads(session[_KEY]))
    holder, private = slots.make_holder()
    try:
        slots.enrol_phrase(holder, private, on_its_way.words, on=timezone.localdate(at))
        member = _join(invitation, token, said, holder, at=at)
    except Exception as fault:
        holder.slots.all().delete()
        holder.delete()
        if isinstance(fault, Busy):
            raise TooManyWait from fault
        if isinstance(fault, IntegrityError):
            raise NameTaken from fault
        raise
    phrases.forget(session)
    session.pop(_KEY, None)
    return member, private


@transaction.atomic
def _join(invitation: Invitation, token: str, said: Joining, holder: Holder, *, at: datetime) -> Member:
    today = timezone.localdate(at)
    used = Invitation.objects.filter(pk=invitation.pk, used_on=None).update(used_on=today, founding=b"")
    if not used:
        raise InvitationGone
    member = Member(username=said.username, shown_name=said.shown_name, password=said.password, joined_on=today)
    member.role, member.holder = invitation.role, holder
    if invitation.founding:
        own = sealing.unseal(_founding_key(token), bytes(invitation.founding), place=_place(invitation))
        keyring.admit(holder, unit_key=BoxKey(own[:32]), circle_key=BoxKey(own[32:]))
        member.admitted_on = today
    member.save(force_insert=True)
    trail.record(Act.MEMBER_JOINED, by=member, about=[invitation, member], at=at)
    return member


def _new(role: Role, *, by: Member | None, at: datetime) -> tuple[str, Invitation]:
    token = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    row = Invitation(token_hash=_hash(token), role=role, invited_by=by, expires_at=at + timedelta(days=DAYS))
    row.save(force_insert=True)
    return token, row


def _hash(token: str) -> bytes:
    return hashlib.sha256(b"kast invitation " + token.encode()).digest()


def _founding_key(token: str) -> bytes:
    return keys.derive(token.encode(), purpose="founder's link")


def _place(row: Invitation) -> str:
    return f"invitation:{row.pk}"
