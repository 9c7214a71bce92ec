"""The way here and onwards, by how a person came: from getting in touch to the follow-up. Pure, cells and sums.

Whoever is close to somebody has steps of an own, never in one number with those who came for themselves; who came as a
professional is in none. Whom a colleague pointed on is counted under *colleague*, whatever else was said of the way.

The steps of a way are counted for everybody who first got in touch in a span, as they stood in a month: *asked* got in
touch, *came* to a first talk, *three* to a third; of these *settled* have ended and *together* by agreement. Of those
who ended together a follow-up is *due* after 6, 12 or 24 months when its window has closed, and *followed* when it was
answered; at which of these one asks, and until when, is as it was on the day of the ending. Who is not due yet is no
loss, so the arrow to *followed* begins at *due*.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from . import asking, months
from .lives import Life, as_they_stood
from .months import Span
from .reach import THIRD
from .suppression import Sum

DEFINITION = "way-here/1"
# What must be hidden beside a small number is taken from the end, so the ways that are asked about most stand first.
PERSONS = ("own", "police", "card", "recommended", "slip", "colleague", "other")
RELATIVE = "relative"
# Ways that have too few to stand alone stand together; who has not said how is never taken for own search.
_TOGETHER = {
    "social_services": "recommended",
    "care": "recommended",
    "someone_close": "other",
    "not_said": "other",
}
WAYS = (*PERSONS, RELATIVE)
ALL = "all"
MAIN = ("asked", "came", "three", "settled", "together")
A_YEAR = (12,)
Counts = Iterable[tuple[str, str, str, int]]


def way(life: Life) -> str | None:
    """By which way this life came; None for who came as a professional."""
    concerns = life.last("concerns")
    if concerns == "professional":
        return None
    if concerns == RELATIVE:
        return RELATIVE
    if life.last("referred") is not None:
        return "colleague"
    route = life.route or "not_said"
    return _TOGETHER.get(route, route)


def reached(life: Life, *, month: str) -> frozenset[str]:
    """The steps on which a life has stood by the end of a month."""
    found = {"asked"}
    if life.held:
        found.add("came")
    if len(life.held) >= THIRD:
        found.add("three")
        if life.ending is not None:
            found.add("settled")
        if life.ending == "agreed":
            found.add("together")
    if "together" in found and not life.asked_elsewhere:
        for after, closes in asking.closes(life).items():
            if months.number(month) > months.number(life.ended_in or month) + closes:
                found.add(f"due{after}")
                if life.of_this_ending(f"followup_{after}")[-1:] == ["answered"]:
                    found.add(f"followed{after}")
    return frozenset(found)


def cells(lives: Iterable[Life], *, span: Span, month: str | None = None) -> dict[str, int]:
    """Every step of every way as a cell (`card_came`); `all_came` is over all but relatives; rests begin with _."""
    month = month or span.last
    counted = {name(one, step): 0 for one in (ALL, *WAYS) for step in steps_of(one)}
    for life in as_they_stood(lives, month):
        mine = way(life) if life.asked_in in span else None
        for step in reached(life, month=month) if mine else ():
            for one in (mine, ALL) if mine != RELATIVE else (RELATIVE,):
                if step in steps_of(one or ""):
                    counted[name(one or "", step)] += 1
    return with_rests(counted, SUMS)


def asked_after(of: str) -> tuple[int, ...]:
    """After how many months the follow-up is counted: all of them over all, a year for one way in.

    A way in alone has too few for more: each step more would hide others beside it.
    """
    return asking.ASKED_AT if of == ALL else A_YEAR


def steps_of(of: str) -> tuple[str, ...]:
    """The steps that are counted for a way, or for all."""
    return (*MAIN, *(f"{step}{after}" for after in asked_after(of) for step in ("due", "followed")))


def name(of: str, step: str) -> str:
    """The cell of a step of a way."""
    return f"{of}_{step}"


def with_rests(counted: Mapping[str, int], sums: Sequence[Sum]) -> dict[str, int]:
    """The cells with their rests, so that every sum adds up; where counts do not fit, a rest is nought."""
    found = dict(counted)
    for row in sums:
        for part in row.parts:
            if part.startswith("_"):
                found[part] = max(0, found[row.whole] - sum(found[other] for other in row.parts if other != part))
    return found


def _nested(of: str, *steps: str) -> list[Sum]:
    """Each step with the next, and the rest that nobody prints: who stood on the one and not on the other."""
    return [Sum(name(of, whole), (name(of, part), f"_{name(of, whole)}_not_{part}")) for whole, part in pairwise(steps)]


def _sums() -> Iterable[Sum]:
    for of in (*WAYS, ALL):
        yield from _nested(of, *MAIN)
        yield from _nested(of, "together", *(f"due{after}" for after in asked_after(of)))
        for after in asked_after(of):
            yield from _nested(of, f"due{after}", f"followed{after}")
    for step in steps_of(PERSONS[0]):
        yield Sum(name(ALL, step), tuple(name(one, step) for one in PERSONS))


SUMS: tuple[Sum, ...] = tuple(_sums())
# Rests that may follow: who is under way, or whose time has not come, tells of the calendar and not of a person.
_TIME = ("_not_settled", *(f"_not_due{after}" for after in asking.ASKED_AT))
FREE = tuple(part for row in SUMS for part in row.parts if part.startswith("_") and part.endswith(_TIME))
