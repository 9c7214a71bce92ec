"""What can be said when some are lost: worst and best case, and how much they could change. Pure.

Those who went back are the ones who would rather not answer, so no guess is made about the lost: the worst case lets
every one of them have gone back, the best case none. That is Manski's bound (1989), and needs no assumption at all.

Numbers of people are whole and at least nought; shares lie between nought and one; months are whole. Refused by name:
NoSuchShare (of nobody, fewer than none, a per cent outside nought to a hundred) and NoSuchLevel.
"""

from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist

from .proportions import LEDGER, LEVEL, VERSION, NoSuchLevel, NoSuchShare, clopper_pearson


@dataclass(frozen=True)
class Bounds:
    """Of all whose time has passed: so many did not go back, so many did, and of so many nothing is known."""

    clean: int
    back: int
    lost: int
    definition: str
    horizon: int | None = None
    method: str = "worst and best case"
    withheld: str = ""
    version: str = VERSION
    source: str = LEDGER

    @property
    def numerator(self) -> int:
        """Those of whom it is known that they did not go back."""
        return self.clean

    @property
    def denominator(self) -> int:
        """Everybody, known and not known."""
        return self.clean + self.back + self.lost

    @property
    def low(self) -> float:
        """The share if everybody who is lost went back."""
        return self.clean / self.denominator

    @property
    def high(self) -> float:
        """The share if nobody who is lost went back."""
        return (self.clean + self.lost) / self.denominator


def bounds(
    *, clean: int, back: int, lost: int, definition: str, horizon: int | None = None, source: str = LEDGER
) -> Bounds:
    """Worst and best case. Raises NoSuchShare of nobody, of fewer than none, or of what is no number."""
    if not all(0 <= number < inf for number in (clean, back, lost)) or clean + back + lost == 0:
        raise NoSuchShare
    return Bounds(clean, back, lost, definition, horizon, source=source)


def tipping(known: Bounds, per_cent: int) -> int | None:
    """How many of the lost may have gone back for `per_cent` still to hold for all; None when it cannot hold.

    Raises NoSuchShare for a per cent outside nought to a hundred.
    """
    if not 0 <= per_cent <= 100:
        raise NoSuchShare
    needed = -(-per_cent * known.denominator // 100)
    left = known.clean + known.lost - needed
    return None if left < 0 else min(left, known.lost)


def candour(back: int, answered: int, *, of_a_hundred: int) -> float:
    """The share that did not go back, if only so many of a hundred who went back say so: 1 − reported / candour.

    Nobody is thought to say that they went back without having done so. Raises NoSuchShare.
    """
    if not 0 <= back <= answered or not 0 < answered < inf or not 0 < of_a_hundred <= 100:
        raise NoSuchShare
    return max(0.0, 1 - (back / answered) / (of_a_hundred / 100))


def imbens_manski(known: Bounds, *, level: float = LEVEL) -> tuple[float, float]:
    """The interval that holds the true share, lost or not, with chance reckoned too (Imbens and Manski 2004).

    Theirs rests on the normal distribution: it is of no width where all went one way, and too narrow for few. So where
    nobody is lost it is the exact one (Clopper and Pearson); and where some are, neither end lies inside the exact one
    of the others: nobody knows more for having lost somebody. Raises NoSuchLevel.
    """
    if not 0 < level < 1:
        raise NoSuchLevel
    answered = known.clean + known.back
    exact = clopper_pearson(known.clean, answered, level=level) if answered else (known.low, known.high)
    if not known.lost:
        return exact
    low, high = _by_the_normal(known, level)
    return min(low, exact[0]), max(high, exact[1])


def _by_the_normal(known: Bounds, level: float) -> tuple[float, float]:
    n = known.denominator
    low_error = sqrt(known.low * (1 - known.low) / n)
    high_error = sqrt(known.high * (1 - known.high) / n)
    widest = max(low_error, high_error)
    normal = NormalDist()
    if widest == 0:
        return known.low, known.high
    wide = (known.high - known.low) / widest
    from_z, to_z = 0.0, normal.inv_cdf(1 - (1 - level) / 2)
    for _ in range(60):
        middle = (from_z + to_z) / 2
        if normal.cdf(middle + wide) - normal.cdf(-middle) < level:
            from_z = middle
        else:
            to_z = middle
    return max(0.0, known.low - to_z * low_error), min(1.0, known.high + to_z * high_error)
