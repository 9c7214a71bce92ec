"""What the tests of casework and desk share: a moment, a person who has written, a case."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kast.casework import cases, codes, contacts
from kast.door import letters, nonces, referrals, slips
from kast.door.models import Letter, Referral, Slip
from kast.ledger.models import Fact
from kast.vault.keyring import Keyring
from tests.conftest import TODAY


def facts_of(case, by) -> list[tuple[str, str]]:
    """What the ledger holds about the person of a case, in order."""
    life = cases.life_of(case.box, by)
    return list(Fact.objects.filter(life=life).order_by("running").values_list("kind", "code"))


def held(case, by, at, *, days=0, not_held=None):
    """A talk so many days before `at`, or one that did not happen."""
    contacts.record(
        case,
        on=at.date() - timedelta(days=days),
        kind=codes.ContactKind.CONVERSATION,
        means=codes.Means.HERE,
        held=not_held is None,
        not_held=not_held,
        by=by,
        at=at,
    )


def anew(member):
    """The same member in another request: nothing that she opened before is at hand."""
    member.keys = Keyring(member.holder, member.keys.private)
    return member


@pytest.fixture
def now() -> datetime:
    return timezone.make_aware(datetime(TODAY.year, TODAY.month, TODAY.day, 10, 15))


@pytest.fixture
def wrote(unit, now):
    """Somebody writes; `days` ago."""

    def write(text="Hej. Jag vet inte hur man börjar.", *, days=0, **answers) -> Letter:
        at = now - timedelta(days=days)
        nonce = nonces.read(nonces.fresh(nonces.Purpose.LETTER, on=timezone.localdate(at)), nonces.Purpose.LETTER)
        letters.send(text, answers, nonce=nonce, language="sv", at=at)
        return Letter.objects.select_related("mailbox__box").order_by("-number")[0]

    return write


@pytest.fixture
def asked():
    """What is asked when a case is taken."""

    def ask(mode="B", **given) -> cases.Asked:
        decision = given.pop("decision", "SN 2025/112" if mode == "B" else "")
        route = codes.RouteIn(given.pop("route_in", "card"))
        return cases.Asked(route_in=route, mode=codes.Mode(mode), decision=decision, **given)

    return ask


@pytest.fixture
def case(wrote, asked, ada, eva, now):
    """A case of Ada's, with Eva as stand-in, in mode B."""
    return cases.open_from(wrote(), asked(alias="Pendlaren"), stand_in=eva, by=ada, at=now)


@pytest.fixture
def case_in(wrote, asked, ada, eva, now):
    """A case in the mode that is asked for."""

    def open_case(mode):
        return cases.open_from(wrote(), asked(mode), stand_in=eva, by=ada, at=now)

    return open_case


@pytest.fixture
def left(unit, now):
    """Somebody asks to be called; `days` ago."""

    def leave(number="070-174 06 15", *, days=0, **said) -> Slip:
        at = now - timedelta(days=days)
        nonce = nonces.read(nonces.fresh(nonces.Purpose.SLIP, on=timezone.localdate(at)), nonces.Purpose.SLIP)
        slips.leave(slips.Said(number, **said), nonce=nonce, at=at)
        return Slip.objects.select_related("box").order_by("-number")[0]

    return leave


@pytest.fixture
def pointed(unit, now):
    """Somebody in another service points a person on; `days` ago."""

    def point(told="Vet att ni finns, vill bli uppringd.", *, source="social_services", reach="", days=0) -> Referral:
        at = now - timedelta(days=days)
        nonce = nonces.read(nonces.fresh(nonces.Purpose.REFERRAL, on=timezone.localdate(at)), nonces.Purpose.REFERRAL)
        referrals.leave(referrals.Said(source, told, reach), nonce=nonce, at=at)
        return Referral.objects.select_related("box").order_by("-number")[0]

    return point
