"""Between two units: a third one, a changed byte, a replay, a stranger, a swapped key, too much, and somebody who probes."""

import base64
import json
import uuid
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.test import Client

from kast.casework import arrivals, cases, envelope, handover, sisters
from kast.casework.envelope import Refused, Why
from kast.casework.models import Arrival, HandOver, SisterUnit
from kast.vault.models import Secret
from tests.attacks import stolen
from tests.fixtures_sisters import AnotherUnit


@pytest.fixture
def went(case, sister, yes, ada, now):
    """A hand-over of Ada's case that was sent."""
    row = handover.prepare(case, sister, yes(), by=ada, at=now)
    handover.send_as_file(row, by=ada, at=now)
    row.refresh_from_db()
    return row


def at_the_door(raw: bytes, **how):
    """What a program gets that brings this."""
    return Client().post("/overlamning/", raw, content_type="application/json", **how)


def refused(raw, now) -> Why:
    with pytest.raises(Refused) as fault:
        arrivals.take_in(raw, at=now)
    assert not Arrival.objects.exists()
    return fault.value.why


class TestAThirdUnit:
    def test_does_not_open_what_was_sealed_to_another(self, went, annanstad):
        assert annanstad.opens(bytes(went.envelope))["pieces"]  # there is something to open
        with pytest.raises(InvalidTag):
            AnotherUnit().opens(bytes(went.envelope))

    def test_is_told_at_once_that_a_file_is_not_for_it(self, unit, annanstad, sister, our_sheet, now):
        other = sisters.Sheet("X", "", our_sheet.receiving, AnotherUnit().signing)
        assert refused(annanstad.hands_over(other), now) is Why.NOT_FOR_US

    def test_does_not_pass_on_anothers_words_as_its_own(self, annanstad, sister, our_sheet, ada, bo, now):
        """Known to us too, it strips the signature off and signs the sealed words itself: they do not open."""
        third = AnotherUnit("KAST Tredje")
        known = sisters.add(sisters.read_sheet(third.sheet()), by=bo, at=now)
        sisters.compare(known, sisters.sheet_of(known).fingerprint, by=bo, at=now)
        body = json.loads(json.loads(annanstad.hands_over(our_sheet))["body"])
        arrivals.take_in(third.signed(body | {"from": base64.b64encode(third.signing).decode()}), at=now)
        with pytest.raises(cases.CannotOpen):
            arrivals.opened(Arrival.objects.get(), by=ada, at=now)


class TestOnTheWay:
    def test_one_changed_byte_is_found_wherever_it_is(self, annanstad, sister, our_sheet, now):
        raw = annanstad.hands_over(our_sheet)
        for at in range(0, len(raw), max(1, len(raw) // 150)):
            changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
            assert refused(changed, now) in {Why.CHANGED, Why.MALFORMED}, at

    def test_a_replay_is_taken_without_a_word_and_changes_nothing(self, annanstad, sister, our_sheet, ada, now):
        raw = annanstad.hands_over(our_sheet)
        first, again = at_the_door(raw), at_the_door(raw)
        assert (first.status_code, first.content) == (again.status_code, again.content)
        arrivals.decline(Arrival.objects.get(), Arrival.Why.OTHER, by=ada, at=now)
        at_the_door(raw)
        assert Arrival.objects.get().state == "declined"
        assert bytes(Arrival.objects.get().envelope) == b""

    def test_other_words_under_the_same_number_replace_nothing(self, annanstad, sister, our_sheet, ada, now):
        number = uuid.uuid4()
        arrivals.take_in(annanstad.hands_over(our_sheet, number=number), at=now)
        with pytest.raises(Refused) as fault:
            arrivals.take_in(annanstad.hands_over(our_sheet, annanstad.content(coded={}), number=number), at=now)
        assert fault.value.why is Why.OTHER_BEFORE
        assert arrivals.opened(Arrival.objects.get(), by=ada, at=now).coded["alias"] == "Fredag"

    @pytest.mark.parametrize("days", [-61, 2])
    def test_an_old_one_or_one_from_the_future_is_refused(self, annanstad, sister, our_sheet, now, days):
        raw = annanstad.hands_over(our_sheet, on=now.date() + timedelta(days=days))
        assert refused(raw, now) is Why.TOO_OLD

    @pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"7", b"null", b"\xff", b"[" * 100_000, b'{"kast": 1}'])
    def test_what_is_no_envelope_is_refused(self, unit, raw, now):
        assert refused(raw, now) is Why.MALFORMED

    def test_neither_is_one_with_something_else_inside(self, annanstad, sister, our_sheet, now):
        body = json.loads(json.loads(annanstad.hands_over(our_sheet))["body"])
        for change in ({"kind": "x"}, {"number": "x"}, {"on": "x"}, {"sealed": 1}, {"to": "å"}, {"from": None}):
            assert refused(annanstad.signed(body | change), now) is Why.MALFORMED
        answer = {**body, "kind": "answer", "answer": "perhaps"}
        assert refused(annanstad.signed(answer), now) is Why.MALFORMED

    def test_one_that_is_too_large_is_refused_unread(self, unit, now):
        assert refused(b" " * (envelope.MOST + 1), now) is Why.TOO_LARGE
        assert at_the_door(b" " * (envelope.MOST + 1)).status_code == 400
        assert at_the_door(b" " * 3_000_000).status_code == 400

    def test_a_sister_that_went_mad_fills_no_disk(self, annanstad, sister, our_sheet, now, monkeypatch):
        monkeypatch.setattr(arrivals, "MOST_WAITING", 3)
        for _ in range(3):
            arrivals.take_in(annanstad.hands_over(our_sheet), at=now)
        with pytest.raises(Refused) as fault:
            arrivals.take_in(annanstad.hands_over(our_sheet), at=now)
        assert (fault.value.why, Arrival.objects.count()) == (Why.FULL, 3)


