"""Whoever can write in the database lays keys of his own there, and waits for the next wrap through the real pages.

He may swap a colleague's public key, let her account point to the key of somebody who only signs in, or lay a whole
circle box of his own with an index key that he knows.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from kast.casework import cases, lending
from kast.casework.models import Case
from kast.staff import held
from kast.staff.models import HeldForm, Member
from kast.vault import boxes, keys, sealing, signing, slots
from kast.vault.keyring import Keyring
from kast.vault.keys import Opener
from kast.vault.models import Box, Holder, Secret, Wrap
from kast.vault.sealing import CannotOpen
from tests.fixtures_casework import anew

SAID = "inte den som mottagningen har skrivit under"
TAKES = {"concerns": "bought", "baseline": "never", "route_in": "own", "mode": "A", "alias": "Pendlaren"}


class Sent:
    """A form with one long text."""

    def lists(self):
        return [("words", ["Personen sade något som ingen annan ska läsa."])]


@pytest.fixture
def thief():
    """A pair of keys that the unit never saw."""
    return keys.new_pair()


@pytest.fixture
def swapped(eva, thief):
    """Eva's public key is the thief's from now on."""
    Holder.objects.filter(pk=eva.holder.pk).update(public_key=thief.public)


def opened_by(thief) -> list[Wrap]:
    """What the thief can open of all that is wrapped."""
    found = []
    for wrap in Wrap.objects.all():
        try:
            boxes.unwrap(wrap, Opener(thief.private))
        except CannotOpen:
            continue
        found.append(wrap)
    return found


def test_a_thief_with_the_right_key_would_open_what_is_wrapped_for_it(unit, ada, thief):
    box, key = boxes.make(holders=[])
    wrapped = keys.wrap(thief.public, key, info=f"kast wrap {box.pk} {ada.holder.pk}")
    Wrap.objects.create(box=box, holder=ada.holder, wrapped=wrapped)
    assert len(opened_by(thief)) == 1


def test_taking_a_letter_with_her_as_stand_in_is_refused_in_words(wrote, ada, eva, swapped, thief, desk_of):
    letter = wrote()
    page = desk_of(ada).post(f"/personal/brev/{letter.number}/ta/", {**TAKES, "stand_in": str(eva.mark)})
    assert page.status_code == 200
    assert SAID in page.content.decode()
    assert not Case.objects.exists()
    assert opened_by(thief) == []
    letter.refresh_from_db()
    assert letter.state == "waiting"
    assert boxes.circle() in boxes.holders_of(letter.mailbox.box)


def test_a_case_that_begins_with_a_call_is_not_shared_with_her(ada, eva, swapped, thief, desk_of):
    page = desk_of(ada).post("/personal/arenden/nytt/", {**TAKES, "began_with": "phone", "stand_in": str(eva.mark)})
    assert SAID in page.content.decode()
    assert not Case.objects.exists()
    assert opened_by(thief) == []


def test_a_letter_is_not_passed_on_to_her(wrote, ada, eva, swapped, thief, desk_of):
    letter = wrote()
    page = desk_of(ada).post(f"/personal/brev/{letter.number}/kanner/", {"colleague": str(eva.mark)})
    assert SAID in page.content.decode()
    assert opened_by(thief) == []
    assert boxes.circle() in boxes.holders_of(letter.mailbox.box)


def test_a_case_is_not_handed_to_her(wrote, asked, ada, eva, thief, now, desk_of):
    case = cases.open_from(wrote(), asked("A"), stand_in=None, by=ada, at=now)
    Holder.objects.filter(pk=eva.holder.pk).update(public_key=thief.public)
    for given in (
        {"holder": str(eva.mark), "stand_in": str(ada.mark)},
        {"holder": str(ada.mark), "stand_in": str(eva.mark)},
    ):
        page = desk_of(ada).post(f"/personal/arenden/{case.number}/lamna-over/", given)
        assert page.status_code == 200, given
        assert SAID in page.content.decode()
    assert opened_by(thief) == []
    case.refresh_from_db()
    assert (case.holder, case.stand_in) == (ada, None)


def test_lending_wraps_nothing_so_a_key_swapped_meanwhile_gets_nothing(case, ada, eva, swapped, thief, now):
    lending.lend(case, until=now.date() + timedelta(days=2), by=ada, at=now)
    assert opened_by(thief) == []


def test_whoever_lets_somebody_in_hears_other_digits_than_the_swapped_keys(unit, bo, thief, desk_of):
    holder, _private = slots.make_holder()
    fia = Member.objects.create(
        username="fia", shown_name="Fia", role="counsellor", holder=holder, joined_on=timezone.localdate()
    )
    read_aloud = keys.fingerprint(bytes(holder.public_key))
    Holder.objects.filter(pk=holder.pk).update(public_key=thief.public)
    page = desk_of(bo).post(f"/personal/medarbetare/{fia.mark}/slapp-in/", {"digits": read_aloud})
    assert page.status_code == 200
    fia.refresh_from_db()
    assert fia.admitted_on is None
    assert opened_by(thief) == []
    with pytest.raises(signing.NotAdmitted):
        signing.check(Holder.objects.get(pk=holder.pk))


def test_who_runs_the_server_cannot_put_the_own_key_in_a_colleagues_place(wrote, ada, eva, olle, desk_of):
    with pytest.raises(signing.NotAdmitted):
        signing.check(olle.holder)  # the unit signs nothing for who opens nothing
    own = olle.holder
    Member.objects.filter(pk=olle.pk).update(holder=None)
    Member.objects.filter(pk=eva.pk).update(holder=own)
    letter = wrote()
    page = desk_of(ada).post(f"/personal/brev/{letter.number}/ta/", {**TAKES, "stand_in": str(eva.mark)})
    assert SAID in page.content.decode()
    assert not Wrap.objects.filter(holder=own).exists()


def test_a_form_that_was_sent_while_locked_is_not_sealed_to_a_swapped_key(eva, swapped):
    eva.holder.refresh_from_db()
    held.keep(eva, path="/personal/arenden/2026-001/anteckna/", sent=Sent(), at=timezone.now())
    assert not HeldForm.objects.exists()


def test_a_held_form_that_was_sent_elsewhere_does_not_open(eva):
    held.keep(eva, path="/personal/arenden/2026-001/anteckna/", sent=Sent(), at=timezone.now())
    assert len(held.given_back(eva)) == 1
    HeldForm.objects.update(path="/personal/brev/5/svara/")
    assert held.given_back(eva) == []


def test_how_much_a_held_form_holds_is_told_by_its_order_of_magnitude_only(eva):
    for number in (1, 40, 900):
        sent = Sent()
        sent.lists = lambda number=number: [("words", ["x" * number])]
        held.keep(eva, path="/personal/", sent=sent, at=timezone.now())
    sizes = {len(bytes(row.sealed)) for row in HeldForm.objects.all()}
    assert len(sizes) == 1


def test_nobody_indexes_a_name_for_whoever_laid_a_circle_box_of_his_own(unit, ada, eva):
    """He knows everybody's public key, so he can wrap a box key of his own for all of them."""
    before = ada.keys.index("Pendlaren")
    box, his = Box.objects.get(kind=Box.Kind.CIRCLE), sealing.new_key()
    for wrap in Wrap.objects.filter(box=box).select_related("holder"):
        wrap.wrapped = keys.wrap(bytes(wrap.holder.public_key), his, info=f"kast wrap {box.pk} {wrap.holder.pk}")
        wrap.save()
    for name in (Secret.Name.INDEX, Secret.Name.CIRCLE):
        laid = sealing.seal(his, sealing.new_key(), place=f"secret:{box.pk}:{name}")
        Secret.objects.filter(name=name).update(sealed=laid)
    with pytest.raises(CannotOpen):
        anew(ada).keys.index("Pendlaren")
    assert len(before) == 16


def test_a_whole_circle_of_his_own_is_not_signed_by_the_unit(unit, ada, thief):
    box, his = Box.objects.get(kind=Box.Kind.CIRCLE), sealing.new_key()
    for wrap in Wrap.objects.filter(box=box).select_related("holder"):
        wrap.wrapped = keys.wrap(bytes(wrap.holder.public_key), his, info=f"kast wrap {box.pk} {wrap.holder.pk}")
        wrap.save()
    for name, laid in ((Secret.Name.INDEX, sealing.new_key()), (Secret.Name.CIRCLE, thief.private)):
        Secret.objects.filter(name=name).update(sealed=sealing.seal(his, laid, place=f"secret:{box.pk}:{name}"))
    Holder.objects.filter(kind=Holder.Kind.CIRCLE).update(public_key=thief.public)
    with pytest.raises(CannotOpen):
        Keyring(ada.holder, ada.keys.private).index("Pendlaren")
    with pytest.raises(signing.NotAdmitted):
        boxes.make(holders=[boxes.circle(), boxes.recovery()])
