from datetime import date, timedelta

import pytest
import time_machine

from kast.audit.models import Entry
from kast.casework import cases, codes, disclosures, drafts, endings, notes, plans, risks
from kast.casework.models import (
    Case,
    Contact,
    Disclosure,
    Draft,
    Note,
    Risk,
)
from kast.door.models import Letter, Mailbox, SentForm
from kast.followup import answers
from kast.followup.models import Attempt, Followup
from kast.ledger.models import Fact
from kast.retention import forgetting
from kast.staff.models import Invitation, Role
from tests.followup.conftest import ENDED, answer, moment
from tests.retention.conftest import keys_left

MODE_A = {"mode": codes.Mode.A, "decision": ""}


@pytest.fixture
def decided(settings_of_unit):
    """The unit's board has decided what goes."""
    settings_of_unit(retention_decision="SN 2026/7", purging="purged")


@pytest.fixture
def wrote(unit, person):
    """Somebody wrote once, on the tenth of January 2025, and nothing came of it."""
    with time_machine.travel(moment(date(2025, 1, 10)), tick=False):
        person.writes("Hej.")
    return Mailbox.objects.get()


def test_a_mailbox_past_its_day_goes_with_everything_in_it(wrote, decided):
    assert wrote.kept_until == date(2026, 1, 10)
    assert forgetting.mailboxes(moment(date(2026, 1, 10))) == 0
    assert forgetting.mailboxes(moment(date(2026, 1, 11))) == 1
    assert not Mailbox.objects.exists()
    assert not Letter.objects.exists()
    assert not SentForm.objects.exists()
    assert keys_left() == 0


def test_what_was_counted_stays(wrote, decided):
    before = Fact.objects.count()
    assert before
    forgetting.mailboxes(moment(date(2026, 1, 11)))
    assert Fact.objects.count() == before


def test_without_a_decision_only_the_way_in_ends(wrote, person, no_wait):
    forgetting.mailboxes(moment(date(2026, 1, 11)))
    assert Letter.objects.count() == 1
    assert person.comes_back().status_code == 200
    assert forgetting.mailboxes(moment(date(2026, 1, 12))) == 0


def test_once_there_is_a_decision_what_waited_for_it_goes(wrote, settings_of_unit):
    forgetting.mailboxes(moment(date(2026, 1, 11)))
    settings_of_unit(retention_decision="SN 2026/7")
    forgetting.mailboxes(moment(date(2026, 1, 12)))
    assert not Mailbox.objects.exists()


def test_a_mailbox_outlives_its_letters_until_the_last_window_closes(planned, decided):
    planned("mailbox", (12, 24), **MODE_A)
    forgetting.daily(moment(date(2027, 9, 29)))
    assert Mailbox.objects.filter(deleted_on=None).count() == 1
    forgetting.daily(moment(date(2027, 10, 1)))
    assert not Mailbox.objects.exists()
    assert not Case.objects.exists()


def test_a_mailbox_whose_case_is_under_way_is_never_past_its_day(ended, ada, decided):
    from kast.casework import endings

    case = ended()
    endings.reopen(case, by=ada, at=moment(date(2025, 8, 1)))
    forgetting.daily(moment(date(2030, 1, 1)))
    assert Mailbox.objects.filter(deleted_on=None).count() == 1


def test_a_case_with_notes_is_kept_five_years_after_the_last(ended, ada, decided):
    case = ended(agreed=False)
    notes.write(case, "Vi talade om fredagarna.", by=ada, at=moment(date(2025, 7, 15)))
    forgetting.daily(moment(date(2030, 7, 15)))
    assert Note.objects.count() == 1
    forgetting.daily(moment(date(2030, 7, 16)))
    for table in (Case, Contact, Note, Letter, Mailbox):
        assert not table.objects.exists(), table
    assert keys_left() == 0


@pytest.mark.parametrize("purging", ["exempt", "unknown"])
def test_where_files_are_kept_for_research_or_nobody_has_said_a_case_stays(ended, settings_of_unit, purging):
    settings_of_unit(retention_decision="SN 2026/7", purging=purging)
    ended(agreed=False)
    forgetting.daily(moment(date(2070, 1, 1)))
    assert Case.objects.count() == 1


def test_with_a_name_the_archive_decides(ended, decided):
    ended(agreed=False, mode=codes.Mode.C, decision="")
    forgetting.daily(moment(date(2070, 1, 1)))
    assert Case.objects.count() == 1


def test_advice_without_notes_goes_with_its_mailbox(ended, decided):
    case = ended(agreed=False, **MODE_A)
    kept = Mailbox.objects.get().kept_until
    forgetting.daily(moment(kept))
    assert Case.objects.filter(pk=case.pk).exists()
    forgetting.daily(moment(kept + timedelta(days=1)))
    assert not Case.objects.exists()


def test_a_forgotten_life_is_forgotten_with_its_answers_and_attempts(planned, visit_of, ada, decided):
    made = planned("mailbox", (12,), until=date(2026, 7, 4), **MODE_A)
    answers.give(made.rows[12], answer(), visit=visit_of(made.case), at=moment(date(2026, 7, 4)))
    facts = Fact.objects.count()
    forgetting.daily(moment(date(2028, 1, 1)))
    for table in (Case, Followup, Attempt, Mailbox):
        assert not table.objects.exists(), table
    assert Fact.objects.count() == facts


