"""A PDF as somebody reads it: its words, and what a screen reader needs."""

import io

import pypdf


def read(made: bytes) -> pypdf.PdfReader:
    """The paper, tagged, with a language and a title; else the test fails."""
    paper = pypdf.PdfReader(io.BytesIO(made))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- pypdf's own boolean
    assert "/StructTreeRoot" in root
    assert root["/Lang"] in {"sv", "en"}
    assert paper.metadata.title
    return paper


def words(made: bytes) -> str:
    """All its words, one space between them."""
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def words_of(answer) -> str:
    """The words of the paper that a page answers with."""
    assert answer["Content-Type"] == "application/pdf"
    return words(answer.content)
