"""`kast daily`."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from kast.config import clockwork
from kast.config.duties import NIGHT_WORK
from kast.config.telling import tell


class Command(BaseCommand):
    help = (
        "Do what is due each day, in this order: plan and remind of follow-ups, forget what is past its term, freeze a "
        "half-year's figures that has closed, write the ledger anew, anchor the audit. May be run twice without harm."
    )

    def handle(self, *args: object, **options: object) -> None:
        at = timezone.now()
        outcomes = clockwork.run(NIGHT_WORK, at=at)
        if not any(outcome.fault for outcome in outcomes):
            clockwork.night_done(timezone.localdate(at))
        tell(self, outcomes)
