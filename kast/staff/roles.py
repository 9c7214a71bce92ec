"""What each role may do: a table, and the only place that says so.

Whoever asks for what she has no right to gets the same page as for what does not exist.
"""

from collections.abc import Callable
from enum import StrEnum, unique
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from .models import Member, Role

__all__ = ["TABLE", "Member", "Right", "Role", "choices", "may", "member_of", "needs", "signed_in"]

View = Callable[..., HttpResponseBase]


@unique
class Right(StrEnum):
    """One thing that can be done, or seen, by somebody who works here."""

    LETTERS = "letters"  # read what comes in at the door, answer it, take it
    CASES = "cases"  # hold cases: her own, and those lent to her
    TOLD = "told"  # enter how many were told that the unit exists
    FIGURES = "figures"  # see the staff's figures
    RELEASE = "release"  # publish a year's figures, signed
    LOG = "log"  # review who opened what
    STAFF = "staff"  # invite and sign off
    ADMIT = "admit"  # compare a fingerprint and let somebody in
    UNIT = "unit"  # change what the unit says of itself, its texts and its helplines
    READY = "ready"  # see what still hinders going live
    NOTICES = "notices"  # be told when a case was opened by somebody else than its counsellor
    DISCLOSURES = "disclosures"  # see how many have asked for information, and how it went
    CARDS = "cards"  # make batches of cards, and print them
    LATE = "late"  # see how many letters are past the promised time


TABLE: dict[Role, frozenset[Right]] = {
    Role.COUNSELLOR: frozenset({Right.LETTERS, Right.CASES, Right.TOLD, Right.FIGURES, Right.ADMIT}),
    Role.HEAD: frozenset(
        {
            Right.TOLD,
            Right.FIGURES,
            Right.RELEASE,
            Right.LOG,
            Right.STAFF,
            Right.ADMIT,
            Right.UNIT,
            Right.READY,
            Right.NOTICES,
            Right.CARDS,
            Right.LATE,
            Right.DISCLOSURES,
        }
    ),
    Role.OPERATOR: frozenset({Right.READY}),
}


def may(member: object, right: Right) -> bool:
    """Whether she may: her role has the right, she has been admitted, and she has not left."""
    if not isinstance(member, Member):  # nobody is signed in
        return False
    here = member.is_active and member.admitted_on is not None and member.left_on is None
    return here and right in TABLE[Role(member.role)]


def needs(right: Right) -> Callable[[View], View]:
    """Open a view only to who has the right. Absent and forbidden are the same 404."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(member_of(request), right):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined] # for the table of routes that a test keeps
        return guarded

    return decorate


def member_of(request: HttpRequest) -> Member | None:
    """Who is signed in; None for a visitor. (`request.user` is a lazy wrapper: this is the row itself.)"""
    user = request.user
    return user if user.is_authenticated and isinstance(user, Member) else None


def signed_in(request: HttpRequest) -> Member:
    """Who is signed in. Raises Http404 for a visitor."""
    member = member_of(request)
    if member is None:
        raise Http404
    return member


def choices() -> list[tuple[str, str]]:
    """The roles that somebody can be invited to."""
    return [(role.value, str(role.label).capitalize()) for role in Role]
