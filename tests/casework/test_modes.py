"""What each record mode lets be written, proved over every place there is: every sealed field, every verb.

In mode A there is no place for what the person says. What may still be written there is listed here, with its reason.
Forms and pages: test_modes_pages.py.
"""

import dataclasses
import importlib
import pkgutil
import typing
import uuid

import pytest
from django.apps import apps
from django.db import transaction

import kast.casework
from kast.casework import (
    aid,
    booked,
    cases,
    codes,
    contacts,
    coordinator,
    disclosures,
    drafts,
    early_warnings,
    endings,
    guide,
    handover,
    modes,
    notes,
    plans,
    risks,
    tasks,
    topic,
)
from kast.casework.models import Disclosure, GuideAnswer, HandOver, Note, Plan, Risk, Task, Topic
from kast.vault.fields import SealedField
from tests.begun import begin, taken

# What is sealed in mode A too.
STAYS = {
    "Case.alias",  # what we call the person: it need not be a name, and is asked about when it looks like one
    "BreakGlass.why",  # why she broke in
    "Turn.words",  # why the mode was changed
    "Contact.interpreting",  # two codes
    "Decision.said",  # codes: what it was about, and what was decided
    "Disclosure.asked",  # codes: which kind of asker, by which paragraph. The law wants the request answered
    "Disclosure.answered",  # codes: on what ground, and who decided
    "EarlyWarning.rules",  # codes: why the warning came
    "HandOver.content",  # codes, and letters as they were written, on their way out
    "CoordinatorQuestion.to",  # to whom a question went
    "Phone.words",  # the number that the person left, with a yes to keeping it
}
# Taken for a paper, and not kept in mode A (test below).
DROPPED = {"CoordinatorQuestion.words"}


def sealed_fields() -> set[str]:
    tables = apps.get_app_config("casework").get_models()
    return {
        f"{table.__name__}.{field.name}"
        for table in tables
        for field in table._meta.get_fields()
        if isinstance(field, SealedField)
    }


def fill(case, rows, by, at):
    """Every verb that seals words in a case, by the fields that it would fill; each is tried by itself."""
    on, who = at.date(), {"by": by, "at": at}
    talk = {"on": on, "kind": codes.ContactKind.ADVICE, "means": codes.Means.HERE, "held": True}
    return {
        "Note.words": lambda: notes.write(case, "x", **who),
        "Note.words, of a talk": lambda: contacts.record(case, **talk, words="x", **who),
        "Note.words, of a booked talk": lambda: booked.record(case, rows.booking, **talk, words="x", **who),
        "Note.words, corrected": lambda: notes.correct(rows.note, "x", **who),
        "Objection.words": lambda: notes.object_to(rows.note, "x", **who),
        "Draft.words": lambda: drafts.save(case.box, codes.Place.NOTE, "x", **who),
        "Draft.words, of an answer": lambda: drafts.save(case.box, codes.Place.REPLY, "x", **who),
        "Topic.before": lambda: topic.say(case, codes.TopicState.DISCUSSED, before="x", **who),
        "Topic.after": lambda: topic.say(case, codes.TopicState.DISCUSSED, after="x", **who),
        "Topic.signs": lambda: topic.say(case, codes.TopicState.DISCUSSED, signs=[next(iter(codes.Sign))], **who),
        "Topic.noticed": lambda: topic.say(case, codes.TopicState.DISCUSSED, noticed="x", **who),
        "GuideAnswer.words": lambda: guide.answer(case, [guide.Answer(codes.Question.CHILDREN, ("yes",), "x")], **who),
        "GuideAnswer.codes": lambda: guide.answer(case, [guide.Answer(codes.Question.SHAME, ("3",))], **who),
        "Plan.goals": lambda: plans.write(case, plans.Words(goals="x"), **who),
        "Plan.steps": lambda: plans.write(case, plans.Words(steps="x"), **who),
        "Plan.who_knows": lambda: plans.write(case, plans.Words(who_knows="x"), **who),
        "Plan.in_a_risk": lambda: plans.write(case, plans.Words(in_a_risk="x"), **who),
        "Risk.worry": lambda: risks.raise_in(case, codes.RiskKind.SUICIDE, risks.Said(worry="x"), **who),
        "Risk.doing": lambda: risks.raise_in(case, codes.RiskKind.VIOLENCE, risks.Said(doing="x"), **who),
        "Risk.worry, later": lambda: risks.plan(rows.risk, risks.Said(worry="x"), **who),
        "Risk.doing, later": lambda: risks.plan(rows.risk, risks.Said(doing="x"), **who),
        "Risk.happened": lambda: risks.close(rows.risk, codes.Outcome.CALMER, "x", **who),
        "Task.what": lambda: tasks.make(case, "x", due_on=on, who=by, **who),
        "EarlyWarning.why": lambda: early_warnings.act(rows.warning, codes.Done.NOT_NEEDED, why="x", **who),
        "Decision.why": lambda: aid.decide(case, taken(why="x"), **who),
        "Disclosure.asked, who": lambda: asked(case, on, who="x", **who),
        "Disclosure.asked, what": lambda: asked(case, on, what="x", **who),
        "Disclosure.answered": lambda: answered(rows.request, on, harm="x", **who),
        "HandOver.content, looked through": lambda: handover.revise(rows.hand_over, [(True, "x")], **who),
        "HandOver.content": lambda: handed(case, rows.hand_over, on, **who),
        "Case.ending_words": lambda: ended(case, on, **who),
    }  # fmt: skip


