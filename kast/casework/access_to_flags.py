"""The only way to a flag: who may see it, read its words, plan it and close it. Absent and forbidden are alike."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from kast.staff.models import Member

from . import access, cases, team
from .models import Case, Conflict, Risk


def risks_for(member: Member) -> QuerySet[Risk]:
    """The flags that she may see: of her cases and those she stands in for, of letters in the circle, every threat.

    To see one is to see its kind and its clock; its words are another matter (`may_read_risk`).
    """
    here = OuterRef("box")
    circle = Q(wraps__holder__kind="circle")
    wrapped = Exists(cases.Box.objects.filter(Q(wraps__holder=member.holder) | circle, pk=here))
    taken, known = Exists(Case.objects.filter(box=here)), Exists(Conflict.objects.filter(member=member, box=here))
    loose = Q(wrapped) & ~Q(taken) & ~Q(known)
    return Risk.objects.filter(Exists(access.shared(member).filter(box=here)) | loose | Q(kind=Risk.Kind.THREAT))


def risk_for(member: Member, pk: UUID) -> Risk:
    """A flag that she may see, and take. Else 404."""
    risk = risks_for(member).filter(pk=pk).select_related("box", "raised_by", "taken_by", "doer", "closed_by").first()
    if risk is None:
        raise Http404
    return risk


def may_read_risk(risk: Risk, member: Member, *, at: datetime) -> bool:
    """Whether its words are hers: the case is hers to open now, or it has none and the box opens for her."""
    if Case.objects.filter(box=risk.box_id).exists():
        return access.reachable(member, at=at).filter(box=risk.box_id).exists()
    try:
        cases.key_of(risk.box, member)
    except cases.CannotOpen:
        return False
    return not access.known_to(member).filter(box=risk.box_id).exists()


def risk_to_write(member: Member, pk: UUID, *, at: datetime) -> Risk:
    """A flag that is hers to plan and to close: she has its case now, or it has none. Else 404."""
    risk = risk_for(member, pk)
    if not may_write_risk(risk, member, at=at):
        raise Http404
    return risk


def may_write_risk(risk: Risk, member: Member, *, at: datetime) -> bool:
    """Whether she may plan and close it: she has its case now, or it has none."""
    case = access.reachable(member, at=at).filter(box=risk.box_id).first()
    return may_read_risk(risk, member, at=at) and (case is None or access.may_write(case, member, at=at))


def number_of(risk: Risk, member: Member, *, at: datetime) -> str:
    """The number of the flag's case, when it is hers to open; else nothing."""
    return access.reachable(member, at=at).filter(box=risk.box_id).values_list("number", flat=True).first() or ""


def doers_of(risk: Risk) -> Sequence[Member]:
    """Who can be asked to act on a flag: who has its case, else every counsellor."""
    case = Case.objects.filter(box=risk.box_id).select_related("holder", "stand_in").first()
    return team.doers(case) if case is not None else team.everybody()
