"""Words: made, noted, typed again with slips, and read; or refused before anything is derived."""

import threading
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast.vault import gate, passphrase, ways
from kast.vault.passphrase import WrongWords, canonical, make, phrase, read, read_phrase, same_word
from kast.vault.wordlist import LANGUAGES, fold, word_list

languages = st.sampled_from(LANGUAGES)
nonces = st.binary(min_size=32, max_size=32)
letters = st.sampled_from("abcdefghijklmnopqrstuvwxyzåäö")
quick = settings(max_examples=60, deadline=None, database=None)

made = st.builds(lambda nonce, pepper, language: make(nonce, pepper, language=language), nonces, nonces, languages)


@st.composite
def with_a_slip(draw: st.DrawFn, word: str) -> str:
    """The word with one letter left out, put in or exchanged, or two neighbours swapped."""
    at = draw(st.integers(0, len(word) - 2))
    return draw(
        st.sampled_from(
            (
                word[:at] + word[at + 1 :],
                word[:at] + draw(letters) + word[at:],
                word + draw(letters),
                word[:at] + draw(letters) + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
    )


@quick
@given(nonces, nonces, languages)
def test_the_same_nonce_and_pepper_give_the_same_words(nonce, pepper, language):
    words = make(nonce, pepper, language=language)
    assert words == make(nonce, pepper, language=language)
    assert len(words) == 8
    assert set(words) <= set(word_list(language).words)


def test_another_nonce_pepper_or_language_gives_other_words():
    all_made = {
        make(nonce * 32, pepper * 32, language=language)[:7]
        for nonce in (b"a", b"b")
        for pepper in (b"a", b"b")
        for language in LANGUAGES
    }
    assert len(all_made) == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_list_can_be_drawn_and_none_is_favoured(language):
    words = word_list(language).words
    drawn = passphrase._draw(word_list(language), b"k" * 32)
    times = dict.fromkeys(words, 0)
    for _ in range(20 * len(words)):
        times[next(drawn)] += 1
    assert min(times.values()) > 0
    # Twenty a word, spread by chance alone: the chi-square over its degrees of freedom lies near one.
    spread = sum((count - 20) ** 2 / 20 for count in times.values()) / (len(words) - 1)
    assert 0.9 < spread < 1.1


@quick
@given(made, st.data())
def test_any_one_slip_in_each_word_has_exactly_one_reading(words, data):
    typed = [data.draw(with_a_slip(word)) for word in words]
    assert read(" ".join(typed)) == words
    assert read_phrase(" ".join(typed[:7])) == words[:7]


@quick
@given(
    made,
    st.sampled_from((str, str.upper, str.title, fold)),
    st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")),
    st.sampled_from((" ", "  ", "\n", "\r\n", ", ", " - ", "-", "\t", ". ", "\u00a0", "; ", "_", "/")),
)
def test_case_marks_and_what_stands_between_do_not_matter(words, case, form, between):
    assert read(unicodedata.normalize(form, f"  {between.join(map(case, words))}.\n")) == words


@pytest.mark.parametrize("numbered", ["{n}. {word}\n", "{n}) {word} ", "{n}{word} ", "({n}) {word}, ", "- {word}\n"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbering_does_not_matter(numbered, language):
    words = make(b"n" * 32, b"p" * 32, language=language)
    assert read("".join(numbered.format(n=n, word=word) for n, word in enumerate(words, 1))) == words


def test_invisible_characters_do_not_matter():
    words = make(b"n" * 32, b"p" * 32, language="sv")
    assert read("\ufeff" + " ".join(f"{word[:2]}\u00ad\u200b{word[2:]}" for word in words)) == words


@quick
@given(made, st.data())
def test_another_word_anywhere_is_refused_but_for_chance(words, data):
    """The check is one word of the list: a wrong phrase fits once in thousands, so of three at most one may."""
    at = data.draw(st.integers(0, 7))
    language = "sv" if words[0] in word_list("sv").words else "en"
    others = data.draw(st.lists(st.sampled_from(word_list(language).words), min_size=3, max_size=3, unique=True))
    refused = 0
    for other in others:
        try:
            refused += read(" ".join((*words[:at], other, *words[at + 1 :]))) == words
        except WrongWords:
            refused += 1
    assert refused >= 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "granit",
        "1 2 3 4 5 6 7 8",
        "x" * 100_000,
        "a " * 200,
        "åäö " * 8,
        "\x00\ud800\u202e",
        "ﷺ" * 400,
        "写信给我们 " * 8,
    ],
)
def test_what_are_no_words_is_refused(text):
    with pytest.raises(WrongWords):
        read(text)
    with pytest.raises(WrongWords):
        read_phrase(text)


@quick
@given(st.text(max_size=500))
def test_nothing_that_is_typed_breaks_reading(text):
    with pytest.raises(WrongWords):
        read(text)


def test_too_few_and_too_many_words_and_another_order_are_refused():
    words = make(b"n" * 32, b"p" * 32, language="sv")
    for wrong in (words[:7], words[1:], (*words, words[0]), (words[1], words[0], *words[2:]), words[::-1]):
        with pytest.raises(WrongWords):
            read(" ".join(wrong))


def test_words_of_another_installation_are_refused(settings):
    words = make(b"n" * 32, b"p" * 32, language="sv")
    assert read(" ".join(words)) == words
    settings.DOOR_KEY = "another installation"
    with pytest.raises(WrongWords):
        read(" ".join(words))


def test_wrong_words_are_refused_before_any_derivation(monkeypatch):
    derived = []
    monkeypatch.setattr(gate, "derive", lambda secret, salt: derived.append(secret) or bytes(48))
    words = make(b"n" * 32, b"p" * 32, language="sv")
    wrong = (*words[:7], next(word for word in word_list("sv").words if word != words[7]))
    with pytest.raises(WrongWords):
        ways.derive(read(" ".join(wrong)))
    assert derived == []
    ways.derive(read(" ".join(words)))
    assert derived == [canonical(words)]


def test_slips_and_marks_lead_to_the_same_key():
    words = ("ärlig", "Öppen")
    assert canonical(words) == canonical(("arlig", "oppen")) == b"arlig oppen"


def test_an_unlock_phrase_is_seven_words_and_is_read_again():
    for language in LANGUAGES:
        words = phrase(language)
        assert len(words) == 7
        assert set(words) <= set(word_list(language).words)
        assert read_phrase(", ".join(words).upper()) == words
        assert phrase(language) != words


def test_six_or_eight_words_are_no_unlock_phrase():
    words = phrase("sv")
    for wrong in (words[:6], (*words, words[0])):
        with pytest.raises(WrongWords):
            read_phrase(" ".join(wrong))


@quick
@given(made, st.data())
def test_the_word_that_was_asked_for_is_recognised_with_a_slip(words, data):
    word = data.draw(st.sampled_from(words))
    assert same_word(f" {data.draw(with_a_slip(word)).upper()} ", word)
    assert same_word(f"3. {word}", word)


@quick
@given(languages, st.data())
def test_another_word_of_the_list_is_not_the_one_asked_for(language, data):
    one, other = data.draw(st.lists(st.sampled_from(word_list(language).words), min_size=2, max_size=2, unique=True))
    assert not same_word(one, other)
    assert not same_word("", one)
    assert not same_word(f"{one} {one}", one)


def test_many_threads_may_ask_for_the_lists_at_once():
    word_list.cache_clear()
    words = make(b"n" * 32, b"p" * 32, language="sv")
    word_list.cache_clear()
    found = []
    threads = [threading.Thread(target=lambda: found.append(read(" ".join(words)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [words] * 8
