"""The two lists of words from which passphrases are drawn, and how a word that somebody typed is read.

Any two words of a list are at least three edits apart once folded, where an edit is a letter left out, put in, or
exchanged, or two neighbours swapped. So a word with one such slip is one edit from its own word and two or more from
every other: it has exactly one reading, or none. tools/wordlists.py makes the lists, tests/vault/test_words.py measures
them.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("sv", "en")

# Letters that Unicode does not take apart into a base and a mark.
_LIKE = str.maketrans({"ø": "o", "æ": "a", "ı": "i", "ł": "l", "đ": "d"})


@dataclass(frozen=True)
class WordList:
    """One language's words as they are shown, and where every word is found with one letter missing."""

    language: str
    words: tuple[str, ...]
    # Each folded word, and each folded word less one letter: no two words share an entry, since they lie too far apart.
    near: dict[str, int]

    def reading(self, typed: str) -> str | None:
        """The one word that `typed` (folded) is, or is one slip away from; None when there is none."""
        for variant in (typed, *less_one_letter(typed)):
            number = self.near.get(variant)
            if number is not None and one_slip(typed, fold(self.words[number])):
                return self.words[number]
        return None


@cache
def word_list(language: str) -> WordList:
    """The words of `language` ("sv" or "en"), read once. Two threads that ask at once may both read."""
    if language not in LANGUAGES:
        raise ValueError(f"There is no list of words for {language!r}.")
    words = tuple(files(__package__).joinpath("words", f"{language}.txt").read_text("utf-8").split())
    near = {variant: number for number, word in enumerate(words) for variant in less_one_letter(fold(word))}
    near.update((fold(word), number) for number, word in enumerate(words))
    return WordList(language, words, near)


def fold(text: str) -> str:
    """Small letters without marks: Ärlig, ÄRLIG, arlig and a decomposed a + ¨ are the same. Invisible characters go."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LIKE)
    return "".join(letter for letter in apart if unicodedata.category(letter) not in {"Mn", "Cf"})


def less_one_letter(word: str) -> Iterator[str]:
    """The word with each of its letters left out in turn."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def one_slip(typed: str, word: str) -> bool:
    """Whether at most one letter was left out, put in or exchanged, or two neighbours swapped."""
    if len(typed) > len(word):
        typed, word = word, typed
    at = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), len(typed))
    rest_typed, rest = typed[at:], word[at:]
    if len(typed) < len(word):
        return rest_typed == rest[1:]
    return rest_typed[1:] == rest[1:] or (rest_typed[:2] == rest[:2][::-1] and rest_typed[2:] == rest[2:])
