from datetime import UTC, datetime

import pytest
import time_machine

from kast.audit.models import Entry
from kast.figures import access, freezing, own_claims
from kast.figures.claims import Ours, Verdict, judge
from kast.figures.models import ClaimWording, OwnClaim, WordingNeverChanged
from kast.figures.own_claims import NotAClaim, NothingNew, TakenBack, Words
from tests.figures.made_up import a_unit_of_years, keep
from tests.figures.test_claims import outcome
from tests.figures.test_pages import NIGHT, words

NOW = datetime(2026, 8, 3, 10, tzinfo=UTC)
HERE = "/personal/siffror/pastaenden/"
SAID = Words(
    said="Nio av tio går inte tillbaka.",
    source="Kommunens nyhetsbrev.",
    needed="hur många som kom",
    kind="outcome",
    date="2025-03",
    low=90,
)


@pytest.fixture
def added(unit, bo):
    return own_claims.add(SAID, by=bo, at=NOW)


def test_a_claim_is_added_and_judged_as_any_other(added):
    [one] = access.own_claims()
    assert judge(one.claim, outcome(69, 5, 38)).verdict is Verdict.UNKNOWABLE
    assert judge(one.claim, outcome(50, 20, 30)).verdict is Verdict.CONTRADICTED
    assert judge(one.claim, Ours()).verdict is Verdict.UNKNOWABLE
    assert Entry.objects.filter(act="claim:added").count() == 1


def test_a_claim_that_says_of_how_many_how_and_over_what_time_can_be_supported(unit, bo):
    whole = Words(**{**vars(SAID), "low": 60, "denominator_known": True, "method_known": True, "horizon": 12})
    own_claims.add(whole, by=bo, at=NOW)
    assert judge(access.own_claims()[0].claim, outcome(69, 5, 38)).verdict is Verdict.SUPPORTED


def test_one_per_cent_of_reach_means_half_a_per_cent_to_either_side():
    row = Words(said="x", source="x", needed="x", kind="reach", low=10).as_row()
    assert row["about"] == [9.5, 10.5]
    assert Words(said="x", source="x", needed="x", kind="reach", low=5, high=15).as_row()["about"] == [5, 15]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"said": " "}, {"said"}),
        ({"source": "", "needed": ""}, {"source", "needed"}),
        ({"low": None}, {"low"}),
        ({"low": 101}, {"low"}),
        ({"low": 90, "high": 80}, {"high"}),
        ({"kind": "gossip"}, {"kind"}),
        ({"date": "förra året"}, {"date"}),
        ({"date": "2025-13"}, {"date"}),
        ({"horizon": 0}, {"horizon"}),
    ],
)
def test_what_is_no_claim_is_refused_with_the_fields_named(given, fields, unit, bo):
    with pytest.raises(NotAClaim) as fault:
        own_claims.add(Words(**{**vars(SAID), **given}), by=bo, at=NOW)
    assert set(fault.value.args) == fields
    assert not OwnClaim.objects.exists()


def test_other_words_are_another_wording_and_the_earlier_stays(added, bo):
    own_claims.show(added, shown=True, by=bo, at=NOW)
    own_claims.change(added, Words(**{**vars(SAID), "said": "Åtta av tio."}), by=bo, at=NOW)
    [one] = access.own_claims()
    assert one.claim.said["sv"] == "Åtta av tio."
    assert [was.claim.said["sv"] for was in one.earlier] == ["Nio av tio går inte tillbaka."]
    assert not one.shown  # the head has not chosen these words
    with pytest.raises(WordingNeverChanged):
        ClaimWording.objects.first().save()
    with pytest.raises(NothingNew):
        own_claims.change(added, Words(**{**vars(SAID), "said": "Åtta av tio."}), by=bo, at=NOW)


def test_taken_back_it_is_neither_shown_nor_changed_and_its_words_stay(added, bo):
    own_claims.show(added, shown=True, by=bo, at=NOW)
    own_claims.take_back(added, by=bo, at=NOW)
    assert access.public_claims() == ()
    assert access.own_claims()[0].claim.said["sv"] == SAID.said
    for act in (
        lambda: own_claims.show(added, shown=True, by=bo, at=NOW),
        lambda: own_claims.change(added, Words(**{**vars(SAID), "low": 80}), by=bo, at=NOW),
        lambda: own_claims.take_back(added, by=bo, at=NOW),
    ):
        with pytest.raises(TakenBack):
            act()


