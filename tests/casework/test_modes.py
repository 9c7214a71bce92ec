"""What each record mode lets be written, proved over every place there is: every sealed field, every form, every page.

In mode A there is no place for what the person says. What may still be written there is listed here, with its reason.
"""

import importlib
import pkgutil
import re
from html.parser import HTMLParser

import pytest
from django import forms as django_forms
from django.apps import apps

import kast.casework
from kast.casework import (
    codes,
    contacts,
    drafts,
    endings,
    forms,
    guide,
    modes,
    notes,
    plans,
    topic,
)
from kast.casework.models import Case, GuideAnswer, Note, Plan
from kast.config.reference import routes
from kast.vault.fields import SealedField

# What is sealed in mode A too: what we call the person (it need not be a name, and is asked about when it looks like
# one), why she broke in, why the mode was changed, and two codes of an interpreter.
STAYS = {"Case.alias", "BreakGlass.why", "Turn.words", "Contact.interpreting"}

# The fields of text that a page of a case in mode A has: the alias, letters to the person (words.md: the letters
# themselves remain), a decision and why, why she breaks in, and the search.
TEXTS = {"alias", "words of a letter", "decision", "why", "q"}


def sealed_fields() -> set[str]:
    tables = apps.get_app_config("casework").get_models()
    return {
        f"{table.__name__}.{field.name}"
        for table in tables
        for field in table._meta.get_fields()
        if isinstance(field, SealedField)
    }


def fill(case, by, at):
    """Every verb that seals words in a case, by the fields that it would fill; each is tried by itself."""
    note = Note.objects.filter(case=case).select_related("case").first()
    if note is not None:
        note.case = case
    return {
        "Note.words": lambda: notes.write(case, "x", by=by, at=at),
        "Note.words, of a talk": lambda: contacts.record(
            case,
            on=at.date(),
            kind=codes.ContactKind.ADVICE,
            means=codes.Means.HERE,
            held=True,
            words="x",
            by=by,
            at=at,
        ),
        "Note.words, corrected": lambda: notes.correct(note, "x", by=by, at=at),
        "Objection.words": lambda: notes.object_to(note, "x", by=by, at=at),
        "Draft.words": lambda: drafts.save(case.box, codes.Place.NOTE, "x", by=by, at=at),
        "Draft.words, of an answer": lambda: drafts.save(case.box, codes.Place.REPLY, "x", by=by, at=at),
        "Topic.before": lambda: topic.say(case, codes.TopicState.DISCUSSED, before="x", by=by, at=at),
        "Topic.after": lambda: topic.say(case, codes.TopicState.DISCUSSED, after="x", by=by, at=at),
        "GuideAnswer.words": lambda: guide.answer(
            case, [guide.Answer(codes.Question.CHILDREN, ("yes",), "x")], by=by, at=at
        ),
        "GuideAnswer.codes": lambda: guide.answer(case, [guide.Answer(codes.Question.SHAME, ("3",))], by=by, at=at),
        "Plan.goals": lambda: plans.write(case, plans.Words(goals="x"), by=by, at=at),
        "Plan.steps": lambda: plans.write(case, plans.Words(steps="x"), by=by, at=at),
        "Plan.who_knows": lambda: plans.write(case, plans.Words(who_knows="x"), by=by, at=at),
        "Plan.in_a_risk": lambda: plans.write(case, plans.Words(in_a_risk="x"), by=by, at=at),
        "Case.ending_words": lambda: endings.end(
            case, codes.Ending.MOVED_ON, endings.Agreement(), words="x", by=by, at=at
        ),
    }


REFUSES = (notes.NoNotesInModeA, drafts.NoDraftsInModeA, guide.NotKeptInModeA)


def test_every_sealed_field_has_its_verb_here_or_stays_for_a_reason(case, ada, now):
    assert {name.split(",")[0] for name in fill(case, ada, now)} | STAYS == sealed_fields()
    assert {mode: modes.HOLDS[mode].notes for mode in codes.Mode} == {"A": False, "B": True, "C": True}


def test_in_mode_B_each_of_them_writes(case, ada, now):
    notes.write(case, "först", by=ada, at=now)
    for name, write in fill(case, ada, now).items():
        write()
        assert name


def test_in_mode_A_each_of_them_is_refused_also_after_another_mode(case, ada, now):
    notes.write(case, "skrevs i läge B", by=ada, at=now)
    modes.change(case, codes.Mode.A, decision="SN 2026/9", why="beslut", by=ada, at=now)
    for name, write in fill(case, ada, now).items():
        with pytest.raises(REFUSES):
            write()
        assert name
    assert (Note.objects.count(), Plan.objects.count(), GuideAnswer.objects.count()) == (1, 0, 0)


def verbs_of_the_room():
    """Every module of the room that can hold verbs."""
    shelves = {"models", "forms", "views", "urls", "migrations", "templatetags", "apps"}
    return [
        importlib.import_module(f"kast.casework.{one.name}")
        for one in pkgutil.iter_modules(kast.casework.__path__)
        if one.name not in shelves
    ]