class TestWhoIsNoSister:
    def test_a_unit_that_is_not_in_the_directory(self, unit, our_sheet, now):
        assert refused(AnotherUnit().hands_over(our_sheet), now) is Why.UNKNOWN

    def test_a_unit_that_nobody_compared(self, annanstad, our_sheet, bo, now):
        sisters.add(sisters.read_sheet(annanstad.sheet()), by=bo, at=now)
        assert refused(annanstad.hands_over(our_sheet), now) is Why.UNKNOWN

    def test_a_unit_that_was_retired(self, sister, annanstad, our_sheet, bo, now):
        sisters.retire(sister, by=bo, at=now)
        assert refused(annanstad.hands_over(our_sheet), now) is Why.UNKNOWN

    def test_somebody_who_says_to_be_one(self, sister, annanstad, our_sheet, now):
        body = json.loads(json.loads(annanstad.hands_over(our_sheet))["body"])
        assert refused(AnotherUnit().signed(body), now) is Why.CHANGED


class TestWhoeverCanWriteTheDatabase:
    def test_puts_in_an_own_signing_key_and_is_not_taken_for_the_sister(self, sister, our_sheet, now):
        evil = AnotherUnit()
        SisterUnit.objects.update(signing_key=evil.signing)
        assert refused(evil.hands_over(our_sheet), now) is Why.UNKNOWN

    @pytest.mark.parametrize("change", ["receiving_key", "signing_key", "name", "address"])
    def test_gets_nothing_sealed_to_an_own_key_or_sent_to_an_own_door(self, case, sister, yes, ada, now, change):
        row = handover.prepare(case, sister, yes(), by=ada, at=now)
        evil = AnotherUnit("KAST Ond", "https://evil.example")
        own = {"receiving_key": evil.receiving, "signing_key": evil.signing, "name": evil.name, "address": evil.address}
        SisterUnit.objects.update(**{change: own[change]})
        assert sisters.ready() == []
        with pytest.raises(handover.NotCompared):
            handover.send_as_file(row, by=ada, at=now)

    def test_does_not_move_one_units_vouch_to_another(self, sister, bo, now):
        evil = sisters.add(sisters.read_sheet(AnotherUnit().sheet()), by=bo, at=now)
        vouch = SisterUnit.objects.get(pk=sister.pk).vouch
        SisterUnit.objects.filter(pk=evil.pk).update(vouch=vouch, compared_on=now.date(), compared_by=bo)
        assert sisters.ready() == [sister]

    def test_lays_no_hand_over_of_an_own_making_among_those_that_came(self, sister, annanstad, our_sheet, ada, now):
        """Our receiving key is no secret: anybody can seal to it. The sender's signature is looked at again."""
        number, evil = uuid.uuid4(), AnotherUnit()
        raw = evil.hands_over(our_sheet, number=number)
        row = Arrival.objects.create(sister=sister, reference=number, came_on=now.date(), envelope=raw, digest=b"")
        with pytest.raises(Refused):
            arrivals.opened(row, by=ada, at=now)
        honest = annanstad.hands_over(our_sheet)
        Arrival.objects.filter(pk=row.pk).update(envelope=honest)  # another one's, under this number
        row.refresh_from_db()
        with pytest.raises(Refused):
            arrivals.opened(row, by=ada, at=now)

    def test_lays_no_receiving_key_of_an_own_making_in_the_circles_box(self, unit, our_sheet, ada):
        """Moved from another name, or made up: it does not open, and no sheet is printed with it."""
        index = Secret.objects.get(name=Secret.Name.INDEX)
        Secret.objects.filter(name=Secret.Name.SISTERS).update(sealed=index.sealed)
        with pytest.raises(cases.CannotOpen):
            sisters.own_sheet(by=ada)

    def test_reads_nothing_of_what_goes_or_came(self, went, annanstad, our_sheet, now):
        arrivals.take_in(annanstad.hands_over(our_sheet), at=now)
        loot = stolen.everything()
        assert annanstad.name.encode() in loot  # that there are sister units is no secret
        assert stolen.found(["Ring en vän", "Pendlaren", "fredagar", "Gå hem före", "Fredag"], loot) == []


