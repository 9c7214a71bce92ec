"""How many of those who were told do we reach? Steps, each a share of the one before. Pure.

What nobody has counted stays unknown: it is never taken for nought, and no share is made of it. The first step is
somebody else's number: it counts meetings, not people, and nobody can say which of those who came stood in it.
So its arrow is a ratio of two counts, and becomes a share only when it is not larger than one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import told_codes
from .lives import POLICE_ROUTES, Life
from .months import Span
from .proportions import Proportion, proportion

DEFINITION = "steps-here/1"
THIRD = 3
THREE_DAYS = 3
POLICE = "police"
NEVER_CALLED = "w0"  # as the ledger keeps it


@dataclass(frozen=True)
class Told:
    """How many were told that KAST exists, by whose count, in which months. Unknown is None, never nought."""

    number: int | None
    sources: tuple[str, ...] = ()
    # In how many months somebody whose number it is has said that it is not known.
    unknown_months: int = 0


@dataclass(frozen=True)
class ToldRow:
    """One line of the told: in one month, for one area, by one source. None: said not to be known, or not said."""

    month: str
    area: str
    source: str
    told: int | None
    agreed: int | None
    unknown: bool  # it was said that how many were told is not known


@dataclass(frozen=True)
class Called:
    """Of the slips that were called or forgotten in a span, how many were called within three days."""

    of: int
    within: int
    never: int


@dataclass(frozen=True)
class Step:
    """One step: its key, how many stood on it (None: nobody has counted), and the share of the step before."""

    key: str
    number: int | None
    of_before: Proportion | None


@dataclass(frozen=True)
class Cohort:
    """Everybody who first got in touch in a span, by any way or by the police's: asked, came, came three times."""

    asked: int
    came: int
    came_three: int


def told(counts: Iterable[tuple[str, str, str, int]], *, span: Span) -> Told:
    """Sum up the police's counts (kind, code, month, count) of `told` in a span; a code in `-less` is taken off.

    Others' counts are not in it: the steps that begin here are those by the police's way.
    """
    rows = [row for row in told_rows(counts, span=span) if row.source == POLICE]
    number = sum(row.told or 0 for row in rows)
    unknown = len({row.month for row in rows if row.unknown})
    sources = tuple(sorted({row.source for row in rows}))
    return Told(number, sources, unknown) if number > 0 else Told(None, unknown_months=unknown)


def told_rows(counts: Iterable[tuple[str, str, str, int]], *, span: Span) -> list[ToldRow]:
    """What was entered in a span, the latest month first. A number that stands makes an earlier *not known* void."""
    sums: dict[tuple[str, str, str], dict[str, int]] = {}
    unknown: set[tuple[str, str, str]] = set()
    for kind, text, month, count in counts:
        if kind not in {"told", "agreed"} or month not in span:
            continue
        code = told_codes.read(text)
        place = (month, code.area, code.source)
        kinds = sums.setdefault(place, {})
        if code.unknown:
            unknown.add(place)
        else:
            kinds[kind] = kinds.get(kind, 0) + (-count if code.less else count)
    rows = []
    for place, kinds in sums.items():
        number = kinds.get("told", 0) or None
        row = ToldRow(*place, number, kinds.get("agreed", 0) or None, place in unknown and number is None)
        if row.told or row.agreed or row.unknown:
            rows.append(row)
    rows.sort(key=lambda row: (row.area, row.source))
    return sorted(rows, key=lambda row: row.month, reverse=True)


def called(counts: Iterable[tuple[str, str, str, int]], *, span: Span) -> Called:
    """How soon slips were called: each slip once, in the month of its first call or of its forgetting (w0)."""
    days = [(code, count) for kind, code, month, count in counts if kind == "slip_days" and month in span]
    within = sum(count for code, count in days if code[0] == "d" and int(code[1:]) <= THREE_DAYS)
    never = sum(count for code, count in days if code == NEVER_CALLED)
    return Called(sum(count for _, count in days), within, never)


def cohort(lives: Iterable[Life], *, span: Span, police_only: bool) -> Cohort:
    """Those who first got in touch in the span, and how far they have come since; nobody whom a sister unit sent."""
    own = [life for life in lives if life.asked_in in span and not life.from_sister]
    these = [life for life in own if not police_only or life.route in POLICE_ROUTES]
    return Cohort(
        asked=len(these),
        came=sum(bool(life.held) for life in these),
        came_three=sum(len(life.held) >= THIRD for life in these),
    )


def steps(numbers: Sequence[tuple[str, int | None]], *, in_part: Iterable[str] = ()) -> list[Step]:
    """Put a share with its interval at each arrow: none from or to what is unknown, of nobody, or above one.

    Nor from a step that is known in part only (`in_part`): its number is no denominator.
    """
    made: list[Step] = []
    before: int | None = None
    partly, key_before = set(in_part), ""
    for key, number in numbers:
        share = None
        if made and before and number is not None and number <= before and key_before not in partly:
            share = proportion(number, before, definition=f"{DEFINITION}:{key}")
        made.append(Step(key, number, share))
        before, key_before = number, key
    return made
