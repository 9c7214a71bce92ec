"""One table of a release, told: in a sentence, as a drawing, line by line, and as a file."""

import csv
import io

import pytest
from django.utils.translation import override

from kast.figures.release.tables import BY_KEY
from kast.figures.telling import blocks, files
from tests.figures.release.made_up import table

from .a_release import TABLES, content


def block(key, made=None):
    return blocks.block(made or content(), key)


def lines(key, made=None, language="sv"):
    with override(language):
        return list(csv.DictReader(io.StringIO(files.table(made or content(), key).decode("utf-8-sig")), delimiter=";"))


def test_the_sentence_says_how_many_and_of_how_many():
    assert block("routes").sentence == "90 personer hörde av sig för första gången."
    assert block("left").sentence == "61 personer slutade. 14 av dem slutade komma utan att vi hade bestämt det."
    assert "88 av dem har vi talat om" in block("topic").sentence


def test_where_something_is_hidden_most_is_said_of_what_is_shown_only():
    assert block("routes").most == "Flest av dem som visas: sökte själv, 30."
    assert block("waiting").most == "Flest: inom en dag, 31."


def test_nothing_is_most_where_two_are_as_many():
    two = table("waiting", {"d0_1": 20, "d2_3": 20, "d4_7": 0, "d8_14": 0, "later": 0, "*": 40})
    assert block("waiting", content(tables=(two,))).most == ""


def test_a_sentence_that_needs_a_hidden_number_is_not_said():
    hidden = table("left", {("*", "*"): 61})
    assert block("left", content(tables=(hidden,))).sentence == "61 personer slutade."
    nothing = table("left", {})
    told = block("left", content(tables=(nothing,)))
    assert told.sentence == "Hur många det var går inte att visa."
    assert told.most == ""
    assert told.drawing is None


def test_a_year_in_which_nobody_came_is_said_without_a_drawing():
    none = table("topic", {"discussed": 0, "*": 0})
    told = block("topic", content(tables=(none,)))
    assert told.sentence == "Ingen det här året."
    assert told.drawing is None


def test_a_drawing_tells_each_of_its_numbers_in_words_and_hides_what_is_hidden():
    drawn = block("routes").drawing
    assert drawn.title == "Hur de kom hit"
    assert drawn.description.startswith("Sökte själv: 30. Kort: 12. Ringlapp: dolt.")
    by_label = {bar.label: bar for bar in drawn.bars}
    assert by_label["Sökte själv"].width == "100.0%"
    assert by_label["Kort"].width == "40.0%"
    assert by_label["Ringlapp"].share is None


def test_nobody_is_drawn_twice():
    drawn = block("outcome").drawing
    assert [bar.label for bar in drawn.bars] == [
        "Gick inte tillbaka", "Gick tillbaka", "Sa nej till frågan", "Har inte frågats eller nåtts",
    ]  # fmt: skip


def test_a_rounded_number_says_that_it_is_about():
    assert "omkring 25" in block("reasons").most
    assert {str(number) for row in block("reasons").rows for number in row.numbers} >= {"omkring 20", "dolt", "60"}


@pytest.mark.parametrize("key", BY_KEY)
def test_the_file_holds_every_cell_once_and_says_why_a_field_is_empty(key):
    found = lines(key)
    shown = content().table(key)
    assert len(found) == len(shown.cells)
    for line, cell in zip(found, shown.cells, strict=True):
        assert line["antal"] == ("" if cell.hidden else str(cell.value))
        assert (line["status"] == "dold") == cell.hidden
        assert line["påhittad"] == "nej"
        assert line["utgåva"] == "2026-1"


def test_the_file_in_english_has_english_words_and_the_same_codes_and_numbers():
    there = lines("routes", language="en")
    assert [line["number"] for line in there] == [line["antal"] for line in lines("routes")]
    assert there[2]["route_code"] == "slip"
    assert "Call-back slip" in there[2].values()
    assert there[2]["status"] == "hidden"


def test_a_file_of_a_made_up_unit_says_so_on_every_line():
    assert {line["påhittad"] for line in lines("routes", content(made_up=True))} == {"ja"}


def test_a_table_that_is_not_in_the_release_has_no_file():
    assert files.table(content(tables=TABLES[:2]), "outcome") is None
    assert files.table(content(), "nobody") is None


def test_the_sums_of_a_rounded_table_are_as_counted_and_say_so():
    status = {line["reason_kod"]: line["status"] for line in lines("reasons")}
    assert status["law"] == "avrundad till närmaste fem"
    assert status["all"] == "som räknad"
    assert block("reasons").sentence == "60 personer berättade om skäl."


def test_nobody_in_the_row_that_is_told_of_is_not_said_of_the_whole_table():
    only_half_a_year = table("followup", {("12", "*"): 0, ("6", "*"): 30, ("6", "not_agreed"): 30})
    told = block("followup", content(tables=(only_half_a_year,)))
    assert told.sentence == "För ingen gick tiden att bli frågad efter tolv månader ut."


def test_of_whom_nothing_is_known_nothing_is_said():
    nobody_known = {("recent", "clean"): 0, ("recent", "back"): 0, ("recent", "unknown"): 12, ("recent", "*"): 12}
    told = block("outcome", content(tables=(table("outcome", nobody_known),)))
    assert told.sentence.endswith("Vi vet inte hur det gick för någon av dem.")