def test_the_public_sees_only_what_the_head_has_chosen(added, unit, bo, client):
    keep(a_unit_of_years())
    freezing.freeze(NIGHT)
    assert SAID.said not in words(client.get("/siffror/"))
    own_claims.show(added, shown=True, by=bo, at=NOW)
    said = words(client.get("/siffror/"))
    assert SAID.said in said
    assert "Kommunens nyhetsbrev. (mars 2025)" in said
    own_claims.show(added, shown=False, by=bo, at=NOW)
    assert SAID.said not in words(client.get("/siffror/"))
    assert [entry.act for entry in Entry.objects.filter(act__startswith="claim:").order_by("pk")] == [
        "claim:added",
        "claim:shown",
        "claim:hidden",
    ]


def test_without_english_words_the_english_page_shows_the_swedish_and_says_so(added, unit, bo, client):
    keep(a_unit_of_years())
    freezing.freeze(NIGHT)
    own_claims.show(added, shown=True, by=bo, at=NOW)
    answer = client.get("/en/siffror/")
    assert '<blockquote lang="sv"><p>Nio av tio går inte tillbaka.' in answer.content.decode()
    assert "Not all of this is in English." in words(answer)
    own_claims.change(
        added,
        Words(**{**vars(SAID), "said_en": "Nine in ten.", "source_en": "A newsletter.", "needed_en": "how many came"}),
        by=bo,
        at=NOW,
    )
    own_claims.show(added, shown=True, by=bo, at=NOW)
    assert "Nine in ten." in words(client.get("/en/siffror/"))
    assert "Not all of this is in English." not in words(client.get("/en/siffror/"))


GIVEN = {
    "said": "Nio av tio går inte tillbaka.",
    "source": "Kommunens nyhetsbrev.",
    "needed": "hur många som kom",
    "kind": "outcome",
    "date": "2025-03",
    "low": "90",
    "everybody": "on",
}


def test_a_counsellor_adds_a_claim_and_the_head_shows_it(unit, ada, bo, desk_of):
    with time_machine.travel(NOW, tick=False):
        counsellor, head = desk_of(ada), desk_of(bo)
        assert counsellor.post(f"{HERE}nytt/", GIVEN).status_code == 302
        claim = OwnClaim.objects.get()
        here = f"{HERE}{claim.pk}/"
        assert "Visa det för alla" not in words(counsellor.get(HERE))
        assert counsellor.post(f"{here}visa/", {"shown": "yes"}).status_code == 404
        assert "Visa det för alla" in words(head.get(HERE))
        head.post(f"{here}visa/", {"shown": "yes"})
        assert len(access.public_claims()) == 1
        assert counsellor.post(here, {**GIVEN, "low": "80"}).status_code == 302
        assert "Hur det lydde förut" in words(counsellor.get(HERE))
        counsellor.post(f"{here}ta-tillbaka/")
        assert "Tagna tillbaka" in words(counsellor.get(HERE))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"said": ""}, "Skriv vad som sades, ord för ord."),
        ({"low": ""}, "Skriv vilket tal som sades, mellan 0 och 100."),
        ({"low": "nio"}, "Fyll i ett heltal."),
        ({"low": "90", "high": "80"}, "Det högsta talet kan inte vara lägre än det lägsta."),
        ({"date": "i våras"}, "Skriv ett år, en månad eller en dag"),
    ],
)
def test_bad_input_stands_beside_its_field_and_nothing_that_was_written_is_lost(given, says, unit, bo, desk_of):
    answer = desk_of(bo).post(f"{HERE}nytt/", {**GIVEN, **given})
    assert answer.status_code == 422
    field = next(iter({**given}.keys() - {"low"} or {"low"}))
    html = answer.content.decode()
    assert f'id="id_{field}_error"' in html
    assert says in words(answer)
    assert "Kommunens nyhetsbrev." in html
    assert not OwnClaim.objects.exists()


def test_the_operator_sees_no_register(unit, olle, desk_of):
    assert desk_of(olle, locked=True).get(HERE).status_code == 404


def test_the_register_takes_the_same_number_of_queries_for_one_claim_and_for_many(
    added, bo, desk_of, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk = desk_of(bo)
    desk.get(HERE)
    with CaptureQueriesContext(connection) as one:
        desk.get(HERE)
    for _ in range(5):
        own_claims.add(SAID, by=bo, at=NOW)
    with django_assert_num_queries(len(one)):
        desk.get(HERE)
