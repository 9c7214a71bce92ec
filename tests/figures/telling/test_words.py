"""The codebook: every code that a release can hold has its word and its meaning, in both languages."""

import csv
import io

import pytest
from django.utils.translation import override

from kast.figures.release.tables import ALL, TABLES
from kast.figures.telling import files, words


@pytest.mark.parametrize("language", files.LANGUAGES)
def test_every_code_that_a_release_can_hold_has_a_word_and_a_meaning(language):
    with override(language):
        for table in TABLES:
            assert str(words.TABLES[table.key].word)
            assert str(words.TABLES[table.key].meaning)
            assert str(words.POPULATIONS[table.population])
            for side in table.dimensions:
                assert str(words.DIMENSIONS[side.key])
                for code in side.labels:
                    assert str(words.meaning(side.key, code).word), (table.key, code)
                    assert str(words.meaning(side.key, code).meaning), (table.key, code)


def test_no_word_is_kept_for_a_code_that_no_release_holds():
    held = {side.key: set(side.labels) - {ALL} for table in TABLES for side in table.dimensions}
    assert {key: set(codes) for key, codes in words.CODES.items()} == held
    assert set(words.TABLES) == {table.key for table in TABLES}
    assert set(words.POPULATIONS) == {table.population for table in TABLES}


def test_two_codes_of_one_side_never_share_a_word():
    for language in files.LANGUAGES:
        with override(language):
            for codes in words.CODES.values():
                said = [str(one.word) for one in codes.values()]
                assert len(said) == len(set(said))


def test_the_codebook_is_one_file_in_both_languages():
    lines = list(csv.DictReader(io.StringIO(files.codebook_file().decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == sum(len(side.labels) for table in TABLES for side in table.dimensions)
    card = next(line for line in lines if line["table"] == "routes" and line["code"] == "slip")
    assert (card["ord"], card["word"]) == ("Ringlapp", "Call-back slip")
    assert all(value for line in lines for value in line.values())
    with override("en"):
        assert files.codebook_file() == files.codebook_file()
