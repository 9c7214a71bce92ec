"""What has been said in public, and what the unit's own figures allow one to say about it. Pure, over claims.yaml.

The published claims are shipped; a unit puts in more of its own (own_claims.py), which are judged in the same way.

A verdict is worked out, never written. In this order:

1. What is about others (another place, another time, the whole country), or of what we do not count, cannot be known
   from our figures.
2. Without figures of our own, nothing can be known.
3. Contradicted: not even the best case reaches it (a share of people who do not go back only falls with time, so this
   holds for a claim without a time too, or a longer one); for a claim "about so many": our interval lies beside it.
4. What does not say of how many, over what time or how people were asked cannot be known: nothing could support it.
5. Supported: even the worst case reaches it, over the same time; our whole interval lies within it.
6. Else it is not contradicted: our figures fit it, and much else too.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from .bounds import Bounds, tipping
from .outcome import HORIZON
from .proportions import TEN, Proportion


class Verdict(Enum):
    """What can be said of a claim."""

    SUPPORTED = "supported"
    NOT_CONTRADICTED = "not_contradicted"
    CONTRADICTED = "contradicted"
    UNKNOWABLE = "unknowable"


class Why(Enum):
    """Why a claim cannot be known."""

    ABOUT_OTHERS = "about_others"
    NOT_MEASURED = "not_measured"
    TOO_FEW = "too_few"
    OF_HOW_MANY = "of_how_many"
    OVER_WHAT_TIME = "over_what_time"
    HOW_ASKED = "how_asked"


MISSING = (Why.OF_HOW_MANY, Why.OVER_WHAT_TIME, Why.HOW_ASKED)


@dataclass(frozen=True)
class Claim:
    """One published claim: its words and source by language, when, of which kind, and what it leaves unsaid."""

    key: str
    said: dict[str, str]
    label: dict[str, str]
    source: dict[str, str]
    year: int | None
    kind: str  # outcome; reach; unmeasured: about KAST, but not counted here; context: a number about others
    everybody: bool  # of everybody who came, as our figure is; not only of those who stayed to the end
    at_least: int | None
    about: tuple[float, float] | None
    shown: tuple[float, float] | None  # what was said, on an axis from nought to a hundred
    denominator_known: bool
    horizon: int | None  # months
    method_known: bool
    needed: dict[str, str]
    date: str = ""  # 2018, 2018-05 or 2018-05-03; empty where it is not known
    own: bool = False  # the unit itself put it into the register

    @property
    def missing(self) -> tuple[Why, ...]:
        """What the claim does not say and would have to."""
        timeless = self.kind != "outcome"
        told = (self.denominator_known, self.horizon is not None or timeless, self.method_known)
        return tuple(why for why, stands in zip(MISSING, told, strict=True) if not stands)


@dataclass(frozen=True)
class Ours:
    """Our own figures that claims are held against; None where there are too few, or nobody has counted."""

    outcome: Bounds | None = None
    came_of_told: Proportion | None = None


@dataclass(frozen=True)
class Judgement:
    """The verdict, why, and for an outcome how many of the lost may have gone back for the claim to hold with us."""

    claim: Claim
    verdict: Verdict
    why: tuple[Why, ...] = ()
    ours: Bounds | Proportion | None = None
    may_have_gone_back: int | None = None


def judge(claim: Claim, ours: Ours) -> Judgement:
    """Hold a claim against our own figures."""
    if claim.kind == "outcome" and claim.at_least is not None:
        return _judge_outcome(claim, claim.at_least, ours.outcome)
    if claim.kind == "reach" and claim.about is not None:
        return _judge_reach(claim, claim.about, ours.came_of_told)
    if claim.kind == "context":
        return Judgement(claim, Verdict.UNKNOWABLE, (Why.ABOUT_OTHERS,))
    return Judgement(claim, Verdict.UNKNOWABLE, claim.missing or (Why.NOT_MEASURED,))


def _judge_outcome(claim: Claim, at_least: int, known: Bounds | None) -> Judgement:
    if known is None or known.denominator < TEN:
        return Judgement(claim, Verdict.UNKNOWABLE, (Why.TOO_FEW, *claim.missing))
    reaches = at_least * known.denominator
    left = tipping(known, at_least)
    not_shorter = claim.horizon is None or claim.horizon >= HORIZON
    verdict: Verdict
    why: tuple[Why, ...] = ()
    if claim.everybody and not_shorter and (known.clean + known.lost) * 100 < reaches:
        verdict = Verdict.CONTRADICTED
    elif claim.missing:
        verdict, why = Verdict.UNKNOWABLE, claim.missing
    elif claim.everybody and claim.horizon is not None and claim.horizon <= HORIZON and known.clean * 100 >= reaches:
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.NOT_CONTRADICTED
    return Judgement(claim, verdict, why, known, left)


def _judge_reach(claim: Claim, about: tuple[float, float], share: Proportion | None) -> Judgement:
    if share is None or not share.in_per_cent:
        return Judgement(claim, Verdict.UNKNOWABLE, (Why.TOO_FEW, *claim.missing))
    low, high = about
    if share.high * 100 < low or share.low * 100 > high:
        return Judgement(claim, Verdict.CONTRADICTED, (), share)
    if claim.missing:
        return Judgement(claim, Verdict.UNKNOWABLE, claim.missing, share)
    within = low <= share.low * 100 and share.high * 100 <= high
    return Judgement(claim, Verdict.SUPPORTED if within else Verdict.NOT_CONTRADICTED, (), share)


@cache
def register() -> tuple[Claim, ...]:
    """Every published claim that we know of, in the order of claims.yaml."""
    rows = yaml.safe_load(files(__package__).joinpath("claims.yaml").read_text("utf-8"))
    return tuple(read(row) for row in rows)


def read(row: dict[str, Any]) -> Claim:
    """One claim from its data."""
    return Claim(
        key=row["key"],
        said=row["said"],
        label=row.get("label", row["said"]),
        source=row["source"],
        year=row["year"],
        kind=row["kind"],
        everybody=row.get("everybody", True),
        at_least=row.get("at_least"),
        about=_pair(row.get("about")),
        shown=_pair(row.get("shown")),
        denominator_known=row["denominator_known"],
        horizon=row.get("horizon"),
        method_known=row["method_known"],
        needed=row["needed"],
        date=str(row.get("date") or row["year"] or ""),
        own=row.get("own", False),
    )


def _pair(values: list[float] | None) -> tuple[float, float] | None:
    return (values[0], values[1]) if values else None
