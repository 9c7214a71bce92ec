"""The only way to a row. Absent and forbidden are alike: the same 404.

A case is open to its holder, to its stand-in while it is lent, and to her for some hours after she has broken in.
There is no shortcut for anybody else.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from kast.appointments import bookings
from kast.appointments.models import Booking
from kast.door.models import Batch, Letter, Mailbox, Referral, Slip
from kast.staff import members, roles
from kast.staff.models import Member

from . import cases, lending, modes, referred, sisters
from .models import (
    Arrival,
    BreakGlass,
    Case,
    Conflict,
    Decision,
    Disclosure,
    EarlyWarning,
    HandOver,
    Note,
    Risk,
    SisterUnit,
    SlipCall,
    Task,
)

Left = TypeVar("Left", Slip, Referral)

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
        .exclude(box__in=_known_to(member))
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


def letter_for(member: Member, number: int) -> Letter:
    """A letter that belongs to no case and that she can open: the circle's, or passed on to her. Else 404.

    One whose writer she knows stays closed to her, whatever was wrapped for her since.
    """
    found = Letter.objects.filter(number=number, mailbox__deleted_on=None).exclude(mailbox__box__in=_known_to(member))
    letter = found.select_related("mailbox__box").first()
    if letter is None or Case.objects.filter(box=letter.mailbox.box).exists():
        raise Http404
    try:
        cases.key_of(letter.mailbox.box, member)
    except cases.CannotOpen as fault:
        raise Http404 from fault
    return letter


def shared(member: Member) -> QuerySet[Case]:
    """The cases that she has or stands in for, whether or not they are hers to open now."""
    return Case.objects.filter(Q(holder=member) | Q(stand_in=member))


def risks_for(member: Member) -> QuerySet[Risk]:
    """The flags that she may see: of her cases and those she stands in for, of letters in the circle, every threat.

    To see one is to see its kind and its clock; its words are another matter (`may_read_risk`).
    """
    here = OuterRef("box")
    circle = Q(wraps__holder__kind="circle")
    wrapped = Exists(cases.Box.objects.filter(Q(wraps__holder=member.holder) | circle, pk=here))
    taken, known = Exists(Case.objects.filter(box=here)), Exists(Conflict.objects.filter(member=member, box=here))
    loose = Q(wrapped) & ~Q(taken) & ~Q(known)
    return Risk.objects.filter(Exists(shared(member).filter(box=here)) | loose | Q(kind=Risk.Kind.THREAT))


def risk_for(member: Member, pk: UUID) -> Risk:
    """A flag that she may see, and take. Else 404."""
    risk = risks_for(member).filter(pk=pk).select_related("box", "raised_by", "taken_by", "doer", "closed_by").first()
    if risk is None:
        raise Http404
    return risk


def may_read_risk(risk: Risk, member: Member, *, at: datetime) -> bool:
    """Whether its words are hers: the case is hers to open now, or it has none and the box opens for her."""
    if Case.objects.filter(box=risk.box_id).exists():
        return reachable(member, at=at).filter(box=risk.box_id).exists()
    try:
        cases.key_of(risk.box, member)
    except cases.CannotOpen:
        return False
    return not _known_to(member).filter(box=risk.box_id).exists()


def risk_to_write(member: Member, pk: UUID, *, at: datetime) -> Risk:
    """A flag that is hers to plan and to close: she has its case now, or it has none. Else 404."""
    risk = risk_for(member, pk)
    if not may_write_risk(risk, member, at=at):
        raise Http404
    return risk


def may_write_risk(risk: Risk, member: Member, *, at: datetime) -> bool:
    """Whether she may plan and close it: she has its case now, or it has none."""
    case = reachable(member, at=at).filter(box=risk.box_id).first()
    return may_read_risk(risk, member, at=at) and (case is None or may_write(case, member, at=at))


def number_of(risk: Risk, member: Member, *, at: datetime) -> str:
    """The number of the flag's case, when it is hers to open; else nothing."""
    return reachable(member, at=at).filter(box=risk.box_id).values_list("number", flat=True).first() or ""


