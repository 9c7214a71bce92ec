"""How made-up people begin who do not write: by a slip that somebody called, or by a colleague who pointed them on.

Some slips lead nowhere: a wrong number, nobody who wants a call any more, one that nobody had time to call.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from kast.casework import cases, guide, referred, slip_calls
from kast.casework.models import Case, RouteIn
from kast.casework.slip_calls import Result
from kast.door import referrals, slips
from kast.door.models import Referral, Slip
from kast.door.nonces import Purpose
from kast.staff.models import Member

from . import playing, story

if TYPE_CHECKING:
    from .filling import Stage

_CAUGHT = {
    "police": ("this_year", "this_year", "last_year"),
    "card": ("this_year", "unsaid", "no"),
    "own": ("no", "no", "earlier", "unsaid"),
}


def begin(plan: story.Life, asked: cases.Asked, stage: "Stage", *, stand_in: Member, by: Member, at: datetime) -> Case:
    """Begin the case of somebody who did not write, by what came before it."""
    left_at = playing.moment(plan.wrote_on, 8)
    if plan.heard == "police" and plan.begin == "phone":
        asked = replace(asked, route_in=RouteIn.SLIP)
        slip = _leave_slip(stage, left_at)
        slip_calls.record(slip, Result.REACHED, by=by, at=at)
        return slip_calls.begin_case(slip, asked, keep_number=False, stand_in=stand_in, by=by, at=at)
    begins = Case.Begin(plan.begin)
    if plan.heard in {"social_services", "care"}:
        said = referrals.Said(**{**stage.texts["referral"], "source": plan.heard})
        referrals.leave(said, nonce=playing.nonce(Purpose.REFERRAL, left_at), at=left_at)
        row = Referral.objects.latest("number")
        return referred.begin_case(row, begins, asked, keep_number=False, stand_in=stand_in, by=by, at=at)
    return cases.begin(begins, asked, stand_in=stand_in, by=by, at=at)


def is_asked_of_the_police(plan: story.Life, case: Case, *, by: Member, at: datetime) -> None:
    """The guide's question about being caught, asked of most who have bought."""
    answers = _CAUGHT.get(plan.heard, ())
    if answers and plan.baseline == "last_12_months" and plan.wrote_on.day % 5:
        code = answers[plan.wrote_on.toordinal() % len(answers)]
        guide.answer(case, [guide.Answer(guide.Question.CAUGHT, (code,))], by=by, at=at)


def in_vain(stage: "Stage", first: date, today: date) -> Iterator[datetime]:
    """Every six weeks a slip that leads nowhere."""
    ada, results = stage.members["ada"], cycle([Result.WRONG_NUMBER, Result.DO_NOT_CALL, None, Result.REACHED])
    for day in range(20, (today - first).days - 40, 42):
        on = story.weekday(first + timedelta(days=day))
        yield playing.moment(on, 8, 30)
        slip = _leave_slip(stage, playing.moment(on, 8, 30))
        result, at = next(results), playing.moment(story.weekday(on + timedelta(days=1 + day % 3)), 10)
        if result is None:
            yield playing.moment(slip.kept_until, 3)
            slip_calls.forget_old(playing.moment(slip.kept_until, 3))
            continue
        yield at
        slip_calls.record(slip, result, by=ada, at=at)
        if result == Result.REACHED:
            slip_calls.nothing_kept(slip, by=ada, at=at)
        slip_calls.settle(at + slip_calls.UNDO)


def _leave_slip(stage: "Stage", at: datetime) -> Slip:
    words = stage.texts["past_slip"]
    said = slips.Said(**{**words, "parts": tuple(words["parts"])})
    slips.leave(said, nonce=playing.nonce(Purpose.SLIP, at), at=at)
    return Slip.objects.latest("number")
