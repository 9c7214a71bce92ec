from pathlib import Path

import pytest

from kast.door.models import Letter, Mailbox
from kast.vault import boxes, keyring, signing, slots, ways
from kast.vault.keyring import Keyring, Locked, member_keys
from kast.vault.models import Box, Holder, Secret, Way, Wrap
from kast.vault.sealing import CannotOpen
from kast.vault.tokens import life
from tests.conftest import TODAY


def stranger() -> Keyring:
    holder, private = slots.make_holder()
    return Keyring(holder, private)


def test_a_new_box_opens_for_its_maker_and_the_recovery_sheets_only(unit, ada, eva):
    box, key = ada.keys.new_box()
    assert ada.keys.open(box) == key == keyring.from_shares(unit.shares[:2]).open(box)
    with pytest.raises(CannotOpen):
        eva.keys.open(box)


def test_a_letters_box_opens_for_the_whole_circle_until_it_is_taken(unit, ada, eva):
    box, key = boxes.make(holders=[boxes.circle(), boxes.recovery()])
    fresh = Keyring(eva.holder, eva.keys.private)
    assert ada.keys.open(box) == fresh.open(box) == key
    ada.keys.share(box, ada.holder)
    ada.keys.withdraw(box, boxes.circle())
    again = Keyring(eva.holder, eva.keys.private)
    with pytest.raises(CannotOpen):
        again.open(box)
    assert Keyring(ada.holder, ada.keys.private).open(box) == key


def test_who_runs_the_server_opens_nothing(unit, olle):
    box, _ = boxes.make(holders=[boxes.circle(), boxes.recovery()])
    assert not olle.keys.in_circle
    with pytest.raises(CannotOpen):
        olle.keys.open(box)
    with pytest.raises(CannotOpen):
        olle.keys.index("Micke")


def test_a_public_key_swapped_in_the_database_gets_no_wrap(unit, ada, eva):
    """Whoever can write the database puts in an own key; the next wrap is refused, not made."""
    box, _ = ada.keys.new_box()
    thief = stranger()
    Holder.objects.filter(pk=eva.holder.pk).update(public_key=bytes(thief.holder.public_key))
    with pytest.raises(signing.NotAdmitted):
        ada.keys.share(box, Holder.objects.get(pk=eva.holder.pk))
    assert not Wrap.objects.filter(box=box, holder=eva.holder).exists()


def test_a_signature_copied_from_another_holder_is_worth_nothing(unit, ada, eva):
    thief = stranger()
    thief.holder.signature = bytes(eva.holder.signature)
    thief.holder.save()
    box, _ = ada.keys.new_box()
    with pytest.raises(signing.NotAdmitted):
        ada.keys.share(box, thief.holder)


def test_without_the_pinned_key_nobody_gets_a_wrap(unit, ada, eva, settings):
    box, _ = ada.keys.new_box()
    Path(settings.UNIT_KEY_FILE).chmod(0o600)
    Path(settings.UNIT_KEY_FILE).unlink()
    with pytest.raises(signing.NotAdmitted):
        ada.keys.share(box, eva.holder)


def test_a_unit_is_made_once(unit):
    with pytest.raises(signing.AlreadyPinned):
        boxes.found()
    assert Secret.objects.count() == 4


def test_who_is_not_admitted_cannot_admit(unit):
    newcomer, other = stranger(), stranger()
    with pytest.raises(CannotOpen):
        newcomer.admit(other.holder)


def test_an_admitted_counsellor_reads_letters_that_came_before_her(unit, bo):
    box, key = boxes.make(holders=[boxes.circle(), boxes.recovery()])
    newcomer = stranger()
    bo.keys.admit(newcomer.holder)
    assert newcomer.open(box) == key


def test_locked_means_locked(unit, ada):
    ada.keys = None
    with pytest.raises(Locked):
        member_keys(ada)


