"""How a command tells what it did: one line a step, and an exit code that a timer notices."""

from collections.abc import Sequence

from django.core.management.base import BaseCommand, CommandError

from .clockwork import Outcome


def tell(command: BaseCommand, outcomes: Sequence[Outcome]) -> None:
    """Print each step with what it answered; raise CommandError, so that a timer fails, when one did."""
    for outcome in outcomes:
        if outcome.fault:
            command.stderr.write(f"{outcome.name}: failed ({outcome.fault})")
        else:
            command.stdout.write(outcome.name if outcome.answer is None else f"{outcome.name}: {outcome.answer}")
    failed = [outcome.name for outcome in outcomes if outcome.fault]
    if failed:
        message = f"Not done: {', '.join(failed)}. The rest is. It is tried again the next time."
        raise CommandError(message)
