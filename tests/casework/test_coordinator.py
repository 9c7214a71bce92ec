"""A question to the regional coordinator."""

import uuid

import pytest

from kast.audit.models import Entry
from kast.casework import cases, coordinator, story
from kast.casework.models import CoordinatorQuestion
from tests.fixtures_casework import anew

UNNAMED = CoordinatorQuestion.Ground.UNNAMED


@pytest.fixture
def ask(ada, now):
    def put(case, words="Hur går man vidare?", **changed):
        usual = {"to": "Väst", "ground": UNNAMED, "looked_through": True, "number": uuid.uuid4(), "by": ada, "at": now}
        return coordinator.ask(case, words, **(usual | changed))

    return put


def test_it_is_kept_sealed_and_stands_in_the_story(case, ask, ada, now):
    row = ask(case)
    assert Entry.objects.filter(act="coordinator:asked", about=f"{case.mark} {row.mark}").count() == 1
    assert row.words.open(cases.key_of(case.box, anew(ada))) == "Hur går man vidare?"
    line = next(line for line in story.open_case(case, by=ada, at=now).lines if line.kind == "question")
    assert (line.title, line.words, line.code) == ("Väst", "Hur går man vidare?", "utan något som pekar på någon")


def test_saved_twice_it_is_kept_once(case, ask):
    number = uuid.uuid4()
    assert ask(case, number=number) == ask(case, number=number)
    assert CoordinatorQuestion.objects.count() == 1


def test_in_mode_a_only_that_it_was_asked(case_in, ask, ada):
    case = case_in("A")
    row = ask(case)
    key = cases.key_of(case.box, ada)
    assert (row.to.open(key), row.words.open(key)) == ("Väst", "")


def test_nobody_has_looked_it_through(case, ask):
    with pytest.raises(coordinator.NotLookedThrough):
        ask(case, looked_through=False)


@pytest.mark.parametrize("empty", [{"words": " "}, {"to": ""}])
def test_an_empty_one_is_none(case, ask, empty):
    with pytest.raises(coordinator.Empty):
        ask(case, **empty)
