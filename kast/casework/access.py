"""The only way to a case and to what hangs on it. Absent and forbidden are alike: the same 404.

A case is open to its holder, to its stand-in while it is lent, and to her for some hours after she has broken in.
There is no shortcut for anybody else.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from kast.appointments import bookings
from kast.appointments.models import Booking
from kast.door.models import Batch, Mailbox
from kast.staff import members, roles
from kast.staff.models import Member

from . import cases, lending, modes, sisters
from .models import (
    BreakGlass,
    Case,
    Conflict,
    Decision,
    Disclosure,
    EarlyWarning,
    HandOver,
    Note,
    SisterUnit,
    Task,
)

_broken: ContextVar[dict[tuple[UUID, datetime], list[UUID]] | None] = ContextVar("broken into", default=None)


def booking_of(box: cases.Box, pk: UUID, *, by: Member, live: bool = False) -> Booking:
    """A booked time of this box's person; `live`, one that stands and lies ahead. Else 404, whoever's it is."""
    booking = bookings.everybodys().filter(pk=pk).first()
    if booking is None or not bookings.is_of(booking, cases.key_of(box, by)):
        raise Http404
    if live and booking.state != Booking.State.BOOKED:
        raise Http404
    return booking


def who(request: HttpRequest) -> Member:
    """Who asks. Else 404."""
    member = roles.member_of(request)
    if member is None:
        raise Http404
    return member


def reachable(member: Member, *, at: datetime) -> QuerySet[Case]:
    """The cases that she can open now."""
    hers = Q(holder=member) | _opened_to(member, at)
    return Case.objects.filter(hers).select_related("box", "holder__holder", "stand_in__holder")


def of_colleagues(member: Member, *, at: datetime) -> QuerySet[Case]:
    """Those of them that are a colleague's: lent to her, or broken into. With their boxes and holders."""
    return Case.objects.filter(_opened_to(member, at)).exclude(holder=member).select_related("box", "holder")


def _opened_to(member: Member, at: datetime) -> Q:
    lent = lending.lent_to(member, on=timezone.localdate(at))
    # Asked for by themselves, and hardly ever any: so the database finds hers by index, among however many.
    broken = _broken_into(member, at)
    return lent | Q(pk__in=broken) if broken else lent


@contextmanager
def asked_once() -> Iterator[None]:
    """While a page is made that asks often what she can open and breaks into nothing, the answer is fetched once."""
    token = _broken.set({})
    try:
        yield
    finally:
        _broken.reset(token)


def _broken_into(member: Member, at: datetime) -> list[UUID]:
    known = _broken.get()
    if known is not None and (member.pk, at) in known:
        return known[member.pk, at]
    openings = BreakGlass.objects.filter(by=member, case__stand_in=member, opened_at__lte=at, ends_at__gt=at)
    found = list(openings.values_list("case", flat=True))
    if known is not None:
        known[member.pk, at] = found
    return found


def under_way(member: Member, *, at: datetime) -> QuerySet[Case]:
    """Those of them that are under way, for what only wants to know whose they are: with their boxes, nothing more."""
    return reachable(member, at=at).filter(ended_on=None).select_related(None).select_related("box")


def case_for(member: Member, number: str, *, at: datetime, to_write: bool = False) -> Case:
    """The case with this number, when it is hers to open; to write in, only who has it now. Else 404."""
    case = reachable(member, at=at).filter(number=number).first()
    if case is None or (to_write and not may_write(case, member, at=at)):
        raise Http404
    return case


def may_write(case: Case, member: Member, *, at: datetime) -> bool:
    """Whoever has the case now: while it is lent its holder reads only."""
    return case.holder_id != member.pk or not lending.lent(case, on=timezone.localdate(at))


def case_to_give(member: Member, number: str, *, at: datetime) -> Case:
    """A case that is hers to lend or to hand over: its holder's, or the stand-in's to whom it is lent. Else 404.

    Who broke in may read and write for some hours; she does not give the case to herself.
    """
    case = case_for(member, number, at=at)
    if case.holder_id != member.pk and not lending.lent(case, on=timezone.localdate(at)):
        raise Http404
    return case


def note_for(case: Case, pk: UUID) -> Note:
    """A note of this case that can be corrected or spoken against. Else 404.

    Neither another case's, nor one that was corrected since, nor any while the case is kept without notes.
    """
    if not modes.holds(case).notes:
        raise Http404
    note = Note.objects.filter(case=case, pk=pk, corrected_by=None).select_related("by").first()
    if note is None:
        raise Http404
    note.case = case
    return note


def own_cases(member: Member) -> Sequence[Case]:
    """The cases under way that she is the holder of and that have a stand-in: what she can lend when she is away."""
    found = Case.objects.filter(holder=member, ended_on=None, stand_in__isnull=False)
    return list(found.select_related("box", "stand_in").order_by("number"))


def case_to_break(member: Member, number: str, *, at: datetime) -> Case:
    """A case that she is the stand-in of and that is not hers to open now. Else 404."""
    case = Case.objects.filter(stand_in=member, number=number).select_related("box", "holder").first()
    if case is None or reachable(member, at=at).filter(pk=case.pk).exists():
        raise Http404
    return case


def left_behind(member: Member) -> QuerySet[Case]:
    """Cases whose counsellor works here no more and that are wrapped for her: somebody takes them over.

    Not those of a person whom she knows: signing off wraps for the follower whatever the leaver could open.
    """
    gone = list(Member.objects.filter(left_on__isnull=False))
    return (
        Case.objects.filter(holder__in=gone, box__wraps__holder=member.holder)
        .exclude(box__in=known_to(member))
        .select_related("box", "holder__holder", "stand_in__holder")
        .order_by("number")
    )