def asked(case, on, *, by, at, **words):
    disclosures.ask(case, disclosures.Asked(disclosures.Asker.POLICE, **words), on=on, by=by, at=at)


def answered(request, on, *, by, at, **words):
    disclosures.answer(request, decided_by=disclosures.deciders(by)[0], on=on, by=by, at=at, **words)


@transaction.atomic
def handed(case, before, on, *, by, at):
    handover.throw_away(before, by=by, at=at)
    said = handover.Asked(codes.Consent.HERE, on, [codes.Part.PLAN], codes.Asks.WE, plan="x")
    handover.prepare(case, before.to, said, by=by, at=at)


def ended(case, on, *, by, at):
    for waits in Disclosure.objects.filter(case=case, state=Disclosure.State.ASKED).select_related("case"):
        answered(waits, on, harm="x" if modes.holds(case).notes else "", by=by, at=at)
    for begun in drafts.of(case.box, by=by):
        drafts.throw_away(case.box, begun.draft, by=by)
    endings.end(case, codes.Ending.MOVED_ON, endings.Agreement(), words="x", by=by, at=at)


REFUSES = (notes.NoNotesInModeA, drafts.NoDraftsInModeA, guide.NotKeptInModeA)


@pytest.fixture
def rows(case, sister, ada, now):
    return begin(case, sister, by=ada, at=now)


def test_every_sealed_field_has_its_verb_here_or_stays_for_a_reason(case, rows, ada, now):
    assert {name.split(",")[0] for name in fill(case, rows, ada, now)} | STAYS | DROPPED == sealed_fields()
    assert {mode: modes.HOLDS[mode].notes for mode in codes.Mode} == {"A": False, "B": True, "C": True}


def test_in_mode_B_each_of_them_writes(case, rows, ada, now):
    for name, write in fill(case, rows, ada, now).items():
        write()
        assert name


def test_in_mode_A_each_of_them_is_refused_also_after_another_mode(case, rows, ada, now):
    modes.change(case, codes.Mode.A, decision="SN 2026/9", why="beslut", by=ada, at=now)
    tables = (Note, Topic, Plan, GuideAnswer, Risk, Task, Disclosure, HandOver)
    before = [table.objects.count() for table in tables]
    for name, write in fill(case, rows, ada, now).items():
        with pytest.raises(REFUSES):
            write()
        assert name
    assert [table.objects.count() for table in tables] == before