def takes(verb):
    return getattr(getattr(verb, "__wrapped__", verb), "__annotations__", {})


def test_each_verb_that_takes_words_is_tried_above():
    """A verb that comes later and takes words must be put into `fill`, or here with its reason."""
    letters = {"replies.leave", "replies.answer", "replies.lay"}  # to the person: letters remain
    tried = {
        *("notes.write", "notes.correct", "notes.object_to", "notes.keep", "contacts.record", "drafts.save"),
        *("topic.say", "guide.answer", "plans.write", "endings.end"),
    }
    reasons = {"breaking.open_case", "modes.change"}
    found = {
        f"{module.__name__.rsplit('.', 1)[-1]}.{name}"
        for module in verbs_of_the_room()
        for name, verb in vars(module).items()
        if getattr(verb, "__module__", "") == module.__name__ and not name.startswith("_")
        if {"by", "at"} <= set(takes(verb)) and {"words", "why", "before", "given"} & set(takes(verb))
    }
    assert found == letters | tried | reasons


class Texts(HTMLParser):
    """The names of the fields of a page in which something can be written."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._form = ""

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self._form = told.get("id") or ""
        if tag == "textarea" or (tag == "input" and told.get("type") in {None, "text", "search", "email", "tel"}):
            name = told["name"]
            self.found.add("words of a letter" if name == "words" and self._form == "svara" else name)


def walk(desk, number, own):
    """Every page there is of a case, and every text field on them."""
    texts, seen = set(), 0
    for path, _name, room, _public in routes():
        if "<case:" not in path or room not in {"casework", "desk"}:
            continue
        if "<uuid:" in path and own is None:
            continue
        answer = desk.get(re.sub(r"<uuid:\w+>", str(own), re.sub(r"<case:\w+>", number, path)))
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            page = Texts()
            page.feed(answer.content.decode())
            texts |= page.found
            seen += 1
    assert seen > 7
    return texts


def test_no_page_of_a_case_in_mode_A_has_a_box_for_what_the_person_says(case_in, ada, desk_of):
    desk = desk_of(ada)
    case = case_in("A")
    assert walk(desk, case.number, None) <= TEXTS
    beside = Texts()
    beside.feed(desk.get(f"/personal/?arende={case.number}").content.decode())
    assert beside.found <= TEXTS


def test_in_mode_B_the_same_walk_finds_them(case, ada, now, desk_of):
    note = notes.write(case, "x", by=ada, at=now)
    found = walk(desk_of(ada), case.number, note.pk)
    assert {"words", "before", "after", "goals", "steps", "who_knows", "in_a_risk", "children_words"} <= found


def test_no_form_keeps_a_text_field_in_mode_A_but_those(case):
    """Each form by itself, as its view makes it in mode A."""
    holds = modes.HOLDS[Case.Mode.A]
    asked = [guide.Asked(question) for question in guide._FACTS]
    made = {
        "Away": forms.Away(own=[]),
        "Beginning": forms.Beginning(),
        "Breaking": forms.Breaking(holds=holds),
        "Colleague": forms.Colleague(colleagues=[]),
        "Correcting": forms.Correcting(mode="A"),
        "Discarding": forms.Discarding(),
        "Ending": forms.Ending(holds=holds),
        "Guiding": forms.Guiding(holds=holds, asked=asked),
        "Handing": forms.Handing(holders=[], stand_ins=[]),
        "Lending": forms.Lending(),
        "Mode": forms.Mode(holds=holds),
        "Noting": forms.Noting(holds=holds),
        "Taking": forms.Taking(),
        "Topical": forms.Topical(holds=holds),
    }
    # Their pages are not there in mode A (test above), or they are letters to the person.
    elsewhere = {"Correction", "Objecting", "Planning", "Drafting", "Writing"}
    assert set(made) | elsewhere == {name for name in forms.__all__ if name[0].isupper()}
    texts = {
        f"{name}.{key}"
        for name, form in made.items()
        for key, field in form.fields.items()
        if type(field) is django_forms.CharField
    }
    assert texts == {
        *("Beginning.alias", "Beginning.decision", "Beginning.personal_number", "Breaking.why", "Correcting.alias"),
        *("Mode.decision", "Mode.why", "Taking.alias", "Taking.decision", "Taking.personal_number"),
    }


@pytest.mark.parametrize("mode", ["A", "B"])
def test_a_name_for_a_case_that_is_somebodys_is_asked_about(mode):
    given = {
        "alias": "Anders",
        "mode": mode,
        "decision": "SN 1",
        "concerns": "bought",
        "baseline": "never",
        "route_in": "own",
    }
    form = forms.Taking(given)
    assert not form.is_valid()
    assert form.errors == {}
    assert [one.asks for one in form.pointed_out] == ["Det här liknar ett namn: ”Anders”. Ska det stå kvar?"]
    assert forms.Taking({**given, "anyway": form.anyway}).is_valid()
    assert forms.Taking({**given, "mode": "C"}).is_valid()
    assert forms.Taking({**given, "alias": "Pendlaren"}).is_valid()
