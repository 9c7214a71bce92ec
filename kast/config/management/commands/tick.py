"""`kast tick`."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from kast.config import clockwork
from kast.config.duties import MINUTE
from kast.config.telling import tell


class Command(BaseCommand):
    help = "Do what is due each minute: forget passphrases that were shown and unlockings that ran out, send reminders."
    requires_system_checks: list[str] = []  # each minute: kept light

    def handle(self, *args: object, **options: object) -> None:
        tell(self, clockwork.run(MINUTE, at=timezone.now()))
