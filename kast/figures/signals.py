"""How often the early warnings of casework were right, looked at once a year. Pure.

`warned-then-left/1`, over twelve months that ended half a year ago, lives of those who came for themselves:

- precision: of those who were warned of in the span, how many left without agreement within six months of a warning;
- recall: of those who left without agreement in the span or the six months after it, how many had been warned of in
  the six months before they left.

A warning that helped looks like a wrong one: whoever was called and stayed is not counted as right. So precision is a
lower bound of what the rules see, and says nothing of whether getting in touch helps: for that, those who were warned
of and those who were not would have to be alike. The rule about a risk without a plan is about the unit, not about
leaving, and is not looked at.
"""

from collections.abc import Iterable

from . import months, ways
from .leaving import HALF_A_YEAR, LEFT
from .lives import Life, as_they_stood
from .months import Span
from .suppression import Sum

DEFINITION = "warned-then-left/1"
RULES = ("worse", "missed_two", "overdue", "silent", "confidence_low", "left_early")
# Who was warned of, and who was rightly, by each rule among others.
_BY_RULE = (("warned", "rule"), ("right", "right"))
SUMS: tuple[Sum, ...] = (
    Sum("warned", ("right", "_stayed")),
    Sum("left", ("foreseen", "_unforeseen")),
    Sum("warned", ("acted", "_not_acted")),
    *(Sum(f"rule_{rule}", (f"right_{rule}", f"_stayed_{rule}")) for rule in RULES),
    *(Sum(whole, (f"{part}_{rule}", f"_{whole}_not_{rule}")) for whole, part in _BY_RULE for rule in RULES),
)


def cells(lives: Iterable[Life], *, span: Span, month: str) -> dict[str, int]:
    """The year's warnings and who left, as it stood in a month; each life once, for each rule once."""
    counted = dict.fromkeys([part for row in SUMS for part in row.all if not part.startswith("_")], 0)
    after = Span(span.first, months.name(months.number(span.last) + HALF_A_YEAR))
    for life in as_they_stood(lives, month):
        if ways.way(life) not in ways.PERSONS:
            continue
        left_in = life.ended_in if life.ending in LEFT else None
        warned = [(code, on) for code, on in life.all("warned") if code in RULES]
        now = [(code, on) for code, on in warned if on in span]
        found = {f"rule_{code}" for code, _ in now}
        found |= {f"right_{code}" for code, on in now if _soon(on, left_in)}
        if now:
            found.add("warned")
            found |= {"right"} if any(_soon(on, left_in) for _, on in now) else set()
            found |= {"acted"} if any(on >= now[0][1] for _, on in life.all("acted")) else set()
        if left_in in after:
            found.add("left")
            found |= {"foreseen"} if any(_soon(on, left_in) for _, on in warned) else set()
        for name in found:
            counted[name] += 1
    return ways.with_rests(counted, SUMS)


def _soon(warned_in: str, left_in: str | None) -> bool:
    """Whether the leaving came after the warning, within half a year."""
    if left_in is None:
        return False
    return 0 <= months.number(left_in) - months.number(warned_in) <= HALF_A_YEAR
