"""Handing a case over: consent, what goes along, sealing, sending, the answer."""

from datetime import timedelta

import pytest

from kast.audit.models import Entry
from kast.casework import arrivals, contacts, endings, handover, notes, posting, replies, sisters, topic
from kast.casework.models import Case, Contact, HandOver, Topic
from kast.door.models import Reply
from kast.retention import forgetting, person
from kast.vault.sealing import CannotOpen
from tests.fixtures_casework import anew, facts_of
from tests.fixtures_sisters import AnotherUnit

State = HandOver.State


@pytest.fixture
def full(case, ada, now):
    """A case in which something was said in every way."""
    on = now.date()
    kind, means = Contact.Kind.CONVERSATION, Contact.Means.HERE
    contacts.record(case, on=on, kind=kind, means=means, held=True, words="Hans fru är sjuk.", by=ada, at=now)
    later = [now + timedelta(minutes=minutes) for minutes in (1, 2)]
    notes.write(case, "Vill flytta till Annanstad.", by=ada, at=later[0])
    topic.say(case, Topic.State.DISCUSSED, before="Ingen är tvingad.", after="Jag vet inte.", by=ada, at=later[1])
    replies.leave(case, "Tack för att du skrev.", by=ada, at=now)
    return case


def sent(case, sister, asked, by, at, **how):
    row = handover.prepare(case, sister, asked, by=by, at=at)
    handover.send_as_file(row, by=by, at=at, **how)
    row.refresh_from_db()
    return row


def test_what_goes_along_is_laid_together_in_order_and_sealed_in_the_case(full, sister, yes, ada, now):
    row = handover.prepare(full, sister, yes(), by=ada, at=now)
    content = handover.opened(row, by=anew(ada), at=now)
    assert [piece.kind for piece in content.pieces] == ["letter", "reply", "talk", "note", "topic", "plan"]
    assert content.pieces[2].words == "Hans fru är sjuk."
    assert content.coded["alias"] == "Pendlaren"
    assert (row.state, bytes(row.envelope), row.parts) == (State.PREPARED, b"", sorted(HandOver.Part.values))
    acts = list(Entry.objects.filter(lane=str(ada.mark)).order_by("-number").values_list("act", flat=True)[:3])
    assert acts == ["handover:read", "handover:prepared", "case:read"]


def test_only_the_parts_that_were_chosen(full, sister, yes, ada, now):
    row = handover.prepare(full, sister, yes(parts=[HandOver.Part.TOPIC]), by=ada, at=now)
    content = handover.opened(row, by=ada, at=now)
    assert [piece.kind for piece in content.pieces] == ["topic"]
    assert content.coded == {}
    assert content.pieces[0].words == "Personens bild före: Ingen är tvingad.\nEfter: Jag vet inte."


@pytest.mark.parametrize("missing", ["consent", "consent_on"])
def test_without_the_persons_yes_nothing_is_prepared(case, sister, yes, ada, now, missing):
    with pytest.raises(handover.NoConsent):
        handover.prepare(case, sister, yes(**{missing: None}), by=ada, at=now)
    with pytest.raises(handover.NoConsent):
        handover.prepare(case, sister, yes(consent_on=now.date() + timedelta(days=1)), by=ada, at=now)
    assert not HandOver.objects.exists()


def test_a_case_that_has_ended_is_not_handed_over(case, sister, yes, ada, now):
    row = handover.prepare(case, sister, yes(), by=ada, at=now)
    endings.end(case, Case.Ending.STOPPED, endings.Agreement(), by=ada, at=now)
    with pytest.raises(handover.NotUnderWay):
        handover.send_as_file(row, by=ada, at=now)
    handover.throw_away(row, by=ada, at=now)
    with pytest.raises(handover.NotUnderWay):
        handover.prepare(case, sister, yes(), by=ada, at=now)


def test_one_at_a_time_until_it_was_declined(case, sister, annanstad, yes, ada, now):
    row = sent(case, sister, yes(), ada, now)
    with pytest.raises(handover.AlreadyOut):
        handover.prepare(case, sister, yes(), by=ada, at=now)
    arrivals.take_in(annanstad.answers(bytes(row.envelope), "declined"), at=now)
    assert handover.prepare(case, sister, yes(), by=ada, at=now)


def test_to_a_unit_that_nobody_compared_nothing_is_prepared_or_sealed(case, sister, yes, ada, bo, now):
    row = handover.prepare(case, sister, yes(), by=ada, at=now)
    sisters.retire(sister, by=bo, at=now)
    with pytest.raises(handover.NotCompared):
        handover.send_as_file(row, by=ada, at=now)
    handover.throw_away(row, by=ada, at=now)
    with pytest.raises(handover.NotCompared):
        handover.prepare(case, sister, yes(), by=ada, at=now)


