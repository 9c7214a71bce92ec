"""What is written in a case: contacts, notes, answers, drafts, the topic."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kast.audit.models import Entry
from kast.casework import cases, codes, contacts, drafts, endings, notes, replies, topic, words_for
from kast.casework.models import Contact, Draft, Note, Topic
from kast.door import mailbox
from kast.door.models import Letter, Mailbox, Reply
from kast.vault import ways
from tests.fixtures_casework import anew, facts_of


def talk(case, ada, now, **given):
    usual = {
        "on": now.date(),
        "kind": codes.ContactKind.CONVERSATION,
        "means": codes.Means.HERE,
        "held": True,
        "minutes": 45,
    }
    return contacts.record(case, **{**usual, **given}, by=ada, at=now)


def test_a_held_talk_is_a_contact_with_its_note_and_a_fact(case, ada, now):
    contact = talk(case, ada, now, words="Fem veckor nu. Sover bättre.", interpreter=True)
    note = Note.objects.get(contact=contact)
    assert note.words.open(cases.key_of(case.box, ada)) == "Fem veckor nu. Sover bättre."
    assert b"Sover" not in bytes(note.__dict__["words"])
    assert facts_of(case, ada)[-1] == ("came", "conversation")
    assert Entry.objects.order_by("pk").last().about.split() == [str(case.mark), str(contact.mark), str(note.mark)]


@pytest.mark.parametrize("why", list(Contact.NotHeld))
def test_a_talk_that_was_not_held_has_its_why(why, case, ada, now):
    contact = talk(case, ada, now, held=False, not_held=why)
    assert (contact.held, contact.minutes) == (False, None)
    assert facts_of(case, ada)[-1] == ("not_held", why)


def test_a_talk_is_held_or_has_its_why_never_both_and_never_neither(case, ada, now):
    with pytest.raises(contacts.WhyNot):
        talk(case, ada, now, held=False)
    with pytest.raises(contacts.WhyNot):
        talk(case, ada, now, not_held=codes.NotHeld.BOOKING_ERROR)


def test_a_talk_is_recorded_when_it_has_been(case, ada, now):
    with pytest.raises(contacts.NotYet):
        talk(case, ada, now, on=now.date() + timedelta(days=1))


def test_an_ended_case_is_reopened_before_a_talk_is_recorded(case, ada, now):
    endings.end(case, codes.Ending.STOPPED, endings.Agreement(), by=ada, at=now)
    with pytest.raises(contacts.NotUnderWay):
        talk(case, ada, now)


def test_in_mode_A_no_note_no_draft_and_no_words_of_the_person_can_be_stored(case_in, ada, now):
    case = case_in("A")
    with pytest.raises(notes.NoNotesInModeA):
        notes.write(case, "något", by=ada, at=now)
    with pytest.raises(notes.NoNotesInModeA):
        talk(case, ada, now, words="något")
    with pytest.raises(notes.NoNotesInModeA):
        topic.say(case, codes.TopicState.DISCUSSED, before="frivilligt", by=ada, at=now)
    with pytest.raises(drafts.NoDraftsInModeA):
        drafts.save(case.box, codes.Place.NOTE, "något", by=ada, at=now)
    with pytest.raises(notes.NoNotesInModeA):
        endings.end(case, codes.Ending.MOVED_ON, endings.Agreement(), words="vården", by=ada, at=now)
    assert not Note.objects.exists()
    assert not Contact.objects.exists()
    assert not Draft.objects.exists()
    assert talk(case, ada, now)


def test_a_note_stands_alone_too_and_an_empty_one_is_refused(case, ada, now):
    assert notes.write(case, "Ringde åklagaren själv.", by=ada, at=now).contact is None
    with pytest.raises(notes.Empty):
        notes.write(case, "  ", by=ada, at=now)


def test_the_first_held_contact_counts_letters_that_were_read(case, ada, now):
    assert contacts.first_held_on(case) is None
    talk(case, ada, now, on=now.date() - timedelta(days=3), held=False, not_held=codes.NotHeld.ABSENT_SILENT)
    talk(case, ada, now, on=now.date() - timedelta(days=1))
    assert contacts.first_held_on(case) == now.date() - timedelta(days=1)
    replies.leave(case, "Hej.", by=ada, at=now - timedelta(days=2))
    assert contacts.first_held_on(case) == now.date() - timedelta(days=1)
    Reply.objects.update(fetched=True)
    assert contacts.first_held_on(case) == now.date() - timedelta(days=2)


def test_an_answer_lies_in_the_mailbox_under_the_name_she_shows(case, ada, now):
    Letter.objects.update(state=Letter.State.WAITING)
    replies.leave(case, "Hej, och tack för att du skrev.", by=ada, at=now)
    place, key = Mailbox.objects.get(), cases.key_of(case.box, ada)
    newest = mailbox.thread(place, key)[0]
    assert (newest.who, newest.words) == ("Ada", "Hej, och tack för att du skrev.")
    assert Letter.objects.get().state == Letter.State.ANSWERED
    assert facts_of(case, ada)[-1] == ("answer_days", "d0")


def test_there_is_no_answer_without_words_or_without_a_mailbox(case, asked, ada, eva, now):
    with pytest.raises(replies.Empty):
        replies.leave(case, " ", by=ada, at=now)
    called = cases.begin(codes.Begin.PHONE, asked(), stand_in=eva, by=ada, at=now)
    with pytest.raises(replies.NoMailbox):
        replies.leave(called, "Hej.", by=ada, at=now)


def test_a_person_in_the_room_gets_words_that_open_the_mailbox(asked, ada, eva, now):
    case = cases.begin(codes.Begin.VISIT, asked(), stand_in=eva, by=ada, at=now)
    words = words_for.issue(case, language="sv", by=ada, at=now)
    assert len(words) == 8
    replies.leave(case, "Välkommen tillbaka.", by=ada, at=now)
    entered = enter(words)
    assert mailbox.thread(*entered)[0].words == "Välkommen tillbaka."
    again = words_for.issue(case, language="en", by=ada, at=now)
    assert enter(again)[0].words_changed
    with pytest.raises(ways.NoSuchWay):
        enter(words)
    assert not Entry.objects.filter(about__contains=words[0]).exists()


def enter(words):
    box, key = ways.enter(ways.derive(words))
    return Mailbox.objects.get(box=box), key


def test_a_draft_is_sealed_and_hers_alone(case, ada, eva, now):
    kept = drafts.save(case.box, codes.Place.NOTE, "Vill berätta hemma.", by=ada, at=now)
    assert b"hemma" not in bytes(Draft.objects.get().__dict__["words"])
    assert [draft.words for draft in drafts.of(case.box, by=ada)] == ["Vill berätta hemma."]
    assert drafts.of(case.box, by=anew(eva)) == []
    drafts.throw_away(case.box, kept.draft, by=eva)
    assert Draft.objects.exists()
    drafts.throw_away(case.box, kept.draft, by=ada)
    assert not Draft.objects.exists()


def test_one_tab_writes_over_its_own_draft(case, ada, now):
    first = drafts.save(case.box, codes.Place.NOTE, "Fem", by=ada, at=now)
    second = drafts.save(
        case.box, codes.Place.NOTE, "Fem veckor", draft=first.draft, version=first.version, by=ada, at=now
    )
    assert (second.draft, second.apart) == (first.draft, False)
    assert [draft.words for draft in drafts.of(case.box, by=ada)] == ["Fem veckor"]


def test_in_two_tabs_nobodys_text_is_lost(case, ada, now):
    first = drafts.save(case.box, codes.Place.NOTE, "Fem", by=ada, at=now)
    known = {"draft": first.draft, "version": first.version}
    drafts.save(case.box, codes.Place.NOTE, "Fem veckor, flik två", **known, by=ada, at=now)
    older = drafts.save(case.box, codes.Place.NOTE, "Fem veckor, flik ett", **known, by=ada, at=now)
    assert older.apart
    assert {draft.words for draft in drafts.of(case.box, by=ada)} == {"Fem veckor, flik två", "Fem veckor, flik ett"}
    onward = drafts.save(
        case.box, codes.Place.NOTE, "flik ett går vidare", draft=older.draft, version=older.version, by=ada, at=now
    )
    assert not onward.apart


def test_two_tabs_that_were_opened_empty_are_told_apart_by_box_place_and_writer(case, ada, eva, now):
    assert not drafts.save(case.box, codes.Place.NOTE, "Evas", by=eva, at=now).apart
    first = drafts.save(case.box, codes.Place.NOTE, "flik ett", by=ada, at=now)
    reply = drafts.save(case.box, codes.Place.REPLY, "Hej", by=ada, at=now)
    second = drafts.save(case.box, codes.Place.NOTE, "flik två", by=ada, at=now)
    assert (first.apart, reply.apart, second.apart) == (False, False, True)
    assert {draft.words for draft in drafts.of(case.box, by=ada)} == {"flik ett", "Hej", "flik två"}
    for kept in (first, second):
        known = {"draft": kept.draft, "version": kept.version}
        assert not drafts.save(case.box, codes.Place.NOTE, "går vidare", **known, by=ada, at=now).apart


def test_a_draft_that_a_crash_left_is_taken_along_by_the_page_and_no_second_place(case, ada, now, desk_of):
    left = drafts.save(case.box, codes.Place.NOTE, "Före kraschen", by=ada, at=now)
    shown = desk_of(ada).get(f"/personal/arenden/{case.number}/").content.decode()
    assert f'value="{left.draft}"' in shown
    assert f'value="{left.version}"' in shown
    known = {"draft": left.draft, "version": left.version}
    assert not drafts.save(case.box, codes.Place.NOTE, "Efter kraschen", **known, by=ada, at=now).apart


def test_a_draft_that_is_gone_is_begun_anew(case, ada, now):
    kept = drafts.save(case.box, codes.Place.NOTE, "Fem", draft=uuid4(), version=uuid4(), by=ada, at=now)
    assert not kept.apart


def test_what_is_sent_or_written_takes_its_draft_along(case, ada, now):
    note = drafts.save(case.box, codes.Place.NOTE, "Fem veckor", by=ada, at=now)
    talk(case, ada, now, words="Fem veckor", draft=note.draft)
    reply = drafts.save(case.box, codes.Place.REPLY, "Hej", by=ada, at=now)
    replies.leave(case, "Hej igen", draft=reply.draft, by=ada, at=now)
    alone = drafts.save(case.box, codes.Place.NOTE, "Ett till", by=ada, at=now)
    notes.write(case, "Ett till", draft=alone.draft, by=ada, at=now)
    assert not Draft.objects.exists()


def test_the_topic_has_its_states_and_the_latest_counts(case, ada, now):
    topic.say(case, codes.TopicState.NOT_YET, by=ada, at=now)
    again = now.date() + timedelta(days=14)
    put_off = topic.say(case, codes.TopicState.PUT_OFF, why=codes.Why.CRISIS, again_on=again, by=ada, at=now)
    assert (put_off.why, put_off.again_on) == ("crisis", again)
    told = topic.say(
        case, codes.TopicState.DISCUSSED, before="De gör det frivilligt", after="Jag vet inte", by=ada, at=now
    )
    key = cases.key_of(case.box, ada)
    assert (told.before.open(key), told.after.open(key)) == ("De gör det frivilligt", "Jag vet inte")
    assert [code for kind, code in facts_of(case, ada) if kind == "topic"] == ["not_yet", "put_off", "discussed"]


@pytest.mark.parametrize("given", [{}, {"why": "crisis"}, {"why": "crisis", "again_on": -1}])
def test_what_is_put_off_has_its_why_and_a_day_to_come(given, case, ada, now):
    why = codes.Why(given["why"]) if "why" in given else None
    again = now.date() + timedelta(days=given["again_on"]) if "again_on" in given else None
    with pytest.raises(topic.NeedsWhy):
        topic.say(case, codes.TopicState.PUT_OFF, why=why, again_on=again, by=ada, at=now)
    assert not Topic.objects.exists()


@pytest.mark.parametrize(
    ("state", "again", "held", "due"),
    [
        (None, None, 2, False),
        (None, None, 3, True),
        ("not_yet", None, 3, True),
        ("put_off", 5, 3, False),
        ("put_off", 0, 3, True),
        ("discussed", None, 9, False),
    ],
)
def test_from_the_third_held_contact_on_the_topic_waits_until_it_is_raised_or_put_off(state, again, held, due, now):
    on = now.date()
    latest = Topic(state=state, again_on=None if again is None else on + timedelta(days=again)) if state else None
    assert topic.is_due(latest, held, on=on) is due
