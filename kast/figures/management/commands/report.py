"""`kast report`: the yearly report for the board, or the national agency's file, from one release."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kast.figures import access
from kast.figures.telling import agency, board
from kast.figures.telling.files import LANGUAGES
from kast.figures.telling.published import Published


class Command(BaseCommand):
    help = (
        "Make the yearly report for the board from a release, as a PDF that a screen reader can read. With --agency: "
        "the national agency's CSV instead. Only what the release shows is in either."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="the release's number: 2026-1")
        parser.add_argument("--language", choices=LANGUAGES, default="sv")
        parser.add_argument("--agency", action="store_true", help="the national agency's CSV, not the report")
        parser.add_argument("--catalogue", default="", help="with --agency: another catalogue than KAST_CATALOGUE's")
        parser.add_argument("--out", type=Path, help="where to write it (else kast-NUMBER-LANGUAGE.pdf or .csv here)")

    def handle(self, *args: Any, **options: Any) -> None:
        number, language = options["number"], options["language"]
        if options["catalogue"] and not options["agency"]:
            raise CommandError("--catalogue goes with --agency only.")
        one = self._release(number)
        self._say(f"Release {number} is read. Making the file …")
        began = time.monotonic()
        made = self._agency(one, options) if options["agency"] else self._report(one, language)
        path: Path = options["out"] or Path(f"kast-{number}-{language}.{'csv' if options['agency'] else 'pdf'}")
        try:
            path.write_bytes(made)
        except OSError as fault:
            raise CommandError(f"{path} cannot be written: {fault.strerror}.") from fault
        self.stdout.write(f"{path}: {len(made) // 1024 + 1} kB in {time.monotonic() - began:.1f} s.")
        if one.made_up:
            self.stdout.write("Its unit is made up, and it says so.")

    def _release(self, number: str) -> Published:
        found = access.releases()
        one = next((release for release in found if release.number == number), None)
        if one is None:
            there = ", ".join(release.number for release in found)
            raise CommandError(
                f"There is no release {number}. " + (f"There are: {there}." if there else "None is made.")
            )
        return one

    def _report(self, one: Published, language: str) -> bytes:
        return board.report(one.content, sha256=one.sha256, language=language)

    def _agency(self, one: Published, options: dict[str, Any]) -> bytes:
        try:
            catalogue = agency.catalogue(options["catalogue"] or settings.CATALOGUE)
        except agency.WrongCatalogue as wrong:
            raise CommandError(f"The catalogue cannot be used. {wrong}") from wrong
        if not catalogue.verified:
            self._say("The catalogue is not agreed with any agency: no national template is known.")
        return agency.file(one.content, catalogue, language=options["language"])

    def _say(self, words: str) -> None:
        """Progress, for whoever waits; not for a file that the output goes to."""
        if sys.stderr.isatty():
            self.stderr.write(words)
