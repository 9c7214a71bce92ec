"""Somebody leaves, and nothing that was entrusted to her is lost."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kast.audit.models import Entry
from kast.staff import sign_off
from kast.staff.models import Member, Role
from kast.vault import boxes, keyring, signing
from kast.vault.keyring import Keyring
from kast.vault.models import Wrap
from kast.vault.sealing import CannotOpen


def ring(member) -> Keyring:
    """A keyring that remembers nothing from before."""
    return Keyring(member.holder, member.keys.private)


@pytest.fixture
def box(ada):
    """A person's box that Ada alone holds, and the sheets."""
    made, _ = ada.keys.new_box()
    return made


@pytest.fixture
def third(bo):
    """A third who works with cases."""
    bo.role = Role.COUNSELLOR
    bo.save(update_fields=["role"])
    return bo


def leave(member, **who):
    sign_off.leave(member, at=timezone.now(), **who)


def test_by_her_own_unlocking_her_successor_opens_what_she_could(ada, eva, box):
    key = ada.keys.open(box)
    with pytest.raises(CannotOpen):
        ring(eva).open(box)
    leave(ada, to=eva, by=ada)
    assert ring(eva).open(box) == key
    with pytest.raises(CannotOpen):
        ring(ada).open(box)


def test_who_has_left_cannot_sign_in_unlock_or_be_given_anything(ada, eva, box, browser, sign_in):
    leave(ada, to=eva, by=ada)
    ada = Member.objects.get(pk=ada.pk)
    assert (ada.is_active, ada.left_on) == (False, timezone.localdate())
    assert sign_in(browser, ada).status_code in {200, 302}
    assert browser.get("/personal/konto/").status_code == 302
    assert not ada.holder.slots.exists()
    assert not Wrap.objects.filter(holder=ada.holder).exists()
    with pytest.raises(signing.NotAdmitted):
        eva.keys.share(box, ada.holder)


def test_a_session_that_was_open_ends_at_once(desk_of, ada, eva):
    browser = desk_of(ada)
    leave(ada, to=eva, by=ada)
    assert browser.get("/personal/konto/").headers["Location"].startswith("/personal/logga-in/")


def test_the_head_cannot_lose_what_only_the_leaver_can_open(ada, bo, eva, box):
    with pytest.raises(sign_off.SomethingRemains) as refused:
        leave(ada, to=eva, by=bo)
    assert refused.value.remaining == 1
    assert Member.objects.get(pk=ada.pk).is_active
    assert ring(ada).open(box)


def test_the_deputy_hands_over_what_she_can_open_and_then_she_is_signed_off(ada, third, eva, box):
    ada.keys.share(box, eva.holder)
    assert sign_off.hand_over(ada, to=third, by=eva, at=timezone.now()) == 0
    leave(ada, to=third, by=third)
    assert ring(third).open(box)


def test_two_of_the_three_sheets_do_it_when_nobody_can(unit, ada, bo, eva, box):
    leave(ada, to=eva, by=bo, sheets=unit.shares[:2])
    assert ring(eva).open(box)
    assert set(Entry.objects.filter(lane=str(bo.mark)).values_list("act", flat=True)) == {
        "recovery:used",
        "member:left",
    }


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(number=st.sampled_from([1, 3]), spoilt=st.booleans())
def test_one_sheet_three_sheets_and_a_misspelt_sheet_are_refused(unit, ada, bo, eva, box, number, spoilt):
    sheets = list(unit.shares[: 2 if spoilt else number])
    if spoilt:
        sheets[0] = sheets[0].replace(sheets[0].split()[5], "academy" if "academy" not in sheets[0] else "acid", 1)
    with pytest.raises(sign_off.WrongSheets):
        leave(ada, to=eva, by=bo, sheets=sheets)
    assert Member.objects.get(pk=ada.pk).is_active


