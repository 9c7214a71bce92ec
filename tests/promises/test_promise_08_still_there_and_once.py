import pytest

from kast.door import letters, mailbox
from kast.door.models import Letter
from tests.door.test_writing import text_of
from tests.fixtures_door import fields_of, words_on


def test_still_there_and_once(person, monkeypatch, settings):
    """If something fails before then your text is still there, and if you press twice the letter arrives once."""
    text = "Hej.\n\nJag vet inte hur man börjar."

    def busy(*_given, **_named):
        raise mailbox.Busy

    with monkeypatch.context() as patch:
        patch.setattr(letters.mailbox, "draw", busy)
        page = person.sends(text).content.decode()
        assert text_of(page) == text
    settings.LETTERS_AN_HOUR = 0
    page = person.browser.post("/skriv/", {**fields_of(page), "letter": text}).content.decode()
    assert text_of(page) == text
    settings.LETTERS_AN_HOUR = 10
    page = person.browser.post("/skriv/", {"nonce": "from long ago", "letter": text}).content.decode()
    assert text_of(page) == text
    with monkeypatch.context() as patch:  # a fault in our own program writes nothing, and the browser keeps its page
        patch.setattr(letters.trail, "record", lambda *_given, **_named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            person.browser.post("/skriv/", {**fields_of(page), "letter": text})
    assert not Letter.objects.exists()
    form = {**fields_of(page), "letter": text}
    shown = [words_on(person.browser.post("/skriv/", form).content.decode()) for _ in range(2)]
    assert shown[0] == shown[1] != ()
    assert Letter.objects.count() == 1
