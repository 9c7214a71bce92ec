"""What the made-up people are asked: about the year before at the first talk, and how it went afterwards."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from kast.casework.models import Case
from kast.door import visitors
from kast.followup import answers, attempts, baseline, questions, windows
from kast.followup.models import Attempt, Followup
from kast.staff.models import Member

from .story import Asked, Life, weekday

if TYPE_CHECKING:
    from .filling import Stage

# Which reasons people name, more often and less: as drawn, and nothing that anybody has found.
_NAMED = [4, 4, 3, 2, 3, 3, 4, 1]


def before(plan: Life, case: Case, stage: "Stage", by: Member, at: datetime) -> None:
    """At the first talk one asks about the year before; one person is left to answer alone, in the mailbox."""
    if plan.carried:
        baseline.lay(case, by=by, at=at)
        return
    ever, calendar = questions.Ever(plan.baseline), {}
    if ever == questions.Ever.RECENT:
        where = stage.draw.choices(list(questions.Where), weights=[5, 1, 3, 1], k=3)
        often = stage.draw.choices(["1", "2", "3-5"], weights=[6, 3, 1], k=3)
        month = timezone.localdate(at).replace(day=1)
        for back, place, many in zip((1, 4, 9), where, often, strict=True):
            calendar[f"{month - timedelta(days=back * 30):%Y-%m}"] = {place.value: many}
    now = {
        "life": stage.draw.choice(["between", "rather_bad", "bad"]),
        "lonely": stage.draw.choice(["sometimes", "often"]),
    }
    baseline.record(case, questions.Before(ever, calendar, now), by=by, at=at)


def asked_on(case: Case, months: int) -> date:
    """The day of an answer or a try: ten days into the window, or the Monday after."""
    case.refresh_from_db(fields=["ended_on", "followup_spans"])
    assert case.ended_on is not None
    span = next(span for span in windows.spans_of(case) if span.months == months)
    return weekday(windows.window(case.ended_on, span).due_on + timedelta(days=10))


def ask(
    asked: Asked,
    row: Followup,
    stage: "Stage",
    *,
    visit: Callable[[], visitors.Visit],
    by: Member,
    at: datetime,
) -> None:
    """One follow-up, as the plan says it went. `visit`: the person inside the mailbox, where there is one."""
    by_call = row.means == Followup.Means.CALL
    if asked.result == "declined" and by_call:
        attempts.record(row, Attempt.Result.DO_NOT_CALL, by=by, at=at)
    elif asked.result == "declined":
        answers.decline(row, visit=visit(), at=at)
    elif asked.result == "not_reached" and by_call:
        for days in range(attempts.most()):
            attempts.record(row, Attempt.Result.NO_ANSWER, by=by, at=at + timedelta(days=days))
    elif asked.result in {"no", "yes", "attempt"}:
        answer = _answer(asked.result, row, stage)
        if by_call:
            attempts.record(row, Attempt.Result.REACHED, by=by, at=at)
            answers.record(row, answer, by=by, at=at)
        else:
            answers.give(row, answer, visit=visit(), at=at)
            if at < stage.lately:
                answers.open_answer(row, by=by, at=at + timedelta(days=3))


def _calendar(row: Followup, month: str, *, bought: bool) -> questions.Calendar:
    """An attempt in a month; where it was more, the purchase, and the months before it, in which there was none."""
    if not bought:
        return {month: {questions.TRIED: "1"}}
    here = questions.Where.SWEDEN_HERE.value
    before = questions.months_between(answers.since(row).on, date.fromisoformat(f"{month}-01"))[1:]
    return {f"{each:%Y-%m}": {here: "0"} for each in before} | {month: {here: "1", questions.TRIED: "1"}}


def _answer(result: str, row: Followup, stage: "Stage") -> questions.Answer:
    named = {*stage.draw.choices(list(questions.HeldBack), weights=_NAMED, k=4)}
    held_back = {code.value: stage.draw.randint(2, 10) for code in questions.HeldBack if code in named}
    month = f"{row.due_on - timedelta(days=40):%Y-%m}"
    bought = result == "yes"
    return questions.Answer(
        questions.Any(result),
        calendar=_calendar(row, month, bought=bought) if result != "no" else {},
        last=month if bought else "",
        held_back=held_back,
        worse=next(stage.texts["worse"]),
        now={"life": stage.draw.choice(["good", "rather_good", "between"]), "lonely": "sometimes", "sure": "8"},
        again="yes" if bought else "not_now",
    )
