"""The directory of sister units."""

import json

import pytest

from kast.audit.models import Entry
from kast.casework import sisters
from kast.casework.models import SisterUnit
from kast.casework.sisters import KnownAlready, NotASheet, NotCompared, OtherFingerprint, Ourselves
from kast.vault import keys
from kast.vault.models import Secret
from tests.fixtures_casework import anew
from tests.fixtures_sisters import AnotherUnit


def acts():
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def test_own_sheet_says_name_door_and_keys_and_reads_back(our_sheet, settings):
    again = sisters.read_sheet(our_sheet.text())
    assert again == our_sheet
    assert our_sheet.address == settings.ORIGIN  # on loopback, a door may speak without TLS
    assert len(our_sheet.fingerprint.split()) == 6


def test_own_sheet_is_the_same_for_whoever_is_in_the_circle(our_sheet, ada):
    assert sisters.own_sheet(by=anew(ada)) == our_sheet


def test_a_unit_that_is_older_than_sister_units_gets_its_key_when_a_member_opens_the_page(unit, bo, ada):
    Secret.objects.filter(name=Secret.Name.SISTERS).delete()
    made = sisters.own_sheet(by=anew(bo))
    assert Secret.objects.filter(name=Secret.Name.SISTERS).count() == 1
    assert sisters.own_sheet(by=anew(ada)) == made


def test_the_operator_has_no_sheet_to_give(unit, olle):
    with pytest.raises(keys.CannotOpen):
        sisters.own_sheet(by=olle)


def test_our_key_seals_to_us_alone(our_sheet, ada):
    sealed = keys.wrap(our_sheet.receiving, b"hej", info="x")
    assert ada.keys.from_sister(sealed, info="x") == b"hej"
    with pytest.raises(keys.CannotOpen):
        ada.keys.from_sister(sealed, info="y")


@pytest.mark.parametrize(
    "address", ["https://kast.example", "https://kast.example:8443", "http://127.0.0.1:8000", "http://localhost:1"]
)
def test_a_door_stands_behind_tls_or_on_this_machine(address):
    assert sisters.reachable(address)


@pytest.mark.parametrize(
    "address",
    ["", "http://kast.example", "ftp://x", "https://", "https://a/b", "https://a?b", "https://u:p@a", "https://a:x"],
)
def test_nowhere_else(address):
    assert not sisters.reachable(address)


@pytest.mark.parametrize(
    "change",
    [
        {"kast": "x"},
        {"version": 2},
        {"name": ""},
        {"name": "x" * 101},
        {"address": "http://kast.example"},
        {"receiving": "AAAA"},
        {"signing": "AAAA"},
        {"signing": "not base64"},
        {"receiving": None},
    ],
)
def test_what_is_no_sheet_is_refused(annanstad, change):
    with pytest.raises(NotASheet):
        sisters.read_sheet(json.dumps(json.loads(annanstad.sheet()) | change))


@pytest.mark.parametrize("text", ["", "[]", "7", "null", "{", "{}", "[" * 10_000, "x" * 30_000])
def test_neither_is_any_other_text(text):
    with pytest.raises(NotASheet):
        sisters.read_sheet(text)


def test_a_unit_that_was_added_is_of_no_use_before_it_is_compared(annanstad, bo, now):
    added = sisters.add(sisters.read_sheet(annanstad.sheet()), by=bo, at=now)
    assert sisters.ready() == []
    assert sisters.with_key(annanstad.signing) is None
    with pytest.raises(NotCompared):
        sisters.check(added)
    assert acts()[-1] == "sister:added"


def test_compared_it_is(sister, annanstad, bo, now):
    assert sisters.ready() == [sister]
    assert sisters.with_key(annanstad.signing) == sister
    assert (sister.compared_on, sister.compared_by) == (now.date(), bo)
    assert acts()[-2:] == ["sister:added", "sister:compared"]


def test_other_digits_compare_nothing(annanstad, bo, now):
    added = sisters.add(sisters.read_sheet(annanstad.sheet()), by=bo, at=now)
    for digits in ("", "0000 0000 0000 0000 0000 0000", sisters.sheet_of(added).fingerprint[:-1]):
        with pytest.raises(OtherFingerprint):
            sisters.compare(added, digits, by=bo, at=now)
    assert sisters.ready() == []


def test_who_does_not_hold_the_signing_key_compares_nothing(annanstad, bo, olle, now):
    added = sisters.add(sisters.read_sheet(annanstad.sheet()), by=bo, at=now)
    with pytest.raises(keys.CannotOpen):
        sisters.compare(added, sisters.sheet_of(added).fingerprint, by=olle, at=now)
    assert sisters.ready() == []


def test_neither_ourselves_nor_the_same_unit_twice(sister, annanstad, our_sheet, bo, now):
    with pytest.raises(Ourselves):
        sisters.add(our_sheet, by=bo, at=now)
    with pytest.raises(KnownAlready):
        sisters.add(sisters.read_sheet(annanstad.sheet()), by=bo, at=now)
    assert SisterUnit.objects.count() == 1


def test_new_keys_are_compared_again(sister, bo, now):
    newer = AnotherUnit("KAST Annanstad", "https://kast.example")
    sisters.replace(sister, sisters.read_sheet(newer.sheet()), by=bo, at=now)
    sister.refresh_from_db()
    assert (sister.compared_on, sister.compared_by, sisters.ready()) == (None, None, [])
    assert acts()[-1] == "sister:replaced"
    sisters.compare(sister, sisters.sheet_of(sister).fingerprint, by=bo, at=now)
    assert sisters.with_key(newer.signing) == sister


def test_a_retired_unit_gets_and_gives_nothing_and_may_be_added_anew(sister, annanstad, bo, now):
    sisters.retire(sister, by=bo, at=now)
    sister.refresh_from_db()
    assert (sisters.ready(), sisters.with_key(annanstad.signing), sister.retired_on) == ([], None, now.date())
    with pytest.raises(NotCompared):
        sisters.compare(sister, sisters.sheet_of(sister).fingerprint, by=bo, at=now)
    with pytest.raises(NotCompared):
        sisters.replace(sister, sisters.read_sheet(AnotherUnit().sheet()), by=bo, at=now)
    sisters.retire(sister, by=bo, at=now)
    assert acts().count("sister:retired") == 1
    assert sisters.add(sisters.read_sheet(annanstad.sheet()), by=bo, at=now) != sister
