"""Break-glass: the stand-in opens a case before it is lent. With a reason, for some hours, and told at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member, Role

from . import cases, lending
from .models import BreakGlass, Case

HOURS = 4


class CannotBreak(Exception):
    """Only the stand-in breaks in, only while the case is not hers anyway, and only with a reason."""


@dataclass(frozen=True)
class Notice:
    """That somebody opened a case that was not hers. Why stands in the case."""

    id: str
    number: str
    who: str
    opened_at: datetime
    ends_at: datetime


@transaction.atomic
def open_case(case: Case, why: str, *, by: Member, at: datetime) -> BreakGlass:
    """The stand-in can open the case for some hours; its holder and the head see the notice on their first page.

    Written down: the opening with its sealed reason, one audit entry. Refused: CannotBreak; cases.CannotOpen.
    """
    if case.stand_in_id != by.pk or not why.strip() or lending.lent(case, on=timezone.localdate(at)):
        raise CannotBreak
    opening = BreakGlass(case=case, by=by, opened_at=at, ends_at=at + timedelta(hours=HOURS))
    opening.why.seal(cases.key_of(case.box, by), why)
    opening.save(force_insert=True)
    trail.record(Act.CASE_BROKEN_INTO, by=by, about=[case], at=at)
    return opening


def is_open(case: Case, member: Member, *, at: datetime) -> bool:
    """Whether she has broken in and the hours are not over."""
    return BreakGlass.objects.filter(case=case, by=member, opened_at__lte=at, ends_at__gt=at).exists()


@transaction.atomic
def seen(opening: BreakGlass, *, by: Member, at: datetime) -> None:
    """The holder or the head has read the notice: it leaves that one's page.

    Written down: that it was seen, one audit entry. Whoever is neither changes nothing.
    """
    changed = []
    if opening.case.holder_id == by.pk:
        opening.seen_by_holder = True
        changed.append("seen_by_holder")
    if by.role == Role.HEAD:
        opening.seen_by_head = True
        changed.append("seen_by_head")
    if changed:
        opening.save(update_fields=changed)
        trail.record(Act.CASE_NOTICE_SEEN, by=by, about=[opening.case, opening], fields=changed, at=at)


def notices_for(member: Member) -> list[Notice]:
    """What she has not seen yet: of her own cases, and of every case for the head."""
    unseen = Q(case__holder=member, seen_by_holder=False)
    if member.role == Role.HEAD:
        unseen |= Q(seen_by_head=False)
    found = BreakGlass.objects.filter(unseen).select_related("case", "by").order_by("opened_at")
    return [Notice(str(row.pk), row.case.number, row.by.shown_name, row.opened_at, row.ends_at) for row in found]
