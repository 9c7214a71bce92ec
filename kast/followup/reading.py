"""An answer as the counsellor reads it: each question that was answered, with its sentences."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kast.casework import cases
from kast.casework.cases import Case, Member

from .models import Baseline, Followup
from .questions import (
    NOW,
    Again,
    Answer,
    Any,
    Before,
    Calendar,
    Ever,
    HeldBack,
    Often,
    Told,
    before_from_json,
    from_json,
    line_label,
)


def told_in(case: Case, *, by: Member) -> list[tuple[Followup, str, list[str]]]:
    """Every answer of a case in words, for a verb that writes down that it was read. Raises cases.CannotOpen."""
    rows = [
        row
        for row in Followup.objects.filter(case=case, answered_on__isnull=False).order_by("answered_on")
        if row.answer
    ]
    key = cases.key_of(case.box, by) if rows else None
    return [
        (row, _("Efter %(n)d månader") % {"n": row.months}, _lines(from_json(row.answer.open(key))))
        for row in rows
        if key is not None
    ]


def start_told_in(case: Case, *, by: Member) -> tuple[Baseline, list[str]] | None:
    """What a case keeps of the first talks' calendar in words, likewise. Raises cases.CannotOpen."""
    row = Baseline.objects.filter(case=case, answered_on__isnull=False).first()
    told_then = row.answer.open(cases.key_of(case.box, by)) if row is not None else ""
    if row is None or not told_then:
        return None
    return row, [f"{one.question}: {'; '.join(one.lines)}" for one in told_before(before_from_json(told_then))]


def _lines(answer: Answer) -> list[str]:
    return [f"{one.question}: {'; '.join(one.lines)}" for one in told(answer)]


def told(answer: Answer) -> list[Told]:
    """The questions that were answered, in their order."""
    lines = [
        Told(_("Har köpt sex"), [str(Any(answer.any).label)]),
        Told(_("Månad för månad"), _months(answer.calendar)),
        Told(pgettext("fu.last", "Vilken månad var det senast?"), [_name(answer.last)] if answer.last else []),
        Told(_("Det som har hindrat, 0–10"), [f"{HeldBack(item).label}: {n}" for item, n in answer.held_back.items()]),
        Told(
            pgettext("fu.worse", "Var det något hos oss som inte hjälpte, eller som gjorde det värre?"),
            [answer.worse] if answer.worse else [],
        ),
        *_now(answer.now),
        Told(
            pgettext("fu.end", "Vill du prata med oss igen?"), [str(Again(answer.again).label)] if answer.again else []
        ),
    ]
    return [question for question in lines if question.lines]


def told_before(before: Before) -> list[Told]:
    """What was told at the first talks, in the same order."""
    lines = [
        Told(_("Har köpt sex"), [str(Ever(before.ever).label)]),
        Told(_("Månad för månad"), _months(before.calendar)),
        *_now(before.now),
    ]
    return [question for question in lines if question.lines]


def _now(now: Mapping[str, str]) -> list[Told]:
    """How things are, item by item."""
    return [Told(str(NOW[name][0]), [str(dict(NOW[name][1])[said]).capitalize()]) for name, said in now.items()]


def _months(calendar: Calendar) -> list[str]:
    return [_month(month, calendar) for month in sorted(calendar, reverse=True)]


def _month(month: str, calendar: Calendar) -> str:
    counts = calendar[month].items()
    return f"{_name(month)}: " + ", ".join(f"{line_label(line)} {Often(often).label}" for line, often in counts)


def _name(month: str) -> str:
    return date_format(date.fromisoformat(f"{month}-01"), "F Y")
