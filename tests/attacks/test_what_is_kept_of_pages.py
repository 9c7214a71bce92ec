"""Parts of open pages are made once for everybody; nothing that one person brought may stand in what another gets."""

import pytest
from django.core.cache import caches
from django.test import Client

from tests.fixtures_door import Person, fields_of, words_on


@pytest.fixture(autouse=True)
def _kept(settings, unit):
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "a test's own"}
    settings.CACHES = {**settings.CACHES, "pages": memory}
    caches["pages"].clear()
    yield
    caches["pages"].clear()


BROUGHT = {
    "card": "PLANTED",
    "heard": "police",
    "about": "bought",
    "language": "en",
    "nonce": "planted-nonce",
    "letter": "planted letter",
}


@pytest.mark.parametrize("turn", [{}, {"turn": "1"}])
@pytest.mark.parametrize("left_out", [[], ["letter"], ["letter", "nonce"]])
@pytest.mark.parametrize("first", ["/skriv/", "/granser/", "/", "/en/skriv/"])
def test_what_one_person_brought_is_on_nobody_elses_page(first, left_out, turn):
    brought = {**{name: told for name, told in BROUGHT.items() if name not in left_out}, "letter": ""} | turn
    if "letter" not in left_out:
        brought["letter"] = BROUGHT["letter"]
    one = Client(headers={"origin": "http://testserver"})
    here = one.post(first, brought)
    assert b"PLANTED" in here.content or here.status_code == 405
    for path in ("/skriv/", "/granser/", "/", "/svar/", "/en/skriv/", "/en/"):
        other = Client().get(path).content.decode()
        assert "planted" not in other.lower(), path
        assert " checked" not in other, path
        assert " selected" not in other, path


def test_what_is_kept_is_kept_for_each_language():
    assert "Om det är bråttom" in Client().get("/skriv/").content.decode()
    english = Client().get("/en/skriv/").content.decode()
    assert "Om det är bråttom" not in english
    assert "Frågor" not in english


def test_on_the_writing_page_the_foots_links_carry_the_text_whatever_was_kept_before():
    assert b'href="/personuppgifter/"' in Client().get("/").content
    writing = Client().get("/skriv/").content
    assert b'formaction="/personuppgifter/"' in writing
    assert b'href="/personuppgifter/"' not in writing


def test_what_one_person_was_given_is_on_nobody_elses_page():
    one, another = Person(), Person()
    first, second = (person.sends("Jag skriver för att …").content.decode() for person in (one, another))
    assert len(words_on(first)) == len(words_on(second)) == 8
    assert words_on(first) != words_on(second)
    assert fields_of(first)["nonce"] != fields_of(second)["nonce"]
    assert fields_of(first)["nonce"] not in second
    assert "\ue000" not in first + second