def doers_of(risk: Risk) -> Sequence[Member]:
    """Who can be asked to act on a flag: who has its case, else every counsellor."""
    case = Case.objects.filter(box=risk.box_id).select_related("holder", "stand_in").first()
    return doers(case) if case is not None else everybody()


def doers(case: Case) -> list[Member]:
    """Who can be given something to do in a case: who has it, and who stands in."""
    return [member for member in (case.holder, case.stand_in) if member is not None]


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


def slip_for(member: Member, pk: UUID, *, at: datetime) -> Slip:
    """A slip that is still kept and that she can open, as one of the circle. Else 404."""
    slip = Slip.objects.filter(pk=pk, kept_until__gt=timezone.localdate(at)).select_related("box").first()
    return _openable(slip, member)


def call_for(member: Member, pk: UUID) -> SlipCall:
    """A call whose slip she can open. Else 404."""
    call = SlipCall.objects.filter(pk=pk).select_related("slip__box").first()
    _openable(call.slip if call else None, member)
    assert call is not None
    return call


def referral_for(member: Member, number: int, *, at: datetime) -> Referral:
    """A referral that nobody has taken and that she can open. Else 404."""
    found = referred.unclaimed(on=timezone.localdate(at)).filter(number=number).first()
    return _openable(found, member)


def batch_for(code: str) -> Batch:
    """A batch of cards, by its code. Else 404."""
    batch = Batch.objects.filter(code=code).first()
    if batch is None:
        raise Http404
    return batch


def colleagues(member: Member) -> Sequence[Member]:
    """The other counsellors: to lend a case to, or to pass a letter on to."""
    return [other for other in members.counsellors() if other.pk != member.pk]


def colleague(member: Member, mark: str) -> Member:
    """One of them, by her mark. Else 404."""
    found = next((other for other in colleagues(member) if str(other.mark) == mark), None)
    if found is None:
        raise Http404
    return found


def everybody() -> Sequence[Member]:
    """Every counsellor who can be given a case."""
    return list(members.counsellors())


def anybody(mark: str) -> Member | None:
    """One of them, by her mark; None for nobody."""
    return next((member for member in everybody() if str(member.mark) == mark), None)


def colleague_or_none(member: Member, mark: str) -> Member | None:
    """One of the other counsellors; None when there is none to choose."""
    return colleague(member, mark) if mark else None


def is_lent(case: Case, *, at: datetime) -> bool:
    """Whether its stand-in has it now, or will by a loan that is agreed."""
    return lending.ahead(case, on=timezone.localdate(at))


def stand_in_after(case: Case, member: Member) -> Member | None:
    """Who stands in when she takes over the case: who did, else another colleague who does not know the person."""
    known = set(Conflict.objects.filter(box=case.box).values_list("member", flat=True))
    able = [other for other in colleagues(member) if other.pk not in known]
    return next((other for other in able if other.pk == case.stand_in_id), next(iter(able), None))


def _openable(row: Left | None, member: Member) -> Left:
    if row is None:
        raise Http404
    try:
        cases.key_of(row.box, member)
    except cases.CannotOpen as fault:
        raise Http404 from fault
    return row


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


def arrival_for(member: Member, pk: UUID) -> Arrival:
    """What came from a sister unit: while it waits, for who is in the circle; answered, for who answered. Else 404."""
    arrival = Arrival.objects.select_related("sister", "case").filter(pk=pk).first()
    if arrival is None or not cases.keys_of(member).in_circle:
        raise Http404
    if arrival.state != Arrival.State.WAITING and arrival.answered_by_id != member.pk:
        raise Http404
    return arrival


def _known_to(member: Member) -> QuerySet[Conflict, object]:
    """The boxes of persons whom she has said that she knows."""
    return Conflict.objects.filter(member=member).values_list("box", flat=True)
