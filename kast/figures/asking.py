"""After which months a life is asked how it went, and when the time for an answer is over. Pure.

Both are as they were agreed on the day of the ending, and stand in the ledger: the unit may ask at other times, with
other margins, and a person may have agreed to some of them only. A life that ended before this was kept is read as if
nobody had changed anything: `STANDARD`, all of it or nothing.
"""

from collections.abc import Mapping

from kast.staff import spans

from .lives import Life

ASKED_AT = spans.COUNTED
STANDARD: Mapping[int, int] = {span.months: span.closes for span in spans.STANDARD}


def closes(life: Life) -> Mapping[int, int]:
    """Months after the ending -> in which month after it the time to answer is over. Only those at which one asks."""
    kept = life.last("ask_until")
    if kept is None:
        return STANDARD
    return {months: int(code) for months, code in zip(ASKED_AT, kept.split("-"), strict=True) if code != "0"}


def said_no(life: Life, months: int) -> bool:
    """Whether the person said no: to being asked at all, or at that time. Not to have been asked is no no."""
    if life.of_this_ending("followup_agreed")[-1:] == ["no"]:
        return True
    at = _agreed_to(life)
    return bool(at) and months in closes(life) and months not in (at or ())


def agreed(life: Life, months: int) -> bool:
    """Whether the person has said that one may ask at that time."""
    at = _agreed_to(life)
    yes = life.of_this_ending("followup_agreed")[-1:] == ["yes"]
    return yes and months in closes(life) and (at is None or months in at)


def _agreed_to(life: Life) -> list[int] | None:
    """The times that were agreed to: none of them, too, where nobody asked. None before this was kept."""
    kept = life.last("ask_at")
    return None if kept is None else [int(months) for months in kept.split("-") if months.isdecimal()]
