"""A number kept in a case: with the person's yes, sealed, shown by an act, deleted in one press."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kast.appointments import outbox
from kast.appointments.models import Outgoing
from kast.audit import trail
from kast.audit.acts import Act
from kast.door import slips
from kast.staff.models import Member

from . import cases
from .models import Case, Phone


class NoNumber(Exception):
    """No number is kept in this case, or it was deleted meanwhile."""


@dataclass(frozen=True, repr=False)
class Kept:
    """What is kept: the number (or how else the person may be reached), when, and what may be left."""

    number: str
    hours: str = ""
    message: str = ""

    @property
    def message_words(self) -> str:
        """What may be left when nobody answers, as the person saw it; empty for nothing."""
        return str({"voicemail": slips.VOICEMAIL, "sms": slips.SMS}.get(self.message, ""))


@transaction.atomic
def keep(case: Case, kept: Kept, *, by: Member, at: datetime) -> Phone:
    """Keep a number in the case's box; one that stood there before gives way, also in a follow-up's SMS on its way.

    Written down: the sealed number with its day, one audit entry. Raises cases.CannotOpen.
    """
    key, row = cases.key_of(case.box, by), Phone.objects.filter(case=case).first()
    if row is None:
        row = Phone(case=case)
    else:
        outbox.forget(key, kind=Outgoing.Kind.FOLLOWUP)
    row.kept_on = timezone.localdate(at)
    row.words.seal(key, json.dumps(asdict(kept)))
    row.save()
    trail.record(Act.PHONE_KEPT, by=by, about=[case, row], at=at)
    return row


@transaction.atomic
def show(case: Case, *, by: Member, at: datetime) -> Kept:
    """Show the number, to call it. Written down: one audit entry. Raises NoNumber, cases.CannotOpen."""
    row = Phone.objects.filter(case=case).first()
    if row is None:
        raise NoNumber
    kept = Kept(**json.loads(row.words.open(cases.key_of(case.box, by))))
    trail.record(Act.PHONE_SHOWN, by=by, about=[case, row], at=at)
    return kept


def number_of(case: Case, *, by: Member) -> str:
    """The number alone, to be sealed to the sending key by a verb that writes down the release; empty without one."""
    row = Phone.objects.filter(case=case).first()
    return Kept(**json.loads(row.words.open(cases.key_of(case.box, by)))).number if row else ""


def is_kept(case: Case) -> bool:
    """Whether a number is kept in this case."""
    return Phone.objects.filter(case=case).exists()


@transaction.atomic
def delete(case: Case, *, by: Member, at: datetime) -> None:
    """The number is gone, also from a follow-up's SMS on its way; one for a booked time has a number of its own.

    Written down: one audit entry; none when there was no number. Raises cases.CannotOpen.
    """
    row = Phone.objects.select_for_update().filter(case=case).first()
    if row is not None:
        outbox.forget(cases.key_of(case.box, by), kind=Outgoing.Kind.FOLLOWUP)
        row.delete()
        trail.record(Act.PHONE_DELETED, by=by, about=[case], at=at)