def case_left_behind(member: Member, number: str) -> Case:
    """One of them. Else 404."""
    case = left_behind(member).filter(number=number).first()
    if case is None:
        raise Http404
    return case


def opening_for(member: Member, pk: UUID) -> BreakGlass:
    """A notice of an opening: for the holder and for heads. Else 404."""
    opening = BreakGlass.objects.filter(pk=pk).select_related("case").first()
    if opening is None or (opening.case.holder_id != member.pk and member not in members.heads()):
        raise Http404
    return opening


def decision_for(member: Member, number: str, pk: UUID, *, at: datetime) -> Decision:
    """A decision of this case, when the case is hers to open. Another case's number leads nowhere: else 404."""
    case = case_for(member, number, at=at)
    found = Decision.objects.filter(case=case, pk=pk).select_related("by").first()
    if found is None:
        raise Http404
    found.case = case
    return found


def disclosure_for(member: Member, number: str, pk: UUID, *, at: datetime, to_write: bool = False) -> Disclosure:
    """A request about this case, when the case is hers to open (to write in). Else 404."""
    case = case_for(member, number, at=at, to_write=to_write)
    found = Disclosure.objects.filter(case=case, pk=pk).first()
    if found is None:
        raise Http404
    found.case = case
    return found


def shared(member: Member) -> QuerySet[Case]:
    """The cases that she has or stands in for, whether or not they are hers to open now."""
    return Case.objects.filter(Q(holder=member) | Q(stand_in=member))


def has_now(member: Member, *, at: datetime) -> QuerySet[Case]:
    """The cases under way that are hers to act on today: her own that are not lent, and those lent to her."""
    return _hers_today(member, at=at).filter(ended_on=None)


def _hers_today(member: Member, *, at: datetime) -> QuerySet[Case]:
    today = timezone.localdate(at)
    begun = Q(lent_from__isnull=True) | Q(lent_from__lte=today)
    away = begun & Q(lent_until__isnull=False, lent_until__gte=today)
    return Case.objects.filter(Q(holder=member) & ~away | Q(stand_in=member) & away)


def tasks_for(member: Member, *, at: datetime) -> QuerySet[Task]:
    """What is hers to do: hers by name in a case she shares, and whatever a case that she has now leaves to nobody."""
    here = Q(case__in=has_now(member, at=at).values("pk"))
    lent = lending.lent_to(member, on=timezone.localdate(at), of="case__")
    left = ~Q(who=F("case__holder")) & (~Q(who=F("case__stand_in")) | Q(case__stand_in__isnull=True))
    return Task.objects.filter(_asked_by_name(member) | here & (left | lent), case__ended_on=None)


def _asked_by_name(member: Member) -> Q:
    return Q(who=member) & (Q(case__holder=member) | Q(case__stand_in=member))


def task_for(member: Member, pk: UUID, *, at: datetime) -> Task:
    """A task that is hers to do, or of a case that she has now. Else 404."""
    hers = _asked_by_name(member) | Q(case__in=_hers_today(member, at=at).values("pk"))
    broken = Q(case__in=reachable(member, at=at).exclude(holder=member).values("pk"))
    task = Task.objects.filter(hers | broken, pk=pk).select_related("case__box").first()
    if task is None:
        raise Http404
    return task


def warning_for(member: Member, pk: UUID, *, at: datetime) -> EarlyWarning:
    """A warning in a case that she has now. Else 404."""
    warning = EarlyWarning.objects.filter(pk=pk).select_related("case__box").first()
    if warning is None:
        raise Http404
    warning.case = case_for(member, warning.case.number, at=at, to_write=True)
    return warning


def batch_for(code: str) -> Batch:
    """A batch of cards, by its code. Else 404."""
    batch = Batch.objects.filter(code=code).first()
    if batch is None:
        raise Http404
    return batch


def is_lent(case: Case, *, at: datetime) -> bool:
    """Whether its stand-in has it now, or will by a loan that is agreed."""
    return lending.ahead(case, on=timezone.localdate(at))


def sister_for(pk: UUID) -> SisterUnit:
    """A sister unit of the directory. Else 404."""
    sister = SisterUnit.objects.filter(pk=pk).first()
    if sister is None:
        raise Http404
    return sister


def sister_or_none(mark: str) -> SisterUnit | None:
    """One to whom something can be handed, by its mark; None for nobody."""
    return next((sister for sister in sisters.ready() if str(sister.mark) == mark), None)


def hand_over_for(member: Member, number: str, pk: UUID, *, at: datetime, to_write: bool = False) -> HandOver:
    """A hand-over of a case that is hers to open; to write in, only who has the case now. Else 404."""
    case = case_for(member, number, at=at, to_write=to_write)
    found = HandOver.objects.filter(pk=pk, case=case)
    row = found.select_related("case__box", "case__holder", "case__stand_in", "to", "by").first()
    if row is None:
        raise Http404
    return row


def hand_over_under_way(case: Case) -> HandOver | None:
    """The hand-over of a case that is prepared, waits for its answer, or was accepted."""
    return case.hand_overs.exclude(state=HandOver.State.DECLINED).first()


def has_mailbox(case: Case) -> bool:
    """Whether the person of the case has a mailbox to write to."""
    return Mailbox.objects.filter(box=case.box, deleted_on=None).exists()


def known_to(member: Member) -> QuerySet[Conflict, object]:
    """The boxes of persons whom she has said that she knows."""
    return Conflict.objects.filter(member=member).values_list("box", flat=True)