def test_in_mode_A_neither_what_was_given_nor_why_somebody_was_not_told(case, rows, ada, now):
    """Words that in mode B never come alone."""
    modes.change(case, codes.Mode.A, decision="SN 2026/9", why="beslut", by=ada, at=now)
    with pytest.raises(notes.NoNotesInModeA):
        answered(rows.request, now.date(), given=True, what="x", by=ada, at=now)
    with pytest.raises(notes.NoNotesInModeA):
        aid.decide(case, taken(not_told="x"), by=ada, at=now)


def test_in_mode_A_a_question_to_the_coordinator_leaves_no_words(case_in, ada, now):
    case = case_in("A")
    put = {"to": "Väst", "ground": codes.Ground.UNNAMED, "looked_through": True, "number": uuid.uuid4()}
    row = coordinator.ask(case, "Hans fru är sjuk.", **put, by=ada, at=now)
    assert row.words.open(cases.key_of(case.box, ada)) == ""


LETTERS = {  # to the person: letters remain
    *("replies.leave", "replies.answer", "replies.lay", "calling_off.call_off", "calling_off.call_off_alone"),
    *("handover.sent", "handover.send_as_file", "posting.send"),
}
TRIED = {
    *("notes.write", "notes.correct", "notes.object_to", "notes.keep", "contacts.record", "booked.record"),
    *("drafts.save", "topic.say", "guide.answer", "plans.write", "endings.end", "tasks.make", "early_warnings.act"),
    *("risks.raise_in", "risks.plan", "risks.close", "aid.decide", "disclosures.ask", "disclosures.answer"),
    *("handover.prepare", "handover.revise", "coordinator.ask"),
    "parts.gather",  # what handover.prepare lays together
}
BEGINS = {  # what we call the person, and the decision that the mode rests on
    *("cases.open_from", "cases.begin", "cases.begin_in", "cases.correct", "risks.open_from"),
    *("slip_calls.begin_case", "referred.begin_case", "arrivals.accept"),
}
REASONS = {
    *("breaking.open_case", "modes.change"),  # why she broke in; why the mode was changed
    "phones.keep",  # the number that the person left
    *("booked.book", "booked.move"),  # in which room, and where the person wants to be reminded
    "words_for.issue",  # in which language
    "search.find",  # is not kept
    *("early_warnings.look", "story.tell", "story.open_whole"),  # are told by other rooms, and write nothing of it
}
PAPERS = {  # are printed, and kept nowhere
    *("aid.unrecorded", "papers.concern", "papers.reasoning", "papers.refusal", "printing.make"),
}
OF_NO_CASE = {
    *("batches.make", "sisters.add", "sisters.compare", "sisters.replace"),
    *("risks.raise_alone", "risks.raise_on"),  # on a letter the unit's own mode decides (test_risks.py)
}


def verbs_of_the_room():
    """Every verb, by module and name, with what it takes."""
    shelves = {"models", "forms", "views", "urls", "migrations", "templatetags", "apps"}
    for one in pkgutil.iter_modules(kast.casework.__path__):
        if one.name in shelves:
            continue
        module = importlib.import_module(f"kast.casework.{one.name}")
        for name, verb in vars(module).items():
            told = getattr(getattr(verb, "__wrapped__", verb), "__annotations__", {})
            if getattr(verb, "__module__", "") == module.__name__ and name[0] != "_" and {"by", "at"} <= set(told):
                yield f"{one.name}.{name}", [told[key] for key in told if key not in {"by", "at", "return"}]


def takes_text(kind) -> bool:
    """Whether what is taken can hold free text: text itself, or something with text in it. Codes cannot."""
    if dataclasses.is_dataclass(kind):
        return any(takes_text(field.type) for field in dataclasses.fields(kind))
    return kind is str or kind is typing.Any or any(takes_text(one) for one in typing.get_args(kind))


def test_each_verb_that_takes_text_is_tried_above_or_has_its_reason():
    """A verb that comes later and takes text must be put into `fill`, or into one of the lists with its reason."""
    found = {name for name, taken_in in verbs_of_the_room() if any(takes_text(kind) for kind in taken_in)}
    assert found == LETTERS | TRIED | BEGINS | REASONS | PAPERS | OF_NO_CASE
