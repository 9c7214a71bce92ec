"""A power cut at any moment: every process of the server is killed at once, without a word, and started again."""

import random
import threading

import pytest
from django.db import connection

from kast.config.bench import steps
from kast.config.bench.served import served
from kast.config.bench.visitor import Visitor

CUTS = 50
WRITERS = 4


class Writer(threading.Thread):
    """Writes letter after letter. Where the power goes in the middle, the page still holds its form: it is sent again."""

    def __init__(self, origin: str, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.origin = origin
        self.power = threading.Event()
        self.power.set()
        self.enough = threading.Event()
        self.acknowledged: list[tuple[str, str]] = []
        self.sent_again = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        number = 0
        with Visitor(self.origin, timeout=30) as window:
            while not self.enough.is_set():
                number += 1
                text = f"Brev {number} av {self.name}. Det här står kvar."
                page, form = self._until_it_works(lambda: steps.letter_form(window))
                tries = []

                def send(page=page, form=form, text=text, tries=tries):
                    tries.append(1)
                    return window.send(page, form, {"letter": text})

                answer = self._until_it_works(send)
                self.sent_again += len(tries) > 1
                try:
                    self.acknowledged.append((steps.words_on(answer), text))
                except steps.Lost as lost:
                    self.wrong.append(str(lost))

    def _until_it_works(self, act):
        while True:
            self.power.wait(60)
            try:
                return act()
            except OSError:  # the power went
                self.enough.wait(0.02)


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the server under attack has a database of its own: once is enough"
)
def test_a_letter_that_was_acknowledged_survives_fifty_power_cuts_and_arrives_once():
    draw = random.Random(9)
    pause = threading.Event()
    with served() as unit:
        writers = [Writer(unit.origin, f"skribent-{number}") for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for _ in range(CUTS):
            before = sum(len(writer.acknowledged) for writer in writers)
            for _ in range(3000):
                pause.wait(0.01)
                if sum(len(writer.acknowledged) for writer in writers) > before:
                    break
            pause.wait(draw.uniform(0, 0.1))  # the cut comes at any moment of what goes on then
            for writer in writers:
                writer.power.clear()
            unit.kill()
            unit.start(prepared=True)
            for writer in writers:
                writer.power.set()
        pause.wait(0.5)
        for writer in writers:
            writer.enough.set()
        for writer in writers:
            writer.join(60)
        written = [letter for writer in writers for letter in writer.acknowledged]
        assert not any(writer.wrong for writer in writers), [writer.wrong[:2] for writer in writers]
        assert len(written) >= CUTS, "too little was written for the cuts to have met anything"
        assert sum(writer.sent_again for writer in writers) >= 5, "no cut met a letter on its way"
        for words, text in written:
            with Visitor(unit.origin) as window:
                page = steps.come_back(window, words)
                assert page.html.count(text) == 1, (text, page.status)