class TestWhoProbesTheDoor:
    def test_gets_one_answer_to_everything_that_is_refused(self, annanstad, sister, our_sheet, went):
        raw = annanstad.hands_over(our_sheet)
        stranger = AnotherUnit()
        tried = [
            b"",
            b"{}",
            b" " * (envelope.MOST + 1),
            raw[:-9] + b"AAAA" + raw[-5:],
            stranger.hands_over(our_sheet),
            stranger.answers(annanstad.hands_over(our_sheet), "accepted"),
            annanstad.hands_over(sisters.Sheet("X", "", our_sheet.receiving, stranger.signing)),
        ]
        answers = {(answer.status_code, answer.content) for answer in map(at_the_door, tried)}
        assert answers == {(400, b'{"taken": false}')}
        assert not Arrival.objects.exists()

    def test_does_not_learn_from_an_answer_whether_there_is_such_a_case(self, went, annanstad, our_sheet, sister):
        made_up = annanstad.signed(
            annanstad.head("answer", our_sheet.signing, uuid.uuid4(), went.sent_at.date()) | {"answer": "accepted"}
        )
        real = annanstad.answers(bytes(went.envelope), "accepted")
        told = [at_the_door(raw) for raw in (made_up, real, real)]
        assert {(answer.status_code, answer.content) for answer in told} == {(202, b'{"taken": true}')}
        went.refresh_from_db()
        assert went.state == "accepted"  # the real one was taken

    def test_a_unit_answers_only_what_was_handed_to_it(self, went, annanstad, bo, now):
        third = AnotherUnit("KAST Tredje")
        known = sisters.add(sisters.read_sheet(third.sheet()), by=bo, at=now)
        sisters.compare(known, sisters.sheet_of(known).fingerprint, by=bo, at=now)
        assert at_the_door(third.answers(bytes(went.envelope), "accepted")).status_code == 202
        assert HandOver.objects.get().state == "sent"

    def test_the_door_takes_only_what_is_brought_and_leaves_no_cookie(self, unit):
        assert Client().get("/overlamning/").status_code == 405
        for origin in ("https://evil.example", "null", ""):
            answer = at_the_door(b"{}", headers={"origin": origin})
            assert (answer.status_code, answer.content, dict(answer.cookies)) == (400, b'{"taken": false}', {})

    def test_one_that_comes_in_pieces_without_its_length_is_refused(self, unit):
        answer = Client().generic("POST", "/overlamning/", b"{}", content_type="application/json", CONTENT_LENGTH="")
        assert answer.status_code == 400


def test_a_member_without_the_case_finds_no_hand_over_of_it(went, case, eva, bo, olle, desk_of):
    for member in (eva, bo, olle):
        desk = desk_of(member)
        for end in ("", "fil/", "skicka/"):
            assert desk.get(f"/personal/arenden/{case.number}/overlamning/{went.pk}/{end}").status_code == 404
        for end in ("kasta/", "svar/"):
            assert desk.post(f"/personal/arenden/{case.number}/overlamning/{went.pk}/{end}").status_code == 404
    went.refresh_from_db()
    assert went.state == "sent"


def test_a_hand_over_is_not_found_under_another_case(went, case_in, ada, desk_of):
    other = case_in("B")
    assert desk_of(ada).get(f"/personal/arenden/{other.number}/overlamning/{went.pk}/").status_code == 404


def test_head_and_operator_open_nothing_that_came(annanstad, sister, our_sheet, bo, olle, now, desk_of):
    arrivals.take_in(annanstad.hands_over(our_sheet), at=now)
    address = f"/personal/overlamningar/{Arrival.objects.get().pk}/"
    for member in (bo, olle):
        desk = desk_of(member)
        assert desk.get(address).status_code == 404
        assert desk.post(f"{address}avboj/", {"why": "other"}).status_code == 404
    assert Arrival.objects.get().state == "waiting"
