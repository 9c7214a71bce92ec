"""Who asks to get something out of a case: the register, refusal as the default, the ending that waits."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import cases, codes, disclosures, endings, notes, register, states
from kast.casework.disclosures import Asked, Asker
from kast.casework.models import Disclosure
from kast.law.rules import all_rules
from kast.retention import person
from tests.fixtures_casework import facts_of
from tests.papers import read, words

POLICE = Asked(Asker.POLICE, "lag-2025-170-4", "Polisen, utredning", "Telefonnumret till personen.")


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def requested(case, ada, now, today):
    return disclosures.ask(case, POLICE, on=today, by=ada, at=now)


@pytest.fixture
def refused(requested, ada, bo, now, today):
    disclosures.answer(requested, harm="Det står inte klart.", decided_by=bo, on=today, by=ada, at=now)
    return requested


def address(case, *rest) -> str:
    return "/".join(["/personal/arenden", case.number, "utlamnanden", *rest, ""])


def test_the_table_of_states_is_whole_and_every_state_is_reached():
    assert set(states.DISCLOSURES) == set(Disclosure.State)
    reached = {state for after in states.DISCLOSURES.values() for state in after}
    assert reached | {Disclosure.State.ASKED} == set(Disclosure.State)
    assert not states.DISCLOSURES[Disclosure.State.GIVEN]


@pytest.mark.parametrize("start", Disclosure.State)
@pytest.mark.parametrize("to", Disclosure.State)
def test_a_request_goes_only_where_the_table_lets_it(start, to):
    row = Disclosure(state=start)
    if to in states.DISCLOSURES[start]:
        states.check_disclosure(row, to)
    else:
        with pytest.raises(states.CannotMove):
            states.check_disclosure(row, to)


def test_every_ground_is_a_rule_and_every_asker_has_its_words():
    assert set(disclosures.GROUNDS) <= set(all_rules())
    assert set(disclosures.ASKERS) == set(Asker)


def test_refusal_is_the_default(requested, ada, bo, now, today):
    disclosures.answer(requested, harm="Det står inte klart.", decided_by=bo, on=today, by=ada, at=now)
    found = disclosures.open_one(requested, by=ada, at=now)
    assert (found.state, found.waits) == ("refused", False)
    answer = found.answers[0]
    assert (answer.given, answer.ground, answer.decided_by) == (False, "osl-26-1", "Bo")


def test_what_happens_is_counted_and_written_down(requested, case, ada, bo, now, today):
    disclosures.answer(requested, harm="nej", decided_by=bo, on=today, by=ada, at=now)
    disclosures.appeal(requested, on=today, by=ada, at=now)
    disclosures.answer(
        requested, given=True, ground="lag-2025-170-4", harm="rätten", what="x", decided_by=bo, on=today, by=ada, at=now
    )
    assert [code for kind, code in facts_of(case, ada) if kind == "disclosure"] == [
        "asked",
        "refused",
        "appealed",
        "given",
    ]
    acts = list(Entry.objects.filter(act__startswith="disclosure:").order_by("pk").values_list("act", flat=True))
    assert acts == ["disclosure:asked", "disclosure:refused", "disclosure:appealed", "disclosure:given"]
    found = disclosures.open_one(requested, by=ada, at=now)
    assert [answer.given for answer in found.answers] == [False, True]
    with pytest.raises(disclosures.CannotMove):
        disclosures.appeal(requested, on=today, by=ada, at=now)


def test_an_answer_has_its_ground_its_harm_test_and_who_decided(requested, ada, eva, bo, now, today):
    with pytest.raises(disclosures.NeedsHarmTest):
        disclosures.answer(requested, decided_by=bo, on=today, by=ada, at=now)
    with pytest.raises(disclosures.NeedsHarmTest):
        disclosures.answer(requested, ground="osl-99-9", harm="x", decided_by=bo, on=today, by=ada, at=now)
    for nobody in (ada, eva):
        with pytest.raises(disclosures.NotTheDecider):
            disclosures.answer(requested, harm="x", decided_by=nobody, on=today, by=ada, at=now)
    assert Disclosure.objects.get().state == "asked"


def test_with_the_units_decision_the_counsellor_herself_decides(requested, ada, eva, now, today, settings_of_unit):
    settings_of_unit(disclosure_delegation="SN 2026/40")
    with pytest.raises(disclosures.NotTheDecider):
        disclosures.answer(requested, harm="x", decided_by=eva, on=today, by=ada, at=now)
    disclosures.answer(requested, harm="x", decided_by=ada, on=today, by=ada, at=now)
    assert Disclosure.objects.get().state == "refused"


def test_no_day_that_has_not_come_and_no_answer_before_the_question(case, requested, ada, bo, now, today):
    tomorrow, yesterday = today + timedelta(days=1), today - timedelta(days=1)
    with pytest.raises(disclosures.NotYet):
        disclosures.ask(case, POLICE, on=tomorrow, by=ada, at=now)
    for day in (tomorrow, yesterday):
        with pytest.raises(disclosures.NotYet):
            disclosures.answer(requested, harm="x", decided_by=bo, on=day, by=ada, at=now)


def test_the_database_itself_refuses_an_answer_without_its_day(requested):
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=requested.pk).update(state="refused")


def test_a_page_opened_before_it_was_answered_does_not_answer_again(requested, ada, bo, now, today):
    old = Disclosure.objects.select_related("case__box").get()
    disclosures.answer(requested, harm="nej", decided_by=bo, on=today, by=ada, at=now)
    with pytest.raises(disclosures.CannotMove):
        disclosures.answer(old, given=True, harm="ja", what="x", decided_by=bo, on=today, by=ada, at=now)
    assert len(disclosures.open_one(requested, by=ada, at=now).answers) == 1


@pytest.mark.parametrize("appealed", [False, True])
def test_a_case_does_not_end_while_somebody_waits(appealed, case, requested, ada, bo, now, today):
    if appealed:
        disclosures.answer(requested, harm="nej", decided_by=bo, on=today, by=ada, at=now)
        disclosures.appeal(requested, on=today, by=ada, at=now)
    with pytest.raises(endings.DisclosureWaits):
        endings.end(case, codes.Ending.AGREED, endings.Agreement(), by=ada, at=now)
    disclosures.answer(requested, harm="nej", decided_by=bo, on=today, by=ada, at=now)
    endings.end(case, codes.Ending.AGREED, endings.Agreement(), by=ada, at=now)


def test_the_page_says_why_the_case_cannot_end(case, requested, ada, desk_of):
    page = desk_of(ada).post(f"/personal/arenden/{case.number}/avsluta/", {"ending": "agreed", "agreed": "no"})
    assert "Någon har begärt uppgifter ur ärendet och väntar på svar. Svara först." in page.content.decode()


def test_in_mode_A_no_word_is_kept(case_in, ada, bo, now, today, desk_of):
    case = case_in("A")
    with pytest.raises(notes.NoNotesInModeA):
        disclosures.ask(case, POLICE, on=today, by=ada, at=now)
    desk = desk_of(ada)
    assert "<textarea" not in desk.get(address(case)).content.decode()
    sent = {"asker": "police", "on": f"{today}", "by_paragraph": "", "who": "smuggelord", "what": "smuggelord"}
    assert desk.post(address(case), sent).status_code == 302
    row = Disclosure.objects.get()
    with pytest.raises(notes.NoNotesInModeA):
        disclosures.answer(row, harm="x", decided_by=bo, on=today, by=ada, at=now)
    answer = {"given": "no", "ground": "osl-26-1", "decided_by": str(bo.mark), "on": f"{today}", "harm": "smuggelord"}
    assert desk.post(address(case, str(row.pk)), answer).status_code == 302
    row.refresh_from_db()
    key = cases.key_of(case.box, ada)
    assert "smuggelord" not in row.asked.open(key) + row.answered.open(key)
    assert row.state == "refused"


def test_through_the_pages_from_the_question_to_the_refusal_and_its_paper(case, ada, bo, today, desk_of):
    desk = desk_of(ada)
    assert "Ingen har begärt något ur ärendet." in desk.get(address(case)).content.decode()
    sent = {"asker": "police", "on": f"{today}", "by_paragraph": "", "who": "Polisen", "what": "Om han har varit här."}
    made = desk.post(address(case), sent)
    row = Disclosure.objects.get()
    assert made.headers["Location"] == address(case, str(row.pk))
    page = desk.get(address(case, str(row.pk)))
    assert page.context["form"].initial["ground"] == "osl-26-1"
    assert page.context["form"]["given"].value() == "no"
    assert page.context["form"]["decided_by"].value() == str(bo.mark)  # the only one who decides
    today_page = desk.get("/personal/").content.decode()
    assert "Någon har begärt uppgifter och väntar på svar: begärt." in today_page
    answer = {"given": "no", "ground": "osl-26-1", "decided_by": str(bo.mark), "on": f"{today}"}
    refused = desk.post(address(case, str(row.pk)), answer)
    assert "Skriv hur ni har prövat." in refused.content.decode()
    assert desk.post(address(case, str(row.pk)), {**answer, "harm": "Inte klart."}).status_code == 302
    assert "Någon har begärt uppgifter" not in desk.get("/personal/").content.decode()
    shown = desk.get(address(case, str(row.pk))).content.decode()
    for said in ("Nekat", "OSL 26:1", "Beslutat av Bo", "Inte klart."):
        assert said in shown
    story = desk.get(f"/personal/arenden/{case.number}/").content.decode()
    assert "Om han har varit här." in story
    letter = address(case, str(row.pk), "svar")
    assert desk.get(letter).context["form"].initial == {"to": "Polisen", "asked": "Om han har varit här."}
    paper = desk.post(letter, {"to": "Polisen", "asked": "Om någon har varit hos er.", "why": ""})
    told = words(paper.content)
    assert read(paper.content).metadata.title == "Svar på begäran om uppgifter"
    assert "Vi säger varken att sådana uppgifter finns hos oss eller att de inte finns." in told
    assert "OSL 26:1" in told
    assert "Om någon har varit hos er." in told
    assert case.number not in told
    assert Entry.objects.order_by("pk").last().act == "disclosure:printed"


def test_what_is_given_says_what_and_the_person_gets_the_case_on_paper(case, ada, bo, now, today, desk_of):
    row = disclosures.ask(case, Asked(Asker.PERSON, "osl-12-1", "", "Allt."), on=today, by=ada, at=now)
    desk = desk_of(ada)
    answer = {
        "given": "yes",
        "ground": "osl-12-1",
        "decided_by": str(bo.mark),
        "on": f"{today}",
        "harm": "Det är personen.",
    }
    assert "Skriv vad som lämnas, och till vem." in desk.post(address(case, str(row.pk)), answer).content.decode()
    desk.post(address(case, str(row.pk)), {**answer, "what": "Hela ärendet."})
    shown = desk.get(address(case, str(row.pk))).content.decode()
    assert f"/personal/arenden/{case.number}/skriv-ut/" in shown
    assert "Hela ärendet." in shown
    assert desk.get(address(case, str(row.pk), "svar")).status_code == 302  # nothing was refused


def test_an_appeal_through_the_page(case, refused, ada, today, desk_of):
    desk = desk_of(ada)
    desk.post(address(case, str(refused.pk), "overklagat"), {"on": f"{today + timedelta(days=1)}"})
    assert Disclosure.objects.get().state == "refused"
    desk.post(address(case, str(refused.pk), "overklagat"), {"on": f"{today}"})
    assert Disclosure.objects.get().state == "appealed"
    assert "överklagat" in desk.get("/personal/").content.decode()


def test_the_head_sees_numbers_and_states_and_not_a_word(case, requested, bo, ada, desk_of):
    page = desk_of(bo).get("/personal/chef/utlamnanden/").content.decode()
    assert case.number in page
    assert "Begärt" in page
    for word in ("Polisen", "Telefonnumret", "lag 2025:170"):
        assert word not in page
    assert desk_of(ada).get("/personal/chef/utlamnanden/").status_code == 404


def test_the_register_asks_the_database_as_often_with_one_as_with_many(case, requested, ada, now, today):
    with CaptureQueriesContext(connection) as one:
        assert len(register.rows(on=today)) == 1
        register.counts()
        register.waiting_for(ada, at=now)
    for _ in range(5):
        disclosures.ask(case, POLICE, on=today, by=ada, at=now)
    with CaptureQueriesContext(connection) as many:
        assert len(register.rows(on=today)) == 6
        register.counts()
        register.waiting_for(ada, at=now)
    assert len(many) == len(one)


def test_requests_go_with_the_case(case, refused):
    person.forget(case.box)
    assert not Disclosure.objects.exists()
