"""The counsellor calls, fills in what she hears, and sees what is due."""

import re
from html import unescape

import pytest

from kast.casework import endings
from kast.followup import answers, asking, attempts
from kast.followup.models import Attempt, Followup
from tests.followup.conftest import DAY, moment
from tests.followup.conftest import answer as said_in_words

PAGE = "/svar/uppfoljning/"


@pytest.fixture
def called(planned, at_noon, ada, desk_of):
    """A call that is due, and Ada's desk."""
    made = planned("call", (12,), until=DAY)
    return made.rows[12], desk_of(ada)


def test_the_counsellor_calls_and_fills_in_what_she_hears(called):
    row, desk = called
    due = desk.get("/personal/uppfoljning/").content.decode()
    assert row.case.number in due
    assert desk.get(f"/personal/uppfoljning/{row.pk}/").status_code == 200
    answer = desk.post(f"/personal/uppfoljning/{row.pk}/forsok/", {"result": "no_answer"})
    assert answer["location"] == f"/personal/uppfoljning/{row.pk}/"
    answer = desk.post(f"/personal/uppfoljning/{row.pk}/forsok/", {"result": "reached"})
    assert answer["location"] == f"/personal/uppfoljning/{row.pk}/svar/"
    assert "Har du köpt sex sedan vi började, i januari 2025?" in desk.get(answer["location"]).content.decode()
    assert "c_2026-05_sweden_remote" in desk.get(answer["location"]).content.decode()
    done = desk.post(answer["location"], {"any": "yes", "c_2026-05_sweden_remote": "2", "now_life": "good"})
    assert done["location"] == f"/personal/arenden/{row.case.number}/"
    read = desk.get(f"/personal/uppfoljning/{row.pk}/").content.decode()
    assert "maj 2026: i Sverige på distans 2" in read
    assert "Hur har du det, på det hela taget?" in read


def test_what_she_fills_in_says_one_thing(called):
    row, desk = called
    where = f"/personal/uppfoljning/{row.pk}/svar/"
    for given in ({"any": "no", "last": "2026-05"}, {"any": "no", "c_2026-05_tried": "1"}):
        assert "säger inte samma sak" in desk.post(where, given).content.decode()
    assert Followup.objects.get(pk=row.pk).state == "due"


@pytest.mark.parametrize("why", ["answered", "over"])
def test_what_she_filled_in_stays_when_it_cannot_be_saved_any_more(called, visit_of, at_noon, ada, why):
    row, desk = called
    where = f"/personal/uppfoljning/{row.pk}/svar/"
    if why == "answered":
        answers.give(row, said_in_words(), visit=visit_of(row.case), at=moment(DAY, 12))
    else:
        Followup.objects.filter(pk=row.pk).update(state="lapsed")
    answer = desk.post(where, {"any": "yes", "last": "2026-05", "worse": "Det tog lång tid."})
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "Det går inte längre: tiden har gått ut, eller så finns svaret redan." in page
    assert "Det tog lång tid.</textarea>" in page
    assert '<option value="2026-05" selected>' in page


def test_in_mode_B_what_points_at_somebody_is_asked_about_before_it_is_kept(called):
    row, desk = called
    where = f"/personal/uppfoljning/{row.pk}/svar/"
    page = desk.post(where, {"any": "no", "worse": "Anna svarade aldrig."}).content.decode()
    assert "Det här liknar ett namn: ”Anna”. Ska det stå kvar?" in page
    anyway = re.search(r'name="anyway" value="([^"]*)"', page)[1]
    assert desk.post(where, {"any": "no", "worse": "Anna svarade aldrig.", "anyway": anyway}).status_code == 302


def test_in_mode_A_there_is_no_box_to_write_in(planned, at_noon, ada, desk_of):
    row = planned("call", (12,), until=DAY, mode="A", decision="").rows[12]
    page = desk_of(ada).get(f"/personal/uppfoljning/{row.pk}/svar/").content.decode()
    assert "<textarea" not in page


def test_a_no_on_the_phone_holds_too(called):
    row, desk = called
    assert "Ska ingen fråga igen?" in desk.get(f"/personal/uppfoljning/{row.pk}/nej/").content.decode()
    assert Followup.objects.get(pk=row.pk).state == "due"
    desk.post(f"/personal/uppfoljning/{row.pk}/nej/")
    assert Followup.objects.get(pk=row.pk).state == "declined"


def test_it_is_said_of_the_number_only_where_it_goes(called, ada):
    row, desk = called
    where, gone = f"/personal/uppfoljning/{row.pk}/nej/", "tas bort i natt"
    assert gone in desk.get(where).content.decode()
    endings.reopen(row.case, by=ada, at=moment(DAY))
    page = desk.get(where).content.decode()
    assert "Det gäller för gott" in page
    assert gone not in page


def test_a_wrong_number_is_one_call_however_often_one_calls(called, settings_of_unit):
    row, desk = called
    for tries, said in (
        (1, "Efter ett samtal utan svar, eller vid fel nummer,"),
        (3, "Efter 3 samtal utan svar, eller"),
    ):
        settings_of_unit(followup_tries=tries)
        assert said in desk.get(f"/personal/uppfoljning/{row.pk}/").content.decode()


def test_when_the_sms_was_released_is_said_plainly(called):
    row, desk = called
    Followup.objects.filter(pk=row.pk).update(texted_on=DAY)
    assert "Sms:et är på väg sedan 4 juli." in desk.get(f"/personal/uppfoljning/{row.pk}/").content.decode()


def test_after_the_answer_an_attempt_is_refused_kindly(called, ada):
    row, desk = called
    desk.post(f"/personal/uppfoljning/{row.pk}/svar/", {"any": "no"})
    desk.post(f"/personal/uppfoljning/{row.pk}/forsok/", {"result": "no_answer"})
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("name", ["eva", "bo", "olle"])
def test_for_everybody_else_it_does_not_exist(called, unit, desk_of, name):
    row, _ = called
    other = desk_of(unit.members[name])
    for path in ("", "svar/", "nej/"):
        assert other.get(f"/personal/uppfoljning/{row.pk}/{path}").status_code == 404
    assert other.post(f"/personal/uppfoljning/{row.pk}/forsok/", {"result": "reached"}).status_code == 404
    assert row.case.number not in other.get("/personal/uppfoljning/").content.decode()


def test_today_and_the_case_show_what_is_due(called, ada):
    row, desk = called
    attempts.record(row, Attempt.Result.NO_ANSWER, by=ada, at=moment(DAY))
    page = unescape(desk.get("/personal/").content.decode())
    assert f"/personal/uppfoljning/{row.pk}/" in page
    assert "Uppföljning efter 12 månader, försök 2 av 3, senast 4 juli" in page
    assert "4 dagar" in page


def test_the_list_shows_the_last_attempt(called, ada):
    row, desk = called
    attempts.record(row, Attempt.Result.NO_ANSWER, by=ada, at=moment(DAY))
    assert "Ett försök, 4 juli." in desk.get("/personal/uppfoljning/").content.decode()
    assert asking.plan(moment(DAY, 23)).lapsed == 0


def test_every_text_that_a_counsellor_types_here_is_looked_through():
    from django import forms as django_forms

    from kast.followup import forms

    typed = {
        (form, name)
        for form in (forms.First, forms.Trying, forms.Beginning, forms.Whole)
        for name, field in form.base_fields.items()
        if isinstance(field.widget, django_forms.Textarea | django_forms.TextInput)
    }
    assert typed == {(forms.Whole, "worse")}
    assert set(forms.Whole.WATCHED) == {"worse"}
