"""Flags, things to do, warnings and signs, through their pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import cases, codes, early_warnings, risks, story
from kast.casework.models import Case, EarlyWarning, Risk, Task, Topic

HANDLED = {"outcome": "calmer", "happened": "Vi pratade i en timme."}


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


@pytest.fixture
def desk(case, ada, desk_of):
    return desk_of(ada)


def address(case, *rest) -> str:
    return "/".join(["/personal/arenden", case.number, *rest, ""])


def page(client, where) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def flag(member) -> dict[str, str]:
    return {
        "kind": "violence",
        "worry": "Bråken har blivit värre.",
        "doing": "Ringer klockan nio.",
        "doer": str(member.mark),
        "by_when": "2030-01-01T16:00",
    }


def test_a_flag_goes_from_raised_to_closed_through_its_pages(case, ada, desk):
    assert "Ingen flagga." in page(desk, address(case))
    desk.post(address(case, "risk"), flag(ada))
    shown = page(desk, address(case))
    for words in (
        "Ingen har tagit den på",
        "Bråken har blivit värre.",
        "Ada gör det vi har sagt, till 1 januari 16:00",
    ):
        assert words in shown
    where = f"/personal/risk/{Risk.objects.get().pk}/"
    assert "Någon tar flaggan först." in page(desk, where)
    desk.post(f"{where}ta/")
    assert "Ada har den." in page(desk, where)
    refused = desk.post(f"{where}avsluta/", {**HANDLED, "happened": " "}).content.decode()
    assert "Flaggan kan avslutas när någon har skrivit vad som hände." in refused
    assert Risk.objects.get().state == "acknowledged"
    assert desk.post(f"{where}avsluta/", HANDLED).headers["Location"] == address(case)
    assert "Vi pratade i en timme." in page(desk, address(case))
    assert "Ada avslutade den" in page(desk, where)


def test_a_flag_of_a_kind_that_stands_is_told_and_nothing_typed_is_lost(case, ada, desk):
    desk.post(address(case, "risk"), flag(ada))
    again = desk.post(address(case, "risk"), {**flag(ada), "worry": "En gång till."}).content.decode()
    assert "Den flaggan är redan satt i ärendet." in again
    assert "En gång till." in again
    assert Risk.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "sent", "typed"),
    [
        ("plan", {"worry": "Bråken är värre.", "doing": "Ringer nio."}, ("Bråken är värre.", "Ringer nio.")),
        ("avsluta", {"outcome": "calmer", "happened": "Vi pratade länge."}, ("Vi pratade länge.",)),
        ("avsluta", {"happened": "Utan svar på hur det gick."}, ("Utan svar på hur det gick.",)),
    ],
)
def test_what_is_typed_into_a_flag_that_was_closed_meanwhile_stands_on_its_page(
    what, sent, typed, case, ada, desk, now
):
    risk = risks.raise_in(case, codes.RiskKind.VIOLENCE, take=True, by=ada, at=now)
    where = f"/personal/risk/{risk.pk}/"
    risks.close(risk, codes.Outcome.CALMER, "Redan klart.", by=ada, at=now)
    shown = desk.post(f"{where}{what}/", sent).content.decode()
    assert "Flaggan avslutades medan du skrev." in shown
    assert "Någon tar flaggan först." not in shown
    for words in ("Redan klart.", *typed):
        assert words in shown
    assert f'action="{where}' not in shown  # nothing sends it again
    assert "Det du skrev" not in page(desk, where)


def test_what_is_typed_to_close_a_flag_that_nobody_has_taken_stands_on_its_page(case, ada, desk, now):
    risk = risks.raise_in(case, codes.RiskKind.VIOLENCE, by=ada, at=now)
    shown = desk.post(f"/personal/risk/{risk.pk}/avsluta/", HANDLED).content.decode()
    assert "Någon tar flaggan först. Sedan kan den avslutas." in shown
    assert "Flaggan avslutades medan du skrev." not in shown
    assert "Vi pratade i en timme.</textarea>" in shown


def test_whoever_raises_it_can_take_it_in_the_same_press(case, ada, desk):
    desk.post(address(case, "risk"), {**flag(ada), "take": "yes"})
    assert Risk.objects.get().taken_by == ada


def test_two_who_take_it_at_once_are_told_who_was_first(case, ada, eva, now, desk_of):
    risk = risks.raise_in(case, codes.RiskKind.CHILD, by=ada, at=now)
    first, second = desk_of(ada), desk_of(eva)
    first.post(f"/personal/risk/{risk.pk}/ta/")
    shown = second.post(f"/personal/risk/{risk.pk}/ta/", follow=True).content.decode()
    assert "Någon annan hann före." in shown
    assert "Ada har den." in shown
    assert "Öppna i nödfall" in shown


def test_in_mode_A_the_page_has_no_box_and_closing_asks_only_how_it_went(case_in, ada, desk_of):
    case, desk = case_in("A"), desk_of(ada)
    assert "<textarea" not in page(desk, address(case, "risk"))
    desk.post(address(case, "risk"), {"kind": "suicide", "worry": "ändå", "take": "yes"})
    risk = Risk.objects.get()
    assert not risk.worry
    assert "I läge A skrivs bara hur det gick." in page(desk, f"/personal/risk/{risk.pk}/")
    desk.post(f"/personal/risk/{risk.pk}/avsluta/", {"outcome": "taken_over"})
    assert Risk.objects.get().state == "closed"


def test_a_letter_that_tells_of_suicide_is_flagged_with_one_press(wrote, ada, eva, desk_of):
    letter, desk = wrote(safe="yes"), desk_of(ada)
    where = f"/personal/brev/{letter.number}/"
    shown = page(desk, where)
    assert "Vi vet inte vem personen är." in shown
    desk.post(f"{where}risk/", {"kind": "suicide", "take": "yes"})
    assert (Risk.objects.get().kind, Risk.objects.get().taken_by) == ("suicide", ada)
    assert "Flaggan är satt." in page(desk, where)
    assert "Brev nr 1" in page(desk_of(eva), "/personal/")
    assert "den här flaggan" not in desk.post(f"{where}risk/", {"kind": "suicide"}, follow=True).content.decode()
    assert Risk.objects.count() == 1
    assert "Vi vet inte vem personen är." in page(desk, f"/personal/risk/{Risk.objects.get().pk}/")


def test_taking_that_letter_offers_the_flag_and_it_is_ticked(wrote, ada, desk_of):
    letter, desk = wrote(safe="yes"), desk_of(ada)
    shown = page(desk, f"/personal/brev/{letter.number}/ta/")
    (box,) = re.findall(r'<input[^>]*name="flag"[^>]*>', shown)
    assert "checked" in box
    taking = {"concerns": "bought", "baseline": "never", "route_in": "own", "mode": "A", "flag": "on"}
    stand_in = shown.split('name="stand_in" value="')[1].split('"')[0]
    desk.post(f"/personal/brev/{letter.number}/ta/", {**taking, "stand_in": stand_in})
    assert Risk.objects.get().box_id == Case.objects.get().box_id
    plain = wrote()
    assert 'name="flag"' not in page(desk, f"/personal/brev/{plain.number}/ta/")


def test_a_threat_without_a_case_is_raised_from_today(ada, eva, desk_of):
    desk = desk_of(ada)
    assert "/personal/hot/" in page(desk, "/personal/")
    desk.post("/personal/hot/", {"worry": "Han ringde och skrek.", "doer": "", "by_when": ""})
    where = f"/personal/risk/{Risk.objects.get().pk}/"
    hers = desk_of(eva)
    assert "Han ringde och skrek." in page(hers, where)
    assert Entry.objects.filter(act="risk:read", lane=str(eva.mark)).count() == 1
    hers.post(f"{where}ta/")
    assert hers.post(f"{where}avsluta/", HANDLED).headers["Location"] == "/personal/"
    assert "hot mot personal" not in page(desk, "/personal/").replace("riskflaggan hot mot personal", "")


def test_something_to_do_is_added_ticked_and_undone_on_the_case(case, ada, desk):
    given = {"what": "Skicka planen", "due_on": f"{timezone.localdate():%Y-%m-%d}", "who": str(ada.mark)}
    assert "Skriv vad som ska göras." in desk.post(address(case, "att-gora"), {**given, "what": ""}).content.decode()
    desk.post(address(case, "att-gora"), given)
    assert "Skicka planen" in page(desk, address(case))
    task = Task.objects.get()
    assert desk.post(f"/personal/att-gora/{task.pk}/klar/").headers["Location"] == address(case)
    assert "1 är gjord" in page(desk, address(case))
    desk.post(f"/personal/att-gora/{task.pk}/angra/")
    assert "1 är gjord" not in page(desk, address(case))


def test_in_mode_A_something_to_do_says_only_to_get_in_touch(case_in, ada, desk_of):
    case, desk = case_in("A"), desk_of(ada)
    given = {"what": "ändå", "due_on": f"{timezone.localdate():%Y-%m-%d}", "who": str(ada.mark)}
    desk.post(address(case, "att-gora"), given)
    assert not Task.objects.get().what
    assert "Hör av dig" in page(desk, "/personal/")


@pytest.fixture
def warned(case, ada, now):
    early_warnings.look(by=ada, at=now + timedelta(days=61))
    return EarlyWarning.objects.get()


def test_a_warning_says_why_on_the_case_and_what_was_done_is_written(case, warned, desk):
    assert "Ni har inte hörts på 60 dagar, och inget är planerat." in page(desk, address(case))
    where = f"/personal/hor-av-dig/{warned.pk}/"
    assert "Skriv varför det inte behövs." in desk.post(where, {"done": "not_needed"}).content.decode()
    assert "Säg vilken dag det är planerat till." in desk.post(where, {"done": "planned"}).content.decode()
    gone = {"done": "planned", "again_on": "2020-01-01"}
    assert "Dagen har redan varit." in desk.post(where, gone).content.decode()
    answer = desk.post(where, {"done": "not_needed", "why": "Vi ses på torsdag."})
    assert answer.headers["Location"] == address(case)
    shown = page(desk, address(case))
    assert "Vi ses på torsdag." in shown
    assert 'id="hor-av-dig"' not in shown
    assert desk.post(where, {"done": "contacted"}).headers["Location"] == address(case)
    warned.refresh_from_db()
    assert warned.done == "not_needed"


def test_signs_are_ticked_as_observations_and_stay_sealed(case, ada, desk, now):
    given = {
        "state": "discussed",
        "before": "",
        "after": "",
        "signs": ["watched", "young"],
        "noticed": "En bil stod kvar.",
    }
    desk.post(address(case, "amnet"), given)
    row = Topic.objects.get()
    for field, word in (("signs", b"watched"), ("noticed", b"bil")):
        assert bytes(row.__dict__[field])
        assert word not in bytes(row.__dict__[field])
    shown = page(desk, address(case))
    assert "någon vaktade, väntade eller körde; kan ha varit under arton" in shown
    assert "En bil stod kvar." in shown
    assert 'value="watched" id="t_signs_1" checked' in shown
    assert "Frågor att ställa" in shown
    told = story.open_case(case, by=ada, at=now)
    assert told.topic.sign_codes == ["watched", "young"]


def test_in_mode_A_no_sign_is_kept(case_in, ada, desk_of):
    case, desk = case_in("A"), desk_of(ada)
    assert 'name="signs"' not in page(desk, address(case))
    desk.post(address(case, "amnet"), {"state": "discussed", "signs": ["watched"], "noticed": "x"})
    said = Topic.objects.get()
    key = cases.key_of(case.box, ada)
    assert (said.state, said.signs.open(key), said.noticed.open(key)) == ("discussed", "", "")


def test_it_is_all_in_english_too(case, ada, desk, now):
    risks.raise_in(case, codes.RiskKind.TRAFFICKING, by=ada, at=now)
    shown = page(desk, f"/en{address(case)}")
    assert "Risk flag, trafficking under way. Nobody has taken it for 0 minutes." in shown
    assert "Questions to ask" in shown
    assert "To do" in shown


def test_a_case_begun_by_phone_can_be_flagged(asked, ada, eva, now, desk_of):
    case = cases.begin(codes.Begin.PHONE, asked(), stand_in=eva, by=ada, at=now)
    desk_of(ada).post(address(case, "risk"), flag(ada))
    assert Risk.objects.get().box_id == case.box_id
