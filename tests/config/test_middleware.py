import gzip

import pytest
from django.test import Client

PAGES = ["/", "/skriv/", "/svar/", "/granser/", "/hjalp/", "/siffror/", "/en/"]


@pytest.fixture
def browser(unit):
    return Client(
        headers={"accept-encoding": "gzip, deflate, br", "user-agent": "Planted/1.0"}, REMOTE_ADDR="192.0.2.7"
    )


@pytest.mark.parametrize("path", PAGES)
def test_an_open_page_is_small_kept_by_nobody_and_runs_no_script(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < 6000
    assert b"<script" not in gzip.decompress(answer.content)
    assert "script-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert not answer.cookies


def test_a_page_with_a_cookie_is_not_compressed_since_its_length_could_tell(browser):
    browser.cookies["s"] = "somebody is inside"
    assert "Content-Encoding" not in browser.get("/").headers


def test_a_form_that_was_sent_is_not_compressed_either(browser):
    assert "Content-Encoding" not in browser.post("/skriv/", {"letter": "x"}).headers


def test_addresses_and_browsers_are_gone_before_a_view_could_see_them(rf, settings):
    from kast.config.middleware import quiet

    seen = []
    quiet(lambda request: seen.append(dict(request.META)))(
        rf.get("/", headers={"user-agent": "Planted", "x-forwarded-for": "192.0.2.7"}, REMOTE_ADDR="192.0.2.7")
    )
    assert "192.0.2.7" not in repr(seen)
    assert "Planted" not in repr(seen)


def test_behind_tls_browsers_are_told_to_keep_to_it(settings, unit):
    settings.TLS, settings.SECURE_HSTS_SECONDS = True, 3600
    assert Client().get("/").headers["Strict-Transport-Security"] == "max-age=3600"
