"""Risk flags: who raises, who sees, who takes, and that none is closed without what happened."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from kast.audit.models import Entry
from kast.casework import access_to_flags, breaking, cases, codes, flagged, inbox, lending, notes, review, risks, story
from kast.casework.models import Case, Risk
from kast.ledger.models import Fact
from tests.fixtures_casework import anew, facts_of

SUICIDE, VIOLENCE, THREAT = codes.RiskKind.SUICIDE, codes.RiskKind.VIOLENCE, codes.RiskKind.THREAT
SAID = risks.Said(worry="Bråken har blivit värre.", doing="Ringer klockan nio.")


def test_the_table_of_states_is_whole_and_every_state_but_the_first_is_reached():
    assert set(risks.NEXT) == set(Risk.State)
    assert {state for after in risks.NEXT.values() for state in after} == set(Risk.State) - {Risk.State.RAISED}


@pytest.mark.parametrize("kind", list(codes.RiskKind))
def test_a_flag_is_raised_taken_and_closed_and_all_of_it_is_written_down(kind, case, ada, eva, now):
    risk = risks.raise_in(case, kind, SAID, by=ada, at=now)
    risks.take(risk, by=eva, at=now + timedelta(hours=9))
    risks.close(risk, codes.Outcome.CALMER, "Vi pratade i en timme.", by=ada, at=now + timedelta(hours=10))
    risk.refresh_from_db()
    assert (risk.state, risk.taken_by, risk.closed_by, risk.outcome) == ("closed", eva, ada, "calmer")
    assert facts_of(case, ada)[-2:] == [("risk", kind), ("risk_closed", "calmer")]
    acts = list(Entry.objects.filter(act__startswith="risk:").order_by("at").values_list("act", flat=True))
    assert acts == ["risk:raised", "risk:taken", "risk:closed"]


def test_it_cannot_be_closed_without_a_note_nor_before_somebody_has_it(case, ada, now):
    risk = risks.raise_in(case, VIOLENCE, by=ada, at=now)
    with pytest.raises(risks.CannotMove):
        risks.close(risk, codes.Outcome.CALMER, "Lugnt.", by=ada, at=now)
    risks.take(risk, by=ada, at=now)
    for nothing in ("", "  \n"):
        with pytest.raises(risks.NeedsNote):
            risks.close(risk, codes.Outcome.CALMER, nothing, by=ada, at=now)
    risk.refresh_from_db()
    assert risk.state == "acknowledged"


def test_nobody_takes_what_somebody_has(case, ada, eva, now):
    risk = risks.raise_in(case, VIOLENCE, take=True, by=ada, at=now)
    with pytest.raises(risks.CannotMove):
        risks.take(risk, by=eva, at=now)
    risk.refresh_from_db()
    assert risk.taken_by == ada


def test_one_flag_of_a_kind_stands_at_a_time(case, ada, now):
    first = risks.raise_in(case, VIOLENCE, take=True, by=ada, at=now)
    with pytest.raises(risks.AlreadyRaised):
        risks.raise_in(case, VIOLENCE, by=ada, at=now)
    risks.raise_in(case, SUICIDE, by=ada, at=now)
    risks.close(first, codes.Outcome.NOT_SO, "Det var en annan lägenhet.", by=ada, at=now)
    risks.raise_in(case, VIOLENCE, by=ada, at=now)
    assert Risk.objects.count() == 3


def test_in_mode_A_there_is_only_a_kind_and_a_clock(case_in, ada, now):
    case = case_in("A")
    with pytest.raises(notes.NoNotesInModeA):
        risks.raise_in(case, SUICIDE, SAID, by=ada, at=now)
    risk = risks.raise_in(case, SUICIDE, take=True, by=ada, at=now)
    with pytest.raises(notes.NoNotesInModeA):
        risks.plan(risk, SAID, by=ada, at=now)
    with pytest.raises(notes.NoNotesInModeA):
        risks.close(risk, codes.Outcome.CALMER, "Vi pratade.", by=ada, at=now)
    risks.close(risk, codes.Outcome.CALMER, "", by=ada, at=now)
    assert not (risk.worry)
    assert not (risk.doing)
    assert not (risk.happened)


def test_what_stood_there_stays_above_what_is_added(case, ada, eva, now):
    risk = risks.raise_in(case, VIOLENCE, SAID, by=ada, at=now)
    until = now + timedelta(hours=6)
    risks.plan(risk, risks.Said(doing="Mötte upp.", doer=eva, by_when=until), by=ada, at=now)
    shown = flagged.opened(risk, by=ada, at=now)
    assert shown.doing == "Ringer klockan nio.\n\nMötte upp."
    assert (shown.worry, shown.row.doer, shown.row.by_when, shown.row.late) == (SAID.worry, "Eva", until, False)
    assert flagged.listed(ada, at=until + timedelta(minutes=1))[0].late


def test_its_words_are_sealed(case, ada, now):
    risk = risks.raise_in(case, VIOLENCE, SAID, by=ada, at=now)
    for field in ("worry", "doing"):
        assert bytes(risk.__dict__[field])
        assert SAID.worry.encode() not in bytes(risk.__dict__[field])


def test_the_stand_in_sees_the_clock_and_takes_it_but_reads_nothing(case, ada, eva, now):
    risk = risks.raise_in(case, VIOLENCE, SAID, by=ada, at=now)
    (row,) = flagged.listed(anew(eva), at=now)
    assert (row.kind_code, row.number, row.reachable, row.taken) == ("violence", case.number, False, False)
    shown = flagged.opened(risk, by=eva, at=now)
    assert (shown.worry, shown.doing, shown.readable) == ("", "", False)
    assert not Entry.objects.filter(act="risk:read").exists()
    risks.take(risk, by=eva, at=now)
    with pytest.raises(Http404):
        access_to_flags.risk_to_write(eva, risk.pk, at=now)
    breaking.open_case(case, "Flaggan.", by=eva, at=now)
    assert flagged.opened(risk, by=eva, at=now).worry == SAID.worry
    assert Entry.objects.filter(act="risk:read", lane=str(eva.mark)).count() == 1


def test_while_a_case_is_lent_its_holder_reads_and_the_stand_in_closes(case, ada, eva, now):
    risk = risks.raise_in(case, VIOLENCE, SAID, by=ada, at=now)
    lending.lend(case, until=now.date(), by=ada, at=now)
    assert flagged.opened(risk, by=ada, at=now).worry == SAID.worry
    with pytest.raises(Http404):
        access_to_flags.risk_to_write(ada, risk.pk, at=now)
    assert access_to_flags.risk_to_write(eva, risk.pk, at=now) == risk


def test_a_risk_of_anothers_case_is_invisible(wrote, asked, ada, eva, now):
    theirs = cases.open_from(wrote(), asked(), stand_in=None, by=eva, at=now)
    risk = risks.raise_in(theirs, SUICIDE, SAID, by=eva, at=now)
    assert [row.id for row in flagged.listed(eva, at=now)] == [risk.pk]  # there is something to see
    assert flagged.listed(anew(ada), at=now) == []
    with pytest.raises(Http404):
        access_to_flags.risk_for(ada, risk.pk)


def test_a_threat_is_everybodys_to_see_and_to_take_but_not_its_case(wrote, asked, ada, eva, now):
    theirs = cases.open_from(wrote(), asked(), stand_in=None, by=eva, at=now)
    risk = risks.raise_in(theirs, THREAT, SAID, by=eva, at=now)
    (row,) = flagged.listed(anew(ada), at=now)
    assert (row.kind_code, row.number, row.letter, row.raised_by) == ("threat", "", 0, "Eva")
    shown = flagged.opened(risk, by=ada, at=now)
    assert (shown.readable, shown.worry, shown.row.number) == (False, "", "")
    risks.take(risk, by=ada, at=now)
    assert flagged.threats() == flagged.Threats(open=1, untaken=0)


def test_a_threat_without_a_case_is_every_counsellors_to_read_and_nobodys_life(ada, eva, olle, now):
    risk = risks.raise_alone(risks.Said(worry="Han ringde och skrek."), by=ada, at=now)
    assert flagged.opened(risk, by=anew(eva), at=now).worry == "Han ringde och skrek."
    assert list(Fact.objects.values_list("kind", "code", "life")) == [("staff_threat", "yes", None)]
    with pytest.raises(cases.CannotOpen):
        cases.key_of(risk.box, anew(olle))
    risks.take(risk, by=eva, at=now)
    risks.close(risk, codes.Outcome.TAKEN_OVER, "Polisen har den.", by=eva, at=now)
    assert Fact.objects.count() == 1
    assert flagged.threats() == flagged.Threats(open=0, untaken=0)


def test_a_flag_on_a_letter_is_the_cases_once_there_is_one(wrote, asked, settings_of_unit, ada, eva, now):
    settings_of_unit(record_mode="B", record_decision="SN 2026/1")
    letter = wrote(safe="yes")
    risk = risks.raise_on(letter, SUICIDE, SAID, by=ada, at=now)
    assert flagged.on_letter(letter) == {"suicide"}
    assert {row.letter for row in flagged.listed(anew(eva), at=now)} == {letter.number}
    case = risks.open_from(letter, asked(), flag=True, stand_in=None, by=ada, at=now)
    assert Risk.objects.get() == risk  # no second flag beside the one that stands
    assert flagged.listed(anew(ada), at=now)[0].number == case.number
    assert flagged.listed(anew(eva), at=now) == []
    assert facts_of(case, ada).count(("risk", "suicide")) == 1


def test_taking_a_letter_that_tells_of_suicide_raises_the_flag_in_the_same_press(wrote, asked, ada, eva, now):
    case = risks.open_from(wrote(safe="yes"), asked("A"), flag=True, stand_in=eva, by=ada, at=now)
    risk = Risk.objects.get()
    assert (risk.kind, risk.state, risk.taken_by, risk.box_id) == ("suicide", "acknowledged", ada, case.box_id)
    risks.open_from(wrote(), asked("A"), flag=False, stand_in=eva, by=ada, at=now)
    assert Risk.objects.count() == 1


def test_where_the_unit_keeps_no_notes_a_letters_flag_has_no_words(wrote, settings_of_unit, ada, now):
    settings_of_unit(record_mode="A")
    with pytest.raises(notes.NoNotesInModeA):
        risks.raise_on(wrote(), SUICIDE, SAID, by=ada, at=now)
    risks.raise_on(wrote(), SUICIDE, by=ada, at=now)


def test_who_knows_the_writer_sees_no_flag_of_hers_or_his(wrote, ada, eva, now):
    letter = wrote(safe="yes")
    risks.raise_on(letter, SUICIDE, by=ada, at=now)
    inbox.pass_on(letter, ada, by=eva, at=now)
    assert len(flagged.listed(anew(ada), at=now)) == 1
    assert flagged.listed(anew(eva), at=now) == []


def test_the_story_tells_when_it_was_raised_and_how_it_ended(case, ada, now):
    risk = risks.raise_in(case, VIOLENCE, SAID, take=True, by=ada, at=now)
    told = story.open_case(case, by=ada, at=now)
    assert [flag.worry for flag in told.watched.open_flags] == [SAID.worry]
    risks.close(risk, codes.Outcome.CALMER, "Vi pratade.", by=ada, at=now + timedelta(minutes=5))
    told = story.open_case(case, by=ada, at=now)
    assert told.watched.open_flags == []
    assert [line.kind for line in told.lines if line.kind.startswith("risk")] == ["risk_closed", "risk"]
    assert "Vi pratade." in [line.words for line in told.lines]
    entry = Entry.objects.filter(act="case:read").latest("number")
    assert str(risk.mark) in entry.about.split()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minuter"), (1, "1 minut"), (59, "59 minuter"), (60, "1 timme"), (150, "2 timmar"), (3000, "2 dygn")],
)
def test_the_clock_is_said_in_words(minutes, words, now):
    assert flagged.how_long(now - timedelta(minutes=minutes), now) == words


def test_the_list_takes_the_same_queries_with_one_flag_and_with_many(
    wrote, asked, ada, eva, now, django_assert_num_queries
):
    def flag():
        case = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
        risks.raise_in(case, VIOLENCE, by=ada, at=now)

    flag()
    with django_assert_num_queries(5):
        assert len(flagged.listed(ada, at=now)) == 1
    for _ in range(3):
        flag()
    with django_assert_num_queries(5):
        assert len(flagged.listed(ada, at=now)) == 4


def test_the_database_itself_refuses_half_a_state(case, ada, now):
    risk = risks.raise_in(case, VIOLENCE, by=ada, at=now)
    for broken in ({"state": "acknowledged"}, {"state": "closed", "taken_by": ada, "taken_at": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Risk.objects.filter(pk=risk.pk).update(**broken)
    assert Case.objects.count() == 1


def test_whoever_read_a_flag_stands_in_the_log_review_under_its_case_or_letter(case, wrote, ada, now):
    letter = wrote()
    for risk in (
        risks.raise_in(case, VIOLENCE, SAID, by=ada, at=now),
        risks.raise_on(letter, SUICIDE, by=ada, at=now),
        risks.raise_alone(SAID, by=ada, at=now),
    ):
        flagged.opened(risk, by=ada, at=now)
    (actor,) = review.openings(on=now.date())
    assert {row.what for row in actor.opened} == {case.number, f"Brev nr {letter.number}", "Hot mot personal"}
