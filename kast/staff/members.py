"""Who works here now."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kast.audit import trail
from kast.audit.acts import Act

from .models import Member, Role


def here() -> QuerySet[Member]:
    """Everybody who has an account and has not left, admitted or not, by name."""
    return Member.objects.filter(is_active=True, left_on=None).select_related("holder").order_by("shown_name")


def admitted() -> QuerySet[Member]:
    """Everybody whom the unit has let in and who has not left."""
    return here().filter(admitted_on__isnull=False)


def waiting() -> QuerySet[Member]:
    """Who has joined and is not let in yet."""
    return here().filter(admitted_on=None)


def counsellors() -> QuerySet[Member]:
    """The counsellors who can be given a letter or a case."""
    return admitted().filter(role=Role.COUNSELLOR)


def heads() -> QuerySet[Member]:
    """The heads of the unit."""
    return admitted().filter(role=Role.HEAD)


def by_mark(mark: UUID | str) -> Member | None:
    """The member with this mark, also one who has left; None when there is none."""
    return Member.objects.select_related("holder").filter(mark=mark).first()


def names() -> list[tuple[str, str]]:
    """The name that each shows, with her role, of everybody who has ever worked here."""
    return list(Member.objects.values_list("shown_name", "role"))


@transaction.atomic
def rename(member: Member, shown_name: str, *, by: Member, at: datetime) -> None:
    """She shows another name from now on; what is already sent keeps the old one. Written down: that it changed."""
    member.shown_name = shown_name
    member.save(update_fields=["shown_name"])
    trail.record(Act.MEMBER_CHANGED, by=by, about=[member], fields=["shown_name"], at=at)
