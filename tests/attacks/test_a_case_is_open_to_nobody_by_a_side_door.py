"""Ways round the front: breaking in and staying, knowing the person and following the one who left, racing the taker."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import access, breaking, cases, contacts, endings, inbox, lending, modes, replies, team
from kast.casework.codes import ContactKind, Ending, Means, Mode
from kast.casework.models import Case
from kast.door import letters
from kast.door.models import Letter
from kast.staff import sign_off
from kast.staff.models import Member
from kast.vault import boxes
from tests.fixtures_casework import anew


@pytest.fixture
def now():
    return timezone.now()


class TestWhoBreaksIn:
    @pytest.fixture
    def broken(self, case, eva, now):
        breaking.open_case(case, "Personen ringde i kris.", by=anew(eva), at=now)
        return case

    def test_reads_and_writes_for_some_hours(self, broken, eva, desk_of):
        desk = desk_of(eva)
        page = desk.get(f"/personal/arenden/{broken.number}/")
        assert page.status_code == 200
        assert "lana-ut" not in page.content.decode()

    def test_does_not_give_the_case_to_herself(self, broken, ada, eva, desk_of):
        desk, where = desk_of(eva), f"/personal/arenden/{broken.number}"
        later = (timezone.localdate() + timedelta(days=300)).isoformat()
        assert desk.get(f"{where}/lana-ut/").status_code == 404
        assert desk.post(f"{where}/lana-ut/", {"until": later}).status_code == 404
        assert desk.post(f"{where}/lamna-over/", {"holder": str(eva.mark), "stand_in": ""}).status_code == 404
        broken.refresh_from_db()
        assert (broken.holder, broken.stand_in, broken.lent_until) == (ada, eva, None)

    def test_cannot_lend_it_even_past_the_page(self, broken, eva, now):
        with pytest.raises(lending.CannotLend):
            lending.lend(broken, until=now.date() + timedelta(days=9), by=eva, at=now)

    def test_is_out_when_she_is_no_longer_the_stand_in(self, broken, ada, bo, eva, now, desk_of):
        lending.name_stand_in(broken, bo, by=ada, at=now)
        assert desk_of(eva).get(f"/personal/arenden/{broken.number}/").status_code == 404


class TestWhoKnowsThePerson:
    """Eva has said so; Ada, who had the letter then, leaves, and Eva is chosen to follow her."""

    @pytest.fixture
    def letter(self, wrote, ada, eva, now):
        letter = wrote("Jag tror att vi har träffats.")
        inbox.pass_on(letter, ada, by=eva, at=now)
        return letter

    def test_cannot_open_the_letter_again_though_it_was_wrapped_for_her(self, letter, ada, eva, now, desk_of):
        sign_off.hand_over(ada, to=eva, by=anew(ada), at=now)
        assert eva.holder in boxes.holders_of(letter.mailbox.box)  # signing off knows no letters
        desk = desk_of(eva)
        assert desk.get(f"/personal/brev/{letter.number}/").status_code == 404
        assert desk.post(f"/personal/brev/{letter.number}/ta/", {}).status_code == 404
        assert f"/brev/{letter.number}/" not in desk.get("/personal/").content.decode()
        assert inbox.waiting(by=anew(eva), at=now) == []

    def test_does_not_take_over_the_case(self, letter, asked, ada, eva, now):
        case = cases.open_from(letter, asked("A"), stand_in=None, by=anew(ada), at=now)
        sign_off.hand_over(ada, to=eva, by=anew(ada), at=now)
        Member.objects.filter(pk=ada.pk).update(left_on=now.date(), is_active=False)
        assert list(access.left_behind(eva)) == []
        with pytest.raises(Http404):
            access.case_left_behind(eva, case.number)

    def test_does_not_become_the_stand_in_of_who_takes_over(self, letter, asked, ada, eva, bo, now):
        case = cases.open_from(letter, asked("A"), stand_in=None, by=anew(ada), at=now)
        assert team.stand_in_after(case, bo) == ada
        assert eva not in {team.stand_in_after(case, bo), team.stand_in_after(case, ada)}


class TestWhoComesTooLate:
    """She opened the page a moment before a colleague acted: what her browser holds is old."""

    def test_passing_on_a_letter_that_became_a_case_wraps_it_for_nobody(self, wrote, asked, ada, eva, bo, now):
        letter = wrote()
        old = Letter.objects.select_related("mailbox__box").get(pk=letter.pk)
        eva.keys.open(old.mailbox.box)
        cases.open_from(letter, asked("A"), stand_in=None, by=ada, at=now)
        with pytest.raises(letters.NotWaiting):
            inbox.pass_on(old, bo, by=eva, at=now)
        assert set(boxes.holders_of(letter.mailbox.box)) == {ada.holder, boxes.recovery()}

    def test_a_page_opened_before_the_person_deleted_everything_does_not_undo_it(self, case, ada, now):
        old = Case.objects.select_related("box", "holder").get(pk=case.pk)
        Case.objects.filter(pk=case.pk).update(mailbox_deleted_on=now.date())
        cases.correct(
            old,
            cases.Asked(route_in=old.route_in, mode=Mode(old.mode), alias="Ny", informed_apply=True),
            by=ada,
            at=now,
        )
        endings.end(old, Ending.STOPPED, endings.Agreement(), by=ada, at=now)
        case.refresh_from_db()
        assert case.mailbox_deleted_on == now.date()

    def test_a_page_opened_before_the_case_changed_hands_does_not_change_them_back(self, case, ada, eva, bo, now):
        old = Case.objects.select_related("box", "holder").get(pk=case.pk)
        lending.hand_to(case, bo, stand_in=eva, by=ada, at=now)
        endings.end(old, Ending.STOPPED, endings.Agreement(), by=ada, at=now)
        case.refresh_from_db()
        assert case.holder == bo

    def test_the_same_mode_twice_is_changed_once(self, case, ada, now):
        old = Case.objects.select_related("box").get(pk=case.pk)
        modes.change(case, Mode.C, decision="1", why="x", by=ada, at=now)
        with pytest.raises(modes.NeedsReason):
            modes.change(old, Mode.C, decision="1", why="x", by=ada, at=now)

    def test_a_letter_answered_meanwhile_is_not_answered_again(self, wrote, ada, eva, now):
        letter = wrote()
        old = Letter.objects.select_related("mailbox__box").get(pk=letter.pk)
        replies.answer(letter, "Hej.", by=ada, at=now)
        with pytest.raises(letters.NotWaiting):
            replies.answer(old, "Hej igen.", by=eva, at=now)


class TestWhatIsOpenedIsWrittenDown:
    """Each page that shows something sealed leaves one entry."""

    def entries(self, member) -> list[tuple[str, str]]:
        found = Entry.objects.filter(lane=str(member.mark)).order_by("number").values_list("act", "about")
        return [(act, about.split()[0]) for act, about in found if about]

    def test_the_form_that_is_filled_in_from_the_letters_answers(self, wrote, ada, desk_of):
        letter = wrote(about="bought", heard="police")
        desk = desk_of(ada)
        page = desk.get(f"/personal/brev/{letter.number}/ta/")
        assert page.context["form"].initial["route_in"] == "police"
        assert self.entries(ada)[-1] == ("letter:read", str(letter.mark))

    def test_the_form_that_shows_the_alias(self, case, ada, desk_of):
        desk = desk_of(ada)
        assert "Pendlaren" in desk.get(f"/personal/arenden/{case.number}/uppgifter/").content.decode()
        assert self.entries(ada)[-1] == ("case:read", str(case.mark))

    def test_one_entry_for_each_opening_and_it_is_the_last_of_its_act(self, case, ada, now, desk_of):
        desk = desk_of(ada)
        contacts.record(case, on=now.date(), kind=ContactKind.ADVICE, means=Means.PHONE, held=True, by=ada, at=now)
        before = len(self.entries(ada))
        desk.get(f"/personal/arenden/{case.number}/", headers={"x-poll": "1"})  # a poll that opens is an opening
        assert self.entries(ada)[before:] == [("case:read", str(case.mark))]
