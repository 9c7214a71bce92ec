"""Unlocking, locking, and what is sent while locked."""

from datetime import timedelta

import pytest
import time_machine
from django import forms as django_forms
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone

from kast.audit.models import Entry
from kast.staff import forms, held, unlocking
from kast.staff.models import HeldForm, Unlocked
from kast.staff.secret_fields import SECRET_FIELDS
from kast.vault import gate

PAGE = "/personal/konto/upplasning/"  # a page that needs keys
DRAW = "/personal/konto/fras/ny/"  # a button that needs keys
TEXT = "Det här skrev jag medan jag var låst. Ingen annan ska läsa det."


def unlocked(browser) -> bool:
    return browser.get(PAGE).status_code == 200


def test_the_machines_words_unlock_and_it_is_written_down(desk_of, ada):
    browser = desk_of(ada)
    assert unlocked(browser)
    assert Entry.objects.filter(act="member:unlocked", lane=str(ada.mark)).count() == 1
    cookie = browser.cookies["las"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == "" == cookie["expires"]


def test_a_slip_in_a_word_is_forgiven_and_another_phrase_is_not(desk_of, unit, ada, eva):
    browser = desk_of(ada, locked=True)
    assert browser.post("/personal/las-upp/", {"phrase": " ".join(unit.phrases["eva"])}).status_code == 200
    assert browser.post("/personal/las-upp/", {"phrase": "sju ord som aldrig har funnits här alls"}).status_code == 200
    assert not unlocked(browser)
    words = ", ".join(unit.phrases["ada"]).upper()
    assert browser.post("/personal/las-upp/", {"phrase": words}).status_code == 302
    assert unlocked(browser)


def test_one_comes_back_to_where_one_was_going_and_nowhere_else(desk_of, unit, ada):
    browser = desk_of(ada, locked=True)
    assert browser.get(PAGE).headers["Location"] == "/personal/las-upp/?next=/personal/konto/upplasning/"
    phrase = " ".join(unit.phrases["ada"])
    answer = browser.post("/personal/las-upp/", {"phrase": phrase, "next": PAGE})
    assert answer.headers["Location"] == PAGE
    browser.post("/personal/las/")
    answer = browser.post("/personal/las-upp/", {"phrase": phrase, "next": "https://annan.example/"})
    assert answer.headers["Location"] == "/personal/"


def test_the_row_alone_and_the_cookie_alone_open_nothing(desk_of, ada, eva, unit):
    hers = desk_of(ada)
    stranger = desk_of(eva, locked=True)
    stranger.cookies["las"] = hers.cookies["las"].value
    assert not unlocked(stranger)
    hers.cookies["las"] = "A" * 43
    assert not unlocked(hers)
    hers.cookies["las"] = "inte ens base64 å"
    assert not unlocked(hers)


def test_the_private_key_stands_nowhere_in_clear(desk_of, ada):
    browser = desk_of(ada)
    row = Unlocked.objects.get()
    private = ada.keys.private
    assert private not in bytes(row.sealed)
    assert private.hex() not in str(browser.session.items())


def test_idle_for_a_quarter_of_an_hour_is_locked_and_says_so(desk_of, ada, settings):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = desk_of(ada)
        clock.shift(timedelta(minutes=settings.IDLE_MINUTES - 1))
        assert unlocked(browser)
        clock.shift(timedelta(minutes=settings.IDLE_MINUTES - 1))
        assert unlocked(browser)
        clock.shift(timedelta(minutes=settings.IDLE_MINUTES))
        assert not unlocked(browser)
        page = browser.get("/personal/las-upp/").content.decode()
        assert f"Låst efter {settings.IDLE_MINUTES} minuter." in page
        assert "sparat" not in page  # nothing was
        assert Unlocked.objects.count() == 0
        browser.post(PAGE, {"words": TEXT})
        page = browser.get("/personal/las-upp/").content.decode()
    assert f"Låst efter {settings.IDLE_MINUTES} minuter. Det du skrev är sparat." in page


def test_a_page_that_asks_on_its_own_keeps_nobody_unlocked(desk_of, ada, settings):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = desk_of(ada)
        for _ in range(3):
            clock.shift(timedelta(minutes=settings.IDLE_MINUTES / 3 - 0.1))
            assert browser.get(PAGE, headers={"X-Poll": "1"}).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert not unlocked(browser)


def test_the_minutes_work_locks_whom_the_browser_forgot(desk_of, ada, settings):
    desk_of(ada)
    assert unlocking.lock_idle(timezone.now()) == 0
    assert unlocking.lock_idle(timezone.now() + timedelta(minutes=settings.IDLE_MINUTES)) == 1


def test_locking_in_one_tab_locks_the_other(desk_of, ada):
    browser = desk_of(ada)
    other = Client(headers={"origin": "http://testserver"})
    other.cookies = browser.cookies.copy()
    assert unlocked(other)
    assert browser.post("/personal/las/").headers["Location"] == "/personal/las-upp/"
    assert not unlocked(other)


def test_locking_is_asked_for_by_a_form_only(desk_of, ada):
    browser = desk_of(ada)
    assert browser.get("/personal/las/").status_code == 405
    assert unlocked(browser)


def test_what_is_sent_while_locked_is_sealed_and_given_back(desk_of, unit, ada):
    browser = desk_of(ada, locked=True)
    sent = {"words": TEXT, "kind": ["a", "b"], "csrfmiddlewaretoken": "x"}
    assert browser.post(PAGE, sent).headers["Location"] == "/personal/las-upp/"
    row = HeldForm.objects.get()
    assert TEXT.encode() not in bytes(row.sealed)
    assert "Du får tillbaka det" in browser.get("/personal/las-upp/").content.decode()

    answer = browser.post("/personal/las-upp/", {"phrase": " ".join(unit.phrases["ada"])})
    assert answer.headers["Location"] == "/personal/las-upp/kvar/"
    page = browser.get("/personal/las-upp/kvar/").content.decode()
    assert TEXT in page
    assert f'action="{PAGE}"' in page
    assert HeldForm.objects.count() == 1  # a reload shows it again
    (waiting,) = held.given_back(ada)
    assert waiting.fields == [("words", TEXT), ("kind", "a"), ("kind", "b")]


def test_a_form_that_was_given_back_and_is_done_is_gone(desk_of, ada):
    desk_of(ada, locked=True).post(DRAW, {"sheet": "1"})
    (waiting,) = held.given_back(ada)
    browser = desk_of(ada)
    again = {**dict(waiting.fields), held.FIELD: waiting.pk}
    assert browser.post(DRAW, again).status_code == 302
    assert HeldForm.objects.count() == 0


def test_a_form_that_was_given_back_and_is_refused_stays(desk_of, ada):
    desk_of(ada, locked=True).post(PAGE, {"words": TEXT})
    (waiting,) = held.given_back(ada)
    assert desk_of(ada).post(PAGE, {held.FIELD: waiting.pk}).status_code == 200
    assert HeldForm.objects.count() == 1


def test_a_form_that_is_locked_out_twice_comes_back_once(desk_of, ada):
    browser = desk_of(ada, locked=True)
    browser.post(PAGE, {"words": TEXT})
    (waiting,) = held.given_back(ada)
    browser.post(PAGE, {"words": f"{TEXT} Och mer.", held.FIELD: waiting.pk})
    (again,) = held.given_back(ada)
    assert again.fields == [("words", f"{TEXT} Och mer.")]
    browser.post("/personal/" + "a" * 300, {held.FIELD: again.pk})  # what is not kept takes nothing away
    assert HeldForm.objects.count() == 1


def test_two_recovery_sheets_that_are_sent_while_locked_are_kept_nowhere(desk_of, unit, ada, bo, eva):
    browser = desk_of(bo, locked=True)
    page = f"/personal/medarbetare/{ada.mark}/avsluta/"
    sheets = {"sheet_1": unit.shares[0], "sheet_2": unit.shares[2]}
    browser.post(page, {"to": str(eva.mark), "end": "1", **sheets})
    (waiting,) = held.given_back(bo)
    assert waiting.fields == [("to", str(eva.mark)), ("end", "1")]
    given_back = desk_of(bo).get("/personal/las-upp/kvar/").content.decode()
    assert f'action="{page}"' in given_back
    assert unit.shares[0] not in given_back
    assert " ".join(unit.shares[2].split()[:3]) not in given_back


@pytest.mark.parametrize(
    ("path", "sent"),
    [(PAGE, {"credential": "nyckel", "prf": "A" * 43}), ("/personal/konto/fras/", {"word": "granskog"})],
)
def test_a_form_of_nothing_but_secrets_has_nothing_to_give_back(desk_of, ada, path, sent):
    browser = desk_of(ada, locked=True)
    assert browser.post(path, sent).headers["Location"] == "/personal/las-upp/"
    assert HeldForm.objects.count() == 0
    assert "sparat" not in browser.get("/personal/las-upp/").content.decode()


def test_a_button_that_is_pressed_while_locked_is_given_back(desk_of, ada):
    desk_of(ada, locked=True).post(DRAW)
    (waiting,) = held.given_back(ada)
    assert (waiting.path, waiting.fields) == (DRAW, [])


def test_whatever_a_form_of_the_staff_hides_while_it_is_typed_is_a_secret():
    typed = [field for form in (forms.Phrase, forms.Passkey, forms.Join, forms.Word) for field in _secret_of(form)]
    assert typed == ["phrase", "credential", "prf", "password", "word"]
    assert {*typed, *forms.SignOff(choices=[]).fields} - {"to"} <= SECRET_FIELDS


def _secret_of(form):
    plain = {"sheet", "shown_name", "username"}
    return [name for name in form.base_fields if name not in plain]


@pytest.mark.parametrize("room", ["casework", "followup", "appointments", "figures"])
def test_the_name_of_a_secret_is_used_for_nothing_else(room):
    assert get_resolver().url_patterns  # every form is loaded
    of_the_room = [form for form in _forms(django_forms.BaseForm) if form.__module__.startswith(f"kast.{room}.")]
    names = {name for form in of_the_room for name in form.base_fields}
    assert names
    assert not names & SECRET_FIELDS


def _forms(form):
    return [each for one in form.__subclasses__() for each in (one, *_forms(one)) if hasattr(each, "base_fields")]


def test_another_never_sees_or_drops_what_she_sent(desk_of, ada, eva):
    desk_of(ada, locked=True).post(PAGE, {"words": TEXT})
    row = HeldForm.objects.get()
    browser = desk_of(eva)
    assert browser.get("/personal/las-upp/kvar/").status_code == 302
    browser.post("/personal/las-upp/kvar/", {"form": str(row.pk)})
    browser.post("/personal/las-upp/kvar/", {"form": "inget nummer"})
    assert HeldForm.objects.count() == 1


def test_what_nobody_came_back_for_is_forgotten_after_a_week(desk_of, ada):
    desk_of(ada, locked=True).post(PAGE, {"words": TEXT})
    assert held.forget_old(timezone.now() + timedelta(days=6)) == 0
    assert held.forget_old(timezone.now() + timedelta(days=8)) == 1


def test_a_fragment_that_is_asked_for_while_locked_sends_the_whole_page_to_unlocking(desk_of, ada):
    answer = desk_of(ada, locked=True).get(PAGE, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"][:19]) == (204, "/personal/las-upp/?"[:19])


def test_too_many_at_once_get_a_calm_sentence(desk_of, unit, ada, monkeypatch):
    def busy(*_):
        raise gate.Busy

    browser = desk_of(ada, locked=True)
    monkeypatch.setattr(gate, "derive", busy)
    page = browser.post("/personal/las-upp/", {"phrase": " ".join(unit.phrases["ada"])}).content.decode()
    assert "Det är många här just nu" in page


def test_a_new_phrase_counts_once_it_is_noted_and_the_old_one_no_longer(desk_of, unit, ada):
    browser = desk_of(ada)
    old = " ".join(unit.phrases["ada"])
    browser.post("/personal/konto/fras/ny/")
    page = browser.get("/personal/konto/fras/")
    shown = page.context["shown"]
    assert page.content.decode().count("<li>") == 7
    assert browser.get("/personal/konto/fras/").context["shown"].words == shown.words  # a reload shows the same
    assert " ".join(shown.words) not in str(browser.session.items())

    assert browser.post("/personal/konto/fras/", {"word": "fel"}).status_code == 200
    assert browser.post("/personal/konto/fras/", {"word": shown.words[shown.asked - 1]}).status_code == 302
    browser.post("/personal/las/")
    assert browser.post("/personal/las-upp/", {"phrase": old}).status_code == 200
    assert browser.post("/personal/las-upp/", {"phrase": " ".join(shown.words)}).status_code == 302


def test_a_printed_sheet_unlocks_beside_the_phrase_until_it_is_removed(desk_of, unit, ada):
    browser = desk_of(ada)
    browser.post("/personal/konto/fras/ny/", {"sheet": "1"})
    shown = browser.get("/personal/konto/fras/").context["shown"]
    browser.post("/personal/konto/fras/", {"word": shown.words[shown.asked - 1]})
    browser.post("/personal/las/")
    sheet = {"phrase": " ".join(shown.words), "sheet": "on"}
    assert browser.post("/personal/las-upp/", sheet).status_code == 302
    assert "Utskrivet blad" in browser.get("/personal/konto/").content.decode()
    slot = ada.holder.slots.get(kind="sheet")
    browser.post(f"/personal/konto/upplasning/{slot.pk}/bort/")
    browser.post("/personal/las/")
    assert browser.post("/personal/las-upp/", sheet).status_code == 200
    assert browser.post("/personal/las-upp/", {"phrase": " ".join(unit.phrases["ada"])}).status_code == 302


def test_the_phrase_itself_cannot_be_removed(desk_of, ada, unit):
    browser = desk_of(ada)
    slot = ada.holder.slots.get(kind="phrase")
    browser.post(f"/personal/konto/upplasning/{slot.pk}/bort/")
    assert ada.holder.slots.filter(kind="phrase").exists()


def test_a_passkeys_own_secret_unlocks(desk_of, ada):
    browser = desk_of(ada)
    prf = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3I"  # 32 bytes
    assert browser.post(PAGE, {"credential": "nyckel-1", "prf": prf}).status_code == 302
    browser.post("/personal/las/")
    assert '["nyckel-1"]' in browser.get("/personal/las-upp/").content.decode()
    wrong = {"credential": "nyckel-1", "prf": "A" * 43}
    assert browser.post("/personal/las-upp/nyckel/", wrong).headers["Location"] == "/personal/las-upp/"
    answer = browser.post("/personal/las-upp/nyckel/", {"credential": "nyckel-1", "prf": prf})
    assert answer.headers["Location"] == "/personal/"
    assert unlocked(browser)


def test_outside_the_staffs_pages_nobody_has_keys_in_hand(desk_of, ada):
    browser = desk_of(ada)
    seen = []

    def look(request):
        seen.append(request.user.keys)
        return HttpResponse()

    for path in ("/", "/svar/", "/personal/"):
        request = RequestFactory().get(path)
        request.COOKIES = {name: morsel.value for name, morsel in browser.cookies.items()}
        request.session = browser.session
        request.user = type(ada).objects.get(pk=ada.pk)
        unlocking.keys_in_hand(look)(request)
    assert [keys is not None for keys in seen] == [False, False, True]


def test_a_form_that_was_kept_opens_with_no_other_key(ada, eva):
    held.keep(ada, path=PAGE, sent=_Sent([("words", [TEXT])]), at=timezone.now())
    HeldForm.objects.update(member=eva)
    assert held.given_back(eva) == []


class _Sent:
    def __init__(self, lists):
        self._lists = lists

    def lists(self):
        return self._lists


@pytest.mark.parametrize("path", ["/personal/konto/", "/personal/las-upp/", "/en/personal/las-upp/"])
def test_the_pages_on_the_way_need_no_keys(desk_of, ada, path):
    assert desk_of(ada, locked=True).get(path).status_code == 200
