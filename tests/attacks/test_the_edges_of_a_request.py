"""What surrounds a page: where it leads, what it sets, what it keeps of who asked, what a fault says."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory

from kast.config import middleware
from tests.people import PASSWORD

ELSEWHERE = ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"]
ADDRESS = "203.0.113.77"
AGENT = "Mozilla/5.0 (planted)"


def test_unlocking_leads_nowhere_but_here(unit, ada, desk_of):
    for there in ELSEWHERE:
        desk = desk_of(ada, locked=True)
        page = desk.get("/personal/las-upp/", {"next": there})
        assert "evil" not in page.content.decode()
        answer = desk.post("/personal/las-upp/", {"phrase": " ".join(unit.phrases["ada"]), "next": there}, follow=False)
        assert answer["location"] == "/personal/", there
        assert desk.get("/personal/las-upp/", {"next": there})["location"] == "/personal/"


@pytest.mark.parametrize("there", ELSEWHERE)
def test_signing_in_and_out_lead_nowhere_but_here(unit, there):
    stranger = Client(headers={"origin": "http://testserver"})
    answer = stranger.post(
        f"/personal/logga-in/?next={there}", {"login": "ada", "password": PASSWORD, "next": there}, follow=False
    )
    assert answer.status_code == 302
    assert "evil" not in answer["location"].partition("?")[0]
    assert answer["location"].startswith("/personal/")
    assert stranger.post("/personal/logga-ut/", {"next": there})["location"].startswith("/personal/")


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/skriv/", "/svar/", "/svar/brev/", "/svar/radera/", "/siffror/", "/finns-inte/", "/tid.ics"]
)
def test_no_page_of_the_door_sets_a_cookie_or_makes_a_session(unit, path):
    stranger = Client(headers={"origin": "http://testserver"})
    for answer in (
        stranger.get(path),
        stranger.post(path, {"x": "y"}),
        stranger.post(path, headers={"origin": "null"}),
    ):
        assert not answer.cookies, (path, answer.status_code)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "script-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not Session.objects.exists()


def test_a_page_of_the_staff_that_does_not_exist_makes_no_session_either(unit):
    stranger = Client()
    assert stranger.get("/personal/finns-inte/").status_code == 404
    assert not Session.objects.exists()


@pytest.mark.parametrize("name", middleware._NEVER_KEPT)
def test_nobody_behind_the_first_middleware_sees_who_asked(name):
    seen = {}

    def view(request):
        seen.update(request.META)

    middleware.quiet(view)(RequestFactory().get("/", **{name: ADDRESS}))
    assert ADDRESS not in str(seen)


def test_no_row_keeps_the_address_or_browser_of_who_signs_in_or_writes(unit, person):
    from tests.attacks import stolen

    planted = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT, "HTTP_X_REAL_IP": ADDRESS}
    person.browser.defaults |= planted
    person.writes("Hej.")
    person.returns()
    desk = Client(headers={"origin": "http://testserver"}, **planted)
    assert desk.post("/personal/logga-in/", {"login": "ada", "password": PASSWORD}).status_code == 302
    assert Session.objects.exists()
    assert stolen.found([ADDRESS, AGENT, "planted"], stolen.everything()) == []


def test_a_form_of_the_staff_without_its_token_gets_a_calm_page_in_our_own_words(ada, desk_of):
    desk = desk_of(ada)
    desk.handler.enforce_csrf_checks = True
    answer = desk.post("/personal/samtal/", {})
    assert answer.status_code == 403
    assert "Formuläret kom inte härifrån" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()


def test_signing_in_begins_a_session_anew(unit):
    """Whoever laid a session in her browser before does not share the one that she signs in to."""
    stranger = Client(headers={"origin": "http://testserver"})
    stranger.get("/personal/logga-in/")
    before = stranger.session.session_key
    stranger.force_login(unit.members["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert stranger.session.session_key != before


def test_a_fault_gives_what_was_written_back_to_its_writer_and_to_nobody_else(person, monkeypatch, caplog):
    from kast.door.views import writing

    def broken(text, *_given, **_named):
        raise RuntimeError(f"in the fault: {text}")

    monkeypatch.setattr(writing.letters, "send", broken)
    person.browser.raise_request_exception = False
    answer = person.sends("Det här får ingen logg se: qzplanterat")
    assert answer.status_code == 500
    assert b"Det gick inte just nu" in answer.content
    assert "Det här får ingen logg se: qzplanterat</textarea>" in answer.content.decode()
    assert b"in the fault" not in answer.content
    from kast.config.logs import Quiet

    lines = [Quiet().format(record) for record in caplog.records]
    assert any("RuntimeError" in line for line in lines)
    assert not any("qzplanterat" in line or "skriv" in line.lower().split("/")[0] for line in lines)
