"""Forgetting one person: what was written to each other, or everything, and last the keys."""

from django.db import transaction

from kast.casework.models import (
    Arrival,
    BreakGlass,
    Case,
    Conflict,
    Contact,
    CoordinatorQuestion,
    Decision,
    Disclosure,
    Draft,
    EarlyWarning,
    GuideAnswer,
    HandOver,
    Note,
    Objection,
    Phone,
    Plan,
    Risk,
    Task,
    Topic,
    Turn,
)
from kast.door.models import Letter, Mailbox, Referral, Reply, SentForm
from kast.followup.models import Attempt, Baseline, Followup
from kast.vault import boxes
from kast.vault.models import Box

# What hangs on a case, from the right to the left.
_OF_A_CASE = (
    *(Followup, Baseline, EarlyWarning, Task, Disclosure, Decision, BreakGlass, Turn, Topic, GuideAnswer, Plan, Note),
    *(Contact, Phone, HandOver, Arrival, CoordinatorQuestion),
)


@transaction.atomic
def letters_and_answers(box: Box) -> None:
    """What the person and the unit wrote to each other in this box, begun answers and answers to questions included.

    The mailbox's row stays, and that a question was answered, on which day; and what was told to the counsellor, who
    wrote it down: that is her record.

    What went along in a hand-over held the letters too: here its words go; what the sister unit has is theirs to keep.
    """
    HandOver.objects.filter(case__box=box, state=HandOver.State.PREPARED).delete()
    HandOver.objects.filter(case__box=box).update(content=b"")
    Draft.objects.filter(box=box, place=Draft.Place.REPLY).delete()
    Followup.objects.filter(case__box=box, by_person=True).update(answer=b"", seen=True)
    Baseline.objects.filter(case__box=box, by_person=True).update(answer=b"")
    for table in (Letter, Reply, SentForm):
        table.objects.filter(mailbox__box=box).delete()


@transaction.atomic
def forget(box: Box) -> None:
    """Everything about one person, from the right to the left, and last the keys: nobody opens it again, ever."""
    Attempt.objects.filter(followup__case__box=box).delete()
    Objection.objects.filter(note__case__box=box).delete()
    Note.objects.filter(case__box=box).update(corrects=None)  # what points at another note would keep it
    for table in _OF_A_CASE:
        table.objects.filter(case__box=box).delete()
    Risk.objects.filter(box=box).delete()
    Conflict.objects.filter(box=box).delete()
    Draft.objects.filter(box=box).delete()
    Case.objects.filter(box=box).delete()
    Referral.objects.filter(box=box).delete()
    letters_and_answers(box)
    Mailbox.objects.filter(box=box).delete()
    boxes.destroy(box)
    box.delete()