def test_a_relatives_words_stay_behind_and_are_not_in_what_they_read(full, sister, annanstad, yes, ada, now):
    row = handover.prepare(full, sister, yes(), by=ada, at=now)
    pieces = handover.opened(row, by=ada, at=now).pieces
    kept = [
        (piece.kind != "reply", "Har det tungt hemma." if piece.kind == "talk" else piece.words) for piece in pieces
    ]
    handover.revise(row, kept, by=ada, at=now)
    handover.send_as_file(row, by=ada, at=now)
    row.refresh_from_db()
    read = annanstad.opens(bytes(row.envelope))
    assert [piece["kind"] for piece in read["pieces"]] == ["letter", "talk", "note", "topic", "plan"]
    assert read["pieces"][1]["words"] == "Har det tungt hemma."
    assert "fru" not in str(read)
    assert "Tack för" not in str(read)
    assert (read["asks"], read["consent"], read["coded"]["alias"]) == ("they", "here", "Pendlaren")
    assert all("kept" not in piece for piece in read["pieces"])


def test_what_is_previewed_is_what_is_read_there(full, sister, annanstad, yes, ada, now):
    row = handover.prepare(full, sister, yes(), by=ada, at=now)
    seen = handover.opened(row, by=ada, at=now)
    read = annanstad.opens(handover.seal(row, by=ada, at=now))
    assert [(p["on"], p["title"], p["words"]) for p in read["pieces"]] == [
        (p.on, p.title, p.words) for p in seen.pieces
    ]
    assert read["coded"] == seen.coded


def test_sent_again_it_is_the_very_same_until_something_is_changed(full, sister, yes, ada, bo, now):
    row = handover.prepare(full, sister, yes(parts=[HandOver.Part.PLAN]), by=ada, at=now)
    first = handover.seal(row, by=ada, at=now)
    assert handover.seal(row, by=ada, at=now) == first
    handover.revise(row, [(True, "Ring två vänner.")], by=ada, at=now)
    second = handover.seal(row, by=ada, at=now)
    assert second != first
    newer = AnotherUnit()
    sisters.replace(sister, sisters.read_sheet(newer.sheet()), by=bo, at=now)
    with pytest.raises(handover.NotCompared):
        handover.seal(row, by=ada, at=now)
    sister.refresh_from_db()
    sisters.compare(sister, sisters.sheet_of(sister).fingerprint, by=bo, at=now)
    assert newer.opens(handover.seal(row, by=ada, at=now))["pieces"][0]["words"] == "Ring två vänner."


def test_with_everything_left_behind_nothing_goes(case, sister, yes, ada, now):
    row = handover.prepare(case, sister, yes(parts=[HandOver.Part.LETTERS]), by=ada, at=now)
    with pytest.raises(handover.NothingGoes):
        handover.revise(row, [(False, "")], by=ada, at=now)


def test_in_mode_a_there_is_no_place_for_words_of_hers(case_in, sister, yes, ada, now):
    case = case_in("A")
    with pytest.raises(notes.NoNotesInModeA):
        handover.prepare(case, sister, yes(), by=ada, at=now)
    row = handover.prepare(case, sister, yes(parts=[HandOver.Part.LETTERS, HandOver.Part.CODED]), by=ada, at=now)
    assert [piece.kind for piece in handover.opened(row, by=ada, at=now).pieces] == ["letter"]


def test_in_mode_a_nothing_is_written_into_a_piece(case_in, sister, yes, ada, now):
    row = handover.prepare(case_in("A"), sister, yes(parts=[HandOver.Part.LETTERS]), by=ada, at=now)
    (letter,) = handover.opened(row, by=ada, at=now).pieces
    with pytest.raises(notes.NoNotesInModeA):
        handover.revise(row, [(True, "Hans fru är sjuk.")], by=ada, at=now)
    handover.revise(row, [(True, letter.words)], by=ada, at=now)


def test_more_than_a_hand_over_may_be_is_refused(case, sister, yes, ada, now):
    row = handover.prepare(case, sister, yes(parts=[HandOver.Part.PLAN], plan="å" * 300_000), by=ada, at=now)
    with pytest.raises(handover.TooMuch):
        handover.send_as_file(row, by=ada, at=now)
    row.refresh_from_db()
    assert (row.state, bytes(row.envelope)) == (State.PREPARED, b"")


def test_as_a_file_it_is_sent_and_the_case_says_so(case, sister, yes, ada, now):
    row = sent(case, sister, yes(), ada, now)
    assert (row.state, row.means, row.sent_at, row.answered_on) == (State.SENT, "file", now, None)
    assert facts_of(case, ada)[-1][0] != "handed_over"  # they have not answered
    for again in (handover.send_as_file, handover.throw_away):
        with pytest.raises(handover.CannotMove):
            again(row, by=ada, at=now)


