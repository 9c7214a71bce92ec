"""Letters that nobody has taken, in order of arrival; thoughts of suicide stand on top.

To sort them the sealed answers are opened, with the circle's key, never the letters' own words; that is written down.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.door import letters, mailbox, questions
from kast.door.models import Letter
from kast.ledger import facts
from kast.staff import unit
from kast.staff.models import Member

from . import cases
from .models import Case, Conflict, Contact


class Outcome(StrEnum):
    """What may be done with a letter that waits."""

    CASE = "case"
    ANSWER = "answer"
    NOT_OURS = "not_ours"
    THREAT = "threat"
    KNOWS = "knows"


# Where each outcome leaves the letter. A test proves the table whole.
LEADS_TO: Mapping[Outcome, Letter.State] = {
    Outcome.CASE: Letter.State.TAKEN,
    Outcome.ANSWER: Letter.State.NO_CASE,
    Outcome.NOT_OURS: Letter.State.NOT_OURS,
    Outcome.THREAT: Letter.State.THREAT,
    Outcome.KNOWS: Letter.State.WAITING,
}


class CannotPassOn(Exception):
    """The colleague is herself, or knows the person too."""


@dataclass(frozen=True)
class Waiting:
    """A letter as it stands in the list: never a word of what it says."""

    number: int
    came_on: date
    days: int
    late: bool
    suicide: bool
    confirmed: bool
    told: Sequence[tuple[str, str]]


def unclaimed() -> QuerySet[Letter]:
    """Letters that wait and belong to no case, in order of arrival."""
    return (
        Letter.objects.filter(state=Letter.State.WAITING, mailbox__deleted_on=None)
        .exclude(Exists(Case.objects.filter(box=OuterRef("mailbox__box"))))
        .select_related("mailbox__box")
        .order_by("number")
    )


@transaction.atomic
def waiting(*, by: Member, at: datetime, poll: bool = False) -> list[Waiting]:
    """What she can take: the circle's letters, and those a colleague passed on to her.

    Written down: one audit entry with the letters whose answers were opened; none when nothing waits, and none for a
    page that asks on its own (`poll`; decision 22).
    """
    today, keys = timezone.localdate(at), cases.keys_of(by)
    found = list(unclaimed().exclude(mailbox__box__in=Conflict.objects.filter(member=by).values("box")))
    keys.open_all(letter.mailbox.box for letter in found)
    rows, opened = [], []
    for letter in found:
        try:
            answers = answers_of(letter, by=by)
        except cases.CannotOpen:
            continue
        opened.append(letter)
        rows.append(_row(letter, answers, today))
    if opened and not poll:
        trail.record(Act.INBOX_READ, by=by, about=opened, at=at)
    return sorted(rows, key=lambda row: (not row.suicide, row.number))


def is_late(came_on: date, *, on: date) -> bool:
    """Whether a letter that came then has waited longer than the unit promises."""
    return unit.answer_by(came_on) < on


def late(*, on: date) -> int:
    """How many letters have had no answer within the promised time, whoever's they are: a number for the head."""
    return sum(1 for came_on in unanswered().values_list("came_on", flat=True) if is_late(came_on, on=on))


def unanswered() -> QuerySet[Letter]:
    """Letters without an answer: that wait, or that became a case whose person nobody has answered or talked with."""
    case = Case.objects.filter(box=OuterRef("mailbox__box"))
    talked = Contact.objects.filter(case__box=OuterRef("mailbox__box"), held=True, on__gte=OuterRef("came_on"))
    settled = Exists(talked) | Exists(case.filter(ended_on__isnull=False))
    return mailbox.unanswered().exclude(Q(settled, state=Letter.State.TAKEN))


def answers_of(letter: Letter, *, by: Member) -> Mapping[str, object]:
    """The optional answers. Raises cases.CannotOpen."""
    return opened(letter, cases.key_of(letter.mailbox.box, by))


def opened(letter: Letter, key: cases.BoxKey) -> Mapping[str, object]:
    """The same, with the box's key at hand."""
    words = letter.answers.open(key)
    return dict(json.loads(words)) if words else {}


@transaction.atomic
def set_aside(letter: Letter, outcome: Outcome, *, by: Member, at: datetime) -> None:
    """It is not for us, or a threat: the letter waits no more.

    Written down: the letter's state, a count without a life, one audit entry. Refused: an outcome that is neither;
    letters.NotWaiting when somebody was faster.
    """
    letters.set_aside(letter, LEADS_TO[outcome], by=by, at=at)


@transaction.atomic
def discard(first: int, last: int, *, by: Member, at: datetime) -> int:
    """After a flood: every letter with a number from `first` to `last` that she can open is not for us. How many.

    Letters that tell of thoughts of suicide are left: each of them is read. Written down: the letters' state, a count
    without a life, one audit entry with all of them.
    """
    found = list(unclaimed().filter(number__range=(first, last)))
    cases.keys_of(by).open_all(letter.mailbox.box for letter in found)
    gone = []
    for letter in found:
        try:
            if not tells_of_suicide(answers_of(letter, by=by)):
                gone.append(letter)
        except cases.CannotOpen:
            continue
    if not gone:
        return 0
    number = Letter.objects.filter(pk__in=[letter.pk for letter in gone], state=Letter.State.WAITING).update(
        state=Letter.State.NOT_OURS
    )
    facts.count(facts.Kind.LETTER_NOT_OURS, "yes", on=timezone.localdate(at), number=number)
    trail.record(Act.LETTERS_DISCARDED, by=by, about=gone, at=at)
    return number


@transaction.atomic
def pass_on(letter: Letter, colleague: Member, *, by: Member, at: datetime) -> None:
    """She knows the person: the letter becomes the colleague's to take, and she cannot open it again.

    The box is wrapped for the colleague and no longer for the circle. Written down: the conflict, one audit entry.
    Refused: CannotPassOn to herself or to somebody who knows the person too; letters.NotWaiting when somebody was
    faster; cases.KeyNotSigned.
    """
    box, keys = letter.mailbox.box, cases.keys_of(by)
    if colleague.pk == by.pk or Conflict.objects.filter(box=box, member=colleague).exists():
        raise CannotPassOn
    there = mailbox.held(letter.mailbox) and Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING).exists()
    if not there or Case.objects.filter(box=box).exists():
        raise letters.NotWaiting
    keys.share(box, cases.holder_of(colleague))
    cases.out_of_circle(box, by)
    if by.holder is not None:
        keys.withdraw(box, by.holder)
    Conflict.objects.get_or_create(box=box, member=by, defaults={"said_on": timezone.localdate(at)})
    trail.record(Act.LETTER_PASSED_ON, by=by, about=[letter, colleague], at=at)


def tells_of_suicide(answers: Mapping[str, object]) -> bool:
    """Whether the person ticked that she or he has thoughts of ending her or his life."""
    return bool(answers.get("safe"))


def _row(letter: Letter, answers: Mapping[str, object], today: date) -> Waiting:
    return Waiting(
        number=letter.number,
        came_on=letter.came_on,
        days=(today - letter.came_on).days,
        late=is_late(letter.came_on, on=today),
        suicide=tells_of_suicide(answers),
        confirmed=letter.mailbox.words_confirmed,
        told=questions.told(answers),
    )
