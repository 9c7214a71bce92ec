"""An answer as the counsellor reads it: each question that was answered, with its sentences."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kast.casework import cases
from kast.casework.cases import Case, Member

from .models import Followup
from .questions import Again, Answer, Any, HeldBack, Often, Told, Where, from_json


def told_in(case: Case, *, by: Member) -> list[tuple[Followup, str, list[str]]]:
    """Every answer of a case in words, for a verb that writes down that it was read. Raises cases.CannotOpen."""
    rows = list(Followup.objects.filter(case=case, answered_on__isnull=False).order_by("answered_on"))
    key = cases.key_of(case.box, by) if rows else None
    return [
        (row, _("Efter %(n)d månader") % {"n": row.months}, _lines(from_json(row.answer.open(key))))
        for row in rows
        if key is not None
    ]


def _lines(answer: Answer) -> list[str]:
    return [f"{one.question}: {'; '.join(one.lines)}" for one in told(answer)]


def told(answer: Answer) -> list[Told]:
    """The questions that were answered, in their order."""
    lines = [
        Told(_("Har köpt sex"), [str(Any(answer.any).label)]),
        Told(_("Månad för månad"), [_month(month, answer) for month in sorted(answer.calendar, reverse=True)]),
        Told(pgettext("fu.last", "Vilken månad var det senast?"), [_name(answer.last)] if answer.last else []),
        Told(_("Det som har hindrat, 0–10"), [f"{HeldBack(item).label}: {n}" for item, n in answer.held_back.items()]),
        Told(
            pgettext("fu.worse", "Var det något hos oss som inte hjälpte, eller som gjorde det värre?"),
            [answer.worse] if answer.worse else [],
        ),
        Told(
            pgettext("fu.end", "Vill du prata med oss igen?"), [str(Again(answer.again).label)] if answer.again else []
        ),
    ]
    return [question for question in lines if question.lines]


def _month(month: str, answer: Answer) -> str:
    counts = answer.calendar[month].items()
    return f"{_name(month)}: " + ", ".join(f"{Where(where).label} {Often(often).label}" for where, often in counts)


def _name(month: str) -> str:
    return date_format(date.fromisoformat(f"{month}-01"), "F Y")
