"""Somebody in a hurry presses twice; the browser sends the same form of the same page again.

First it is shown that the same verb twice does its work twice: it is the press that is known again, not the words.
"""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import contacts
from kast.casework.codes import ContactKind, Means
from kast.casework.models import Case, Contact, GuideAnswer, Note, Plan, Risk, Task, Topic
from kast.door.models import Letter, Reply
from kast.ledger.models import Fact
from kast.staff import once
from kast.staff.models import HeldForm

TODAY = timezone.localdate
TABLES = (Case, Contact, GuideAnswer, Note, Plan, Topic, Risk, Task, Reply, Letter, Fact, HeldForm)


@pytest.fixture
def desk(ada, desk_of) -> Client:
    """Ada's browser, which the server asks for the token of each page."""
    client = desk_of(ada)
    client.handler.enforce_csrf_checks = True
    return client


@pytest.fixture
def now():
    return timezone.now()


def token_on(desk: Client, page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', desk.get(page).content.decode())
    assert found, page
    return found.group(1)


def rows() -> dict[str, int]:
    return {table.__name__: table.objects.count() for table in TABLES}


def talk(on) -> dict[str, str]:
    return {"what": "held", "on": on.isoformat(), "kind": "advice", "means": "phone", "words": "Vi talade om nätterna."}


TAKES = {"concerns": "bought", "baseline": "never", "route_in": "own", "mode": "A"}


def presses(case, letter, eva) -> dict[str, tuple[str, str, dict[str, str]]]:
    """What can be pressed: the page it stands on, where it goes, what is filled in."""
    where = f"/personal/arenden/{case.number}/"
    return {
        "a talk": (where, f"{where}anteckna/", talk(TODAY())),
        "a note": (where, f"{where}anteckna/", {**talk(TODAY()), "what": "note"}),
        "an answer": (where, f"{where}svara/", {"words": "Hej. Tack för ditt brev."}),
        "a flag": (f"{where}risk/", f"{where}risk/", {"kind": "child", "doer": "", "by_when": ""}),
        "a threat": ("/personal/hot/", "/personal/hot/", {"worry": "Han skrek.", "doer": "", "by_when": ""}),
        "something to do": (
            where,
            f"{where}att-gora/",
            {"what": "Ring", "due_on": TODAY().isoformat(), "who": str(eva.mark)},
        ),
        "the topic": (where, f"{where}amnet/", {"state": "discussed", "before": "a", "after": "b"}),
        "a letter taken": (
            f"/personal/brev/{letter.number}/ta/",
            f"/personal/brev/{letter.number}/ta/",
            {**TAKES, "stand_in": str(eva.mark)},
        ),
        "a letter answered": (
            f"/personal/brev/{letter.number}/",
            f"/personal/brev/{letter.number}/svara/",
            {"words": "Hej. Det här är inte för oss."},
        ),
        "a case from a call": (
            "/personal/arenden/nytt/",
            "/personal/arenden/nytt/",
            {**TAKES, "began_with": "phone", "stand_in": str(eva.mark)},
        ),
        "a call counted": ("/personal/", "/personal/samtal/", {}),
        "a letter put aside": (
            f"/personal/brev/{letter.number}/",
            f"/personal/brev/{letter.number}/undan/",
            {"outcome": "not_ours"},
        ),
        "a loan": (f"{where}lana-ut/", f"{where}lana-ut/", {"until": (TODAY() + timedelta(days=3)).isoformat()}),
        "a plan": (f"{where}plan/", f"{where}plan/", {"goals": "Vara hemma på fredagar."}),
        "a guide": (f"{where}samtalsstod/", f"{where}samtalsstod/", {"children": "yes", "confidence": "4"}),
        "days away": ("/personal/borta/", "/personal/borta/", {"until": TODAY().isoformat(), "cases": [case.number]}),
        "an ending": (f"{where}avsluta/", f"{where}avsluta/", {"ending": "stopped", "agreed": "no"}),
    }


NAMES = list(presses(type("C", (), {"number": ""}), type("L", (), {"number": 0}), type("E", (), {"mark": ""})))


def test_the_same_verb_twice_does_its_work_twice(case, ada, now):
    for _ in range(2):
        contacts.record(case, on=now.date(), kind=ContactKind.ADVICE, means=Means.PHONE, held=True, by=ada, at=now)
    assert Contact.objects.count() == 2


@pytest.mark.parametrize("what", NAMES)
def test_pressed_twice_it_is_done_once(what, case, wrote, eva, desk):
    page, there, filled_in = presses(case, wrote("Ett annat brev."), eva)[what]
    sent = {**filled_in, "csrfmiddlewaretoken": token_on(desk, page)}
    before, entries = rows(), Entry.objects.count()
    first = desk.post(there, sent)
    assert first.status_code == 302, first.content.decode()[:3000]
    after, written = rows(), Entry.objects.count()
    assert after != before or written > entries
    second = desk.post(there, sent)
    assert (second.status_code, second["location"]) == (302, first["location"])
    assert rows() == after
    assert Entry.objects.count() == written


def test_the_same_words_from_a_page_opened_anew_are_another_press(case, desk):
    where = f"/personal/arenden/{case.number}/"
    for _ in range(2):
        desk.post(f"{where}anteckna/", {**talk(TODAY()), "csrfmiddlewaretoken": token_on(desk, where)})
    assert Contact.objects.count() == 2


def test_a_form_that_came_back_to_be_corrected_can_be_pressed_again(case, desk):
    where = f"/personal/arenden/{case.number}/"
    token = token_on(desk, where)
    for _ in range(2):
        assert desk.post(f"{where}svara/", {"words": "", "csrfmiddlewaretoken": token}).status_code == 200
    assert desk.post(f"{where}svara/", {"words": "Hej.", "csrfmiddlewaretoken": token}).status_code == 302
    assert Reply.objects.count() == 1


def test_somebody_elses_press_is_not_answered_with_mine(case, desk, eva, desk_of):
    where = f"/personal/arenden/{case.number}/"
    sent = {"words": "Hej.", "csrfmiddlewaretoken": token_on(desk, where)}
    assert desk.post(f"{where}svara/", sent).status_code == 302
    assert desk_of(eva).post(f"{where}svara/", sent).status_code == 404


def test_pressed_twice_while_locked_it_is_kept_once(case, desk, ada):
    where = f"/personal/arenden/{case.number}/"
    sent = {**talk(TODAY()), "csrfmiddlewaretoken": token_on(desk, where)}
    del desk.cookies["las"]
    for _ in range(2):
        assert desk.post(f"{where}anteckna/", sent)["location"] == "/personal/las-upp/"
    assert HeldForm.objects.count() == 1


def test_unlocking_is_never_remembered_since_its_answer_holds_a_key(unit, desk, ada):
    token = token_on(desk, "/personal/")
    desk.post("/personal/las/", {"csrfmiddlewaretoken": token})
    sent = {"phrase": " ".join(unit.phrases["ada"]), "csrfmiddlewaretoken": token_on(desk, "/personal/las-upp/")}
    for _ in range(2):
        answer = desk.post("/personal/las-upp/", sent)
        assert answer.status_code == 302
    assert "las" in desk.cookies
    assert desk.get("/personal/arenden/").status_code == 200


def test_only_the_last_presses_are_remembered():
    presses = once.Presses()
    for number in range(once._MOST + 10):
        with presses.turn_of(str(number).encode()):
            pass
    assert len(presses._presses) == once._MOST


@pytest.mark.django_db(transaction=True)
def test_two_presses_in_the_same_moment_are_one(case, desk):
    if connection.vendor != "postgresql":
        pytest.skip("the test's SQLite lies in memory, where two cannot write at once")
    where = f"/personal/arenden/{case.number}/"
    sent = {**talk(TODAY()), "csrfmiddlewaretoken": token_on(desk, where)}
    line, answers = Barrier(8), []

    def press() -> None:
        window = Client(headers={"origin": "http://testserver"}, enforce_csrf_checks=True)
        window.cookies = desk.cookies
        line.wait()
        answers.append(window.post(f"{where}anteckna/", sent).status_code)
        connections.close_all()

    threads = [Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * 8
    assert Contact.objects.count() == 1
