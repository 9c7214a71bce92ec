"""The pages of sister units, as the head and the counsellors use them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import cases, handover, modes, plans, posting, sisters
from kast.casework.models import Case, HandOver, SisterUnit
from kast.door.models import Reply
from tests.fixtures_sisters import AnotherUnit
from tests.pages import field, text_of
from tests.papers import words_of


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def yes_today(yes):
    return yes(consent_on=timezone.localdate())


class TestTheHead:
    where = "/personal/mottagningen/andra/"

    def test_gives_the_sheet_as_page_paper_and_file(self, our_sheet, bo, desk_of):
        desk = desk_of(bo)
        assert our_sheet.fingerprint in text_of(desk.get(self.where))
        assert sisters.read_sheet(desk.get(f"{self.where}blad/fil/").content.decode()) == our_sheet
        paper = words_of(desk.get(f"{self.where}blad/papper/"))
        assert our_sheet.fingerprint in paper
        assert "Jämför siffrorna muntligt" in paper

    def test_adds_a_unit_by_its_file_and_compares(self, annanstad, bo, desk_of):
        desk = desk_of(bo)
        file = SimpleUploadedFile("mottagning.json", annanstad.sheet().encode())
        page = desk.post(f"{self.where}ny/", {"file": file}, follow=True)
        assert "Jämför siffrorna" in text_of(page)
        added = SisterUnit.objects.get()
        digits = sisters.sheet_of(added).fingerprint
        assert digits not in text_of(page)  # heard aloud, not copied from here
        wrong = desk.post(f"{self.where}{added.pk}/", {"digits": "1234"})
        assert "Siffrorna stämmer inte." in text_of(wrong)
        done = desk.post(f"{self.where}{added.pk}/", {"digits": digits.replace(" ", "-")}, follow=True)
        assert "Siffrorna stämmer." in text_of(done)
        assert "Bo jämförde siffrorna" in text_of(desk.get(self.where))

    def test_or_by_typing_it(self, annanstad, bo, desk_of):
        desk_of(bo).post(f"{self.where}ny/", {"text": annanstad.sheet()})
        assert SisterUnit.objects.get().name == annanstad.name

    def test_is_told_what_is_wrong_with_a_sheet(self, sister, annanstad, our_sheet, bo, desk_of):
        desk = desk_of(bo)
        said = {
            "": "Välj filen, eller skriv av bladet.",
            "hej": "Det här är inget helt blad.",
            our_sheet.text(): "Det där är vår egen mottagning.",
            annanstad.sheet(): "Den mottagningen finns redan i listan.",
        }
        for text, message in said.items():
            assert message in text_of(desk.post(f"{self.where}ny/", {"text": text}))
        large = SimpleUploadedFile("x.json", b" " * 30_000)
        assert "Filen är för stor" in text_of(desk.post(f"{self.where}ny/", {"file": large}))

    def test_replaces_and_retires(self, sister, bo, desk_of):
        desk, here = desk_of(bo), f"{self.where}{sister.pk}/"
        newer = AnotherUnit("KAST Annanstad")
        page = desk.post(f"{here}nytt-blad/", {"text": newer.sheet()}, follow=True)
        assert "Skriv det du hör." in text_of(page)
        page = desk.post(f"{here}bort/", follow=True)
        assert "Används inte längre" in text_of(page)
        assert "Används inte längre" in text_of(desk.get(here))

    def test_sees_that_something_was_changed(self, sister, bo, desk_of):
        SisterUnit.objects.update(address="https://evil.example")
        desk = desk_of(bo)
        assert "Något är ändrat" in text_of(desk.get(self.where))
        assert "Något är ändrat" in text_of(desk.get(f"{self.where}{sister.pk}/"))

    def test_nobody_else_has_the_directory(self, sister, ada, olle, desk_of):
        for member in (ada, olle):
            desk = desk_of(member)
            for end in ("", "ny/", "blad/fil/", "blad/papper/", f"{sister.pk}/", f"{sister.pk}/nytt-blad/"):
                assert desk.get(self.where + end).status_code == 404

    def test_the_directory_takes_the_same_queries_however_many(
        self, sister, bo, now, desk_of, django_assert_max_num_queries
    ):
        desk = desk_of(bo)
        desk.get(self.where)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as one:
            desk.get(self.where)
        for _ in range(5):
            sisters.add(sisters.read_sheet(AnotherUnit().sheet()), by=bo, at=now)
        with django_assert_max_num_queries(len(one)):
            desk.get(self.where)


class TestHandingOver:
    @pytest.fixture
    def here(self, case):
        return f"/personal/arenden/{case.number}/overlamning/"

    def said(self, sister, **changed):
        usual = {
            "to": str(sister.mark),
            "consent": "here",
            "consent_on": timezone.localdate().isoformat(),
            "parts": ["letters", "coded", "plan"],
            "plan": "Ring en vän.",
            "asks": "they",
        }
        return usual | changed

    def test_from_the_case_to_the_file(self, case, sister, annanstad, here, ada, desk_of):
        desk = desk_of(ada)
        assert here in desk.get(f"/personal/arenden/{case.number}/").content.decode()
        page = text_of(desk.get(here))
        assert "Läs upp för personen:" in page
        page = desk.post(here, self.said(sister), follow=True)
        row = HandOver.objects.get()
        assert "Hej. Jag vet inte hur man börjar." in text_of(page)
        pieces = {"keep_0": "on", "words_0": "Vet inte hur man börjar.", "words_1": "Ring en vän."}
        page = desk.post(f"{here}{row.pk}/", pieces, follow=True)
        told = text_of(page)
        assert "Vet inte hur man börjar." in told
        assert "Ring en vän." not in told  # it was not ticked
        assert "Kallas Pendlaren" in told
        page = desk.post(f"{here}{row.pk}/skicka/", {"how": "file"}, follow=True)
        assert "Skickad." in text_of(page)
        read = annanstad.opens(desk.get(f"{here}{row.pk}/fil/").content)
        assert [piece["words"] for piece in read["pieces"]] == ["Vet inte hur man börjar."]
        story = text_of(desk.get(f"/personal/arenden/{case.number}/"))
        assert "Till KAST Annanstad" in story
        assert "Personens ja här i rummet" in story
        assert not Reply.objects.exists()

    @pytest.mark.parametrize(
        ("missing", "message"),
        [
            ({"consent": ""}, "Utan personens ja lämnas inget över."),
            ({"consent_on": ""}, "Utan personens ja lämnas inget över."),
            ({"consent_on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "Dagen har inte varit än."),
            ({"parts": []}, "Välj något som följer med."),
            ({"plan": " "}, "Skriv planen, eller låt den stanna."),
        ],
    )
    def test_what_is_missing_is_said_beside_the_field(self, sister, here, ada, desk_of, missing, message):
        page = text_of(desk_of(ada).post(here, self.said(sister, **missing)))
        assert message in page
        assert not HandOver.objects.exists()

    def test_in_mode_a_neither_plan_nor_notes_are_offered(self, case, sister, here, ada, now, desk_of):
        modes.change(case, Case.Mode.A, decision="x", why="y", by=ada, at=now)
        desk = desk_of(ada)
        page = desk.get(here).content.decode()
        assert 'value="letters"' in page
        assert 'value="plan"' not in page
        assert 'name="plan"' not in page
        desk.post(here, self.said(sister, parts=["letters"]))
        assert HandOver.objects.get().parts == ["letters"]

    def test_in_mode_a_a_letter_goes_as_it_is_or_stays(self, case, sister, here, yes, ada, now, desk_of):
        modes.change(case, Case.Mode.A, decision="x", why="y", by=ada, at=now)
        parts, on = [HandOver.Part.LETTERS, HandOver.Part.CODED], timezone.localdate()
        row = handover.prepare(case, sister, yes(parts=parts, consent_on=on), by=ada, at=now)
        desk = desk_of(ada)
        page = desk.get(f"{here}{row.pk}/").content.decode()
        assert "Hej. Jag vet inte hur man börjar." in page
        assert 'name="keep_0"' in page
        assert "<textarea" not in page
        went = desk.post(f"{here}{row.pk}/", {"keep_0": "on", "words_0": "Hans fru är sjuk."}, follow=True)
        assert "Hej. Jag vet inte hur man börjar." in text_of(went)
        assert "fru" not in text_of(went)

    def test_the_plan_stands_there_as_it_is_in_the_case(self, case, sister, here, ada, now, desk_of):
        desk = desk_of(ada)
        assert "Så står planen i ärendet nu." not in text_of(desk.get(here))
        assert not Entry.objects.filter(act="case:read").exists()  # nothing to open
        plans.write(case, plans.Words(goals="Vara ledig."), by=ada, at=now - timedelta(days=9))
        plan = plans.write(case, plans.Words(goals="Vara hemma.", in_a_risk="Ring en vän."), by=ada, at=now)
        page = text_of(desk.get(here))
        assert "Det jag vill Vara hemma. När det blir svårt Ring en vän." in page
        assert "Så står planen i ärendet nu." in page
        assert "Vara ledig." not in page
        assert Entry.objects.filter(act="case:read", about=f"{case.mark} {plan.mark}").count() == 1

    def test_a_plan_that_names_somebody_is_asked_about_before_it_is_laid_with_the_rest(
        self, case, sister, here, ada, desk_of
    ):
        desk, said = desk_of(ada), self.said(sister, plan="Ring Anna Berg på 070-174 06 15.")
        page = desk.post(here, said).content.decode()
        assert "Ska det stå kvar?" in page
        assert "Det här liknar ett namn: ”Anna Berg”." in page
        assert "Ring Anna Berg på 070-174 06 15.</textarea>" in page
        assert page.count("Låt det stå kvar") == 1
        assert not HandOver.objects.exists()
        desk.post(here, said | {"accepted": field(page, "accepted"), "anyway": field(page, "anyway")})
        assert HandOver.objects.count() == 1

    def test_what_is_typed_in_a_piece_is_asked_about_but_not_what_the_person_wrote(
        self, wrote, asked, sister, yes_today, ada, eva, now, desk_of
    ):
        case = cases.open_from(wrote("Jag heter Anders Ek."), asked(), stand_in=eva, by=ada, at=now)
        row, desk = handover.prepare(case, sister, yes_today, by=ada, at=now), desk_of(ada)
        where = f"/personal/arenden/{case.number}/overlamning/{row.pk}/"
        pieces = {"keep_0": "on", "words_0": "Jag heter Anders Ek.", "keep_1": "on", "words_1": "Ring Anna Berg."}
        page = desk.post(where, pieces).content.decode()
        assert "Det här liknar ett namn: ”Anna Berg”." in page
        assert "”Anders Ek”" not in page
        assert "Ring en vän." in str(handover.opened(row, by=ada, at=now))  # nothing is changed yet
        del pieces["keep_1"]
        assert desk.post(where, pieces)["location"].endswith("/skicka/")  # it stays here
        pieces |= {"keep_1": "on", "accepted": field(page, "accepted"), "anyway": field(page, "anyway")}
        assert "Ring Anna Berg." in text_of(desk.post(where, pieces, follow=True))

    def test_with_no_unit_in_the_directory_the_page_says_so(self, case, here, ada, desk_of):
        assert "Det finns ingen mottagning att lämna över till än." in text_of(desk_of(ada).get(here))

    def test_a_begun_one_goes_on_and_can_be_thrown_away(self, case, sister, here, yes_today, ada, now, desk_of):
        row = handover.prepare(case, sister, yes_today, by=ada, at=now)
        desk = desk_of(ada)
        assert desk.get(here)["location"].endswith(f"{row.pk}/")
        page = desk.post(f"{here}{row.pk}/kasta/", follow=True)
        assert "Inget har lämnat mottagningen." in text_of(page)
        assert not HandOver.objects.exists()

    def test_the_person_gets_a_letter_when_that_is_chosen(self, case, sister, here, yes_today, ada, now, desk_of):
        row, desk = handover.prepare(case, sister, yes_today, by=ada, at=now), desk_of(ada)
        where = f"{here}{row.pk}/skicka/"
        assert "De hör av sig till dig." in text_of(desk.get(where))
        page = desk.post(where, {"how": "file", "write": "on", "letter": " "})
        assert "Brevet är tomt." in text_of(page)
        desk.post(where, {"how": "file", "write": "on", "letter": "De ringer dig."})
        assert Reply.objects.count() == 1

    def test_the_answer_stands_on_today_until_it_is_seen(
        self, case, sister, annanstad, here, yes_today, ada, now, desk_of
    ):
        row = handover.prepare(case, sister, yes_today, by=ada, at=now)
        handover.send_as_file(row, by=ada, at=now)
        row.refresh_from_db()
        desk = desk_of(ada)
        answer = SimpleUploadedFile("svar.json", annanstad.answers(bytes(row.envelope), "accepted", on=now.date()))
        page = desk.post("/personal/overlamningar/hamta/", {"file": answer}, follow=True)
        assert "Svaret är mottaget." in text_of(page)
        assert "KAST Annanstad: mottagen" in text_of(page)
        page = desk.post(f"{here}{row.pk}/svar/", follow=True)
        assert "Jag har sett svaret" not in text_of(page)
        assert "KAST Annanstad: mottagen" not in text_of(desk.get("/personal/"))
        assert desk.get(f"{here}{row.pk}/fil/").status_code == 404

    def test_an_answer_by_phone(self, case, sister, here, yes_today, ada, now, desk_of):
        row = handover.prepare(case, sister, yes_today, by=ada, at=now)
        handover.send_as_file(row, by=ada, at=now)
        page = desk_of(ada).post(f"{here}{row.pk}/svar/", {"told": "declined"}, follow=True)
        assert "Avböjd." in text_of(page)

    def test_a_door_that_is_shut_or_refuses_is_said_beside_the_choice(
        self, case, sister, here, yes_today, ada, bo, now, desk_of, monkeypatch
    ):
        sisters.replace(
            sister, sisters.read_sheet(AnotherUnit("KAST Annanstad", "https://kast.example").sheet()), by=bo, at=now
        )
        sister.refresh_from_db()
        sisters.compare(sister, sisters.sheet_of(sister).fingerprint, by=bo, at=now)
        row, desk = handover.prepare(case, sister, yes_today, by=ada, at=now), desk_of(ada)
        for fault, said in (
            (posting.DidNotReach, "Deras dörr svarade inte."),
            (posting.NotTaken, "Deras dörr tog inte emot."),
        ):

            def shut(*_, fault=fault):
                raise fault

            monkeypatch.setattr(posting, "post", shut)
            assert said in text_of(desk.post(f"{here}{row.pk}/skicka/", {"how": "https"}))
        row.refresh_from_db()
        assert row.state == "prepared"

    def test_ending_says_that_the_other_unit_asks(self, case, sister, yes_today, ada, now, desk_of):
        row = handover.prepare(case, sister, yes_today, by=ada, at=now)
        handover.send_as_file(row, by=ada, at=now)
        said = {"ending": "moved_on", "agreed": "yes", "months": ["12"], "means": "call"}
        page = desk_of(ada).post(f"/personal/arenden/{case.number}/avsluta/", said)
        assert "att den andra mottagningen frågar" in text_of(page)
