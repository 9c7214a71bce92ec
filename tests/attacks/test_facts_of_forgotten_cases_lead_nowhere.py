"""A hundred people write, become cases, end and are forgotten. Then somebody has everything that is left.

He tries what he has: the order of rows on the disk, the numbers of transactions, the order of the log, and any value
that stands in a fact and somewhere else. Before the forgetting the same tries succeed.
"""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from kast.casework import cases, contacts, endings
from kast.casework.codes import ContactKind, Ending, Means
from kast.casework.models import Case
from kast.config.clockwork import run
from kast.config.duties import NIGHT_WORK
from kast.door.models import Letter, Mailbox
from kast.ledger.models import Fact
from kast.vault.models import Box, Way, Wrap
from tests.attacks import stolen

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 100
BEGAN = timezone.make_aware(datetime(2026, 1, 12, 9))


@pytest.fixture
def people(wrote, asked, ada, eva, unit, settings_of_unit):
    """life → the mark of the case, as only this test knows it; cases are opened in another order than letters came."""
    settings_of_unit(retention_decision="SN 2026/1", mailbox_months=6)
    found = [wrote(f"Brev {number}.") for number in range(MANY)]
    Random(7).shuffle(found)
    lives = {}
    for number, letter in enumerate(found):
        at = BEGAN + timedelta(minutes=number)
        case = cases.open_from(letter, asked("A"), stand_in=eva, by=ada, at=at)
        contacts.record(
            case,
            on=at.date(),
            kind=ContactKind.THERAPY,
            means=Means.HERE,
            held=True,
            by=ada,
            at=at + timedelta(seconds=9),
        )
        endings.end(case, Ending.STOPPED, endings.Agreement(), by=ada, at=at + timedelta(seconds=20))
        lives[bytes(cases.life_of(case.box, ada))] = str(case.mark)
    return lives


def ask(question: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def lives_as_they_lie() -> list[bytes]:
    place = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
    began = ask(f"SELECT life FROM ledger_fact WHERE kind = 'began' ORDER BY {place}")
    return [bytes(life) for (life,) in began]


def cases_in_the_log() -> list[str]:
    opened = ask("SELECT about FROM audit_entry WHERE act = 'case:opened' ORDER BY number")
    return [about.split()[0] for (about,) in opened]


def led_back_by_order(people) -> int:
    return sum(people[life] == mark for life, mark in zip(lives_as_they_lie(), cases_in_the_log(), strict=True))


def led_back_by_transaction(people) -> int:
    acts = [(int(at), about.split()[0]) for at, about in ask("SELECT xmin::text, about FROM audit_entry") if about]
    acts = [(at, mark) for at, mark in acts if mark in set(people.values())]
    put_in = ask("SELECT xmin::text, life FROM ledger_fact WHERE kind = 'began'")
    nearest = [(bytes(life), min(acts, key=lambda act: abs(act[0] - int(at)))[1]) for at, life in put_in]
    return sum(people[life] == mark for life, mark in nearest)


def forget_everybody() -> None:
    """The nights pass until the last term has run out."""
    at = BEGAN + timedelta(days=5 * 365)
    for night in range(2):
        outcomes = run(NIGHT_WORK, at=at + timedelta(days=night))
        assert not [outcome for outcome in outcomes if outcome.fault], outcomes


def test_while_the_day_lasts_the_order_leads_back(people):
    assert led_back_by_order(people) == MANY
    if connection.vendor == "postgresql":
        assert led_back_by_transaction(people) == MANY


def test_after_the_forgetting_a_hundred_facts_lead_nowhere(people):
    boxes = [str(pk).replace("-", "") for pk in Box.objects.filter(kind="person").values_list("pk", flat=True)]
    forget_everybody()
    assert not Case.objects.exists()
    assert not Letter.objects.exists()
    assert not Mailbox.objects.exists()
    assert not Way.objects.exists()
    assert not Wrap.objects.exclude(box__kind__in=["unit", "circle"]).exists()
    facts = Fact.objects.filter(life__isnull=False)
    assert set(facts.values_list("kind", flat=True)) >= {"wrote", "began", "came", "ended"}
    assert {bytes(life) for life in facts.values_list("life", flat=True)} == set(people)

    # By order: the tokens' own, in which as many stand in the right place as chance puts there.
    assert lives_as_they_lie() == sorted(people)
    assert led_back_by_order(people) <= 8
    if connection.vendor == "postgresql":
        assert led_back_by_transaction(people) <= 1
        assert len(ask("SELECT DISTINCT xmin::text FROM ledger_fact")) == 1

    # By what stands in both: nothing of a fact stands in any other table, and no box is named anywhere.
    loot = [table for table in connection.introspection.table_names() if table != "ledger_fact"]
    everywhere = b"\n".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for table in loot
        for row in ask(f"SELECT * FROM {table}")
        for value in row
    )
    assert cases_in_the_log()[0].encode() in everywhere
    ids = [str(pk) for pk in facts.values_list("pk", flat=True)]
    assert stolen.found([*ids, *(pk.replace("-", "") for pk in ids), *boxes], everywhere) == []
    assert not [life for life in people if life in everywhere or life.hex().encode() in everywhere]


def test_all_facts_of_a_person_say_a_month_and_never_a_day(people):
    forget_everybody()
    assert set(Fact.objects.values_list("month", flat=True)) <= {"2026-01", "2026-11"}
    assert not [code for code in Fact.objects.values_list("code", flat=True) if "2026-" in code]
