"""Cases in lists: codes and dates, nothing that is sealed. Which cases those are, access says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from kast.door.models import Letter
from kast.staff.models import Member

from . import access, inbox, lending
from .models import Case, Contact, Topic
from .topic import is_due

AT_A_TIME = 25  # ended cases on a page


@dataclass(frozen=True)
class Row:
    """A case as it stands in a list: codes and dates, nothing that is sealed."""

    number: str
    state: str
    mode: str
    opened_on: date
    ended_on: date | None
    holder: str
    held: int
    written_again: int
    lent_until: date | None
    broken: bool
    topic_due: bool
    deleted_on: date | None
    again_on: date | None = None
    oldest_letter: date | None = None  # of those without an answer

    @property
    def under_way(self) -> bool:
        """Whether it is open or reopened."""
        return self.ended_on is None

    @property
    def newly_deleted(self) -> bool:
        """Whether the person has deleted the mailbox of a case that nobody has ended since."""
        return self.under_way and self.deleted_on is not None


def rows(member: Member, *, at: datetime) -> list[Row]:
    """Her cases under way, the newest first, and ended ones whose person has written again. Six queries, always."""
    written = Letter.objects.filter(state=Letter.State.WAITING, mailbox__deleted_on=None)
    boxes = list(written.values_list("mailbox__box", flat=True).distinct())
    return _told(access.reachable(member, at=at).filter(Q(ended_on=None) | Q(box__in=boxes)), member, at=at)


@dataclass(frozen=True)
class Ended:
    """A page of ended cases, and which of how many it is."""

    rows: Sequence[Row]
    page: Page[UUID]


def ended(member: Member, *, at: datetime, page: int = 1) -> Ended:
    """Her ended cases, so many at a time, those that ended last first. Seven queries, however many there are."""
    hers = access.reachable(member, at=at)
    found = hers.filter(ended_on__isnull=False).order_by("-ended_on", "-number").values_list("pk", flat=True)
    shown = Paginator(found, AT_A_TIME).get_page(page)
    return Ended(_told(hers.filter(pk__in=list(shown)), member, at=at), shown)


# What a row shows; nothing that is sealed is even fetched.
_SHOWN = (
    *("number", "box", "state", "mode", "opened_on", "ended_on", "lent_until", "mailbox_deleted_on"),
    *("stand_in", "holder__shown_name"),
)


def _told(wanted: QuerySet[Case], member: Member, *, at: datetime) -> list[Row]:
    today = timezone.localdate(at)
    plain = wanted.select_related(None).select_related("holder").only(*_SHOWN)
    found = list(plain.order_by(F("ended_on").desc(nulls_first=True), "-number"))
    talks = Contact.objects.filter(case__in=found, held=True).values("case").annotate(many=Count("pk"))
    held = dict(talks.values_list("case", "many"))
    latest = {row.case_id: row for row in Topic.objects.filter(case__in=found).order_by("said_at")}
    letters: dict[object, list[date]] = {}
    again: Counter[object] = Counter()
    waiting = inbox.unanswered().filter(mailbox__box__in=[case.box_id for case in found])
    for box, came_on, state in waiting.values_list("mailbox__box", "came_on", "state"):
        letters.setdefault(box, []).append(came_on)
        again[box] += state == Letter.State.WAITING
    return [
        Row(
            number=case.number,
            state=str(case.State(case.state).label),
            mode=case.mode,
            opened_on=case.opened_on,
            ended_on=case.ended_on,
            holder=case.holder.shown_name,
            held=held.get(case.pk, 0),
            written_again=again[case.box_id],
            oldest_letter=min(letters.get(case.box_id, []), default=None),
            lent_until=case.lent_until if lending.lent(case, on=today) else None,
            broken=case.holder_id != member.pk and not lending.lent(case, on=today),
            topic_due=case.ended_on is None and is_due(latest.get(case.pk), held.get(case.pk, 0), on=today),
            again_on=latest[case.pk].again_on if case.pk in latest else None,
            deleted_on=case.mailbox_deleted_on,
        )
        for case in found
    ]


def stand_in_for(member: Member, *, at: datetime) -> list[Row]:
    """Cases she is the stand-in of and cannot open now: their numbers, for an emergency opening."""
    openable = access.under_way(member, at=at).filter(stand_in=member).values_list("pk", flat=True)
    shut = Case.objects.filter(stand_in=member, ended_on=None).exclude(pk__in=list(openable)).select_related("holder")
    return [
        Row(
            number=case.number,
            state=str(case.State(case.state).label),
            mode=case.mode,
            opened_on=case.opened_on,
            ended_on=None,
            holder=case.holder.shown_name,
            held=0,
            written_again=0,
            lent_until=None,
            broken=False,
            topic_due=False,
            deleted_on=None,
        )
        for case in shut.order_by("-number")
    ]


@dataclass(frozen=True)
class Loan:
    """Cases that are lent for the same days by the same counsellor to the same stand-in."""

    holder: str
    stand_in: str
    since: date | None
    until: date
    numbers: Sequence[str]
    out: bool  # she who asks is away; else she is the stand-in
    begun: bool


def loans(member: Member, *, at: datetime) -> list[Loan]:
    """Loans that run or are agreed, hers and those to her, by day. One query."""
    today = timezone.localdate(at)
    found = Case.objects.filter(Q(holder=member) | Q(stand_in=member), lent_until__gte=today)
    alike: dict[tuple[object, ...], list[Case]] = {}
    for case in found.select_related("holder", "stand_in").order_by("lent_until", "number"):
        alike.setdefault((case.holder_id, case.stand_in_id, case.lent_from, case.lent_until), []).append(case)
    return [_loan(same, member, today) for same in alike.values()]


def _loan(same: Sequence[Case], member: Member, today: date) -> Loan:
    first = same[0]
    assert first.stand_in is not None
    assert first.lent_until is not None
    return Loan(
        holder=first.holder.shown_name,
        stand_in=first.stand_in.shown_name,
        since=first.lent_from,
        until=first.lent_until,
        numbers=[case.number for case in same],
        out=first.holder_id == member.pk,
        begun=lending.lent(first, on=today),
    )


def without_stand_in(member: Member) -> list[str]:
    """Her cases under way that nobody can open while she is away."""
    found = Case.objects.filter(holder=member, ended_on=None, stand_in=None).order_by("number")
    return list(found.values_list("number", flat=True))


@dataclass(frozen=True)
class Fault:
    """A case that fewer than two of those who work here can open."""

    number: str
    holder: str
    wraps: int


def faults() -> list[Fault]:
    """Cases with fewer than two wraps of members who work here: a sick counsellor would close them."""
    here = Member.objects.filter(is_active=True, left_on=None, holder__isnull=False).values("holder")
    found = (
        Case.objects.annotate(wraps=Count("box__wraps", filter=Q(box__wraps__holder__in=here)))
        .filter(wraps__lt=2)
        .select_related("holder")
        .order_by("number")
    )
    return [Fault(case.number, case.holder.shown_name, case.wraps) for case in found]
