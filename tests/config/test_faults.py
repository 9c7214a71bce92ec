"""An unexpected fault: a calm page, the text still there, and a line in the log that says nothing of it."""

import logging

import pytest
from django.db import OperationalError
from django.test import Client

from kast.config.logs import Quiet
from kast.door import letters
from kast.door.models import Letter
from tests.fixtures_door import fields_of

WORDS = "qzfelet Jag skriver för att … <b>مرحبا</b>"


@pytest.fixture
def broken(monkeypatch):
    def fails(*_args, **_named):
        message = f"could not write {WORDS}"
        raise OperationalError(message)

    monkeypatch.setattr(letters, "send", fails)


@pytest.fixture
def visitor():
    return Client(headers={"origin": "http://testserver"}, raise_request_exception=False)


@pytest.mark.parametrize(("path", "says"), [("/skriv/", "Texten står kvar"), ("/en/skriv/", "Your text is still here")])
def test_a_letter_that_could_not_be_sent_comes_back_in_its_box(unit, visitor, broken, path, says, monkeypatch):
    nonce = fields_of(visitor.get(path).content.decode())["nonce"]
    answer = visitor.post(path, {"letter": WORDS, "nonce": nonce, "heard": "own"})
    page = answer.content.decode()
    assert answer.status_code == 500
    assert says in page
    assert "qzfelet Jag skriver för att … &lt;b&gt;مرحبا&lt;/b&gt;</textarea>" in page
    assert f'name="nonce" value="{nonce}"' in page
    assert 'name="heard" value="own"' in page
    assert "<script" not in page
    assert answer.headers["Cache-Control"] == "no-store"
    monkeypatch.undo()
    sent = visitor.post(path, {"letter": WORDS, "nonce": nonce, "heard": "own"})
    assert sent.status_code == 200
    assert Letter.objects.count() == 1


def test_the_log_says_what_kind_and_where_and_nothing_of_the_text(unit, visitor, broken, caplog):
    nonce = fields_of(visitor.get("/skriv/").content.decode())["nonce"]
    visitor.post("/skriv/", {"letter": WORDS, "nonce": nonce})
    records = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert records
    for record in records:
        line = Quiet().format(record)
        assert "OperationalError" in line
        assert "qzfelet" not in line
        assert "/skriv/" not in line


def test_what_opens_something_is_typed_again(desk_of, ada, monkeypatch):
    desk = desk_of(ada, locked=True)
    desk.raise_request_exception = False
    monkeypatch.setattr("kast.staff.unlocking.unlock", lambda *_args, **_named: 1 / 0)
    answer = desk.post("/personal/las-upp/", {"phrase": "hemliga ord", "next": "/personal/"})
    assert answer.status_code == 500
    assert "hemliga ord" not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        ("/personal/medarbetare/{mark}/avsluta/", ["sheet_1", "sheet_2"]),
        ("/personal/konto/upplasning/", ["credential", "prf"]),
        ("/personal/konto/fras/", ["word"]),
    ],
)
def test_a_secret_of_the_staff_stands_on_no_page_of_a_fault(desk_of, ada, bo, monkeypatch, path, secret):
    desk = desk_of(bo)
    desk.raise_request_exception = False
    monkeypatch.setattr("kast.staff.roles.signed_in", lambda *_args, **_named: 1 / 0)
    sent = {name: f"hemlig-{name}" for name in secret}
    answer = desk.post(path.format(mark=ada.mark), {**sent, "to": "nagon"})
    page = answer.content.decode()
    assert answer.status_code == 500
    assert 'name="to" value="nagon"' in page
    assert "hemlig-" not in page
