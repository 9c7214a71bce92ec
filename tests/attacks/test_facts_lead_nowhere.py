"""Whoever has the whole database tries to lead facts back to the acts that put them in.

While the day lasts he can: a fact and the audit's entry about its case are written in one transaction. After the night
he cannot, neither by transaction number nor by the order in which rows lie on the disk.
"""

from datetime import UTC, datetime
from random import Random
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts, rewriting
from kast.ledger.facts import Kind

AT = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
ADA = SimpleNamespace(mark=UUID(int=1))
MANY = 100

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cases():
    """A hundred cases are opened, each in a transaction of its own: life → the case's mark."""
    random = Random(20261124)
    opened = {}
    for _ in range(MANY):
        case, life = SimpleNamespace(mark=uuid4()), random.randbytes(16)
        with transaction.atomic():
            facts.put(life, Kind.BEGAN, "letter", on=AT.date())
            trail.record(Act.CASE_OPENED, by=ADA, about=[case], at=AT)
        opened[life] = str(case.mark)
    return opened


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def where_rows_lie():
    """What the database itself knows of a row's place."""
    return {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]


def lives_on_disk():
    return [bytes(life) for (life,) in ask(f"SELECT life FROM ledger_fact ORDER BY {where_rows_lie()}")]


def led_back_by_order(cases):
    """The n-th fact on the disk belongs to the n-th act."""
    acts = [about for (about,) in ask("SELECT about FROM audit_entry ORDER BY number")]
    return sum(cases[life] == about for life, about in zip(lives_on_disk(), acts, strict=True))


def led_back_by_transaction(cases):
    """A fact belongs to the act whose transaction number is nearest: a part of a transaction has the next number."""
    acts = [(int(number), about) for number, about in ask("SELECT xmin::text, about FROM audit_entry")]
    put_in = [(int(number), bytes(life)) for number, life in ask("SELECT xmin::text, life FROM ledger_fact")]
    nearest = [(life, min(acts, key=lambda act: abs(act[0] - number))[1]) for number, life in put_in]
    return sum(cases[life] == about for life, about in nearest)


def test_the_order_of_rows_leads_back_until_the_night_and_not_after(cases):
    assert led_back_by_order(cases) == MANY
    rewriting.rewrite()
    assert lives_on_disk() == sorted(cases)
    by_chance = sum(cases[life] == mark for life, mark in zip(sorted(cases), cases.values(), strict=True))
    assert led_back_by_order(cases) == by_chance <= 5


def test_the_transaction_number_leads_back_until_the_night_and_not_after(cases):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no transaction number in a row")
    assert led_back_by_transaction(cases) == MANY
    rewriting.rewrite()
    assert led_back_by_transaction(cases) <= 1  # all have the night's number, to which one act is the nearest
    assert len(ask("SELECT DISTINCT xmin::text FROM ledger_fact")) == 1


def test_no_old_version_of_a_row_is_left_after_the_night(cases):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's write-ahead log: tests/ledger/test_rewriting.py")
    before = ask("SELECT pg_relation_filepath('ledger_fact')")
    rewriting.rewrite()
    assert ask("SELECT pg_relation_filepath('ledger_fact')") != before
    # A hundred rows of this size fill two pages; dead ones would lie beside them.
    assert ask("SELECT pg_relation_size('ledger_fact') / 8192 <= 2")[0][0]


def test_a_fact_carries_nothing_but_its_life_codes_and_month(cases):
    columns = {
        column.name for column in connection.introspection.get_table_description(connection.cursor(), "ledger_fact")
    }
    assert columns == {"id", "life", "running", "kind", "code", "month", "count"}
    rewriting.rewrite()
    marks, ids = set(cases.values()), {str(UUID(str(pk))) for (pk,) in ask("SELECT id FROM ledger_fact")}
    assert not marks & ids
