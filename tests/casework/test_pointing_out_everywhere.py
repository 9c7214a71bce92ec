"""Whatever a case keeps of her words is looked through first: every form, and the page on which each is sent."""

import inspect
import re
from datetime import timedelta

import pytest
from django import forms
from django.utils import timezone

import kast.casework.forms as shelf
from kast.casework import arrivals, codes, disclosures, early_warnings, flagged, risks
from kast.casework.looked_through import Watched
from kast.casework.models import Arrival, Case, Decision, Disclosure, EarlyWarning, Risk, Task
from kast.staff.models import HeldForm
from tests.pages import field

LETTER = "a letter to the person"
PAPER = "goes on a paper that is not stored"
REFERENCE = "the number and date of a decision"
NOT_LOOKED_THROUGH = {
    (shelf.Taking, "decision"): REFERENCE,
    (shelf.Taking, "personal_number"): "kept as a fingerprint, and in mode C only",
    (shelf.Mode, "decision"): REFERENCE,
    (shelf.Writing, "words"): LETTER,
    (shelf.CallingOff, "words"): LETTER,
    (shelf.Sending, "letter"): LETTER,
    (shelf.Drafting, "words"): "looked through when it becomes a note",
    **{(shelf.Concern, name): PAPER for name in shelf.Concern.base_fields},
    **{(shelf.Refusing, name): PAPER for name in shelf.Refusing.base_fields},
    (shelf.Printing, "phrases"): "what is blacked out on paper; not stored",
    (shelf.Consulting, "to"): "whom she asks, not about whom",
    (shelf.Booked, "place"): "a room or a link, of no case",
    (shelf.Batching, "place"): "where cards are handed out, of no case",
    (shelf.SheetForm, "text"): "another unit's sheet",
    (shelf.Compared, "digits"): "digits that are compared, not stored",
}
# Fields that a form makes for itself when it is made; looked through on their pages (here and in test_pointing_out).
MADE_WITH_THE_FORM = {shelf.Guiding, shelf.Revising}


def every_form(above=forms.Form) -> set[type[forms.Form]]:
    found = set(above.__subclasses__())
    found |= {below for one in found for below in every_form(one)}
    return {one for one in found if one.__module__.startswith(shelf.__name__)}


def typed(form) -> set[str]:
    """Where any text may be typed; a field of its own class (a mark, a month) takes only what has its shape."""
    boxes = (forms.Textarea, forms.TextInput)
    fields = form.base_fields.items()
    return {name for name, field in fields if type(field) is forms.CharField and isinstance(field.widget, boxes)}


def unwatched(form) -> set[str]:
    return typed(form) - ({*form.WATCHED, *form.SHORT} if issubclass(form, Watched) else set())


@pytest.mark.parametrize("form", sorted(every_form(), key=lambda form: form.__name__))
def test_every_text_is_looked_through_or_has_its_reason_not_to_be(form):
    spared = {name for of, name in NOT_LOOKED_THROUGH if issubclass(form, of)}
    assert unwatched(form) <= spared
    if issubclass(form, Watched):
        assert {*form.WATCHED, *form.SHORT} <= set(form.base_fields)
    makes_boxes = "__init__" in vars(form) and "CharField(" in inspect.getsource(form.__init__)
    assert makes_boxes == (form in MADE_WITH_THE_FORM)


def test_no_reason_is_given_for_what_is_looked_through_or_gone():
    assert not [(form.__name__, name) for form, name in NOT_LOOKED_THROUGH if name not in unwatched(form)]


# Each form through its page. ------------------------------------------------------------------------------------------


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


@pytest.fixture
def desk(case, ada, desk_of):
    return desk_of(ada)


def today() -> str:
    return f"{timezone.localdate():%Y-%m-%d}"


