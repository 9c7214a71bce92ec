"""Referrals that nobody has taken: read one, make a case of it in its own box, or set it aside."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.door import intake, referrals
from kast.door.models import Referral
from kast.door.referrals import Said, Source
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import cases, inbox, phones
from .cases import Asked, BoxKey
from .models import Case


class NotWaiting(Exception):
    """Somebody else was faster, or its time has passed."""


@dataclass(frozen=True)
class Waiting:
    """A referral as it stands on Today: never a word of what it says."""

    number: int
    came_on: date
    late: bool


@dataclass(frozen=True, repr=False)
class Opened:
    """One referral."""

    referral: Referral
    said: Said

    @property
    def source(self) -> str:
        """Where whoever wrote it works."""
        return str(Source(self.said.source).label)


def unclaimed(*, on: date) -> QuerySet[Referral]:
    """Referrals that wait and belong to no case, in order of arrival."""
    free = Referral.objects.filter(kept_until__gt=on).exclude(box__in=Case.objects.values("box"))
    return free.prefetch_related("box").order_by("number")


def waiting(*, at: datetime) -> list[Waiting]:
    """What waits, by its dates. Nothing is opened."""
    on = timezone.localdate(at)
    return [Waiting(row.number, row.came_on, inbox.is_late(row.came_on, on=on)) for row in unclaimed(on=on)]


@transaction.atomic
def open_referral(referral: Referral, *, by: Member, at: datetime) -> Opened:
    """Open it. Written down: one audit entry. Raises cases.CannotOpen."""
    opened = Opened(referral, read(referral, cases.key_of(referral.box, by)))
    trail.record(Act.REFERRAL_READ, by=by, about=[referral], at=at)
    return opened


@transaction.atomic
def begin_case(
    referral: Referral,
    begin: Case.Begin,
    asked: Asked,
    *,
    keep_number: bool,
    stand_in: Member | None,
    by: Member,
    at: datetime,
) -> Case:
    """Make a case of it: its box becomes the case's, and what it said stands in the story.

    Written down: the case as cases.begin_in says; the fact *referred* with where it came from; how the person may be
    reached, where the person said yes to that.
    Refused: NotWaiting, and whatever cases.begin_in refuses.
    """
    _hold(referral, on=timezone.localdate(at))
    said = read(referral, cases.key_of(referral.box, by))
    case = cases.begin_in(referral.box, begin, asked, about=[referral], stand_in=stand_in, by=by, at=at)
    facts.put(cases.life_of(case.box, by), Kind.REFERRED, said.source, on=timezone.localdate(at))
    if keep_number and said.reach:
        phones.keep(case, phones.Kept(said.reach), by=by, at=at)
    return case


@transaction.atomic
def set_aside(referral: Referral, *, by: Member, at: datetime) -> None:
    """It is not for us, or nobody could be reached: it is gone with its keys.

    Written down: one audit entry. Refused: NotWaiting.
    """
    _hold(referral, on=timezone.localdate(at))
    intake.forget(referral)
    trail.record(Act.REFERRAL_SET_ASIDE, by=by, about=[referral], at=at)


@transaction.atomic
def forget_old(at: datetime) -> int:
    """Referrals that nobody took in time: gone. Done each night; how many. Whoever calls writes it down."""
    past = Referral.objects.select_for_update(of=("self",)).filter(kept_until__lte=timezone.localdate(at))
    found = list(past.exclude(box__in=Case.objects.values("box")).select_related("box").order_by("pk"))
    for referral in found:
        intake.forget(referral)
    return len(found)


def read(referral: Referral, key: BoxKey) -> Said:
    """What it says, with the box's key at hand."""
    return referrals.read(referral.words.open(key))


def _hold(referral: Referral, *, on: date) -> None:
    Referral.objects.select_for_update().filter(pk=referral.pk).first()
    if not unclaimed(on=on).filter(pk=referral.pk).exists():
        raise NotWaiting
