"""The staff's own pages: who sees which, and what is done on them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils.translation import override

from kast.staff import helplines, texts, unit
from kast.staff.public import public

PAGES = """
                                     ada  bo   olle
/personal/konto/                     200  200  200
/personal/konto/upplasning/          200  200  200
/personal/medarbetare/               200  200  404
/personal/mottagningen/              404  200  404
/personal/mottagningen/server/       404  200  404
/personal/mottagningen/letters/      404  200  404
/personal/mottagningen/finns-inte/   404  404  404
/personal/mottagningen/texter/       404  200  404
/personal/mottagningen/texter/front.report/  404  200  404
/personal/mottagningen/texter/finns.inte/    404  404  404
/personal/mottagningen/nummer/       404  200  404
/personal/mottagningen/nummer/1/     404  404  404
/personal/mottagningen/kvar/         404  200  200
"""


def test_each_role_sees_exactly_these_pages(desk_of, unit):
    names, *rows = [line.split() for line in PAGES.strip().splitlines()]
    for at, name in enumerate(names):
        browser = desk_of(unit.members[name])
        for path, *expected in rows:
            assert browser.get(path).status_code == int(expected[at]), (name, path)
            assert browser.get(f"/en{path}").status_code == int(expected[at]), (name, path)


def test_whoever_has_not_signed_in_sees_none_of_them(client, unit):
    for path in [line.split()[0] for line in PAGES.strip().splitlines()[1:]]:
        assert client.get(path).headers["Location"].startswith("/personal/logga-in/?next="), path


def test_what_is_open_to_anybody_under_personal_is_exactly_this():
    open_to_all = set()

    def walk(patterns, prefix=""):
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, here)
            elif not getattr(pattern.callback, "login_required", True) and "personal/" in here:
                open_to_all.add(here)

    with override("sv"):
        walk(get_resolver().url_patterns)
    assert open_to_all == {
        "personal/logga-in/",
        "personal/logga-in/nyckel/",
        "personal/logga-in/kod/",
        "personal/logga-ut/",
        "personal/inbjudan/<str:token>/",
        "personal/inbjudan/<str:token>/fras/",
    }


def test_the_head_changes_what_the_unit_says(desk_of, bo):
    browser = desk_of(bo)
    page = browser.get("/personal/mottagningen/reach/")
    said = {
        "phone": "031-390 06 12",
        "phone_hours_sv": "vardagar 9–12",
        "phone_hours_en": "weekdays 9–12",
        "address": "Trappgatan 2",
        "exit_address": "https://www.smhi.se/",
        "feedback": "hej@exempel.se",
    }
    assert page.status_code == 200
    assert browser.post("/personal/mottagningen/reach/", said).status_code == 302
    assert unit.say("phone_hours", "en") == "weekdays 9–12"
    assert unit.say("visiting_hours", "sv") == ""


def test_weekdays_and_closed_periods_are_kept_as_they_are_said(desk_of, bo):
    browser = desk_of(bo)
    said = {"reading_weekdays": ["0", "3"], "answer_days": "5", "mailbox_months": "12"}
    said |= {"call_days": "2", "slip_days": "14", "slip_tries": "3"}
    wrong = browser.post("/personal/mottagningen/letters/", {**said, "closed": "i sommar"})
    assert "två datum" in wrong.content.decode()
    browser.post("/personal/mottagningen/letters/", {**said, "closed": "2026-07-06 2026-07-31\n"})
    assert unit.value("reading_weekdays") == [0, 3]
    assert unit.value("closed") == [["2026-07-06", "2026-07-31"]]
    assert unit.say("answer_time", "sv") == "fem arbetsdagar"
    assert unit.say("call_time", "sv") == "två arbetsdagar"


@pytest.mark.parametrize(
    ("group", "name", "wrong", "right"),
    [
        ("letters", "mailbox_months", ["0", "601"], "1"),
        ("server", "backup_days", ["0", "366"], "365"),
    ],
)
def test_a_number_that_would_end_everything_at_once_is_not_taken(desk_of, bo, group, name, wrong, right):
    said = {"reading_weekdays": ["0"], "answer_days": "5", "mailbox_months": "12", "call_days": "2", "slip_days": "14"}
    said |= {"slip_tries": "3", "proxy": "none", "proxy_days": "0", "backup_days": "30"}
    page, browser = f"/personal/mottagningen/{group}/", desk_of(bo)
    for number in wrong:
        answer = browser.post(page, {**said, name: number})
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, [name])
    assert browser.post(page, {**said, name: right}).status_code == 302
    assert unit.value(name) == int(right)


def test_what_stands_before_the_server_is_declared(desk_of, bo):
    said = {"proxy": "logs", "proxy_days": "30", "restored_on": "2026-11-20", "backup_days": "30", "neutral_host": "on"}
    desk_of(bo).post("/personal/mottagningen/server/", said)
    assert (unit.value("proxy"), unit.value("proxy_days"), unit.value("neutral_host")) == ("logs", 30, True)
    assert unit.value("restored_on") == "2026-11-20"


def test_a_text_is_confirmed_on_its_page(desk_of, bo):
    said = {"sv": "Så är det.", "en": "So it is.", "confirmed_by": "Kommunens jurist"}
    answer = desk_of(bo).post("/personal/mottagningen/texter/limits.court/", said)
    assert answer.status_code == 302
    assert texts.text("limits.court", "sv").settled
    assert "Bekräftad av Kommunens jurist" in desk_of(bo).get("/personal/mottagningen/texter/").content.decode()


def test_a_number_is_called_changed_and_removed_on_its_page(desk_of, bo):
    helplines.plant()
    line = next(line for line in helplines.lines("sv") if line.number == "020-66 77 88")
    browser = desk_of(bo)
    page = f"/personal/mottagningen/nummer/{line.pk}/"
    said = {"number": "020-66 77 88", "what_sv": "a", "what_en": "b", "hours_sv": "kl. 12–16", "hours_en": "12–16"}
    assert browser.post(page, {**said, "number": "<b>"}).status_code == 200
    assert browser.post(page, said).status_code == 302
    assert next(each for each in helplines.lines("en") if each.pk == line.pk).hours == "12–16"
    browser.post(f"{page}bort/")
    assert browser.get(page).status_code == 404


def test_she_changes_the_name_she_shows(desk_of, ada):
    browser = desk_of(ada)
    browser.post("/personal/konto/", {"shown_name": "Ada på mottagningen"})
    ada.refresh_from_db()
    assert ada.shown_name == "Ada på mottagningen"


def test_the_frame_knows_her_pages_and_when_it_locks(desk_of, ada, olle):
    page = desk_of(ada).get("/personal/konto/").content.decode()
    assert "Låser" in page
    assert 'href="/personal/medarbetare/"' in page
    assert 'href="/personal/mottagningen/"' not in page
    locked = desk_of(olle, locked=True).get("/personal/konto/").content.decode()
    assert "Låst." in locked
    assert 'href="/personal/medarbetare/"' not in locked


def test_a_list_of_colleagues_costs_the_same_for_one_and_for_many(desk_of, ada, django_assert_max_num_queries):
    from kast.staff.models import Member, Role

    browser = desk_of(ada)
    browser.get("/personal/medarbetare/")
    for number in range(20):
        Member.objects.create(
            username=f"m{number}",
            shown_name="M",
            role=Role.COUNSELLOR,
            joined_on=ada.joined_on,
            admitted_on=ada.joined_on,
        )
    with django_assert_max_num_queries(9):
        browser.get("/personal/medarbetare/")


@pytest.mark.parametrize("origin", ["", "null", "https://annan.example", "http://testserver.annan.example"])
def test_a_public_form_from_elsewhere_is_refused(origin, rf: RequestFactory):
    view = public(lambda request: HttpResponse("hej"))
    assert view(rf.get("/")).status_code == 200
    headers = {"origin": origin} if origin else {}
    with pytest.raises(PermissionDenied):
        view(rf.post("/", headers=headers))


def test_a_public_form_of_our_own_comes_through(rf: RequestFactory, settings):
    view = public(lambda request: HttpResponse("hej"))
    settings.ORIGIN = "https://trappan.example"
    for origin in ("http://testserver", "https://trappan.example"):
        assert view(rf.post("/", headers={"origin": origin})).status_code == 200
    assert view.login_required is False
    assert view.csrf_exempt is True
