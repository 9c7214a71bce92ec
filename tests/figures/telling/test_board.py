"""The yearly report: a paper that a screen reader can read, in both languages, with nothing in it that is hidden."""

import dataclasses
import re

import pytest
from django.utils.translation import override

from kast.figures.outcome_shown import Outcome
from kast.figures.telling import board
from tests import papers
from tests.figures.release.made_up import table

from .a_release import TABLES, content

SUM = "0123456789abcdef" * 4


def report(made=None, language="sv"):
    return board.report(made or content(), sha256=SUM, language=language)


@pytest.fixture(scope="module")
def in_swedish():
    return report()


@pytest.fixture(scope="module")
def in_english():
    return report(language="en")


def test_it_is_tagged_and_has_its_title_and_language(in_swedish, in_english):
    for made, language, title in (
        (in_swedish, "sv", "Årsrapport 2026, Trappan, Exempelstad"),
        (in_english, "en", "Yearly report 2026, Trappan, Exempelstad"),
    ):
        paper = papers.read(made)
        assert paper.trailer["/Root"]["/Lang"] == language
        assert paper.metadata.title == title
        assert "pdfuaid" in paper.trailer["/Root"]["/Metadata"].get_data().decode()


def tags(made):
    """Every tag of the paper with its alternative text, as a screen reader goes through them."""
    found, ahead = [], [papers.read(made).trailer["/Root"]["/StructTreeRoot"]]
    while ahead:
        one = ahead.pop().get_object() if hasattr(ahead[-1], "get_object") else ahead.pop()
        if isinstance(one, list):
            ahead += one
        elif isinstance(one, dict):
            if "/S" in one:
                found.append((str(one["/S"]), str(one.get("/Alt", ""))))
            ahead += [one["/K"]] if "/K" in one else []
    return found


def test_headings_tables_and_drawings_are_tagged_and_each_drawing_is_told_in_words(in_swedish):
    kinds = [kind for kind, _ in tags(in_swedish)]
    assert kinds.count("/H1") + kinds.count("/H2") >= 8
    assert kinds.count("/Table") >= len(TABLES)
    assert kinds.count("/TH") > kinds.count("/Table")
    told = [alt for kind, alt in tags(in_swedish) if kind == "/Figure"]
    assert any("Sökte själv: 30. Kort: 12. Ringlapp: dolt." in alt for alt in told)
    assert any("69 fyllda prickar: gick inte tillbaka." in alt for alt in told)
    assert any("Våra siffror, sämsta till bästa fall: 62–96" in alt for alt in told)
    assert all(told)


def test_it_says_what_is_known_and_what_is_not(in_swedish):
    said = papers.words(in_swedish).replace("- ", "").replace("‐", "")
    assert "Av 112 vet vi att 69 inte gick tillbaka, och att 5 gjorde det. Om 38 vet vi inget." in said
    assert "62 pro" in said
    assert "95 personer kom på minst ett samtal" in said
    assert "Det betyder inte att det var samtalen som gjorde det" in said
    assert "Utgåva 2026-1" in said
    assert SUM[:32] in said


def test_where_everybody_is_known_it_says_so():
    known = Outcome(started=100, due=100, known=100, clean=75, back=25, unknown=0, declined=0, lost=0)
    assert board._known(known) == "Av 100 gick 75 inte tillbaka, och 25 gjorde det. Vi vet hur det gick för alla."
    assert board._worst_and_best(known).endswith("75 av dem säger att de inte har köpt sex igen, alltså 75 procent.")
    one = dataclasses.replace(known, known=99, back=24, unknown=1)
    assert "Om en person vet vi ingenting." in board._worst_and_best(one)


def test_every_claim_stands_in_it_with_its_verdict(in_swedish, in_english):
    from kast.figures.claims import register

    for made, language, verdict in ((in_swedish, "sv", "Går inte att veta."), (in_english, "en", "Cannot be known.")):
        said = re.sub(r"[\s\-‐]", "", papers.words(made))
        for claim in register():
            assert re.sub(r"[\s\-‐]", "", claim.said[language]) in said, claim.key
        assert said.count(verdict.replace(" ", "")) > 10


def test_a_claim_says_when_it_was_said_or_that_nobody_knows(in_swedish):
    said = " ".join(papers.words(in_swedish).split())
    assert "Ingen att jämföra med. (årtalet är inte känt)" in said
    assert "men av en helt annan grupp. (2012)" in said


def test_the_title_and_the_short_heads_of_tables_are_not_broken_within_a_word(in_swedish):
    said = papers.words(in_swedish)
    assert not re.search(r"påhit[-\u00ad]|tillba[-\u00ad]|sva[-\u00ad]\s*rat\b", said)


def test_the_english_one_is_english(in_english):
    said = papers.words(in_english)
    assert "What matters most" in said
    assert "90 people got in touch for the first time." in said
    assert "Page 1 of" in said
    own = re.sub(r"“[^”]*”|Göteborg\S*|Exempelstad|Linköping|FoU i Väst|Brå|Trappan|Väst|Vårt", "", said)
    assert not re.search(r"[åäöÅÄÖ]", own), re.findall(r"\S*[åäöÅÄÖ]\S*", own)


def test_nothing_that_is_hidden_in_the_release_stands_in_it():
    """The truth is 3 by slip and 1 by another route; neither is in the content, so no number follows from it."""
    routes = {"own": 30, "card": 12, "police": 14, "social_services": 9, "care": 6, "someone_close": 7, "not_said": 8}
    with override("sv"):
        data = board.said(content(tables=(table("routes", {**routes, "*": 90}),)), sha256=SUM, language="sv")
    rows = [
        row
        for section in data["sections"]
        for one in section["blocks"]
        if one["kind"] == "table"
        for row in one["rows"]
    ]
    assert ["Ringlapp", "dolt"] in rows
    assert ["Annat", "dolt"] in rows
    shown = {str(number) for number in routes.values()} | {"90", "dolt", "–", "vet vi inte"}
    assert {cell for row in rows for cell in row[1:] if cell} <= shown


def test_a_release_without_an_outcome_makes_a_report_that_says_so():
    said = papers.words(report(content(tables=TABLES[1:3])))
    assert "Det går inte att visa hur det gick ett år senare." in said
    assert "Hur många som fick veta att vi finns står inte i den här utgåvan." in said


def test_a_made_up_unit_says_so_on_every_page():
    made = papers.read(report(content(made_up=True)))
    assert all("påhittad" in page.extract_text() for page in made.pages)
    assert "påhittad" in made.metadata.title
    assert "påhittad" not in papers.words(report())


def test_what_somebody_wrote_in_the_units_name_stays_text():
    assert '#eval("1+1")' in papers.words(report(content(unit='#eval("1+1")')))


def test_where_it_cannot_be_shown_how_it_went_it_says_for_how_many_it_is_known():
    few = table("outcome", {("recent", "*"): 18, ("recent", "known"): 9, ("recent", "unknown"): 9})
    said = papers.words(report(content(tables=(TABLES[1], few))))
    assert "Det gäller 18 personer. Av dem vet vi hur det gick för 9." in said
