from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.missing import NoSuchSample, Stratum, imputed, pool, weighted
from kast.figures.proportions import NoSuchLevel, clopper_pearson

POLICE, SELF = Stratum(7, 3, 30), Stratum(49, 1, 10)  # the toy of the design: 10 of 40 and 50 of 60 are known
Q, U = (0.90, 0.95, 0.92, 0.88, 0.94), (0.0016, 0.0010, 0.0013, 0.0019, 0.0011)

strata = st.lists(
    st.builds(Stratum, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).filter(lambda one: one.known),
    min_size=1,
    max_size=4,
)


def generator(seed=1):
    return np.random.default_rng(seed)


def test_rounds_are_pooled_as_by_Rubin_1987_and_Barnard_and_Rubin_1999_against_R():
    found = pool(Q, U, people=60)
    assert found.estimate == pytest.approx(0.918)
    assert (found.within, found.between, found.total) == pytest.approx((0.00138, 0.00082, 0.002364))
    assert found.error == pytest.approx(0.0486210, abs=5e-8)
    assert found.increase == pytest.approx(0.713043, abs=5e-7)
    assert found.part_missing == pytest.approx(0.416244, abs=5e-7)
    assert found.df_rubin == pytest.approx(23.0869, abs=5e-5)
    assert found.df == pytest.approx(13.6394, abs=5e-5)
    assert found.information_missing == pytest.approx(0.486409, abs=5e-7)
    assert (found.low, found.high) == pytest.approx((0.8135, 1.0225), abs=5e-5)


def test_rounds_that_agree_leave_the_interval_of_the_complete_data():
    from scipy.stats import t

    found = pool([0.5, 0.5, 0.5], [0.01, 0.01, 0.01], people=30)
    assert found.df == pytest.approx(29 * 30 / 32)
    assert found.high == pytest.approx(0.5 + 0.1 * t.ppf(0.975, found.df))


def test_weights_give_the_toy_of_the_design_86_8_where_the_known_alone_give_93_3():
    found = weighted([POLICE, SELF], definition="x/1", horizon=12)
    assert found.share == pytest.approx(0.868)
    assert (found.numerator, found.known, found.denominator) == (56, 60, 100)
    assert round(100 * found.numerator / found.known, 1) == 93.3
    assert found.low < 0.868 < found.high


def test_with_one_stratum_the_weights_change_nothing_and_the_interval_is_the_exact_one():
    found = weighted([Stratum(57, 3, 40)], definition="x/1")
    assert (found.low, found.high) == pytest.approx(clopper_pearson(57, 60))


def test_drawn_often_enough_imputation_comes_to_what_the_weights_say():
    found = imputed([POLICE, SELF], generator(), definition="x/1", rounds=4000)
    drawn = 7 + 30 * 7.5 / 11 + 49 + 10 * 49.5 / 51  # with Jeffreys' half in each draw
    assert found.share == pytest.approx(drawn / 100, abs=0.01)


def test_an_interval_by_imputation_stays_under_a_hundred_per_cent():
    found = imputed([Stratum(40, 0, 20)], generator(), definition="x/1")
    assert found.share < found.high < 1


def test_the_worse_the_guess_the_lower_the_share_down_to_the_worst_case():
    shares = [
        imputed([POLICE, SELF], generator(), definition="x/1", delta=delta).share for delta in (-30, -1, 0, 1, 2, 30)
    ]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] == pytest.approx(56.5 / 101)
    assert shares[0] == pytest.approx(96.5 / 101)


def test_each_says_of_itself_that_it_is_sensitivity_only():
    for found in (
        weighted([POLICE, SELF], definition="x/1", horizon=12),
        imputed([POLICE, SELF], generator(), definition="x/1", horizon=12),
        imputed([POLICE, SELF], generator(), definition="x/1", horizon=12, delta=1),
    ):
        assert found.use == "sensitivity only"
        assert (found.definition, found.horizon, found.version, found.source) == ("x/1", 12, "1", "ledger")
        assert found.method
        assert found.guess
    with pytest.raises(TypeError):
        type(found)(0.5, 0, 1, 1, 2, 2, "m", "g", "x/1", use="the figure")
    assert "0.368" in found.guess


