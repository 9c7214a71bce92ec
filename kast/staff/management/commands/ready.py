"""`kast ready`: what still hinders going live."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from kast.staff import ready, unit


class Command(BaseCommand):
    help = (
        "List what still hinders going live, each with a sentence and what to do. Ends with 1 while something does. "
        "The head sees the same list on a page."
    )

    def handle(self, **options: Any) -> None:
        del options
        if not unit.exists():
            raise CommandError("There is no unit here yet. `kast setup` makes one.")
        with override("en"):
            found = ready.hindrances(timezone.localdate())
            for number, each in enumerate(found, start=1):
                self.stdout.write(f"{number:>2}. {each.what}\n    {each.do}\n    {settings.ORIGIN}{each.address}")
        if found:
            raise CommandError(f"Not ready: {len(found)} left to do.")
        self.stdout.write("Nothing hinders. The unit can open.")