def asked_about(desk, where, given, quote="Anna") -> dict[str, str]:
    """The page that comes back with its text and the question; what the press that keeps it sends."""
    answer = desk.post(where, given)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count(f"Det här liknar ett namn: ”{quote}”. Ska det stå kvar?") == 1
    assert page.count("Spara ändå") == 1
    link = re.search(r'<li><a href="#([\w-]+)">Det här liknar', page)[1]
    assert page.count(f'id="{link}"') == 1
    return {**given, "accepted": field(page, "accepted"), "anyway": field(page, "anyway")}


AID = {"about": "child", "step": "decided", "harmed": "yes", "crime_against": "no", "decided": "report"}


@pytest.mark.parametrize(
    ("where", "given", "table"),
    [
        ("risk/", {"kind": "violence", "worry": "Anna är rädd."}, Risk),
        ("risk/", {"kind": "violence", "doing": "Vi ringer Anna i kväll."}, Risk),
        ("att-gora/", {"what": "skriva till Anna"}, Task),
        ("beslutsstod/", {**AID, "told": "yes", "why": "Frun heter Anna."}, Decision),
        ("beslutsstod/", {**AID, "told": "no", "not_told": "Anna är där.", "why": "x"}, Decision),
        ("utlamnanden/", {"asker": "close", "who": "Anna", "what": "Allt."}, Disclosure),
        ("utlamnanden/", {"asker": "police", "who": "Polisen", "what": "Om Anna har varit här."}, Disclosure),
    ],
)
def test_on_the_pages_of_a_case(where, given, table, case, ada, desk):
    where = f"/personal/arenden/{case.number}/{where}"
    given = {"due_on": today(), "on": today(), "who": str(ada.mark), **given}
    again = asked_about(desk, where, given)
    assert not table.objects.exists()
    assert desk.post(where, again).status_code == 302
    assert table.objects.count() == 1


@pytest.mark.parametrize(
    ("end", "given"),
    [
        ("plan/", {"worry": "Anna är rädd."}),
        ("plan/", {"doing": "Anna hämtar pojken."}),
        ("avsluta/", {"outcome": "calmer", "happened": "Anna kom."}),
    ],
)
def test_on_the_page_of_a_flag(end, given, case, ada, now, desk):
    flag = risks.raise_in(case, codes.RiskKind.CHILD, take=True, by=ada, at=now)
    again = asked_about(desk, f"/personal/risk/{flag.pk}/{end}", given)
    told = flagged.opened(flag, by=ada, at=now)
    assert (told.worry, told.doing, told.happened) == ("", "", "")
    assert desk.post(f"/personal/risk/{flag.pk}/{end}", again).status_code == 302
    flag.refresh_from_db()
    told = flagged.opened(flag, by=ada, at=now)
    assert (told.worry or told.doing or told.happened) in given.values()


def test_what_was_done_about_a_warning(case, ada, now, desk):
    early_warnings.look(by=ada, at=now + timedelta(days=61))
    warning = EarlyWarning.objects.get()
    where = f"/personal/hor-av-dig/{warning.pk}/"
    again = asked_about(desk, where, {"done": "not_needed", "why": "Anna har ringt."})
    warning.refresh_from_db()
    assert not warning.done
    assert desk.post(where, again).status_code == 302
    warning.refresh_from_db()
    assert warning.done == "not_needed"


@pytest.fixture
def requested(case, ada, now):
    asked = disclosures.Asked(asker=disclosures.Asker.POLICE, by_paragraph="", who="Polisen", what="Allt.")
    return disclosures.ask(case, asked, on=timezone.localdate(now), by=ada, at=now)


@pytest.mark.parametrize(
    "given",
    [{"given": "no", "harm": "Anna skadas av det."}, {"given": "yes", "harm": "x", "what": "Ett datum, till Anna."}],
)
def test_the_answer_to_a_request(given, case, requested, bo, desk):
    where = f"/personal/arenden/{case.number}/utlamnanden/{requested.pk}/"
    given = {"ground": "osl-26-1", "decided_by": str(bo.mark), "on": today(), **given}
    again = asked_about(desk, where, given)
    assert Disclosure.objects.get().state == "asked"
    assert desk.post(where, again).status_code == 302
    assert Disclosure.objects.get().state in {"refused", "given"}


