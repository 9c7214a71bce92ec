"""The duty of silence in the made-up unit: one decision to do nothing, and one request that was refused."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kast.casework import aid, disclosures
from kast.casework.models import Case

from . import playing

if TYPE_CHECKING:
    from .filling import Stage


def about_silence(stage: "Stage", today: date) -> None:
    """In the newest of Ada's cases in mode B that is under way, on the last working day."""
    ada, bo, texts = stage.members["ada"], stage.members["bo"], stage.texts["silence"]
    on = today - timedelta(days={0: 3, 6: 2}.get(today.weekday(), 1))
    open_now = Case.objects.filter(holder=ada, mode=Case.Mode.B, ended_on=None, opened_on__lt=on)
    case = open_now.select_related("box", "holder").order_by("-number").first()
    if case is None:
        return
    answers = {"harmed": "no", "crime_against": "no"}
    taken = aid.Taken(aid.About.CHILD, answers, aid.Decided.NOTHING, told=True, why=texts["why"])
    aid.decide(case, taken, by=ada, at=playing.moment(on, 14))
    request = disclosures.Asked(disclosures.Asker.POLICE, who=texts["who"], what=texts["asked"])
    row = disclosures.ask(case, request, on=on, by=ada, at=playing.moment(on, 14, 20))
    disclosures.answer(row, harm=texts["harm"], decided_by=bo, on=on, by=ada, at=playing.moment(on, 15))
