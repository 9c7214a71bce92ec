"""Whatever is asked at no moment, or with no level, is refused by name: nothing is made up for it."""

from math import inf, nan

import numpy as np
import pytest

from kast.figures.survival import (
    Contradictory,
    InfiniteTime,
    NegativeTime,
    aalen_johansen,
    at_landmarks,
    kaplan_meier,
    mean_cumulative,
    rate,
    repeated,
    replicates,
    restricted_mean,
    tabulate,
)
from kast.figures.survival.beta_product import BetaProduct
from kast.figures.survival.identified import at as identified_at
from kast.figures.survival.turnbull import turnbull

TIMES, EVENTS = list(range(1, 21)), [1, 0] * 10
TABLE = tabulate(TIMES, EVENTS)
CURVE = kaplan_meier(TIMES, EVENTS, definition="x/1")
ENDED = aalen_johansen(TIMES, [1, 2] * 10, definition="x/1")
OFTEN = repeated(TIMES, [[1.0]] * 20)
BETWEEN = turnbull([0.0] * 20, [float(time) for time in TIMES])
DRAWN = replicates(TABLE, [6], chance=np.random.default_rng(1), definition="x/1", times=20)

AT = {
    "curve": CURVE.at,
    "curve, error": CURVE.error,
    "curve, interval": CURVE.interval,
    "curve, landmarks": lambda time: at_landmarks(TABLE, [time], definition="x/1"),
    "endings": lambda time: ENDED.at(1, time),
    "endings, landmarks": lambda time: ENDED.at_landmarks(1, [time]),
    "mean number": lambda time: mean_cumulative(OFTEN, time, definition="x/1"),
    "mean time": lambda time: restricted_mean(CURVE, time),
    "drawn": lambda time: replicates(TABLE, [time], chance=np.random.default_rng(1), definition="x/1", times=20),
    "between": BETWEEN.share,
    "identified": lambda time: identified_at([0.0] * 20, TIMES, time, definition="x/1"),
}
WITH = {
    "curve, interval": lambda level: CURVE.interval(6, level=level),
    "curve, interval that cannot be had": lambda level: CURVE.interval(0, level=level),
    "curve, landmarks": lambda level: at_landmarks(TABLE, [6], definition="x/1", level=level),
    "curve, landmarks, log": lambda level: at_landmarks(TABLE, [6], definition="x/1", interval="log", level=level),
    "endings": lambda level: ENDED.at(1, 6, level=level),
    "endings, landmarks": lambda level: ENDED.at_landmarks(1, [6], level=level),
    "mean number": lambda level: mean_cumulative(OFTEN, 6, definition="x/1", level=level),
    "rate": lambda level: rate(OFTEN, definition="x/1", level=level),
    "rate of none": lambda level: rate(repeated(TIMES, [[]] * 20), definition="x/1", level=level),
    "drawn": lambda level: DRAWN.interval(0, level=level),
    "beta product": lambda level: BetaProduct(TABLE, level),
}


@pytest.mark.parametrize("asked", AT)
@pytest.mark.parametrize(("time", "fault"), [(-1, NegativeTime), (nan, InfiniteTime), (inf, InfiniteTime)])
def test_what_is_asked_at_no_moment_is_refused(asked, time, fault):
    AT[asked](6)
    with pytest.raises(fault):
        AT[asked](time)


@pytest.mark.parametrize("asked", WITH)
@pytest.mark.parametrize("level", [-0.5, 0, 1, 95, nan, inf])
def test_a_level_that_is_none_is_refused(asked, level):
    WITH[asked](0.9)
    with pytest.raises(Contradictory):
        WITH[asked](level)
