"""The casework's own pages: a letter and what becomes of it, the search, who has a case."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import breaking, cases, inbox, replies
from kast.casework.models import BreakGlass, Case, Draft
from kast.door.models import Letter, Reply
from kast.staff.models import Member


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


def taking(eva, **given) -> dict[str, str]:
    return {
        "alias": "Pendlaren",
        "concerns": "bought",
        "baseline": "earlier",
        "route_in": "card",
        "informed_limits": "on",
        "mode": "B",
        "decision": "SN 2025/112",
        "stand_in": str(eva.mark),
        **given,
    }


def test_a_letter_is_read_and_that_is_written_down(wrote, desk):
    letter = wrote("Jag skriver för att …", about="bought", card="B7K4", safe="yes")
    shown = page(desk, f"/personal/brev/{letter.number}/")
    for words in (
        "Jag skriver för att …",
        "Jag köper eller har köpt sex",
        "B7K4",
        "Tankar på självmord",
        "112 och 90101",
        "har inte visat att orden är sparade",
        "Bli ärende",
        "Jag känner personen",
    ):
        assert words in shown
    entry = Entry.objects.get(act="letter:read")
    assert entry.about.split()[0] == str(letter.mark)


def test_a_letter_in_arabic_and_one_with_markup_are_shown_as_they_were_written(wrote, desk):
    letter = wrote("مرحبا. <b>x</b>")
    shown = page(desk, f"/personal/brev/{letter.number}/")
    assert "مرحبا" in shown
    assert "&lt;b&gt;" in shown
    assert 'dir="auto"' in shown


def test_a_letter_becomes_a_case_with_what_it_already_says_filled_in(wrote, desk, eva):
    letter = wrote(about="afraid", heard="police")
    shown = page(desk, f"/personal/brev/{letter.number}/ta/")
    assert 'value="afraid" id="id_concerns_1" checked' in shown.replace(" required", "") or "checked" in shown
    answer = desk.post(f"/personal/brev/{letter.number}/ta/", taking(eva))
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/personal/arenden/{case.number}/"
    assert (case.concerns, case.route_in, case.stand_in) == ("bought", "card", eva)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"decision": ""}, "Utan beslut är det läge A."),
        ({"personal_number": "19800101-1234"}, "Personnummer tas bara emot i läge C."),
        ({"stand_in": ""}, "Allt du skrev är kvar."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(given, says, wrote, desk, eva):
    letter = wrote()
    shown = desk.post(f"/personal/brev/{letter.number}/ta/", taking(eva, **given)).content.decode()
    assert says in shown
    assert "Pendlaren" in shown
    assert not Case.objects.exists()


def test_who_comes_too_late_is_told_so(wrote, desk, eva, now):
    letter = wrote()
    inbox.set_aside(Letter.objects.get(), inbox.Outcome.NOT_OURS, by=eva, at=now)
    for where, sent in [
        ("ta", taking(eva)),
        ("undan", {"outcome": "threat"}),
        ("svara", {"words": "Hej."}),
        ("kanner", {"colleague": str(eva.mark)}),
    ]:
        answer = desk.post(f"/personal/brev/{letter.number}/{where}/", sent, follow=True)
        assert "Någon annan hann före med det brevet." in answer.content.decode()


def test_who_answers_too_late_finds_her_words_on_the_page_and_her_draft_at_the_letter(wrote, desk, eva, now):
    letter = wrote()
    desk.post(f"/personal/brev/{letter.number}/utkast/", {"place": "reply", "words": "Tack för"})
    replies.answer(letter, "Evas svar.", by=eva, at=now)
    answer = desk.post(f"/personal/brev/{letter.number}/svara/", {"words": "Tack för att du skrev."})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Någon annan hann före med det brevet. Din text står kvar här." in shown
    assert "Tack för att du skrev.</textarea>" in shown
    assert f'action="/personal/brev/{letter.number}/svara/"' not in shown
    assert Reply.objects.count() == 1
    assert "Tack för" in page(desk, f"/personal/brev/{letter.number}/")


@pytest.mark.parametrize("where", ["svara", "utkast"])
def test_also_when_it_has_become_a_case_that_is_not_hers_and_of_that_nothing_is_said(
    where, wrote, asked, desk, eva, now
):
    letter = wrote("Personens egna ord.")
    case = cases.open_from(letter, asked(alias="Pendlaren"), stand_in=None, by=eva, at=now)
    said = {"place": "reply", "words": "Tack för att du skrev."}
    answer = desk.post(f"/personal/brev/{letter.number}/{where}/", said)
    shown = answer.content.decode()
    assert answer.status_code == 404
    assert "Din text står kvar här." in shown
    assert "Tack för att du skrev.</textarea>" in shown
    for words in (case.number, "Pendlaren", "Personens egna ord.", "Eva"):
        assert words not in shown
    without = desk.post(f"/personal/brev/{letter.number + 90}/{where}/", said).content.decode()
    assert bare(without) == bare(shown)  # a letter that never was is told in the same words
    assert desk.post(f"/personal/brev/{letter.number}/{where}/", {"place": "reply", "words": ""}).status_code == 404


def bare(page: str) -> str:
    """A page without what is new each time it is made."""
    return re.sub(r'(nonce|value|content)="[^"]*"', "", re.sub(r"\s+", " ", page))


def test_a_letter_is_answered_without_a_case(wrote, desk):
    letter = wrote()
    assert "Svaret är tomt." in desk.post(f"/personal/brev/{letter.number}/svara/", {"words": ""}).content.decode()
    desk.post(f"/personal/brev/{letter.number}/svara/", {"words": "Tack för frågan."})
    assert Reply.objects.count() == 1
    assert "Besvarad utan ärende." in page(desk, f"/personal/brev/{letter.number}/")


def test_a_begun_answer_is_kept(wrote, desk):
    letter = wrote()
    desk.post(f"/personal/brev/{letter.number}/utkast/", {"place": "reply", "words": "Tack för"})
    shown = page(desk, f"/personal/brev/{letter.number}/")
    assert "Tack för" in shown
    assert "Bara du kan läsa utkastet." in shown
    draft = str(Draft.objects.get().pk)
    desk.post(f"/personal/brev/{letter.number}/svara/", {"words": "Tack för frågan.", "draft": draft})
    assert not Draft.objects.exists()


@pytest.mark.parametrize("outcome", ["not_ours", "threat"])
def test_a_letter_is_set_aside(outcome, wrote, desk):
    letter = wrote()
    desk.post(f"/personal/brev/{letter.number}/undan/", {"outcome": outcome})
    letter.refresh_from_db()
    assert letter.state == outcome


def test_who_knows_the_person_passes_the_letter_on_in_one_act(wrote, desk, ada, eva, desk_of):
    letter = wrote()
    desk.post(f"/personal/brev/{letter.number}/kanner/", {"colleague": str(eva.mark)})
    assert desk.get(f"/personal/brev/{letter.number}/").status_code == 404
    other = desk_of(eva)
    assert page(other, f"/personal/brev/{letter.number}/")
    shown = other.post(f"/personal/brev/{letter.number}/kanner/", {"colleague": str(ada.mark)}).content.decode()
    assert "Den kollegan känner också personen." in shown
    shown = other.post(f"/personal/brev/{letter.number}/ta/", taking(ada)).content.decode()
    assert "Den kollegan känner personen." in shown


def test_after_a_flood_many_are_put_aside_at_once(wrote, desk):
    for _ in range(3):
        wrote("klockor")
    assert "Lägg undan breven" in page(desk, "/personal/brev/rensa/")
    answer = desk.post("/personal/brev/rensa/", {"first": 1, "last": 2}, follow=True)
    assert "2 brev är undanlagda." in answer.content.decode()
    assert Letter.objects.filter(state="waiting").count() == 1


def test_a_case_begins_with_a_call(desk, eva):
    assert "Börjar med" in page(desk, "/personal/arenden/nytt/")
    desk.post("/personal/arenden/nytt/", taking(eva, began_with="phone"))
    case = Case.objects.get()
    assert case.began_with == "phone"
    assert "ingen brevlåda" in page(desk, f"/personal/arenden/{case.number}/")


def test_the_list_of_cases(case, desk, eva, desk_of):
    assert case.number in page(desk, "/personal/arenden/")
    assert "Du är ersättare" in page(desk_of(eva), "/personal/arenden/")


def test_an_empty_list_says_what_is_true(desk):
    assert "Här kommer ärenden att stå när du har tagit ett brev." in page(desk, "/personal/arenden/")


def test_the_search_leads_to_the_case_and_stands_in_no_address(case, desk):
    answer = desk.post("/personal/sok/", {"q": "pendlaren"})
    assert answer.headers["Location"] == f"/personal/arenden/{case.number}/"
    shown = desk.post("/personal/sok/", {"q": "någon annan"}).content.decode()
    assert "Inget ärende med det numret som du kan öppna." in shown
    assert "någon annan" not in shown
    assert desk.get("/personal/sok/", {"q": "pendlaren"}).status_code == 405


def test_what_was_asked_is_filled_in_later(case, desk):
    where = f"/personal/arenden/{case.number}/uppgifter/"
    assert "Pendlaren" in page(desk, where)
    told = {"alias": "P.", "concerns": "afraid", "baseline": "never", "route_in": "own", "informed_apply": "on"}
    desk.post(where, told)
    case.refresh_from_db()
    assert (case.concerns, case.baseline, case.informed_apply, case.mode) == ("afraid", "never", True, "B")


def test_a_case_is_lent_taken_back_and_handed_over(case, desk, ada, eva, bo):
    where = f"/personal/arenden/{case.number}"
    assert "Låna ut" in page(desk, f"{where}/lana-ut/")
    yesterday, week = (f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}" for days in (-1, 7))
    assert "Dagen har redan varit" in desk.post(f"{where}/lana-ut/", {"until": yesterday}).content.decode()
    desk.post(f"{where}/lana-ut/", {"until": week})
    assert "Avsluta lånet nu" in page(desk, f"{where}/lana-ut/")
    desk.post(f"{where}/ta-tillbaka/")
    case.refresh_from_db()
    assert case.lent_until is None
    same = {"holder": str(ada.mark), "stand_in": str(eva.mark)}
    assert "Det är så redan." in desk.post(f"{where}/lamna-over/", same).content.decode()
    desk.post(f"{where}/lamna-over/", {"holder": str(eva.mark), "stand_in": str(ada.mark)})
    case.refresh_from_db()
    assert (case.holder, case.stand_in) == (eva, ada)
    assert desk.get(f"{where}/").status_code == 404


def test_another_stand_in_is_named_on_the_same_page(case, desk, ada, bo, eva):
    Member.objects.filter(pk=bo.pk).update(role="counsellor")
    same = {"holder": str(ada.mark), "stand_in": str(bo.mark)}
    desk.post(f"/personal/arenden/{case.number}/lamna-over/", same)
    case.refresh_from_db()
    assert (case.holder, case.stand_in) == (ada, bo)


def test_a_case_of_somebody_who_left_is_taken_over(case, ada, eva, desk_of):
    Member.objects.filter(pk=ada.pk).update(left_on=timezone.localdate(), is_active=False)
    other = desk_of(eva)
    assert "Behandlaren har slutat" in page(other, "/personal/arenden/")
    other.post(f"/personal/arenden/{case.number}/ta-over/")
    case.refresh_from_db()
    assert case.holder == eva


def test_an_emergency_opening_asks_why_and_then_opens(case, eva, desk_of):
    other = desk_of(eva)
    where = f"/personal/arenden/{case.number}"
    assert other.get(f"{where}/").status_code == 404
    assert f"Det stängs efter {breaking.HOURS} timmar." in page(other, f"{where}/nodoppna/")
    assert other.post(f"{where}/nodoppna/", {"why": ""}).status_code == 200
    assert not BreakGlass.objects.exists()
    other.post(f"{where}/nodoppna/", {"why": "Ringer i kris."})
    assert "Ringer i kris." in page(other, f"{where}/")
    assert other.get(f"{where}/nodoppna/").status_code == 404


def test_words_are_shown_once_and_stand_in_no_log(case, desk):
    where = f"/personal/arenden/{case.number}/ord/"
    assert "Visa nya ord" in page(desk, where)
    shown = desk.post(where, {"language": "en"}).content.decode()
    assert shown.count("<li>") >= 8
    assert 'class="paper said words"' in shown
    assert 'class="paper said words"' not in page(desk, where)