def test_the_person_gets_a_letter_only_if_the_counsellor_wrote_one(case, sister, yes, ada, now):
    sent(case, sister, yes(), ada, now)
    assert not Reply.objects.exists()


def test_and_then_gets_it(case, sister, yes, ada, now):
    sent(case, sister, yes(), ada, now, letter="Annanstad hör av sig.")
    assert Reply.objects.count() == 1


def test_an_answer_is_seen_and_counted_with_who_asks(case, sister, annanstad, yes, ada, now):
    row = sent(case, sister, yes(), ada, now)
    arrivals.take_in(annanstad.answers(bytes(row.envelope), "accepted"), at=now)
    row.refresh_from_db()
    assert (row.state, row.answered_on, bytes(row.envelope), row.seen_on) == ("accepted", now.date(), b"", None)
    assert [one.number for one in handover.unseen(ada, at=now)] == [case.number]
    handover.seen(row, by=anew(ada), at=now)
    handover.seen(row, by=ada, at=now)
    assert handover.unseen(ada, at=now) == []
    assert facts_of(case, ada).count(("handed_over", "they_ask")) == 1


def test_a_declined_one_is_not_counted(case, sister, annanstad, yes, ada, now):
    row = sent(case, sister, yes(), ada, now)
    arrivals.take_in(annanstad.answers(bytes(row.envelope), "declined"), at=now)
    handover.seen(row, by=ada, at=now)
    assert "handed_over" not in dict(facts_of(case, ada))


def test_an_answer_that_was_told_by_phone(case, sister, annanstad, yes, ada, now):
    row = sent(case, sister, yes(asks=HandOver.Asks.WE), ada, now)
    raw = bytes(row.envelope)
    handover.told(row, State.ACCEPTED, by=ada, at=now)
    assert facts_of(case, ada)[-1] == ("handed_over", "we_ask")
    arrivals.take_in(annanstad.answers(raw, "declined"), at=now)
    row.refresh_from_db()
    assert row.state == State.ACCEPTED
    with pytest.raises(handover.CannotMove):
        handover.told(row, State.DECLINED, by=ada, at=now)


def test_where_they_ask_we_agree_on_no_follow_up_of_our_own(case, sister, yes, ada, now):
    sent(case, sister, yes(), ada, now)
    agreed = endings.Agreement(agreed=True, means=Case.FollowupMeans.CALL, months=(12,))
    with pytest.raises(endings.AskedElsewhere):
        endings.end(case, Case.Ending.MOVED_ON, agreed, by=ada, at=now)
    endings.end(case, Case.Ending.MOVED_ON, endings.Agreement(agreed=False), by=ada, at=now)


def test_where_we_ask_we_do(case, sister, yes, ada, now):
    sent(case, sister, yes(asks=HandOver.Asks.WE), ada, now)
    agreed = endings.Agreement(agreed=True, means=Case.FollowupMeans.CALL, months=(12,))
    endings.end(case, Case.Ending.MOVED_ON, agreed, by=ada, at=now)
    assert case.followup_agreed


def test_a_colleague_without_the_case_opens_nothing(case, sister, yes, ada, bo, now):
    row = sent(case, sister, yes(), ada, now)
    with pytest.raises(CannotOpen):
        handover.opened(row, by=bo, at=now)


def test_a_door_that_does_not_answer_leaves_it_prepared(case, sister, yes, ada, now):
    row = handover.prepare(case, sister, yes(), by=ada, at=now)
    with pytest.raises(posting.NoDoor):
        posting.send(row, by=ada, at=now)
    type(sister).objects.update(address="http://127.0.0.1:9")
    row.to.refresh_from_db()
    with pytest.raises(handover.NotCompared):  # the address was changed behind our back
        posting.send(row, by=ada, at=now)
    with pytest.raises(posting.DidNotReach):
        posting.post("http://127.0.0.1:9", b"{}")
    row.refresh_from_db()
    assert row.state == State.PREPARED


def test_what_was_never_sent_goes_the_night_after_the_ending(case, sister, yes, ada, now):
    handover.prepare(case, sister, yes(), by=ada, at=now)
    endings.end(case, Case.Ending.STOPPED, endings.Agreement(), by=ada, at=now)
    assert forgetting.hand_overs(now) == 0
    assert forgetting.hand_overs(now + timedelta(days=1)) == 1


def test_with_the_letters_what_went_along_goes_too(case, sister, yes, ada, now):
    row = sent(case, sister, yes(), ada, now)
    person.letters_and_answers(case.box)
    row.refresh_from_db()
    assert handover.opened(row, by=ada, at=now) is None


def test_with_the_case_everything(case, sister, yes, ada, now):
    sent(case, sister, yes(), ada, now)
    person.forget(case.box)
    assert not HandOver.objects.exists()
