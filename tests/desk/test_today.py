"""Today, through the pages: what waits, and what one press does."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import breaking, cases, codes, drafts, replies, risks, tasks
from kast.casework.models import Case, EarlyWarning, Risk
from kast.door.models import Letter
from kast.ledger.models import Fact
from kast.staff.models import Unlocked

TODAY = "/personal/"


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


def page(client, address, **given) -> str:
    answer = client.get(address, given)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_an_empty_day_says_that_nothing_waits(ada, desk_of):
    assert "Inget väntar." in page(desk_of(ada), TODAY)


def test_a_letter_waits_in_whole_days_and_not_a_word_of_it_is_shown(wrote, ada, desk_of):
    wrote("ett hemligt ord", days=3)
    wrote(days=1)
    shown = page(desk_of(ada), TODAY)
    assert "3 dagar" in shown
    assert "i går" in shown
    assert "har inte visat att orden är sparade" in shown
    assert "hemligt" not in shown


def test_thoughts_of_suicide_stand_first(wrote, ada, desk_of):
    wrote(days=3)
    wrote(safe="yes")
    shown = page(desk_of(ada), TODAY)
    assert shown.index("Brev nr 2") < shown.index("Brev nr 1")
    assert "Tankar på självmord, i brev" in shown


def test_what_is_hers_waits_in_groups(case, ada, eva, now, desk_of):
    Letter.objects.update(state=Letter.State.WAITING)
    drafts.save(case.box, codes.Place.NOTE, "halvt", by=ada, at=now)
    breaking.open_case(case, "kris", by=eva, at=now)
    shown = page(desk_of(ada), TODAY)
    for words in ("Personen skrev igen", "Påbörjad anteckning", "Eva öppnade ärendet"):
        assert words in shown
    assert case.number in shown
    assert "kris" not in shown


def test_a_letter_that_became_a_case_says_that_it_has_had_no_answer(case, ada, now, desk_of):
    assert "Brevet har inte fått något svar än" in page(desk_of(ada), TODAY)
    replies.leave(case, "Välkommen.", by=ada, at=now)
    assert "Brevet har inte fått något svar än" not in page(desk_of(ada), TODAY)


def test_a_notice_leaves_when_it_is_seen(case, ada, eva, now, desk_of):
    opening, desk = breaking.open_case(case, "kris", by=eva, at=now), desk_of(ada)
    assert desk.post(f"/personal/nodoppningar/{opening.pk}/").status_code == 302
    assert "öppnade ärendet" not in page(desk, TODAY)


def test_a_case_opens_beside_the_list_and_that_is_written_down(case, ada, desk_of):
    desk = desk_of(ada)
    before = Entry.objects.filter(act="case:read").count()
    shown = page(desk, TODAY, arende=case.number)
    assert "Hej. Jag vet inte hur man börjar." in shown
    assert 'aria-current="true"' not in shown or case.number in shown
    assert Entry.objects.filter(act="case:read").count() == before + 1


def test_one_press_counts_a_call(ada, desk_of):
    desk = desk_of(ada)
    assert "Räkna ett samtal." in page(desk, TODAY)
    desk.post("/personal/samtal/")
    assert Fact.objects.get().kind == "call"
    assert "Samtalet är räknat." in page(desk, TODAY)


def test_the_day_takes_the_same_queries_with_one_row_and_with_many(case, wrote, asked, ada, eva, now, desk_of):
    wrote()
    desk = desk_of(ada)
    page(desk, TODAY)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page(desk, TODAY)
        return len(found)

    one = queries()
    for _ in range(4):
        wrote()
        cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
    page(desk, TODAY)  # the early warning looks at each case once a day
    assert queries() == one


def test_the_head_and_the_operator_have_another_first_page(bo, olle, desk_of):
    assert desk_of(bo).get(TODAY).headers["Location"] == "/personal/chef/"
    assert desk_of(olle).get(TODAY).status_code == 302


def test_it_is_all_in_english_too(wrote, case, ada, desk_of):
    wrote(safe="yes")
    shown = page(desk_of(ada), "/en/personal/")
    assert "Today" in shown
    assert "Thoughts of suicide" in shown


def test_the_keys_have_a_page(ada, desk_of):
    assert "skicka det du skriver i" in page(desk_of(ada), "/personal/tangenter/")


def poll(client, address=TODAY, **headers):
    return client.get(address, headers={"HX-Request": "true", "X-Poll": "true", **headers})


def test_a_risk_stands_on_top_with_its_clock_and_one_press_takes_it(case, ada, eva, now, desk_of):
    risks.raise_in(case, codes.RiskKind.VIOLENCE, by=ada, at=now - timedelta(hours=2, minutes=5))
    desk = desk_of(eva)
    shown = page(desk, TODAY)
    assert "Riskflagga, våld. Ingen har tagit den på 2 timmar." in shown
    assert shown.index("Risk som ingen har tagit") < shown.index("Brev som väntar")
    risk = Risk.objects.get()
    answer = desk.post(f"/personal/risk/{risk.pk}/ta/", {"from": "today", "beside": ""})
    assert answer.headers["Location"] == TODAY
    assert "Riskflagga, våld. Eva har den." in page(desk, TODAY)


def test_a_task_is_ticked_and_unticked_in_place_and_the_case_stays_beside_the_list(case, ada, now, desk_of):
    task = tasks.make(case, "Skicka planen", due_on=now.date() - timedelta(days=2), who=ada, by=ada, at=now)
    desk = desk_of(ada)
    shown = page(desk, TODAY)
    assert "Skicka planen" in shown
    assert "2 d sent" in shown
    here = {"from": "today", "beside": case.number}
    answer = desk.post(f"/personal/att-gora/{task.pk}/klar/", here)
    assert answer.headers["Location"] == f"{TODAY}?arende={case.number}"
    shown = page(desk, TODAY)
    assert "when done" in shown
    assert f"/personal/att-gora/{task.pk}/angra/" in shown
    desk.post(f"/personal/att-gora/{task.pk}/angra/", {"from": "today", "beside": ""})
    assert "when done" not in page(desk, TODAY)


def test_who_may_be_leaving_is_said_and_one_press_says_that_she_got_in_touch(case, ada, now, desk_of):
    Case.objects.update(opened_on=now.date() - timedelta(days=61))
    Letter.objects.update(came_on=now.date() - timedelta(days=62))
    desk = desk_of(ada)
    shown = page(desk, TODAY)
    assert "Hör gärna av dig" in shown
    assert "Ni har inte hörts på 60 dagar, och inget är planerat." in shown
    warning = EarlyWarning.objects.get()
    desk.post(f"/personal/hor-av-dig/{warning.pk}/", {"done": "contacted", "from": "today", "beside": ""})
    warning.refresh_from_db()
    assert warning.done == "contacted"
    assert "Ni har inte hörts" not in page(desk, TODAY)


def test_the_list_alone_is_the_same_address_told_apart_by_a_header(case, ada, desk_of):
    desk = desk_of(ada)
    whole, alone = desk.get(TODAY), desk.get(TODAY, headers={"HX-Request": "true"})
    assert "<!doctype html>" in whole.content.decode()
    assert alone.content.decode().lstrip().startswith('<div class="list"')
    assert "HX-Request" in whole.headers["Vary"]
    assert "HX-Request" in alone.headers["Vary"]


def test_a_poll_is_answered_only_when_something_has_changed(case, wrote, ada, desk_of):
    desk = desk_of(ada)
    first = desk.get(TODAY)
    same = poll(desk, **{"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    wrote()
    changed = poll(desk, **{"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "Brev nr 2" in changed.content.decode()


def test_a_poll_is_neither_an_opening_nor_activity(case, wrote, ada, now, desk_of):
    wrote(safe="yes")
    tasks.make(case, "Skicka planen", due_on=now.date(), who=ada, by=ada, at=now)
    desk = desk_of(ada)
    desk.get(TODAY)
    long_ago = timezone.now() - timedelta(minutes=10)
    Unlocked.objects.update(seen_at=long_ago)
    entries, looked = Entry.objects.count(), Case.objects.get().looked_on
    for _ in range(3):
        assert "Skicka planen" in poll(desk).content.decode()
    assert Entry.objects.count() == entries
    assert Unlocked.objects.get().seen_at == long_ago
    assert Case.objects.get().looked_on == looked
    desk.get(TODAY)  # and she herself is both
    assert Entry.objects.count() > entries
    assert Unlocked.objects.get().seen_at > long_ago


def test_a_poll_does_not_look_for_who_may_be_leaving(case, ada, now, desk_of):
    Case.objects.update(opened_on=now.date() - timedelta(days=61))
    poll(desk_of(ada))
    assert not EarlyWarning.objects.exists()


def test_a_poll_of_who_is_locked_shows_nothing(case, ada, now, desk_of):
    tasks.make(case, "Skicka planen", due_on=now.date(), who=ada, by=ada, at=now)
    answer = poll(desk_of(ada, locked=True))
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["HX-Redirect"].startswith("/personal/las-upp/")


def test_the_poll_header_alone_does_not_hide_an_opening(case, wrote, ada, desk_of):
    """Only the list is asked for by itself: a whole page, with a case or without, is an opening whatever it says."""
    wrote()
    desk = desk_of(ada)
    before = Entry.objects.count()
    desk.get(TODAY, {"arende": case.number}, headers={"X-Poll": "true"})
    acts = Entry.objects.order_by("pk")[before:].values_list("act", flat=True)
    assert {"inbox:read", "case:read"} <= set(acts)


def test_note_and_topic_of_the_chosen_case_are_used_beside_the_list(case, ada, desk_of):
    desk = desk_of(ada)
    shown = page(desk, TODAY, arende=case.number)
    for where in ('id="n_words"', 'id="amnet"', 'id="att-gora"', 'id="r_words"'):
        assert shown.count(where) == 1, where
    talk = {"kind": "advice", "means": "phone", "on": f"{timezone.localdate():%Y-%m-%d}"}
    note = {**talk, "what": "note", "words": "Fem veckor nu.", "from": "today", "beside": case.number}
    answer = desk.post(f"/personal/arenden/{case.number}/anteckna/", note)
    assert answer.headers["Location"] == f"{TODAY}?arende={case.number}"


def test_the_case_beside_has_the_rows_before_and_after_it(case, asked, wrote, ada, eva, now, desk_of):
    second = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
    third = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
    for days, each in enumerate((case, second, third)):
        replies.leave(each, "Välkommen.", by=ada, at=now)
        tasks.make(each, "Ring", due_on=now.date() - timedelta(days=3 - days), who=ada, by=ada, at=now)
    shown = page(desk_of(ada), TODAY, arende=second.number)
    assert f'rel="prev" href="?arende={case.number}"' in shown
    assert f'rel="next" href="?arende={third.number}"' in shown
    assert shown.count('aria-current="true"') == 1


def test_the_sheet_of_keys_is_on_the_page(ada, desk_of):
    shown = page(desk_of(ada), TODAY)
    assert '<dialog class="sheet-of-keys"' in shown
    assert "gör det som står på raden" in shown


def test_a_threat_stands_on_everybodys_page_and_is_a_number_to_the_head(ada, eva, bo, now, desk_of):
    risks.raise_alone(risks.Said(worry="Han ringde och skrek."), by=ada, at=now)
    for member in (ada, eva):
        assert "Riskflagga, hot mot personal." in page(desk_of(member), TODAY)
    shown = page(desk_of(bo), "/personal/chef/")
    assert "1 flagga är öppen." in shown
    assert "skrek" not in shown
