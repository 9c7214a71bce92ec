"""`kast demo`."""

from argparse import ArgumentParser
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kast.demo import filling, story


class Command(BaseCommand):
    help = (
        "Fill an empty database with a made-up unit: the cast and three years of cases in every state. It is marked "
        "for good, says on every page that it is made up, and serves loopback only; its releases say so too. Its "
        "contents come from the seed and the day; its keys are random."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=story.SEED, help=f"which made-up lives (default {story.SEED})")
        parser.add_argument("--on", type=date.fromisoformat, help="the day the unit stands on, as 2026-11-24 (today)")

    def handle(self, *args: object, **options: object) -> None:
        on, seed = options["on"] or timezone.localdate(), int(str(options["seed"]))
        assert isinstance(on, date)
        try:
            lives = filling.fill(on, seed=seed)
        except filling.NotEmpty as fault:
            message = "There is a unit in this database already. A made-up one is filled into an empty database only."
            raise CommandError(message) from fault
        except filling.AlreadyPinned as fault:
            message = (
                f"The key of an earlier unit lies at {settings.UNIT_KEY_FILE}, but the database is empty. If that unit "
                "is gone for good, move the file away and try again."
            )
            raise CommandError(message) from fault
        self.stdout.write(f"Made up {lives} lives, up to {on.isoformat()}.")
