from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kast.ledger import facts, reading, rewriting
from kast.ledger.facts import CODES, WITHOUT_LIFE, Kind, UnknownFact
from kast.ledger.models import Fact

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 14)
several = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
coded = [(kind, code) for kind, codes in CODES.items() if codes and kind not in WITHOUT_LIFE for code in sorted(codes)]
told = st.lists(st.tuples(st.binary(min_size=16, max_size=16), st.sampled_from(coded)), max_size=30)


def test_every_kind_has_its_codes():
    assert set(CODES) == set(Kind)


@several
@given(told)
def test_rewriting_changes_nothing_that_is_counted(put_in):
    Fact.objects.all().delete()
    for life, (kind, code) in put_in:
        facts.put(life, kind, code, on=ON)
    facts.count(Kind.TOLD, "police", on=ON, number=40)
    before, ids = Counter(reading.lives()), set(Fact.objects.values_list("pk", flat=True))
    assert rewriting.rewrite() == len(put_in) + 1
    assert Counter(reading.lives()) == before
    assert [(row.kind, row.count) for row in reading.counts()] == [("told", 40)]
    assert not ids & set(Fact.objects.values_list("pk", flat=True))


def test_a_life_tells_its_facts_in_order_and_the_last_counts():
    facts.put(b"a" * 16, Kind.BASELINE, "not_asked", on=ON)
    facts.put(b"a" * 16, Kind.BASELINE, "earlier", on=date(2026, 5, 2))
    (life,) = reading.lives()
    assert life.facts == (("baseline", "not_asked", "2026-03"), ("baseline", "earlier", "2026-05"))
    assert life.last(Kind.BASELINE) == "earlier"
    assert life.last(Kind.ENDED) is None
    assert life.month(Kind.BASELINE) == "2026-03"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.BASELINE, "perhaps"),
        (Kind.TOLD, "police"),
        (Kind.CARD, "with space"),
        (Kind.CARD, ""),
        (Kind.CARD, "x" * 31),
    ],
)
def test_what_is_not_known_is_refused(kind, code):
    with pytest.raises(UnknownFact):
        facts.put(b"a" * 16, kind, code, on=ON)
    assert Fact.objects.count() == 0


def test_a_count_has_no_life_and_is_at_least_one():
    for kind, number in ((Kind.BASELINE, 1), (Kind.TOLD, 0)):
        with pytest.raises(UnknownFact):
            facts.count(kind, "police", on=ON, number=number)


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "d0"), (0, "d0"), (14, "d14"), (15, "w2"), (20, "w2"), (21, "w3"), (900, "w52")]
)
def test_durations_are_days_then_weeks(days, code):
    assert facts.days_code(days) == code
    assert code in CODES[Kind.ANSWER_DAYS]


def test_reading_many_lives_takes_one_query(django_assert_num_queries):
    for number in range(40):
        facts.put(bytes([number]) * 16, Kind.WROTE, "letter", on=ON)
    with django_assert_num_queries(1):
        assert len(reading.lives()) == 40
