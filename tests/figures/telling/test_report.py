"""The yearly report and the agency's file by one command, and by one button on the staff's page."""

import csv
import io

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from kast.figures import access
from tests import papers
from tests.figures.release.made_up import signed
from tests.figures.test_pages import read, words

from .a_release import content

PAGE, FILE = "/personal/siffror/rapport/", "/personal/siffror/rapport/fil/"


@pytest.fixture
def released(unit, monkeypatch):
    monkeypatch.setattr(access, "signed", lambda: [signed(content())])


def command(*args):
    out, err = io.StringIO(), io.StringIO()
    call_command("report", *args, stdout=out, stderr=err)
    return out.getvalue()


def test_one_command_writes_the_report_in_either_language(released, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = command("2026-1", "--language", "sv")
    assert "kast-2026-1-sv.pdf" in told
    command("2026-1", "--language", "en")
    assert papers.read((tmp_path / "kast-2026-1-sv.pdf").read_bytes()).metadata.title.startswith("Årsrapport 2026")
    assert papers.read((tmp_path / "kast-2026-1-en.pdf").read_bytes()).metadata.title.startswith("Yearly report 2026")


def test_the_same_command_writes_the_agencys_file_by_the_units_own_catalogue(released, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        "form: {sv: Vår, en: Ours}\nverified: true\nvariables:\n"
        "- {code: X1, table: routes, at: [card], name: {sv: Kort, en: Card}}\n",
        "utf-8",
    )
    path = tmp_path / "agency.csv"
    command("2026-1", "--agency", "--catalogue", str(own), "--out", str(path), "--language", "en")
    line = next(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    assert (line["code"], line["name"], line["number"]) == ("X1", "Card", "12")


def test_the_command_says_what_is_wrong(released, tmp_path, settings):
    with pytest.raises(CommandError, match=r"There is no release 2020-1\. There are: 2026-1"):
        command("2020-1")
    with pytest.raises(CommandError, match="goes with --agency"):
        command("2026-1", "--catalogue", "x")
    with pytest.raises(CommandError, match="cannot be written"):
        command("2026-1", "--out", str(tmp_path / "nowhere" / "a.pdf"))
    settings.CATALOGUE = str(tmp_path / "nowhere.yaml")
    with pytest.raises(CommandError, match=r"The catalogue cannot be used.*nowhere\.yaml"):
        command("2026-1", "--agency")


def test_a_wrong_catalogue_is_said_by_kast_check(settings, tmp_path):
    assert not [one for one in run_checks() if one.id == "kast.E024"]
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("variables: []", "utf-8")
    settings.CATALOGUE = str(wrong)
    assert [one.msg for one in run_checks() if one.id == "kast.E024"] == [
        "KAST_CATALOGUE cannot be used. It must have form, verified and variables, and nothing else."
    ]


def test_the_page_is_for_head_and_counsellor_and_as_absent_as_any_for_the_operator(released, ada, bo, olle, desk_of):
    for member in (ada, bo):
        assert desk_of(member).get(PAGE).status_code == 200
    operator = desk_of(olle, locked=True)
    assert operator.get(PAGE).status_code == operator.get(FILE).status_code == 404


def test_before_the_first_release_the_page_says_that_there_is_none(unit, bo, desk_of):
    said = words(desk_of(bo).get(PAGE))
    assert "Det finns ingen utgåva än" in said
    assert "Hämta rapporten" not in said
    assert desk_of(bo).get(FILE, {"number": "2026-1", "language": "sv"}).status_code == 422


def test_one_button_sends_the_report_and_another_the_agencys_file(released, bo, desk_of):
    desk = desk_of(bo)
    page = desk.get(PAGE)
    assert not read(page).wrong
    assert "Ingen nationell mall för KAST är känd" in words(page)
    report = desk.get(FILE, {"number": "2026-1", "language": "en", "made": "report"})
    assert report.headers["Content-Type"] == "application/pdf"
    assert report.headers["Content-Disposition"] == 'attachment; filename="kast-2026-1-en.pdf"'
    assert papers.read(report.content).trailer["/Root"]["/Lang"] == "en"
    file = desk.get(FILE, {"number": "2026-1", "language": "sv", "made": "agency"})
    assert file.headers["Content-Disposition"] == 'attachment; filename="kast-2026-1-sv.csv"'
    assert "K02;Hörde av sig för första gången;90" in file.content.decode()


@pytest.mark.parametrize("asked", [{}, {"number": "2020-1", "language": "sv"}, {"number": "2026-1", "language": "de"}])
def test_what_cannot_be_made_is_asked_for_again(released, bo, desk_of, asked):
    answer = desk_of(bo).get(FILE, asked)
    assert answer.status_code == 422
    assert "Välj en utgåva och ett språk." in words(answer)
    assert not read(answer).wrong


def test_a_wrong_catalogue_is_said_on_the_page_and_the_report_can_still_be_had(released, bo, desk_of, settings):
    settings.CATALOGUE = "/nowhere.yaml"
    desk = desk_of(bo)
    said = words(desk.get(PAGE))
    assert "Myndighetens fil går inte att göra" in said
    assert "/nowhere.yaml cannot be read" in said
    assert "Hämta myndighetens fil" not in said
    assert desk.get(FILE, {"number": "2026-1", "language": "sv", "made": "agency"}).status_code == 422
    assert desk.get(FILE, {"number": "2026-1", "language": "sv", "made": "report"}).status_code == 200
