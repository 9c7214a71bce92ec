"""`kast national`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kast.config import preparing
from kast.figures.national import fetching, folder, roster, together, writing


class Command(BaseCommand):
    help = (
        "Lay several units' yearly releases together: a folder with pages in Swedish and English, tables as CSV and "
        "funnel plots. Only what the units show themselves goes in, and what would let anybody work out a hidden "
        "number is withheld. Who is missing is named. No page for a unit is made. Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "units",
            type=Path,
            help="the list of units (YAML): what has an address is fetched, other releases are looked for beside the "
            "list; or a folder with a units.yaml and releases as .json files, where nothing is fetched",
        )
        parser.add_argument("--year", type=int, required=True, help="which year's releases")
        parser.add_argument("--out", type=Path, required=True, help="the folder to write; an earlier one is replaced")
        parser.add_argument(
            "--made-up", action="store_true", help="take made-up releases, and only those; every page then says so"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        preparing.words()
        given, year, out = options["units"], options["year"], options["out"]
        only_files = given.is_dir()
        beside = given if only_files else given.parent
        try:
            units = roster.read(given / folder.LIST if only_files else given)
            came = folder.came(beside)
            fetched, unreached = ([], {}) if only_files else fetching.releases(units, year=year)
            page, remarks = together.lay(
                units, [*came, *fetched], year=year, made_up=options["made_up"], unreached=unreached
            )
        except (roster.NotAList, folder.NoSuchFolder) as fault:
            raise CommandError(str(fault)) from fault
        for remark in remarks:
            self.stderr.write(remark)
        if not page.inside:
            raise CommandError(f"Not one unit's release of {year} can be used. Nothing is written.")
        try:
            writing.write(page, out)
        except writing.NotEmpty as fault:
            message = f"{fault} was not written by kast national. Choose an empty folder, or one that it has written."
            raise CommandError(message) from fault
        except OSError as fault:
            raise CommandError(f"{out} cannot be written: {fault.strerror or fault}.") from fault
        made_up = " All of it is made up." if page.made_up else ""
        self.stdout.write(f"{page.inside} of {page.listed} units are in.{made_up} Written: {out / 'index.html'}")
        for one in page.admission.missing:
            self.stdout.write(f"Missing: {one.unit.name} ({one.why.value}).")
