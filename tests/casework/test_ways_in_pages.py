"""The pages of the ways in, as a counsellor and the head come to them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import phones, slip_calls
from kast.casework.models import Case, Phone, SlipCall
from kast.door.models import Batch, Referral, Slip

NUMBER = "070-174 06 15"


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


@pytest.fixture
def desk(ada, desk_of):
    return desk_of(ada)


def page(client, where) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def where(slip, end="") -> str:
    return f"/personal/ringlista/{slip.pk}/{end}"


def asked(eva, **given) -> dict[str, str]:
    return {
        "concerns": "bought",
        "baseline": "never",
        "route_in": "slip",
        "mode": "A",
        "stand_in": str(eva.mark),
    } | given


def test_today_and_the_bar_lead_to_the_list(left, desk):
    assert "Ringlistan" not in page(desk, "/personal/")
    left(days=1)
    left()
    shown = page(desk, "/personal/")
    assert "2 ringlappar väntar" in shown
    assert shown.count('href="/personal/ringlista/"') == 2


def test_an_empty_list_says_what_is_true(desk):
    assert "Ingen väntar på ett samtal." in page(desk, "/personal/ringlista/")


def test_the_number_stands_only_in_the_answer_to_the_act(left, desk):
    slip = left(alias="Kim", language="dari", others="yes")
    for shown in (page(desk, "/personal/"), page(desk, "/personal/ringlista/"), page(desk, where(slip))):
        assert NUMBER not in shown
    shown = desk.post(where(slip, "nummer/")).content.decode()
    assert NUMBER in shown
    for words in (
        "Hej, är det Kim? (Ja.)",
        "ringer från KAST",
        "Språk: dari.",
        "<strong>Lämna inget meddelande</strong>",
    ):
        assert words in shown
    assert desk.get(where(slip, "nummer/")).status_code == 405
    assert Entry.objects.filter(act="slip:number_shown").count() == 1


def test_without_scripts_each_result_is_a_button_and_its_key_is_shown(left, desk):
    shown = desk.post(where(left(), "nummer/")).content.decode()
    found = re.findall(r'name="result" value="(\w+)" data-key="(\d)">([^<]+) <kbd>(\d)</kbd>', shown)
    assert found == [
        ("reached", "1", "Svarade", "1"),
        ("no_answer", "2", "Inget svar", "2"),
        ("wrong_number", "3", "Fel nummer", "3"),
        ("do_not_call", "4", "Vill inte bli uppringd", "4"),
    ]


def test_a_result_leads_to_the_list_where_it_can_be_undone(left, desk):
    slip = left()
    answer = desk.post(where(slip, "resultat/"), {"result": "do_not_call"})
    assert answer["location"] == "/personal/ringlista/"
    shown = page(desk, "/personal/ringlista/")
    undo = re.search(r'action="(/personal/ringlista/angra/[^"]+)"', shown).group(1)
    assert "vill inte bli uppringd. Går att ångra i en minut." in shown
    assert desk.post(undo)["location"] == where(slip)
    assert not SlipCall.objects.exists()
    shown = desk.post(undo, follow=True)
    assert shown.status_code == 404


def test_after_the_minute_undoing_says_that_it_is_too_late(left, desk):
    slip = left()
    desk.post(where(slip, "resultat/"), {"result": "no_answer"})
    call = SlipCall.objects.get()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        answer = desk.post(f"/personal/ringlista/angra/{call.pk}/", follow=True)
    assert "Det gick inte att ångra: minuten har gått." in answer.content.decode()


def test_a_result_that_is_none_changes_nothing(left, desk):
    slip = left()
    assert desk.post(where(slip, "resultat/"), {"result": "maybe"})["location"] == where(slip)
    assert not SlipCall.objects.exists()


def test_the_second_result_is_told_that_it_came_late(left, desk, eva, desk_of):
    slip = left()
    desk.post(where(slip, "resultat/"), {"result": "no_answer"})
    answer = desk_of(eva).post(where(slip, "resultat/"), {"result": "reached"}, follow=True)
    assert "Någon annan hann före, eller så är ringlappen klar." in answer.content.decode()
    assert desk.post(where(slip, "inget/"), follow=True).status_code == 200
    assert Slip.objects.exists()


def test_who_answered_becomes_a_case_whose_page_shows_and_deletes_the_number(left, desk, eva):
    slip = left(alias="Kim", parts=("late",))
    assert desk.post(where(slip, "resultat/"), {"result": "reached"})["location"] == where(slip)
    assert "Personen svarade" in page(desk, where(slip))
    form = page(desk, where(slip, "arende/"))
    assert re.search(r'name="route_in" value="slip"[^>]*checked', form)
    assert 'value="Kim"' in form
    assert not re.search(r'name="keep_number"[^>]*checked', form)
    wrong = desk.post(where(slip, "arende/"), asked(eva, alias="Rösten", mode="B", keep_number="on")).content.decode()
    assert "Utan beslut är det läge A." in wrong
    looks_like = desk.post(where(slip, "arende/"), asked(eva, alias="Kim", keep_number="on")).content.decode()
    assert "Det här liknar ett namn: ”Kim”. Ska det stå kvar?" in looks_like
    answer = desk.post(where(slip, "arende/"), asked(eva, alias="Rösten", keep_number="on"))
    case = Case.objects.get()
    assert answer["location"] == f"/personal/arenden/{case.number}/"
    shown = page(desk, f"/personal/arenden/{case.number}/")
    assert "Visa numret" in shown
    assert NUMBER not in shown
    assert NUMBER in desk.post(f"/personal/arenden/{case.number}/nummer/").content.decode()
    desk.post(f"/personal/arenden/{case.number}/nummer/bort/")
    assert not Phone.objects.exists()
    assert "Visa numret" not in page(desk, f"/personal/arenden/{case.number}/")
    assert desk.post(f"/personal/arenden/{case.number}/nummer/").status_code == 302


def test_or_nothing_is_kept(left, desk):
    slip = left()
    desk.post(where(slip, "resultat/"), {"result": "reached"})
    answer = desk.post(where(slip, "inget/"), follow=True)
    assert "Numret är borta. Inget om personen är sparat." in answer.content.decode()
    assert desk.get(where(slip)).status_code == 404


def test_locked_the_list_leads_to_unlocking(left, ada, desk_of):
    slip = left()
    desk = desk_of(ada, locked=True)
    for path in ("/personal/ringlista/", where(slip)):
        assert desk.get(path)["location"].startswith("/personal/las-upp/")


def test_a_referral_is_read_becomes_a_case_or_is_set_aside(pointed, desk, eva):
    first, second = pointed("Berättade om er.", source="care", reach="i receptionen"), pointed("<b>x</b>")
    shown = page(desk, "/personal/")
    assert f"Hänvisning nr {first.number}" in shown
    shown = page(desk, f"/personal/hanvisningar/{first.number}/")
    assert "Från: Vården." in shown
    assert "i receptionen" in shown
    assert "&lt;b&gt;x" in page(desk, f"/personal/hanvisningar/{second.number}/")
    form = page(desk, f"/personal/hanvisningar/{first.number}/arende/")
    assert re.search(r'name="route_in" value="care"[^>]*checked', form)
    given = asked(eva, route_in="care", began_with="visit", keep_number="on")
    assert desk.post(f"/personal/hanvisningar/{first.number}/arende/", given).status_code == 302
    case = Case.objects.get()
    assert "Berättade om er." in page(desk, f"/personal/arenden/{case.number}/")
    assert desk.get(f"/personal/hanvisningar/{first.number}/").status_code == 404
    answer = desk.post(f"/personal/hanvisningar/{second.number}/undan/", follow=True)
    assert "Hänvisningen är borta." in answer.content.decode()
    assert Referral.objects.get() == first


def test_the_head_makes_a_batch_and_gets_its_sheets(bo, desk_of):
    head = desk_of(bo)
    assert "Inga kort är gjorda än." in page(head, "/personal/kort/")
    assert 'href="/personal/kort/"' in page(head, "/personal/chef/")
    wrong = head.post("/personal/kort/", {"place": "Hisingen", "number": "9", "given_on": "2026-11-20"})
    assert "Under tio kort sparas ingen dag." in wrong.content.decode()
    assert 'value="Hisingen"' in wrong.content.decode()
    assert (
        "Skriv år och månad"
        in head.post("/personal/kort/", {"place": "x", "number": "30", "given_in": "i höst"}).content.decode()
    )
    answer = head.post("/personal/kort/", {"place": "Hisingen", "number": "12", "given_on": "2026-11-20"})
    batch = Batch.objects.get()
    assert (batch.given_in, str(batch.given_on)) == ("2026-11", "2026-11-20")
    shown = page(head, answer["location"])
    assert "12 kort trycktes." in shown
    assert "Färre än fem har skrivit koden." in shown
    sheets = head.post(f"{answer['location']}ark.pdf")
    assert sheets["Content-Type"] == "application/pdf"
    assert sheets["Content-Disposition"] == 'attachment; filename="kort.pdf"'
    assert sheets.content.startswith(b"%PDF")
    assert head.get("/personal/kort/XXXXXXXX/").status_code == 404


def test_the_list_of_batches_takes_the_same_number_of_queries_for_few_and_for_many(
    bo, desk_of, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    head = desk_of(bo)
    made = {"place": "Hisingen", "number": "12"}
    head.post("/personal/kort/", made)
    head.get("/personal/kort/")
    with CaptureQueriesContext(connection) as found:
        head.get("/personal/kort/")
    few = len(found)
    for _ in range(5):
        head.post("/personal/kort/", made)
    with django_assert_num_queries(few):
        head.get("/personal/kort/")


def test_a_number_that_a_case_keeps_is_for_who_has_the_case(case, ada, eva, desk_of, now):
    phones.keep(case, phones.Kept(NUMBER), by=ada, at=now)
    for act in ("nummer/", "nummer/bort/"):
        assert desk_of(eva).post(f"/personal/arenden/{case.number}/{act}").status_code == 404
    assert Phone.objects.exists()


def test_the_clock_does_what_follows(left, ada, now):
    from kast.config.clockwork import run
    from kast.config.duties import MINUTE

    slip = left()
    slip_calls.record(slip, slip_calls.Result.WRONG_NUMBER, by=ada, at=now)
    assert [outcome.fault for outcome in run(MINUTE, at=now + timedelta(minutes=1))] == [""] * len(MINUTE)
    assert not Slip.objects.exists()


def test_pressed_twice_a_result_a_case_and_a_setting_aside_are_done_once(left, pointed, desk, eva):
    desk.handler.enforce_csrf_checks = True

    def twice(there, shown, **said):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page(desk, shown)).group(1)
        answers = [desk.post(there, {**said, "csrfmiddlewaretoken": token}) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302], answers[0].content.decode()[:2000]
        assert answers[0]["location"] == answers[1]["location"]

    slip, referral = left(), pointed()
    twice(where(slip, "resultat/"), where(slip), result="reached")
    assert SlipCall.objects.count() == 1
    twice(where(slip, "arende/"), where(slip, "arende/"), **asked(eva), keep_number="on")
    assert (Case.objects.count(), Phone.objects.count()) == (1, 1)
    aside = f"/personal/hanvisningar/{referral.number}/"
    twice(f"{aside}undan/", aside)
    assert Entry.objects.filter(act="referral:set_aside").count() == 1
