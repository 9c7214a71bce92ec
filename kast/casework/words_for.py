"""Words for a person in the room: new ones, or the first where a case began with a call. Shown once, kept nowhere."""

from datetime import datetime

from django.db import transaction

from kast.audit import trail
from kast.audit.acts import Act
from kast.door import mailbox
from kast.door.mailbox import Busy, Drawn, Words
from kast.staff.models import Member

from . import cases
from .models import Case, Turn

__all__ = ["Busy", "issue"]


def issue(case: Case, *, language: str, by: Member, at: datetime) -> Words:
    """Draw words, let them open the case's box, and hand them to who shows them to the person. Older ones stop working.

    The person sees at the next visit that they were changed. Written down: the way in, a turn, one audit entry; never
    the words. Refused: Busy when too many wait; cases.CannotOpen. Not inside a transaction: a key is derived.
    """
    drawn = mailbox.draw(language)
    _give(case, drawn, by=by, at=at)
    return drawn.words


@transaction.atomic
def _give(case: Case, drawn: Drawn, *, by: Member, at: datetime) -> None:
    mailbox.open_for(case.box, cases.key_of(case.box, by), drawn=drawn, at=at)
    if case.mailbox_deleted_on is not None:
        case.mailbox_deleted_on = None
        case.save(update_fields=["mailbox_deleted_on"])
    Turn.objects.create(case=case, kind=Turn.Kind.WORDS, by=by, at=at)
    trail.record(Act.WORDS_ISSUED, by=by, about=[case], at=at)