def test_a_box_that_one_colleague_can_open_is_a_fault_whatever_lies_on_paper(ada, eva, box, person):
    person.writes("Ett brev som ingen har tagit.")
    assert sign_off.thin_boxes() == 1
    ada.keys.share(box, eva.holder)
    assert sign_off.thin_boxes() == 0
    leave(ada, to=eva, by=ada)
    assert sign_off.thin_boxes() == 1


def test_the_head_takes_no_cases_over(ada, eva, bo, box, desk_of):
    assert sign_off.followers(ada) == [eva]
    with pytest.raises(sign_off.CannotFollow):
        leave(ada, to=bo, by=ada)
    page = desk_of(ada).get(f"/personal/medarbetare/{ada.mark}/avsluta/").content.decode()
    assert f'value="{eva.mark}"' in page
    assert f'value="{bo.mark}"' not in page


def test_nothing_is_left_that_only_one_can_open(ada, eva, bo, box):
    boxes.withdraw(box, boxes.recovery())
    with pytest.raises(sign_off.TooFewWraps):
        leave(ada, to=eva, by=ada)
    assert Member.objects.get(pk=ada.pk).is_active
    eva_cannot = ring(eva)
    with pytest.raises(CannotOpen):
        eva_cannot.open(box)  # the whole act was undone


def test_the_only_head_stays(bo, ada, eva):
    with pytest.raises(sign_off.LastHead):
        leave(bo, to=ada, by=bo)


def test_who_runs_the_server_or_has_left_takes_nothing_over(ada, eva, bo, olle, box):
    for successor in (olle, ada):
        with pytest.raises(sign_off.CannotFollow):
            leave(ada, to=successor, by=ada)
    leave(eva, to=bo, by=eva)
    with pytest.raises(sign_off.CannotFollow):
        leave(ada, to=eva, by=ada)


def test_locked_nobody_is_signed_off(ada, eva, bo):
    bo.keys = None
    with pytest.raises(keyring.Locked):
        leave(ada, to=eva, by=bo)


def test_on_the_page_the_head_gives_two_sheets(unit, desk_of, bo, ada, eva, box):
    page = f"/personal/medarbetare/{ada.mark}/avsluta/"
    browser = desk_of(bo)
    assert "1 brevlåda är låst" in browser.get(page).content.decode()
    said = {"to": str(eva.mark), "end": "1"}
    refused = browser.post(page, said).content.decode()
    assert "1 brevlådor kan du inte öppna" in refused or "brevlåd" in refused
    one = browser.post(page, {**said, "sheet_1": unit.shares[0]}).content.decode()
    assert "exakt två" in one
    numbered = " ".join(f"{number} {word}" for number, word in enumerate(unit.shares[0].split(), start=1))
    two = {**said, "sheet_1": numbered, "sheet_2": unit.shares[2]}
    assert browser.post(page, two).headers["Location"] == "/personal/medarbetare/"
    assert Member.objects.get(pk=ada.pk).left_on is not None
    assert ring(eva).open(box)


def test_on_the_page_a_colleague_hands_over_but_ends_nothing(desk_of, ada, eva, third, box):
    ada.keys.share(box, eva.holder)
    page = f"/personal/medarbetare/{ada.mark}/avsluta/"
    browser = desk_of(eva)
    assert 'name="end"' not in browser.get(page).content.decode()
    browser.post(page, {"to": str(third.mark), "end": "1"})
    assert Member.objects.get(pk=ada.pk).left_on is None
    assert ring(third).open(box)


def test_who_runs_the_server_sees_no_such_page(desk_of, olle, ada):
    assert desk_of(olle).get(f"/personal/medarbetare/{ada.mark}/avsluta/").status_code == 404
    assert desk_of(olle).get("/personal/medarbetare/").status_code == 404


def test_the_operator_too_can_leave(olle, bo):
    leave(olle, to=bo, by=bo)
    assert Member.objects.get(pk=olle.pk).left_on is not None
    assert Member.objects.filter(role=Role.OPERATOR, left_on=None).count() == 0
