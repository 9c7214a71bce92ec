"""How the door speaks: words.md A, kept by counting."""

import re
from html.parser import HTMLParser

import pytest
from babel.messages import pofile
from django.conf import settings

from kast.staff.proposals import PROPOSALS
from tests.door.test_pages import OPEN, READ, UNIT

NEVER = [
    "torsk",
    "torsken",
    "torskar",
    "horkund",
    "prostituerad",
    "prostituerade",
    "sexarbetare",
    "förövare",
    "brukare",
    "vederbörande",
    "vänligen",
    "hoppsan",
    "ogiltig",
    "ogiltigt",
    "garanterat",
    "spårlös",
    "spårlöst",
    "journal",
    "journalen",
]
NEVER_TOGETHER = ("den enskilde", "100 %", "helt anonym", "klicka här", "!")
NEVER_IN_PUBLIC = ["klient", "klienten", "ärende", "ärendet", "handläggare", "insats", "insatser"]
BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "dt",
    "dd",
    "label",
    "legend",
    "summary",
    "button",
    "option",
    "title",
    "div",
    "a",
}


class Sentences(HTMLParser):
    """What a page says, block by block; names, numbers and law citations are not sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.said, self._skip = [""], 0

    def handle_starttag(self, tag, attrs):
        if tag in {"cite", "svg", "style", "head", "textarea"}:
            self._skip += 1
        elif tag in BLOCKS - {"a", "button"}:
            self.said.append("")

    def handle_endtag(self, tag):
        if tag in {"cite", "svg", "style", "head", "textarea"}:
            self._skip -= 1
        elif tag in BLOCKS - {"a", "button"}:
            self.said.append("")

    def handle_data(self, data):
        if not self._skip:
            self.said[-1] += data


def sentences(page: str) -> list[str]:
    parser = Sentences()
    parser.feed(page)
    blocks = (" ".join(block.split()) for block in parser.said)
    return [one for block in blocks for one in re.split(r"(?<=[.?:])\s+", block) if re.search(r"\w", one)]


def lix(page: str) -> float:
    """Words a sentence, and a hundred times the share of words longer than six letters."""
    said = sentences(page)
    words = [word for one in said for word in re.findall(r"[\w-]+", one)]
    return len(words) / len(said) + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_lix_is_counted_as_lix_is():
    page = "<p>Det här är en mening. Ekonomiska förutsättningar saknas.</p>"
    assert sentences(page) == ["Det här är en mening.", "Ekonomiska förutsättningar saknas."]
    assert lix(page) == 8 / 2 + 100 * 2 / 8


@pytest.fixture(autouse=True)
def _a_unit_with_a_telephone(settings_of_unit):
    settings_of_unit(**UNIT)


@pytest.mark.parametrize("path", OPEN)
def test_public_pages_are_easy_to_read(person, path):
    page = person.opens(path).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert lix(main) <= (35 if path == "/granser/" else 30), sentences(main)


def test_every_page_after_sending_is_easy_to_read_too(person, no_wait):
    form = person.sends("Hej.").content.decode()
    pages = [form, person.comes_back("fel").content.decode(), person.sends("Hej.", safe="1").content.decode()]
    for page in pages:
        assert lix(page[page.index("<main") : page.index("</main>")]) <= 30


def swedish(*rooms: str) -> list[str]:
    said = []
    for room in rooms:
        for path in (settings.PACKAGE / room).glob("locale/en/LC_MESSAGES/django.po"):
            with path.open("rb") as file:
                for message in pofile.read_po(file):
                    ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
                    said += [one for one in ids if one]
    return said


@pytest.mark.parametrize("room", ["door", "staff", "casework", "desk", "followup", "figures", "retention", "config"])
def test_words_that_are_never_written(room):
    said = swedish(room)
    for one in said:
        words = set(re.findall(r"\w+", one.lower()))
        assert not words & set(NEVER), one
        assert not [part for part in NEVER_TOGETHER if part in one.lower()], one


def test_words_that_are_never_written_to_the_person(person):
    proposals = [proposal.words["sv"] for proposal in PROPOSALS.values()]
    public = [" ".join(sentences(person.opens(path).content.decode())) for path in [*READ, "/skriv/", "/svar/"]]
    own = [one for one in swedish("door") if one != "besvarad utan ärende"]  # a state, for staff
    for one in [*own, *proposals, *public]:
        assert not set(re.findall(r"\w+", one.lower())) & {*NEVER, *NEVER_IN_PUBLIC}, one


def test_both_languages_are_whole():
    path = settings.PACKAGE / "door" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = pofile.read_po(file)
    for message in catalogue:
        if message.id:
            strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
            assert all(strings), message.id
            assert not message.fuzzy, message.id
