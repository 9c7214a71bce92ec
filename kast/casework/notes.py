"""Notes: what the counsellor writes about a contact or the case."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from . import cases, drafts
from .models import Case, Contact, Note


class NoNotesInModeA(Exception):
    """In mode A no personal note is stored at all."""


class Empty(Exception):
    """There are no words to keep."""


@transaction.atomic
def write(case: Case, words: str, *, draft: UUID | None = None, by: Member, at: datetime) -> Note:
    """Seal a note in the case's box.

    Written down: the note, one audit entry; the draft is gone. Refused: NoNotesInModeA; Empty; cases.CannotOpen.
    """
    note = keep(case, words, contact=None, by=by, at=at)
    drafts.throw_away(case.box, draft, by=by)
    trail.record(Act.NOTE_WRITTEN, by=by, about=[case, note], at=at)
    return note


def keep(case: Case, words: str, *, contact: Contact | None, by: Member, at: datetime) -> Note:
    """The note alone, for a verb that writes its own audit entry. Raises as `write` does."""
    if case.mode == Case.Mode.A:
        raise NoNotesInModeA
    if not words.strip():
        raise Empty
    note = Note(case=case, contact=contact, by=by, written_at=at)
    note.words.seal(cases.key_of(case.box, by), words)
    note.save(force_insert=True)
    return note
