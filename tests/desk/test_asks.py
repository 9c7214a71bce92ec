"""Somebody asks about a person: what to say, nothing to look up, one press that counts."""

import pytest

from kast.audit.models import Entry
from kast.casework import asking, labels
from kast.ledger.facts import CODES, Kind
from kast.ledger.models import Fact

ASKS = "/personal/nagon-fragar/"


@pytest.mark.parametrize("name", ["ada", "bo", "olle"])
def test_whoever_works_here_finds_what_to_say(name, unit, desk_of, case):
    page = desk_of(unit.members[name], locked=name == "olle").get(ASKS).content.decode()
    for said in (
        "Slå inte upp något medan ni talar.",
        "varken säga ja eller nej",
        "så prövar enhetschefen det",
        "finns på testserver/siffror/,",
    ):
        assert said in page
    assert 'type="search"' not in page
    assert case.number not in page


def test_it_works_while_locked_and_every_page_leads_there(ada, desk_of):
    desk = desk_of(ada, locked=True)
    assert desk.get(ASKS).status_code == 200
    assert f'href="{ASKS}" data-asks' in desk.get("/personal/tangenter/").content.decode()


def test_that_somebody_asked_is_counted_and_nothing_about_the_person(ada, desk_of, unit):
    desk = desk_of(ada)
    assert desk.post(ASKS, {"who": "police"}).status_code == 302
    fact = Fact.objects.get()
    assert (fact.kind, fact.code, fact.life, fact.count) == ("question", "police", None, 1)
    assert Entry.objects.order_by("pk").last().about == ""
    assert "Allt du skrev är kvar." in desk.post(ASKS, {"who": ""}).content.decode()


def test_every_asker_can_be_counted():
    assert CODES[Kind.QUESTION] == frozenset(asking.Who) == set(labels.WHO)
