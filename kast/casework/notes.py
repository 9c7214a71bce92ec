"""Notes: what the counsellor writes about a contact or the case, corrects later, and what the person says against it.

What stood there stays (SoL 14:6): nothing here ever writes over a note.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from . import cases, drafts
from .models import Case, Contact, Note, Objection


class NoNotesInModeA(Exception):
    """In mode A no personal note is stored at all."""


class Empty(Exception):
    """There are no words to keep."""


class AlreadyCorrected(Exception):
    """This note was corrected meanwhile: it is the correction that is corrected now."""


@transaction.atomic
def write(case: Case, words: str, *, draft: UUID | None = None, by: Member, at: datetime) -> Note:
    """Seal a note in the case's box.

    Written down: the note, one audit entry; the draft is gone. Refused: NoNotesInModeA; Empty; cases.CannotOpen.
    """
    note = keep(case, words, contact=None, by=by, at=at)
    drafts.throw_away(case.box, draft, by=by)
    trail.record(Act.NOTE_WRITTEN, by=by, about=[case, note], at=at)
    return note


@transaction.atomic
def correct(note: Note, words: str, *, by: Member, at: datetime) -> Note:
    """Write what should have stood there: a note of its own, which points at the one it corrects.

    The old one stays, with who wrote it and when, and so does what the person said against it. Written down: the new
    note, one audit entry. Refused: AlreadyCorrected; NoNotesInModeA; Empty; cases.CannotOpen.
    """
    cases.hold(note.case)
    if Note.objects.filter(corrects=note).exists():
        raise AlreadyCorrected
    new = keep(note.case, words, contact=note.contact, corrects=note, by=by, at=at)
    trail.record(Act.NOTE_CORRECTED, by=by, about=[note.case, note, new], at=at)
    return new


@transaction.atomic
def object_to(note: Note, words: str, *, by: Member, at: datetime) -> Objection:
    """The person does not agree with what stands in a note: what he or she says stands beside it from now on.

    Written down: the objection, one audit entry. Refused: NoNotesInModeA; Empty; cases.CannotOpen.
    """
    cases.hold(note.case)
    if note.case.mode == Case.Mode.A:
        raise NoNotesInModeA
    if not words.strip():
        raise Empty
    objection = Objection(note=note, by=by, noted_at=at)
    objection.words.seal(cases.key_of(note.case.box, by), words)
    objection.save(force_insert=True)
    trail.record(Act.NOTE_OBJECTED_TO, by=by, about=[note.case, note, objection], at=at)
    return objection


@transaction.atomic
def opened(note: Note, *, by: Member, at: datetime) -> str:
    """What stands in a note, for the page that corrects it. Written down: the opening. Raises cases.CannotOpen."""
    words: str = note.words.open(cases.key_of(note.case.box, by))
    trail.record(Act.CASE_READ, by=by, about=[note.case, note], at=at)
    return words


def keep(
    case: Case, words: str, *, contact: Contact | None, corrects: Note | None = None, by: Member, at: datetime
) -> Note:
    """The note alone, for a verb that writes its own audit entry. Raises as `write` does."""
    if case.mode == Case.Mode.A:
        raise NoNotesInModeA
    if not words.strip():
        raise Empty
    note = Note(case=case, contact=contact, corrects=corrects, by=by, written_at=at)
    note.words.seal(cases.key_of(case.box, by), words)
    note.save(force_insert=True)
    return note
