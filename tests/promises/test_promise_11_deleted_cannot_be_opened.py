from datetime import timedelta

import pytest
from django.utils import timezone

from kast.casework import access, cases, codes, notes, replies
from kast.door.models import Letter, Reply
from kast.vault import keyring
from kast.vault.keyring import Keyring
from kast.vault.models import Box
from kast.vault.sealing import CannotOpen
from tests.attacks import stolen

SECRET = "Fåglavägen fjorton"
PAGE = "/svar/radera/"


def everyone(unit) -> list[Keyring]:
    """Whoever of us could ever open anything: each of the staff anew, and the recovery sheets."""
    own = [Keyring(each.holder, each.keys.private) for each in unit.members.values()]
    return [*own, keyring.from_shares(unit.shares[:2])]


def opened(unit) -> list[str]:
    """Every letter and answer that somebody of us can open."""
    told = []
    for keys in everyone(unit):
        for table in (Letter, Reply):
            for row in table.objects.select_related("mailbox__box"):
                try:
                    told.append(row.words.open(keys.open(row.mailbox.box)))
                except CannotOpen:
                    continue
    return told


@pytest.fixture
def decided(settings_of_unit):
    settings_of_unit(retention_decision="SN 2026/7", purging="purged")


def deletes_everything(person) -> None:
    import re

    person.returns()
    nonce = re.search(r'name="nonce" value="([^"]+)"', person.browser.get(PAGE).content.decode()).group(1)
    assert "Allt är raderat" in person.browser.post(PAGE, {"nonce": nonce, "word": "radera"}).content.decode()


def test_deleted_cannot_be_opened(unit, ada, eva, person, another_person, decided, no_wait):
    """When you delete everything, letters and answers can no longer be opened in the unit's system, with your words or by us."""
    # One of them has a case with notes and an answer, the other has only written.
    person.writes(SECRET)
    letter = Letter.objects.select_related("mailbox__box").get()
    asked = cases.Asked(route_in=codes.RouteIn.OWN, mode=codes.Mode.B, decision="SN 2025/112")
    now = timezone.now()
    case = cases.open_from(letter, asked, stand_in=eva, by=ada, at=now)
    replies.leave(case, f"Tack för att du skrev om {SECRET}.", by=ada, at=now)
    notes.write(case, "Vi ska ses.", by=ada, at=now)
    another_person.writes(SECRET)
    # Before, there is something to open: by the words, by Ada and Eva, by the circle, by the sheets.
    assert SECRET in person.returns()
    assert len([words for words in opened(unit) if SECRET in words]) >= 7

    deletes_everything(person)
    deletes_everything(another_person)

    assert opened(unit) == []
    assert not Letter.objects.exists()
    assert not Reply.objects.exists()
    for who in (person, another_person):
        who.closes_the_browser()
        assert who.comes_back().status_code == 200
        assert who.browser.get("/svar/brev/").status_code == 303
    # Of who has no case the keys are gone too: whatever copy of the letter is left opens no more.
    assert list(Box.objects.filter(kind=Box.Kind.PERSON)) == [case.box]
    assert stolen.found([SECRET], stolen.everything()) == []
    # What the law keeps is kept, and Ada sees what was done.
    kept = access.case_for(ada, case.number, at=now + timedelta(minutes=1))
    assert kept.mailbox_deleted_on == timezone.localdate(now)
    assert kept.notes.get().words.open(ada.keys.open(kept.box)) == "Vi ska ses."


def test_a_page_that_was_left_open_shows_nothing_after(unit, person, decided):
    person.writes(SECRET)
    deletes_everything(person)
    assert person.browser.get("/svar/brev/").status_code == 303
