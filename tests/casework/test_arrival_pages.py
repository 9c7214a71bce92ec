"""What came from a sister unit, as the counsellors meet it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kast.casework import arrivals
from kast.casework.models import Arrival, Case, Note, SisterUnit
from tests.pages import text_of


@pytest.fixture
def now():
    return timezone.now()


class TestWhatCame:
    @pytest.fixture
    def came(self, sister, annanstad, our_sheet, now):
        raw = annanstad.hands_over(our_sheet, on=now.date())
        arrivals.take_in(raw, at=now)
        return Arrival.objects.get()

    def asked(self, eva, **changed):
        usual = {"began_with": "phone", "alias": "Fredag", "concerns": "bought", "baseline": "earlier"}
        usual |= {"route_in": "other", "mode": "B", "decision": "SN 2025/112", "stand_in": str(eva.mark)}
        return usual | changed

    def test_is_on_today_for_those_who_take_letters_and_becomes_a_case(self, came, ada, eva, desk_of):
        desk = desk_of(ada)
        assert "Från KAST Annanstad" in text_of(desk.get("/personal/"))
        page = text_of(desk.get(f"/personal/overlamningar/{came.pk}/"))
        assert "Det är alltid fredagar." in page
        assert "Vi frågar senare hur det gick, inte de." in page
        form = desk.get(f"/personal/overlamningar/{came.pk}/ta-emot/").content.decode()
        assert 'value="Fredag"' in form
        page = desk.post(f"/personal/overlamningar/{came.pk}/ta-emot/", self.asked(eva), follow=True)
        case = Case.objects.get()
        assert case.number in text_of(page)
        assert "Svaret har inte gått tillbaka än." in text_of(page)
        story = text_of(desk.get(f"/personal/arenden/{case.number}/"))
        assert "Kom från KAST Annanstad." in story
        assert "Det är alltid fredagar." in story
        assert Note.objects.filter(case=case).count() == 3

    def test_the_answer_goes_back_as_a_file(self, came, ada, eva, desk_of):
        desk, where = desk_of(ada), f"/personal/overlamningar/{came.pk}/"
        page = desk.post(f"{where}avboj/", {"why": "no_room"}, follow=True)
        assert "Vi har inte plats." in text_of(page)
        assert "Svaret har inte gått tillbaka än" in text_of(desk.get("/personal/"))
        assert desk_of(eva).get(where).status_code == 404
        page = desk.post(f"{where}svar/", {"how": "file"}, follow=True)
        assert "Svaret gick tillbaka" in text_of(page)
        assert json.loads(json.loads(desk.get(f"{where}svar/fil/").content)["body"])["answer"] == "declined"
        assert "Överlämningar" not in text_of(desk.get("/personal/")).replace("Hämta en överlämning", "")

    def test_declining_asks_why(self, came, ada, desk_of):
        page = desk_of(ada).post(f"/personal/overlamningar/{came.pk}/avboj/", {})
        assert page.status_code == 200
        assert Arrival.objects.get().state == "waiting"

    def test_whoever_is_slower_is_told(self, came, ada, eva, now, desk_of, monkeypatch):
        desk = desk_of(eva)
        taken = Arrival.objects.select_related("sister").get()
        arrivals.decline(came, Arrival.Why.OTHER, by=ada, at=now)
        taken.state = "waiting"
        monkeypatch.setattr("kast.casework.access_to_incoming.arrival_for", lambda *_: taken)
        page = desk.post(f"/personal/overlamningar/{came.pk}/avboj/", {"why": "other"}, follow=True)
        assert "Någon annan hann före" in text_of(page)

    def test_from_a_unit_whose_keys_were_changed_it_is_not_opened(self, came, ada, desk_of):
        SisterUnit.objects.update(name="KAST Ond")
        page = text_of(desk_of(ada).get(f"/personal/overlamningar/{came.pk}/"))
        assert "så den öppnas inte" in page
        assert "fredagar" not in page
        assert desk_of(ada).post(f"/personal/overlamningar/{came.pk}/ta-emot/", {}).status_code == 200

    @pytest.mark.parametrize("raw", [b"hej", b"{}"])
    def test_a_file_that_is_none_is_said(self, unit, ada, desk_of, raw):
        page = desk_of(ada).post("/personal/overlamningar/hamta/", {"file": SimpleUploadedFile("x", raw)})
        assert "Det här är ingen fil från en annan KAST-mottagning." in text_of(page)

    def test_another_file_in_the_same_form_is_another_press(self, sister, annanstad, our_sheet, ada, now, desk_of):
        desk, token = desk_of(ada), {"csrfmiddlewaretoken": "x" * 64}
        for _ in range(2):
            raw = annanstad.hands_over(our_sheet, on=now.date())
            desk.post("/personal/overlamningar/hamta/", {"file": SimpleUploadedFile("x", raw), **token})
        assert Arrival.objects.count() == 2
