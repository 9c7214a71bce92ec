"""What comes out: two pages, three files, style sheets; whole, in both languages, and nothing to drill into."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from kast.figures.national import together, writing
from kast.figures.national.writing import NotEmpty
from tests.door.test_the_language import lix

from .made import NAMES, came, path, routes, unit

HIDES = routes(card=None, slip=None, someone_close=12, all=60)


def laid(*files, made_up=False, names=NAMES[:4]):
    page, _ = together.lay([unit(name) for name in names], files, year=2026, made_up=made_up, unreached={})
    return page


@pytest.fixture
def made(tmp_path):
    """Three units are in, one of which hides a number; one is missing."""
    page = laid(
        came("Trappan", tables=(routes(),), figures={}),
        came("Bryggan", tables=(HIDES,), figures={}, number="2026-2", corrects="2026-1"),
        came("Älvhuset", tables=(routes(),), figures={}),
    )
    writing.write(page, tmp_path / "out")
    return tmp_path / "out"


def pages(out):
    return {name: (out / name).read_text("utf-8") for name in ("index.html", "english.html")}


def rows(file):
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


class Tags(HTMLParser):
    """Every tag with what it says."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_folder_holds_these_files_and_no_other(made):
    assert sorted(file.name for file in made.iterdir()) == [
        "english.html", "icon.svg", "index.html", "national.css", "numbers-2026.csv", "public.css", "shares-2026.csv",
        "tokens.css", "units-2026.csv",
    ]  # fmt: skip


def test_nothing_leads_to_one_unit_and_nothing_is_loaded_from_elsewhere(made):
    names = {file.name for file in made.iterdir()}
    for text in pages(made).values():
        tags = Tags(text).tags
        assert {tag for tag, _ in tags}.isdisjoint({"script", "form", "input", "select", "button", "iframe", "img"})
        leads = [said[key] for _, said in tags for key in ("href", "src", "action", "data") if said.get(key)]
        assert set(leads) <= names | {"#innehall"}, leads
        assert not any("style" in said for _, said in tags)
        assert re.search(r"https?://|url\(|@import", text) is None
    for style in ("tokens.css", "public.css", "national.css"):
        assert re.search(r"https?://|url\(|@import", (made / style).read_text("utf-8")) is None


def test_a_unit_stands_in_the_list_and_beside_the_others_and_nowhere_else(made):
    """No table of one unit's cells: outside the list and the shares no unit has a name."""
    page = pages(made)["index.html"]
    tables_of_all = page[page.index('id="tabeller"') : page.index('id="bredvid"')]
    how = page[page.index('id="hur"') :]
    for name in NAMES:
        assert name not in tables_of_all
        assert name not in how
        assert name not in (made / "numbers-2026.csv").read_text("utf-8")
    assert not any(name.lower()[:5] in file.name.lower() for file in made.iterdir() for name in NAMES)


def test_units_stand_in_the_order_of_the_alphabet_wherever_they_stand(tmp_path):
    shares = {"Trappan": 39, "Bryggan": 25, "Älvhuset": 30, "Östra porten": 36}
    files = [came(name, tables=(path(value),), figures={}) for name, value in shares.items()]
    out = tmp_path / "out"
    writing.write(laid(*files), out)
    lines = [row["unit"] for row in rows(out / "shares-2026.csv") if row["share"] == "came" and row["numerator"]]
    assert lines == ["Bryggan", "Trappan", "Älvhuset", "Östra porten"]
    page = pages(out)["index.html"]
    beside = page[page.index('id="andel-came"') :]
    assert re.findall(r'<th scope="row">\d\. ([^<]+)</th>', beside)[:4] == lines


def test_a_unit_that_is_missing_is_named_and_is_no_nought(made):
    for text, said in zip(pages(made).values(), ("Saknas", "Missing"), strict=True):
        assert said in text
        assert "Östra porten" in text
    (row,) = [row for row in rows(made / "units-2026.csv") if row["unit"] == "Östra porten"]
    assert (row["in"], row["why"]) == ("no", "nothing_came")
    own = next(row for row in rows(made / "numbers-2026.csv") if row["at"] == "own")
    assert (own["number"], own["at_least"], own["at_most"], own["units_missing"]) == ("", "60", "", "1")


def test_a_number_is_a_number_only_where_all_show_it(tmp_path):
    out = tmp_path / "out"
    files = [came("Trappan", tables=(routes(),), figures={}), came("Bryggan", tables=(HIDES,), figures={})]
    writing.write(laid(*files, names=NAMES[:2]), out)
    found = {row["at"]: row for row in rows(out / "numbers-2026.csv")}
    assert found["own"]["number"] == "40"
    assert (found["card"]["number"], found["card"]["at_least"], found["card"]["at_most"]) == ("", "12", "20")
    assert found["card"]["units_hidden"] == "1"
    page = pages(out)["index.html"]
    assert "12–20" in page
    assert "dolt hos 1" in page
    assert "Ingen saknas." in page


