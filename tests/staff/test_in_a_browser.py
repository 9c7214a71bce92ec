"""Somebody new, in a real browser: a link, seven words, a passkey that signs her in and unlocks; every page through axe."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from kast.staff import helplines, invitations
from kast.staff.models import Member, Role
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSKEY = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
    "hasPrf": True,
}


def looked_at(page, axe, name: str) -> list[str]:
    """What axe finds; with KAST_PICTURES set, also a picture to look at."""
    if folder := os.environ.get("KAST_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"staff-{name}.png"), full_page=True)
    return [f"{name}: {found}" for found in axe(page)]


def test_from_a_link_to_a_passkey_that_signs_in_and_unlocks(staff_page, live_server, unit, bo, axe):
    page, found, faults = staff_page, [], []
    page._thing.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})
    token = invitations.invite(Role.COUNSELLOR, by=bo, at=timezone.now())

    page.goto(f"{live_server.url}/personal/inbjudan/{token}/")
    found += looked_at(page, axe, "join")
    page.fill("[name=shown_name]", "Fia")
    page.fill("[name=username]", "fia")
    page.fill("[name=password]", PASSWORD)
    page.click("button.main")
    words = page.locator("ol.words li").all_inner_texts()
    asked = int(page.locator("label[for=id_word]").inner_text().split()[-1])
    found += looked_at(page, axe, "phrase")
    page.fill("[name=word]", words[asked - 1])
    page.click("button.main")

    page.wait_for_url("**/konto/andra-steget/")
    found += looked_at(page, axe, "second-factor")
    page.click("a[href$='/konto/nycklar/ny/']")
    found += looked_at(page, axe, "passkey-new")
    page.click("#ny-nyckel")
    page.wait_for_url("**/konto/koder/")
    found += looked_at(page, axe, "backup-codes")

    page.goto(f"{live_server.url}/personal/konto/upplasning/")
    found += looked_at(page, axe, "passkey-unlocks")
    page.click("button.main")
    page.wait_for_url(f"{live_server.url}/personal/konto/")
    found += looked_at(page, axe, "account")

    page.click("footer form[action$='/logga-ut/'] button")
    page.wait_for_url("**/logga-in/**")
    found += looked_at(page, axe, "sign-in")
    page.click("#med-nyckel")
    page.wait_for_url(f"{live_server.url}/personal/konto/")
    assert "Låst." in page.locator("footer").inner_text()
    page.goto(f"{live_server.url}/personal/las-upp/?next=/personal/konto/")
    found += looked_at(page, axe, "unlock")
    page.click("form[data-unlocks] button")
    page.wait_for_url(f"{live_server.url}/personal/konto/")
    assert "Upplåst." in page.locator("footer").inner_text()
    assert Member.objects.get(username="fia").holder.slots.filter(kind="passkey").count() == 1
    assert not found, "\n".join(found)
    assert not faults, "\n".join(faults)


def test_without_script_the_phrase_unlocks_and_the_head_does_her_work(browser_page, live_server, unit, bo, ada, axe):
    page, found = browser_page, []
    helplines.plant()
    for text in ("en lång mening som jag skrev medan jag var låst",):
        _send_while_locked(bo, text)
    page.goto(f"{live_server.url}/personal/logga-in/")
    page.click("summary")
    page.fill("[name=login]", "bo")
    page.fill("[name=password]", PASSWORD)
    page.click("details button")
    from tests.staff.conftest import code_of

    found += looked_at(page, axe, "code")
    page.fill("[name=code]", code_of(bo))
    page.click("button.main")
    page.goto(f"{live_server.url}/personal/las-upp/")
    page.fill("[name=phrase]", " ".join(unit.phrases["bo"]))
    page.click("button.main")
    page.wait_for_url("**/las-upp/kvar/")
    found += looked_at(page, axe, "held")
    for name, path in {
        "unit": "mottagningen/",
        "letters": "mottagningen/letters/",
        "server": "mottagningen/server/",
        "texts": "mottagningen/texter/",
        "text": "mottagningen/texter/limits.prevent/",
        "helplines": "mottagningen/nummer/",
        "ready": "mottagningen/kvar/",
        "members": "medarbetare/",
        "sign-off": f"medarbetare/{ada.mark}/avsluta/",
        "confirm": "bekrafta/",
        "log-out": "logga-ut/",
    }.items():
        assert page.goto(f"{live_server.url}/personal/{path}").status == 200, path
        found += looked_at(page, axe, name)
    assert not found, "\n".join(found)


def _send_while_locked(member, text: str) -> None:
    from kast.staff import held

    class Sent:
        def lists(self):
            return [("words", [text])]

    held.keep(member, path="/personal/konto/upplasning/", sent=Sent(), at=timezone.now())
