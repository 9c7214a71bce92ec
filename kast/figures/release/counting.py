"""The tables of one year, as they are before anything is hidden. Pure: from lives and counts.

Everything is counted as it stood at the end of the year. Who was handed over by a sister unit first wrote there and is
counted there; how it went later is counted by the unit that asks.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from kast.figures import asking, leaving, months, outcome, reach, reasons
from kast.figures.gathering import ENDINGS
from kast.figures.lives import Life, as_they_stood
from kast.figures.months import Span
from kast.figures.outcome import Known

from .tables import ALL, BY_KEY, LEAVING, TABLES, WAYS, At, Dimension, Table

Numbers = Mapping[str, Mapping[At, int]]
Person = tuple[str | frozenset[str], ...]

_WAY_OF = {route: way for way, routes in WAYS.items() for route in routes}
_KNOWN = {Known.CLEAN: "clean", Known.BACK: "back", Known.DECLINED: "declined", Known.LOST: "lost"}
_TIERS = {"recent": outcome.RECENT, "earlier": outcome.EARLIER}


def year_of(year: int) -> Span:
    """January to December."""
    return Span(f"{year}-01", f"{year}-12")


def count(lives: Iterable[Life], counts: Iterable[tuple[str, str, str, int]], *, year: int) -> Numbers:
    """Every table with the number at each of its places. A table that nobody has counted is not in it."""
    span = year_of(year)
    lives = as_they_stood(lives, span.last)
    people: dict[str, list[Person]] = {table.key: [] for table in TABLES}
    for life in lives:
        _add(life, span, people)
    filled = {key: _fill(BY_KEY[key], these) for key, these in people.items() if key != "told"}
    told = _told(counts, span)
    return {"told": told, **filled} if told else filled


def _add(life: Life, span: Span, people: dict[str, list[Person]]) -> None:
    """Put one life into every table that it belongs in."""
    route, held = life.route or "not_said", life.held
    way = _WAY_OF[route]
    if life.asked_in in span and not life.from_sister:
        step = "three_or_more" if len(held) >= reach.THIRD else "once_or_twice" if held else "not_come"
        people["routes"].append((route,))
        people["path"].append((way, step))
    answers = life.all("answer_days")
    if answers and answers[0][1] in span:
        people["waiting"].append((_wait(answers[0][0]),))
    if held and min(held) in span:
        people["baseline"].append((life.last("baseline") or "not_asked",))
    if any(month in span for month in held):
        discussed = any(code == "discussed" for code, _ in life.all("topic"))
        people["topic"].append((frozenset({"discussed"} if discussed else ()),))
    if life.ending in ENDINGS and life.ended_in in span:
        people["endings"].append((life.ending or "",))
        under = leaving.under(life)
        for key, (which, side) in LEAVING.items():
            people[key].append((way, side.codes[which not in under]))
    if not life.asked_elsewhere:
        _add_later(life, way, span, people)


def _add_later(life: Life, way: str, span: Span, people: dict[str, list[Person]]) -> None:
    """How it went, in the year in which the time for it passed."""
    tier = next((name for name, baseline in _TIERS.items() if outcome.started([life], baseline=baseline)), "")
    told = reasons.latest(life) if tier else None
    if told is not None and life.first_month("reason_told") in span:
        people["reasons"].append((told.reasons,))
    after = outcome.YEAR.months + outcome.YEAR.after + 1
    if tier and life.clock is not None and months.name(life.clock + after) in span:
        known = _KNOWN[outcome.at_twelve(life, month=span.last)]
        people["outcome"].append((tier, known))
        if tier == "recent":
            people["outcome_by_way"].append((way, known))
    if life.ended_in is None or life.ending in {"died", "deleted"}:
        return
    for after, closes in asking.closes(life).items():
        if months.name(months.number(life.ended_in) + closes + 1) in span:
            people["followup"].append((str(after), _state(life, after)))


def _state(life: Life, window: int) -> str:
    said = set(life.of_this_ending(f"followup_{window}"))
    for state in ("answered", "declined", "not_reached", "not_agreed"):
        if state in said:
            return state
    return "no_answer" if said or asking.agreed(life, window) else "not_agreed"


def _wait(code: str) -> str:
    if code[0] == "w":
        return "later"
    days = int(code[1:])
    return "d0_1" if days <= 1 else "d2_3" if days <= 3 else "d4_7" if days <= 7 else "d8_14"


def _told(counts: Iterable[tuple[str, str, str, int]], span: Span) -> dict[At, int]:
    """By source; a source that has not counted is not in it, since unknown is not nought.

    Neither is one that says of a month that it does not know: a share of the rest would be too large.
    """
    rows, sums = reach.told_rows(counts, span=span), Counter[str]()
    in_part = {row.source for row in rows if row.unknown}
    for row in rows:
        if row.told and row.source not in in_part:
            sums[row.source] += row.told
    known: dict[At, int] = {(source,): number for source, number in sums.items() if (source,) in BY_KEY["told"].places}
    return {**known, (ALL,): sum(known.values())} if known else {}


def _fill(table: Table, people: Sequence[Person]) -> dict[At, int]:
    numbers: dict[At, int] = dict.fromkeys(table.places, 0)
    for person, many in Counter(people).items():
        sides = [_labels(side, said) for side, said in zip(table.dimensions, person, strict=True)]
        for at in product(*sides):
            numbers[at] += many
    return numbers


def _labels(dimension: Dimension, said: str | frozenset[str]) -> list[str]:
    """Every label of a dimension under which somebody is counted."""
    codes = {said} if isinstance(said, str) else said
    sums = [name for name, parts in dimension.subtotals.items() if codes & set(parts)]
    return [*(code for code in dimension.codes if code in codes), *sums, *([ALL] if dimension.total else [])]
