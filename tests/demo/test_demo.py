"""The made-up unit: the same every time, in every state, and on this machine only."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from kast.audit.verify import verify
from kast.casework.models import Case, GuideAnswer, Note, Objection, Plan
from kast.demo import filling, keeping, story
from kast.door.models import Letter
from kast.figures import access
from kast.figures.release import verifying
from kast.ledger import reading
from kast.staff.models import Member, Unit
from tests.conftest import TODAY


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    filling.fill(TODAY)
    return keeping.kept()


def test_the_same_seed_and_day_give_the_same_lives():
    assert story.lives(TODAY) == story.lives(TODAY)
    assert story.lives(TODAY) != story.lives(TODAY, seed=2)


@pytest.mark.parametrize("today", [TODAY + timedelta(days=step) for step in range(0, 400, 37)])
def test_nothing_happens_in_the_future_or_on_a_weekend(today):
    for life in story.lives(today):
        assert life.wrote_on <= today
        assert life.wrote_on.weekday() < 5 or life.state == "waiting"


def test_every_state_has_somebody():
    lives = story.lives(TODAY)
    assert {life.state for life in lives} == {"waiting", "no_case", "deleted", "ongoing", "stopped", "ended"}
    results = {asked.result for life in lives for asked in life.asked}
    assert {"no", "yes", "declined", "not_reached", "waiting"} <= results


def test_a_unit_is_made_up_whole(demo):
    assert Unit.objects.get().demo
    states = Counter(Case.objects.values_list("state", flat=True))
    assert states["open"] > 5
    assert states["ended"] > 40
    assert Letter.objects.filter(state=Letter.State.WAITING).count() >= 4
    assert [table.objects.count() for table in (Plan, Objection)] == [1, 1]
    assert GuideAnswer.objects.exclude(question=GuideAnswer.Question.CAUGHT).count() == 6
    assert Note.objects.exclude(corrects=None).count() == 1
    assert len(reading.lives()) == len(story.lives(TODAY))
    assert verify().whole
    assert demo.anchor == TODAY
    assert set(demo.phrases) == set(filling.CAST)


def test_its_last_closed_years_are_published_and_say_that_they_are_made_up(demo):
    these = access.signed()
    assert [one.content.number for one in these] == ["2024-1", "2025-1"]
    assert all(one.content.made_up and one.by_our_own_key for one in these)
    assert verifying.verify(these, access.half_years()) == []


def test_it_is_filled_into_an_empty_database_only(demo):
    with pytest.raises(CommandError, match="empty database only"):
        call_command("demo", on=date(2026, 11, 24))


def test_one_press_signs_in_and_unlocks(demo):
    browser = Client(headers={"origin": "http://127.0.0.1"}, SERVER_NAME="127.0.0.1")
    page = browser.get("/demo/")
    assert page.status_code == 200
    assert "Allt här är påhittat" in page.content.decode()
    assert browser.post("/demo/", {"who": "ada"}).status_code == 302
    case = Case.objects.filter(holder=Member.objects.get(username="ada"), state="open").first()
    assert browser.get(f"/personal/arenden/{case.number}/").status_code == 200


@pytest.mark.parametrize("today", [date(2026, 11, 28), date(2027, 1, 1), date(2027, 4, 26)])
def test_on_any_day_one_comes_back_as_somebody_who_is_asked(db, settings, tmp_path, today):
    settings.DATA_DIR = tmp_path
    filling.fill(today)
    asked = [person.words for person in keeping.kept().people if "uppföljning" in person.about]
    assert asked
    with time_machine.travel(datetime.combine(today, time(21), tzinfo=UTC)):
        for words in asked:
            browser = Client(headers={"origin": "http://127.0.0.1"}, SERVER_NAME="127.0.0.1")
            seal = re.search('name="seal" value="([^"]*)"', browser.get("/svar/").content.decode())[1]
            browser.post("/svar/", {"words": words, "seal": seal})
            assert 'name="any"' in browser.get("/svar/uppfoljning/").content.decode()


def test_from_elsewhere_it_does_not_exist(demo):
    browser = Client(headers={"origin": "http://testserver"})
    assert browser.get("/demo/").status_code == 404
    assert browser.post("/demo/", {"who": "ada"}).status_code == 404


def test_a_real_unit_has_no_such_page(unit):
    assert Client(SERVER_NAME="127.0.0.1").get("/demo/").status_code == 404
