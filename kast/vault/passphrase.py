"""The words that are a person's only way in, and those with which a member of staff unlocks.

A passphrase is seven words that a machine drew, each as likely as any other: 84 bits from the 4,096 Swedish words,
80.1 from the 2,800 English ones. The eighth follows from them: a keyed check, which adds nothing to guess and lets the
server refuse a wrong phrase before it derives a key. Whoever guesses at the door gets past it about once in 1,700 tries
(two lists) and then stands before the whole 80 bits. Whoever has the database, but not the installation's key, can
compute neither the check nor the salt of the derivation. An unlock phrase is seven words without a check.

Nothing here is stored. The words are computed from the form's nonce, which only the page holds, and a pepper in the row
that remembers the form: the same two give the same words, so a second click or a restart shows them again, and once the
pepper is deleted nobody can.

Reading forgives case, å/ä/ö, extra spaces, hyphens, commas, line breaks, numbering, and one slip in each word.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from itertools import islice

from django.conf import settings

from .wordlist import LANGUAGES, WordList, fold, one_slip, word_list

Words = tuple[str, ...]

DRAWN = 7
# Longer than any eight words with numbers and line breaks: nothing that somebody noted.
_LONGEST = 400


class WrongWords(Exception):
    """These are not the words of any passphrase: too few, too many, unknown, or the last does not fit the others."""


def make(nonce: bytes, pepper: bytes, *, language: str) -> Words:
    """Seven words and the eighth that checks them, the same for the same nonce, pepper and language."""
    words = word_list(language)
    key = hmac.digest(pepper, b"kast passphrase\0" + language.encode() + b"\0" + nonce, hashlib.sha256)
    drawn = tuple(islice(_draw(words, key), DRAWN))
    return (*drawn, _check_word(words, drawn))


def read(text: str) -> Words:
    """The eight words as they were shown. Raises WrongWords, and no key has been derived by then.

    Both lists are always tried to the end, so that how long it takes does not tell how much was right.
    """
    typed = _typed(text)
    readings = [(words, _readings(words, typed)) for words in map(word_list, LANGUAGES)]
    fitting = [found for words, found in readings if _fits(words, found)]
    if not fitting:
        raise WrongWords
    return fitting[0]


def same_word(typed: str, word: str) -> bool:
    """Whether `typed` is read as `word`: for "type word number n", as forgiving as coming back is."""
    return [one_slip(each, fold(word)) for each in _typed(typed)] == [True]


def phrase(language: str) -> Words:
    """Seven words for unlocking, drawn from the system's randomness. Nobody chooses one."""
    words = word_list(language).words
    return tuple(secrets.choice(words) for _ in range(DRAWN))


def read_phrase(text: str) -> Words:
    """The seven words of an unlock phrase as they were shown. Raises WrongWords.

    The lists share no word, so a phrase without a slip is read as itself; of two readings that with fewer slips wins.
    """
    typed = _typed(text)
    readings = [_readings(words, typed) for words in map(word_list, LANGUAGES)]
    whole = [found for found in readings if len(found) == DRAWN and "" not in found]
    if not whole:
        raise WrongWords
    return min(whole, key=lambda found: sum(fold(word) != each for word, each in zip(found, typed, strict=True)))


def canonical(words: Words) -> bytes:
    """What a key is derived from: the folded words with a space between."""
    return " ".join(map(fold, words)).encode()


def _typed(text: str) -> list[str]:
    """What was typed, folded and cut wherever something else than a letter stands; nothing when it is far too long."""
    if len(text) > _LONGEST:
        return []
    return "".join(each if each.isalpha() else " " for each in fold(text)).split()


def _readings(words: WordList, typed: list[str]) -> Words:
    """A word of the list for each that was typed, or an empty one where there is no reading."""
    return tuple(words.reading(each) or "" for each in typed)


def _fits(words: WordList, found: Words) -> bool:
    """Whether there are eight words of the list and the eighth follows from the seven."""
    if len(found) != DRAWN + 1 or "" in found:
        return False
    return hmac.compare_digest(_check_word(words, found[:DRAWN]).encode(), found[DRAWN].encode())


def _check_word(words: WordList, drawn: Words) -> str:
    key = hmac.digest(
        _door_key(), b"kast check word\0" + words.language.encode() + b"\0" + canonical(drawn), hashlib.sha256
    )
    return next(_draw(words, key))


def _draw(words: WordList, key: bytes) -> Iterator[str]:
    """Words without end, each equally likely: numbers past the last whole round of the list are thrown away."""
    rounds = 0x10000 - 0x10000 % len(words.words)
    block = 0
    while True:
        stream = hmac.digest(key, block.to_bytes(4), hashlib.sha256)
        for at in range(0, len(stream), 2):
            number = int.from_bytes(stream[at : at + 2])
            if number < rounds:
                yield words.words[number % len(words.words)]
        block += 1


def _door_key() -> bytes:
    return settings.DOOR_KEY.encode()
