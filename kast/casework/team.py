"""Who can be given something: a case, a letter, a task, the place of the stand-in."""

from collections.abc import Sequence

from django.http import Http404

from kast.staff import members
from kast.staff.models import Member

from .models import Case, Conflict


def others(member: Member) -> Sequence[Member]:
    """The other counsellors: to lend a case to, or to pass a letter on to."""
    return [one for one in members.counsellors() if one.pk != member.pk]


def other(member: Member, mark: str) -> Member:
    """One of them, by her mark. Else 404."""
    found = next((one for one in others(member) if str(one.mark) == mark), None)
    if found is None:
        raise Http404
    return found


def other_or_none(member: Member, mark: str) -> Member | None:
    """One of the other counsellors; None when there is none to choose."""
    return other(member, mark) if mark else None


def everybody() -> Sequence[Member]:
    """Every counsellor who can be given a case."""
    return list(members.counsellors())


def anybody(mark: str) -> Member | None:
    """One of them, by her mark; None for nobody."""
    return next((member for member in everybody() if str(member.mark) == mark), None)


def doers(case: Case) -> list[Member]:
    """Who can be given something to do in a case: who has it, and who stands in."""
    return [member for member in (case.holder, case.stand_in) if member is not None]


def stand_in_after(case: Case, member: Member) -> Member | None:
    """Who stands in when she takes over the case: who did, else another colleague who does not know the person."""
    known = set(Conflict.objects.filter(box=case.box).values_list("member", flat=True))
    able = [one for one in others(member) if one.pk not in known]
    return next((one for one in able if one.pk == case.stand_in_id), next(iter(able), None))
