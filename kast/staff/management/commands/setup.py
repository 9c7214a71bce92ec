"""`kast setup`: make a unit from nothing, or give it a head again."""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kast.staff import setting_up, unit
from kast.staff.sayings import KEYS, Key, Kind, beyond

_SHEETS = (
    "The three recovery sheets. Any two of them open everything the unit has, when nobody else can; one alone opens "
    "nothing, and three at once are refused. They exist only here and now. Print or copy them, keep them in three "
    "places with three people, and leave none on this machine."
)


class Command(BaseCommand):
    help = (
        "Make a unit from nothing: what it says of itself, its keys, the recovery sheets, and a one-time link for its "
        "first head. Asks at the terminal; with --from it reads the answers from a JSON file and asks nothing. With "
        "--new-head it gives an existing unit a link for a new head, by two of the three recovery sheets."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from", dest="file", metavar="FILE", help="answers as JSON: setting to value, see --settings-list"
        )
        parser.add_argument(
            "--shares", metavar="DIR", help="write the sheets to three files there, not to the terminal"
        )
        parser.add_argument(
            "--settings-list", action="store_true", help="say which settings there are, and make nothing"
        )
        parser.add_argument("--new-head", action="store_true", help="a link for a new head, by two recovery sheets")
        for name, key in KEYS.items():
            if key.asked:
                parser.add_argument(
                    f"--{name.replace('_', '-')}", dest=f"say_{name}", metavar="TEXT", help=str(key.meaning)
                )

    def handle(self, **options: Any) -> None:
        at = timezone.now()
        if options["settings_list"]:
            self._list()
        elif options["new_head"]:
            self._new_head(at)
        else:
            self._make(options, at)

    def _make(self, options: dict[str, Any], at: datetime) -> None:
        _bring_tables_up()
        if unit.exists():
            raise CommandError("There is a unit here already. What it says of itself is changed on its own page.")
        said = self._said(options)
        folder = _folder(options["shares"])
        try:
            made = setting_up.make(said, at=at)
        except unit.UnknownSetting as fault:
            raise CommandError(
                f"No such setting: {fault}. `kast setup --settings-list` says which there are."
            ) from fault
        except setting_up.BeyondBounds as fault:
            raise CommandError(f"A whole number within its bounds, please: {fault}.") from fault
        except setting_up.HadUnit as fault:
            message = (
                f"{settings.UNIT_KEY_FILE} says that this server had a unit before. Point DATABASE_URL at its "
                "database, or, if it is gone for good, move that file away."
            )
            raise CommandError(message) from fault
        self._give_sheets(made.sheets, folder)
        self._give_link(made.token)
        self.stdout.write("`kast ready` says what still hinders going live.")

    def _said(self, options: dict[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        if options["file"]:
            try:
                said = json.loads(Path(options["file"]).read_text("utf-8"))
            except (OSError, ValueError) as fault:
                raise CommandError(f"{options['file']} cannot be read as JSON: {fault}") from fault
        asks = not options["file"] and sys.stdin.isatty()
        for name, key in KEYS.items():
            if not key.asked or name in said:
                continue
            given = options[f"say_{name}"]
            answer = given if given is not None else self._ask(name, key) if asks else None
            if answer:
                said[name] = answer if isinstance(answer, dict) else _read(key, answer)
        return said

    def _ask(self, name: str, key: Key) -> Any:
        """The answer, or nothing where it stays as it is. What cannot be is asked for again: the rest is not lost."""
        with override("en"):
            self.stdout.write(str(key.meaning))
        if not key.by_language:
            while answer := input(f"  [{key.standard('sv')}] ").strip():
                if key.kind is not Kind.NUMBER or (answer.isdecimal() and not beyond({name: int(answer)})):
                    break
                self.stdout.write(f"  A whole number from {key.least} to {key.most}, please, not {answer!r}.")
            return answer
        answers = {language: input(f"  {language} [{key.standard(language)}] ").strip() for language in unit.LANGUAGES}
        return {language: answer or key.standard(language) for language, answer in answers.items()}

    def _new_head(self, at: datetime) -> None:
        self.stdout.write("Type exactly two of the three recovery sheets, each on one line.")
        sheets = [_line(sys.stdin) for _ in range(2)]
        try:
            token = setting_up.new_head(sheets, at=at)
        except unit.NoUnit as fault:
            raise CommandError("There is no unit here yet. `kast setup` makes one.") from fault
        except setting_up.WrongSheets as fault:
            raise CommandError(
                "These two do not open this unit. Look at the spelling: a sheet has 33 words."
            ) from fault
        self._give_link(token)

    def _list(self) -> None:
        with override("en"):
            for name, key in KEYS.items():
                languages = " (in each language)" if key.by_language else ""
                self.stdout.write(f"{name}{languages}: {key.meaning} Default: {key.standard('en')!r}")

    def _give_sheets(self, sheets: list[str], folder: Path | None) -> None:
        self.stdout.write(f"\n{_SHEETS}\n")
        for number, sheet in enumerate(sheets, start=1):
            if folder is None:
                self.stdout.write(f"\nSheet {number} of {len(sheets)}\n{_in_rows(sheet)}")
            else:
                path = folder / f"sheet-{number}.txt"
                _write(
                    path, f"Recovery sheet {number} of {len(sheets)}: exactly two open the unit.\n\n{_in_rows(sheet)}\n"
                )
                self.stdout.write(f"  {path}")

    def _give_link(self, token: str) -> None:
        link = settings.ORIGIN + reverse("staff:join", args=[token])
        self.stdout.write(
            "\nThe head's link. It works once, within seven days, and carries the unit's own keys until then: whoever "
            f"has it first is head. Give it to nobody else.\n\n  {link}\n"
        )


def _bring_tables_up() -> None:
    """A fresh machine has no tables yet. What is made here is for its owner only."""
    before = os.umask(0o077)
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        os.umask(before)


def _folder(name: str | None) -> Path | None:
    if name is None:
        return None
    folder = Path(name)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.glob("sheet-*.txt")):
        raise CommandError(f"{folder} holds sheets already. Name an empty folder.")
    return folder


def _write(path: Path, text: str) -> None:
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as kept:
        kept.write(text)


def _in_rows(sheet: str) -> str:
    words = sheet.split()
    return "\n".join(
        "  " + " ".join(f"{at + n + 1:>2} {word:<10}" for n, word in enumerate(words[at : at + 5]))
        for at in range(0, len(words), 5)
    )


def _read(key: Key, answer: str) -> Any:
    if key.by_language:
        return dict.fromkeys(unit.LANGUAGES, answer)
    if key.kind is Kind.NUMBER:
        if not answer.isdecimal():
            raise CommandError(f"{key.meaning} A whole number, not {answer!r}.")
        return int(answer)
    return answer


def _line(stream: TextIO) -> str:
    """A sheet as it was typed; the numbers that stand before the words on paper may be typed along."""
    return " ".join(word for word in stream.readline().split() if word.isalpha())
