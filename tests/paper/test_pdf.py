"""A PDF that a screen reader can read, in which what somebody wrote stays text."""

import io

import pypdf
import pytest

from kast import paper

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
