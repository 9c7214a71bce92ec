"""Answers: what the counsellor leaves in a person's mailbox. A dead drop: nobody learns when it is fetched."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.door import letters, mailbox
from kast.door.models import Letter, Mailbox, Reply
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import cases, drafts
from .models import Case


class NoMailbox(Exception):
    """The person has no words yet, or has deleted the mailbox: there is no place to leave an answer in."""


class Empty(Exception):
    """An answer without words is not sent."""


@transaction.atomic
def leave(case: Case, words: str, *, draft: UUID | None = None, by: Member, at: datetime) -> Reply:
    """Leave an answer for the person of a case. The letters without one, the one it began with too, are answered.

    Written down: the sealed answer with the name that she shows, the letters' state, the fact *answer days*, one audit
    entry; the draft is gone. Refused: NoMailbox; Empty; cases.CannotOpen.
    """
    # The person may be deleting everything in this moment: one of the two comes first, and the other sees it.
    place = Mailbox.objects.select_for_update().filter(box=case.box, deleted_on=None).first()
    if place is None:
        raise NoMailbox
    waiting = list(mailbox.unanswered().filter(mailbox=place))
    reply = _leave(place, words, waiting=waiting, draft=draft, by=by, at=at)
    Letter.objects.filter(pk__in=[letter.pk for letter in waiting]).update(state=Letter.State.ANSWERED)
    trail.record(Act.REPLY_LEFT, by=by, about=[case, reply], at=at)
    return reply


@transaction.atomic
def lay(case: Case, words: str, *, by: Member, at: datetime) -> Reply:
    """Lay something in the person's mailbox that answers no letter, such as the plan. Letters that wait go on waiting.

    Written down: the sealed words with the name that she shows, one audit entry. Refused: as `leave` does.
    """
    place = Mailbox.objects.select_for_update().filter(box=case.box, deleted_on=None).first()
    if place is None:
        raise NoMailbox
    reply = _leave(place, words, waiting=[], draft=None, by=by, at=at)
    trail.record(Act.REPLY_LEFT, by=by, about=[case, reply], at=at)
    return reply


@transaction.atomic
def answer(letter: Letter, words: str, *, draft: UUID | None = None, by: Member, at: datetime) -> Reply:
    """Answer a letter without making a case of it; it stays with the circle, should the person write again.

    Written down: the sealed answer, the state of every letter that waited in this mailbox, the fact *answer days*, one
    audit entry; the draft is gone. Refused: letters.NotWaiting when somebody was faster; Empty; cases.CannotOpen.
    """
    waiting = Letter.objects.filter(mailbox=letter.mailbox, state=Letter.State.WAITING)
    found = list(waiting.select_for_update()) if mailbox.held(letter.mailbox) else []
    if letter not in found:
        raise letters.NotWaiting
    reply = _leave(letter.mailbox, words, waiting=found, draft=draft, by=by, at=at)
    waiting.update(state=Letter.State.NO_CASE)
    trail.record(Act.LETTER_ANSWERED, by=by, about=[*found, reply], at=at)
    return reply


def _leave(place: Mailbox, words: str, *, waiting: list[Letter], draft: UUID | None, by: Member, at: datetime) -> Reply:
    if not words.strip():
        raise Empty
    on = timezone.localdate(at)
    reply = mailbox.leave(place, words, key=cases.key_of(place.box, by), shown_name=by.shown_name, at=at)
    if waiting:
        days = (on - min(letter.came_on for letter in waiting)).days
        facts.put(cases.life_of(place.box, by), Kind.ANSWER_DAYS, facts.days_code(days), on=on)
    drafts.throw_away(place.box, draft, by=by)
    return reply
