"""Reading a slip or a referral that one has left: by its address, by the form again, by words, by another's desk."""

import re

import pytest
from django.test import Client

from kast.door.models import LeftForm, Mailbox, Referral, SentForm, Slip
from kast.vault.models import Way
from tests.attacks import stolen
from tests.fixtures_door import fields_of

NUMBER, ALIAS, HOURS = "070-174 06 15", "qzalias", "qzhours"
TOLD, REACH = "qztold", "qzreach"
SECRETS = [NUMBER, "0701740615", ALIAS, HOURS, "qzlanguage", TOLD, REACH]


@pytest.fixture
def forms(person):
    """A slip and a referral that were left, each with the form as its page had it."""
    slip = fields_of(person.opens("/ring-mig/").content.decode())
    slip |= {"number": NUMBER, "alias": ALIAS, "hours": HOURS, "language": "qzlanguage", "parts": "noon"}
    referral = fields_of(person.opens("/hanvisa/").content.decode())
    referral |= {"source": "care", "consent": "1", "told": TOLD, "reach": REACH}
    assert person.browser.post("/ring-mig/", slip).status_code == 303
    assert person.browser.post("/hanvisa/", referral).status_code == 303
    return {"/ring-mig/": slip, "/hanvisa/": referral}


def tells(answer) -> list[str]:
    return [secret for secret in SECRETS if secret in answer.content.decode()]


def addresses() -> list[str]:
    slip, referral = Slip.objects.get(), Referral.objects.get()
    ids = [slip.pk, slip.mark, slip.number, slip.box_id, referral.pk, referral.mark, referral.number]
    places = ("/ring-mig/", "/hanvisa/", "/ring-mig/tack/", "/hanvisa/tack/", "/svar/brev/")
    return [
        *places,
        *(f"{place}{one}/" for place in places for one in ids),
        *(f"{place}?id={ids[0]}" for place in places),
    ]


def test_by_its_address_with_the_browser_that_left_it(person, forms):
    assert not person.browser.cookies
    for path in addresses():
        assert tells(person.browser.get(path)) == [], path


def test_there_is_something_to_read_and_the_circle_can(person, forms, ada):
    opened = Slip.objects.get().words.open(ada.keys.open(Slip.objects.get().box))
    assert NUMBER in opened
    assert ALIAS in opened


@pytest.mark.parametrize("path", ["/ring-mig/", "/hanvisa/"])
def test_by_the_form_again_with_its_nonce_and_without_its_words(person, forms, path):
    nonce = forms[path]["nonce"]
    for said in ({}, {"nonce": nonce}, {"nonce": nonce, "number": "070-174 06 99", "told": "x"}, {"nonce": "x" * 90}):
        assert tells(person.browser.post(path, said)) == []
    again = person.browser.post(path, forms[path])
    assert again.status_code == 303
    assert tells(person.browser.get(again["location"])) == []
    assert (Slip.objects.count(), Referral.objects.count()) == (1, 1)


def test_a_nonce_of_a_slip_opens_no_other_page_of_the_door(person, forms):
    for path in ("/skriv/ord/", "/skriv/papper/", "/svar/ord/", "/svar/"):
        for form in forms.values():
            assert tells(person.browser.post(path, {"nonce": form["nonce"], "seal": form["nonce"]})) == []


def test_there_is_no_way_into_its_box_and_no_row_that_leads_from_the_form_to_it(person, forms):
    assert not Way.objects.exists()
    assert not Mailbox.objects.exists()
    assert not SentForm.objects.exists()
    slip = Slip.objects.get()
    for form in LeftForm.objects.all():
        values = [bytes(form.nonce_hash), bytes(form.text_mac), form.pk.bytes]
        assert not {slip.pk.bytes, slip.mark.bytes, slip.box_id.bytes} & set(values)


def test_by_back_the_page_is_asked_for_anew_and_is_empty(person, forms):
    """No browser may keep the page, and the page that answers asks it to forget what it kept."""
    page = person.browser.get("/ring-mig/")
    assert page["Cache-Control"] == "no-store"
    assert tells(page) == []
    assert person.browser.get("/ring-mig/tack/")["Clear-Site-Data"] == '"cache"'


def test_by_another_role_or_a_stranger(person, forms, bo, olle, desk_of):
    slip, referral = Slip.objects.get(), Referral.objects.get()
    paths = [
        "/personal/ringlista/",
        *(f"/personal/ringlista/{slip.pk}/{end}" for end in ("", "nummer/", "resultat/", "arende/", "inget/")),
        *(f"/personal/hanvisningar/{referral.number}/{end}" for end in ("", "arende/", "undan/")),
    ]
    for member in (bo, olle):
        desk = desk_of(member)
        for path in paths:
            assert desk.get(path).status_code in {404, 405}
            assert desk.post(path, {"result": "reached"}).status_code in {404, 405}
    stranger = Client(headers={"origin": "http://testserver"})
    for path in paths:
        assert stranger.get(path).status_code == 302
        assert stranger.post(path).status_code in {302, 403}
    assert Slip.objects.exists()


def test_a_colleague_who_guesses_gets_the_page_of_what_is_absent(person, forms, ada, desk_of):
    desk, slip = desk_of(ada), Slip.objects.get()
    wrong = [f"/personal/ringlista/{slip.mark}/", f"/personal/ringlista/{slip.box_id}/", "/personal/hanvisningar/99/"]
    pages = {re.sub(r"/personal/[^\"]*", "", desk.get(path).content.decode()) for path in wrong}
    assert [desk.get(path).status_code for path in wrong] == [404] * 3
    assert len({re.sub(r'value="\w+"', "", page) for page in pages}) == 1


def test_whoever_steals_the_database_finds_no_number(person, forms, ada, caplog, capfd):
    loot = stolen.everything()
    assert str(Slip.objects.get().pk).replace("-", "").encode() in loot or str(Slip.objects.get().pk).encode() in loot
    assert stolen.found(SECRETS, loot) == []
    out, err = capfd.readouterr()
    assert stolen.found(SECRETS, (out + err + caplog.text).encode()) == []