def test_made_up_stands_on_every_page_and_in_every_line_of_every_file(tmp_path):
    out = tmp_path / "out"
    writing.write(laid(came("Trappan", made_up=True), made_up=True), out)
    assert "Allt här är påhittat." in pages(out)["index.html"]
    assert "Everything here is made up." in pages(out)["english.html"]
    for name in ("numbers", "shares", "units"):
        found = rows(out / f"{name}-2026.csv")
        assert found
        assert {row["made_up"] for row in found} == {"yes"}


def test_real_pages_do_not_say_that_they_are_made_up(made):
    assert "påhittat" not in pages(made)["index.html"]
    assert {row["made_up"] for row in rows(made / "numbers-2026.csv")} == {"no"}


def test_a_picture_says_in_words_what_it_shows_and_its_table_stands_beside_it(tmp_path):
    shares = {"Trappan": 55, "Bryggan": 25, "Älvhuset": 30, "Östra porten": 36}
    files = [came(name, tables=(path(value),), figures={}) for name, value in shares.items()]
    out = tmp_path / "out"
    writing.write(laid(*files), out)
    text = pages(out)["index.html"]
    picture = text[text.index('<svg class="plot"') : text.index("<figcaption>")]
    assert "2, Trappan: 55 av 60, utanför" in picture
    assert "1, Bryggan: 25 av 60," in picture
    assert 'role="img" aria-labelledby="bild-came-t bild-came-d"' in picture
    assert picture.count('class="outside"') >= 1
    assert "NaN" not in picture
    assert "," not in re.sub(r"<(desc|title|text)[^>]*>[^<]*</\1>", "", picture)


def test_a_unit_that_says_odd_things_of_its_name_breaks_no_page_and_no_spreadsheet(tmp_path):
    odd = '=1+1<b>"'
    out = tmp_path / "out"
    writing.write(laid(came(odd, tables=(routes(),), figures={}), names=(odd,)), out)
    assert "<b>&quot;" not in pages(out)["index.html"].split("</head>")[1].split('id="tabeller"')[0].replace(
        "&lt;b&gt;", ""
    )
    assert "=1+1&lt;b&gt;" in pages(out)["index.html"]
    assert rows(out / "units-2026.csv")[0]["unit"].startswith("'=")


def test_an_earlier_folder_is_replaced_whole_and_somebody_elses_is_left_alone(made, tmp_path):
    (made / "numbers-2025.csv").write_text("old", "utf-8")
    writing.write(laid(came("Trappan")), made)
    assert not (made / "numbers-2025.csv").exists()
    (made / "my letters.txt").write_text("mine", "utf-8")
    with pytest.raises(NotEmpty, match="my letters"):
        writing.write(laid(came("Trappan")), made)
    assert (made / "my letters.txt").read_text("utf-8") == "mine"
    file = tmp_path / "a file"
    file.write_text("mine", "utf-8")
    with pytest.raises(NotEmpty):
        writing.write(laid(came("Trappan")), file)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_the_swedish_page_is_easy_to_read(made):
    page = pages(made)["index.html"]
    paragraphs = "".join(re.findall(r"<p[^>]*>.*?</p>", page[page.index("<main") : page.index("</main>")], re.DOTALL))
    assert lix(paragraphs) <= 30


def test_both_pages_are_in_their_own_language(made):
    swedish, english = pages(made)["index.html"], pages(made)["english.html"]
    assert '<html lang="sv">' in swedish
    assert '<html lang="en">' in english
    assert "Vad 3 av 4 mottagningar vet om 2026" in swedish
    assert "What 3 of 4 units know about 2026" in english
    for word in ("Mottagning", "mottagningar", "Hur de kom hit", "Väg"):
        assert word in swedish
        assert word not in english.replace("Östra porten", "")


@pytest.mark.parametrize(("lost", "said"), [(0, "Vi vet hur det gick för alla."), (20, "vet vi inget.")])
def test_where_everybody_is_known_there_is_no_worst_and_best_case_of_nobody(lost, said):
    from types import SimpleNamespace

    from django.template.loader import render_to_string

    from kast.figures.bounds import bounds
    from kast.figures.national.page import Outcome

    outcome = Outcome(3, bounds(clean=75, back=25, lost=lost, definition="x/1", horizon=12))
    page = render_to_string("figures/national/_outcome.html", {"page": SimpleNamespace(outcome=outcome)})
    assert said in page
    assert ("i sämsta fall" in page) is bool(lost)
    assert ("Andelen är 75 procent (75 av 100)." in page) is not bool(lost)
