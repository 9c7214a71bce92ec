"""`kast audit verify`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kast.audit.verify import Found, verify


class Command(BaseCommand):
    help = "Say whether the audit is whole, and name the first entry that was changed, removed, put in or cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"], help="verify: read every entry and compare it with the anchors")

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        found = verify()
        if found.whole:
            self.stdout.write(f"The audit is whole: {_counted(found)}. {_anchored(found)}")
            return
        for fault in found.faults:
            self.stderr.write(str(fault))
        self.stderr.write("The audit is not whole. Keep a copy of the database and of the anchors' file as they are.")
        sys.exit(1)


def _counted(found: Found) -> str:
    entries = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
    return f"{entries} in {found.lanes} {'lane' if found.lanes == 1 else 'lanes'}"


def _anchored(found: Found) -> str:
    if found.anchored_on is None:
        return "It was never anchored: a cut-off end would not show. `kast daily` anchors it."
    return f"Last anchored on {found.anchored_on}."
