"""`kast release`: publish a year, list what was published, prove it again, hand it out."""

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kast.figures import access
from kast.figures.release import making, signatures, verifying
from kast.figures.release.content import NotARelease
from kast.figures.release.tables import BY_KEY
from kast.staff import unlocking
from kast.staff.models import Member
from kast.staff.roles import Right, may


class Command(BaseCommand):
    help = (
        "make: publish a closed year's figures, signed with the unit's key; it asks for the head's unlocking words. "
        "list: what was published. verify: prove every release again, from itself, without the ledger; with FILE, the "
        "releases in these files. export: write a release as its signed file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="make|list|verify|export")
        make = acts.add_parser("make", help="publish a closed year's figures; this cannot be undone")
        make.add_argument("year", type=int)
        make.add_argument("--by", required=True, metavar="NAME", help="the user name of the head who publishes")
        make.add_argument("--without", action="append", default=[], choices=sorted(BY_KEY), help="leave a table out")
        make.add_argument("--look", action="store_true", help="say what would be published, and publish nothing")
        acts.add_parser("list", help="number, day and checksum of every release")
        verify = acts.add_parser("verify", help="say whether every release is still what came out")
        verify.add_argument("files", nargs="*", type=Path, metavar="FILE", help="instead of the unit's own")
        export = acts.add_parser("export", help="write a release as its signed file")
        export.add_argument("number", help="2026-1")
        export.add_argument("--to", type=Path, metavar="FILE", help="where to (else kast-release-NUMBER.json here)")

    def handle(self, **options: Any) -> None:
        getattr(self, f"_{options['act']}")(options)

    def _make(self, options: dict[str, Any]) -> None:
        at, year, without = timezone.now(), options["year"], options["without"]
        by = Member.objects.filter(username=options["by"]).first()
        if by is None or not may(by, Right.RELEASE):
            raise CommandError("Nobody of that name may publish. It is the head's right.")
        try:
            content = making.look(year, at=at, without=without)
            hidden = sum(cell.hidden for table in content.tables for cell in table.cells)
            shown = sum(len(table.cells) for table in content.tables) - hidden
            self.stdout.write(
                f"Release {content.number}: {len(content.tables)} tables, {shown} numbers shown, {hidden} hidden."
            )
            if options["look"]:
                return
            unlocking.unlock_at_terminal(getpass.getpass(f"Unlocking words of {by.username}: "), by=by, at=at)
            made = making.make(year, without=without, by=by, at=at)
        except (making.CannotProtect, making.Contradictory, making.YearNotClosed, making.NoLives) as fault:
            raise CommandError(_refused(fault)) from fault
        except making.NothingNew as fault:
            raise CommandError("The last release of that year says the same. Nothing was published.") from fault
        except (unlocking.WrongPhrase, unlocking.NoKeys, signatures.CannotOpen) as fault:
            raise CommandError("These words do not open the unit's signing key. Nothing was published.") from fault
        except unlocking.TooManyWait as fault:
            raise CommandError("Others are unlocking just now. Try again in a moment.") from fault
        self.stdout.write(f"Release {made} is made and signed. SHA-256 {made.sha256}")

    def _list(self, _: dict[str, Any]) -> None:
        for one in access.signed():
            content = one.content
            corrects = f", corrects {content.corrects}" if content.corrects else ""
            made_up = ", made up" if content.made_up else ""
            self.stdout.write(f"{content.number}  {content.made_on}  {one.sha256}{corrects}{made_up}")

    def _verify(self, options: dict[str, Any]) -> None:
        try:
            files = [signatures.read_file(path.read_bytes()) for path in options["files"]]
        except (NotARelease, OSError) as fault:
            raise CommandError(f"Not a release, or changed since it was signed: {fault}") from fault
        faults = (
            verifying.verify(files, [], own=False) if files else verifying.verify(access.signed(), access.half_years())
        )
        for found in faults:
            self.stderr.write(str(found))
        if faults:
            sys.exit(1)
        many = len(files or access.signed())
        self.stdout.write(f"{many} release{'s' if many != 1 else ''}: as signed, and nothing hidden can be worked out.")

    def _export(self, options: dict[str, Any]) -> None:
        number = options["number"]
        found = next((one for one in access.signed() if one.content.number == number), None)
        if found is None:
            raise CommandError(f"There is no release {number}.")
        path: Path = options["to"] or Path(f"kast-release-{number}.json")
        try:
            path.write_bytes(signatures.write_file(found))
        except OSError as fault:
            raise CommandError(f"{path} cannot be written: {fault.strerror}.") from fault
        self.stdout.write(f"{path}: SHA-256 of the content {found.sha256}")


def _refused(fault: Exception) -> str:
    if isinstance(fault, making.CannotProtect):
        return (
            f"Refused: {fault}. Leave its table out with --without, or publish when more people are counted. "
            "Nothing was published."
        )
    if isinstance(fault, making.YearNotClosed):
        return "The year has not ended a month ago yet. Nothing was published."
    if isinstance(fault, making.NoLives):
        return "Nobody had got in touch by the end of that year. Nothing was published."
    return "The tables do not add up: this is a fault of the program. Nothing was published."
