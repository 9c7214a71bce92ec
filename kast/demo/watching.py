"""What is watched in the made-up unit: one flag that nobody has taken, one that Eva has, and a few things to do."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from kast.casework import risks, tasks
from kast.casework.models import Case, Risk

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


def _to_do(stage: "Stage", own: list[Case], name: str, today: date, at: datetime) -> None:
    member = stage.members[name]
    for number, what in enumerate(stage.texts["to_do"][name]):
        case = own[number % len(own)]
        tasks.make(case, what, due_on=today + timedelta(days=number * 2 - 2), who=member, by=member, at=at)
