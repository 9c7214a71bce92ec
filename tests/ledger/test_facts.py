from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kast.ledger import facts, reading
from kast.ledger.facts import CODES, WITHOUT_LIFE, Kind, UnknownFact
from kast.ledger.models import Fact

ON = date(2026, 3, 14)
LIFE = b"a" * 16

pytestmark = pytest.mark.django_db


def test_every_kind_has_its_codes_and_they_fit():
    assert set(CODES) == set(Kind)
    assert all(len(code) <= 30 for codes in CODES.values() if codes for code in codes)


@pytest.mark.parametrize(("kind", "code"), [(k, min(c)) for k, c in CODES.items() if c and k not in WITHOUT_LIFE])
def test_what_is_known_is_put_in(kind, code):
    facts.put(LIFE, kind, code, on=ON)
    fact = Fact.objects.get()
    assert (bytes(fact.life), fact.running, fact.kind, fact.code, fact.month, fact.count) == (
        LIFE,
        1,
        kind.value,
        code,
        "2026-03",
        1,
    )


def test_a_life_tells_its_facts_in_order_and_the_last_counts():
    facts.put(LIFE, Kind.BASELINE, "not_asked", on=ON)
    facts.put(b"b" * 16, Kind.WROTE, "call", on=ON)
    facts.put(LIFE, Kind.BASELINE, "earlier", on=date(2026, 5, 2))
    life, other = reading.lives()
    assert life.facts == (("baseline", "not_asked", "2026-03"), ("baseline", "earlier", "2026-05"))
    assert other.facts == (("wrote", "call", "2026-03"),)
    assert life.last(Kind.BASELINE) == "earlier"
    assert life.last(Kind.ENDED) is None
    assert life.all(Kind.BASELINE) == [("not_asked", "2026-03"), ("earlier", "2026-05")]
    assert life.month(Kind.BASELINE, Kind.ENDED) == "2026-03"
    assert other.month(Kind.BASELINE) is None


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.BASELINE, "perhaps"),
        (Kind.BASELINE, ""),
        ("nonsense", "yes"),
        (Kind.TOLD, "police"),
        (Kind.CARD, "with space"),
        (Kind.CARD, ""),
        (Kind.CARD, "x" * 31),
        (Kind.FOLLOWED_TO, "m61"),
        (Kind.ANSWER_DAYS, "d15"),
        (Kind.ANSWER_DAYS, "2026-03-14"),
    ],
)
def test_what_is_not_known_is_refused(kind, code):
    with pytest.raises(UnknownFact):
        facts.put(LIFE, kind, code, on=ON)
    assert not Fact.objects.exists()


@pytest.mark.parametrize("life", [b"", b"a" * 15, b"a" * 17])
def test_what_is_no_token_is_no_life(life):
    with pytest.raises(UnknownFact):
        facts.put(life, Kind.WROTE, "letter", on=ON)


@pytest.mark.parametrize(("kind", "number"), [(Kind.BASELINE, 1), (Kind.TOLD, 0), (Kind.TOLD, -4), ("nonsense", 1)])
def test_a_count_has_no_life_and_is_at_least_one(kind, number):
    with pytest.raises(UnknownFact):
        facts.count(kind, "police", on=ON, number=number)


def test_counts_are_read_by_month():
    facts.count(Kind.CALL, "nothing_kept", on=date(2026, 4, 1))
    facts.count(Kind.TOLD, "police", on=ON, number=40)
    assert [(row.kind, row.code, row.month, row.count) for row in reading.counts()] == [
        ("told", "police", "2026-03", 40),
        ("call", "nothing_kept", "2026-04", 1),
    ]
    assert reading.lives() == []


def test_the_database_itself_keeps_a_life_and_its_numbers_together():
    for wrong in ({"life": LIFE, "running": None}, {"life": None, "running": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fact.objects.create(kind="wrote", code="letter", month="2026-03", **wrong)
    facts.put(LIFE, Kind.WROTE, "letter", on=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(kind="wrote", code="letter", month="2026-03", life=LIFE, running=1)


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "d0"), (0, "d0"), (14, "d14"), (15, "w2"), (20, "w2"), (21, "w3"), (900, "w52")]
)
def test_durations_are_days_then_weeks(days, code):
    assert facts.days_code(days) == code


@given(st.integers(-10, 4000))
def test_every_duration_has_a_code_that_is_known(length):
    assert facts.days_code(length) in CODES[Kind.ANSWER_DAYS]
    assert facts.months_code(length) in CODES[Kind.FIRST_PURCHASE] & CODES[Kind.FOLLOWED_TO]


def test_reading_many_lives_takes_one_query(django_assert_num_queries):
    for number in range(40):
        facts.put(bytes([number]) * 16, Kind.WROTE, "letter", on=ON)
    with django_assert_num_queries(1):
        assert len(reading.lives()) == 40


@pytest.mark.django_db(transaction=True)
def test_facts_put_in_at_the_same_time_each_have_their_number():
    if connection.vendor != "postgresql":
        pytest.skip("in memory, SQLite has one writer")
    together = Barrier(6)

    def act():
        together.wait()
        for _ in range(5):
            with transaction.atomic():
                facts.put(LIFE, Kind.CAME, "conversation", on=ON)
        connection.close()

    threads = [Thread(target=act) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Fact.objects.order_by("running").values_list("running", flat=True)) == list(range(1, 31))
