"""Lives for tests, told in a few words."""

from kast.figures.lives import Life
from kast.figures.months import name, number


def life(
    *,
    came: str | None = "2024-01",
    baseline: str = "last_12_months",
    times: int = 1,
    route: str = "own",
    answers: tuple[tuple[int, str, int, int | None], ...] = (),
    result: str | None = None,
    agreed: str | None = None,
    topic: str | None = None,
    ended: str | None = None,
) -> Life:
    """`answers`: (window, went_back, followed_to, first_purchase). `result`: how the twelve-month window went else.

    A first purchase below nought was told without it being known as the first: by month 13 is -13.
    """
    start = came or "2024-01"
    facts = [("wrote", "letter", start), ("route_in", route, start), ("baseline", baseline, start)]
    if came:
        facts += [("came", "conversation", came)] * times
    if topic:
        facts.append(("topic", topic, start))
    if ended:
        facts.append(("ended", ended, start))
    if agreed:
        facts.append(("followup_agreed", agreed, start))
    for window, went_back, followed_to, first in answers:
        then = name(number(start) + followed_to)
        facts += [
            (f"followup_{window}", "asked", then),
            (f"followup_{window}", "answered", then),
            ("went_back", went_back, then),
            ("followed_to", f"m{followed_to}", then),
        ]
        if first is not None:
            facts += [("first_purchase", f"m{abs(first)}", then), ("first_known", "no" if first < 0 else "yes", then)]
    if result:
        facts.append(("followup_12", result, name(number(start) + 13)))
    return Life(tuple(facts))


CLEAN = ((12, "no", 12, None),)
BACK = ((12, "yes", 12, 7),)


def keep(lives) -> None:
    """Put made-up lives into the ledger, as they would stand there."""
    from kast.ledger.models import Fact

    facts = [
        Fact(life=place.to_bytes(16, "big"), running=running, kind=kind, code=code, month=month)
        for place, one in enumerate(lives, start=Fact.objects.count() + 1)
        for running, (kind, code, month) in enumerate(one.facts, start=1)
    ]
    Fact.objects.bulk_create(facts, batch_size=2000)  # a statement of PostgreSQL's takes 65,535 values


def a_unit_of_years() -> list[Life]:
    """Enough lives for every figure: 112 a year on (69, 5 and 38), and a half-year (2026-H1) of new ones."""
    some = [life(came="2023-05", answers=CLEAN)] * 69 + [life(came="2023-05", answers=BACK)] * 5
    some += [life(came="2023-05")] * 29 + [life(came="2023-05", result="declined")] * 9
    some += [life(came="2026-02", times=3, route="police", topic="discussed", ended="agreed")] * 30
    some += [life(came="2026-03", route="card", topic="discussed", baseline="never")] * 10
    some += [life(came="2026-03", route="own")] * 8
    return some + [Life((("wrote", "letter", "2026-04"), ("heard", "police", "2026-04")))] * 6
