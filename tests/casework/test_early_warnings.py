"""Early warning: each rule on its own, the field's own case, and what is done about it."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from kast.audit.models import Entry
from kast.casework import cases, codes, early_warnings, lending, notes, replies, risks, story, tasks
from kast.casework.early_warnings import Known, speaking
from kast.casework.models import Case, EarlyWarning
from kast.ledger.facts import CODES, Kind
from tests.fixtures_casework import anew, facts_of, held

QUIET_CASE = Known(held=5, something_ahead=True)


def rules_of(warning, by) -> list[str]:
    return warning.rules.open(cases.key_of(warning.case.box, by)).split()


def test_every_rule_is_a_code_of_the_ledger_and_has_a_sentence():
    assert {rule.code for rule in early_warnings.RULES} == CODES[Kind.WARNED]
    assert all(str(rule.says) for rule in early_warnings.RULES)


def test_what_was_done_is_a_code_of_the_ledger_and_each_has_its_quiet():
    assert set(codes.Done.values) == CODES[Kind.ACTED]
    assert set(early_warnings.QUIET) == set(EarlyWarning.Done)


def test_a_case_that_goes_on_as_it_should_says_nothing():
    assert speaking(QUIET_CASE) == []
    assert speaking(Known()) == []


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("worse", {"worse": True}),
        ("missed_two", {"missed_in_a_row": 2}),
        ("overdue", {"days_overdue": 14}),
        ("silent", {"days_since_touch": 60, "something_ahead": False}),
        ("confidence_low", {"confidence": [3]}),
        ("confidence_low", {"confidence": [8, 5]}),
        ("left_early", {"held": 2, "by_others": True, "readiness": 3}),
        ("risk_without_plan", {"open_risk_without_plan": True}),
    ],
)
def test_each_rule_speaks_alone_and_not_one_step_before(code, told):
    assert speaking(replace(QUIET_CASE, **told)) == [code]


@pytest.mark.parametrize(
    "told",
    [
        {"worse": False},
        {"missed_in_a_row": 1},
        {"days_overdue": 13},
        {"days_since_touch": 59, "something_ahead": False},
        {"days_since_touch": 90},  # something is planned
        {"confidence": [4]},
        {"confidence": [7, 5]},
        {"confidence": [2, 6]},  # it rises
        {"held": 2, "by_others": True, "readiness": 4},
        {"held": 2, "by_others": False, "readiness": 1},
        {"held": 3, "by_others": True, "readiness": 1},
        {"held": 2, "by_others": True, "days_since_touch": 13, "something_ahead": False},
    ],
)
def test_one_step_before_it_says_nothing(told):
    assert speaking(replace(QUIET_CASE, **told)) == []


def test_a_colleagues_client_who_leaves_after_two_visits(wrote, asked, ada, now):
    """The golden case of the interview: two sessions, referred by somebody else, readiness low."""
    at = now - timedelta(days=9)
    case = cases.open_from(wrote(days=9), asked(route_in="social_services"), stand_in=None, by=ada, at=at)
    held(case, ada, at)
    held(case, ada, now - timedelta(days=2))
    assert early_warnings.look(by=ada, at=now, learnt=lambda _found: {case.pk: {"readiness": 2}}) == 1
    warning = EarlyWarning.objects.get()
    assert rules_of(warning, ada) == ["left_early"]
    assert facts_of(case, ada)[-1] == ("warned", "left_early")


@pytest.mark.parametrize(("readiness", "days", "warned"), [(7, 2, 0), (7, 30, 0), (None, 2, 0), (None, 14, 1)])
def test_without_a_ruler_two_weeks_of_silence_say_the_same(readiness, days, warned, wrote, asked, ada, now):
    at = now - timedelta(days=days)
    case = cases.open_from(wrote(days=days), asked(route_in="police"), stand_in=None, by=ada, at=at)
    held(case, ada, at)
    held(case, ada, at)
    learnt = {} if readiness is None else {case.pk: {"readiness": readiness}}
    assert early_warnings.look(by=ada, at=now, learnt=lambda _found: learnt) == warned


def test_what_else_is_known_is_asked_once_and_only_for_cases_that_are_looked_at(case, ada, now):
    asked_for = []

    def learnt(found):
        asked_for.append([each.pk for each in found])
        return {case.pk: {"confidence": [2]}}

    assert early_warnings.look(by=ada, at=now, learnt=learnt) == 1
    early_warnings.look(by=ada, at=now, learnt=learnt)
    assert asked_for == [[case.pk]]
    assert rules_of(EarlyWarning.objects.get(), ada) == ["confidence_low"]


def test_two_talks_in_a_row_that_did_not_happen_and_ours_do_not_count(case, ada, now):
    held(case, ada, now, not_held=codes.NotHeld.ABSENT_SILENT)
    held(case, ada, now, not_held=codes.NotHeld.CANCELLED_BY_US)
    assert early_warnings.facts_about([case], on=now.date())[case.pk].missed_in_a_row == 1
    held(case, ada, now, not_held=codes.NotHeld.CANCELLED_LATE)
    assert early_warnings.look(by=ada, at=now) == 1
    assert rules_of(EarlyWarning.objects.get(), ada) == ["missed_two"]
    held(case, ada, now)
    assert early_warnings.facts_about([case], on=now.date())[case.pk].missed_in_a_row == 0


def test_what_was_planned_and_passed_without_a_word(case, ada, now):
    tasks.make(case, "Boka tid", due_on=now.date() + timedelta(days=1), who=ada, by=ada, at=now)
    later = now + timedelta(days=15)
    known = early_warnings.facts_about([case], on=later.date())[case.pk]
    assert (known.days_overdue, known.something_ahead) == (14, False)
    assert early_warnings.look(by=ada, at=later) == 1
    replies.leave(case, "Hej, hur går det?", by=ada, at=later)
    assert early_warnings.facts_about([case], on=later.date())[case.pk].days_overdue == 0


def test_sixty_days_of_silence_and_an_answer_that_we_left_breaks_it(case, ada, now):
    assert early_warnings.facts_about([case], on=now.date() + timedelta(days=60))[case.pk].days_since_touch == 60
    replies.leave(case, "Hej.", by=ada, at=now + timedelta(days=30))
    assert early_warnings.facts_about([case], on=now.date() + timedelta(days=60))[case.pk].days_since_touch == 30


def test_an_open_risk_without_a_plan(case, ada, now):
    risk = risks.raise_in(case, codes.RiskKind.VIOLENCE, take=True, by=ada, at=now)
    assert early_warnings.facts_about([case], on=now.date())[case.pk].open_risk_without_plan
    risks.plan(risk, risks.Said(doing="Ringer."), by=ada, at=now)
    assert not early_warnings.facts_about([case], on=now.date())[case.pk].open_risk_without_plan


def test_it_looks_once_a_day_and_warns_once(case, ada, now):
    later = now + timedelta(days=61)
    assert early_warnings.look(by=ada, at=later) == 1
    assert early_warnings.look(by=ada, at=later) == 0
    assert early_warnings.look(by=ada, at=later + timedelta(days=1)) == 0  # it stands open
    assert EarlyWarning.objects.count() == 1
    assert Entry.objects.filter(act="warning:came").count() == 1


def test_only_who_has_the_case_now_looks(case, ada, eva, now):
    later = now + timedelta(days=61)
    assert early_warnings.look(by=anew(eva), at=later) == 0
    lending.lend(case, until=later.date(), by=ada, at=later)
    assert early_warnings.look(by=anew(ada), at=later) == 0
    assert early_warnings.look(by=anew(eva), at=later) == 1


def test_which_rule_spoke_is_sealed_and_only_the_day_stands_in_clear(case, ada, eva, now):
    early_warnings.look(by=ada, at=now + timedelta(days=61))
    warning = EarlyWarning.objects.get()
    assert b"silent" not in bytes(warning.__dict__["rules"])
    assert rules_of(warning, anew(eva)) == ["silent"]  # her wrap opens it: holder and stand-in


@pytest.mark.parametrize(("done", "quiet_days"), [("contacted", 14), ("planned", 21), ("not_needed", 60)])
def test_what_was_done_is_counted_and_keeps_the_rules_quiet_for_a_while(done, quiet_days, case, ada, now):
    then = now + timedelta(days=100)
    early_warnings.look(by=ada, at=then)
    warning = EarlyWarning.objects.get()
    again = then.date() + timedelta(days=7) if done == "planned" else None
    early_warnings.act(warning, codes.Done(done), again_on=again, why="Vi sågs på stan.", by=ada, at=then)
    assert facts_of(case, ada)[-1] == ("acted", done)
    assert early_warnings.look(by=ada, at=then + timedelta(days=quiet_days - 1)) == 0
    assert early_warnings.look(by=ada, at=then + timedelta(days=quiet_days)) == 1
    told = story.open_case(case, by=ada, at=then)
    assert [line.words for line in told.lines if line.kind == "warning"] == ["Vi sågs på stan."]


def test_it_is_done_once_and_a_plan_has_its_day(case, ada, now):
    then = now + timedelta(days=61)
    early_warnings.look(by=ada, at=then)
    warning = EarlyWarning.objects.get()
    for again in (None, then.date() - timedelta(days=1)):
        with pytest.raises(early_warnings.CannotAct):
            early_warnings.act(warning, codes.Done.PLANNED, again_on=again, by=ada, at=then)
    early_warnings.act(warning, codes.Done.CONTACTED, by=ada, at=then)
    with pytest.raises(early_warnings.CannotAct):
        early_warnings.act(warning, codes.Done.CONTACTED, by=ada, at=then)


def test_in_mode_A_it_is_a_code_and_no_words(case_in, ada, now):
    case_in("A")
    then = now + timedelta(days=61)
    assert early_warnings.look(by=ada, at=then) == 1
    warning = EarlyWarning.objects.get()
    with pytest.raises(notes.NoNotesInModeA):
        early_warnings.act(warning, codes.Done.NOT_NEEDED, why="Vi sågs.", by=ada, at=then)
    early_warnings.act(warning, codes.Done.NOT_NEEDED, by=ada, at=then)


def test_looking_costs_the_same_for_one_case_and_for_many(wrote, asked, ada, eva, now, django_assert_num_queries):
    def begin(number):
        for _ in range(number):
            case = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
            held(case, ada, now)
            tasks.make(case, "Ring", due_on=now.date() + timedelta(days=400), who=ada, by=ada, at=now)

    begin(1)
    with django_assert_num_queries(11):
        early_warnings.look(by=ada, at=now + timedelta(days=1))
    begin(5)
    Case.objects.update(looked_on=None)
    with django_assert_num_queries(11):
        early_warnings.look(by=ada, at=now + timedelta(days=1))


def test_more_silence_never_takes_a_warning_away():
    """Whatever is known of a case: with more days gone and less ahead at least the same rules speak."""
    draw = random.Random(7)
    for _ in range(300):
        known = Known(
            held=draw.randrange(6),
            missed_in_a_row=draw.randrange(4),
            days_since_touch=draw.randrange(120),
            days_overdue=draw.randrange(40),
            something_ahead=draw.random() < 0.5,
            by_others=draw.random() < 0.5,
            open_risk_without_plan=draw.random() < 0.2,
            readiness=draw.choice([None, *range(11)]),
            confidence=[draw.randrange(11) for _ in range(draw.randrange(4))],
            worse=draw.choice([None, True, False]),
        )
        worse = replace(known, days_since_touch=known.days_since_touch + 30, days_overdue=known.days_overdue + 30)
        assert set(speaking(known)) <= set(speaking(replace(worse, something_ahead=False)))
