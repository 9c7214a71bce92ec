"""What the early warnings know of cases besides their dates: the rulers of the guide, and whether a time is booked.

It is asked for only those cases that are due to be looked at that day, once for all of them, while she is unlocked.
Nothing of it is shown: a rule speaks or does not.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from kast.appointments import bookings, offering
from kast.appointments.models import Booking
from kast.staff.models import Member

from . import booked, cases
from .models import Case, GuideAnswer

_RULERS = (GuideAnswer.Question.READINESS, GuideAnswer.Question.CONFIDENCE)


def by_key_of(by: Member, *, at: datetime) -> Callable[[Sequence[Case]], Mapping[UUID, Mapping[str, Any]]]:
    """For early_warnings.look: what is learnt of each case with her keys. Three queries, however many cases."""

    def learn(found: Sequence[Case]) -> Mapping[UUID, Mapping[str, Any]]:
        keys = cases.keys_of(by)
        keys.open_all(case.box for case in found)
        known: dict[UUID, dict[str, Any]] = {case.pk: {} for case in found}
        for pk in _booked_ahead(found, by=by, at=at):
            known[pk]["something_ahead"] = True
        boxes = {case.pk: case.box for case in found}
        answers = GuideAnswer.objects.filter(case__in=found, question__in=_RULERS).order_by("answered_at")
        for row in answers:
            set_at = int(row.codes.open(keys.open(boxes[row.case_id])))
            if row.question == GuideAnswer.Question.READINESS:
                known[row.case_id]["readiness"] = set_at
            else:
                known[row.case_id].setdefault("confidence", []).append(set_at)
        return known

    return learn


def _booked_ahead(found: Sequence[Case], *, by: Member, at: datetime) -> set[UUID]:
    ahead = bookings.everybodys().filter(
        state=Booking.State.BOOKED, slot__starts_at__gt=at, slot__starts_at__lt=at + offering.WEEKS
    )
    candidates: dict[object, Any] = {case.pk: (case.box, booked.Whose(case, box=case.box)) for case in found}
    return {whose.case.pk for whose in booked.matched(list(ahead), candidates, by=by).values() if whose.case}
