"""Early warning: who may be leaving, so that somebody gets in touch. A list of rules, not a score by a machine.

The rules are the valid ones of the literature on drop-out: a measure that got worse, talks that did not happen, what
was planned and is fourteen days overdue, sixty days of silence with nothing planned, low confidence, and the case that
the field itself describes: somebody else's idea, two talks, and far from ready. They see plain facts, never a word that
was said. What is not known (no ruler, no measure, no booking) is None and makes no rule speak.

The rules run when she who has the case is unlocked and comes to Today, once a day for each case; no night job holds a
key. What they find is one sealed row, on Today as *hör gärna av dig*, until it is written what was done.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kast.audit import trail
from kast.audit.acts import Act
from kast.door.models import Letter, Reply
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import access, cases, notes
from .models import Case, Contact, EarlyWarning, Risk, RouteIn, Task

OVERDUE_DAYS = 14
SILENT_DAYS = 60
LOW = 3  # of ten, on a ruler
FELL = 3
EARLY_TALKS = 2
# How long the rules leave a case alone after somebody has acted.
QUIET: Mapping[EarlyWarning.Done, int] = {
    EarlyWarning.Done.CONTACTED: 14,
    EarlyWarning.Done.PLANNED: 14,  # counted from the day that was planned
    EarlyWarning.Done.NOT_NEEDED: 60,
}
BY_OTHERS = frozenset({RouteIn.POLICE, RouteIn.SOCIAL_SERVICES, RouteIn.CARE, RouteIn.SOMEONE_CLOSE})
# That a talk did not happen says nothing about the person when it was our doing.
OURS = frozenset({Contact.NotHeld.CANCELLED_BY_US, Contact.NotHeld.BOOKING_ERROR})


Learnt = Callable[[Sequence[Case]], Mapping[UUID, Mapping[str, Any]]]


class CannotAct(Exception):
    """It was written already what was done; or what is planned has no day ahead."""


@dataclass(frozen=True)
class Known:
    """What the rules know of a case on a day. None: not known."""

    held: int = 0
    missed_in_a_row: int = 0
    days_since_touch: int = 0  # since a held talk, a letter, an answer that we left, or the opening
    days_overdue: int = 0  # since the oldest thing that was planned and has passed without a touch
    something_ahead: bool = False
    by_others: bool = False
    open_risk_without_plan: bool = False
    readiness: int | None = None  # 0 to 10, the latest
    confidence: Sequence[int] = field(default=())  # 0 to 10, the oldest first
    worse: bool | None = None  # a measure got reliably worse since the start


@dataclass(frozen=True)
class Rule:
    """One rule: its code, the sentence that she reads, and when it speaks."""

    code: str
    says: Promise
    speaks: Callable[[Known], bool]


def is_silent(known: Known) -> bool:
    """Nobody has been in touch for sixty days, and nothing is planned: the third definition of leaving."""
    return known.days_since_touch >= SILENT_DAYS and not known.something_ahead


RULES: tuple[Rule, ...] = (
    Rule("worse", _("Poängen har blivit tydligt sämre sedan början."), lambda known: known.worse is True),
    Rule(
        "missed_two",
        pgettext_lazy(
            "miss.two", "Två tider i rad blev inte av. Hör gärna av dig, på det sätt ni har kommit överens om."
        ),
        lambda known: known.missed_in_a_row >= 2,
    ),
    Rule(
        "overdue",
        _("Det som var planerat är två veckor gammalt, och ni har inte hörts."),
        lambda known: known.days_overdue >= OVERDUE_DAYS,
    ),
    Rule(
        "silent",
        _("Ni har inte hörts på 60 dagar, och inget är planerat."),
        is_silent,
    ),
    Rule(
        "confidence_low",
        _("Personen tror inte att det går, eller tror det mindre än förut."),
        lambda known: (
            bool(known.confidence)
            and (known.confidence[-1] <= LOW or max(known.confidence) - known.confidence[-1] >= FELL)
        ),
    ),
    Rule(
        "left_early",
        _("Två samtal, på någon annans råd, och en bit kvar till att vilja själv. Det är nu många slutar komma."),
        lambda known: known.by_others and known.held == EARLY_TALKS and _is_far_from_ready(known),
    ),
    Rule(
        "risk_without_plan",
        _("En riskflagga är öppen utan plan."),
        lambda known: known.open_risk_without_plan,
    ),
)
SAYS: Mapping[str, Promise] = {rule.code: rule.says for rule in RULES}


def speaking(known: Known) -> list[str]:
    """The codes of the rules that speak, in the order of the list."""
    return [rule.code for rule in RULES if rule.speaks(known)]


@transaction.atomic
def look(*, by: Member, at: datetime, learnt: Learnt | None = None) -> int:
    """Look once a day at every case that she has now and that is under way; how many warnings came.

    `learnt` is asked, once for all of them, what else is known of these cases, by their keys and the names of `Known`
    (readiness, confidence, worse, something_ahead). A fixed number of queries; a warning or a silence that
    comes costs more. Written down: the day on which each case was looked at; the fact *silent* once for each silence,
    also where the rules leave the case alone; for a warning its sealed row, one fact for each rule, one audit entry for
    all.
    """
    today = timezone.localdate(at)
    waiting = access.has_now(by, at=at).exclude(looked_on=today)
    found = list(waiting.select_for_update(of=("self",)).select_related("box").order_by("pk"))
    if not found:
        return 0
    Case.objects.filter(pk__in=[case.pk for case in found]).update(looked_on=today)
    quiet = _quiet(found, today)
    about = facts_about(found, on=today)
    for pk, more in (learnt(found) if learnt else {}).items():
        if pk in about:
            about[pk] = replace(about[pk], **more)
    _count_silence(found, about, by=by, on=today)
    spoken = [(case, codes) for case in found if case.pk not in quiet and (codes := speaking(about[case.pk]))]
    cases.keys_of(by).open_all(case.box for case, _codes in spoken)
    came = [_warn(case, codes, by=by, on=today) for case, codes in spoken]
    if came:
        trail.record(Act.WARNING_CAME, by=by, about=came, at=at)
    return len(came)


def facts_about(found: Sequence[Case], *, on: date) -> dict[UUID, Known]:
    """What casework itself knows of these cases, in six queries, without opening anything."""
    pks, boxes = [case.pk for case in found], [case.box_id for case in found]
    talks = _talks(pks)
    letters = _latest(
        Letter.objects.filter(mailbox__box__in=boxes).values_list("mailbox__box").annotate(Max("came_on"))
    )
    replies = _latest(Reply.objects.filter(mailbox__box__in=boxes).values_list("mailbox__box").annotate(Max("left_on")))
    tasks = Task.objects.filter(case__in=pks, done_at=None).values_list("case")
    oldest, furthest = _latest(tasks.annotate(Min("due_on"))), _latest(tasks.annotate(Max("due_on")))
    risks = Risk.objects.filter(box__in=boxes).exclude(state=Risk.State.CLOSED).only("box", "doing", "by_when")
    unplanned = {risk.box_id for risk in risks if not risk.doing and risk.by_when is None}
    known = {}
    for case in found:
        talked = talks.get(case.pk, _Talks())
        touches = [case.opened_on, talked.last_held, letters.get(case.box_id), replies.get(case.box_id)]
        touch = max(day for day in touches if day is not None)
        due = oldest.get(case.pk)
        known[case.pk] = Known(
            held=talked.held,
            missed_in_a_row=talked.missed,
            days_since_touch=(on - touch).days,
            days_overdue=(on - due).days if due is not None and touch <= due < on else 0,
            something_ahead=case.pk in furthest and furthest[case.pk] >= on,
            by_others=case.route_in in BY_OTHERS,
            open_risk_without_plan=case.box_id in unplanned,
        )
    return known


@transaction.atomic
def act(
    warning: EarlyWarning,
    done: EarlyWarning.Done,
    *,
    again_on: date | None = None,
    why: str = "",
    by: Member,
    at: datetime,
) -> None:
    """What was done about it: got in touch, planned for a day, or not needed because … . The warning leaves Today.

    Written down: that, the day, the fact *acted*, one audit entry. The rules leave the case alone for a while (QUIET).
    Refused: CannotAct for one that is done, or planned without a day ahead; words in mode A (notes.NoNotesInModeA);
    cases.CannotOpen.
    """
    held = EarlyWarning.objects.select_for_update(of=("self",)).select_related("case__box")
    warning.refresh_from_db(from_queryset=held)
    today = timezone.localdate(at)
    planned = done == EarlyWarning.Done.PLANNED
    if warning.done or (planned and (again_on is None or again_on < today)):
        raise CannotAct
    if warning.case.mode == Case.Mode.A and why.strip():
        raise notes.NoNotesInModeA
    warning.done, warning.done_on, warning.done_by = done, today, by
    warning.again_on = again_on if planned else None
    if why.strip():
        warning.why.seal(cases.key_of(warning.case.box, by), why)
    warning.save(update_fields=["done", "done_on", "done_by", "again_on", "why"])
    facts.put(cases.life_of(warning.case.box, by), Kind.ACTED, done, on=today)
    trail.record(Act.WARNING_ACTED, by=by, about=[warning.case, warning], at=at)


def sentences(warning: EarlyWarning, key: cases.BoxKey) -> list[str]:
    """Why it came, as she reads it."""
    return [str(SAYS[code]) for code in warning.rules.open(key).split() if code in SAYS]


def _is_far_from_ready(known: Known) -> bool:
    """A low ruler. Where nobody has asked, two weeks of silence with nothing planned say the same."""
    if known.readiness is not None:
        return known.readiness <= LOW
    return known.days_since_touch >= OVERDUE_DAYS and not known.something_ahead


@dataclass
class _Talks:
    held: int = 0
    missed: int = 0  # in a row, at the end
    last_held: date | None = None


def _count_silence(found: Sequence[Case], about: Mapping[UUID, Known], *, by: Member, on: date) -> None:
    """A silence is counted when it is first seen, and again only after somebody has been in touch."""
    over = [case.pk for case in found if case.silent_on is not None and about[case.pk].days_since_touch < SILENT_DAYS]
    began = [case for case in found if case.silent_on is None and is_silent(about[case.pk])]
    if over:
        Case.objects.filter(pk__in=over).update(silent_on=None)
    if began:
        Case.objects.filter(pk__in=[case.pk for case in began]).update(silent_on=on)
        cases.keys_of(by).open_all(case.box for case in began)
    for case in began:
        facts.put(cases.life_of(case.box, by), Kind.SILENT, "yes", on=on)


def _talks(pks: Iterable[UUID]) -> dict[UUID, _Talks]:
    found: dict[UUID, _Talks] = {}
    rows = Contact.objects.filter(case__in=pks).order_by("on", "recorded_at")
    for case, on, held, not_held in rows.values_list("case", "on", "held", "not_held"):
        talks = found.setdefault(case, _Talks())
        if held:
            talks.held, talks.missed, talks.last_held = talks.held + 1, 0, on
        elif not_held not in OURS:
            talks.missed += 1
    return found


def _latest(rows: Iterable[tuple[UUID, date]]) -> dict[UUID, date]:
    return dict(rows)


def _quiet(found: Sequence[Case], today: date) -> set[UUID]:
    """The cases that have an open warning, or in which somebody acted so lately that the rules leave them alone."""
    quiet = set()
    rows = EarlyWarning.objects.filter(case__in=[case.pk for case in found])
    for case, done, done_on, again_on in rows.values_list("case", "done", "done_on", "again_on"):
        since = again_on or done_on
        if since is None or today < since + timedelta(days=QUIET[EarlyWarning.Done(done)]):
            quiet.add(case)
    return quiet


def _warn(case: Case, codes: Sequence[str], *, by: Member, on: date) -> EarlyWarning:
    warning = EarlyWarning(case=case, came_on=on)
    warning.rules.seal(cases.key_of(case.box, by), " ".join(codes))
    warning.save(force_insert=True)
    life = cases.life_of(case.box, by)
    for code in codes:
        facts.put(life, Kind.WARNED, code, on=on)
    return warning