def test_many_boxes_are_opened_with_a_fixed_number_of_queries(unit, ada, django_assert_num_queries):
    made = [boxes.make(holders=[boxes.circle(), boxes.recovery()])[0] for _ in range(12)]
    ada.keys.open_all(made[:1])  # the circle's own key, once
    with django_assert_num_queries(1):
        ada.keys.open_all(made)
    with django_assert_num_queries(0):
        assert len({ada.keys.open(box) for box in made}) == 12


def test_the_same_person_has_the_same_life_whoever_computes_it(unit, ada):
    box, key = boxes.make(holders=[boxes.circle(), boxes.recovery()])
    _, other_key = boxes.make(holders=[boxes.circle()])
    assert ada.keys.life(box) == life(key)
    assert life(key) != life(other_key)
    assert key not in bytes(life(key))


def test_a_destroyed_box_opens_for_nobody(unit, ada, bo):
    box, key = ada.keys.new_box()
    ways.give(box, key, ways.Derived(b"l" * 16, b"k" * 32))
    boxes.destroy(box)
    for ring in (Keyring(ada.holder, ada.keys.private), keyring.from_shares(unit.shares[1:])):
        with pytest.raises(CannotOpen):
            ring.open(box)
    with pytest.raises(ways.NoSuchWay):
        ways.enter(ways.Derived(b"l" * 16, b"k" * 32))
    assert Box.objects.filter(pk=box.pk).exists()


def test_the_words_open_the_box_and_older_words_stop(unit):
    box, key = boxes.make(holders=[boxes.circle(), boxes.recovery()])
    first, second = ways.Derived(b"1" * 16, b"a" * 32), ways.Derived(b"2" * 16, b"b" * 32)
    ways.give(box, key, first)
    assert ways.enter(first) == (box, key)
    ways.give(box, key, second)
    assert ways.enter(second) == (box, key)
    for wrong in (first, ways.Derived(b"2" * 16, b"a" * 32)):
        with pytest.raises(ways.NoSuchWay):
            ways.enter(wrong)
    assert Way.objects.count() == 1


def test_a_name_is_found_however_it_is_written_and_by_nobody_without_the_key(unit, ada, eva):
    assert ada.keys.index("Micke  Ö.") == eva.keys.index("micke o")
    assert ada.keys.index("19850312-1234") == ada.keys.index("850312 1234")
    assert ada.keys.index("Micke") != ada.keys.index("Mikael")


class TestSealedField:
    @pytest.fixture
    def letter(self, unit):
        box, key = boxes.make(holders=[boxes.circle(), boxes.recovery()])
        mailbox = Mailbox.objects.create(box=box, language="sv", made_on=TODAY, kept_until=TODAY)
        letter = Letter(number=1, mailbox=mailbox, came_on=TODAY)
        letter.words.seal(key, "Jag skriver för att …")
        letter.save()
        return letter, key

    def test_words_come_back_from_the_database_only_with_the_key(self, letter):
        letter, key = letter
        kept = Letter.objects.get()
        assert kept.words.open(key) == "Jag skriver för att …"
        assert "skriver" not in repr(kept.words) + str(kept.words) + f"{kept.words}"
        assert Letter.objects.only("id").get().words.open(key) == "Jag skriver för att …"

    def test_words_are_never_set_in_clear(self, letter):
        letter, _ = letter
        with pytest.raises(TypeError):
            letter.words = "i klartext"
        with pytest.raises(TypeError):
            Letter(number=2, words="i klartext")

    def test_words_moved_to_another_row_do_not_open(self, letter):
        letter, key = letter
        other = Letter(number=2, mailbox=letter.mailbox, came_on=TODAY)
        other.__dict__["words"] = letter.__dict__["words"]
        other.save()
        with pytest.raises(CannotOpen):
            Letter.objects.get(number=2).words.open(key)

    def test_nothing_put_in_is_an_empty_string(self, letter):
        letter, key = letter
        assert not letter.answers
        assert letter.answers.open(key) == ""
        letter.words.clear()
        letter.save()
        assert Letter.objects.get().words.open(key) == ""
