"""The guide for the first talks: asked bit by bit, sealed, counted where it pays."""

from datetime import timedelta

import pytest

from kast.audit.models import Entry
from kast.casework import cases, codes, endings, guide
from kast.casework.guide import Answer, Question
from kast.casework.models import GuideAnswer
from kast.followup.questions import HeldBack
from kast.ledger.facts import CODES, Kind
from tests.fixtures_casework import facts_of


def asked_of(case, by):
    return {one.question: one for one in guide.standing(case, cases.key_of(case.box, by))}


def test_each_question_is_a_pick_or_a_ruler_and_every_code_that_is_counted_has_its_place():
    assert set(guide.PICKS) | set(guide.RULERS) == set(Question)
    assert set(guide.SHORT) == set(Question)
    for question, kind in guide._FACTS.items():
        picks = {"yes"} if question == Question.SUICIDE else set(guide.PICKS[question].values)
        assert CODES[kind] == picks


def test_what_held_back_has_the_same_reasons_as_the_follow_up():
    assert set(GuideAnswer.HeldBack.values) == set(HeldBack.values)


def test_it_is_answered_bit_by_bit_and_shows_what_has_not_been_asked(case, ada, now):
    assert {one.times for one in asked_of(case, ada).values()} == {0}
    guide.answer(case, [Answer(Question.CHILDREN, ("yes",), "två, varannan vecka")], by=ada, at=now)
    later = now + timedelta(days=7)
    guide.answer(case, [Answer(Question.CONFIDENCE, ("4",)), Answer(Question.OWN_ABUSE, ("unsaid",))], by=ada, at=later)
    found = asked_of(case, ada)
    assert (found[Question.CHILDREN].told, found[Question.CHILDREN].words) == ("ja", "två, varannan vecka")
    assert (found[Question.CONFIDENCE].told, found[Question.CONFIDENCE].on) == ("4 / 10", later.date())
    assert {question for question, one in found.items() if not one.times} == set(Question) - {
        Question.CHILDREN,
        Question.CONFIDENCE,
        Question.OWN_ABUSE,
    }


def test_what_was_picked_and_said_is_sealed_and_the_catalogue_gets_its_codes(case, ada, now):
    before = facts_of(case, ada)
    given = [
        Answer(Question.OWN_ABUSE, ("yes",), "av en granne"),
        Answer(Question.ALCOHOL, ("often",)),
        Answer(Question.SUICIDE, ("plans",), "har tänkt på bron"),
        Answer(Question.HELD_BACK, ("law", "shame")),
        Answer(Question.SHAME, ("9",)),
    ]
    guide.answer(case, given, by=ada, at=now)
    for row in GuideAnswer.objects.all():
        assert not any(word in bytes(row.__dict__["codes"]) for word in (b"plans", b"often", b"shame"))
        assert not any(word in bytes(row.__dict__["words"]) for word in (b"granne", b"bron"))
    assert facts_of(case, ada)[len(before) :] == [
        ("own_abuse", "yes"),
        ("alcohol", "often"),
        ("suicide_asked", "yes"),  # never what was answered
        ("held_back", "law"),
        ("held_back", "shame"),
    ]
    entry = Entry.objects.order_by("pk").last()
    assert (entry.act, sorted(entry.fields.split())) == (
        "guide:answered",
        ["alcohol", "held_back", "own_abuse", "shame", "suicide"],
    )


def test_a_reason_is_counted_once_however_often_it_is_named(case, ada, now):
    guide.answer(case, [Answer(Question.HELD_BACK, ("law",))], by=ada, at=now)
    guide.answer(case, [Answer(Question.HELD_BACK, ("law", "money"))], by=ada, at=now + timedelta(days=1))
    assert [code for kind, code in facts_of(case, ada) if kind == Kind.HELD_BACK] == ["law", "money"]


@pytest.mark.parametrize(
    "wrong",
    [
        Answer(Question.READINESS, ("11",)),
        Answer(Question.READINESS, ("-1",)),
        Answer(Question.READINESS, ()),
        Answer(Question.CHILDREN, ("yes", "no")),
        Answer(Question.ALCOHOL, ("plans",)),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_of_it_is_kept(wrong, case, ada, now):
    with pytest.raises(guide.NotAnAnswer):
        guide.answer(case, [Answer(Question.GUILT, ("3",)), wrong], by=ada, at=now)
    assert not GuideAnswer.objects.exists()


def test_the_rulers_of_a_case_tell_the_last_and_the_time_before(case, ada, now):
    key = cases.key_of(case.box, ada)
    assert guide.rulers(case, key) == {}
    for days, value in ((0, "8"), (7, "6"), (14, "3")):
        guide.answer(case, [Answer(Question.CONFIDENCE, (value,))], by=ada, at=now + timedelta(days=days))
    guide.answer(case, [Answer(Question.READINESS, ("0",))], by=ada, at=now)
    guide.answer(case, [Answer(Question.CHILDREN, ("no",))], by=ada, at=now)
    assert guide.rulers(case, key) == {
        Question.CONFIDENCE: guide.Ruler(
            3, (now + timedelta(days=14)).date(), before=6, before_on=(now + timedelta(days=7)).date()
        ),
        Question.READINESS: guide.Ruler(0, now.date()),
    }


def test_in_mode_A_an_answer_is_counted_and_not_kept_and_nothing_else_is_asked(case_in, ada, now):
    case = case_in("A")
    before = len(facts_of(case, ada))
    assert guide.asks(case) == tuple(guide._FACTS)
    guide.answer(case, [Answer(Question.CHILDREN, ("yes",))], by=ada, at=now)
    assert facts_of(case, ada)[before:] == [("children", "yes")]
    assert not GuideAnswer.objects.exists()
    for refused in (Answer(Question.CHILDREN, ("yes",), "två"), Answer(Question.CONFIDENCE, ("3",))):
        with pytest.raises(guide.NotKeptInModeA):
            guide.answer(case, [refused], by=ada, at=now)


def test_an_ended_case_is_reopened_before_more_is_asked(case, ada, now):
    endings.end(case, codes.Ending.STOPPED, endings.Agreement(), by=ada, at=now)
    with pytest.raises(guide.NotUnderWay):
        guide.answer(case, [Answer(Question.GUILT, ("3",))], by=ada, at=now)


def test_a_talk_in_which_nothing_was_asked_writes_nothing_down(case, ada, now):
    before = Entry.objects.count()
    guide.answer(case, [], by=ada, at=now)
    assert Entry.objects.count() == before
