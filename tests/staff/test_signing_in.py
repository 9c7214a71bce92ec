"""Signing in, through the real pages."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.urls import NoReverseMatch, reverse

from kast.staff.models import Member, Unlocked
from tests.people import PASSWORD


def test_password_and_code_lead_to_unlocking(browser, ada, sign_in):
    assert browser.get("/personal/logga-in/").status_code == 200
    answer = sign_in(browser, ada)
    assert answer.headers["Location"] == "/personal/"
    assert browser.get("/personal/", follow=True).request["PATH_INFO"] == "/personal/las-upp/"


def test_a_password_alone_opens_nothing(browser, ada):
    browser.post("/personal/logga-in/", {"login": "ada", "password": PASSWORD})
    assert browser.get("/personal/konto/").headers["Location"].startswith("/personal/logga-in/")
    assert browser.post("/personal/logga-in/kod/", {"code": "000000"}).status_code == 200
    assert browser.get("/personal/konto/").status_code == 302


def test_a_wrong_password_and_a_wrong_name_get_the_same_page(browser, ada):
    pages = [
        browser.post("/personal/logga-in/", {"login": name, "password": "fel lösenord här"}).content.decode()
        for name in ("ada", "ingen")
    ]
    without = [page.replace('value="ada"', "").replace('value="ingen"', "") for page in pages]
    assert "Användarnamnet eller lösenordet stämmer inte." in without[0]
    errors = [page.split('role="alert"')[1].split("</div>")[0] for page in without]
    assert errors[0] == errors[1]


def test_after_five_wrong_passwords_that_name_waits_and_no_other(browser, ada, eva, sign_in):
    for _ in range(5):
        sign_in(browser, ada, password="fel lösenord här")
    refused = sign_in(browser, ada)
    assert refused.status_code == 200
    assert sign_in(browser, eva).headers["Location"] == "/personal/"


def test_who_has_left_is_told_no_more_than_who_mistypes(browser, ada, sign_in):
    Member.objects.filter(pk=ada.pk).update(is_active=False)
    answer = browser.post("/personal/logga-in/", {"login": "ada", "password": PASSWORD}, follow=True)
    assert answer.request["PATH_INFO"] == "/personal/logga-in/"
    assert "stämmer inte" in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_change_password", "account_inactive"]
)
def test_what_the_house_does_not_use_is_not_mounted(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_out_locks(desk_of, ada):
    browser = desk_of(ada)
    assert Unlocked.objects.count() == 1
    browser.post("/personal/logga-ut/")
    assert Unlocked.objects.count() == 0


def test_no_address_and_no_browser_is_kept(browser, ada, sign_in):
    browser.defaults.update({"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Planterad/1.0"})
    sign_in(browser, ada)
    kept = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert kept
    assert "203.0.113.77" not in kept
    assert "Planterad" not in kept


def test_without_a_second_factor_one_is_led_to_get_it(desk_of, ada):
    Authenticator.objects.all().delete()
    browser = desk_of(ada, locked=True)
    for page in ("/personal/", "/personal/konto/", "/personal/las-upp/", "/personal/siffror/"):
        assert browser.get(page).headers["Location"] == "/personal/konto/andra-steget/"
    assert browser.get("/personal/konto/andra-steget/").status_code == 200
    shown = browser.get("/personal/konto/app/")
    assert shown.status_code == 200
    assert "data:image/svg+xml" in shown.content.decode()
    assert browser.get("/personal/konto/nycklar/ny/").status_code == 200


def test_the_app_is_added_with_its_code_and_gives_recovery_codes(desk_of, ada):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    Authenticator.objects.all().delete()
    browser = desk_of(ada, locked=True)
    browser.get("/personal/konto/app/")
    secret = browser.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    answer = browser.post("/personal/konto/app/", {"code": code})
    assert answer.headers["Location"] == "/personal/konto/koder/"


def test_the_last_second_factor_cannot_be_taken_away(desk_of, ada, sign_in, browser):
    from kast.staff import second_factor

    only = Authenticator.objects.get(user=ada)
    assert second_factor.is_last(only)
    from kast.staff.signing_in import SecondFactorAdapter

    assert not SecondFactorAdapter().can_delete_authenticator(only)


def test_changing_how_one_signs_in_asks_again_who_one_is(desk_of, ada):
    browser = desk_of(ada)
    answer = browser.get("/personal/konto/nycklar/ny/")
    assert answer.headers["Location"].startswith("/personal/bekrafta/")
    assert browser.get(answer.headers["Location"]).status_code == 200
    browser.post(answer.headers["Location"], {"password": PASSWORD})
    assert browser.get("/personal/konto/nycklar/ny/").status_code == 200


def test_every_role_comes_to_a_page_of_its_own(browser, olle, bo, sign_in):
    assert sign_in(browser, olle).headers["Location"] == "/personal/mottagningen/kvar/"
    browser.post("/personal/logga-ut/")
    assert sign_in(browser, bo).headers["Location"] == "/personal/mottagningen/"
