"""The page of the way here and onwards, and what it is made of."""

from datetime import UTC, datetime

import pytest
import time_machine

from kast.figures import way_here, ways
from kast.figures.lives import Life
from kast.figures.months import name, number
from kast.figures.way_here_shown import DEFINITIONS, RULES, STEPS, UNITS, WAYS, WayHere
from kast.ledger.models import Fact
from tests.figures.made_up import keep
from tests.figures.test_pages import read, words

NOW = datetime(2026, 8, 1, 10, tzinfo=UTC)
HERE = "/personal/siffror/vagen/"
MONTH = "2026-08"


def life(*facts, route="own", held=3, start="2025-02", concerns="bought"):
    first = [("wrote", "letter", start), ("concerns", concerns, start), ("route_in", route, start)]
    return Life((*first, *[("came", "conversation", start)] * held, *facts))


def people():
    ended, stopped = ("ended", "agreed", "2025-04"), ("ended", "stopped", "2025-04")
    answered = [("followup_12", "answered", name(number("2025-04") + 12))]
    some = [life(ended, *answered, route="slip")] * 12 + [life(ended, route="slip")] * 8
    some += [life(stopped, ("warned", "silent", "2025-03"), route="slip", held=1)] * 10
    some += [life(route="slip", held=0)] * 10 + [life(concerns="relative", route="own")] * 9
    return some


COUNTS = [
    ("told", "police", "2025-03", 100),
    ("agreed", "police", "2025-03", 60),
    ("slip_days", "d2", "2025-03", 80),
    ("slip_days", "w0", "2025-03", 20),
    ("slip_call", "reached", "2025-03", 50),
    ("slip_call", "no_answer", "2025-03", 44),
    ("cards_printed", "k7", "2025-03", 300),
]


@pytest.fixture
def page():
    return WayHere(way_here.find(people(), COUNTS, month=MONTH))


def numbers(way):
    return {arrow.step: (arrow.number, arrow.of) for arrow in way.arrows}


def test_each_step_of_the_slips_has_its_own_number_below_the_line(page):
    assert numbers(page.way("slip")) == {
        "told": (100, None),
        "agreed": (60, 100),
        "called": (80, 100),
        "reached": (50, 80),
        "asked": (40, 50),
        "came": (30, 40),
        "three": (20, 30),
        "together": (20, 20),
        "followed12": (12, 20),
    }


def test_each_share_has_its_exact_interval(page):
    share = page.way("slip").step("came").share
    assert (share.numerator, share.denominator, share.method) == (30, 40, "Clopper–Pearson")
    assert (share.low, share.high) == (pytest.approx(0.588, abs=5e-4), pytest.approx(0.873, abs=5e-4))


def test_a_share_over_several_steps_comes_only_with_its_interval(page):
    found = page.way("slip").path
    assert found.share == pytest.approx(20 / 40 * 20 / 20 * 12 / 20)
    assert found.low < found.share < found.high


def test_relatives_stand_alone(page):
    assert numbers(page.relatives)["asked"] == (9, None)
    assert numbers(page.ways[0])["asked"] == (40, None)


def test_what_nobody_has_counted_is_unknown_and_makes_no_share():
    page = WayHere(way_here.find(people(), [], month=MONTH))
    told = page.way("police").step("told")
    assert (told.number, told.known, told.share) == (None, False, None)
    assert page.way("slip").step("asked").share is None
    assert page.caught == []


def test_a_month_of_which_nobody_knows_how_many_were_told_makes_no_share():
    counts = [*COUNTS, ("told", "police-unknown", "2025-04", 1)]
    assert WayHere(way_here.find(people(), counts, month=MONTH)).way("slip").step("agreed").share is None


def test_more_who_came_than_were_called_are_two_counts_and_no_share():
    counts = [count for count in COUNTS if count[0] != "slip_call"] + [("slip_call", "reached", "2025-03", 20)]
    asked = WayHere(way_here.find(people(), counts, month=MONTH)).way("slip").step("asked")
    assert (asked.number, asked.share) == (40, None)


def test_codes_of_cards_are_a_lower_bound_and_said_to_be():
    holders = [life(("card", "k7", "2025-02"), route="card")] * 9
    redeemed = WayHere(way_here.find(people() + holders, COUNTS, month=MONTH)).way("card").step("redeemed")
    assert (redeemed.number, redeemed.of, redeemed.lower) == (9, 300, True)


def test_the_three_definitions_of_leaving_stand_side_by_side_of_the_same_people(page):
    everybody = page.left[0]
    assert everybody.began == 30
    assert [(one.number, one.of) for one in everybody.under] == [(10, 30), (10, 30), (10, 30)]


def test_every_code_has_its_words():
    assert set(WAYS) == {ways.ALL, *ways.WAYS}
    assert set(STEPS) >= {step for step in ways.steps_of(ways.ALL) if not step.startswith(("due", "settled"))}
    assert set(DEFINITIONS) == {"d1", "d2", "d3"}
    assert len(UNITS) == 4
    assert len(RULES) == 6


def test_the_page_stands_as_a_page_should(unit, bo, desk_of):
    keep(people())
    Fact.objects.bulk_create(
        Fact(kind=kind, code=code, month=month, count=count) for kind, code, month, count in COUNTS
    )
    with time_machine.travel(NOW, tick=False):
        answer = desk_of(bo).get(HERE)
    page = read(answer)
    assert answer.status_code == 200
    assert not page.wrong
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert set(page.refs) <= set(page.ids)
    assert page.tables == page.captions
    said = words(answer)
    assert "75 av 100 59–87" in said
    assert "Ingen har räknat hur många som greps" in said


def test_an_empty_unit_has_a_page_too(unit, bo, desk_of):
    assert desk_of(bo).get(HERE).status_code == 200


def test_the_head_enters_how_many_were_caught_and_a_wrong_number_stands_beside_its_field(unit, bo, desk_of):
    given = {"caught-unit": "persons", "caught-source": "police", "caught-year": "2025"}
    with time_machine.travel(NOW, tick=False):
        desk = desk_of(bo)
        wrong = desk.post("/personal/siffror/gripna/", given)
        assert wrong.status_code == 422
        assert 'id="fel-number"' in wrong.content.decode()
        assert not read(wrong).wrong
        less = desk.post("/personal/siffror/gripna/", {**given, "caught-number": "9", "caught-less": "on"})
        assert "Så mycket står det inte för det året." in words(less)
        assert desk.post("/personal/siffror/gripna/", {**given, "caught-number": "96"}).status_code == 302
        assert "ingen är frågad än" in words(desk.get(HERE))
    assert Fact.objects.get(kind="caught_count").count == 96


def test_the_operator_sees_neither(unit, olle, desk_of):
    desk = desk_of(olle, locked=True)
    assert desk.get(HERE).status_code == 404
    assert desk.post("/personal/siffror/gripna/", {}).status_code == 404
