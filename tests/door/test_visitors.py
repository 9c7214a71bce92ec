"""One sealed cookie and no row: who holds a mailbox open."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import RequestFactory

from kast.audit.models import Entry
from kast.door import mailbox, visitors
from kast.door.models import Mailbox
from kast.vault import ways

NOW = datetime(2026, 11, 24, 13, 37, tzinfo=UTC)


@pytest.fixture
def drawn(unit):
    return mailbox.draw("sv")


@pytest.fixture
def place(drawn):
    return mailbox.make(drawn, at=NOW)


def visit_with(cookie):
    request = RequestFactory().get("/")
    request.COOKIES["s"] = cookie
    return visitors.here(request)


def cookie_of(place):
    response = HttpResponse()
    visitors.let_in(response, visitors.Visit(*place, ways.stands(place[0].box)))
    return response.cookies["s"]


def test_the_words_let_in(place, drawn):
    visit = visitors.enter(" ".join(drawn.words), at=NOW)
    assert (visit.mailbox, visit.key) == place


def test_coming_back_shows_that_the_words_are_kept(place, drawn):
    visitors.enter(" ".join(drawn.words), at=NOW)
    assert Mailbox.objects.get().words_confirmed


def test_written_down_is_that_somebody_came_and_not_who(place, drawn):
    visitors.enter(" ".join(drawn.words), at=NOW)
    entry = Entry.objects.get()
    assert (entry.act, entry.lane, entry.about, entry.at) == ("mailbox:opened", "visitors", "", None)


def test_wrong_unused_deleted_and_tried_too_often_are_refused_alike(place, drawn):
    never = mailbox.draw("sv")
    for phrase in ("", "hej", "a " * 8, " ".join(never.words), " ".join(drawn.words[:7]), "x" * 10_000):
        with pytest.raises(visitors.NoMailbox):
            visitors.enter(phrase, at=NOW)
    for _ in range(3):
        visitors.enter(" ".join(drawn.words), at=NOW)
    with pytest.raises(visitors.NoMailbox):
        visitors.enter(" ".join(drawn.words), at=NOW)
    mailbox.end(place[0], at=NOW)
    with pytest.raises(visitors.NoMailbox):
        visitors.enter(" ".join(drawn.words), at=NOW)


def test_a_wrong_phrase_costs_no_derivation(unit, monkeypatch):
    monkeypatch.setattr(ways.gate, "derive", lambda *_: pytest.fail("derived"))
    with pytest.raises(visitors.NoMailbox):
        visitors.enter("fel fel fel fel fel fel fel fel", at=NOW)


def test_the_cookie_says_nothing_and_is_for_this_browser_session_only(place):
    cookie = cookie_of(place)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert place[0].box.pk.hex not in cookie.value
    assert visit_with(cookie.value).mailbox == place[0]


def test_it_is_only_sent_over_tls_where_there_is_tls(place, settings):
    settings.TLS = True
    assert cookie_of(place)["secure"]


def test_it_ends_by_itself(place, settings):
    settings.VISIT_MINUTES = 30
    with time_machine.travel(NOW, tick=False) as clock:
        value = cookie_of(place).value
        clock.shift(timedelta(minutes=29))
        assert visit_with(value)
        clock.shift(timedelta(minutes=2))
        assert visit_with(value) is None


def test_it_dies_when_the_words_are_changed(place):
    value = cookie_of(place).value
    mailbox.change_words(*place, drawn=mailbox.draw("sv"))
    assert visit_with(value) is None
    assert visit_with(cookie_of(place).value)


def test_it_dies_with_the_way(place):
    value = cookie_of(place).value
    ways.end(place[0].box)
    assert visit_with(value) is None


def test_it_dies_with_the_mailbox(place):
    value = cookie_of(place).value
    Mailbox.objects.update(deleted_on=NOW.date())
    assert visit_with(value) is None


def test_nobody_makes_one_himself(place, settings):
    value = cookie_of(place).value
    for forged in ("", "x", "å", "AAAA", value[:-4], value[:40] + ("A" if value[40] != "A" else "B") + value[41:]):
        assert visit_with(forged) is None
    settings.DOOR_KEY = "another server"
    assert visit_with(value) is None


def test_there_is_no_row(place, drawn):
    visitors.enter(" ".join(drawn.words), at=NOW)
    assert not Session.objects.exists()


def test_a_request_that_began_before_the_words_were_changed_gives_no_visit_after(place, drawn):
    found_the_slip = visitors.enter(" ".join(drawn.words), at=NOW)
    mailbox.change_words(*place, drawn=mailbox.draw("sv"))
    response = HttpResponse()
    visitors.let_in(response, found_the_slip)
    assert visit_with(response.cookies["s"].value) is None
