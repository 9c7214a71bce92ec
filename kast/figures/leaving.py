"""Who leaves, under the three definitions that are in use. The rate moves with the definition, so all stand together.

Of whom: everybody who came for themselves and had a first held contact in a span that ended half a year ago, so that
each has had the time to come three times; whoever died is left out. All three have the same people below the line.

- D1 `left-without-agreement/1`: the case ended because the person stopped coming, or deleted the mailbox.
- D2 `fewer-than-three/1`: fewer than three held contacts by now, agreed or not.
- D3 `sixty-days-silent/1`: at some time sixty days without a word and with nothing planned. Casework counts it on the
  day on which somebody who has the case is at work; of the time before it was counted the ledger knows only the
  silences of which the early warnings spoke. So D3 is a lower bound.

Published rates in psychotherapy differ most by this choice (Swift and Greenberg 2012).
"""

from collections.abc import Iterable

from . import months, ways
from .lives import Life, as_they_stood
from .months import Span
from .reach import THIRD
from .suppression import Sum

DEFINITIONS = {"d1": "left-without-agreement/1", "d2": "fewer-than-three/1", "d3": "sixty-days-silent/1"}
LEFT = frozenset({"stopped", "deleted"})
HALF_A_YEAR = 6
WAYS = ways.PERSONS
SUMS: tuple[Sum, ...] = (
    *(
        Sum(f"{one}_began", (f"{one}_{which}", f"_{one}_not_{which}"))
        for one in (*WAYS, ways.ALL)
        for which in DEFINITIONS
    ),
    *(Sum(f"{ways.ALL}_{what}", tuple(f"{one}_{what}" for one in WAYS)) for what in ("began", *DEFINITIONS)),
)


def span_before(month: str, *, years: int) -> Span:
    """So many years that ended half a year before a month."""
    last = months.number(month) - HALF_A_YEAR
    return Span(months.name(last - 12 * years + 1), months.name(last))


def under(life: Life) -> frozenset[str]:
    """The definitions under which a life has left."""
    found = set()
    if life.ending in LEFT:
        found.add("d1")
    if len(life.held) < THIRD:
        found.add("d2")
    if life.all("silent") or "silent" in {code for code, _ in life.all("warned")}:
        found.add("d3")
    return frozenset(found)


def cells(lives: Iterable[Life], *, span: Span, month: str) -> dict[str, int]:
    """By way in and over all: who began, and who has left under each definition, as it stood in a month."""
    counted = {f"{one}_{what}": 0 for one in (ways.ALL, *WAYS) for what in ("began", *DEFINITIONS)}
    for life in as_they_stood(lives, month):
        mine = ways.way(life)
        if mine in WAYS and min(life.held, default=None) in span and life.ending != "died":
            for what in ("began", *under(life)):
                counted[f"{mine}_{what}"] += 1
                counted[f"{ways.ALL}_{what}"] += 1
    return ways.with_rests(counted, SUMS)
