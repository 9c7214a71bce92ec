"""Letters: exactly once, in one transaction with everything that belongs to them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from kast.audit.models import Entry
from kast.door import cards, letters, mailbox, nonces, remembered, words
from kast.door.models import Batch, Letter, Mailbox, SentForm
from kast.door.nonces import Purpose
from kast.ledger.models import Fact
from kast.staff import unit as units
from kast.vault.models import Box, Holder, Way, Wrap
from tests.conftest import TODAY

NOW = datetime(2026, 11, 24, 13, 37, tzinfo=UTC)


def nonce(purpose=Purpose.LETTER, on=TODAY):
    return nonces.read(nonces.fresh(purpose, on=on), purpose)


def send(text="Hej.", answers=None, form=None, at=NOW):
    return letters.send(text, answers or {}, nonce=form or nonce(), language="sv", at=at)


def everything():
    return [table.objects.count() for table in (Box, Way, Wrap, Mailbox, Letter, SentForm, Fact, Entry)]


def test_a_letter_brings_a_box_a_mailbox_and_words(unit, ada):
    shown = send("Jag skriver för att …", {"heard": "card", "card": "B7K0", "safe": True})
    assert len(shown.words) == 8
    assert shown.answer_by == units.answer_by(TODAY)
    letter = Letter.objects.get()
    assert letter.number == 1
    assert letter.came_on == TODAY
    assert letter.state == Letter.State.WAITING
    key = ada.keys.open(letter.mailbox.box)
    assert letter.words.open(key) == "Jag skriver för att …"
    assert json.loads(letter.answers.open(key)) == {"heard": "card", "card": "B7K0", "safe": True}


def test_the_box_is_open_to_the_circle_and_the_sheets_and_to_nobody_else(unit):
    send()
    kinds = sorted(Wrap.objects.filter(box=Letter.objects.get().mailbox.box).values_list("holder__kind", flat=True))
    assert kinds == [Holder.Kind.CIRCLE, Holder.Kind.RECOVERY]


def test_what_may_be_counted_is_coded(unit):
    code = cards.draw()
    Batch.objects.create(code=code, place="Hisingen", number=30, made_in="2026-11")
    send(answers={"about": "bought", "heard": "police", "card": code.lower(), "language": "en", "safe": True})
    assert sorted(Fact.objects.values_list("kind", "code", "month")) == [
        ("card", code, "2026-11"),
        ("heard", "police", "2026-11"),
        ("wrote", "letter", "2026-11"),
    ]
    assert len(set(map(bytes, Fact.objects.values_list("life", flat=True)))) == 1


@pytest.mark.parametrize("wrong", ["AB12", "K7QX2M9R", "0000000Z", "<b>", "x" * 500])
def test_a_code_that_no_batch_has_is_no_fact_and_no_error(unit, wrong):
    send(answers={"card": wrong})
    assert list(Fact.objects.values_list("kind", "code")) == [("wrote", "letter")]


def test_it_is_written_down_by_its_day_only(unit):
    send()
    entry = Entry.objects.get(act="letter:sent")
    assert entry.lane == "visitors"
    assert entry.on == TODAY
    assert entry.at is None
    assert entry.about == str(Letter.objects.get().mark)


def test_the_same_form_again_is_the_same_letter_with_the_same_words(unit):
    form = nonce()
    first = send("Hej.", {"heard": "own"}, form)
    before = everything()
    assert send("Hej.", {"heard": "own"}, form, at=NOW + timedelta(minutes=59)) == first
    assert everything() == before


def test_the_same_form_with_other_text_is_neither_sent_nor_dropped(unit):
    form = nonce()
    send("Hej.", form=form)
    before = everything()
    with pytest.raises(remembered.OtherText):
        send("Hej igen.", form=form)
    with pytest.raises(remembered.OtherText):
        send("Hej.", {"safe": True}, form)
    assert everything() == before


def test_two_at_once_are_one(unit, monkeypatch):
    """The second has looked before the first has written, and is stopped by the database."""
    form = nonce()
    first = send(form=form)
    real, blind = remembered.same, iter([True])

    def same(*given):
        if next(blind, False):
            raise remembered.Unknown
        return real(*given)

    monkeypatch.setattr(remembered, "same", same)
    before = everything()
    assert send(form=form) == first
    assert everything() == before


def test_after_an_hour_the_letter_stands_and_the_words_are_gone(unit):
    form = nonce()
    send(form=form)
    later = NOW + timedelta(hours=1)
    assert send(form=form, at=later).words == ()
    assert Letter.objects.count() == 1


def test_the_pepper_goes_with_its_hour(unit):
    send()
    assert remembered.forget_peppers(at=NOW + timedelta(minutes=59)) == 0
    assert remembered.forget_peppers(at=NOW + timedelta(hours=1)) == 1
    row = SentForm.objects.get()
    assert (row.pepper, row.pepper_until) == (None, None)


def test_a_form_that_expired_writes_nothing(unit):
    before = everything()
    with pytest.raises(nonces.Expired):
        send(form=nonce(on=TODAY - timedelta(days=2)))
    assert everything() == before


def test_a_letter_sent_in_time_is_known_also_when_its_form_has_expired(unit):
    form = nonce()
    send(form=form)
    assert send(form=form, at=NOW + timedelta(days=9)).words == ()


def test_when_too_many_wait_nothing_is_written(unit, monkeypatch):
    def full(*_given, **_named):
        raise mailbox.Busy

    monkeypatch.setattr(mailbox.ways, "derive", full)
    before = everything()
    with pytest.raises(letters.Busy):
        send()
    assert everything() == before


def test_when_the_hour_is_full_nothing_is_written(unit, settings):
    settings.LETTERS_AN_HOUR = 1
    form = nonce()
    send(form=form)
    before = everything()
    with pytest.raises(letters.TooMany):
        send()
    assert everything() == before
    assert send(form=form).words  # the same form again costs nothing


def test_when_anything_fails_everything_is_as_before(unit, monkeypatch):
    def broken(*_given, **_named):
        raise RuntimeError

    before = everything()
    monkeypatch.setattr(letters.trail, "record", broken)
    with pytest.raises(RuntimeError):
        send()
    assert everything() == before


def test_numbers_follow_the_order_of_arrival(unit):
    for _ in range(3):
        send()
    assert list(Letter.objects.values_list("number", flat=True)) == [1, 2, 3]


class TestWritingMore:
    @pytest.fixture
    def place(self, unit, ada):
        send()
        place = Mailbox.objects.get()
        return place, ada.keys.open(place.box)

    def test_a_second_letter_is_counted_as_no_second_life(self, place):
        box, key = place
        before = Fact.objects.count()
        letters.more(box, "Mer.", key=key, nonce=nonce(Purpose.MORE), at=NOW)
        assert [letter.words.open(key) for letter in Letter.objects.all()] == ["Hej.", "Mer."]
        assert Fact.objects.count() == before
        assert Entry.objects.filter(act="letter:sent").count() == 2

    def test_it_too_is_sent_once(self, place, monkeypatch):
        box, key = place
        form = nonce(Purpose.MORE)
        for _ in range(2):
            letters.more(box, "Mer.", key=key, nonce=form, at=NOW)
        assert Letter.objects.count() == 2
        with pytest.raises(remembered.OtherText):
            letters.more(box, "Annat.", key=key, nonce=form, at=NOW)

    def test_it_keeps_the_mailbox_longer(self, place):
        box, key = place
        later = NOW + timedelta(days=100)
        letters.more(box, "Mer.", key=key, nonce=nonce(Purpose.MORE, on=later.date()), at=later)
        box.refresh_from_db()
        assert box.kept_until == mailbox.kept_from(later.date())

    def test_an_expired_form_and_a_full_hour_write_nothing(self, place, settings):
        box, key = place
        with pytest.raises(nonces.Expired):
            letters.more(box, "Mer.", key=key, nonce=nonce(Purpose.MORE, on=TODAY - timedelta(days=3)), at=NOW)
        settings.LETTERS_AN_HOUR = 1
        with pytest.raises(letters.TooMany):
            letters.more(box, "Mer.", key=key, nonce=nonce(Purpose.MORE), at=NOW)
        assert Letter.objects.count() == 1


class TestWhatBecomesOfALetter:
    @pytest.fixture
    def letter(self, unit):
        send()
        return Letter.objects.get()

    def test_it_waits(self, letter):
        assert list(letters.waiting()) == [letter]

    def test_one_takes_it_and_the_next_comes_too_late(self, letter, ada, eva):
        letters.take(letter, by=ada, at=NOW)
        assert not letters.waiting().exists()
        with pytest.raises(letters.NotWaiting):
            letters.take(letter, by=eva, at=NOW)
        assert Entry.objects.get(act="letter:taken").about == str(letter.mark)

    @pytest.mark.parametrize(
        ("state", "kind"), [(Letter.State.NOT_OURS, "letter_not_ours"), (Letter.State.THREAT, "letter_threat")]
    )
    def test_what_is_set_aside_is_counted_without_a_life(self, letter, ada, state, kind):
        letters.set_aside(letter, state, by=ada, at=NOW)
        fact = Fact.objects.get(kind=kind)
        assert fact.life is None
        letter.refresh_from_db()
        assert letter.state == state
        with pytest.raises(letters.NotWaiting):
            letters.set_aside(letter, state, by=ada, at=NOW)

    def test_no_other_state_is_a_setting_aside(self, letter, ada):
        with pytest.raises(KeyError):
            letters.set_aside(letter, Letter.State.TAKEN, by=ada, at=NOW)


class TestWords:
    @pytest.fixture
    def form(self, unit):
        form = nonce()
        send(form=form)
        return form

    def test_the_word_that_is_asked_for_is_the_same_each_time(self, form):
        assert words.shown(form, at=NOW).ask == words.shown(form, at=NOW).ask
        assert 1 <= words.shown(form, at=NOW).ask <= 8

    def test_every_word_is_asked_for_by_some_form(self, unit):
        assert {nonce().random[0] % 8 + 1 for _ in range(500)} == set(range(1, 9))

    def test_the_right_word_shows_that_they_are_kept(self, form):
        shown = words.shown(form, at=NOW)
        assert words.kept(form, shown.words[shown.ask - 1].upper(), at=NOW)
        assert Mailbox.objects.get().words_confirmed
        assert words.shown(form, at=NOW).words == ()
        assert Entry.objects.filter(act="mailbox:words_confirmed").count() == 1
        assert words.kept(form, "whatever", at=NOW)  # a second click
        assert Entry.objects.filter(act="mailbox:words_confirmed").count() == 1

    def test_another_word_changes_nothing(self, form):
        shown = words.shown(form, at=NOW)
        assert not words.kept(form, shown.words[shown.ask % 8], at=NOW)
        assert not words.kept(form, "", at=NOW)
        assert words.shown(form, at=NOW).words == shown.words
        assert not Mailbox.objects.get().words_confirmed

    def test_whoever_does_not_want_them_has_still_sent_the_letter(self, form):
        words.not_wanted(form)
        assert words.shown(form, at=NOW).words == ()
        assert not Mailbox.objects.get().words_confirmed
        assert Letter.objects.count() == 1

    @pytest.mark.parametrize("how", ["after the hour", "not wanted"])
    def test_with_words_that_are_gone_nothing_is_said_to_be_right(self, form, how):
        shown, later = words.shown(form, at=NOW), NOW + timedelta(minutes=61)
        if how == "not wanted":
            words.not_wanted(form)
            later = NOW
        for typed in ("whatever", shown.words[shown.ask - 1]):
            assert not words.kept(form, typed, at=later)
        assert not Mailbox.objects.get().words_confirmed
        assert not Entry.objects.filter(act="mailbox:words_confirmed").exists()

    def test_a_form_that_was_never_sent_shows_nothing(self, unit):
        for ask in (
            lambda form: words.shown(form, at=NOW),
            lambda form: words.kept(form, "x", at=NOW),
            words.not_wanted,
        ):
            with pytest.raises(remembered.Unknown):
                ask(nonce())

    def test_the_form_is_remembered_by_nothing_that_leads_to_its_text(self, form):
        row = SentForm.objects.get()
        assert bytes(row.nonce_hash) != form.random
        assert remembered.mac_of(nonce(), "Hej.", {}) != bytes(row.text_mac)
        with pytest.raises(IntegrityError):
            SentForm.objects.create(nonce_hash=row.nonce_hash, text_mac=b"", mailbox=row.mailbox, sent_on=TODAY)
