"""What the tests of asking later share: a person who wrote, was met, ended, and agreed to be asked."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from kast.casework import cases, codes, contacts, endings
from kast.door import mailbox, visitors
from kast.door.models import Letter, Mailbox
from kast.followup import asking
from kast.followup.models import Followup
from kast.followup.questions import Answer, Any

WROTE, MET, ENDED = date(2025, 1, 10), date(2025, 1, 20), date(2025, 6, 30)
DAY = date(2026, 7, 4)  # on which somebody is asked who ended a year before


def moment(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


@pytest.fixture
def at_noon():
    """It is noon on that day."""
    with time_machine.travel(moment(DAY, 12), tick=False) as clock:
        yield clock


def asked(**given) -> cases.Asked:
    given = {"mode": codes.Mode.B, "decision": "SN 2025/112", "baseline": codes.Baseline.LAST_12_MONTHS} | given
    return cases.Asked(route_in=codes.RouteIn.OWN, concerns=codes.Concerns.BOUGHT, alias="Pendlaren", **given)


@pytest.fixture
def ended(unit, ada, eva, person, settings_of_unit):
    """A case that has ended, with what was agreed: `means` and `months`, or `agreed=False`."""

    def end(means="mailbox", months=(6, 12, 24), *, agreed=True, ending="agreed", on=ENDED, **mode):
        with time_machine.travel(moment(WROTE), tick=False):
            person.writes("Jag vill sluta.")
        letter = Letter.objects.select_related("mailbox__box").get()
        case = cases.open_from(letter, asked(**mode), stand_in=eva, by=ada, at=moment(WROTE, 14))
        contacts.record(
            case, on=MET, kind=codes.ContactKind.CONVERSATION, means=codes.Means.HERE, held=True, by=ada, at=moment(MET)
        )
        agreement = endings.Agreement(
            agreed=agreed,
            means=codes.FollowupMeans(means) if agreed else None,
            months=tuple(months) if agreed else (),
        )
        endings.end(case, codes.Ending(ending), agreement, by=ada, at=moment(on))
        return case

    return end


@pytest.fixture
def planned(ended):
    """The same, with the night after; gives the case and its rows by months."""

    def plan(*args, until=None, **given):
        case = ended(*args, **given)
        asking.plan(moment(date(2025, 7, 1), 2))
        if until:
            asking.plan(moment(until, 2))
        rows = {row.months: row for row in Followup.objects.filter(case=case).select_related("case")}
        return SimpleNamespace(case=case, rows=rows)

    return plan


@pytest.fixture
def visit_of(ada):
    """The person inside the mailbox, as the cookie would give it."""

    def visit(case) -> visitors.Visit:
        return visitors.Visit(Mailbox.objects.select_related("box").get(box=case.box), cases.key_of(case.box, ada))

    return visit


def answer(any_="no", **given) -> Answer:
    return Answer(Any(any_), **given)


def facts_of(visit) -> list[tuple[str, str]]:
    from kast.ledger.models import Fact

    life = mailbox.life(visit.key)
    return list(Fact.objects.filter(life=life).order_by("running").values_list("kind", "code"))
