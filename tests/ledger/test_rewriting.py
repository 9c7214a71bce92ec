from collections import Counter
from datetime import date
from threading import Thread

import psycopg
import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kast.ledger import facts, reading, rewriting
from kast.ledger.facts import CODES, WITHOUT_LIFE, Kind
from kast.ledger.models import Fact

ON = date(2026, 3, 14)
coded = [(kind, code) for kind, codes in CODES.items() if codes and kind not in WITHOUT_LIFE for code in sorted(codes)]
put_in = st.lists(
    st.tuples(st.binary(min_size=16, max_size=16) | st.just(b"a" * 16), st.sampled_from(coded)), max_size=30
)

pytestmark = pytest.mark.django_db


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(put_in, st.lists(st.integers(1, 50), max_size=4))
def test_rewriting_changes_nothing_that_is_counted(put_in, told):
    Fact.objects.all().delete()
    for life, (kind, code) in put_in:
        facts.put(life, kind, code, on=ON)
    for number in told:
        facts.count(Kind.TOLD, "police", on=ON, number=number)
    lives, counts = reading.lives(), Counter(reading.counts())
    ids = set(Fact.objects.values_list("pk", flat=True))
    assert rewriting.rewrite() == len(ids) == len(put_in) + len(told)
    assert reading.lives() == lives
    assert Counter(reading.counts()) == counts
    assert not ids & set(Fact.objects.values_list("pk", flat=True))


def test_a_fact_put_in_after_the_night_goes_on_where_its_life_was():
    facts.put(b"a" * 16, Kind.WROTE, "letter", on=ON)
    rewriting.rewrite()
    facts.put(b"a" * 16, Kind.BEGAN, "letter", on=ON)
    assert list(Fact.objects.order_by("running").values_list("running", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_no_fact_is_lost_that_is_put_in_while_the_ledger_is_written_anew():
    if connection.vendor != "postgresql":
        pytest.skip("in memory, SQLite has one writer")

    def act():
        for _ in range(40):
            with transaction.atomic():
                facts.put(b"a" * 16, Kind.CAME, "conversation", on=ON)
        connection.close()

    acting = Thread(target=act)
    acting.start()
    while acting.is_alive():
        rewriting.rewrite()
    acting.join()
    assert len(reading.lives()[0].facts) == 40


@pytest.mark.django_db(transaction=True)
def test_while_somebody_reads_the_old_rows_cannot_go_and_the_log_says_so(monkeypatch, caplog):
    if connection.vendor != "postgresql":
        pytest.skip("in memory, SQLite has no log that could be held")
    facts.put(b"a" * 16, Kind.WROTE, "letter", on=ON)
    told = "old rows of the ledger lie on the disk"
    with psycopg.connect(**connection.get_connection_params() | {"autocommit": True}) as reader:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")
        with monkeypatch.context() as impatient:
            impatient.setattr(rewriting, "_PAUSE", 0.001)
            rewriting.rewrite()
        assert told in caplog.text
        reader.execute("ROLLBACK")
        caplog.clear()
        rewriting.rewrite()
        assert told not in caplog.text


def test_nothing_of_the_old_rows_is_left_in_sqlites_files(tmp_path, django_db_blocker):
    """In a file with a write-ahead log, as the embedded unit runs."""
    path = tmp_path / "ledger.sqlite3"
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    own["OPTIONS"] = {"init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;"}
    connections.settings["ledger_file"] = connections.configure_settings({"default": own})["default"]
    try:
        with django_db_blocker.unblock():
            before, rewritten, after, facts_now = _rewrite_in(path)
        assert (before, rewritten, facts_now) == (200, 200, 200)
        assert after == 0
    finally:
        connections["ledger_file"].close()
        del connections["ledger_file"]
        del connections.settings["ledger_file"]


def _rewrite_in(path):
    with connections["ledger_file"].schema_editor() as editor:
        editor.create_model(Fact)
    ledger = Fact.objects.using("ledger_file")
    for number in range(200):
        life = bytes([number * 7 % 251, number]) * 8
        ledger.create(life=life, running=1, kind="wrote", code="letter", month="2026-03")
    ids = [pk.hex.encode() for pk in ledger.values_list("pk", flat=True)]
    files = [path, path.with_name(path.name + "-wal")]

    def left():
        on_disk = b"".join(file.read_bytes() for file in files if file.exists())
        return sum(old in on_disk for old in ids)

    before, rewritten = left(), rewriting.rewrite(using="ledger_file")
    return before, rewritten, left(), ledger.count()
