"""How a case stands: states, endings, modes, break-glass, search, calls, the log review."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from kast.audit.models import Entry
from kast.casework import (
    access,
    breaking,
    calls,
    cases,
    codes,
    drafts,
    endings,
    lending,
    modes,
    review,
    search,
    states,
    story,
)
from kast.casework.models import BreakGlass, Case, Draft, Turn
from kast.ledger.models import Fact
from tests.fixtures_casework import anew, facts_of

AGREED = endings.Agreement(agreed=True, means=codes.FollowupMeans.MAILBOX, months=(24, 6, 12))


def test_the_table_of_states_is_whole_and_every_state_is_reached():
    assert set(states.NEXT) == set(Case.State)
    assert {state for after in states.NEXT.values() for state in after} == set(Case.State)


@pytest.mark.parametrize("mode", list(Case.Mode))
def test_every_mode_says_what_it_holds(mode):
    assert modes.HOLDS[mode].notes is (mode != Case.Mode.A)


@pytest.mark.parametrize("ending", list(Case.Ending))
def test_a_case_ends_in_one_of_its_ways(ending, case, ada, now):
    endings.end(case, ending, endings.Agreement(agreed=False), words="till vården", by=ada, at=now)
    case.refresh_from_db()
    assert (case.state, case.ending, case.ended_on) == ("ended", ending, now.date())
    assert facts_of(case, ada)[-2:] == [("ended", ending), ("followup_agreed", "no")]
    with pytest.raises(endings.CannotMove):
        endings.end(case, ending, endings.Agreement(), by=ada, at=now)


def test_what_they_agreed_stands_on_the_case(case, ada, now):
    endings.end(case, codes.Ending.AGREED, AGREED, by=ada, at=now)
    case.refresh_from_db()
    assert (case.followup_agreed, case.followup_means, case.followup_months) == (True, "mailbox", [6, 12, 24])
    assert facts_of(case, ada)[-1] == ("followup_agreed", "yes")


def test_when_one_asks_and_what_was_agreed_stands_in_the_ledger_and_a_later_ending_says_it_anew(
    case, ada, now, settings_of_unit
):
    settings_of_unit(followup_spans=[[12, 10, 18]])
    once = endings.Agreement(agreed=True, means=codes.FollowupMeans.MAILBOX, months=(12,))
    endings.end(case, codes.Ending.AGREED, once, by=ada, at=now)
    assert [fact for fact in facts_of(case, ada) if fact[0] in {"ask_until", "ask_at"}] == [
        ("ask_until", "0-18-0"),
        ("ask_at", "12"),
    ]
    endings.undo(case, by=ada, at=now)
    endings.end(case, codes.Ending.STOPPED, endings.Agreement(), by=ada, at=now)
    assert dict(facts_of(case, ada))["ask_at"] == "none"


def test_nobody_asked_is_not_a_no(case, ada, now):
    endings.end(case, codes.Ending.STOPPED, endings.Agreement(), by=ada, at=now)
    case.refresh_from_db()
    assert case.followup_agreed is None
    assert facts_of(case, ada)[-1] == ("ended", "stopped")


@pytest.mark.parametrize(
    ("ending", "agreement"),
    [
        (codes.Ending.AGREED, endings.Agreement(agreed=True)),
        (codes.Ending.AGREED, endings.Agreement(agreed=True, means=codes.FollowupMeans.CALL)),
        (codes.Ending.DIED, AGREED),
    ],
)
def test_an_agreement_is_whole_and_the_dead_are_not_asked(ending, agreement, case, ada, now):
    with pytest.raises(endings.NeedsAgreement):
        endings.end(case, ending, agreement, by=ada, at=now)


def test_an_ending_is_undone_the_same_day_and_then_the_case_is_as_before(case, ada, now):
    endings.end(case, codes.Ending.AGREED, AGREED, by=ada, at=now)
    endings.undo(case, by=ada, at=now)
    case.refresh_from_db()
    assert (case.state, case.ended_on, case.ending, case.followup_agreed) == ("open", None, "", None)
    assert facts_of(case, ada)[-1] == ("ended", "undone")
    endings.end(case, codes.Ending.AGREED, AGREED, by=ada, at=now)
    with pytest.raises(endings.TooLate):
        endings.undo(case, by=ada, at=now + timedelta(days=1))


def test_a_reopened_case_ends_again_and_undoing_that_leaves_it_reopened(case, ada, now):
    with pytest.raises(endings.CannotMove):
        endings.reopen(case, by=ada, at=now)
    endings.end(case, codes.Ending.STOPPED, AGREED, by=ada, at=now)
    endings.reopen(case, by=ada, at=now + timedelta(days=30))
    assert (case.state, case.followup_agreed) == ("reopened", True)
    assert facts_of(case, ada)[-1] == ("reopened", "yes")
    endings.end(case, codes.Ending.AGREED, AGREED, by=ada, at=now + timedelta(days=60))
    endings.undo(case, by=ada, at=now + timedelta(days=60))
    assert case.state == "reopened"


def test_a_slip_that_said_no_gives_back_the_yes_that_stood_before(case, ada, now):
    later = now + timedelta(days=9)
    endings.end(case, codes.Ending.STOPPED, AGREED, by=ada, at=now)
    endings.reopen(case, by=ada, at=later)
    endings.end(case, codes.Ending.AGREED, endings.Agreement(agreed=False), by=ada, at=later)
    endings.undo(case, by=ada, at=later)
    case.refresh_from_db()
    assert (case.followup_agreed, case.followup_means, case.followup_months) == (True, "mailbox", [6, 12, 24])
    assert [code for kind, code in facts_of(case, ada) if kind == "followup_agreed"] == ["yes", "no", "yes"]


def test_however_often_it_ends_and_opens_the_first_days_stay(case, ada, now):
    """When it began, and each ending with its day and kind: on the case, in its turns, in the ledger."""
    first = now + timedelta(days=30)
    endings.end(case, codes.Ending.STOPPED, AGREED, words="kom inte mer", by=ada, at=first)
    endings.undo(case, by=ada, at=first)
    endings.end(case, codes.Ending.MOVED_ON, AGREED, words="till vården", by=ada, at=first + timedelta(days=1))
    endings.reopen(case, by=ada, at=first + timedelta(days=60))
    endings.end(case, codes.Ending.AGREED, AGREED, by=ada, at=first + timedelta(days=90))
    endings.undo(case, by=ada, at=first + timedelta(days=90))
    case.refresh_from_db()
    assert (case.opened_on, case.state, case.ended_on) == (now.date(), "reopened", None)
    assert (case.followup_agreed, case.followup_means) == (True, "mailbox")  # as it stood before the last slip
    key = cases.key_of(case.box, ada)
    turns = [(turn.kind, turn.code, turn.at, turn.words.open(key)) for turn in Turn.objects.order_by("at", "kind")]
    assert sorted(turns, key=lambda turn: (turn[2], turn[0] == "undone")) == [
        ("opened", "letter", now, ""),
        ("ended", "stopped", first, "kom inte mer"),
        ("undone", "", first, ""),
        ("ended", "moved_on", first + timedelta(days=1), "till vården"),
        ("reopened", "", first + timedelta(days=60), ""),
        ("ended", "agreed", first + timedelta(days=90), ""),
        ("undone", "", first + timedelta(days=90), ""),
    ]
    life = cases.life_of(case.box, ada)
    told = Fact.objects.filter(life=life, kind__in=["began", "ended", "reopened"]).order_by("running")
    assert list(told.values_list("kind", "code", "month")) == [
        ("began", "letter", "2026-11"),
        ("ended", "stopped", "2026-12"),
        ("ended", "undone", "2026-12"),
        ("ended", "moved_on", "2026-12"),
        ("reopened", "yes", "2027-02"),
        ("ended", "agreed", "2027-03"),
        ("ended", "undone", "2027-03"),
    ]
    lines = story.open_case(case, by=ada, at=first + timedelta(days=91)).lines
    days = [line.on for line in lines if line.kind == "turn" and line.title == "Avslutat"]
    assert min(days) == first.date()


def test_the_database_itself_refuses_an_ended_case_without_its_day(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="ended")


def test_a_mode_changes_by_a_decision_with_its_reference_and_reason(case, ada, now):
    modes.change(case, codes.Mode.C, decision="SN 2026/9", why="Personen vill ha sin akt.", by=ada, at=now)
    case.refresh_from_db()
    assert (case.mode, case.decision) == ("C", "SN 2026/9")
    turn = Turn.objects.get(kind="mode")
    assert (turn.code, turn.reference) == ("C", "SN 2026/9")
    assert turn.words.open(cases.key_of(case.box, ada)) == "Personen vill ha sin akt."


@pytest.mark.parametrize(
    ("mode", "decision", "why"), [("C", "", "därför"), ("C", "SN 1", " "), ("B", "SN 1", "därför")]
)
def test_a_mode_does_not_change_without_them(mode, decision, why, case, ada, now):
    with pytest.raises(modes.NeedsReason):
        modes.change(case, codes.Mode(mode), decision=decision, why=why, by=ada, at=now)


def test_what_is_written_stays_when_the_mode_changes_but_drafts_are_closed_in_A(case, ada, now):
    drafts.save(case.box, codes.Place.NOTE, "halvt", by=ada, at=now)
    modes.change(case, codes.Mode.A, decision="SN 2026/9", why="Bara råd.", by=ada, at=now)
    assert not Draft.objects.exists()


def test_the_stand_in_opens_a_case_before_it_is_lent_with_a_reason_and_for_some_hours(case, ada, eva, bo, now):
    with pytest.raises(Http404):
        access.case_for(eva, case.number, at=now)
    opening = breaking.open_case(case, "Personen ringer och är i kris.", by=anew(eva), at=now)
    later = now + timedelta(hours=breaking.HOURS)
    assert access.case_for(eva, case.number, at=later - timedelta(minutes=1)) == case
    with pytest.raises(Http404):
        access.case_for(eva, case.number, at=later)
    assert [notice.number for notice in breaking.notices_for(ada)] == [case.number]
    assert [notice.who for notice in breaking.notices_for(bo)] == ["Eva"]
    assert breaking.notices_for(eva) == []
    breaking.seen(opening, by=ada, at=now)
    assert breaking.notices_for(ada) == []
    assert len(breaking.notices_for(bo)) == 1
    breaking.seen(BreakGlass.objects.get(), by=bo, at=now)
    assert breaking.notices_for(bo) == []


def test_only_the_stand_in_breaks_in_only_with_a_reason_and_only_when_it_is_not_hers(case, ada, eva, bo, now):
    for member, why in [(bo, "nyfiken"), (ada, "min egen"), (eva, "  ")]:
        with pytest.raises(breaking.CannotBreak):
            breaking.open_case(case, why, by=member, at=now)
    lending.lend(case, until=now.date(), by=ada, at=now)
    with pytest.raises(breaking.CannotBreak):
        breaking.open_case(case, "i onödan", by=eva, at=now)


def test_who_has_no_part_in_a_notice_changes_nothing(case, eva, now):
    opening = breaking.open_case(case, "kris", by=eva, at=now)
    breaking.seen(opening, by=eva, at=now)
    assert not BreakGlass.objects.get().seen_by_holder


def test_a_call_of_which_nothing_is_kept_is_one_count(ada, now):
    calls.count(by=ada, at=now)
    fact = Fact.objects.get()
    assert (fact.kind, fact.life, fact.count) == ("call", None, 1)
    assert Entry.objects.order_by("pk").last().about == ""


@pytest.mark.parametrize("text", ["2026-001", " 2026 - 1 ", "2026/001", "pendlaren", "  PENDLAREN "])
def test_a_case_is_found_by_its_number_or_its_alias(text, case, ada, now):
    assert search.find(text, by=ada, at=now) == [case]


@pytest.mark.parametrize("text", ["", "  ", "pendla", "2026-002", "%", "bor i Göteborg"])
def test_and_by_nothing_else(text, case, ada, now):
    assert search.find(text, by=ada, at=now) == []


def test_a_case_is_found_by_its_personal_number(asked, ada, eva, now):
    told = asked("C", alias="Bo Ek", personal_number="19800101-1234")
    case = cases.begin(codes.Begin.VISIT, told, stand_in=eva, by=ada, at=now)
    assert search.find("800101-1234", by=ada, at=now) == [case]
    assert search.find("198001011234", by=ada, at=now) == [case]


def test_search_finds_nothing_that_is_not_hers_to_open_and_writes_down_no_word(case, ada, eva, bo, now):
    for member in (eva, bo):
        assert search.find("Pendlaren", by=member, at=now) == []
        assert search.find(case.number, by=member, at=now) == []
    entry = Entry.objects.order_by("pk").last()
    assert (entry.act, entry.about, entry.fields) == ("case:searched", "", "")


def test_the_review_shows_who_opened_what_and_what_was_not_her_own_stands_first(case, wrote, asked, ada, eva, now):
    own = cases.open_from(wrote(), asked(), stand_in=ada, by=eva, at=now)
    letter = wrote()
    for _ in range(3):
        story.open_case(case, by=ada, at=now)
    story.open_case(own, by=eva, at=now)
    story.open_letter(letter, by=eva, at=now)
    breaking.open_case(case, "kris", by=eva, at=now)
    story.open_case(case, by=eva, at=now)
    first, second = review.openings(on=now.date())
    assert (first.name, first.openings) == ("Ada", 3)
    assert [(row.what, row.times, row.own) for row in first.opened] == [(case.number, 3, True)]
    assert second.name == "Eva"
    assert next((row.what, row.own) for row in second.opened) == (case.number, False)
    assert {row.what for row in second.opened} == {case.number, own.number, f"Brev nr {letter.number}"}


def test_the_review_looks_thirty_days_back_and_its_own_day_is_kept(case, ada, bo, now):
    story.open_case(case, by=ada, at=now - timedelta(days=31))
    assert review.openings(on=now.date()) == []
    assert review.last_done() is None
    review.done(by=bo, at=now)
    assert review.last_done() == now.date()
