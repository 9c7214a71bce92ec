"""The decision aid, through its pages: what is asked, what the law says that day, what is kept, and what is printed."""

import json
from datetime import date

import pytest
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import aid, cases, labels, notes
from kast.casework.models import Decision
from kast.law import silence
from kast.ledger.models import Fact
from kast.retention import person
from tests.fixtures_casework import facts_of
from tests.papers import read, words

ANSWERS = {"harmed": "yes", "crime_against": "no"}
REASONED = {"told": "yes", "why": "Hon berättade om sin son.", "decided": "report"}


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


@pytest.fixture
def desk(case, ada, desk_of):
    return desk_of(ada)


def address(case, *rest) -> str:
    return "/".join(["/personal/arenden", case.number, "beslutsstod", *rest, ""])


def taken(**given) -> aid.Taken:
    return aid.Taken(
        **{
            "about": aid.About.CHILD,
            "answers": ANSWERS,
            "decided": aid.Decided.NOTHING,
            "told": True,
            "why": "Inget tyder på det.",
            **given,
        }
    )


def step(desk, where, **given) -> str:
    answer = desk.post(where, given)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_every_code_has_its_words():
    assert set(labels.ABOUT) == set(aid.About)
    assert set(labels.QUESTIONS) == {question for about in aid.About for question in aid.questions(about)}
    assert set(labels.CRIMES) == set(aid.Crime)
    assert set(labels.REPLIES) == set(aid.Reply)
    assert set(labels.DECIDED) == set(aid.Decided)


def test_step_by_step_to_a_decision_that_stands_in_the_story(case, desk, ada):
    first = desk.get(address(case)).content.decode()
    assert "Beslutsstödet fattar inga beslut och skickar ingenting." in first
    assert all(str(label) in first for label in labels.ABOUT.values())
    second = step(desk, address(case), about="child")
    assert "Vet eller misstänker du att ett barn far illa?" in second
    third = step(desk, address(case), about="child", step="asked", **ANSWERS)
    assert "Då ska du anmäla genast (SoL 19:1)." in third
    assert "Här måste du." in third
    assert "Här är rättsläget oklart (OSL 10:15 a). Fråga kommunens jurist innan du svarar någon." in third
    assert "Att inte göra något är också ett beslut. Skriv varför." in third
    assert not Decision.objects.exists()
    done = desk.post(address(case), {"about": "child", "step": "decided", **ANSWERS, **REASONED})
    row = Decision.objects.get()
    assert done.headers["Location"] == address(case, str(row.pk))
    shown = desk.get(done.headers["Location"]).content.decode()
    for said in ("Anmäla till socialnämnden", "Hon berättade om sin son.", "Personen har fått veta.", "SoL 19:1"):
        assert said in shown
    story = desk.get(f"/personal/arenden/{case.number}/").content.decode()
    assert "Hon berättade om sin son." in story
    assert "SoL 19:1, OSL 10:28, OSL 10:21, OSL 10:15 a, OSL 26:1" in story
    assert facts_of(case, ada)[-1] == ("aid", "report")
    assert [act for act in Entry.objects.values_list("act", flat=True) if act.startswith("aid:")] == [
        "aid:decided",
        "aid:read",
    ]


@pytest.mark.parametrize("about", aid.About)
def test_each_matter_asks_its_questions_and_shows_its_paragraphs(about, case, desk):
    questions = aid.questions(about)
    asked = step(desk, address(case), about=about)
    assert [f'name="{question}"' in asked for question in questions] == [True] * len(questions)
    answers = {question: "other" if question == "crime" else "unknown" for question in questions}
    shown = step(desk, address(case), about=about, step="asked", **answers)
    for finding in silence.weigh(about, answers, on=timezone.localdate()):
        assert f"<h3>{finding.rule.paragraph}</h3>" in shown


def test_paying_an_adult_is_not_reported(case, desk):
    shown = step(
        desk,
        address(case),
        about="committed",
        step="asked",
        crime="purchase",
        attempt="no",
        victim_under_18="no",
    )
    assert "Att personen har köpt sex av en vuxen anmäls inte." in shown
    assert "Här får du berätta" not in shown


def test_what_may_be_told_names_who_decides(case, desk, settings_of_unit):
    settings_of_unit(decider={"sv": "verksamhetschefen", "en": "the manager"})
    shown = step(
        desk, address(case), about="committed", step="asked", crime="trafficking", attempt="no", victim_under_18="no"
    )
    assert "Här får du berätta, men du måste inte (OSL 10:23). Tala med verksamhetschefen först." in shown


@pytest.mark.parametrize(
    ("left_out", "said"),
    [({"why": ""}, "Skriv hur du tänkte."), ({"told": "no"}, "Skriv varför personen inte har fått veta.")],
)
def test_a_decision_without_its_reasons_comes_back_with_what_was_written(left_out, said, case, desk):
    given = {**REASONED, "why": "Det här skrev jag.", **left_out}
    shown = step(desk, address(case), about="child", step="decided", **ANSWERS, **given)
    assert said in shown
    assert given["why"] in shown
    assert "Allt du skrev är kvar." in shown
    assert not Decision.objects.exists()


def test_an_unanswered_question_is_asked_again(case, desk):
    shown = step(desk, address(case), about="child", step="asked", harmed="yes")
    assert "Visa paragraferna" in shown
    assert "Allt du skrev är kvar." in shown


