"""What in a text may point somebody out, and what only looks as if it did."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.casework.findings import Kind, find


def found(text, **how):
    return [(one.kind.value, one.quote) for one in find(text, **how)]


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        # Personal numbers, with and without century and dash; with the dash also where a digit is wrong
        ("Hon är 811228-9874.", "personal_number", "811228-9874"),
        ("Hon är 8112289874.", "personal_number", "8112289874"),
        ("Född 19850312-1234, sa han.", "personal_number", "19850312-1234"),
        ("198503121234", "personal_number", "198503121234"),
        ("Över hundra: 121212+1212", "personal_number", "121212+1212"),
        # A coordination number's day is sixty more
        ("Nummer 701063-2391.", "personal_number", "701063-2391"),
        ("Nummer 7010632391.", "personal_number", "7010632391"),
        # Phone numbers as Swedes write them
        ("Ring 070-174 06 15 efter fem.", "phone", "070-174 06 15"),
        ("Ring 0701740615.", "phone", "0701740615"),
        ("Växeln 031-390 06 12", "phone", "031-390 06 12"),
        ("+46 70 174 06 15", "phone", "+46 70 174 06 15"),
        ("0046701740615", "phone", "0046701740615"),
        ("Skriv till nagon.alls@exempel.se i stället", "email", "nagon.alls@exempel.se"),
        ("Bor på Vasagatan 12 B.", "address", "Vasagatan 12 B"),
        ("Bor på Stora Nygatan 3.", "address", "Stora Nygatan 3"),
        ("Möts vid Järnvägstorget 4", "address", "Järnvägstorget 4"),
        ("Samma som i 2026-041.", "case", "2026-041"),
        # Names: of the list anywhere, any capital letter in the middle of a sentence
        ("Anders ringde.", "name", "Anders"),
        ("Det är Annas man.", "name", "Annas"),
        ("Han heter Ann-Britt Lund.", "name", "Ann-Britt Lund"),
        ("Bo Lund ringde.", "name", "Bo Lund"),
        ("Träffade Bo där.", "name", "Bo"),
        ("Träffade Hans i går.", "name", "Hans"),
        ("Chefen, Xerxes, vet.", "name", "Xerxes"),
        ("1. Berätta\n2. Johan Lindqvist får veta", "name", "Johan Lindqvist"),
        ("- Kalle hämtar", "name", "Kalle"),
    ],
)
def test_what_points_somebody_out_is_found(text, kind, quote):
    assert found(text) == [(kind, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "Vi ses i maj. Maj blir bättre. Nästa gång i Augusti, på en Tisdag.",
        "Ringde Mind. Fick numret till Mind, BRIS och Försäkringskassan.",
        "Bor i Göteborg, jobbade i Lund och Umeå. Var på Rosenlund i Göteborgs innerstad.",
        "Bo hemma går bra. Hans fru vet. Sten i skon. Per vecka två gånger. Dag 3 var värst. Liv och död.",
        "Har PTSD, äter SSRI och går på KBT hos BUP:s mottagning.",
        "Personen säger: ”Jag vill sluta.” Och: ”Det är alltid fredagar.”",
        "Skalan 0–10, nu 7 av 10. Kostade 10 000 kr. Åren 2020–2021. Kl. 14.15 den 2026-03-14.",
        "Läste på Flashback, betalade med Swish, skrev på WhatsApp.",
        "Beslut SN 2025/112. Ring 112, 1177, 90101 eller 020-555 666.",
        "Gick den vägen 12 gånger. Var på gatan 3 gånger.",
        "Referens 12345678, kvitto 990231-1234 och 20261399.",
        "Går hem före åtta. Sover bättre. Åt frukost.",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_in_peace(text):
    assert found(text) == []


def test_everything_is_told_with_its_place_in_order_and_no_place_twice():
    text = "Anders, 850312-1234, 070-174 06 15, a@exempel.se, Storgatan 1. Sedan Eva Ek."
    all_of_it = find(text)
    assert [one.kind for one in all_of_it] == [
        Kind.NAME, Kind.PERSONAL_NUMBER, Kind.PHONE, Kind.EMAIL, Kind.ADDRESS, Kind.NAME,
    ]  # fmt: skip
    assert all(text[one.start : one.end] == one.quote for one in all_of_it)
    assert all(one.end <= after.start for one, after in pairwise(all_of_it))


def test_in_a_name_for_a_case_every_name_counts_and_no_word_does():
    assert [found(alias, short=True) for alias in ("Bo", "Anders", "Anna K")] == [
        [("name", "Bo")],
        [("name", "Anders")],
        [("name", "Anna")],
    ]
    assert [found(alias, short=True) for alias in ("Pendlaren", "Fredag", "Maj", "Göteborg", "")] == [[]] * 5


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_whatever_is_written_it_answers_with_what_stands_there(text):
    for one in find(text):
        assert text[one.start : one.end] == one.quote
        assert one.quote.strip()


def test_a_long_note_is_looked_through_at_once():
    begun = time.perf_counter()
    find("Fem veckor nu, sover bättre. Träffade Anders på Storgatan 12, 070-174 06 15. " * 700)
    assert time.perf_counter() - begun < 2
