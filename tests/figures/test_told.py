"""What others have counted, and how soon we call: numbers without a life."""

from datetime import UTC, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from kast.figures import reach, told, told_codes
from kast.figures.gathering import gather, shown
from kast.figures.months import Span
from kast.figures.page import Page
from kast.figures.told_codes import Code
from kast.ledger.models import Fact
from tests.figures.made_up import life
from tests.figures.test_pages import read, words

YEAR = Span("2026-01", "2026-12")
AT = datetime(2026, 7, 1, 10, tzinfo=UTC)


@given(
    st.sampled_from(["police", "social_services", "other"]),
    st.text("abcåäö019 -/", max_size=60).map(told_codes.area_code),
    st.sampled_from([(False, False), (True, False), (False, True)]),
)
def test_a_code_says_all_of_it_in_thirty_signs(source, area, how):
    code = Code(source, area, *how)
    assert told_codes.read(str(code)) == code
    assert len(str(code)) <= 30


def test_an_area_is_kept_as_small_letters_and_shown_with_large():
    assert told_codes.area_code("  Östra  Göteborg, norr!") == "östra-göteborg-norr"
    assert told_codes.area_name("östra-göteborg") == "Östra Göteborg"


def enter(number, by, **given):
    told.enter(number, **{"source": "police", "month": "2026-05", **given}, by=by, at=AT)


def test_told_and_agreed_stand_by_month_area_and_source(unit, bo):
    enter(40, bo, area="hisingen", agreed=12)
    enter(5, bo)
    enter(3, bo, source="social_services", month="2026-06")
    enter(10, bo, area="hisingen", agreed=2, less=True)
    rows = reach.told_rows([(f.kind, f.code, f.month, f.count) for f in Fact.objects.all()], span=YEAR)
    assert [(row.month, row.area, row.source, row.told, row.agreed) for row in rows] == [
        ("2026-06", "", "social_services", 3, None),
        ("2026-05", "", "police", 5, None),
        ("2026-05", "hisingen", "police", 30, 10),
    ]
    assert not Fact.objects.filter(life__isnull=False).exists()


def test_unknown_is_a_value_until_a_number_comes_and_no_share_is_made_of_it(unit, bo):
    enter(40, bo)
    enter(None, bo, month="2026-06")
    counts = [(f.kind, f.code, f.month, f.count) for f in Fact.objects.all()]
    assert reach.told(counts, span=YEAR) == reach.Told(40, ("police",), 1)
    lives = [life(came="2026-05", route="police")] * 12
    page = Page(shown(gather(lives, counts, span=YEAR)))
    assert page.steps[0].number == 40
    assert page.steps[1].share is None
    assert page.came_of_told is None
    assert [(line.row.told, line.row.unknown) for line in page.told_lines] == [(None, True), (40, False)]
    enter(7, bo, month="2026-06")
    counts = [(f.kind, f.code, f.month, f.count) for f in Fact.objects.all()]
    assert reach.told(counts, span=YEAR) == reach.Told(47, ("police",), 0)
    page = Page(shown(gather(lives, counts, span=YEAR)))
    assert page.steps[1].share.denominator == 47


def test_nobody_agreed_to_what_nobody_was_told(unit, bo):
    with pytest.raises(told.MoreAgreed):
        enter(4, bo, agreed=5)
    enter(10, bo, agreed=8)
    with pytest.raises(told.MoreAgreed):
        enter(5, bo, less=True)
    with pytest.raises(told.MoreThanStands):
        enter(1, bo, agreed=9, less=True)
    with pytest.raises(told.MoreThanStands):
        enter(1, bo, area="hisingen", less=True)
    with pytest.raises(told.NotYet):
        enter(1, bo, month="2026-08")


def test_where_nobody_knows_how_many_were_told_those_who_agreed_can_be_known(unit, bo):
    enter(None, bo, agreed=6)
    rows = reach.told_rows([(f.kind, f.code, f.month, f.count) for f in Fact.objects.all()], span=YEAR)
    assert [(row.told, row.agreed, row.unknown) for row in rows] == [(None, 6, True)]


def slip_days(**days):
    return [("slip_days", code, "2026-05", count) for code, count in days.items()]


def test_called_within_three_days_is_said_of_all_slips_those_never_called_too():
    counts = slip_days(d0=6, d3=4, d4=5, w2=1, w0=2)
    assert reach.called(counts, span=YEAR) == reach.Called(18, 10, 2)
    page = Page(shown(gather([], counts, span=YEAR)))
    assert (page.called.numerator, page.called.denominator) == (10, 18)


@pytest.mark.parametrize("days", [{}, {"d1": 4}, {"d1": 9, "d9": 3}, {"d1": 2, "d9": 30}])
def test_where_few_would_be_told_nothing_is(days):
    assert Page(shown(gather([], slip_days(**days), span=YEAR))).called is None


def test_the_public_page_shows_none_of_it():
    counts = [*slip_days(d0=40), ("cards_printed", "K7QX2M01", "2026-05", 300), ("agreed", "police", "2026-05", 9)]
    found = shown(gather([], counts, span=YEAR), only=("wrote",))
    assert found.ways_in is None
    assert Page(found).called is None
    assert Page(found).told_lines == []


def test_the_staff_page_shows_the_ways_in(unit, bo, desk_of):
    with time_machine.travel(AT, tick=False):
        desk = desk_of(bo)
        given = {"number": "40", "agreed": "12", "area": "Hisingen", "source": "police", "month": "2026-05"}
        assert desk.post("/personal/siffror/fick-veta/", given).status_code == 302
        unknown = {"unknown": "on", "source": "police", "month": "2026-06"}
        assert desk.post("/personal/siffror/fick-veta/", unknown).status_code == 302
        for kind, code, month, count in slip_days(d0=6, d3=4, d4=5):
            Fact.objects.create(kind=kind, code=code, month=month, count=count)
        Fact.objects.create(kind="cards_printed", code="K7QX2M01", month="2026-05", count=300)
        answer = desk.get("/personal/siffror/")
        said = words(answer)
        assert not read(answer).wrong
        assert "maj 2026 Hisingen polisen 40 12" in said
        assert "juni 2026 hela området polisen vet inte vet inte" in said
        assert "Minst 40 fick höra om oss. För 1 månad vet ingen hur många" in said
        assert "Av 15 ringlappar ringde vi 10 inom tre dagar." in said
        assert "300 kort trycktes, och 0 personer skrev koden från ett kort." in said
        both = words(desk.post("/personal/siffror/fick-veta/", {**unknown, "number": "3"}))
        neither = words(desk.post("/personal/siffror/fick-veta/", {**unknown, "unknown": ""}))
        assert "Skriv hur många, eller säg att ingen vet." in both
        assert "Skriv hur många, eller säg att ingen vet." in neither
        many = words(desk.post("/personal/siffror/fick-veta/", {**given, "number": "1", "agreed": "90"}))
        assert "Fler kan inte ha sagt ja än de som fick veta." in many


def test_the_steps_by_the_polices_way_begin_with_the_polices_own_count():
    counts = [("told", "police", "2026-03", 40), ("told", "social_services", "2026-03", 60)]
    found = reach.told(counts, span=Span("2026-01", "2026-12"))
    assert (found.number, found.sources) == (40, ("police",))
