"""The flags as they are read: in a list with a clock, one on its page, those of a case; and open threats in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kast.audit import trail
from kast.audit.acts import Act
from kast.door.models import Letter
from kast.staff.models import Member

from . import access, access_to_flags, cases
from .models import Case, Risk
from .risks import State, keeps_words


@dataclass(frozen=True)
class Row:
    """A flag as it stands in a list: kind, clock and names of staff, nothing that is sealed."""

    id: UUID
    kind: str
    kind_code: str
    taken: bool
    raised_at: datetime
    raised_by: str
    taken_by: str
    doer: str
    by_when: datetime | None
    late: bool
    number: str  # of the case, for whoever has it or stands in
    reachable: bool
    letter: int  # of the letter that has no case


def listed(member: Member, *, at: datetime) -> list[Row]:
    """The open flags that she may see: what nobody has taken first, then the oldest. Five queries at most."""
    open_ones = access_to_flags.risks_for(member).exclude(state=State.CLOSED)
    found = list(open_ones.select_related("raised_by", "taken_by", "doer"))
    if not found:
        return []
    boxes = [risk.box_id for risk in found]
    own = {case.box_id: case for case in access.shared(member).filter(box__in=boxes)}
    open_now = set(access.reachable(member, at=at).filter(box__in=boxes).values_list("pk", flat=True))
    letters = _letters(boxes)
    rows = [_row(risk, own.get(risk.box_id), open_now, letters, _names(risk), at) for risk in found]
    return sorted(rows, key=lambda row: (row.taken, row.raised_at))


@dataclass(frozen=True)
class Opened:
    """A flag with its words, for whoever may read them."""

    row: Row
    worry: str = ""
    doing: str = ""
    happened: str = ""
    outcome: str = ""
    closed_by: str = ""
    closed_at: datetime | None = None
    readable: bool = True
    keeps_words: bool = True


@transaction.atomic
def opened(risk: Risk, *, by: Member, at: datetime) -> Opened:
    """One flag for its page. Written down: the opening, when its words are shown; else it is a kind and a clock."""
    case = access.shared(by).filter(box=risk.box_id).first()
    open_now = set(access.reachable(by, at=at).filter(box=risk.box_id).values_list("pk", flat=True))
    row = _row(risk, case, open_now, _letters([risk.box_id]), _names(risk), at)
    if not access_to_flags.may_read_risk(risk, by, at=at):
        return Opened(row, readable=False)
    shown = told(risk, cases.key_of(risk.box, by), row, _names(risk))
    about: list[Case | Letter | Risk] = [risk]
    if behind := case or Letter.objects.filter(mailbox__box=risk.box_id).order_by("number").first():
        about.insert(0, behind)  # the log review goes by the first
    trail.record(Act.RISK_READ, by=by, about=about, at=at)
    return replace(shown, keeps_words=keeps_words(risk))


def told(risk: Risk, key: cases.BoxKey, row: Row, names: Mapping[UUID, str]) -> Opened:
    """The flag with its words, for a page that writes its own opening down."""
    return Opened(
        row,
        worry=risk.worry.open(key),
        doing=risk.doing.open(key),
        happened=risk.happened.open(key),
        outcome=str(Risk.Outcome(risk.outcome).label) if risk.outcome else "",
        closed_by=names[risk.closed_by_id] if risk.closed_by_id else "",
        closed_at=risk.closed_at,
    )


def of_case(case: Case, key: cases.BoxKey, names: Mapping[UUID, str], *, at: datetime) -> list[tuple[Risk, Opened]]:
    """Every flag of a case with its words, in the order in which they were raised. One query."""
    keeps = case.mode != Case.Mode.A
    return [
        (risk, replace(told(risk, key, _row(risk, case, {case.pk}, {}, names, at), names), keeps_words=keeps))
        for risk in Risk.objects.filter(box=case.box_id).order_by("raised_at")
    ]


def who_does_what(row: Row) -> list[str]:
    """Who took a flag, who does what was said, and by when: in sentences, for a paper."""
    taken = _("%(name)s tog den.") % {"name": row.taken_by} if row.taken_by else _("Ingen har tagit den.")
    time = date_format(timezone.localtime(row.by_when), "j F Y H:i") if row.by_when else ""
    if row.doer and time:
        does = _("%(name)s gör det vi har sagt, till %(time)s.") % {"name": row.doer, "time": time}
    elif row.doer:
        does = _("%(name)s gör det vi har sagt.") % {"name": row.doer}
    else:
        does = _("Till %(time)s.") % {"time": time} if time else ""
    return [taken, does]


def on_letter(letter: Letter) -> set[str]:
    """The kinds that are flagged on a letter without a case."""
    found = Risk.objects.filter(box=letter.mailbox.box_id).exclude(state=State.CLOSED)
    return set(found.values_list("kind", flat=True))


def how_long(since: datetime, at: datetime) -> str:
    """A clock in words: minutes, then hours, then days."""
    minutes = max(int((at - since) / timedelta(minutes=1)), 0)
    if minutes < 60:
        return ngettext("%(n)d minut", "%(n)d minuter", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)d timme", "%(n)d timmar", hours) % {"n": hours}
    return ngettext("%(n)d dygn", "%(n)d dygn", hours // 24) % {"n": hours // 24}


@dataclass(frozen=True)
class Threats:
    """Threats to staff that stand open: numbers, for the head."""

    open: int
    untaken: int


def threats() -> Threats:
    """How many there are, and how many nobody has taken."""
    states = list(
        Risk.objects.filter(kind=Risk.Kind.THREAT).exclude(state=State.CLOSED).values_list("state", flat=True)
    )
    return Threats(len(states), states.count(State.RAISED))


def _letters(boxes: list[UUID]) -> Mapping[UUID, int]:
    """The first letter in each of these boxes that belongs to no case; another's case is not told by its letter."""
    found = Letter.objects.filter(mailbox__box__in=boxes).exclude(mailbox__box__in=Case.objects.values("box"))
    found = found.order_by("-number")
    return dict(found.values_list("mailbox__box", "number"))


def _names(risk: Risk) -> dict[UUID, str]:
    """Whoever has had to do with a flag, by name."""
    found = (risk.raised_by, risk.taken_by, risk.doer, risk.closed_by)
    return {member.pk: member.shown_name for member in found if member}


def _row(  # noqa: PLR0917 -- one row, from what was fetched for all of them
    risk: Risk,
    case: Case | None,
    open_now: set[UUID],
    letters: Mapping[UUID, int],
    names: Mapping[UUID, str],
    at: datetime,
) -> Row:
    return Row(
        id=risk.pk,
        kind=str(Risk.Kind(risk.kind).label),
        kind_code=risk.kind,
        taken=risk.state != State.RAISED,
        raised_at=risk.raised_at,
        raised_by=names[risk.raised_by_id],
        taken_by=names[risk.taken_by_id] if risk.taken_by_id else "",
        doer=names[risk.doer_id] if risk.doer_id else "",
        by_when=risk.by_when,
        late=risk.by_when is not None and risk.by_when < at,
        number=case.number if case else "",
        reachable=case is not None and case.pk in open_now,
        letter=0 if case else letters.get(risk.box_id, 0),
    )
