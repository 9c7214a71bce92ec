"""The tone of docs/words.md A beyond the door (tests/door/test_the_language.py): other public rooms, and every default."""

import re

import pytest

from kast.staff import helplines, proposals, sayings
from tests.docs.wording import PAGE, said
from tests.door.test_the_language import NEVER, NEVER_IN_PUBLIC, NEVER_TOGETHER, lix, sentences

PUBLIC = {"door", "followup", "retention", "figures", "config"}
# Written in a public room, read by the staff alone.
STAFF_READS = {"besvarad utan ärende"}


def defaults() -> list[tuple[str, str]]:
    """What a unit says before it has said anything: settings, texts and helplines."""
    settings = [
        (f"setting {name}", key.standard("sv")) for name, key in sayings.KEYS.items() if key.kind.value == "line"
    ]
    texts = [(f"text {key}", one.words["sv"]) for key, one in proposals.PROPOSALS.items()]
    numbers = [(f"number {seed.number}", part) for seed in helplines.SEEDS for part in seed.sv]
    return [*settings, *texts, *numbers]


STRINGS = [(one.room, form) for one in said() for form in one.swedish]
FOR_ALL = [(room, form) for room, form in STRINGS if room in PUBLIC and form not in STAFF_READS]


def whole_words(sentence: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"%\(\w+\)[sd]|\{\w*\}", "", sentence).lower()))


def test_the_tests_read_the_words_that_the_page_forbids():
    tone = re.search(r"^- A test reads every Swedish string.*$", PAGE.read_text("utf-8"), flags=re.MULTILINE).group()
    everywhere, public = re.search(r"none of: (.*?)\. Public pages also without: (.*?)\.", tone).groups()
    assert [word for word in everywhere.split(", ") if word not in {*NEVER, *NEVER_TOGETHER}] == []
    assert [word for word in public.split(", ") if word not in NEVER_IN_PUBLIC] == []


@pytest.mark.parametrize("word", [*NEVER, *NEVER_TOGETHER])
def test_nowhere_in_the_project_stands(word):
    found = [
        (where, one)
        for where, one in [*STRINGS, *defaults()]
        if word in whole_words(one) or (word in NEVER_TOGETHER and word in one.lower())
    ]
    assert found == []


@pytest.mark.parametrize("word", NEVER_IN_PUBLIC)
def test_nowhere_before_the_public_stands(word):
    assert [(where, one) for where, one in [*FOR_ALL, *defaults()] if word in whole_words(one)] == []


def test_the_texts_that_we_propose_are_easy_to_read():
    texts = {
        key: "".join(f"<p>{part}</p>" for part in one.words["sv"].split("\n\n"))
        for key, one in proposals.PROPOSALS.items()
    }
    assert {key: round(lix(text)) for key, text in texts.items() if lix(text) > 35} == {}
    assert lix("".join(texts.values())) <= 30


def test_deleting_and_figures_are_easy_to_read(person, no_wait, settings_of_unit):
    settings_of_unit(retention_decision="SN 2026/7", purging="purged")
    person.writes("Hej.")
    person.returns()
    for path in ("/svar/radera/", "/siffror/"):
        page = person.opens(path).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        assert lix(main) <= 30, sentences(main)


def test_asking_later_is_easy_to_read():
    asked = [form for one in said() if (one.key or "").startswith("fu.") for form in one.swedish]
    assert lix("".join(f"<p>{form}</p>" for form in asked)) <= 30
