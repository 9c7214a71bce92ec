"""Every sentence that a person reads stands in Swedish and in English: none missing, none guessed, none left over."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from kast.config import messages

PACKAGE = messages.PACKAGE
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/apps.py"))


def strings(path: Path) -> dict[tuple, Message]:
    with path.open("rb") as file:
        return {(one.context, one.id): one for one in read_po(file) if one.id}


def told(key: tuple) -> str:
    context, words = key
    return f"{words!r}" + (f" ({context})" if context else "")


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_of_a_room_has_its_english(room, tmp_path):
    copy = tmp_path / room
    shutil.copytree(PACKAGE / room, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "migrations"))
    (copy / "locale").mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location", "--no-wrap", "--no-obsolete"],
        cwd=copy,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    fresh = copy / "locale/en/LC_MESSAGES/django.po"
    now = strings(fresh) if fresh.exists() else {}
    kept = PACKAGE / room / "locale/en/LC_MESSAGES/django.po"
    ours = strings(kept) if kept.exists() else {}
    wrong = [f"not in the file: {told(key)}" for key in now if key not in ours]
    wrong += [f"nobody says it any more: {told(key)}" for key in ours if key not in now]
    for key, one in ours.items():
        whole = one.string if isinstance(one.string, tuple) else (one.string,)
        if not all(part.strip() for part in whole):
            wrong.append(f"without English: {told(key)}")
        if one.fuzzy:
            wrong.append(f"guessed: {told(key)}")
    assert not wrong, f"cd kast/{room} and run makemessages, then fill in:\n" + "\n".join(wrong)


PLACES = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")


@pytest.mark.parametrize("source", messages.sources(), ids=lambda path: path.relative_to(PACKAGE).parts[0])
def test_what_is_put_into_a_sentence_is_the_same_in_both(source):
    for key, one in strings(source).items():
        swedish = one.id if isinstance(one.id, tuple) else (one.id,)
        english = one.string if isinstance(one.string, tuple) else (one.string,)
        assert {place for part in swedish for place in PLACES.findall(part)} == {
            place for part in english for place in PLACES.findall(part)
        }, told(key)


def test_translations_are_compiled_when_they_change_and_a_guess_is_left_out(tmp_path):
    folder = tmp_path / "room/locale/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    source.write_text(head + 'msgid "Skriv"\nmsgstr "Write"\n\n#, fuzzy\nmsgid "Svar"\nmsgstr "Answer"\n', "utf-8")
    assert messages.compile_stale(tmp_path) == [folder / "django.mo"]
    assert messages.compile_stale(tmp_path) == []
    compiled = (folder / "django.mo").read_bytes()
    assert b"Write" in compiled
    assert b"Answer" not in compiled
