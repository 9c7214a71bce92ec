"""Did not go back: of whom, since when, over how long, and what is not known. Pure.

Protocol `did-not-go-back-12/3`: the definition behind the figure. A changed rule is a new number, never a quiet change.

- Of whom: people who, at the start, had bought within the last twelve months. Relatives and people who never bought are
  not in it; people who had bought earlier are a second tier with a figure of its own.
- Since when: the month of the first held contact, letters that were answered and read included. Not the ending: a clock
  that starts at the end hides those who went back while they came.
- Going back: the first completed purchase told, in Sweden or abroad, in person or remote. An attempt is none.
- Over how long: twelve months. Whoever was followed for ten or more is known at twelve; a purchase in the twelfth month
  counts as going back. A purchase that was told earlier stays known, and so can only lower the share. The same is
  counted at six and at 24 months, each with its own window and its own name (`did-not-go-back-6/3`, `…-24/3`).
- Due: the window, to fifteen months, has closed. Whoever has not come so far is not counted either way.
- Since `/1`: whoever came for somebody else's sake is in no tier, whatever stands there about purchases; and a purchase
  that was told without its month leaves a gap, as an unsaid answer does.
- Since `/2`: where only the last month was told, or an earlier one was skipped, the earliest purchase told is not known
  to be the first. Somebody had gone back by then; before it there is a gap.
- Whom a sister unit asks is counted there, and not here.
- Not known: said no (or had said that nobody may ask, or not then), or lost: not reached, not asked, let the time run
  out, answered without saying, died. Whoever went back and will not say so is among these: hence worst and best case
  first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from . import asking, months
from .bounds import Bounds, bounds
from .lives import Life
from .proportions import Basis, Proportion, proportion

RECENT = frozenset({"last_12_months"})
EARLIER = frozenset({"earlier"})  # the second tier: had bought, but not within the year
_OF_AN_ANSWER = frozenset({"window", "went_back", "followed_to", "first_purchase", "first_known", "purchases"})
FOR_SOMEBODY_ELSE = frozenset({"relative", "professional"})  # in no tier, whatever stands there about purchases


@dataclass(frozen=True)
class Window:
    """After how many months one asks, and how many before and after still belong to it."""

    months: int
    before: int
    after: int

    @property
    def definition(self) -> str:
        """What is counted in it."""
        return f"did-not-go-back-{self.months}/3"


HALF_A_YEAR, YEAR, TWO_YEARS = Window(6, 1, 2), Window(12, 2, 3), Window(24, 3, 3)
WINDOWS = (HALF_A_YEAR, YEAR, TWO_YEARS)
DEFINITION, HORIZON = YEAR.definition, YEAR.months


class Known(Enum):
    """What is known about one life at the end of a window."""

    CLEAN = "did not go back"
    BACK = "went back"
    DECLINED = "said no to being asked"
    LOST = "not known"
    NOT_DUE = "the time has not passed"


@dataclass(frozen=True)
class Answer:
    """One follow-up as it was answered. A later one of the same window, after the same ending, corrects it.

    `first_known`: whether the earliest purchase told was the first; else it had happened by that month.
    """

    went_back: str | None = None
    followed_to: int | None = None
    first_purchase: int | None = None
    first_known: bool = True


@dataclass(frozen=True)
class Outcome(Basis):
    """How many of whom, so many months from the first held contact."""

    started: int
    due: int
    clean: int
    back: int
    declined: int
    lost: int
    definition: str = DEFINITION
    horizon: int | None = field(default=HORIZON, kw_only=True)
    withheld: str = field(default="", kw_only=True)

    @property
    def numerator(self) -> int:
        """So many are known not to have gone back."""
        return self.clean

    @property
    def denominator(self) -> int:
        """So many are due, whatever is known of them."""
        return self.due

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


def did_not_go_back(
    lives: Iterable[Life], *, month: str, baseline: frozenset[str] = RECENT, window: Window = YEAR
) -> Outcome:
    """Count the baseline's lives as they are seen from a month."""
    how = [known(life, window, month=month) for life in started(lives, baseline=baseline)]
    return Outcome(
        started=len(how),
        due=sum(one is not Known.NOT_DUE for one in how),
        clean=how.count(Known.CLEAN),
        back=how.count(Known.BACK),
        declined=how.count(Known.DECLINED),
        lost=how.count(Known.LOST),
        definition=window.definition,
        horizon=window.months,
    )