def test_the_same_seed_gives_the_same_result():
    one, two = (imputed([POLICE, SELF], generator(7), definition="x/1") for _ in range(2))
    assert one == two


@given(strata)
def test_a_guess_never_leaves_the_worst_and_the_best_case(some):
    found = weighted(some, definition="x/1")
    clean, lost = sum(one.clean for one in some), sum(one.lost for one in some)
    people = sum(one.all for one in some)
    assert clean / people - 1e-9 <= found.share <= (clean + lost) / people + 1e-9
    assert 0 <= found.low <= found.share + 1e-9
    assert found.share - 1e-9 <= found.high <= 1


@given(strata, st.randoms())
def test_the_order_of_the_strata_changes_nothing_and_the_mirror_mirrors(some, random):
    here = weighted(some, definition="x/1")
    mixed = list(some)
    random.shuffle(mixed)
    there = weighted(mixed, definition="x/1")
    mirror = weighted([Stratum(one.back, one.clean, one.lost) for one in some], definition="x/1")
    assert (there.share, there.low, there.high) == pytest.approx((here.share, here.low, here.high))
    assert (1 - mirror.share, 1 - mirror.high, 1 - mirror.low) == pytest.approx((here.share, here.low, here.high))


@pytest.mark.parametrize("some", [[], [Stratum(0, 0, 4)], [Stratum(-1, 2, 0)], [Stratum(1, 1, -1)]])
def test_strata_that_cannot_be_are_refused(some):
    with pytest.raises(NoSuchSample):
        weighted(some, definition="x/1")
    with pytest.raises(NoSuchSample):
        imputed(some, generator(), definition="x/1")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: pool([0.5], [0.1], people=9),
        lambda: pool([0.5, 0.6], [0.1], people=9),
        lambda: pool([0.5, 0.6], [0.1, 0], people=9),
        lambda: pool([0.5, float("nan")], [0.1, 0.1], people=9),
        lambda: pool([0.5, 0.6], [0.1, 0.1], people=1),
        lambda: imputed([POLICE], generator(), definition="x/1", rounds=1),
        lambda: imputed([POLICE], generator(), definition="x/1", delta=float("inf")),
    ],
)
def test_rounds_that_cannot_be_are_refused(ask):
    with pytest.raises(NoSuchSample):
        ask()


def test_a_level_that_is_none_is_refused():
    with pytest.raises(NoSuchLevel):
        weighted([POLICE], definition="x/1", level=95)
    with pytest.raises(NoSuchLevel):
        imputed([POLICE], generator(), definition="x/1", level=1)


@pytest.mark.parametrize("delta", [-800.0, 800.0, inf, -inf, nan])
def test_a_guess_beyond_reckoning_is_refused(delta):
    with pytest.raises(NoSuchSample):
        imputed([POLICE], generator(), definition="x/1", delta=delta)
    for far in (-700.0, 700.0):
        assert 0 <= imputed([POLICE], generator(), definition="x/1", delta=far).share <= 1


@pytest.mark.parametrize("number", [inf, -inf, nan, -1])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_is_no_number_of_people_is_refused(number, place):
    numbers = [7, 3, 30]
    numbers[place] = number
    for sample in ([Stratum(*numbers)], [SELF, Stratum(*numbers)]):
        with pytest.raises(NoSuchSample):
            imputed(sample, generator(), definition="x/1")
        with pytest.raises(NoSuchSample):
            weighted(sample, definition="x/1")


@pytest.mark.parametrize("given", [{"people": inf}, {"people": nan}, {"people": 100, "parameters": nan}])
def test_rounds_of_no_number_of_people_are_not_pooled(given):
    with pytest.raises(NoSuchSample):
        pool(Q, U, **given)
