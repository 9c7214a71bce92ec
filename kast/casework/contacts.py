"""Contacts: talks that were held, and those that were not, with their why."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.door.models import Reply
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import access, cases, drafts, notes, states
from .models import Case, Contact, Note


class NotUnderWay(Exception):
    """The case has ended; it is reopened first."""


class NotYet(Exception):
    """A contact is recorded when it has been, not before."""


class WithWhom(Exception):
    """An interpreter has a group of languages and is there or on the phone: both, or neither when there was none."""


class WhyNot(Exception):
    """A contact was held, or was not and has its why: one of the two."""


@transaction.atomic
def record(
    case: Case,
    *,
    on: date,
    kind: Contact.Kind,
    means: Contact.Means,
    held: bool,
    not_held: Contact.NotHeld | None = None,
    minutes: int | None = None,
    interpreter: bool = False,
    interpreting: tuple[Contact.Tongue, Contact.Through] | None = None,
    words: str = "",
    draft: UUID | None = None,
    by: Member,
    at: datetime,
) -> Contact:
    """One talk, held or not, and what she writes about it.

    Written down: the contact; a note when there are words; the fact *came* with the contact's kind, or *not held* with
    its why; for the first that was held, the fact *talk days* where an answer went before it; one audit entry; the
    draft is gone. Refused: NotUnderWay; NotYet; WhyNot; WithWhom; notes.NoNotesInModeA;
    cases.CannotOpen.
    """
    cases.hold(case)
    if not states.under_way(case):
        raise NotUnderWay
    if on > timezone.localdate(at):
        raise NotYet
    if held == (not_held is not None):
        raise WhyNot
    if interpreting is not None and not interpreter:
        raise WithWhom
    contact = Contact(
        case=case,
        on=on,
        kind=kind,
        means=means,
        interpreter=interpreter,
        minutes=minutes if held else None,
        held=held,
        not_held=not_held or "",
        by=by,
        recorded_at=at,
    )
    contact.interpreting.seal(cases.key_of(case.box, by), " ".join(interpreting or ()))
    contact.save(force_insert=True)
    about: list[Case | Contact | Note] = [case, contact]
    if words.strip():
        about.append(notes.keep(case, words, contact=contact, by=by, at=at))
    drafts.throw_away(case.box, draft, by=by)
    life = cases.life_of(case.box, by)
    if not_held is None:
        facts.put(life, Kind.CAME, kind, on=on)
        if code := _days_since_answer(contact):
            facts.put(life, Kind.TALK_DAYS, code, on=on)
    else:
        facts.put(life, Kind.NOT_HELD, not_held, on=on)
    trail.record(Act.CONTACT_RECORDED, by=by, about=about, at=at)
    return contact


def interpreter_of(contact: Contact, key: cases.BoxKey) -> str:
    """The interpreter of a talk in words: which languages, and how; empty where it was not said."""
    told = contact.interpreting.open(key).split() if contact.interpreter else []
    return f"{Contact.Tongue(told[0]).label}, {Contact.Through(told[1]).label}" if told else ""


def first_held_on(case: Case) -> date | None:
    """From when follow-up counts: the first talk that was held, or the first answer that the person read."""
    talks = case.contacts.filter(held=True).order_by("on").values_list("on", flat=True)[:1]
    read = (
        Reply.objects.filter(mailbox__box=case.box, fetched=True, notice=False)
        .order_by("left_on")
        .values_list("left_on", flat=True)
    )[:1]
    return min([*talks, *read], default=None)


def _days_since_answer(contact: Contact) -> str | None:
    """From our first answer to this talk, as the ledger keeps it; None where another talk was held before it.

    A talk that is recorded later but was held earlier says it again, also that no answer went before it after all;
    figures take the last. A first talk that no answer went before says nothing.
    """
    case, on = contact.case, contact.on
    others = case.contacts.filter(held=True).exclude(pk=contact.pk)
    if others.filter(on__lte=on).exists():
        return None
    answers = Reply.objects.filter(mailbox__box=case.box_id, notice=False, left_on__lte=on).order_by("left_on")
    answered_on = answers.values_list("left_on", flat=True).first()
    if answered_on is None:
        return facts.NO_ANSWER_BEFORE if others.exists() else None
    return facts.days_code((on - answered_on).days)


def missed_twice(member: Member, *, at: datetime) -> list[tuple[str, date]]:
    """Cases of hers whose last two talks did not happen, since which nobody has got in touch: number and last day."""
    under_way = {case.pk: case for case in access.under_way(member, at=at)}
    later = Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), recorded_at__gt=OuterRef("recorded_at"))
    since = ~Exists(Contact.objects.filter(later, case=OuterRef("case"), held=True))
    missed: dict[UUID, list[date]] = {}
    for pk, on in Contact.objects.filter(since, case__in=under_way, held=False).values_list("case", "on"):
        missed.setdefault(pk, []).append(on)
    last = {pk: max(days) for pk, days in missed.items() if len(days) > 1}
    of_box = {under_way[pk].box_id: pk for pk in last}
    wrote = Reply.objects.filter(mailbox__box__in=of_box, notice=False).values_list("mailbox__box", "left_on")
    in_touch = {of_box[box] for box, left_on in wrote if left_on >= last[of_box[box]]}
    found = [(under_way[pk].number, on) for pk, on in last.items() if pk not in in_touch]
    return sorted(found, key=lambda row: row[1])