def started(lives: Iterable[Life], *, baseline: frozenset[str] = RECENT) -> list[Life]:
    """Of whom: the baseline's lives whose clock has started, and who came for their own sake and are asked here."""
    own = (life for life in lives if life.last("concerns") not in FOR_SOMEBODY_ELSE and not life.asked_elsewhere)
    return [life for life in own if life.last("baseline") in baseline and life.held]


def at_twelve(life: Life, *, month: str) -> Known:
    """What is known about one life after a year."""
    return known(life, YEAR, month=month)


def known(life: Life, window: Window, *, month: str) -> Known:
    """What is known about one life at the end of a window, seen from a month."""
    if life.clock is None or months.number(month) <= life.clock + window.months + window.after:
        return Known.NOT_DUE
    answers = answers_of(life)
    if any(_back(answer, window) for answer in answers):
        return Known.BACK
    if _is_clean(answers, window):
        return Known.CLEAN
    asked = f"followup_{window.months}"
    said_no = life.last(asked) in {"declined", "not_agreed"} or (
        life.last(asked) is None and asking.said_no(life, window.months)
    )
    return Known.DECLINED if said_no else Known.LOST


def answers_of(life: Life) -> list[Answer]:
    """The answers of a life, one for each window of each ending: facts that were put in together, the last standing."""
    groups: list[dict[str, str]] = []
    reopened = 0
    for kind, code, _ in life.facts:
        reopened += kind == "reopened"
        key = "window" if kind.startswith("followup_") and code == "answered" else kind
        if key not in _OF_AN_ANSWER:
            continue
        if not groups or key in groups[-1]:
            groups.append({})
        groups[-1][key] = f"{kind} {reopened}" if key == "window" else code
    by_window = {group.get("window", f"unnamed {place}"): group for place, group in enumerate(groups)}
    return [_answer(group) for group in by_window.values()]


def _answer(group: Mapping[str, str]) -> Answer:
    """An answer of its facts. Before there was a fact for it: who told how many had told month by month."""
    known_first = group.get("first_known", "no" if group.get("purchases") == "unsaid" else "yes") == "yes"
    went_back, followed_to, first = (group.get(kind) for kind in ("went_back", "followed_to", "first_purchase"))
    return Answer(went_back, _months(followed_to), _months(first), known_first)


def _back(answer: Answer, window: Window) -> bool:
    if answer.went_back != "yes":
        return False
    if answer.first_purchase is not None:
        return answer.first_purchase <= window.months
    # When is not known: it was within that time for certain only if the answer itself came in the window.
    return answer.followed_to is not None and answer.followed_to <= window.months + window.after


def _is_clean(answers: list[Answer], window: Window) -> bool:
    """Each answer speaks of the time since the one before, so a gap cannot be filled by a later one.

    Gaps are left by an unsaid one, and by a purchase of which it is not known that it was the first, or not its month:
    it may have come at any time before.
    """
    for answer in sorted(answers, key=lambda one: one.followed_to or 0):
        if _clean(answer, window):
            return True
        if answer.went_back in {"unsaid", "yes"}:
            return False
    return False


def _clean(answer: Answer, window: Window) -> bool:
    far_enough = answer.followed_to is not None and answer.followed_to >= window.months - window.before
    if answer.went_back == "yes":
        first = answer.first_purchase if answer.first_known else None
        return far_enough and first is not None and first > window.months
    return far_enough and answer.went_back in {"no", "attempt"}


def _months(code: str | None) -> int | None:
    return None if code is None else int(code[1:])
