"""A thousand planted words, through every place where somebody can write: the database, its file and the log have none."""

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from kast.appointments import bookings, outbox, times
from kast.appointments.models import Outgoing
from kast.appointments.reminders import Choice, Way
from kast.appointments.times import Plan
from kast.casework import (
    aid,
    breaking,
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
    notes,
    phones,
    plans,
    replies,
    risks,
    tasks,
    topic,
)
from kast.casework.models import (
    Baseline,
    Case,
    Concerns,
    Consent,
    Contact,
    CoordinatorQuestion,
    Draft,
    EarlyWarning,
    HandOver,
    Risk,
    RouteIn,
    Topic,
)
from kast.door import letters, mailbox, nonces, referrals, slips
from kast.door.models import Letter
from tests.attacks import stolen
from tests.conftest import TODAY

AT = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=timezone.get_default_timezone())


def planted(number: int) -> list[str]:
    return [f"qz{at:04d}kvx" for at in range(number)]


def _to_another_unit(case, sister, *, plan, by):
    """Everything that was said goes along, twice over: in the case's own box, and sealed to the other unit."""
    asked = handover.Asked(Consent.HERE, TODAY, list(HandOver.Part), HandOver.Asks.THEY, plan)
    handover.send_as_file(handover.prepare(case, sister, asked, by=by, at=AT), by=by, at=AT)


@pytest.fixture
def now():
    return AT


@pytest.fixture
def life(unit, ada, eva, bo, sister):
    """One person's whole life in the unit, with a thousand words that stand nowhere else."""
    words = planted(1000)
    supply = iter(words)

    def some(number: int) -> str:
        return " ".join(next(supply) for _ in range(number))

    def form(purpose):
        return nonces.read(nonces.fresh(purpose, on=TODAY), purpose)

    sent = letters.send(
        some(300), {"about": "bought", "heard": "own"}, nonce=form(nonces.Purpose.LETTER), language="sv", at=AT
    )
    asked = cases.Asked(
        route_in=RouteIn.OWN,
        mode=Case.Mode.C,
        concerns=Concerns.BOUGHT,
        baseline=Baseline.LAST_12_MONTHS,
        alias=some(1),
        personal_number="198503121234",
    )
    letter = Letter.objects.get()
    case = cases.open_from(letter, asked, stand_in=eva, by=ada, at=AT)
    key = cases.key_of(case.box, ada)
    replies.leave(case, some(150), by=ada, at=AT)
    letters.more(letter.mailbox, some(110), key=key, nonce=form(nonces.Purpose.MORE), at=AT)
    mailbox.read(letter.mailbox, key, at=AT)
    contacts.record(
        case, on=TODAY, kind=Contact.Kind.THERAPY, means=Contact.Means.HERE, held=True, words=some(50), by=ada, at=AT
    )
    note = notes.write(case, some(24), by=ada, at=AT)
    notes.correct(note, some(10), by=ada, at=AT)
    notes.object_to(note, some(10), by=ada, at=AT)
    _to_another_unit(case, sister, plan=some(5), by=ada)
    unnamed = CoordinatorQuestion.Ground.UNNAMED
    coordinator.ask(case, some(5), to=some(5), ground=unnamed, looked_through=True, number=uuid.uuid4(), by=ada, at=AT)
    plans.write(case, plans.Words(some(5), some(5), some(5), some(5)), by=ada, at=AT)
    guide.answer(case, [guide.Answer(codes.Question.OWN_ABUSE, ("yes",), some(10))], by=ada, at=AT)
    topic.say(case, Topic.State.DISCUSSED, before=some(10), after=some(10), noticed=some(5), by=ada, at=AT)
    flag = risks.raise_in(case, Risk.Kind.CHILD, risks.Said(some(5), some(5)), take=True, by=ada, at=AT)
    risks.close(flag, Risk.Outcome.CALMER, some(5), by=ada, at=AT)
    risks.raise_alone(risks.Said(some(3), some(2)), by=ada, at=AT)
    tasks.make(case, some(3), due_on=TODAY, who=eva, by=ada, at=AT)
    early_warnings.look(by=ada, at=AT + timedelta(days=90))
    warned = EarlyWarning.objects.get()
    early_warnings.act(warned, EarlyWarning.Done.NOT_NEEDED, why=some(2), by=ada, at=AT + timedelta(days=90))
    phones.keep(case, phones.Kept(some(5), some(5)), by=ada, at=AT)
    slips.leave(slips.Said(some(2), hours=some(2), alias=some(1)), nonce=form(nonces.Purpose.SLIP), at=AT)
    referrals.leave(referrals.Said("care", some(5), some(5)), nonce=form(nonces.Purpose.REFERRAL), at=AT)
    breaking.open_case(case, some(47), by=eva, at=AT)
    decision = aid.Taken(
        aid.About.CHILD,
        {"harmed": "yes", "crime_against": "no"},
        aid.Decided.REPORT,
        told=False,
        not_told=some(10),
        why=some(10),
    )
    aid.decide(case, decision, by=ada, at=AT)
    request = disclosures.Asked(disclosures.Asker.POLICE, "osl-10-15-a", who=some(5), what=some(5))
    asked_for = disclosures.ask(case, request, on=TODAY, by=ada, at=AT)
    disclosures.answer(asked_for, harm=some(10), decided_by=bo, on=TODAY, by=ada, at=AT)
    endings.end(
        case, Case.Ending.MOVED_ON, endings.Agreement(agreed=False), words=some(50), by=ada, at=AT + timedelta(hours=1)
    )
    drafts.save(case.box, Draft.Place.NOTE, some(85), by=ada, at=AT + timedelta(hours=1))  # in a tab that stood open
    (slot,) = times.lay(Plan(TODAY + timedelta(days=1), TODAY + timedelta(days=1), time(9), 45), by=ada, at=AT)
    booking = bookings.book(slot, key, Choice(Way.MAIL, some(1)), at=AT)
    sent_on = {"send_after": AT, "at": AT}
    outbox.put(Outgoing.Kind.REMINDER, Choice(Way.MAIL, some(1)), some(1), booking=booking, key=key, **sent_on)
    assert next(supply, None) is None
    return case, sent, words


def test_no_planted_word_lies_in_the_database_or_its_file(life, ada, caplog, capfd):
    case, sent, words = life
    key = cases.key_of(case.box, ada)
    opened = " ".join(row.words.open(key) for row in [*Letter.objects.all(), *case.notes.all()])
    assert len([word for word in words if word in opened]) == 494  # there is something that could leak
    loot = stolen.everything()
    assert stolen.found(["lev"], b"x lev y") == ["lev"]  # and the search finds what is there
    assert case.number.encode() in loot
    assert stolen.found(words, loot) == []
    assert stolen.found(["osl-10-15-a", "sol-19-1", '"asker"', '"decided":'], loot) == []  # nor what it was about
    assert stolen.found([*stolen.beside(sent.words), "198503121234", "850312"], loot) == []
    out, err = capfd.readouterr()
    assert stolen.found(words, (out + err + caplog.text).encode()) == []


def test_no_key_lies_in_the_database(life, ada, eva, unit):
    case, _, _ = life
    loot = stolen.everything()
    assert bytes(ada.holder.public_key) in loot
    for secret in (cases.key_of(case.box, ada), ada.keys.private, eva.keys.private):
        assert secret not in loot
        assert secret.hex().encode() not in loot
    for phrase in unit.phrases.values():
        assert " ".join(phrase).encode() not in loot
