"""A story is drawn line by line; whatever somebody wrote stands there as it was written, and does nothing."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.template import Context, Template

from kast.casework.lines import Line

EVIL = "<script>alert('1')</script>\n\n<b onclick=x>&"
ON, MARK = date(2026, 1, 2), str(UUID(int=7))
KINDS = ("contact", "letter", "reply", "topic", "referral", "opening", "risk", "risk_closed", "warning", "plan", "aid")
MORE = ("disclosure", "handover", "arrival", "question", "followup", "turn")
STATES = ("discussed", "put_off", "")


def line(kind, **said):
    words = dict.fromkeys(("who", "words", "title", "before", "after", "interpreting"), EVIL)
    return Line(kind, ON, **{**words, "code": EVIL, "since": ON, "until": ON, "signs": (EVIL,), **said})


def drawn(*lines, may_correct=True):
    found = {
        "lines": lines,
        "case": SimpleNamespace(number="2026-001"),
        "story": SimpleNamespace(may_correct=may_correct),
    }
    return Template("{% load telling %}{% told lines %}").render(Context(found))


@pytest.mark.parametrize("kind", [*KINDS, *MORE])
def test_whatever_was_written_does_nothing(kind):
    page = drawn(line(kind, reference=MARK, address=MARK, told=((EVIL, EVIL),), suicide=True, interpreter=True))
    assert "<script" not in page
    assert "<b " not in page
    assert kind in {"followup", "plan", "opening"} or "&lt;" in page


def test_a_note_with_what_it_once_said_and_what_was_said_against_it():
    once, against = line("said"), line("said")
    page = drawn(line("note", id="7", changed_on=ON, earlier=(once,), objections=(against,)))
    assert "<script" not in page
    assert page.count("&lt;script") == 7  # who and words of each of the three, and who has corrected
    assert "/personal/arenden/2026-001/anteckning/7/ratta/" in page
    assert "ratta" not in drawn(line("note", id="7"), may_correct=False)


@pytest.mark.parametrize("state", STATES)
def test_the_topic_says_the_same_beside_the_story(state):
    topic = line("topic", code=state)
    page = Template("{% load telling %}{% topic_said topic %}").render(Context({"topic": topic}))
    assert "<script" not in page
    assert page.strip() in drawn(topic)
