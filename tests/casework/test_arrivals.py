"""What comes from a sister unit: taken in sealed, opened, accepted in each mode, declined, answered."""

import base64
import json
import uuid
from datetime import timedelta

import pytest

from kast.audit.models import Entry
from kast.casework import arrivals, cases, endings, envelope, sisters
from kast.casework.models import Arrival, Case, Note
from kast.casework.parts import NotReadable
from kast.retention import forgetting, person
from kast.vault import signing
from kast.vault.sealing import CannotOpen
from tests.fixtures_casework import anew, facts_of


@pytest.fixture
def came(sister, annanstad, our_sheet, now):
    """A hand-over has come."""

    def take(content=None, **how):
        assert arrivals.take_in(annanstad.hands_over(our_sheet, content, **how), at=now) is envelope.Kind.HAND_OVER
        return Arrival.objects.select_related("sister").latest("pk")

    return take


def accept(arrival, asked, by, at, stand_in=None):
    return arrivals.accept(arrival, Case.Begin.PHONE, asked, stand_in=stand_in, by=by, at=at)


def test_it_lies_sealed_until_somebody_of_the_circle_opens_it(came, annanstad, ada, eva, olle, now):
    arrival = came()
    assert b"fredag" not in bytes(arrival.envelope).lower()
    assert Entry.objects.filter(lane="system").latest("number").act == "arrival:came"
    content = arrivals.opened(arrival, by=anew(eva), at=now)
    assert [piece.words for piece in content.pieces] == ["Det är alltid fredagar.", "Gå hem före åtta."]
    assert content.asks == "we"  # they wrote that the other side asks: that is us
    with pytest.raises(CannotOpen):
        arrivals.opened(arrival, by=olle, at=now)


def test_accepted_it_is_a_case_with_what_came_as_sealed_notes(came, asked, ada, eva, now):
    case = accept(came(), asked("B", route_in="other", alias="Fredag"), ada, now, stand_in=eva)
    key = cases.key_of(case.box, anew(eva))
    words = [note.words.open(key) for note in Note.objects.filter(case=case).order_by("pk")]
    assert len(words) == 3
    assert any(text.startswith("Överlämnat från KAST Annanstad. Personen sa ja 20 november 2026") for text in words)
    assert "Från KAST Annanstad: Personen skrev, 1 september 2026\n\nDet är alltid fredagar." in words
    assert facts_of(case, ada)[-1] == ("from_sister", "we_ask")
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.case, bytes(arrival.envelope), arrival.answered_by) == ("accepted", case, b"", ada)


def test_in_mode_a_nothing_of_what_came_is_kept(came, asked, ada, now):
    case = accept(came(), asked("A", route_in="other"), ada, now)
    assert not Note.objects.exists()
    assert facts_of(case, ada)[-1] == ("from_sister", "we_ask")
    assert bytes(Arrival.objects.get().envelope) == b""


def test_where_they_ask_this_unit_does_not(came, annanstad, asked, ada, now):
    case = accept(came(annanstad.content(asks="we")), asked("B"), ada, now)
    agreed = endings.Agreement(agreed=True, means=Case.FollowupMeans.CALL, months=(12,))
    with pytest.raises(endings.AskedElsewhere):
        endings.end(case, Case.Ending.AGREED, agreed, by=ada, at=now)


def test_declined_it_is_gone_and_only_the_why_stays(came, ada, now):
    arrival = came()
    arrivals.decline(arrival, Arrival.Why.NO_ROOM, by=ada, at=now)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.why, arrival.case, bytes(arrival.envelope)) == ("declined", "no_room", None, b"")
    assert not Case.objects.exists()


@pytest.mark.parametrize("said", ["accepted", "declined"])
def test_the_answer_is_signed_and_says_nothing_else(came, annanstad, asked, ada, now, said):
    number = uuid.uuid4()
    arrival = came(number=number)
    if said == "accepted":
        accept(arrival, asked("A"), ada, now)
    else:
        arrivals.decline(arrival, Arrival.Why.OTHER, by=ada, at=now)
    outside = json.loads(bytes(Arrival.objects.get().answer))
    body = json.loads(outside["body"])
    assert signing.is_by(
        signing.pinned(), b"kast between units 1\0" + outside["body"].encode(), base64.b64decode(outside["signature"])
    )
    assert body == {
        "kind": "answer",
        "number": str(number),
        "from": base64.b64encode(signing.pinned()).decode(),
        "to": base64.b64encode(annanstad.signing).decode(),
        "on": now.date().isoformat(),
        "answer": said,
    }


def test_answered_once_is_answered(came, asked, ada, eva, now):
    arrival = came()
    accept(arrival, asked("A"), ada, now)
    with pytest.raises(arrivals.CannotMove):
        arrivals.decline(arrival, Arrival.Why.OTHER, by=eva, at=now)
    with pytest.raises(arrivals.CannotMove):
        accept(arrival, asked("A"), eva, now)
    assert Case.objects.count() == 1


def test_that_the_answer_went_is_written_down_once(came, ada, eva, now):
    arrival = came()
    arrivals.decline(arrival, Arrival.Why.OTHER, by=ada, at=now)
    assert [row.answered for row in arrivals.rows(ada)] == [True]
    assert arrivals.rows(eva) == []
    for _ in range(2):
        arrivals.answer_went(arrival, by=ada, at=now)
    assert arrivals.rows(ada) == []
    assert Entry.objects.filter(act="arrival:answer_went").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"consent": "x"},
        {"consent_on": "x"},
        {"asks": "x"},
        {"pieces": [{}]},
        {"pieces": 7},
        {"coded": 1},
    ],
)
def test_what_another_program_writes_otherwise_is_not_read(came, annanstad, ada, now, change):
    with pytest.raises(NotReadable):
        arrivals.opened(came(annanstad.content(**change)), by=ada, at=now)


def test_the_rows_of_today_take_one_query_however_many(came, ada, django_assert_num_queries):
    came()
    with django_assert_num_queries(1):
        assert len(arrivals.rows(ada)) == 1
    for _ in range(5):
        came()
    with django_assert_num_queries(1):
        assert len(arrivals.rows(ada)) == 6


def test_declined_ones_are_forgotten_after_a_year_when_the_unit_has_decided(came, ada, now, settings_of_unit):
    arrivals.decline(came(), Arrival.Why.OTHER, by=ada, at=now)
    came()
    later = now + timedelta(days=370)
    assert forgetting.arrivals(later) == 0
    settings_of_unit(retention_decision="SN 2025/113")
    assert forgetting.arrivals(now + timedelta(days=300)) == 0
    assert forgetting.arrivals(later) == 1
    assert Arrival.objects.get().state == "waiting"


def test_an_accepted_one_goes_with_its_case(came, asked, ada, now):
    case = accept(came(), asked("B"), ada, now)
    person.forget(case.box)
    assert not Arrival.objects.exists()


def test_a_unit_that_was_replaced_since_is_answered_with_its_new_key(came, sister, bo, ada, now):
    arrival = came()
    assert sisters.is_vouched(arrival.sister)
    arrivals.decline(arrival, Arrival.Why.OTHER, by=ada, at=now)
    assert Arrival.objects.get().answer
