"""Leaving a slip or a referral: what is asked, that it comes once, that the text stands, that nobody reads it again."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kast.audit.models import Entry
from kast.door import intake, limits, referrals, slips
from kast.door.models import LeftForm, Referral, Slip
from kast.ledger.models import Fact
from kast.vault.models import Box, Wrap
from tests.fixtures_door import fields_of

NUMBER = "070-174 06 15"


@pytest.fixture
def phone_of_unit(settings_of_unit):
    settings_of_unit(phone="031-390 06 12", phone_hours={"sv": "vardagar 9–15", "en": "weekdays 9–15"})


def asks(person, **said):
    page = person.opens("/ring-mig/").content.decode()
    return person.browser.post(f"{person.prefix}/ring-mig/", {**fields_of(page), "number": NUMBER, **said})


def points(person, **said):
    page = person.opens("/hanvisa/").content.decode()
    filled = {"source": "social_services", "consent": "1", "told": "Att ni finns. Vill bli uppringd.", **said}
    return person.browser.post(f"{person.prefix}/hanvisa/", {**fields_of(page), **filled})


def opened(slip, member):
    return slips.read(slip.words.open(member.keys.open(slip.box)))


def test_a_number_is_all_that_is_needed(person, ada):
    answer = asks(person)
    assert (answer.status_code, answer["location"]) == (303, "/ring-mig/tack/")
    said = opened(Slip.objects.get(), ada)
    assert said == slips.Said(NUMBER)
    assert said.message == "none"  # voicemail is off by default
    assert "Nu kan bara vi som ringer öppna det." in person.browser.get(answer["location"]).content.decode()


def test_all_that_was_said_arrives(person, ada):
    asks(
        person,
        parts=["morning", "late"],
        hours="Inte onsdagar.",
        phone="yes",
        others="no",
        message="sms",
        language="dari",
        alias="Kim",
    )
    assert opened(Slip.objects.get(), ada) == slips.Said(
        NUMBER, ("morning", "late"), "Inte onsdagar.", "yes", "no", "sms", "dari", "Kim"
    )


def test_the_row_holds_dates_and_a_seal_and_the_ledger_a_count(person):
    with time_machine.travel(datetime(2026, 11, 24, 22, 41, tzinfo=UTC), tick=False):
        asks(person)
    slip = Slip.objects.get()
    assert (slip.came_on, slip.kept_until) == (date(2026, 11, 24), date(2026, 12, 24))
    assert {field.name for field in Slip._meta.get_fields()} == {
        *("id", "mark", "number", "box", "came_on", "kept_until", "words")
    }
    assert list(Fact.objects.values_list("kind", "code", "month", "count", "life")) == [
        ("slip_left", "yes", "2026-11", 1, None)
    ]
    entry = Entry.objects.get(act="slip:left")
    assert (entry.lane, entry.at, entry.about) == ("visitors", None, str(slip.mark))
    assert Wrap.objects.filter(box=slip.box).count() == 2  # the circle, the recovery sheets


def test_pressed_twice_it_comes_once_and_a_reload_of_the_answer_sends_nothing(person):
    page = person.opens("/ring-mig/").content.decode()
    form = {**fields_of(page), "number": NUMBER}
    answers = [person.browser.post("/ring-mig/", form) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert Slip.objects.count() == LeftForm.objects.count() == Box.objects.filter(kind="person").count() == 1


def test_two_presses_in_the_same_moment_are_one(person, monkeypatch):
    """The other press is in the database between this one's question and its own row."""
    page = person.opens("/ring-mig/").content.decode()
    form = {**fields_of(page), "number": NUMBER}
    person.browser.post("/ring-mig/", form)
    seen = iter([False, True])
    before = intake._left_before
    monkeypatch.setattr(intake, "_left_before", lambda nonce, mac: next(seen) and before(nonce, mac))
    assert person.browser.post("/ring-mig/", form).status_code == 303
    assert Slip.objects.count() == 1


def test_the_same_page_with_another_number_gets_it_back_and_a_fresh_form(person):
    page = person.opens("/ring-mig/").content.decode()
    form = {**fields_of(page), "number": NUMBER}
    person.browser.post("/ring-mig/", form)
    again = person.browser.post("/ring-mig/", {**form, "number": "070-174 06 16"}).content.decode()
    assert "Det är inte skickat än. Allt du skrev är kvar." in again
    assert "070-174 06 16" in again
    assert NUMBER not in again
    assert fields_of(again)["nonce"] != form["nonce"]
    assert person.browser.post("/ring-mig/", {**fields_of(again), "number": "070-174 06 16"}).status_code == 303
    assert Slip.objects.count() == 2


@pytest.mark.parametrize("number", ["", "12", "kalle", "9" * 60])
def test_a_number_that_nobody_can_call_is_told_and_everything_stands(person, number):
    answer = asks(person, number=number, alias="Kim <b>", parts=["noon"], message="voicemail", hours="helst ti")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not Slip.objects.exists()
    assert 'aria-invalid="true"' in page
    assert f'value="{number}"' in page
    assert "Kim &lt;b&gt;" in page
    assert re.search(r'value="noon"[^>]*checked', page)
    assert re.search(r'value="voicemail"[^>]*checked', page)
    assert "helst ti" in page