def test_what_is_not_kept_is_not_asked_about(case, requested, bo, desk):
    where = f"/personal/arenden/{case.number}/utlamnanden/{requested.pk}/"
    given = {"given": "no", "ground": "osl-26-1", "decided_by": str(bo.mark), "on": today(), "harm": "x"}
    assert desk.post(where, {**given, "what": "Allt om Anna."}).status_code == 302
    told = {**AID, "told": "yes", "not_told": "Anna var där.", "why": "x"}
    assert desk.post(f"/personal/arenden/{case.number}/beslutsstod/", told).status_code == 302


# A case from a call, a referral, another unit. ------------------------------------------------------------------------


def taking(eva, **given) -> dict[str, str]:
    usual = {"concerns": "bought", "baseline": "never", "route_in": "other", "mode": "A", "alias": "Anna"}
    return {**usual, "began_with": "phone", "stand_in": str(eva.mark), **given}


def test_a_case_of_who_answered_the_call(left, ada, eva, desk_of):
    slip, desk = left(), desk_of(ada)
    desk.post(f"/personal/ringlista/{slip.pk}/resultat/", {"result": "reached"})
    where = f"/personal/ringlista/{slip.pk}/arende/"
    again = asked_about(desk, where, taking(eva))
    assert not Case.objects.exists()
    assert desk.post(where, again).status_code == 302
    assert Case.objects.count() == 1


def test_a_case_of_who_was_pointed_on(pointed, ada, eva, desk_of):
    where, desk = f"/personal/hanvisningar/{pointed().number}/arende/", desk_of(ada)
    again = asked_about(desk, where, taking(eva))
    assert not Case.objects.exists()
    assert desk.post(where, again).status_code == 302
    assert Case.objects.count() == 1


def test_a_case_from_another_unit(sister, annanstad, our_sheet, ada, eva, now, desk_of):
    arrivals.take_in(annanstad.hands_over(our_sheet, on=now.date()), at=now)
    where, desk = f"/personal/overlamningar/{Arrival.objects.get().pk}/ta-emot/", desk_of(ada)
    again = asked_about(desk, where, taking(eva))
    assert not Case.objects.exists()
    assert desk.post(where, again).status_code == 302
    assert Case.objects.count() == 1


# The press that was asked about goes on as it was meant. --------------------------------------------------------------


def test_who_was_to_take_the_flag_takes_it_after_the_question(case, ada, desk):
    where = f"/personal/arenden/{case.number}/risk/"
    given = {"kind": "violence", "worry": "Anna är rädd."}
    page = desk.post(where, {**given, "take": "yes"}).content.decode()
    known = {name: field(page, name) for name in ("accepted", "anyway", "takes")}
    more = {**given, "worry": "Anna är rädd, Viktor också."}
    page = desk.post(where, {**more, **known}).content.decode()  # a name that is new: asked about again
    known = {name: field(page, name) for name in ("accepted", "anyway", "takes")}
    desk.post(where, {**more, **known})
    assert Risk.objects.get().taken_by == ada


def test_or_not_when_she_changes_the_text_and_leaves_it_to_others(case, desk):
    where = f"/personal/arenden/{case.number}/risk/"
    page = desk.post(where, {"kind": "violence", "worry": "Anna är rädd.", "take": "yes"}).content.decode()
    desk.post(where, {"kind": "violence", "worry": "Frun är rädd.", "takes": field(page, "takes")})
    assert Risk.objects.get().taken_by is None


def test_nobody_takes_a_flag_who_did_not_press_that(case, desk):
    where = f"/personal/arenden/{case.number}/risk/"
    given = {"kind": "violence", "worry": "Anna är rädd."}
    again = asked_about(desk, where, given)
    assert 'name="takes"' not in desk.post(where, given).content.decode()
    desk.post(where, again)
    assert Risk.objects.get().taken_by is None


