"""What is left for the intake circle and has no way back: a call-back slip, a referral.

It is sealed in a box of its own, wrapped for the circle and the recovery sheets. There is no passphrase, and no key is
handed out: whoever filled it in cannot read it again. The row holds dates only. The form that brought it is remembered
by a hash that leads to no row, so that pressing twice leaves it once.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.staff import unit
from kast.vault import boxes

from . import limits, remembered
from .limits import TooMany
from .models import LeftForm, Referral, Slip
from .nonces import Nonce
from .numbering import next_number
from .remembered import OtherText

__all__ = ["MOST_DAYS", "OtherText", "TooMany", "forget", "forget_forms", "leave"]

# What is counted of it, without a life: kind and code.
Counted = tuple[facts.Kind, str]
# The page promises it; the unit's own decision may be shorter.
MOST_DAYS = 30
# A form opened on one day can be sent on the next, so it is remembered until the day after.
_REMEMBERED = timedelta(days=2)


def leave(
    row: Slip | Referral, said: Mapping[str, object], counted: Counted, *, act: Act, nonce: Nonce, at: datetime
) -> None:
    """Leave it for the circle, once, however often its form comes.

    Written down, in one transaction with the form: the sealed row, a count without a life, one audit entry with the
    day. The same form with the same words again: nothing more. Raises OtherText, nonces.Expired, TooMany; then nothing
    was written.
    """
    mac = remembered.mac_of(nonce, dict(said))
    if _left_before(nonce, mac):
        return
    nonce.check(on=timezone.localdate(at))
    limits.letters.check()
    try:
        _leave(row, said, counted, LeftForm(nonce_hash=nonce.hash, text_mac=mac), act=act, at=at)
    except IntegrityError:  # the same form came twice at once, and the other was first
        if not _left_before(nonce, mac):
            raise
    else:
        limits.letters.count()


@transaction.atomic
def forget(row: Slip | Referral) -> None:
    """The row, and the keys of its box: nobody opens it again. Whoever calls writes it down."""
    box = row.box
    row.delete()
    boxes.destroy(box)
    box.delete()


def forget_forms(at: datetime) -> int:
    """Forms that cannot come again any more."""
    return LeftForm.objects.filter(left_on__lte=timezone.localdate(at) - _REMEMBERED).delete()[0]


def _left_before(nonce: Nonce, mac: bytes) -> bool:
    form = LeftForm.objects.filter(nonce_hash=nonce.hash).first()
    if form is not None and not hmac.compare_digest(bytes(form.text_mac), mac):
        raise OtherText
    return form is not None


@transaction.atomic
def _leave(
    row: Slip | Referral, said: Mapping[str, object], counted: Counted, form: LeftForm, *, act: Act, at: datetime
) -> None:
    on = timezone.localdate(at)
    form.left_on = on
    form.save(force_insert=True)
    row.box, key = boxes.make(holders=boxes.for_whoever_writes())
    row.words.seal(key, json.dumps(dict(said)))
    row.came_on, row.kept_until = on, on + timedelta(days=max(1, min(unit.value("slip_days"), MOST_DAYS)))
    row.number = next_number(type(row))
    row.save(force_insert=True)
    kind, code = counted
    facts.count(kind, code, on=on)
    trail.record(act, by=trail.VISITOR, about=[row], at=at)
