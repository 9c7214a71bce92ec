"""A decision, a request or a paper belongs to its own case: under another case's number it does not exist.

Ada has two cases and may open both; what is asked is whether one leads into the other. First it is shown that there is
something to find.
"""

import pytest
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import aid, cases, disclosures, printing, story
from kast.casework.disclosures import Asked, Asker
from kast.casework.models import Disclosure
from tests.papers import words

PLANTED = "tjugofjärdekraftledning"
PRESSED = {"given": "yes", "ground": "osl-26-1", "harm": "x", "what": "x", "on": "2026-11-24"}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def other(wrote, asked, ada, eva, now):
    return cases.open_from(wrote("En annan."), asked(alias="Andra"), stand_in=eva, by=ada, at=now)


@pytest.fixture
def decision(case, ada, now):
    answers = {"harmed": "no", "crime_against": "no"}
    taken = aid.Taken(aid.About.CHILD, answers, aid.Decided.NOTHING, told=True, why=PLANTED)
    return aid.decide(case, taken, by=ada, at=now)


@pytest.fixture
def request_of_it(case, ada, now):
    on = timezone.localdate(now)
    return disclosures.ask(case, Asked(Asker.POLICE, what=PLANTED), on=on, by=ada, at=now)


def places(number, decision, request_of_it) -> list[str]:
    here = f"/personal/arenden/{number}"
    one = f"{here}/utlamnanden/{request_of_it.pk}"
    return [f"{here}/beslutsstod/{decision.pk}/", f"{one}/", f"{one}/svar/", f"{one}/overklagat/"]


def test_there_is_something_to_find(case, decision, request_of_it, ada, desk_of):
    desk = desk_of(ada)
    for place in places(case.number, decision, request_of_it)[:2]:
        assert PLANTED in desk.get(place).content.decode()


def test_under_another_cases_number_it_does_not_exist(case, other, decision, request_of_it, ada, bo, desk_of):
    desk = desk_of(ada)
    before = Entry.objects.count(), Disclosure.objects.values().get()
    for place in places(other.number, decision, request_of_it):
        assert desk.get(place).status_code in {404, 405}
        assert desk.post(place, {**PRESSED, "decided_by": str(bo.mark)}).status_code == 404
    assert (Entry.objects.count(), Disclosure.objects.values().get()) == before


def test_an_entry_of_another_case_is_not_printed(case, other, decision, ada, now, desk_of):
    theirs = [entry.mark for entry in printing.entries(story.tell(case, by=ada, at=now))]
    desk = desk_of(ada)
    where = f"/personal/arenden/{other.number}/skriv-ut/"
    refused = desk.post(where, {"how": "redacted", "phrases": "", "entry": theirs})
    assert "Inget är valt." in refused.content.decode()
    ours = [entry.mark for entry in printing.entries(story.tell(other, by=ada, at=now))]
    text = words(desk.post(where, {"how": "redacted", "phrases": "", "entry": [*theirs, *ours]}).content)
    assert "En annan." in text
    assert PLANTED not in text


@pytest.mark.parametrize("name", ["eva", "bo", "olle"])
def test_nor_for_a_colleague(name, case, decision, request_of_it, unit, desk_of):
    desk = desk_of(unit.members[name])
    for place in places(case.number, decision, request_of_it):
        assert desk.get(place).status_code in {404, 405}
        assert desk.post(place, PRESSED).status_code == 404
    assert Disclosure.objects.get().state == "asked"
