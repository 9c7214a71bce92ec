import json
from dataclasses import replace

import pytest

from kast.figures.release import signatures, tables
from kast.figures.release.content import NotARelease, read, write

from .made_up import content, signed


def test_what_was_written_is_read_as_it_was():
    text = write(content())
    assert read(text) == content()
    assert write(read(text)) == text
    assert " " not in text.replace("Trappan, Exempelstad", "").replace("worst and best case", "")


def test_a_number_is_found_by_its_place_and_a_hidden_one_is_none():
    found = read(write(content()))
    assert found.value("routes", "card") == 12
    assert found.value("outcome", "recent", "*") == 60
    assert found.value("routes", "slip") is None
    assert found.table("routes").any_hidden
    assert found.table("endings") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said | {"format": "kast-release/2"},
        lambda said: said | {"number": "2025-1"},
        lambda said: said | {"corrects": "2026-1"},
        lambda said: said | {"extra": 1},
        lambda said: said | {"made_up": 0},
        lambda said: {key: value for key, value in said.items() if key != "tables"},
        lambda said: said | {"tables": said["tables"] * 2},
    ],
)
def test_what_is_not_exactly_a_release_is_refused(change):
    text = json.dumps(change(json.loads(write(content()))), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    with pytest.raises(NotARelease):
        read(text)


def test_a_hidden_cell_with_a_number_is_refused():
    text = write(content()).replace('"hidden":true,"value":null', '"hidden":true,"value":3')
    with pytest.raises(NotARelease):
        read(text)


def test_a_file_that_was_signed_is_read_and_one_that_was_changed_is_not():
    raw = signatures.write_file(signed())
    assert signatures.read_file(raw).content == content()
    with pytest.raises(signatures.WrongChecksum):
        signatures.read_file(raw.replace(b'\\"value\\":31', b'\\"value\\":33'))
    other = write(content(unit="Någon annan"))
    changed = replace(signed(), text=other, sha256=signatures.checksum(other))
    with pytest.raises(signatures.WrongSignature):
        signatures.read_file(signatures.write_file(changed))


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"\xff", b'{"content":1,"sha256":1,"signature":1,"public_key":1}'])
def test_what_is_no_file_is_refused(raw):
    with pytest.raises(NotARelease):
        signatures.read_file(raw)


def test_every_table_has_its_totals_and_every_printed_place_stands_in_its_sums():
    for table in tables.TABLES:
        places = set(table.places)
        assert len(places) == len(table.places)
        assert any(tables.ALL in at for at in places), table.key
        named = {at for row in table.sums for at in (row.whole, *row.parts)}
        unprinted = named - places
        assert all(any(label[0] in {tables.REST, tables.FREE} for label in at) for at in unprinted), table.key
        assert places <= named, table.key


def test_what_the_tables_have_in_common_names_places_that_there_are():
    for link in tables.links():
        for key, at in (link.whole, *link.parts):
            assert at in tables.BY_KEY[key].places, link


def test_every_route_is_in_one_way():
    from kast.figures.gathering import ROUTES

    assert sorted(route for routes in tables.WAYS.values() for route in routes) == sorted(ROUTES)
