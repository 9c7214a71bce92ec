"""What becomes of a share under a stated guess about the lost. Sensitivity only: never the figure itself. Pure.

Those who went back are the ones who would rather not answer, so "missing at random" is not a weak assumption here but a
wrong one (docs/decisions/0005). Worst and best case lead; what stands here shows only how much a guess would change,
and each result says of itself that it is `sensitivity only`.

- Multiple imputation: within each stratum the share is drawn from its beta posterior (Jeffreys' prior), and the lost
  from it; the rounds are pooled by Rubin (1987) with the degrees of freedom of Barnard and Rubin (1999), on the scale
  of log-odds, since the plain interval can pass a hundred per cent.
- Delta: the lost are thought to have odds of not having gone back that are e^−delta times those of the known. Nought is
  missing at random; larger is worse; at the far end stands the worst case.
- Inverse probability weights: each stratum's known stand for its lost (Horvitz and Thompson 1952; as post-strata), with
  the exact interval at the effective number of people (Korn and Graubard 1998).

Numbers of people are whole; shares lie between nought and one; variances are of shares. Refused by name: NoSuchSample
(no strata or rounds, negative or infinite numbers, a delta beyond reckoning, nobody known in a stratum, contradictory
counts), NoSuchLevel.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, inf, isfinite, log, sqrt
from typing import TYPE_CHECKING

from .proportions import LEDGER, LEVEL, VERSION, NoSuchLevel

if TYPE_CHECKING:
    from numpy.random import Generator

ONLY = "sensitivity only"
ROUNDS = 50
FARTHEST = 700.0  # in log-odds; beyond it e to its power is no number that can be reckoned with


class NoSuchSample(ValueError):
    """Strata, rounds or variances that cannot be."""


@dataclass(frozen=True)
class Stratum:
    """People alike in what is known of all: of those whose time has passed, so many are clean, back and lost."""

    clean: int
    back: int
    lost: int

    @property
    def known(self) -> int:
        """Those of whom it is known how it went."""
        return self.clean + self.back

    @property
    def all(self) -> int:
        """Everybody."""
        return self.known + self.lost


@dataclass(frozen=True)
class Pooled:
    """Several rounds as one: the estimate, its parts of variance, its degrees of freedom and interval."""

    estimate: float
    within: float
    between: float
    total: float
    increase: float  # r: how much the missing enlarge the variance
    part_missing: float  # lambda: the part of the variance that comes from the missing
    information_missing: float  # fmi, with the degrees of freedom reckoned in
    df_rubin: float
    df: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """The standard error."""
        return sqrt(self.total)


@dataclass(frozen=True)
class Sensitivity:
    """A share under a guess, with its interval. It is never a figure of its own, and says so."""

    share: float
    low: float
    high: float
    numerator: int  # known not to have gone back
    denominator: int  # everybody, known or not
    known: int
    method: str
    guess: str
    definition: str
    horizon: int | None = None
    level: float = LEVEL
    withheld: str = ""
    version: str = VERSION
    source: str = LEDGER
    use: str = field(default=ONLY, init=False)


def pool(
    estimates: Sequence[float], variances: Sequence[float], *, people: int, parameters: int = 1, level: float = LEVEL
) -> Pooled:
    """Rubin's rules with Barnard's and Rubin's degrees of freedom, for at least two rounds of one estimate each.

    `people` is how many stood in the complete data, `parameters` how many were estimated from them.
    Raises NoSuchSample, NoSuchLevel.
    """
    from scipy.special import stdtrit  # noqa: PLC0415 -- not at start-up

    rounds = len(estimates)
    if rounds < 2 or len(variances) != rounds or not 1 <= parameters < people < inf:
        raise NoSuchSample
    if not all(isfinite(one) for one in (*estimates, *variances)) or min(variances) <= 0:
        raise NoSuchSample
    if not 0 < level < 1:
        raise NoSuchLevel
    middle, within = sum(estimates) / rounds, sum(variances) / rounds
    between = sum((one - middle) ** 2 for one in estimates) / (rounds - 1)
    from_rounds = (1 + 1 / rounds) * between
    total = within + from_rounds
    increase, part = from_rounds / within, from_rounds / total
    complete = people - parameters
    observed = (complete + 1) / (complete + 3) * complete * (1 - part)
    df_rubin = (rounds - 1) / part**2 if part else inf
    df = observed if df_rubin == inf else df_rubin * observed / (df_rubin + observed)
    half = float(stdtrit(df, 1 - (1 - level) / 2)) * sqrt(total)
    return Pooled(
        estimate=middle,
        within=within,
        between=between,
        total=total,
        increase=increase,
        part_missing=part,
        information_missing=(increase + 2 / (df + 3)) / (increase + 1),
        df_rubin=df_rubin,
        df=df,
        low=middle - half,
        high=middle + half,
    )


def imputed(
    strata: Sequence[Stratum],
    generator: "Generator",
    *,
    definition: str,
    horizon: int | None = None,
    delta: float = 0.0,
    rounds: int = ROUNDS,
    level: float = LEVEL,
    source: str = LEDGER,
) -> Sensitivity:
    """The share if the lost of each stratum are like its known, or worse by `delta` in log-odds.

    The generator makes it repeatable: the same seed, the same result. A half is added to clean and to back in each
    round (Haldane and Anscombe), so that log-odds stand also where nobody went back. Raises NoSuchSample, NoSuchLevel.
    """
    _check(strata)
    if rounds < 2 or not abs(delta) <= FARTHEST:
        raise NoSuchSample
    people = sum(stratum.all for stratum in strata)
    logits, variances = [], []
    for _ in range(rounds):
        clean = 0
        for stratum in strata:
            drawn = float(generator.beta(stratum.clean + 0.5, stratum.back + 0.5))
            clean += stratum.clean + int(generator.binomial(stratum.lost, _shifted(drawn, delta)))
        well, ill = clean + 0.5, people - clean + 0.5
        logits.append(log(well / ill))
        variances.append(1 / well + 1 / ill)
    pooled = pool(logits, variances, people=max(2, people), level=level)
    guess = "missing at random within strata" if delta == 0 else f"odds of the lost times {exp(-delta):.3g}"
    return Sensitivity(
        _share(pooled.estimate),
        _share(pooled.low),
        _share(pooled.high),
        *_counts(strata),
        method=f"multiple imputation, {rounds} rounds, Barnard–Rubin",
        guess=guess,
        definition=definition,
        horizon=horizon,
        level=level,
        source=source,
    )


def weighted(
    strata: Sequence[Stratum],
    *,
    definition: str,
    horizon: int | None = None,
    level: float = LEVEL,
    source: str = LEDGER,
) -> Sensitivity:
    """The share if each stratum's lost are like its known, by weights and without chance. Raises as `imputed`."""
    from scipy.special import betaincinv  # noqa: PLC0415 -- not at start-up

    _check(strata)
    if not 0 < level < 1:
        raise NoSuchLevel
    people, known = sum(stratum.all for stratum in strata), sum(stratum.known for stratum in strata)
    share, variance = 0.0, 0.0
    for stratum in strata:
        part, own = stratum.all / people, stratum.clean / stratum.known
        share += part * own
        variance += part**2 * own * (1 - own) / stratum.known
    effective = min(known, share * (1 - share) / variance) if variance else known
    some, rest, tail = share * effective, (1 - share) * effective, (1 - level) / 2
    none, whole = all(not one.clean for one in strata), all(not one.back for one in strata)
    return Sensitivity(
        share,
        0.0 if none else float(betaincinv(some, rest + 1, tail)),
        1.0 if whole else float(betaincinv(some + 1, rest, 1 - tail)),
        *_counts(strata),
        method="inverse probability weights, Korn–Graubard interval",
        guess="missing at random within strata",
        definition=definition,
        horizon=horizon,
        level=level,
        source=source,
    )


def _check(strata: Sequence[Stratum]) -> None:
    numbers = [number for one in strata for number in (one.clean, one.back, one.lost)]
    if not all(0 <= number < inf for number in numbers) or not strata or any(one.known == 0 for one in strata):
        raise NoSuchSample


def _counts(strata: Sequence[Stratum]) -> tuple[int, int, int]:
    return sum(one.clean for one in strata), sum(one.all for one in strata), sum(one.known for one in strata)


def _shifted(share: float, delta: float) -> float:
    """The share whose odds are e^−delta times those of `share`; nought and one stay what they are."""
    if not 0 < share < 1:
        return share
    return _share(log(share / (1 - share)) - delta)


def _share(logit: float) -> float:
    return 1 / (1 + exp(-logit)) if logit > 0 else exp(logit) / (1 + exp(logit))
