"""Whether enough people are still seen for anything to be said: one rule for every kind of curve. Pure."""

FEWEST, ONE_OF = 5, 10  # still seen: five, and one of ten who started
PART_STARTED, PART_EVENTS = 20, 5

FEW_OBSERVED, FEW_STARTED, FEW_EVENTS = "few_observed", "few_started", "few_events"


def why_withheld(*, started: int, events: int, observed: int, part: bool) -> str:
    """Why nothing is said: a code, or nothing at all. From who started, events in all, and who is still seen."""
    if part and started < PART_STARTED:
        return FEW_STARTED
    if part and events < PART_EVENTS:
        return FEW_EVENTS
    return FEW_OBSERVED if observed < FEWEST or observed * ONE_OF < started else ""
