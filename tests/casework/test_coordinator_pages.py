"""The question to the regional coordinator, as a counsellor asks it."""

import uuid

import pytest
from django.utils import timezone

from kast.casework import modes
from kast.casework.models import Case, CoordinatorQuestion
from tests.pages import field, text_of
from tests.papers import words_of


@pytest.fixture
def now():
    return timezone.now()


class TestTheCoordinator:
    @pytest.fixture
    def where(self, case):
        return f"/personal/arenden/{case.number}/regionkoordinator/"

    def said(self, **changed):
        usual = {"to": "Regionkoordinator Väst", "ground": "unnamed", "words": "Hur går man vidare?"}
        return usual | {"number": str(uuid.uuid4())} | changed

    def test_is_asked_after_a_second_look_and_it_stands_in_the_story(self, case, where, ada, desk_of):
        desk, said = desk_of(ada), self.said()
        page = text_of(desk.post(where, said))
        assert "Läs en gång till. Inget här får peka på någon." in page
        assert not CoordinatorQuestion.objects.exists()
        paper = words_of(desk.post(where, said | {"seen": "yes", "as": "pdf"}))
        assert "Hur går man vidare?" in paper
        assert case.number not in paper
        text = desk.post(where, said | {"seen": "yes", "as": "text"}).content.decode()
        assert "Till Regionkoordinator Väst" in text
        assert CoordinatorQuestion.objects.count() == 1  # saved twice, asked once
        story = text_of(desk.get(f"/personal/arenden/{case.number}/"))
        assert "Fråga till regionkoordinatorn" in story
        assert "Utan något som pekar på någon." in story

    @pytest.mark.parametrize("mode", ["A", "B", "C"])
    def test_in_every_mode_it_points_at_nobody_or_she_has_said_so(self, case_in, mode, ada, desk_of):
        case, desk = case_in(mode), desk_of(ada)
        where = f"/personal/arenden/{case.number}/regionkoordinator/"
        said = self.said(words="Frun heter Anna Berg.")
        for pressed in ({}, {"seen": "yes", "as": "pdf"}):
            page = desk.post(where, said | pressed).content.decode()
            assert "Det här liknar ett namn: ”Anna Berg”. Ska det stå kvar?" in page
            assert "Frun heter Anna Berg.</textarea>" in page
            assert "Läs en gång till." not in page
        assert not CoordinatorQuestion.objects.exists()
        kept = {"accepted": field(page, "accepted"), "anyway": field(page, "anyway")}
        page = desk.post(where, said | kept).content.decode()
        assert "Läs en gång till." in page
        kept = {"accepted": field(page, "accepted"), "seen": "yes", "as": "pdf"}
        assert "Anna Berg" in words_of(desk.post(where, said | kept))
        assert CoordinatorQuestion.objects.count() == 1

    def test_back_keeps_the_text(self, where, ada, desk_of):
        page = desk_of(ada).post(where, self.said(back="yes", seen="yes")).content.decode()
        assert "Hur går man vidare?</textarea>" in page
        assert not CoordinatorQuestion.objects.exists()

    def test_in_mode_a_the_words_are_not_kept(self, case, where, ada, now, desk_of):
        modes.change(case, Case.Mode.A, decision="x", why="y", by=ada, at=now)
        desk = desk_of(ada)
        assert "I läge A sparas inte frågan" in text_of(desk.get(where))
        assert "Hur går man vidare?" in words_of(desk.post(where, self.said(seen="yes", **{"as": "pdf"})))
        row = CoordinatorQuestion.objects.get()
        assert (bool(row.to), bool(row.words)) == (True, False)

    def test_an_empty_one_is_none(self, where, ada, desk_of):
        assert "Frågan är tom." in text_of(desk_of(ada).post(where, self.said(words=" ")))
