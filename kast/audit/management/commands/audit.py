"""`kast audit verify`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kast.audit.verify import verify


class Command(BaseCommand):
    help = "Say whether the audit is whole, and name the first entry that was changed, removed, put in or cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"], help="verify: read every entry and compare it with the anchors")

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        found = verify()
        if found.whole:
            self.stdout.write(f"The audit is whole: {found.entries} entries in {found.lanes} lanes.")
            return
        for fault in found.faults:
            self.stderr.write(fault)
        self.stderr.write("The audit is not whole. Keep a copy of the database and of the anchors' file as they are.")
        sys.exit(1)
