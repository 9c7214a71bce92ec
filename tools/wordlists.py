"""Makes the lists of words from which passphrases are drawn: kast/vault/words/sv.txt and en.txt.

    .venv/bin/python tools/wordlists.py sv        # writes the list; then en, which shares no word with it
    .venv/bin/python tools/wordlists.py sv --new  # prints what the written list does not have, writes nothing

It needs what running KAST does not: `pip install wordfreq==3.1.1`, `apt-get install hunspell-sv hunspell-en-us`. Their
licences stand in kast/vault/words/LICENCE.md.

A word is taken when it is a base form that hunspell knows in small letters, four to eight letters long, known to
wordfreq, not struck, not in the other list, and at least three edits from every word taken before it, the most frequent
first. An edit is a letter left out, put in or exchanged, or two neighbours swapped, after folding: so one slip in a
word has exactly one reading.

Struck are words in which tools/wordlists/patterns_*.txt finds something, and those that were struck by hand when the
lists were read through: struck_*.txt. The words stand on a slip of paper in the pocket of somebody who is ashamed and
afraid: none may seem to speak of him, of sex, money, violence, illness, faith, family or a people.

The English list ends where rarer words begin: 2,800 carry 80 bits in seven, and many who read it have another mother
tongue.

From the first letter that somebody sends, a list must not lose a word: whoever holds it could not come back. Then lists
only change by decision, and a test pins them.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import wordfreq  # installed only by whoever makes the lists

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kast.vault.wordlist import fold, less_one_letter  # noqa: E402 -- found through the line above

WORDS = ROOT / "kast" / "vault" / "words"
STRUCK = ROOT / "tools" / "wordlists"
DICTIONARY = {"sv": "/usr/share/hunspell/sv_SE.dic", "en": "/usr/share/hunspell/en_US.dic"}
SHAPE = {"sv": re.compile("[a-zåäöé]{4,8}"), "en": re.compile("[a-z]{4,8}")}
# Swedish: a flag of the dictionary that says how a noun, an adjective or a verb is inflected; others are no base forms.
INFLECTED = set("BCDEFGHIkOPQmMN")
# How rare a word may be: the Zipf scale of wordfreq, the power of ten per thousand million words.
RAREST = {"sv": 1.4, "en": 2.0}
SIZE = {"sv": 4096, "en": 2800}
APART = 3


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a list of words for passphrases.")
    parser.add_argument("language", choices=sorted(DICTIONARY))
    parser.add_argument("--new", action="store_true", help="print what the written list lacks, write nothing")
    asked = parser.parse_args()
    path = WORDS / f"{asked.language}.txt"
    taken = far_apart(candidates(asked.language))
    print(f"{len(taken)} words lie {APART} edits apart, {SIZE[asked.language]} are taken")
    if asked.new:
        written = set(path.read_text("utf-8").split()) if path.exists() else set()
        print(*(word for word in taken[: SIZE[asked.language]] if word not in written))
        return
    if len(taken) < SIZE[asked.language]:
        sys.exit("Too few words are left.")
    path.write_text("\n".join(sorted(taken[: SIZE[asked.language]], key=fold)) + "\n", "utf-8")


def candidates(language: str) -> list[str]:
    """Base forms that are not struck, the most frequent first."""
    patterns = [re.compile(line) for line in _lines(STRUCK / f"patterns_{language}.txt")]
    struck = {word for line in _lines(STRUCK / f"struck_{language}.txt") for word in line.split()}
    if language == "en":
        struck |= set((WORDS / "sv.txt").read_text("utf-8").split())
        struck |= {fold(word) for word in struck}
    often = {word: wordfreq.zipf_frequency(word, language) for word in _base_forms(language) - struck}
    fit = (
        word
        for word, zipf in often.items()
        if zipf >= RAREST[language]
        and not any(pattern.search(fold(word)) for pattern in patterns)
        and not (language == "sv" and _is_english(word, zipf))
    )
    return sorted(fit, key=lambda word: (-often[word], word))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _base_forms(language: str) -> set[str]:
    """What the dictionary lists in small letters, and not also as a name."""
    found, names = set(), set()
    for line in Path(DICTIONARY[language]).read_text("utf-8", errors="replace").splitlines()[1:]:
        word, _, flags = line.partition("\t")[0].strip().partition("/")
        if word[:1].isupper():
            names.add(word.lower())
        elif SHAPE[language].fullmatch(word) and (language == "en" or INFLECTED & set(flags)):
            found.add(word)
    return found - names


def _is_english(word: str, zipf: float) -> bool:
    """Whether it is met more in English than in Swedish: a loan that is spelled in two ways or misheard."""
    english = wordfreq.zipf_frequency(word, "en")
    return bool(english >= 3 and english > zipf + 0.3)


def far_apart(words: Iterable[str]) -> list[str]:
    """Each word that lies APART edits or more from all that were taken before it."""
    taken: list[str] = []
    nearby: dict[str, list[str]] = defaultdict(list)
    for word in words:
        folded = fold(word)
        variants = _less_letters(folded, APART - 1)
        # Two words less than three edits apart become the same when at most two letters are left out of each.
        if any(edits(folded, other) < APART for other in {near for each in variants for near in nearby.get(each, ())}):
            continue
        taken.append(word)
        for variant in variants:
            nearby[variant].append(folded)
    return taken


def _less_letters(word: str, most: int) -> set[str]:
    found = last = {word}
    for _ in range(most):
        last = {shorter for longer in last for shorter in less_one_letter(longer)}
        found = found | last
    return found


def edits(one: str, other: str) -> int:
    """The Damerau-Levenshtein distance: fewest letters left out, put in, exchanged, or neighbours swapped."""
    far = len(one) + len(other)
    seen: dict[str, int] = {}
    table = [[far] * (len(other) + 2) for _ in range(len(one) + 2)]
    for i in range(len(one) + 1):
        table[i + 1][1] = i
    for j in range(len(other) + 1):
        table[1][j + 1] = j
    for i, a in enumerate(one, 1):
        matched = 0
        for j, b in enumerate(other, 1):
            row, column = seen.get(b, 0), matched
            if a == b:
                matched = j
            table[i + 1][j + 1] = min(
                table[i][j] + (a != b),
                table[i + 1][j] + 1,
                table[i][j + 1] + 1,
                table[row][column] + (i - row - 1) + 1 + (j - column - 1),
            )
        seen[a] = i
    return table[-1][-1]


if __name__ == "__main__":
    main()
