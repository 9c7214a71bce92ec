"""How a case begins, what is asked, and who can open it."""

import pytest
from django.db import IntegrityError, transaction

from kast.audit.models import Entry
from kast.casework import cases, codes, inbox, lending
from kast.casework.models import Case
from kast.door.models import Letter, Mailbox
from kast.vault import boxes
from kast.vault.models import Holder
from tests.fixtures_casework import anew, facts_of


def holders(case) -> set[str]:
    return {holder.kind for holder in boxes.holders_of(case.box)}


def test_a_letter_becomes_a_case_of_hers_and_her_stand_ins_and_no_longer_the_circles(wrote, asked, ada, eva, now):
    letter = wrote()
    assert holders_before(letter) == {Holder.Kind.CIRCLE, Holder.Kind.RECOVERY}
    case = cases.open_from(letter, asked(), stand_in=eva, by=ada, at=now)
    assert boxes.circle() not in boxes.holders_of(case.box)
    assert {ada.holder, eva.holder, boxes.recovery()} == set(boxes.holders_of(case.box))
    letter.refresh_from_db()
    assert letter.state == Letter.State.TAKEN


def holders_before(letter):
    return {holder.kind for holder in boxes.holders_of(letter.mailbox.box)}


def test_who_neither_holds_it_nor_stands_in_cannot_open_it_though_she_is_in_the_circle(case, bo):
    with pytest.raises(cases.CannotOpen):
        cases.key_of(case.box, anew(bo))


def test_numbers_run_within_the_year(wrote, asked, ada, eva, now):
    first = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
    second = cases.begin(codes.Begin.PHONE, asked(), stand_in=eva, by=ada, at=now)
    third = cases.begin(codes.Begin.VISIT, asked(), stand_in=eva, by=ada, at=now.replace(year=2027))
    assert [first.number, second.number, third.number] == ["2026-001", "2026-002", "2027-001"]


def test_what_is_asked_at_the_start_becomes_facts(wrote, asked, ada, eva, now):
    given = asked(concerns=codes.Concerns.BOUGHT, baseline=codes.Baseline.LAST_12_MONTHS)
    case = cases.open_from(wrote(heard="card"), given, stand_in=eva, by=ada, at=now)
    assert facts_of(case, ada) == [
        ("wrote", "letter"),
        ("heard", "card"),
        ("began", "letter"),
        ("route_in", "card"),
        ("concerns", "bought"),
        ("baseline", "last_12_months"),
    ]


def test_all_that_is_asked_may_be_not_asked(wrote, ada, eva, now):
    bare = cases.Asked(route_in=codes.RouteIn.OWN, mode=codes.Mode.A)
    case = cases.open_from(wrote(), bare, stand_in=eva, by=ada, at=now)
    assert (case.concerns, case.baseline) == ("not_asked", "not_asked")
    assert not case.informed_limits
    assert not case.informed_apply


@pytest.mark.parametrize(("begin", "wrote_by"), [("phone", "call"), ("visit", "visit")])
def test_a_case_begins_with_a_call_or_a_visit_and_its_box_has_no_words(begin, wrote_by, asked, ada, eva, now):
    case = cases.begin(codes.Begin(begin), asked(alias="Nattskiftet"), stand_in=eva, by=ada, at=now)
    assert not Mailbox.objects.filter(box=case.box).exists()
    assert case.alias.open(cases.key_of(case.box, ada)) == "Nattskiftet"
    assert set(boxes.holders_of(case.box)) == {ada.holder, eva.holder, boxes.recovery()}
    assert facts_of(case, ada)[:2] == [("wrote", wrote_by), ("began", begin)]


def test_a_case_may_be_for_somebody_close(asked, ada, eva, now):
    case = cases.begin(codes.Begin.PHONE, asked(concerns=codes.Concerns.RELATIVE), stand_in=eva, by=ada, at=now)
    assert ("concerns", "relative") in facts_of(case, ada)


def test_a_letter_is_taken_once(wrote, asked, ada, eva, now):
    letter = wrote()
    cases.open_from(letter, asked(), stand_in=eva, by=ada, at=now)
    with pytest.raises(cases.CannotBegin):
        cases.open_from(Letter.objects.get(pk=letter.pk), asked(), stand_in=ada, by=eva, at=now)
    assert Case.objects.count() == 1


def test_who_hesitates_finds_the_letter_answered(wrote, asked, ada, eva, now):
    letter = wrote()
    inbox.set_aside(Letter.objects.get(pk=letter.pk), inbox.Outcome.NOT_OURS, by=eva, at=now)
    with pytest.raises(cases.CannotBegin):
        cases.open_from(letter, asked(), stand_in=eva, by=ada, at=now)


def test_mode_B_needs_its_decision(wrote, asked, ada, eva, now):
    with pytest.raises(cases.NeedsDecision):
        cases.open_from(wrote(), asked("B", decision=""), stand_in=eva, by=ada, at=now)
    assert not Case.objects.exists()
    assert Letter.objects.get().state == Letter.State.WAITING


def test_the_database_itself_refuses_mode_B_without_a_decision(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(decision="")


def test_a_personal_number_is_taken_in_mode_C_only(wrote, asked, ada, eva, now):
    with pytest.raises(cases.NumberOutsideModeC):
        cases.open_from(wrote(), asked("B", personal_number="19800101-1234"), stand_in=eva, by=ada, at=now)
    case = cases.open_from(
        Letter.objects.get(), asked("C", personal_number="19800101-1234"), stand_in=eva, by=ada, at=now
    )
    assert bytes(case.personal_index) == ada.keys.index("800101-1234")


def test_a_colleague_who_knows_the_person_does_not_stand_in(wrote, asked, ada, eva, now):
    letter = wrote()
    inbox.pass_on(letter, ada, by=eva, at=now)
    with pytest.raises(cases.KnowsThePerson):
        cases.open_from(letter, asked(), stand_in=eva, by=ada, at=now)


def test_what_was_asked_can_be_filled_in_later_and_only_what_changed_is_told(case, asked, ada, now):
    told = asked(alias="Pendlaren", concerns=codes.Concerns.AFRAID, informed_apply=True)
    cases.correct(case, told, by=ada, at=now)
    case.refresh_from_db()
    assert (case.concerns, case.informed_apply) == ("afraid", True)
    assert facts_of(case, ada)[-1] == ("concerns", "afraid")
    entry = Entry.objects.order_by("pk").last()
    assert (entry.act, entry.fields) == ("case:changed", "concerns informed_apply")


def test_nothing_is_written_down_when_nothing_changed(case, asked, ada, now):
    before = Entry.objects.count()
    cases.correct(case, asked(alias="Pendlaren"), by=ada, at=now)
    assert Entry.objects.count() == before


def test_who_is_locked_cannot_take_a_letter(wrote, asked, ada, eva, now):
    ada.keys = None
    with pytest.raises(cases.Locked):
        cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)


def test_the_stand_in_has_her_wrap_from_the_first_moment(case, eva):
    assert cases.key_of(case.box, anew(eva))


def test_a_lost_wrap_stops_a_handing_over_rather_than_losing_the_case(case, ada, eva, bo, now):
    boxes.withdraw(case.box, ada.holder)
    with pytest.raises(cases.CannotOpen):
        lending.hand_to(case, bo, stand_in=eva, by=anew(ada), at=now)
    case.refresh_from_db()
    assert case.holder == ada
