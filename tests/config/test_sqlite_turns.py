"""SQLite's writers wait in line, and whoever fails lets the next one in."""

import sqlite3
import threading

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import OperationalError

from kast.config.sqlite.base import DatabaseWrapper


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """A function that makes a connection of one's own to one and the same file."""
    opened = []

    def new(*, timeout: float = 20) -> DatabaseWrapper:
        options = {"transaction_mode": "IMMEDIATE", "timeout": timeout, "init_command": "PRAGMA journal_mode=WAL;"}
        own = {"ENGINE": "kast.config.sqlite", "NAME": str(tmp_path / "turns.sqlite3"), "OPTIONS": options}
        made = connections.configure_settings({DEFAULT_DB_ALIAS: own})[DEFAULT_DB_ALIAS]
        opened.append(DatabaseWrapper({**connections[DEFAULT_DB_ALIAS].settings_dict, **made}, "own"))
        return opened[-1]

    with django_db_blocker.unblock():
        with new().cursor() as cursor:
            cursor.execute("CREATE TABLE told (who INTEGER)")
        yield new
        for one in opened:
            one.inc_thread_sharing()
            one.close()


def write(connection: DatabaseWrapper, who: int) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO told VALUES (%s)", [who])


def test_many_threads_write_and_none_is_turned_away(connect):
    faults = []

    def person(who: int) -> None:
        try:
            own = connect()
            for _ in range(20):
                write(own, who)
                own.commit()
                own.set_autocommit(True)
            own.close()
        except Exception as fault:
            faults.append(fault)

    people = [threading.Thread(target=person, args=(who,)) for who in range(16)]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
    assert faults == []
    with connect().cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM told").fetchone() == (320,)


@pytest.mark.parametrize("ends", ["rollback", "close"])
def test_whoever_gives_up_lets_the_next_one_in(connect, ends):
    first, second = connect(), connect(timeout=0.2)
    write(first, 1)
    getattr(first, ends)()
    write(second, 2)
    second.commit()
    with connect().cursor() as cursor:
        assert cursor.execute("SELECT who FROM told").fetchall() == [(2,)]


def test_another_process_that_writes_is_waited_for_as_sqlite_has_it(connect, tmp_path):
    elsewhere = sqlite3.connect(tmp_path / "turns.sqlite3", isolation_level=None)
    elsewhere.execute("BEGIN IMMEDIATE")
    own = connect(timeout=0.1)
    with pytest.raises(OperationalError, match="locked"):
        write(own, 1)
    elsewhere.execute("ROLLBACK")
    elsewhere.close()
    after = connect(timeout=0.1)
    write(after, 2)
    after.commit()
