"""What is watched in the made-up unit: warnings over the years, one flag that nobody has taken, a few things to do."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from kast.casework import early_warnings, risks, tasks
from kast.casework.models import Case, EarlyWarning, Risk

from .playing import moment

if TYPE_CHECKING:
    from .filling import Stage


def watch(stage: "Stage", today: date) -> None:
    """As it stands the evening before: what to do is made from texts.yaml, newest cases first."""
    evening = moment(today - timedelta(days=1), 22, 40)
    for name in ("ada", "eva"):
        member = stage.members[name]
        own = list(
            Case.objects.filter(holder=member, ended_on=None)
            .exclude(mode=Case.Mode.A)
            .select_related("box", "holder", "stand_in")
            .order_by("-number")[:3]
        )
        if not own:
            continue
        said = risks.Said(worry=stage.texts["risk"]["worry"], doing=stage.texts["risk"]["doing"])
        if name == "ada":
            risks.raise_in(own[0], Risk.Kind.VIOLENCE, said, by=member, at=evening)
        else:
            plan = risks.Said(said.worry, said.doing, member, moment(today, 16))
            risks.raise_in(own[0], Risk.Kind.CHILD, plan, take=True, by=member, at=evening - timedelta(hours=7))
        _to_do(stage, own, name, today, evening)


def weeks(stage: "Stage", first: date, today: date) -> Iterator[datetime]:
    """Each week both look at their cases as Today does, and write what they did; of the last weeks nothing is said."""
    done = cycle([EarlyWarning.Done.CONTACTED, EarlyWarning.Done.CONTACTED, EarlyWarning.Done.NOT_NEEDED])
    for day in range(7, (today - first).days - 42, 7):
        at = moment(first + timedelta(days=day), 7, 45)
        yield at
        for name in ("ada", "eva"):
            by = stage.members[name]
            if early_warnings.look(by=by, at=at):
                for warning in EarlyWarning.objects.filter(case__holder=by, done="").select_related("case__box"):
                    early_warnings.act(warning, next(done), by=by, at=at)


def _to_do(stage: "Stage", own: list[Case], name: str, today: date, at: datetime) -> None:
    member = stage.members[name]
    for number, what in enumerate(stage.texts["to_do"][name]):
        case = own[number % len(own)]
        tasks.make(case, what, due_on=today + timedelta(days=number * 2 - 2), who=member, by=member, at=at)