def test_begun_notes_go_the_night_after_the_ending(ended, ada, decided):
    case = ended()
    drafts.save(case.box, codes.Place.NOTE, "Hann inte klart.", by=ada, at=moment(ENDED, 16))
    assert forgetting.drafts(moment(ENDED, 23)) == 0
    assert forgetting.drafts(moment(ENDED + timedelta(days=1), 2)) == 1
    assert not Draft.objects.exists()


def test_links_that_ran_out_go(unit, bo):
    at = moment(date(2026, 3, 1))
    for days, number in ((-1, b"1"), (1, b"2")):
        Invitation.objects.create(
            token_hash=number, role=Role.COUNSELLOR, invited_by=bo, expires_at=at + timedelta(days=days)
        )
    assert forgetting.invitations(at) == 1
    assert bytes(Invitation.objects.get().token_hash) == b"2"


def test_a_night_is_written_down_and_done_twice_does_nothing_more(wrote, decided):
    assert forgetting.daily(moment(date(2026, 1, 11))) == "1 mailboxes"
    assert list(Entry.objects.filter(lane="system").values_list("act", "fields", "about")) == [
        ("records:forgotten", "mailboxes", "")
    ]
    assert forgetting.daily(moment(date(2026, 1, 11))) == "nothing"


def test_each_minute_what_gives_words_again_is_forgotten(unit, person):
    with time_machine.travel(moment(date(2026, 3, 2)), tick=False):
        person.writes("Hej.")
    assert forgetting.minute(moment(date(2026, 3, 2), 10)) == "0 peppers, 0 unlockings"
    assert forgetting.minute(moment(date(2026, 3, 2), 11)) == "1 peppers, 0 unlockings"


def test_a_case_that_is_kept_can_still_be_opened(ended, ada, decided):
    case = ended(agreed=False)
    notes.write(case, "Vi talade om fredagarna.", by=ada, at=moment(ENDED))
    forgetting.daily(moment(date(2027, 1, 1)))
    assert Note.objects.get().words.open(cases.key_of(case.box, ada)) == "Vi talade om fredagarna."


def test_the_term_counts_from_whatever_was_written_last(ended, ada, decided):
    case = ended(agreed=False)
    kept = [forgetting.kept_until(case)]
    note = notes.write(case, "x", by=ada, at=moment(date(2025, 7, 15)))
    kept.append(forgetting.kept_until(case))
    notes.object_to(note, "nej", by=ada, at=moment(date(2025, 8, 15)))
    kept.append(forgetting.kept_until(case))
    plans.write(case, plans.Words(goals="hem"), by=ada, at=moment(date(2025, 9, 15)))
    kept.append(forgetting.kept_until(case))
    assert kept == sorted(set(kept))
    assert kept[-1] == date(2030, 9, 15)


def test_a_case_about_which_somebody_waits_is_kept_past_its_term(decided, unit, ada, eva, bo):
    on = date(2025, 1, 10)
    at = moment(on)
    asked = cases.Asked(route_in=codes.RouteIn.OWN, **MODE_A)
    case = cases.begin(codes.Begin.VISIT, asked, stand_in=eva, by=ada, at=at)
    endings.end(case, codes.Ending.AGREED, endings.Agreement(), by=ada, at=at)
    request = disclosures.ask(case, disclosures.Asked(disclosures.Asker.PERSON), on=on, by=ada, at=at)
    assert forgetting.cases(moment(date(2028, 1, 10))) == 0
    disclosures.answer(request, decided_by=bo, on=on, by=ada, at=at)
    assert forgetting.cases(moment(date(2028, 1, 10))) == 1
    assert not Disclosure.objects.exists()


def test_a_letters_flag_goes_with_its_mailbox(wrote, ada, decided):
    letter = Letter.objects.select_related("mailbox__box").get()
    risks.raise_on(letter, codes.RiskKind.SUICIDE, by=ada, at=moment(date(2025, 1, 11)))
    forgetting.mailboxes(moment(date(2026, 1, 11)))
    assert not Risk.objects.exists()
    assert keys_left() == 0


def test_a_threat_that_no_case_is_behind_goes_a_year_after_it_was_closed(unit, ada, decided):
    closed_on = date(2025, 3, 10)
    risk = risks.raise_alone(risks.Said(worry="Han skrek."), take=True, by=ada, at=moment(closed_on))
    assert forgetting.threats(moment(date(2030, 1, 1))) == 0  # it stands open
    risks.close(risk, codes.Outcome.TAKEN_OVER, "Polisen har den.", by=ada, at=moment(closed_on))
    assert forgetting.threats(moment(date(2026, 3, 10))) == 0
    assert forgetting.threats(moment(date(2026, 3, 11))) == 1
    assert not Risk.objects.exists()
    assert keys_left() == 0


def test_a_threat_in_a_case_stays_as_long_as_the_case(ended, ada, decided):
    case = ended(agreed=False)
    risk = risks.raise_in(case, codes.RiskKind.THREAT, take=True, by=ada, at=moment(ENDED))
    risks.close(risk, codes.Outcome.CALMER, "Han bad om ursäkt.", by=ada, at=moment(ENDED))
    assert forgetting.threats(moment(date(2029, 1, 1))) == 0
    assert Risk.objects.exists()


def test_without_a_decision_no_threat_goes(unit, ada):
    risk = risks.raise_alone(risks.Said(worry="Han skrek."), take=True, by=ada, at=moment(date(2025, 3, 10)))
    risks.close(risk, codes.Outcome.CALMER, "Lugnt.", by=ada, at=moment(date(2025, 3, 10)))
    assert forgetting.threats(moment(date(2030, 1, 1))) == 0
