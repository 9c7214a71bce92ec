"""`kast bench`."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError

from kast.audit import bench as audit
from kast.config.bench import casework, desk, door, figures, rows
from kast.config.bench.cluster import NoPostgres
from kast.config.bench.served import DidNotStart


class Command(BaseCommand):
    help = (
        "Measure against limits taken in the same run, in throw-away units of its own: the database under var/ is not "
        "touched. Prints a table; ends with 1 when a bar is missed."
    )
    requires_system_checks: list[str] = []  # it looks at nothing of this unit

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what",
            choices=sorted(BENCHES),
            help="door: many at once; desk: one case; casework: among many; audit: verify; figures: a million lives",
        )
        parser.add_argument("--quick", action="store_true", help="end within 45 seconds; the numbers are rougher")
        parser.add_argument("--json", action="store_true", help="for a machine")

    def handle(self, *args: object, **options: object) -> None:
        what = str(options["what"])
        try:
            measured = BENCHES[what](quick=bool(options["quick"]))
        except (DidNotStart, NoPostgres) as fault:
            raise CommandError(str(fault)) from fault
        told = rows.as_json if options["json"] else rows.table
        self.stdout.write(told(f"kast bench {what}", measured))
        if not all(row.holds for row in measured):
            sys.exit(1)


def _audit(*, quick: bool) -> list[rows.Row]:
    return [rows.Row(what, value, unit, at_most=limit) for what, value, unit, limit, _ in audit.run(quick=quick)]


BENCHES: dict[str, Callable[..., list[rows.Row]]] = {
    "door": door.measure,
    "desk": desk.measure,
    "casework": casework.measure,
    "audit": _audit,
    "figures": figures.measure,
}