@pytest.mark.parametrize("form", ["att-gora", "hor-av-dig"])
def test_what_was_sent_beside_the_list_on_today_leads_back_there(form, case, ada, now, desk):
    where, given = f"/personal/arenden/{case.number}/att-gora/", {"what": "skriva till Anna", "due_on": today()}
    if form == "hor-av-dig":
        early_warnings.look(by=ada, at=now + timedelta(days=61))
        where = f"/personal/hor-av-dig/{EarlyWarning.objects.get().pk}/"
        given = {"done": "not_needed", "why": "Anna har ringt."}
    again = asked_about(desk, where, {**given, "who": str(ada.mark), "from": "today", "beside": case.number})
    page = desk.post(where, {**given, "who": str(ada.mark), "from": "today", "beside": case.number}).content.decode()
    assert (field(page, "from"), field(page, "beside")) == ("today", case.number)
    assert desk.post(where, again)["location"] == f"/personal/?arende={case.number}"


def test_of_two_forms_on_a_page_only_the_one_that_was_given_back_is_known_as_such(case, ada, now, unit, desk_of):
    flag = risks.raise_in(case, codes.RiskKind.CHILD, take=True, by=ada, at=now)
    desk, where = desk_of(ada, locked=True), f"/personal/risk/{flag.pk}/plan/"
    desk.post(where, {"doing": "Anna hämtar pojken."})
    desk.post("/personal/las-upp/", {"phrase": " ".join(unit.phrases["ada"])})
    kvar = field(desk.get("/personal/las-upp/kvar/").content.decode(), "kvar")
    page = desk.post(where, {"doing": "Anna hämtar pojken.", "kvar": kvar}).content.decode()
    assert page.count('name="kvar"') == 1
    desk.post(where, {"doing": "Anna hämtar pojken.", **{name: field(page, name) for name in ("kvar", "anyway")}})
    assert not HeldForm.objects.exists()


# Where there is nothing to ask. ---------------------------------------------------------------------------------------


def test_a_threat_without_a_case_is_kept_at_once(ada, desk_of):
    assert desk_of(ada).post("/personal/hot/", {"worry": "Anna Berg ringde och skrek."}).status_code == 302
    assert Risk.objects.count() == 1


def test_a_flag_on_a_letter_is_kept_at_once_and_asked_about_when_it_is_a_case(
    wrote, asked, ada, eva, now, settings_of_unit, desk_of
):
    settings_of_unit(record_mode="B")
    letter, desk = wrote(), desk_of(ada)
    flag = risks.raise_on(letter, codes.RiskKind.SUICIDE, take=True, by=ada, at=now)
    assert desk.post(f"/personal/risk/{flag.pk}/plan/", {"doing": "Anna ringer."}).status_code == 302
    risks.open_from(letter, asked(), flag=False, stand_in=eva, by=ada, at=now)
    asked_about(desk, f"/personal/risk/{flag.pk}/plan/", {"doing": "Anna ringer igen."})


def test_the_decision_aid_without_a_case_keeps_nothing_and_asks_nothing(ada, desk_of):
    made = desk_of(ada).post("/personal/beslutsstod/", {**AID, "told": "yes", "why": "Frun heter Anna."})
    assert made["Content-Type"] == "application/pdf"


def test_in_mode_C_a_name_may_stand_but_not_another_case(case_in, ada, desk_of):
    case, desk = case_in("C"), desk_of(ada)
    where, given = f"/personal/arenden/{case.number}/att-gora/", {"due_on": today(), "who": str(ada.mark)}
    desk.post(where, {**given, "what": "skriva till Anna"})
    assert Task.objects.count() == 1
    page = desk.post(where, {**given, "what": "samma som 2025-004"}).content.decode()
    assert "Det här liknar numret på ett ärende: ”2025-004”. Ska det stå kvar?" in page
    assert Task.objects.count() == 1
