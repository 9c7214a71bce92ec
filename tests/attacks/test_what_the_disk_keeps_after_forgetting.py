"""A real server's own files, read byte by byte: its database, its write-ahead log, a backup, and what it logged.

The words are planted through the pages. Then the person deletes everything, the server is made to fail, and the night
comes.
"""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from kast.config.bench import steps
from kast.config.bench.served import ROOT, Served, run, served
from kast.config.bench.visitor import Visitor
from tests.attacks import stolen

PLANTED = [f"qx{number:02d}kraftledning" for number in range(40)]
TEXT = "Det här skrev jag. " + " ".join(PLANTED)
DECIDED = "from kast.staff.models import Unit; Unit.objects.update(settings={'retention_decision': 'SN 2026/1'})"

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="it reads the files of an embedded unit")


def files(unit: Served) -> dict[str, bytes]:
    """Every file that the unit keeps, but for its keys and what it serves to everybody."""
    data = unit.folder / "data"
    kept = [path for path in data.rglob("*") if path.is_file() and not {"static", "keys"} & set(path.parts)]
    return {path.name: path.read_bytes() for path in [*kept, unit.folder / "served.log"]}


def database(unit: Served) -> Path:
    return unit.folder / "data" / "kast.sqlite3"


def ask(unit: Served, question: str) -> list[tuple]:
    with closing(sqlite3.connect(database(unit))) as kept:
        return kept.execute(question).fetchall()


def backup(unit: Served) -> bytes:
    """As one makes it while the server runs."""
    copy = unit.folder / f"backup-{len(list(unit.folder.glob('backup-*')))}"
    with closing(sqlite3.connect(database(unit))) as kept, closing(sqlite3.connect(copy)) as there:
        kept.backup(there)
    return copy.read_bytes()


def kast(unit: Served, *arguments: str) -> None:
    command = [sys.executable, "-m", "kast", *arguments]
    subprocess.run(command, cwd=ROOT, env=dict(unit.environment), capture_output=True, check=True)


def deletes_everything(unit: Served, words: str) -> None:
    with Visitor(unit.origin) as window:
        assert PLANTED[0] in steps.come_back(window, words).html
        page = window.get("/svar/radera/")
        gone = window.send(page, page.form_with("word"), {"word": "radera"})
        assert "word" not in {name for form in gone.forms for name in form.fields}, gone.html[:2000]
        assert steps.come_back(window, words).html.count(PLANTED[0]) == 0


def test_neither_words_nor_sealed_words_nor_their_keys_are_left_on_the_disk():
    with served() as unit:
        kast(unit, "shell", "--no-imports", "-c", DECIDED)
        with Visitor(unit.origin) as window:
            words = steps.write(window, TEXT)
        ((sealed,),) = ask(unit, "SELECT words FROM door_letter")
        wraps = [
            bytes(wrapped)
            for (wrapped,) in ask(unit, "SELECT w.wrapped FROM vault_wrap w JOIN door_mailbox m USING (box_id)")
        ]
        ((way,),) = ask(unit, "SELECT sealed FROM vault_way")
        assert len(wraps) == 2
        secrets = [bytes(sealed), bytes(way), *wraps]

        before = b"".join(files(unit).values()) + backup(unit)
        assert all(secret[:64] in before for secret in secrets)  # there is something that could stay
        assert stolen.found([*PLANTED, *stolen.beside(words.split()), words], before) == []

        deletes_everything(unit, words)
        kast(unit, "daily")
        after = files(unit)
        for name, content in {**after, "backup": backup(unit)}.items():
            assert stolen.found(PLANTED, content) == [], name
            for secret in secrets:
                # Not even a part of it: a page of the database is 4,096 bytes.
                assert not any(secret[at : at + 48] in content for at in range(0, len(secret) - 48, 48)), name
        assert ask(unit, "SELECT count(*) FROM door_letter") == [(0,)]


def test_the_log_of_a_server_that_fails_says_what_kind_of_fault_and_nothing_else():
    with served() as unit:
        with Visitor(unit.origin) as window:
            words = steps.write(window, TEXT)
        log = unit.folder / "served.log"
        began = len(log.read_bytes())
        with closing(sqlite3.connect(database(unit))) as kept:
            kept.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON audit_entry "
                f"BEGIN SELECT RAISE(ABORT, 'the disk says {PLANTED[1]}'); END"
            )
        with Visitor(unit.origin) as window:
            page = window.get("/skriv/")
            failed = window.send(page, page.form_with("letter"), {"letter": TEXT})
            assert failed.status == 500
            assert "the disk says" not in failed.html
            page = window.get("/svar/")
            back = window.send(page, page.form_with("words"), {"words": words})
            assert back.status == 500
            assert stolen.found([*PLANTED, *stolen.beside(words.split())], back.html.encode()) == []
            assert window.get(f"/{PLANTED[2]}/?q={PLANTED[3]}").status == 404
            assert stolen.found(PLANTED, window.get(f"/{PLANTED[2]}/?q={PLANTED[3]}").html.encode()) == []
        assert ask(unit, "SELECT count(*) FROM door_letter") == [(1,)]  # nothing half done
        said = log.read_bytes()[began:]
        assert b"ERROR django.request: " in said  # it did say something
        assert stolen.found([*PLANTED, *stolen.beside(words.split())], log.read_bytes()) == []
        assert not re.search(rb"127\.0\.0\.1:\d{5}|Mozilla|/skriv/|/svar/", said)


def test_the_commands_of_whoever_runs_the_server_say_nothing_either():
    with served() as unit:
        with Visitor(unit.origin) as window:
            steps.write(window, TEXT)
        run("kast", "tick", environment=unit.environment)
        for arguments in (("daily",), ("audit", "verify"), ("ready",)):
            command = [sys.executable, "-m", "kast", *arguments]
            told = subprocess.run(command, cwd=ROOT, env=dict(unit.environment), capture_output=True, check=False)
            assert told.stdout
            assert stolen.found(PLANTED, told.stdout + told.stderr) == []
