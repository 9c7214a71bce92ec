"""The two lists of words, measured exactly."""

import hashlib
import math
import re
from importlib.resources import files

import pytest

from kast.vault.wordlist import LANGUAGES, fold, less_one_letter, one_slip, word_list

both = pytest.mark.parametrize("language", LANGUAGES)

# A list that loses a word locks out whoever holds it. Once a unit has let people in, these change only by decision.
PINNED = {
    "sv": "259e03e3a8cda00a903822f7011685a6b04c6b055de4edf3fa629419007977fd",
    "en": "0799c73aef6b6406a150b676de1b904e24dd36acdeb6e27e12a49105d36abd56",
}


@both
def test_a_list_is_the_one_that_people_hold_words_of(language):
    text = files("kast.vault").joinpath("words", f"{language}.txt").read_bytes()
    assert hashlib.sha256(text).hexdigest() == PINNED[language]


@both
def test_seven_words_carry_at_least_eighty_bits(language):
    assert 7 * math.log2(len(word_list(language).words)) >= 80


def test_there_are_exactly_4096_swedish_words():
    assert len(word_list("sv").words) == 4096


@both
def test_every_word_has_four_to_eight_small_letters_and_stands_once(language):
    words = word_list(language).words
    assert all(re.fullmatch("[a-zåäöé]{4,8}", word) for word in words)
    assert len({fold(word) for word in words}) == len(words)


def test_no_word_stands_in_both_lists():
    assert not {fold(word) for word in word_list("sv").words} & {fold(word) for word in word_list("en").words}


@both
def test_any_two_words_lie_at_least_three_edits_apart(language):
    """Every pair that could lie nearer is measured: two words within two edits become the same with two letters left out."""
    nearby: dict[str, list[str]] = {}
    for word in map(fold, word_list(language).words):
        once = set(less_one_letter(word))
        for variant in {word} | once | {twice for each in once for twice in less_one_letter(each)}:
            nearby.setdefault(variant, []).append(word)
    pairs = {tuple(sorted((a, b))) for words in nearby.values() for a in words for b in words if a != b}
    assert pairs, "some words share variants, or nothing was measured"
    assert [(a, b) for a, b in pairs if edits(a, b) < 3] == []


def test_edits_counts_what_it_should():
    assert edits("granit", "granit") == 0
    assert [edits("granit", other) for other in ("grnit", "graanit", "gramit", "garnit")] == [1, 1, 1, 1]
    assert edits("ca", "abc") == 2
    assert edits("kitten", "sitting") == 3


@both
def test_what_the_index_holds_belongs_to_one_word(language):
    words = word_list(language).words
    entries = {variant for word in words for variant in (fold(word), *less_one_letter(fold(word)))}
    assert word_list(language).near.keys() == entries
    assert sum(len({fold(word), *less_one_letter(fold(word))}) for word in words) == len(entries)


def test_one_slip_is_one_edit_and_not_two():
    for typed in ("granit", "ranit", "grani", "granits", "agranit", "grbnit", "rganit", "granti"):
        assert one_slip(typed, "granit"), typed
    for typed in ("grnti", "ganir", "ranitg", "granitss", "anit", "", "nargit"):
        assert not one_slip(typed, "granit"), typed


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="no list of words"):
        word_list("fi")


def edits(one: str, other: str) -> int:
    """The Damerau-Levenshtein distance, written down plainly (Lowrance and Wagner 1975)."""
    far = len(one) + len(other)
    at = {(i, -1): far for i in range(-1, len(one) + 1)} | {(-1, j): far for j in range(-1, len(other) + 1)}
    at |= {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    last_row: dict[str, int] = {}
    for i, a in enumerate(one, 1):
        last_column = 0
        for j, b in enumerate(other, 1):
            row, column = last_row.get(b, 0), last_column
            if a == b:
                last_column = j
            at[i, j] = min(
                at[i - 1, j - 1] + (a != b),
                at[i, j - 1] + 1,
                at[i - 1, j] + 1,
                at[row - 1, column - 1] + (i - row - 1) + 1 + (j - column - 1),
            )
        last_row[a] = i
    return at[len(one), len(other)]
