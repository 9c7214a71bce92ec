"""A PDF that a screen reader can read, in which what somebody wrote stays text."""

import io

import pypdf
import pytest

from kast import paper
from kast.paper import signs

TEMPLATE = '#import "house.typ": *\n#show: paper.with(title: data.title, lang: "sv")\n= #data.title\n#data.words\n'


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "letter.typ"
    path.write_text(TEMPLATE, "utf-8")
    return path


def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def test_it_is_tagged_has_a_title_and_a_language(template):
    made = read(paper.of(template, {"title": "Plan", "words": "Först det här."}))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- pypdf's own boolean
    assert root["/Lang"] == "sv"
    assert "/StructTreeRoot" in root
    assert made.metadata.title == "Plan"
    assert "Först det här." in made.pages[0].extract_text()


@pytest.mark.parametrize("words", ['#eval("1+1")', '#read("/etc/passwd")', "$x$ *bold* <label> @ref", "\\ # [ ] ```"])
def test_what_somebody_wrote_is_never_evaluated(template, words):
    made = read(paper.of(template, {"title": "Plan", "words": words}))
    told = "".join(made.pages[0].extract_text().split())
    assert "".join(words.split()) in told


def test_a_template_that_a_screen_reader_cannot_read_is_refused(tmp_path):
    path = tmp_path / "untitled.typ"
    path.write_text("= Rubrik\n", "utf-8")
    with pytest.raises(paper.NotAccessible):
        paper.of(path, {})


def test_a_template_reads_nothing_outside_its_own_files(tmp_path):
    path = tmp_path / "curious.typ"
    path.write_text('#set document(title: "x")\n#read("/etc/passwd")\n', "utf-8")
    with pytest.raises(paper.NotAccessible):
        paper.of(path, {})


@pytest.mark.parametrize("words", ["مرحبا", "سلام گچ", "Привет", "Γειά", "שלום", "Tiếng Việt"])
def test_scripts_that_come_with_typst_are_shown(template, words):
    made = read(paper.of(template, {"title": "Plan", "words": words}))
    assert "□" not in made.pages[0].extract_text()


def test_a_sign_without_a_font_becomes_a_square_and_is_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(signs, "_can_show", lambda text: not set(text) & set("αβ"))
    path = tmp_path / "counted.typ"
    path.write_text(TEMPLATE + "#data.lost\n#data.deep.first().at(1)\n", "utf-8")
    made = read(paper.of(path, {"title": "Plan", "words": "αβγ, hej", "deep": [("a", "α")]}))
    told = " ".join(made.pages[0].extract_text().split())
    assert "□□γ, hej" in told
    assert "3 □" in told


def test_a_font_for_nothing_is_asked_only_some_times(monkeypatch):
    asked = []
    monkeypatch.setattr(signs, "_can_show", lambda text: asked.append(text) or False)
    many = "".join(chr(0x4E00 + at) for at in range(500))
    assert signs.lost_in(many) == set(many)
    assert len(asked) <= 20


def test_signs_that_are_no_writing_are_taken_out():
    assert signs.lost_in("a\x00b\x07c\n\td") == {"\x00", "\x07"}


def test_the_foot_says_what_it_is_told_and_which_page_of_how_many(tmp_path):
    path = tmp_path / "foot.typ"
    path.write_text(
        '#import "house.typ": *\n#show: paper.with(title: "x", foot: [Ada], of: "Sida {0} av {1}")\na\n#pagebreak()\nb\n',
        "utf-8",
    )
    made = read(paper.of(path, {}))
    assert [" ".join(page.extract_text().split()) for page in made.pages] == ["a Ada Sida 1 av 2", "b Ada Sida 2 av 2"]
