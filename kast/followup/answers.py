"""An answer: by the person in the mailbox, or told to the counsellor who called. And a no, which holds for good."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kast.appointments import outbox
from kast.appointments.models import Outgoing
from kast.audit import trail
from kast.audit.acts import Act
from kast.casework import cases, contacts
from kast.casework.models import Case
from kast.door import mailbox
from kast.door.visitors import Visit
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import questions, states, windows
from .models import Followup
from .questions import Answer, Since
from .states import CannotMove, State

__all__ = [
    "CannotMove",
    "Followup",
    "NotOpen",
    "decline",
    "decline_by_phone",
    "give",
    "holds",
    "open_answer",
    "record",
    "since",
]

KINDS = {6: Kind.FOLLOWUP_6, 12: Kind.FOLLOWUP_12, 24: Kind.FOLLOWUP_24}


class NotOpen(Exception):
    """The window is not open on this day, or the box is not the one that was asked."""


def since(row: Followup) -> Since:
    """From when on one asks. That month is asked about, and only what came after the first contact or the answer."""
    before = Followup.objects.filter(case=row.case, answered_on__isnull=False).exclude(pk=row.pk)
    last = before.order_by("-answered_on").values_list("answered_on", flat=True).first()
    return Since(last or start_of(row.case), again=last is not None)


@transaction.atomic
def give(row: Followup, answer: Answer, *, visit: Visit, at: datetime) -> None:
    """The person answers in the mailbox.

    Written down: the answer, sealed; the facts *follow-up answered*, *went back*, *followed to* and, where it was told,
    *first purchase*, *first known*, *purchases*, *tried*, *reason told*, *reason strong*; one audit entry with the day.
    An SMS that was on its way is gone. Refused: NotOpen; states.CannotMove for what was answered already.
    """
    if row.case.box_id != visit.mailbox.box_id:
        raise NotOpen
    _keep(row, answer, visit.key, by_person=True, at=at)
    mailbox.keep(visit.mailbox, on=timezone.localdate(at))
    trail.record(Act.FOLLOWUP_ANSWERED, by=trail.VISITOR, about=[row], at=at)


@transaction.atomic
def record(row: Followup, answer: Answer, *, by: Member, at: datetime) -> None:
    """The counsellor fills in what the person tells her on the phone. She has read it, since she wrote it.

    Written down: as for `give`, in her lane. Refused: likewise, and cases.CannotOpen.
    """
    _keep(row, answer, cases.key_of(row.case.box, by), by_person=False, at=at)
    row.seen = True
    row.save(update_fields=["seen"])
    trail.record(Act.FOLLOWUP_ANSWERED, by=by, about=[row], at=at)


@transaction.atomic
def decline(row: Followup, *, visit: Visit, at: datetime) -> None:
    """The person does not want to be asked again: neither now nor later.

    Written down: the state of this and every later window, the facts *declined*, one audit entry with the day.
    An SMS that was on its way is gone. Refused: NotOpen for another box. Said twice, it is written down once.
    """
    if row.case.box_id != visit.mailbox.box_id:
        raise NotOpen
    declined = _decline_all(row, visit.key, at=at)
    if declined:
        trail.record(Act.FOLLOWUP_DECLINED, by=trail.VISITOR, about=declined, at=at)


@transaction.atomic
def decline_by_phone(row: Followup, *, by: Member, at: datetime) -> None:
    """The same, told to the counsellor. Raises cases.CannotOpen."""
    declined = _decline_all(row, cases.key_of(row.case.box, by), at=at)
    if declined:
        trail.record(Act.FOLLOWUP_DECLINED, by=by, about=declined, at=at)


@transaction.atomic
def open_answer(row: Followup, *, by: Member, at: datetime) -> Answer | None:
    """The counsellor reads an answer; None where the person has taken its words away.

    Written down: that it was read, one audit entry. Raises cases.CannotOpen.
    """
    kept = row.answer.open(cases.key_of(row.case.box, by))
    answer = questions.from_json(kept) if kept else None
    if not row.seen:
        row.seen = True
        row.save(update_fields=["seen"])
    trail.record(Act.FOLLOWUP_READ, by=by, about=[row], at=at)
    return answer


def holds(row: Followup, answer: Answer, *, visit: Visit) -> bool:
    """Whether just this answer stands there: it came twice, and nobody else's came before it."""
    kept = row.answer.open(visit.key)
    return bool(kept) and questions.from_json(kept) == answer


