"""Times that are known only to lie in an interval, and the innermost intervals on which their likelihood lives. Pure.

Half-open throughout: (left, right] means *not yet at left, but by right*. An endless right is *not by left, and not
seen after*. Half-open intervals that only touch share no moment, which is where programs with closed ones go wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import Contradictory, InfiniteTime, NegativeTime, NoTimes, Unordered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Innermost:
    """The innermost intervals, and which of them each kind of observation covers.

    `left`, `right`: (m,) their ends, in order. `first`, `last`: (k,) an observation covers the innermost intervals from
    one to the other, both with it. `people`: (k,) how many there are of each. `kind`: (n,) which of these each one is.
    """

    left: "Floats"
    right: "Floats"
    first: "Whole"
    last: "Whole"
    people: "Floats"
    kind: "Whole"


def checked(left: Sequence[float], right: Sequence[float]) -> tuple["Floats", "Floats"]:
    """Both ends as arrays of floats of shape (n,), in the same unit of time.

    Raises NoTimes for nobody, Contradictory for unequal lengths, NegativeTime before nought, InfiniteTime for an
    endless left or what is no number, Unordered where the right end is not after the left.
    """
    import numpy as np  # noqa: PLC0415 -- a tenth of a second at start-up, for pages that few open

    lefts, rights = np.asarray(left, dtype=float), np.asarray(right, dtype=float)
    if lefts.shape != rights.shape or lefts.ndim != 1:
        raise Contradictory
    if not lefts.size:
        raise NoTimes
    if not np.isfinite(lefts).all() or np.isnan(rights).any():
        raise InfiniteTime
    if (lefts < 0).any():
        raise NegativeTime
    if (rights <= lefts).any():
        raise Unordered
    return lefts, rights


def innermost(left: "Floats", right: "Floats") -> Innermost:
    """The innermost intervals of (left, right] (Turnbull 1976; Peto 1973): from a left end to the next right end.

    All mass of a best estimate lies in them. Shapes as in `Innermost`; ends as `checked` returns them.
    """
    import numpy as np  # noqa: PLC0415 -- as above

    lefts, rights = np.unique(left), np.unique(right)
    begins = lefts[np.searchsorted(lefts, rights, side="left") - 1]
    before = np.concatenate(([-np.inf], rights[:-1]))
    kept = before <= begins
    cell_left, cell_right = begins[kept], rights[kept]
    first = np.searchsorted(cell_left, left, side="left")
    last = np.searchsorted(cell_right, right, side="right") - 1
    kinds, kind, people = np.unique(np.stack([first, last]), axis=1, return_inverse=True, return_counts=True)
    return Innermost(cell_left, cell_right, kinds[0], kinds[1], people.astype(float), kind.reshape(-1))
