"""Which file counts, which does not, and what is said of each."""

import json

import pytest

from kast.figures.national.admitting import Came, Why, admit
from kast.figures.release import signatures
from tests.figures.release.made_up import content, signed

from .made import NAMES, came, release, seed, unit

UNITS = tuple(unit(name) for name in NAMES[:3])


def admitted(*files, year=2026, made_up=False, unreached=None):
    return admit(UNITS, files, year=year, made_up=made_up, unreached=unreached or {})


def why(found, name):
    return next(one.why for one in found.missing if one.unit.name == name)


def test_each_unit_with_a_release_is_in_and_each_without_is_missing_by_name():
    found = admitted(came("Trappan"), came("Älvhuset"))
    assert [one.unit.name for one in found.admitted] == ["Trappan", "Älvhuset"]
    assert [(one.unit.name, one.why) for one in found.missing] == [("Bryggan", Why.NOTHING_CAME)]
    assert found.remarks == ()


def test_the_latest_correction_counts_in_whatever_order_they_come():
    files = [
        came("Trappan", number="2026-2", corrects="2026-1"),
        came("Trappan"),
        came("Trappan", number="2026-10", corrects="2026-2"),
    ]
    for order in (files, files[::-1]):
        found = admitted(*order)
        assert [one.content.number for one in found.admitted] == ["2026-10"]
        assert len([remark for remark in found.remarks if "corrected by 2026-10" in remark]) == 2


def test_the_same_file_twice_is_one_release():
    assert len(admitted(came("Trappan"), Came("again.json", release("Trappan"))).admitted) == 1


def test_two_different_releases_with_one_number_are_taken_from_nobody():
    other = came("Trappan", unit="Trappan", figures={})
    found = admitted(came("Trappan"), other)
    assert found.admitted == ()
    assert why(found, "Trappan") is Why.TWO_WITH_ONE_NUMBER
    assert any("Ask the unit" in remark for remark in found.remarks)


def test_another_units_key_does_not_speak_for_a_unit():
    forged = Came("x.json", signatures.write_file(signed(content(unit="Bryggan"), seed=seed("somebody"))))
    found = admitted(forged)
    assert found.admitted == ()
    assert why(found, "Bryggan") is Why.OTHER_KEY
    assert any("Bryggan, but its key has the digits" in remark for remark in found.remarks)


def test_who_is_not_on_the_list_is_said_with_its_digits():
    (remark,) = (one for one in admitted(came("Loftet")).remarks)
    assert "Loftet" in remark
    assert unit("Loftet").fingerprint in remark
    assert "not on the list" in remark


def test_what_a_file_says_of_itself_does_nothing_to_a_terminal():
    (remark,) = admitted(came("\x1b[2J\nTrappan: all is well")).remarks
    assert remark.isprintable()
    assert "?[2J?Trappan" in remark


def changed(raw, **said):
    return json.dumps(json.loads(raw) | said).encode()


def test_a_changed_release_is_refused_whatever_was_changed():
    raw = release("Trappan")
    text = json.loads(raw)["content"].replace('"value":20', '"value":21')
    assert text != json.loads(raw)["content"]
    found = admitted(Came("a.json", changed(raw, content=text)))
    assert why(found, "Trappan") is Why.NO_RELEASE
    assert "checksum" in found.remarks[0]
    found = admitted(Came("b.json", changed(raw, content=text, sha256=signatures.checksum(text))))
    assert why(found, "Trappan") is Why.WRONG_SIGNATURE
    assert "changed after signing" in found.remarks[0]


def test_a_release_of_another_format_is_said_to_be_one():
    text = json.loads(release("Trappan"))["content"].replace("kast-release/1", "kast-release/9")
    key = signatures.statement(text)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(seed("Trappan"))
    made = signatures.Signed(
        text, signatures.checksum(text), private.sign(key), private.public_key().public_bytes_raw()
    )
    found = admitted(Came("a.json", signatures.write_file(made)))
    assert why(found, "Trappan") is Why.OTHER_FORMAT
    assert "kast-release/1" in found.remarks[0]


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"null", b"\xff", b'{"content": 7}', b"[" * 100_000, b'"x"'])
def test_what_is_no_release_at_all_is_said_to_be_none(raw):
    found = admitted(Came("a.json", raw))
    assert found.admitted == ()
    assert "a.json: no whole release" in found.remarks[0]


def test_another_year_is_said_and_does_not_count():
    found = admitted(came("Trappan", year=2025, number="2025-1"))
    assert why(found, "Trappan") is Why.OTHER_YEAR
    assert "of 2025, not of 2026" in found.remarks[0]
    assert admitted(came("Trappan", year=2025, number="2025-1"), year=2025).admitted


def test_made_up_and_real_are_never_mixed():
    files = (came("Trappan", made_up=True), came("Bryggan"))
    real = admitted(*files)
    assert [one.unit.name for one in real.admitted] == ["Bryggan"]
    assert why(real, "Trappan") is Why.MADE_UP
    assert any("--made-up" in remark for remark in real.remarks)
    asked = admitted(*files, made_up=True)
    assert [one.unit.name for one in asked.admitted] == ["Trappan"]
    assert why(asked, "Bryggan") is Why.NOT_MADE_UP


def test_who_counts_in_another_way_is_not_added_to_the_others():
    definitions = content().definitions | {"outcome": "did-not-go-back-12/4"}
    found = admitted(came("Trappan", definitions=definitions))
    assert why(found, "Trappan") is Why.OTHER_COUNTING
    assert "did-not-go-back-12/4" in found.remarks[0]


def test_who_could_not_be_reached_is_missing_by_name_unless_a_file_came():
    away = {UNITS[0]: "it did not answer in time", UNITS[1]: "it could not be reached"}
    found = admitted(came("Trappan"), unreached=away)
    assert [one.unit.name for one in found.admitted] == ["Trappan"]
    assert why(found, "Bryggan") is Why.NOT_REACHED
    assert any("did not answer in time" in remark for remark in found.remarks)


def test_a_release_that_was_corrected_counts_no_more_though_its_correction_cannot_be_taken():
    definitions = content().definitions | {"outcome": "did-not-go-back-12/4"}
    found = admitted(came("Trappan"), came("Trappan", number="2026-2", corrects="2026-1", definitions=definitions))
    assert found.admitted == ()
    assert why(found, "Trappan") is Why.OTHER_COUNTING
    assert any("2026-1 is corrected by a file that was not taken" in remark for remark in found.remarks)
