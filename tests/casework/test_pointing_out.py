"""Mode B: what may name somebody is shown before it is kept. The page comes back with the text, without any script."""

import pytest
from django.utils import timezone

from kast.casework import cases, drafts, notes
from kast.casework.models import Case, GuideAnswer, Note, Objection, Plan, Topic
from kast.staff.models import HeldForm
from tests.pages import field

TEXT = "Hans fru heter Anna Berg. Hon har 070-174 06 15 och 850312-1234, på Storgatan 12."


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def desk(case, ada, desk_of):
    return desk_of(ada)


def talk(**given):
    today = f"{timezone.localdate():%Y-%m-%d}"
    return {"what": "note", "kind": "conversation", "means": "phone", "on": today, **given}


def test_the_page_comes_back_with_the_text_and_a_question_for_each(case, desk, ada):
    where = f"/personal/arenden/{case.number}/anteckna/"
    page = desk.post(where, talk(words=TEXT)).content.decode()
    assert not Note.objects.exists()
    assert TEXT in page
    assert "Allt du skrev är kvar. Inget är sparat än." in page
    for asks in (
        "Det här liknar ett namn: ”Anna Berg”. Ska det stå kvar?",
        "Det här liknar ett telefonnummer: ”070-174 06 15”. Ska det stå kvar?",
        "Det här liknar ett personnummer: ”850312-1234”. Ska det stå kvar?",
        "Det här liknar en gatuadress: ”Storgatan 12”. Ska det stå kvar?",
    ):
        assert page.count(asks) == 1
    assert page.count("Spara ändå") == 1
    desk.post(where, talk(words=TEXT, accepted=field(page, "accepted"), anyway=field(page, "anyway")))
    assert Note.objects.get().words.open(cases.key_of(case.box, ada)) == TEXT


def test_a_text_without_any_is_kept_at_once(case, desk):
    desk.post(f"/personal/arenden/{case.number}/anteckna/", talk(words="Frun vet. Sover bättre i maj."))
    assert Note.objects.count() == 1


def test_only_what_is_new_is_asked_about_again(case, desk):
    where = f"/personal/arenden/{case.number}/anteckna/"
    page = desk.post(where, talk(words="Frun heter Anna.")).content.decode()
    known = {"accepted": field(page, "accepted"), "anyway": field(page, "anyway")}
    page = desk.post(where, talk(words="Frun heter Anna, sonen Viktor.", **known)).content.decode()
    assert "”Anna”" not in page
    assert "”Viktor”" in page
    known = {"accepted": field(page, "accepted"), "anyway": field(page, "anyway")}
    desk.post(where, talk(words="Frun heter Anna, sonen Viktor.", **known))
    assert Note.objects.count() == 1


def test_a_made_up_mark_lets_nothing_through(case, desk):
    desk.post(f"/personal/arenden/{case.number}/anteckna/", talk(words="Anna.", anyway="ja * 000000000000"))
    assert not Note.objects.exists()


def test_beside_another_fault_both_are_told(case, desk):
    page = desk.post(
        f"/personal/arenden/{case.number}/anteckna/", talk(what="not_held", words="Anna ringde.")
    ).content.decode()
    assert "Säg varför det inte blev av." in page
    assert "”Anna”" in page


@pytest.mark.parametrize(
    ("where", "given", "table"),
    [
        ("anteckning/{note}/ratta/", {"words": "Anna ringde."}, None),
        ("anteckning/{note}/invanda/", {"words": "Anna ringde inte."}, Objection),
        ("plan/", {"goals": "Bo hos Anna."}, Plan),
        ("plan/", {"who_knows": "Anna och min bror"}, Plan),
        ("samtalsstod/", {"children": "yes", "children_words": "dottern Anna"}, GuideAnswer),
        ("amnet/", {"state": "discussed", "before": "Anna ville det", "after": "x"}, Topic),
        ("avsluta/", {"ending": "moved_on", "agreed": "no", "words": "till Anna på vården"}, None),
        ("lage/", {"mode": "C", "decision": "SN 1", "why": "Anna vill det"}, None),
        (
            "uppgifter/",
            {"alias": "Anna", "concerns": "bought", "baseline": "never", "route_in": "own"},
            None,
        ),
    ],
)
def test_every_text_of_a_case_is_looked_through(where, given, table, case, desk, ada, now):
    note = notes.write(case, "x", by=ada, at=now)
    address = f"/personal/arenden/{case.number}/{where.format(note=note.pk)}"
    answer = desk.post(address, given)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "”Anna" in page
    assert table is None or not table.objects.exists()
    before = Case.objects.values().get(pk=case.pk), Note.objects.count()
    assert before[1] == 1
    kept = desk.post(address, {**given, "accepted": field(page, "accepted"), "anyway": field(page, "anyway")})
    assert kept.status_code == 302
    assert table is None or table.objects.count() == 1


def test_in_mode_C_a_name_may_stand(case_in, ada, desk_of):
    case = case_in("C")
    desk_of(ada).post(f"/personal/arenden/{case.number}/anteckna/", talk(words=TEXT))
    assert Note.objects.count() == 1


def test_a_draft_goes_on_being_the_same_draft_on_the_page_that_asks(case, desk, ada):
    asks = {"headers": {"accept": "application/json"}}
    where = f"/personal/arenden/{case.number}/"
    kept = desk.post(f"{where}utkast/", {"place": "note", "words": "Anna"}, **asks).json()
    known = {"draft": kept["draft"], "version": kept["version"]}
    page = desk.post(f"{where}anteckna/", talk(words="Anna ringde.", **known)).content.decode()
    assert field(page, "version") == kept["version"]
    again = {"place": "note", "words": "Frun ringde.", "draft": kept["draft"], "version": field(page, "version")}
    assert not desk.post(f"{where}utkast/", again, **asks).json()["apart"]
    desk.post(f"{where}anteckna/", talk(words="Frun ringde.", **known))
    assert drafts.of(case.box, by=ada) == []


def test_given_back_after_a_lock_and_asked_about_it_is_kept_once(case, ada, unit, desk_of):
    desk = desk_of(ada, locked=True)
    where = f"/personal/arenden/{case.number}/anteckna/"
    desk.post(where, talk(words="Anna ringde."))
    desk.post("/personal/las-upp/", {"phrase": " ".join(unit.phrases["ada"])})
    waiting = desk.get("/personal/las-upp/kvar/").content.decode()
    page = desk.post(where, talk(words="Anna ringde.", kvar=field(waiting, "kvar"))).content.decode()
    assert HeldForm.objects.count() == 1  # nothing is kept yet
    known = {name: field(page, name) for name in ("kvar", "accepted", "anyway")}
    desk.post(where, talk(words="Anna ringde.", **known))
    assert (Note.objects.count(), HeldForm.objects.count()) == (1, 0)
