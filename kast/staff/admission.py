"""Letting somebody in: the unit signs her public key, after two people have compared its fingerprint.

She reads aloud what her own page computes from the key in her hand; who lets her in types it. So a public key that was
swapped in the database is found out before the unit signs it.
"""

import hmac
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.vault.keyring import member_keys
from kast.vault.keys import fingerprint
from kast.vault.sealing import CannotOpen

from .models import Member, Role


class OtherFingerprint(Exception):
    """The digits are not those of the key that is kept for her: mistyped, or the key was swapped. Nobody is let in."""


class CannotAdmit(Exception):
    """Who is letting her in does not hold the unit's own keys, or she is already in, or has no key."""


@transaction.atomic
def admit(member: Member, digits: str, *, by: Member, at: datetime) -> None:
    """Let `member` in: her public key is signed, and unless she runs the server she gets the unit's own keys.

    Written down: that she was admitted, by whom. Raises OtherFingerprint, CannotAdmit, keyring.Locked.
    """
    ring = member_keys(by)
    if member.holder is None or member.admitted_on is not None or member.left_on is not None:
        raise CannotAdmit
    told = "".join(sign for sign in digits if sign.isdigit())
    kept = fingerprint(bytes(member.holder.public_key)).replace(" ", "")
    if not hmac.compare_digest(told, kept):
        raise OtherFingerprint
    try:
        ring.admit(member.holder, circle=member.role != Role.OPERATOR)
    except CannotOpen as fault:
        raise CannotAdmit from fault
    member.admitted_on = timezone.localdate(at)
    member.save(update_fields=["admitted_on"])
    trail.record(Act.MEMBER_ADMITTED, by=by, about=[member], fields=[member.role], at=at)