def not_reached(row: Followup, *, by: Member, on: date) -> None:
    """The fact that a call reached nobody; an answer that comes later corrects it. For attempts.record."""
    facts.put(cases.life_of(row.case.box, by), KINDS[row.months], State.NOT_REACHED, on=on)


def decline_all(row: Followup, *, by: Member, at: datetime) -> list[Followup]:
    """Whoever wants no calls is not asked again. For attempts.record, which writes it down."""
    return _decline_all(row, cases.key_of(row.case.box, by), at=at)


def start_of(case: Case) -> date:
    """The day of the first held contact, where the clock starts; before there is one, the opening."""
    return contacts.first_held_on(case) or case.opened_on


def _keep(row: Followup, answer: Answer, key: mailbox.BoxKey, *, by_person: bool, at: datetime) -> None:
    cases.hold(row.case)
    row.refresh_from_db(fields=["state"])
    on = timezone.localdate(at)
    if on not in windows.of(row):
        raise NotOpen
    states.move(row, State.ANSWERED)
    row.answered_on, row.by_person = on, by_person
    row.answer.seal(key, answer.to_json())
    row.save(update_fields=["state", "answered_on", "by_person", "answer"])
    outbox.forget(key, kind=Outgoing.Kind.FOLLOWUP)
    _count(row, answer, key, on=on)


def _count(row: Followup, answer: Answer, key: mailbox.BoxKey, *, on: date) -> None:
    """Put in together and in this order: figures read them as one answer."""
    life, start = mailbox.life(key), start_of(row.case)
    followed = windows.whole_months(start, on)
    facts.put(life, KINDS[row.months], State.ANSWERED, on=on)
    facts.put(life, Kind.WENT_BACK, answer.any, on=on)
    facts.put(life, Kind.FOLLOWED_TO, facts.months_code(followed), on=on)
    first = answer.first_purchase
    if first is not None:
        months = (int(first[:4]) - start.year) * 12 + int(first[5:]) - start.month
        facts.put(life, Kind.FIRST_PURCHASE, facts.months_code(min(months, followed)), on=on)
        facts.put(life, Kind.FIRST_KNOWN, "yes" if answer.knows_the_first(since(row).on) else "no", on=on)
    facts.put(life, Kind.PURCHASES, answer.purchases, on=on)
    facts.put(life, Kind.TRIED, answer.tried, on=on)
    if answer.held_back:
        for reason in answer.reasons or ["none"]:
            facts.put(life, Kind.REASON_TOLD, reason, on=on)
        for reason in answer.strong_reasons:
            facts.put(life, Kind.REASON_STRONG, reason, on=on)


def _decline_all(row: Followup, key: mailbox.BoxKey, *, at: datetime) -> list[Followup]:
    cases.hold(row.case)
    life, on = mailbox.life(key), timezone.localdate(at)
    # Who was not reached in a window that has closed was not reached: a later no does not make it a no.
    pending = Followup.objects.filter(case=row.case, state__in=states.OPEN, closes_on__gt=on).order_by("months")
    declined = list(pending.select_for_update())
    for each in declined:
        states.move(each, State.DECLINED)
        each.save(update_fields=["state"])
        facts.put(life, KINDS[each.months], State.DECLINED, on=on)
    outbox.forget(key, kind=Outgoing.Kind.FOLLOWUP)
    return declined
