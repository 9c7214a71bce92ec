"""A thousand planted words, through every place where somebody can write: the database, its file and the log have none."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kast.casework import (
    breaking,
    cases,
    contacts,
    coordinator,
    drafts,
    endings,
    handover,
    notes,
    replies,
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
    HandOver,
    RouteIn,
    Topic,
)
from kast.door import letters, mailbox, nonces
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
def life(unit, ada, eva, sister):
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
    letters.more(letter.mailbox, some(150), key=key, nonce=form(nonces.Purpose.MORE), at=AT)
    mailbox.read(letter.mailbox, key, at=AT)
    contacts.record(
        case, on=TODAY, kind=Contact.Kind.THERAPY, means=Contact.Means.HERE, held=True, words=some(50), by=ada, at=AT
    )
    notes.write(case, some(69), by=ada, at=AT)
    _to_another_unit(case, sister, plan=some(40), by=ada)
    unnamed = CoordinatorQuestion.Ground.UNNAMED
    coordinator.ask(case, some(35), to=some(5), ground=unnamed, looked_through=True, number=uuid.uuid4(), by=ada, at=AT)
    topic.say(case, Topic.State.DISCUSSED, before=some(25), after=some(25), by=ada, at=AT)
    drafts.save(case.box, Draft.Place.NOTE, some(50), by=ada, at=AT)
    breaking.open_case(case, some(50), by=eva, at=AT)
    endings.end(
        case, Case.Ending.MOVED_ON, endings.Agreement(agreed=False), words=some(50), by=ada, at=AT + timedelta(hours=1)
    )
    assert next(supply, None) is None
    return case, sent, words


def test_no_planted_word_lies_in_the_database_or_its_file(life, ada, caplog, capfd):
    case, sent, words = life
    key = cases.key_of(case.box, ada)
    opened = " ".join(row.words.open(key) for row in [*Letter.objects.all(), *case.notes.all()])
    assert len([word for word in words if word in opened]) == 569  # there is something that could leak
    loot = stolen.everything()
    assert stolen.found(["lev"], b"x lev y") == ["lev"]  # and the search finds what is there
    assert case.number.encode() in loot
    assert stolen.found(words, loot) == []
    assert stolen.found([*sent.words, "198503121234", "850312"], loot) == []
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
