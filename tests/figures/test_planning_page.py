"""The page for those who plan: what it begins with, what it refuses, and what it never says."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kast.figures.believed import Belief, beliefs
from kast.figures.gathering import gather, shown
from kast.figures.months import Span
from kast.figures.page import Page
from kast.ledger.models import Fact

from .made_up import a_unit_of_years, keep, life
from .test_pages import read, words

PATH = "/personal/siffror/planering/"
NOW = datetime(2026, 7, 1, 10, tzinfo=UTC)
SPANS = {
    "caught": ("200", "300"),
    "reach": ("6", "15"),
    "retention": ("60", "90"),
    "non_return": ("40", "97"),
    "cessation": ("10", "40,5"),
    "purchases": ("4", "20"),
}
GIVEN = {
    **{f"{name}_from": low for name, (low, _) in SPANS.items()},
    **{f"{name}_to": high for name, (_, high) in SPANS.items()},
    **{f"{name}_source": "gissning" for name in SPANS},
    "people": "50",
}
EMPTY = {"displaced_from": "", "displaced_to": "", "displaced_source": "", "enough": ""}
CAUSAL = re.compile(
    r"(?i)\b(beror|leder till|tack vare|effekt\w*|gör skillnad\w*|minsk\w+|uteblir|räddar|hindrar|sparar)\b"
)


@pytest.fixture(autouse=True)
def a_summer_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(unit, bo, desk_of):
    return desk_of(bo)


def value(answer, name):
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', answer.content.decode())
    said = re.search(r'value="([^"]*)"', found.group())
    return said.group(1) if said else ""


def sentences(answer):
    blocks = re.findall(
        r"(?s)<(?:p|li|figcaption|th|td|h1|h2|caption|legend|desc)\b[^>]*>(.*?)</", answer.content.decode()
    )
    whole = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", block)) for block in blocks]
    return [one for block in whole for one in re.split(r"(?<=[.:])\s", block) if one.strip()]


def test_the_page_is_for_head_and_counsellor_and_as_absent_as_any_for_the_operator_and_a_visitor(
    unit, bo, ada, olle, desk_of, client
):
    assert desk_of(bo).get(PATH).status_code == 200
    assert desk_of(ada).get(PATH).status_code == 200
    assert desk_of(olle, locked=True).get(PATH).status_code == 404
    assert desk_of(olle, locked=True).post(PATH, GIVEN).status_code == 404
    assert client.get(PATH).status_code == 302
    assert PATH not in client.get("/siffror/").content.decode()


def test_without_figures_of_its_own_a_unit_begins_with_stated_beliefs_and_their_source(desk):
    answer = desk.get(PATH)
    assert (value(answer, "caught_from"), value(answer, "caught_to")) == ("200", "300")
    assert "RealStars" in value(answer, "reach_source")
    assert "Swift och Greenberg 2012" in value(answer, "retention_source")
    assert "Förifyllt med er egen siffra" not in words(answer)


def test_natural_cessation_purchases_displacement_and_purchases_abroad_begin_empty(desk):
    answer = desk.get(PATH)
    for name in ("cessation", "purchases", "displaced", "abroad"):
        assert [value(answer, f"{name}_{end}") for end in ("from", "to", "source")] == ["", "", ""]
    assert "Skriver du 0 räknar du med att alla hade fortsatt" in words(answer)


def test_the_units_own_figures_stand_in_the_form_with_their_counts(desk):
    keep(a_unit_of_years())
    Fact.objects.create(kind="told", code="police", month="2026-05", count=90)
    answer = desk.get(PATH)
    assert value(answer, "caught_source") == "egen siffra: 90 fick veta på tolv månader"
    assert value(answer, "reach_source") == "egen siffra: 40 av 90"
    assert value(answer, "retention_source") == "egen siffra: 30 av 40"
    assert value(answer, "non_return_source") == "egen siffra: sämsta och bästa fall av 112"
    assert (value(answer, "non_return_from"), value(answer, "non_return_to")) == ("62", "96")
    assert words(answer).count("Förifyllt med er egen siffra") == 4
    assert "Förifyllt med er egen siffra. Den räknar möten, inte personer." in words(answer)
    assert "Den gäller alla som började, även dem som inte stannade" in words(answer)


def test_a_figure_that_is_hidden_or_of_fewer_than_ten_is_not_put_in():
    lives = [life(came="2026-03", times=3, route="police")] * 3
    found = beliefs(Page(shown(gather(lives, [("told", "police", "2026-03", 6)], span=Span("2026-01", "2026-12")))))
    assert found["caught"].own
    assert not any(found[name].own for name in ("reach", "retention", "non_return"))
    assert found["cessation"] == Belief("cessation")


def test_a_number_that_nobody_has_counted_whole_is_not_put_in():
    counts = [("told", "police", "2026-03", 60), ("told", "police-unknown", "2026-04", 1)]
    found = beliefs(Page(shown(gather([], counts, span=Span("2026-01", "2026-12")))))
    assert not found["caught"].own


def test_what_follows_is_said_with_its_condition_and_what_is_left_out(desk):
    answer = desk.post(PATH, GIVEN | EMPTY)
    assert answer.status_code == 200
    said = words(answer)
    assert re.search(
        r"Om talen nedan stämmer, och om det är samtalen som gör skillnaden mot dem som hade slutat ändå, "
        r"uteblir omkring \d+ köp på ett år\. Nio gånger av tio ligger det mellan \d+ och \d+",
        said,
    )
    assert (
        "Inte medräknat, för ingen vet: hur många köp som görs någon annanstans, hur många köp som görs utomlands."
        in said
    )
    assert "Du har räknat med att ingen hade slutat ändå" not in said
    assert "Inget är uppmätt här, och inget sparas" in said
    assert "Så många hade slutat ändå gissning 10 40,5" in said


def test_every_sentence_with_a_causal_word_carries_its_condition(desk):
    for answer in (desk.get(PATH), desk.post(PATH, GIVEN), desk.post(PATH, GIVEN | {"enough": "100"})):
        causal = [one for one in sentences(answer) if CAUSAL.search(one)]
        assert causal or answer.wsgi_request.method == "GET"
        bare = [one for one in causal if not re.search(r"(?i)\bom\b|\bnär en del i taget\b", one)]
        assert bare == []


def test_the_number_is_the_models_own(desk):
    """With every part certain it is plain arithmetic: 250 · 0,1 · 0,8 · (0,9 − 0,4) · 10 = 100."""
    certain = {"caught": 250, "reach": 10, "retention": 80, "non_return": 90, "cessation": 40, "purchases": 10}
    given = {f"{name}_{end}": str(at) for name, at in certain.items() for end in ("from", "to")}
    said = words(desk.post(PATH, GIVEN | given))
    assert "uteblir omkring 100 köp på ett år" in said
    assert "Alla delar är satta till ett enda tal, så det finns inget att lära" in said
    moved = given | {"displaced_from": "25", "displaced_to": "25", "displaced_source": "gissning"}
    moved |= {"abroad_from": "20", "abroad_to": "20", "abroad_source": "gissning"}
    said = words(desk.post(PATH, GIVEN | moved))
    assert "uteblir omkring 60 köp på ett år" in said
    assert "Inte medräknat" not in said


def test_nobody_would_have_stopped_anyway_is_an_assumption_and_is_said(desk):
    said = words(desk.post(PATH, GIVEN | {"cessation_from": "0", "cessation_to": "0"}))
    assert "Du har räknat med att ingen hade slutat ändå. Det är ett antagande" in said


def test_when_more_stop_without_talks_than_with_them_the_page_says_so(desk):
    given = {"cessation_from": "50", "cessation_to": "95", "non_return_from": "20", "non_return_to": "60"}
    said = words(desk.post(PATH, GIVEN | given))
    assert re.search(r"I \d\d av 100 dragningar blir det inget, eller mindre än inget", said)


def test_the_same_numbers_give_the_same_answer(desk):
    one, two = (re.sub(r"csrf\S+ value=\S+", "", desk.post(PATH, GIVEN).content.decode()) for _ in range(2))
    assert re.sub(r'nonce="[^"]*"|value="[\w-]{40,}"', "", one) == re.sub(r'nonce="[^"]*"|value="[\w-]{40,}"', "", two)


def test_which_follow_up_pays_most_is_said_with_and_without_a_goal(desk):
    said = words(desk.post(PATH, GIVEN))
    assert "Med 50 personer till lär ni er mest om ni följer upp" in said
    assert "Värt, i köp på ett år" not in said
    said = words(desk.post(PATH, GIVEN | {"enough": "60"}))
    assert "Med 50 personer till är det mest värt att följa upp" in said
    assert "lär ni er mest" not in said
    assert "Värt, i köp på ett år" in said
    assert re.search(r"Att veta det säkert är värt \d+,\d köp på ett år", said)


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"cessation_from": "", "cessation_to": ""}, "cessation_from", "0 är också ett antagande"),
        ({"purchases_from": "", "purchases_to": ""}, "purchases_from", "Skriv ett spann som du kan stå för"),
        ({"reach_from": "många"}, "reach_from", "Skriv ett tal"),
        ({"reach_to": "101"}, "reach_to", "högst 100"),
        ({"reach_from": "20"}, "reach_to", "minst lika stort"),
        ({"caught_from": "-1"}, "caught_from", "minst 0"),
        ({"caught_to": ""}, "caught_to", "både från och till"),
        ({"displaced_from": "5"}, "displaced_to", "både från och till"),
        ({"cessation_source": ""}, "cessation_source", "varifrån talet kommer"),
        ({"people": "0"}, "people", "minst 1"),
        ({"people": "201"}, "people", "högst 200"),
        ({"people": ""}, "people", "Skriv hur många"),
        ({"enough": "-4"}, "enough", "minst 0"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(desk, change, field, why):
    answer = desk.post(PATH, GIVEN | change)
    assert answer.status_code == 200
    html = answer.content.decode()
    beside = re.search(rf'<p class="error" id="id_{field}_error">(.*?)</p>', html)
    assert why in beside.group(1)
    assert f'aria-describedby="id_{field}_error"' in html
    kept = {**GIVEN, **change}
    assert all(value(answer, name) == said for name, said in kept.items())
    assert "Vad som följer" not in words(answer)
    assert not read(answer).wrong


def test_at_the_top_each_fault_names_its_part_so_that_two_alike_can_be_told_apart(desk):
    said = words(desk.post(PATH, GIVEN | {"cessation_source": "", "purchases_source": ""}))
    why = "Skriv varifrån talet kommer, eller att det är en gissning."
    assert f"Så många hade slutat ändå: {why} Så många köp gör den som fortsätter: {why}" in said


def test_a_changed_number_needs_its_own_source(desk):
    begun = desk.get(PATH)
    own = {name: value(begun, name) for name in GIVEN if not name.startswith(("cessation", "purchases"))}
    rest = {name: said for name, said in GIVEN.items() if name.startswith(("cessation", "purchases"))}
    assert "Vad som följer" in words(desk.post(PATH, own | rest))
    answer = desk.post(PATH, own | rest | {"reach_to": "25"})
    assert "Vad som följer" not in words(answer)
    assert "Skriv varifrån det nya kommer" in words(answer)


def test_nothing_is_kept(desk):
    with CaptureQueriesContext(connection) as asked:
        desk.post(PATH, GIVEN)
    wrote = [one["sql"] for one in asked if re.match(r"(INSERT|UPDATE|DELETE)", one["sql"])]
    assert [sql for sql in wrote if "gissning" in sql or "figures" in sql] == []


def test_the_page_stands_as_a_page_should(desk):
    keep(a_unit_of_years())
    for answer in (desk.get(PATH), desk.post(PATH, GIVEN | {"enough": "60"})):
        page = read(answer)
        assert not page.wrong
        assert not page.open
        assert len(page.ids) == len(set(page.ids))
        assert set(page.refs) <= set(page.ids)
        assert page.tables == page.captions
        assert all("scope" in header for header in page.headers)
        assert all(image.get("role") == "img" or image.get("aria-hidden") == "true" for image in page.images)
        assert not re.search(r'(x|width|y|height)="-?\d+,\d', answer.content.decode())


def test_the_tornado_reads_the_same_as_picture_words_and_table(desk):
    html = desk.post(PATH, GIVEN).content.decode()
    told = re.search(r'(?s)<desc id="tornado-d">(.*?)</desc>', html).group(1)
    ends = re.findall(r"från (\S+) till (\S+) köp", told)
    table = re.search(r'(?s)id="delar".*?</table>', html).group()
    assert re.findall(r"<td>(\S+)</td><td>(\S+)</td>", table) == ends
    assert len(ends) == 6
    assert re.findall(r'class="end" x="100%" y="\d+em">(\S+) till (\S+)</text>', html) == ends


def test_the_page_leads_to_the_others_and_back(desk):
    assert 'href="/personal/siffror/planering/" aria-current="page"' in desk.get(PATH).content.decode()
    assert f'href="{PATH}"' in desk.get("/personal/siffror/").content.decode()
