"""Sixty-four people press Send in the same moment, at a real server; every second one presses twice."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

from django.db import connection

from kast.config.bench import steps
from kast.config.bench.served import ROOT, Served, served
from kast.config.bench.visitor import Page, Visitor

WRITERS = 64
LETTERS = 2
COUNT = "from kast.door.models import *; print(Letter.objects.count(), Mailbox.objects.count())"


def presses_send(window: Visitor, page: Page, text: str) -> str:
    """Press Send until the page says that it is sent; where too many wait it says so, and holds the text."""
    form = page.form_with("letter")
    answer = window.send(page, form, {"letter": text})
    for _ in range(50):
        if answer.status != 503:
            break
        assert answer.html.count(text) == 1, "the calm page has lost the text"
        answer = window.send(answer, answer.form_with("letter"), {})
    return steps.words_on(answer)


def somebody(unit: Served, number: int, line: Barrier) -> list[tuple[str, str]]:
    written = []
    with Visitor(unit.origin, timeout=120) as window:
        for letter in range(LETTERS):
            text = f"Brev {letter} av skribent {number}, som ingen annan skrev."
            page = window.get("/skriv/")
            line.wait(120)
            words = presses_send(window, page, text)
            if number % 2:
                assert presses_send(window, page, text) == words
            written.append((words, text))
    return written


def comes_back(unit: Served, words: str, text: str) -> None:
    with Visitor(unit.origin, timeout=120) as window:
        page = steps.come_back(window, words)
        for _ in range(50):
            if page.status != 503:
                break
            page = window.send(page, page.form_with("words"), {"words": words})
        assert page.html.count(text) == 1, (page.status, text)
        assert page.html.count("som ingen annan skrev") == 1


def rows(unit: Served) -> tuple[int, int]:
    """How many letters and mailboxes there are, whoever may open them."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(unit.folder / "data" / "kast.sqlite3")) as kept:
            ask = "SELECT (SELECT count(*) FROM door_letter), (SELECT count(*) FROM door_mailbox)"
            return kept.execute(ask).fetchone()
    command = [sys.executable, "-m", "kast", "shell", "--no-imports", "-c", COUNT]
    told = subprocess.run(command, cwd=ROOT, env=dict(unit.environment), capture_output=True, text=True, check=True)
    letters, mailboxes = told.stdout.split()[-2:]
    return int(letters), int(mailboxes)


def test_64_writers_at_once_lose_nothing_and_nothing_arrives_twice():
    with served(postgres=connection.vendor == "postgresql") as unit, ThreadPoolExecutor(WRITERS) as crowd:
        line = Barrier(WRITERS)
        given = [crowd.submit(somebody, unit, number, line) for number in range(WRITERS)]
        written = [letter for each in given for letter in each.result()]
        assert len({words for words, _ in written}) == len(written) == WRITERS * LETTERS
        assert rows(unit) == (WRITERS * LETTERS, WRITERS * LETTERS)
        for back in [crowd.submit(comes_back, unit, words, text) for words, text in written]:
            back.result()
