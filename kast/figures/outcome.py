"""Did not go back: of whom, since when, over how long, and what is not known. Pure.

Protocol `did-not-go-back-12/1`: the definition behind the figure. A changed rule is a new number, never a quiet change.

- Of whom: people who, at the start, had bought within the last twelve months. Relatives and people who never bought are
  not in it; people who had bought earlier are a second tier with a figure of its own.
- Since when: the month of the first held contact, letters that were answered and read included. Not the ending: a clock
  that starts at the end hides those who went back while they came.
- Going back: the first completed purchase told, in Sweden or abroad, in person or remote. An attempt is none.
- Over how long: twelve months. Whoever was followed for ten or more is known at twelve; a purchase in the twelfth month
  counts as going back. A purchase that was told earlier stays known, and so can only lower the share.
- Due: the window, to fifteen months, has closed. Whoever has not come so far is not counted either way.
- Not known: said no (or had said that nobody may ask), or lost: not reached, not asked, let the time run out, answered
  without saying, died. Whoever went back and will not say so is among these: hence worst and best case first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from . import months
from .bounds import Bounds, bounds
from .lives import Life
from .proportions import Proportion, proportion

DEFINITION = "did-not-go-back-12/1"
HORIZON = 12
BEFORE, AFTER = 2, 3  # the window: ten to fifteen months
RECENT = frozenset({"last_12_months"})
EARLIER = frozenset({"earlier"})  # the second tier: had bought, but not within the year
FOR_SOMEBODY_ELSE = frozenset({"relative", "professional"})  # in no tier, whatever stands there about purchases


class Known(Enum):
    """What is known about one life at twelve months."""

    CLEAN = "did not go back"
    BACK = "went back"
    DECLINED = "said no to being asked"
    LOST = "not known"
    NOT_DUE = "the time has not passed"


@dataclass(frozen=True)
class Answer:
    """One follow-up as it was answered. A later one of the same window corrects it."""

    went_back: str | None = None
    followed_to: int | None = None
    first_purchase: int | None = None


@dataclass(frozen=True)
class Outcome:
    """How many of whom, at twelve months from the first held contact."""

    started: int
    due: int
    clean: int
    back: int
    declined: int
    lost: int
    definition: str = DEFINITION
    horizon: int = HORIZON
    withheld: str = ""

    @property
    def known(self) -> int:
        """Those of whom it is known how it went."""
        return self.clean + self.back

    @property
    def bounds(self) -> Bounds | None:
        """Worst and best case of all who are due; None while nobody is."""
        if not self.due:
            return None
        return bounds(
            clean=self.clean,
            back=self.back,
            lost=self.declined + self.lost,
            definition=self.definition,
            horizon=self.horizon,
        )

    @property
    def among_known(self) -> Proportion | None:
        """The exact interval among those who are known; None while nobody is."""
        if not self.known:
            return None
        return proportion(self.clean, self.known, definition=self.definition, horizon=self.horizon)


def did_not_go_back(lives: Iterable[Life], *, month: str, baseline: frozenset[str] = RECENT) -> Outcome:
    """Count the baseline's lives as they are seen from a month."""
    own = (life for life in lives if life.last("concerns") not in FOR_SOMEBODY_ELSE)
    how = [at_twelve(life, month=month) for life in own if life.last("baseline") in baseline and life.held]
    return Outcome(
        started=len(how),
        due=sum(known is not Known.NOT_DUE for known in how),
        clean=how.count(Known.CLEAN),
        back=how.count(Known.BACK),
        declined=how.count(Known.DECLINED),
        lost=how.count(Known.LOST),
    )


def at_twelve(life: Life, *, month: str) -> Known:
    """What is known about one life whose clock has started, seen from a month."""
    if life.clock is None or months.number(month) <= life.clock + HORIZON + AFTER:
        return Known.NOT_DUE
    answers = answers_of(life)
    if any(_back(answer) for answer in answers):
        return Known.BACK
    if _is_clean(answers):
        return Known.CLEAN
    said_no = life.last("followup_12") in {"declined", "not_agreed"} or (
        life.last("followup_12") is None and life.last("followup_agreed") == "no"
    )
    return Known.DECLINED if said_no else Known.LOST


def answers_of(life: Life) -> list[Answer]:
    """The answers of a life, one for each window: facts that were put in together, the last for a window standing."""
    groups: list[dict[str, str]] = []
    for kind, code, _ in life.facts:
        key = "window" if kind.startswith("followup_") and code == "answered" else kind
        if key not in {"window", "went_back", "followed_to", "first_purchase"}:
            continue
        if not groups or key in groups[-1]:
            groups.append({})
        groups[-1][key] = kind if key == "window" else code
    by_window = {group.get("window", f"unnamed {place}"): group for place, group in enumerate(groups)}
    return [
        Answer(group.get("went_back"), _months(group.get("followed_to")), _months(group.get("first_purchase")))
        for group in by_window.values()
    ]


def _back(answer: Answer) -> bool:
    if answer.went_back != "yes":
        return False
    if answer.first_purchase is not None:
        return answer.first_purchase <= HORIZON
    # When is not known: it was within twelve months for certain only if the answer itself came in the window.
    return answer.followed_to is not None and answer.followed_to <= HORIZON + AFTER


def _is_clean(answers: list[Answer]) -> bool:
    """Each answer speaks of the time since the one before; an unsaid one leaves a gap that a later one cannot fill."""
    for answer in sorted(answers, key=lambda one: one.followed_to or 0):
        if _clean(answer):
            return True
        if answer.went_back == "unsaid":
            return False
    return False


def _clean(answer: Answer) -> bool:
    far_enough = answer.followed_to is not None and answer.followed_to >= HORIZON - BEFORE
    if answer.went_back == "yes":
        return far_enough and answer.first_purchase is not None and answer.first_purchase > HORIZON
    return far_enough and answer.went_back in {"no", "attempt"}


def _months(code: str | None) -> int | None:
    return None if code is None else int(code[1:])
