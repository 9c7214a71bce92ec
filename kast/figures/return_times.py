"""When somebody went back, as far as it is known: an interval of months for each life. Pure.

Protocol `return-times/2`, beside `did-not-go-back-…/3` in outcome.py, with the same people and the same clock:

- (left, right]: not yet after `left` whole months, but by `right`. An endless right: not seen to have gone back.
- A first purchase told with its month m lies in (m - 1, m]. Where an "unsaid" had left a gap, anything since the last
  clear answer may have come first: then in (that answer, m]. So too (since `/1`) where only the last month was told, or
  an earlier one was skipped: m is by when it had happened.
- A purchase told without its month lies between the answer before and the one that told of it.
- "No", and an attempt that came to nothing, carry `left` on to the month of the answer; not over a gap.
- Whoever never answered is (0, endless]: it says nothing, and takes nothing away.

The value at a landmark is of the same people as the rest of its column: those whose window has closed. It uses what is
known of those who were followed only a part of the way, which worst and best case do not; and it is withheld wherever
survival.identified says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf

from . import asking, months
from .lives import Life
from .outcome import Answer, Known, Window, answers_of, known, started
from .proportions import LEDGER, TEN, VERSION
from .survival.identified import Identified, at
from .survival.turnbull import METHOD

DEFINITION = "return-times/2"


class Lost(Enum):
    """Why nothing is known of somebody who has not said no."""

    DIED = "died"
    UNSAID = "unsaid"  # answered, and did not say; or said, and not far enough
    SILENT = "silent"  # was asked, and did not answer or was not reached
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class ReturnTime:
    """(left, right] in whole months from the first held contact."""

    left: float
    right: float

    @property
    def seen(self) -> bool:
        """Whether somebody was seen to go back."""
        return self.right < inf


def return_time(life: Life) -> ReturnTime:
    """When one life went back, as far as it is known."""
    answers = sorted(answers_of(life), key=lambda one: one.followed_to or 0)
    left, gap = _clear_until(answers)
    told = [(month, answer) for answer in answers if (month := _told(answer)) is not None]
    if not told:
        return ReturnTime(left, inf)
    right, first = min(told, key=lambda pair: pair[0])
    to_the_month = first.first_purchase is not None and first.first_known and not gap
    return ReturnTime(right - 1 if to_the_month else min(left, right - 1), right)


def return_times(lives: Sequence[Life]) -> list[ReturnTime]:
    """Of the baseline's lives whose clock has started."""
    return [return_time(life) for life in started(lives)]


def lost_because(life: Life, window: Window, *, month: str) -> Lost:
    """Why nothing is known of a life at the end of a window, seen from a month.

    That an agreed time went by without an answer stands nowhere: it follows from what is absent.
    """
    if life.ending == "died":
        return Lost.DIED
    asked = life.last(f"followup_{window.months}")
    if asked == "answered" or (asked is None and answers_of(life)):
        return Lost.UNSAID
    return Lost.SILENT if asked is not None or _went_by(life, window.months, month) else Lost.NOT_ASKED


def _went_by(life: Life, after: int, month: str) -> bool:
    if life.ended_in is None or not asking.agreed(life, after):
        return False
    return months.number(month) > months.number(life.ended_in) + asking.closes(life)[after]


@dataclass(frozen=True)
class OverTime:
    """The share that had not gone back, as far as it may be said, and what chance leaves open.

    `low`, `high`: the beta product interval, the wider of as early and as late as can be; None where nothing is said.
    """

    landmark: Identified
    low: float | None
    high: float | None
    method: str = f"{METHOD}; beta product"
    definition: str = DEFINITION
    version: str = VERSION
    source: str = LEDGER

    @property
    def numerator(self) -> int:
        """So many went back at some time, known to the month or between two."""
        return self.landmark.numerator

    @property
    def denominator(self) -> int:
        """So many whose time has passed."""
        return self.landmark.denominator

    @property
    def horizon(self) -> float:
        """So many months from the first held contact."""
        return self.landmark.horizon


def share_over_time(lives: Sequence[Life], window: Window, *, month: str) -> OverTime | None:
    """The share that had not gone back by the end of a window, among those for whom it has closed.

    None for fewer than ten: no share is made of so few.
    """
    due = [life for life in started(lives) if known(life, window, month=month) is not Known.NOT_DUE]
    if len(due) < TEN:
        return None
    times = [return_time(life) for life in due]
    landmark = at([time.left for time in times], [time.right for time in times], window.months, definition=DEFINITION)
    if landmark.value is None:
        return OverTime(landmark, None, None)
    early = _ends([time.left + 1 if time.seen else time.left for time in times], times, window.months)
    late = _ends([time.right if time.seen else time.left for time in times], times, window.months)
    return OverTime(landmark, min(early[0], late[0]), max(early[1], late[1]))


def _ends(when: Sequence[float], times: Sequence[ReturnTime], horizon: int) -> tuple[float, float]:
    from .survival import BetaProduct, tabulate  # noqa: PLC0415 -- numpy comes with it: not at start-up

    return BetaProduct(tabulate(when, [time.seen for time in times])).at(horizon)


def _clear_until(answers: Sequence[Answer]) -> tuple[int, bool]:
    """Until which month the answers say no, in order, and whether an unsaid one, before any yes, leaves a gap."""
    left = 0
    for answer in answers:
        if answer.went_back in {"unsaid", "yes"}:
            return left, answer.went_back == "unsaid"
        if answer.went_back in {"no", "attempt"} and answer.followed_to is not None:
            left = answer.followed_to
    return left, False


def _told(answer: Answer) -> int | None:
    """By which month an answer says that it had happened; None when it does not say that it had."""
    if answer.went_back != "yes":
        return None
    month = answer.followed_to if answer.first_purchase is None else answer.first_purchase
    return None if month is None else max(month, 1)
