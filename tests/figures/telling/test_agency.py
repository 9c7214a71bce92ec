"""The national agency's file: its variables are data, what is hidden stays hidden, and a wrong catalogue says what is wrong."""

import csv
import io

import pytest
import yaml

from kast.figures.telling import agency

from .a_release import TABLES, content

ONE = {"code": "A1", "name": {"sv": "Kort", "en": "Card"}, "table": "routes", "at": ["card"]}


def text(*variables, **said):
    whole = {"form": {"sv": "Vår", "en": "Ours"}, "verified": True, "variables": list(variables)}
    return yaml.safe_dump(whole | said, allow_unicode=True)


def lines(made, language="sv"):
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))


def test_the_shipped_catalogue_is_whole_and_says_that_nobody_has_agreed_on_it():
    shipped = agency.catalogue()
    assert not shipped.verified
    assert len({one.code for one in shipped.variables}) == len(shipped.variables) > 20


def test_each_variable_is_one_line_with_the_number_of_its_cell():
    found = {line["kod"]: line for line in lines(agency.file(content(), agency.catalogue(), language="sv"))}
    assert found["K02"]["antal"] == "90"
    assert found["K23"]["antal"] == "69"
    assert found["K23"]["definition"] == "did-not-go-back-12/3"
    assert found["K23"]["utgåva"] == "2026-1"


def test_what_is_hidden_in_the_release_is_hidden_here_and_what_was_not_counted_is_not_nought():
    found = {line["kod"]: line for line in lines(agency.file(content(), agency.catalogue(), language="sv"))}
    assert (found["K05"]["antal"], found["K05"]["status"]) == ("", "dold")
    without = lines(agency.file(content(tables=TABLES[1:]), agency.catalogue(), language="sv"))[0]
    assert (without["kod"], without["antal"], without["status"]) == ("K01", "", "inte räknad")


def test_in_english_its_names_are_english():
    found = lines(agency.file(content(), agency.catalogue(), language="en"))
    assert found[1]["name"] == "Got in touch for the first time"
    assert found[4]["status"] == "hidden"


def test_a_made_up_unit_says_so_on_every_line():
    found = lines(agency.file(content(made_up=True), agency.catalogue(), language="sv"))
    assert {line["påhittad"] for line in found} == {"ja"}


def test_a_unit_may_have_a_catalogue_of_its_own(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(text(ONE | {"code": "=1+1"}), "utf-8")
    found = lines(agency.file(content(), agency.catalogue(str(own)), language="sv"))
    assert [(line["kod"], line["antal"]) for line in found] == [("'=1+1", "12")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("variables: [", "no YAML"),
        ("- a", "form, verified and variables"),
        (text(), "at least one"),
        (text(ONE, verified="ja"), "true or false"),
        (text(ONE, form="Vår"), "both languages"),
        (text(ONE | {"table": "route"}), "Variable 1 (code A1): there is no table 'route'. There are told, routes"),
        (text(ONE | {"table": ["routes"]}), "there is no table"),
        (text(ONE, ONE | {"code": "A2", "at": ["cards"]}), "Variable 2 (code A2): routes has no place ['cards']"),
        (text(ONE | {"at": "card"}), "list of codes"),
        (text(ONE | {"at": [12]}), "quotation marks"),
        (text(ONE | {"code": 12}), "quotation marks"),
        (text(ONE | {"name": {"sv": "Kort"}}), "both languages"),
        (text(ONE, ONE), "more than once: A1"),
        (text({"code": "A1"}), "Variable 1 must have code, name, table and at"),
    ],
)
def test_a_wrong_catalogue_says_which_variable_and_what_is_wrong(wrong, said):
    with pytest.raises(agency.WrongCatalogue) as fault:
        agency.read(wrong)
    assert said in str(fault.value)


def test_a_catalogue_that_is_not_there_is_said_by_its_path(tmp_path):
    with pytest.raises(agency.WrongCatalogue, match=r"nowhere\.yaml"):
        agency.catalogue(str(tmp_path / "nowhere.yaml"))
