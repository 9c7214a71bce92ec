"""The only way to a follow-up: for the person it asks, and for whoever can open the case. Else the same 404."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.http import Http404

from kast.appointments import reminders
from kast.casework import access as casework
from kast.casework import lending
from kast.casework.models import Case
from kast.door.models import Mailbox
from kast.door.visitors import Visit
from kast.staff.models import Member

from . import baseline, states
from .models import Attempt, Baseline, Followup
from .states import State


@dataclass(frozen=True)
class Row:
    """A follow-up as it stands in a list: codes and dates, nothing that is sealed."""

    pk: UUID
    number: str  # the case's
    months: int
    state: str
    state_code: str
    means: str
    means_code: str
    due_on: date
    closes_on: date
    answered_on: date | None
    attempts: int
    unanswered: int  # of these, calls that nobody answered: what the stop rule counts
    last_try: date | None
    texted_on: date | None
    unread: bool  # answered, and the counsellor has not read it
    open: bool  # can still be answered
    late: int = 0  # how many days have gone since somebody was to call

    @property
    def to_call(self) -> bool:
        """Whether the counsellor is to call: the stop rule has not said that it was enough."""
        return self.open and self.means_code == Followup.Means.CALL and self.state_code != State.NOT_REACHED

    def days_late(self, today: date) -> int:
        """How many days have gone since it was due."""
        return max((today - self.due_on).days, 0)


def due_for(member: Member, *, today: date) -> list[Row]:
    """What is hers to do: calls whose day has come, and answers that she has not read. Two queries.

    Cases in which something waits are found by the index of each kind, and hers are taken from among them.
    """
    to_call = Q(means=Followup.Means.CALL, state__in=states.TO_CALL, due_on__lte=today, closes_on__gt=today)
    unread = Q(state=State.ANSWERED, seen=False)
    wait = [Q(pk__in=Followup.objects.filter(kind).values("case")) for kind in (to_call, unread)]
    hers = Case.objects.filter(Q(holder=member) | lending.lent_to(member, on=today)).filter(wait[0] | wait[1])
    cases = list(hers.values_list("pk", flat=True))
    return _rows(Followup.objects.filter(to_call | unread, case__in=cases), today=today)


def all_for(member: Member, *, at: datetime, today: date) -> list[Row]:
    """Every follow-up in the cases that she can open whose window is open, or whose answer waits. Two queries."""
    cases = casework.reachable(member, at=at).values("pk")
    under_way = Q(state__in=states.OPEN, opens_on__lte=today, closes_on__gt=today)
    found = Followup.objects.filter(case__in=cases).filter(under_way | Q(state=State.ANSWERED, seen=False))
    return _rows(found, today=today)


def of_case(case: Case, *, today: date | None = None) -> list[Row]:
    """The follow-ups of a case, those of its last ending last. One query."""
    return _rows(Followup.objects.filter(case=case), today=today)


def followup_for(member: Member, pk: UUID, *, at: datetime, to_write: bool = False) -> Followup:
    """A follow-up of a case that she can open; to write in, that is hers now. Else 404."""
    row = Followup.objects.filter(pk=pk).select_related("case").first()
    if row is None:
        raise Http404
    row.case = casework.case_for(member, row.case.number, at=at, to_write=to_write)
    return row


def tries(row: Followup) -> QuerySet[Attempt]:
    """Attempts to reach the person, in order."""
    return row.attempts.select_related("by").order_by("on", "pk")


def row_of(row: Followup, *, today: date) -> Row:
    """One follow-up as it stands in a list."""
    return _rows(Followup.objects.filter(pk=row.pk), today=today)[0]


def waiting_for(mailbox: Mailbox, *, today: date) -> Followup | None:
    """The question that lies in a mailbox on this day. Who wanted to get in touch finds it when the window opens."""
    asked = ~Q(state=State.DUE) | Q(means=Followup.Means.SELF)
    open_now = Followup.objects.filter(
        asked, case__box=mailbox.box_id, state__in=states.OPEN, opens_on__lte=today, closes_on__gt=today
    )
    return open_now.select_related("case").order_by("due_on").first()


def for_visitor(visit: Visit, *, today: date) -> Followup | None:
    """The same, for who holds the mailbox open."""
    return waiting_for(visit.mailbox, today=today)


def settled(visit: Visit, *, today: date) -> str:
    """What became of the question of a window that is still open: answered, declined, or nothing."""
    rows = Followup.objects.filter(
        case__box=visit.mailbox.box_id,
        state__in=[State.ANSWERED, State.DECLINED],
        opens_on__lte=today,
        closes_on__gt=today,
    )
    return rows.order_by("-ended_on", "-due_on").values_list("state", flat=True).first() or ""


def answered(visit: Visit, *, today: date) -> Followup | None:
    """The window that is still open and has its answer, whoever gave it."""
    rows = Followup.objects.filter(
        case__box=visit.mailbox.box_id, state=State.ANSWERED, opens_on__lte=today, closes_on__gt=today
    )
    return rows.select_related("case").order_by("-ended_on", "-due_on").first()


def may_write(row: Followup, member: Member, *, at: datetime) -> bool:
    """Whether she has the case now, and not only reads in it."""
    return casework.may_write(row.case, member, at=at)


def agreed(visit: Visit, *, today: date) -> list[Followup]:
    """What was agreed and nobody has answered, the earliest first: what the person may still say no to.

    The day of some has come: a call stays due until somebody has tried, a question until the person answers it.
    """
    ahead = Followup.objects.filter(case__box=visit.mailbox.box_id, state__in=states.OPEN, closes_on__gt=today)
    return list(ahead.select_related("case").order_by("due_on"))


def wording_for(visit: Visit, rows: Iterable[Followup]) -> str:
    """The SMS word for word, when one of these comes with one; else empty."""
    by_sms = any(row.means == Followup.Means.SMS for row in rows)
    return reminders.later(language=visit.mailbox.language) if by_sms else ""


def questions_laid(visit: Visit) -> Baseline | None:
    """The questions about the start that lie in the mailbox; None while there are none, or nobody may answer."""
    row = Baseline.objects.filter(case__box=visit.mailbox.box_id, laid_on__isnull=False).select_related("case").first()
    may = row is not None and baseline.waits(row) and row.case.ended_on is None and baseline.asks(row.case)
    return row if may else None


def told_the_start(visit: Visit) -> bool:
    """Whether the person answered those questions, and nobody has laid them anew or filled them in since."""
    answered = Baseline.objects.filter(case__box=visit.mailbox.box_id, answered_on__isnull=False, by_person=True)
    return answered.filter(laid_on=None).exists()


def baseline_of(case: Case) -> Baseline | None:
    """What was told about the start, still sealed; None when nobody has asked with the calendar."""
    return Baseline.objects.filter(case=case).select_related("case__box").first()


def may_decline(row: Followup, *, today: date) -> bool:
    """Whether anything of this case can still be said no to."""
    return Followup.objects.filter(case=row.case, state__in=states.OPEN, closes_on__gt=today).exists()


def next_day(mailbox: Mailbox, *, today: date) -> date | None:
    """When somebody who wanted to get in touch will be asked next: for the calendar."""
    planned = Followup.objects.filter(
        case__box=mailbox.box_id, means=Followup.Means.SELF, state=State.DUE, due_on__gt=today
    )
    return planned.order_by("due_on").values_list("due_on", flat=True).first()


def needed_until(boxes: Iterable[object]) -> dict[object, date]:
    """Until when a follow-up may still be answered in these boxes: for retention. One query."""
    open_now = Followup.objects.filter(case__box__in=list(boxes), state__in=states.OPEN).order_by("closes_on")
    return dict(open_now.values_list("case__box", "closes_on"))


def over(today: date) -> Iterable[UUID]:
    """Cases in which follow-up was planned after the last ending, and nobody is going to be asked any more."""
    of_ending = Followup.objects.filter(case=OuterRef("pk"), ended_on=OuterRef("ended_on"))
    pending = of_ending.filter(state__in=states.OPEN, closes_on__gt=today)
    return Case.objects.filter(Exists(of_ending), ~Exists(pending)).values_list("pk", flat=True)


def _rows(found: QuerySet[Followup], *, today: date | None) -> list[Row]:
    in_vain = Count("attempts", filter=Q(attempts__result=Attempt.Result.NO_ANSWER))
    counted = found.annotate(
        tried=Count("attempts"), in_vain=in_vain, last=Max("attempts__on"), number=F("case__number")
    )
    rows = [
        Row(
            pk=row.pk,
            number=row.number,
            months=row.months,
            state=str(State(row.state).label),
            state_code=row.state,
            means=str(Followup.Means(row.means).label) if row.means else "",
            means_code=row.means,
            due_on=row.due_on,
            closes_on=row.closes_on,
            answered_on=row.answered_on,
            attempts=row.tried,
            unanswered=row.in_vain,
            last_try=row.last,
            texted_on=row.texted_on,
            unread=row.state == State.ANSWERED and not row.seen,
            open=row.state in states.OPEN and (today is None or row.opens_on <= today < row.closes_on),
        )
        for row in counted.order_by("due_on", "number")
    ]
    return [replace(row, late=row.days_late(today)) if today and row.to_call else row for row in rows]