def test_a_decision_keeps_the_paragraphs_as_they_read_that_day(case, ada, now):
    row = aid.decide(case, taken(), by=ada, at=now)
    found = aid.open_decision(row, by=ada, at=now)
    first = found.paragraphs[0]
    assert (first.paragraph, first.says, first.checked) == ("SoL 19:1", "must", date(2026, 4, 27))
    assert first.text.startswith("Den som arbetar i socialtjänsten")
    assert (found.why, found.told, found.answers) == ("Inget tyder på det.", True, ANSWERS)


def test_to_do_nothing_is_a_decision_too_and_has_its_reasons(case, ada, now):
    with pytest.raises(aid.NeedsWhy):
        aid.decide(case, taken(why=" "), by=ada, at=now)
    with pytest.raises(aid.NeedsWhy):
        aid.decide(case, taken(told=False), by=ada, at=now)
    aid.decide(case, taken(told=False, not_told="Det skulle öka faran."), by=ada, at=now)
    assert facts_of(case, ada)[-1] == ("aid", "nothing")


def test_in_mode_A_codes_and_the_day_are_all_that_is_kept(case_in, ada, now, desk_of):
    case = case_in("A")
    with pytest.raises(notes.NoNotesInModeA):
        aid.decide(case, taken(), by=ada, at=now)
    desk = desk_of(ada)
    shown = step(desk, address(case), about="child", step="asked", **ANSWERS)
    assert "<textarea" not in shown
    assert "Läge A: bara vad det gällde, vad du beslutade och dagen sparas." in shown
    sent = {"about": "child", "step": "decided", **ANSWERS, "decided": "nothing", "why": "smuggelord", "told": "no"}
    assert desk.post(address(case), sent).status_code == 302
    row = Decision.objects.get()
    key = cases.key_of(case.box, ada)
    assert json.loads(row.said.open(key)) == {"about": "child", "decided": "nothing"}
    assert row.why.open(key) == ""
    assert desk.get(address(case, str(row.pk))).status_code == 200


def test_a_case_that_one_only_reads_takes_no_decision(case, ada, eva, now, desk_of):
    from kast.casework import lending

    lending.lend(case, until=timezone.localdate(now), by=ada, at=now)
    assert desk_of(ada).get(address(case)).status_code == 404
    assert desk_of(eva).get(address(case)).status_code == 200


def test_the_decision_is_printed_with_its_paragraphs(case, desk, ada, now):
    row = aid.decide(case, taken(), by=ada, at=now)
    answer = desk.post(address(case, str(row.pk)))
    assert answer.headers["Content-Type"] == "application/pdf"
    told = words(answer.content)
    for said in (
        case.number,
        "Inget tyder på det.",
        "SoL 19:1",
        "Här måste du.",
        "Inte berätta för någon",
        "Sida 1 av",
    ):
        assert said in told
    last = Entry.objects.order_by("pk").last()
    assert (last.act, last.fields, last.about) == ("aid:printed", "reasoning", f"{case.mark} {row.mark}")


def test_without_a_case_the_reasoning_is_printed_and_stored_nowhere(unit, ada, desk_of):
    desk = desk_of(ada)
    assert "inget sparas" in desk.get("/personal/beslutsstod/").content.decode()
    before = Fact.objects.count()
    answer = desk.post(
        "/personal/beslutsstod/", {"about": "child", "step": "decided", **ANSWERS, **REASONED, "why": "En som ringde."}
    )
    assert "En som ringde." in words(answer.content)
    assert not Decision.objects.exists()
    assert Fact.objects.count() == before
    last = Entry.objects.order_by("pk").last()
    assert (last.act, last.about) == ("aid:printed", "")


def test_a_report_of_concern_is_a_paper_and_what_is_not_known_is_left_for_the_pen(case, desk):
    page = desk.get(address(case, "anmalan")).content.decode()
    assert "Socialnämnden i kommunen" in page
    answer = desk.post(address(case, "anmalan"), {"to": "Socialnämnden", "worry": "Pojken är ensam om nätterna."})
    paper = read(answer.content)
    assert paper.metadata.title == "Anmälan om oro för ett barn"
    told = words(answer.content)
    assert "Pojken är ensam om nätterna." in told
    assert told.count("(fylls i för hand)") == 6
    assert case.number not in told
    assert "anmalan.pdf" in answer.headers["Content-Disposition"]
    last = Entry.objects.order_by("pk").last()
    assert (last.act, last.fields, last.about) == ("aid:printed", "report", str(case.mark))


def test_a_report_without_a_case(unit, ada, desk_of):
    desk = desk_of(ada)
    assert desk.get("/personal/beslutsstod/anmalan/").status_code == 200
    assert "ensam" in words(desk.post("/personal/beslutsstod/anmalan/", {"worry": "ensam"}).content)


def test_in_english_the_paper_is_english(case, desk):
    answer = desk.post(f"/en{address(case, 'anmalan')}", {"worry": "alone"})
    assert read(answer.content).trailer["/Root"]["/Lang"] == "en"
    assert "Report of concern for a child" in words(answer.content)


def test_decisions_go_with_the_case(case, ada, now):
    aid.decide(case, taken(), by=ada, at=now)
    person.forget(case.box)
    assert not Decision.objects.exists()


def test_from_the_letter_one_comes_to_the_aid(wrote, ada, desk_of):
    letter = wrote()
    assert "/personal/beslutsstod/" in desk_of(ada).get(f"/personal/brev/{letter.number}/").content.decode()
