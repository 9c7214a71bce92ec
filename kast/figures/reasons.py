"""What has held people back, as they tell it when they are asked later. Pure.

Protocol `reasons-told/1`. A changed rule is a new number, never a quiet change.

- Of whom: lives that had bought at the start, within the year or earlier, and are here for themselves; of these, the
  ones who have answered the question about reasons at least once. Whoever left it out is not among them.
- What: the latest answer in which it was filled in. A reason counts when its importance was one or more of ten; it
  mattered much when it was six or more.
- It is what people say held them back. It is not what would have happened without it: no number here is the effect of
  the law, of the talks or of anything else, and nothing that stands beside it may say so.
- Withheld: everything while fewer than ten have answered; a reason that one to four named, or that all but at most four
  named, since it would tell of each of them; how many it mattered much to, where either part would be that small.

`Proportion` carries numerator, denominator, interval and method (exact, Clopper and Pearson 1934).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .lives import Life
from .outcome import EARLIER, FOR_SOMEBODY_ELSE, RECENT
from .proportions import TEN, Basis, Proportion, proportion
from .suppression import FEW

DEFINITION = "reasons-told/1"
REASONS = ("law", "caught", "partner", "money", "shame", "other_person", "talks", "other")
NONE = "none"


class UnknownReason(ValueError):
    """A code that the question does not offer."""


class Contradicted(ValueError):
    """A reason that mattered much and was not told."""


@dataclass(frozen=True)
class Told:
    """One answer: the reasons that mattered, and those of them that mattered much."""

    reasons: frozenset[str]
    strong: frozenset[str]


@dataclass(frozen=True)
class Reason:
    """How many told it, and to how many of these it mattered much; None where it is withheld."""

    code: str
    told: Proportion | None
    strong: Proportion | None


@dataclass(frozen=True)
class Reasons(Basis):
    """Of so many who answered the question; `rows` are empty while too few have."""

    answered: int
    rows: tuple[Reason, ...]
    definition: str = DEFINITION
    withheld: str = ""

    @property
    def denominator(self) -> int:
        """So many answered; each row has its own numerator."""
        return self.answered


def reasons(lives: Iterable[Life]) -> Reasons:
    """Count what was told, the most told first. Raises UnknownReason, Contradicted."""
    own = (life for life in lives if life.last("concerns") not in FOR_SOMEBODY_ELSE and not life.asked_elsewhere)
    told = [latest(life) for life in own if life.last("baseline") in RECENT | EARLIER]
    return counted([one for one in told if one is not None])


def counted(told: list[Told]) -> Reasons:
    """The same from the answers themselves, one for each person."""
    if len(told) < TEN:
        return Reasons(len(told), (), withheld="fewer than ten")
    rows = [_row(code, told) for code in REASONS]
    rows.sort(key=lambda row: -row.told.numerator if row.told else 1)
    return Reasons(len(told), tuple(rows))


def latest(life: Life) -> Told | None:
    """What a life told the last time it answered the question; None where it never did.

    The facts of one answer are put in together, after the fact that the window was answered.
    """
    answers: list[tuple[set[str], set[str]]] = []
    for kind, code, _ in life.facts:
        if kind.startswith("followup_") and code == "answered":
            answers.append((set(), set()))
        elif kind in {"reason_told", "reason_strong"}:
            if code not in REASONS and (code != NONE or kind == "reason_strong"):
                raise UnknownReason(code)
            if not answers:
                answers.append((set(), set()))
            answers[-1][kind == "reason_strong"].add(code)
    filled_in = [answer for answer in answers if answer[0] or answer[1]]
    if not filled_in:
        return None
    named, strong = filled_in[-1]
    if not strong <= named or (NONE in named and len(named) > 1):
        raise Contradicted(sorted(strong - named))
    return Told(frozenset(named - {NONE}), frozenset(strong))


def _row(code: str, told: list[Told]) -> Reason:
    named = [one for one in told if code in one.reasons]
    k, much = len(named), sum(code in one.strong for one in named)
    if _tells(k, len(told)):
        return Reason(code, None, None)
    share = proportion(k, len(told), definition=f"{DEFINITION}:told")
    if k < TEN or _tells(much, k):
        return Reason(code, share, None)
    return Reason(code, share, proportion(much, k, definition=f"{DEFINITION}:mattered-much"))


def _tells(part: int, whole: int) -> bool:
    """Whether the part, or what is left of the whole, is so small that it tells of single people."""
    return 0 < part < FEW or whole - part < FEW
