"""What she is typing, kept sealed while she types. Only she can read it, and only while she can open the box.

Nothing is audited: a draft is not finished, and only the one who writes it ever sees it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from kast.staff.models import Member

from . import cases
from .cases import Box
from .models import Case, Draft

__all__ = ["Begun", "Box", "Kept", "NoDraftsInModeA", "Opened", "begun", "none_begun", "of", "save", "throw_away"]


class NoDraftsInModeA(Exception):
    """In mode A nothing is written down about the person, drafts included."""


class Begun(Exception):
    """She has begun to write something in the case and would not be able to finish it: that comes first."""


@dataclass(frozen=True)
class Kept:
    """Where a tab's text stands now. `apart`: another tab has written since, so this one has a draft of its own."""

    draft: UUID
    version: UUID
    saved_at: datetime
    apart: bool = False


@dataclass(frozen=True)
class Opened:
    """A draft with its words."""

    draft: UUID
    version: UUID
    place: str
    saved_at: datetime
    words: str


@transaction.atomic
def save(
    box: Box,
    place: Draft.Place,
    words: str,
    *,
    draft: UUID | None = None,
    version: UUID | None = None,
    by: Member,
    at: datetime,
) -> Kept:
    """Keep what stands in the box now. `draft` and `version` are what this tab last had.

    Is the same text open in two places, the second to save finds another version than it knows, or a draft where its
    page found none: its words become a draft of their own, and nobody's are lost. Refused:
    NoDraftsInModeA; cases.CannotOpen.
    """
    if Case.objects.filter(box=box, mode=Case.Mode.A).exists():
        raise NoDraftsInModeA
    key = cases.key_of(box, by)
    found = Draft.objects.select_for_update().filter(pk=draft, box=box, by=by, place=place).first() if draft else None
    if found is not None:
        apart = found.version != version
    else:  # a page that is opened takes along what it finds: what it does not know has come since, from elsewhere
        apart = Draft.objects.filter(box=box, by=by, place=place).exists()
    row = found if found is not None and not apart else Draft(box=box, by=by, place=place)
    row.words.seal(key, words)
    row.saved_at, row.version = at, uuid4()
    row.save()
    return Kept(row.pk, row.version, at, apart)


@transaction.atomic
def throw_away(box: Box, draft: UUID | None, *, by: Member) -> None:
    """The draft is gone: sent, made a note of, or not wanted. Somebody else's is never touched."""
    if draft is not None:
        Draft.objects.filter(pk=draft, box=box, by=by).delete()


def of(box: Box, *, by: Member) -> list[Opened]:
    """Her own drafts in this box, the newest first. Raises cases.CannotOpen."""
    key = cases.key_of(box, by)
    found = Draft.objects.filter(box=box, by=by).order_by("-saved_at")
    return [Opened(row.pk, row.version, row.place, row.saved_at, row.words.open(key)) for row in found]


def begun(box: Box, *, by: Member) -> list[Opened]:
    """Those of them in which something stands. Raises cases.CannotOpen."""
    return [draft for draft in of(box, by=by) if draft.words.strip()]


def none_begun(box: Box, *, by: Member) -> None:
    """Raises Begun while she has something unfinished in this box; cases.CannotOpen."""
    if begun(box, by=by):
        raise Begun
