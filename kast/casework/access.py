"""The only way to a row. Absent and forbidden are alike: the same 404.

A case is open to its holder, to its stand-in while it is lent, and to her for some hours after she has broken in.
There is no shortcut for anybody else.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.door.models import Letter, Mailbox
from kast.staff import members, roles, unit
from kast.staff.models import Member

from . import cases, inbox, lending, sisters
from .models import Arrival, BreakGlass, Case, Concerns, Conflict, HandOver, RouteIn, SisterUnit


def who(request: HttpRequest) -> Member:
    """Who asks. Else 404."""
    member = roles.member_of(request)
    if member is None:
        raise Http404
    return member


def reachable(member: Member, *, at: datetime) -> QuerySet[Case]:
    """The cases that she can open now."""
    broken = BreakGlass.objects.filter(by=member, case__stand_in=member, opened_at__lte=at, ends_at__gt=at)
    return Case.objects.filter(
        Q(holder=member) | Q(stand_in=member, lent_until__gte=timezone.localdate(at)) | Q(pk__in=broken.values("case"))
    ).select_related("box", "holder__holder", "stand_in__holder")


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
    return (
        Case.objects.filter(holder__left_on__isnull=False, box__wraps__holder=member.holder)
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
    """Whether its stand-in has it now."""
    return lending.lent(case, on=timezone.localdate(at))


def stand_in_after(case: Case, member: Member) -> Member | None:
    """Who stands in when she takes over the case: who did, else another colleague who does not know the person."""
    known = set(Conflict.objects.filter(box=case.box).values_list("member", flat=True))
    able = [other for other in colleagues(member) if other.pk not in known]
    return next((other for other in able if other.pk == case.stand_in_id), next(iter(able), None))


@transaction.atomic
def asked_of(case: Case, *, by: Member, at: datetime) -> dict[str, object]:
    """What stands in the case of what was asked, for a form. Written down: the opening, since the alias is sealed."""
    coded = ("route_in", "concerns", "baseline", "informed_limits", "informed_apply")
    asked = {name: getattr(case, name) for name in coded} | {"alias": case.alias.open(cases.key_of(case.box, by))}
    trail.record(Act.CASE_READ, by=by, about=[case], at=at)
    return asked


@transaction.atomic
def suggested(letter: Letter, colleagues: Sequence[Member], *, by: Member, at: datetime) -> dict[str, object]:
    """What the letter's own answers say already, for the form that makes a case of it. Written down: the opening."""
    answers = inbox.answers_of(letter, by=by)
    trail.record(Act.LETTER_READ, by=by, about=[letter], at=at)
    about = str(answers.get("about") or "")
    heard = "card" if answers.get("card") else str(answers.get("heard") or "")
    return {
        "concerns": about if about in Concerns.values else Concerns.NOT_ASKED,
        "route_in": heard if heard in RouteIn.values else RouteIn.OWN,
        "informed_limits": True,  # the page said so above the button
        **usual(colleagues),
    }


def usual(colleagues: Sequence[Member]) -> dict[str, object]:
    """What the unit has set for new cases, and the first colleague as stand-in."""
    return {
        "mode": unit.value("record_mode"),
        "decision": unit.value("record_decision"),
        "stand_in": str(colleagues[0].mark) if colleagues else "",
    }


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
