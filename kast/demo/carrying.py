"""What carries the talks in one made-up life: a plan, a guide half answered, a corrected note, a loan."""

from datetime import date, datetime, timedelta
from typing import Any

from kast.casework import guide, lending, notes, plans
from kast.casework.guide import Answer, Question
from kast.casework.models import Case, Note
from kast.staff.models import Member


def carry(case: Case, texts: dict[str, Any], *, today: date, by: Member, at: datetime) -> None:
    """All of it on one day. Some questions are left for later, and the loan begins next week."""
    first = Note.objects.filter(case=case).select_related("case__box", "contact").order_by("written_at").first()
    assert first is not None
    notes.object_to(first, texts["objection"], by=by, at=at)
    notes.correct(first, texts["correction"], by=by, at=at)
    given = [
        Answer(Question.CHILDREN, ("yes",), texts["children"]),
        Answer(Question.ALCOHOL, ("often",), texts["alcohol"]),
        Answer(Question.HELD_BACK, ("caught", "shame")),
        Answer(Question.READINESS, ("7",)),
        Answer(Question.CONFIDENCE, ("4",)),
        Answer(Question.SHAME, ("8",)),
    ]
    guide.answer(case, given, by=by, at=at)
    plans.write(case, plans.Words(**texts["plan"]), by=by, at=at)
    monday = today + timedelta(days=7 - today.weekday())
    lending.lend(case, since=monday, until=monday + timedelta(days=4), by=by, at=at)