def test_without_the_phone_in_the_coming_weeks_it_is_better_to_call_us_and_may_be_sent_all_the_same(
    person, phone_of_unit
):
    page = asks(person, phone="no").content.decode()
    assert "Då är det bättre att du ringer oss." in page
    assert "Ring 031-390 06 12, vardagar 9–15." in page
    assert not Slip.objects.exists()
    said = {**fields_of(page), "number": NUMBER, "phone": "no"}
    assert person.browser.post("/ring-mig/", said).status_code == 303
    assert Slip.objects.count() == 1


def test_before_the_number_stands_that_it_may_be_demanded(person):
    page = person.opens("/ring-mig/").content.decode()
    told = page.index("Så länge vi har det kan polisen i vissa fall begära det.")
    assert told < page.index('name="number"')
    assert page.index("Ett nummer kan leda till dig.") < page.index('name="number"')
    assert "Vi ringer från skyddat nummer." in page
    assert "Hej, det gäller en bokad tid. Jag ringer igen i morgon efter tre." in page
    assert "Påminnelse: vi ringer i morgon mellan 15 och 17." in page
    assert re.search(r'value="none"[^>]*checked', page)


def test_an_hour_that_is_full_keeps_what_was_filled_in(person, settings):
    settings.LETTERS_AN_HOUR = 0
    answer = asks(person, alias="Kim")
    assert answer.status_code == 503
    assert NUMBER in answer.content.decode()
    assert "Kim" in answer.content.decode()
    assert not Slip.objects.exists()


def test_slips_count_as_letters_do(person, settings):
    settings.LETTERS_AN_HOUR = 2
    asks(person)
    asks(person, number="070-174 06 16")
    with pytest.raises(limits.TooMany):
        limits.letters.check()


def test_a_page_that_has_stood_open_for_days_is_sent_with_one_more_press(person):
    page = person.opens("/ring-mig/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        answer = person.browser.post("/ring-mig/", {**fields_of(page), "number": NUMBER})
        assert "Allt du skrev är kvar. Tryck på Skicka en gång till." in answer.content.decode()
        again = {**fields_of(answer.content.decode()), "number": NUMBER}
        assert person.browser.post("/ring-mig/", again).status_code == 303


@pytest.mark.parametrize("path", ["/ring-mig/", "/hanvisa/"])
def test_a_form_from_elsewhere_or_with_a_nonce_of_another_form_does_nothing(person, path):
    elsewhere = Client(headers={"origin": "https://elsewhere.example"})
    assert elsewhere.post(path, {"number": NUMBER}).status_code == 403
    other = fields_of(person.opens("/skriv/").content.decode())
    said = {**other, "number": NUMBER, "source": "care", "consent": "1", "told": "x"}
    assert person.browser.post(path, said).status_code == 200
    assert not Slip.objects.exists()
    assert not Referral.objects.exists()


def test_a_referral_arrives_and_whoever_sent_it_learns_no_more(person, ada):
    answer = points(person, reach="070-174 06 17, efter fyra")
    assert (answer.status_code, answer["location"]) == (303, "/hanvisa/tack/")
    row = Referral.objects.get()
    said = referrals.read(row.words.open(ada.keys.open(row.box)))
    assert said == referrals.Said("social_services", "Att ni finns. Vill bli uppringd.", "070-174 06 17, efter fyra")
    assert list(Fact.objects.values_list("kind", "code", "life")) == [("referral", "social_services", None)]
    page = person.browser.get("/hanvisa/tack/").content.decode()
    assert "Vi berättar inte vad som händer sedan." in page
    assert str(row.number) not in re.sub(r"<[^>]+>|&\w+;", "", page.split("<main")[1].split("</main")[0])


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ("consent", "Utan personens ja kan vi inte ta emot det här."),
        ("source", "Välj var du arbetar."),
        ("told", "Skriv vad personen har fått veta. En mening räcker."),
    ],
)
def test_what_is_missing_stands_beside_its_field_and_the_rest_stands(person, missing, says):
    page = points(person, **{missing: "", "reach": "på jobbet"}).content.decode()
    assert says in page
    assert page.count('aria-invalid="true"') >= 1
    assert "på jobbet" in page
    assert not Referral.objects.exists()


def test_a_form_is_forgotten_once_it_cannot_come_again(person):
    asks(person)
    at = timezone.now()
    assert intake.forget_forms(at + timedelta(days=1)) == 0
    assert intake.forget_forms(at + timedelta(days=2)) == 1


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", ["/ring-mig/", "/ring-mig/tack/", "/hanvisa/", "/hanvisa/tack/"])
def test_the_pages_are_as_light_and_as_silent_as_the_others(person, prefix, path):
    answer = person.browser.get(prefix + path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "<script" not in page
    assert answer["Cache-Control"] == "no-store"
    assert "script-src 'none'" in answer["Content-Security-Policy"]
    title = re.search(r"<title>(.*?)</title>", page).group(1)
    for word in ("kast", "sex", "samtal", "kris"):
        assert word not in title.lower()
