import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.survival import Contradictory, Table, Unordered, kaplan_meier, replicates, tabulate

from .people import groups, split, unhurried
from .published import AML, MAINTAINED


def draw(table, at, *, seed=1, times=1000, **more):
    return replicates(table, at, chance=np.random.default_rng(seed), definition="x/1", times=times, **more)


def test_the_spread_is_Greenwoods_error():
    table = tabulate(*AML)
    assert draw(table, [23], times=4000).error(0) == pytest.approx(
        kaplan_meier(*AML, definition="x/1").error(23), rel=0.05
    )


def test_where_nobody_is_lost_the_drawn_shares_are_binomial():
    table = tabulate([6] * 30 + [12] * 70, [1] * 30 + [0] * 70)
    found = draw(table, [6], times=20_000)
    shares, counts = np.unique(np.rint(found.shares[:, 0] * 100), return_counts=True)
    from scipy.stats import binom

    expected = binom.pmf(shares, 100, 0.7) * 20_000
    often = expected > 20
    assert ((counts - expected)[often] ** 2 / expected[often]).sum() < 90  # some forty degrees of freedom
    assert found.interval(0) == pytest.approx(tuple(binom.ppf([0.025, 0.975], 100, 0.7) / 100), abs=0.011)


def test_drawing_counts_is_drawing_people():
    """The same distribution as drawing people one by one with their time and event, as Efron does."""
    times, events = map(np.array, AML)
    chance = np.random.default_rng(7)
    drawn = []
    for _ in range(2000):
        who = chance.integers(0, times.size, times.size)
        curve = kaplan_meier(times[who], events[who], definition="x/1")
        drawn.append(curve.at(13))
    found = draw(tabulate(*AML), [13], times=2000).shares[:, 0]
    assert found.mean() == pytest.approx(np.mean(drawn), abs=0.01)
    assert found.std() == pytest.approx(np.std(drawn), rel=0.05)
    assert (found < 0.6).mean() == pytest.approx((np.array(drawn) < 0.6).mean(), abs=0.03)


@unhurried
@given(groups, st.integers(0, 2**32 - 1))
def test_each_drawn_share_is_the_curve_of_the_drawn_people(people, seed):
    table = tabulate(*split(people))
    found = draw(table, [0, 3, 7.5, 12], seed=seed, times=5)
    cells = np.concatenate([table.events, table.censored])
    kept = np.flatnonzero(cells)
    again = np.random.default_rng(seed).multinomial(table.people, cells[kept] / table.people, size=5)
    for drawn, shares in zip(again, found.shares, strict=True):
        full = np.zeros(cells.size, np.int64)
        full[kept] = drawn
        rows = table.times.size
        some = full[:rows] + full[rows:] > 0
        curve = kaplan_meier([0], [0], definition="x/1")
        curve = type(curve)(Table(table.times[some], full[:rows][some], full[rows:][some]), "x/1", "months")
        for at, share in zip(found.at, shares, strict=True):
            last, gone = curve.horizon, curve.shares[-1] <= 1e-9
            if at > last and not gone:
                assert np.isnan(share)
            else:
                assert share == pytest.approx(curve.at(at), abs=1e-9)


def test_the_same_seed_draws_the_same_and_batches_do_not_show(monkeypatch):
    table = tabulate(*AML)
    once = draw(table, [13, 23]).shares
    assert (draw(table, [13, 23]).shares == once).all()
    assert (draw(table, [13, 23], seed=2).shares != once).any()
    monkeypatch.setattr("kast.figures.survival.bootstrap.AT_ONCE", 1)
    assert (draw(table, [13, 23]).shares == once).all()


def test_what_is_withheld_of_the_curve_is_withheld_of_its_replicates():
    found = draw(tabulate(*MAINTAINED), [13, 100])
    assert found.withheld == ("", "few_observed")
    assert (found.interval(1), found.error(1)) == (None, None)
    assert found.interval(0)[0] < kaplan_meier(*MAINTAINED, definition="x/1").at(13) < found.interval(0)[1]
    assert draw(tabulate(*MAINTAINED), [13], part=True).withheld == ("few_started",)
    assert (found.numerator, found.denominator, found.horizon, found.method) == (7, 11, 100, "bootstrap of people")


def test_once_is_no_bootstrap_and_landmarks_go_up():
    with pytest.raises(Contradictory):
        draw(tabulate(*AML), [13], times=1)
    with pytest.raises(Unordered):
        draw(tabulate(*AML), [13, 6])
