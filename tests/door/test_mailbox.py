from datetime import UTC, date, datetime, timedelta

import pytest

from kast.audit.models import Entry
from kast.door import letters, mailbox, nonces, words
from kast.door.models import Letter, Mailbox, SentForm
from kast.door.months import months_later
from kast.door.nonces import Purpose
from kast.ledger.models import Fact
from kast.vault import gate, ways
from tests.conftest import TODAY

NOW = datetime(2026, 11, 24, 13, 37, tzinfo=UTC)


@pytest.fixture
def place(unit):
    place, key = mailbox.make(mailbox.draw("sv"), at=NOW)
    return place, key


def write(place, key, text, at=NOW):
    nonce = nonces.read(nonces.fresh(Purpose.MORE, on=at.date()), Purpose.MORE)
    letters.more(place, text, key=key, nonce=nonce, at=at)


def test_drawn_words_open_nothing_before_a_mailbox_has_them(unit):
    drawn = mailbox.draw("sv")
    with pytest.raises(ways.NoSuchWay):
        ways.enter(drawn.derived)
    place, key = mailbox.make(drawn, at=NOW)
    assert ways.enter(drawn.derived) == (place.box, key)


def test_words_are_never_drawn_inside_a_transaction(unit, django_db_blocker):
    from django.db import transaction

    with pytest.raises(gate.InTransaction), transaction.atomic():
        mailbox.draw("sv")


def test_english_words_for_english_pages(unit):
    assert mailbox.make(mailbox.draw("en"), at=NOW)[0].language == "en"


def test_it_is_kept_so_many_months_from_the_last_that_happened(place, settings_of_unit):
    row, key = place
    assert row.kept_until == date(2027, 11, 24)
    later = NOW + timedelta(days=31)
    mailbox.leave(row, "Svar.", key=key, shown_name="Ada", at=later)
    assert row.kept_until == date(2027, 12, 25)
    settings_of_unit(mailbox_months=1)
    mailbox.leave(row, "Svar.", key=key, shown_name="Ada", at=later)
    assert row.kept_until == date(2027, 12, 25)  # never shorter than was said


def test_months_end_where_the_month_ends():
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 1), 12) == date(2027, 12, 1)


def test_the_newest_stands_first(place):
    row, key = place
    write(row, key, "Första.")
    mailbox.leave(row, "Svar.", key=key, shown_name="Ada", at=NOW + timedelta(days=2))
    write(row, key, "Andra.", at=NOW + timedelta(days=3))
    assert [entry.words for entry in mailbox.thread(row, key)] == ["Andra.", "Svar.", "Första."]
    assert [entry.who for entry in mailbox.thread(row, key)] == ["", "Ada", ""]


def test_on_one_day_an_answer_stands_over_what_it_answers_and_under_what_waits(place):
    row, key = place
    write(row, key, "Första.")
    mailbox.leave(row, "Svar.", key=key, shown_name="Ada", at=NOW)
    Letter.objects.update(state=Letter.State.ANSWERED)
    write(row, key, "Andra.")
    assert [entry.words for entry in mailbox.thread(row, key)] == ["Andra.", "Svar.", "Första."]


def test_since_when_a_letter_has_no_answer(place):
    row, key = place
    assert mailbox.unanswered_since(row) is None
    write(row, key, "Första.")
    write(row, key, "Andra.", at=NOW + timedelta(days=1))
    assert mailbox.unanswered_since(row) == TODAY
    Letter.objects.update(state=Letter.State.TAKEN)
    assert mailbox.unanswered_since(row) == TODAY
    mailbox.leave(row, "Svar.", key=key, shown_name="Ada", at=NOW + timedelta(days=2))
    assert mailbox.unanswered_since(row) is None
    write(row, key, "Tredje.", at=NOW + timedelta(days=2))
    assert mailbox.unanswered_since(row) == TODAY + timedelta(days=2)


def test_what_was_set_aside_is_promised_no_answer(place, ada):
    row, key = place
    write(row, key, "Hot.")
    letters.set_aside(Letter.objects.get(), Letter.State.THREAT, by=ada, at=NOW)
    assert mailbox.unanswered_since(row) is None


def test_that_an_answer_was_read_is_kept_and_counted_once_and_not_when(place):
    row, key = place
    reply = mailbox.leave(row, "Svar.", key=key, shown_name="Ada", at=NOW)
    assert not reply.fetched
    for _ in range(2):
        mailbox.read(row, key, at=NOW)
    reply.refresh_from_db()
    assert reply.fetched
    assert list(Fact.objects.values_list("kind", "code")) == [("came", "letter")]
    assert not Entry.objects.exists()


def test_new_words_given_by_a_counsellor_are_told_once(place):
    row, key = place
    old, new = ways.stands(row.box), mailbox.draw("sv")
    assert mailbox.open_for(row.box, key, drawn=new, at=NOW) == row
    assert ways.stands(row.box) not in {None, old}
    assert ways.enter(new.derived)[0] == row.box
    assert [mailbox.tell_of_new_words(Mailbox.objects.get()) for _ in range(2)] == [True, False]


def test_a_case_that_began_with_a_call_gets_a_mailbox(unit, ada):
    box, key = ada.keys.new_box()
    drawn = mailbox.draw("sv")
    row = mailbox.open_for(box, key, drawn=drawn, at=NOW)
    assert row.box == box
    assert not row.words_changed
    assert ways.enter(drawn.derived) == (box, key)


def test_the_person_changes_the_words(place):
    row, key = place
    nonce = nonces.read(nonces.fresh(Purpose.WORDS, on=TODAY), Purpose.WORDS)
    old = ways.stands(row.box)
    shown = words.change(row, key, stood=ways.stands(row.box), language="sv", nonce=nonce, at=NOW)
    assert len(shown.words) == 8
    assert ways.stands(row.box) != old
    assert words.shown(nonce, at=NOW) == shown
    assert Entry.objects.filter(act="mailbox:words_changed", lane="visitors").count() == 1
    assert not mailbox.tell_of_new_words(Mailbox.objects.get())  # whoever changed them knows


def test_older_words_are_shown_no_more_once_there_are_new_ones(unit):
    form = nonces.read(nonces.fresh(Purpose.LETTER, on=TODAY), Purpose.LETTER)
    letters.send("Hej.", {}, nonce=form, language="sv", at=NOW)
    row = Mailbox.objects.get()
    mailbox.open_for(row.box, b"k" * 32, drawn=mailbox.draw("sv"), at=NOW)
    assert words.shown(form, at=NOW).words == ()


def test_ended_means_that_the_words_open_nothing(place):
    row, _key = place
    mailbox.end(row, at=NOW)
    assert ways.stands(row.box) is None
    assert row.deleted_on == TODAY
    assert not SentForm.objects.filter(pepper__isnull=False).exists()


def test_whoever_is_not_inside_any_more_changes_no_words(place):
    row, key = place
    stood = ways.stands(row.box)
    for gone in (lambda: mailbox.change_words(row, key, drawn=mailbox.draw("sv")), lambda: ways.end(row.box)):
        gone()
        nonce = nonces.read(nonces.fresh(Purpose.WORDS, on=TODAY), Purpose.WORDS)
        now = ways.stands(row.box)
        with pytest.raises(words.NotInside):
            words.change(row, key, stood=stood, language="sv", nonce=nonce, at=NOW)
        assert ways.stands(row.box) == now
