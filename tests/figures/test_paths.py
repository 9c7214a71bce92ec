"""Products of shares against what is known of them in closed form."""

from math import isclose, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaincinv

from kast.figures.paths import path, product_of_betas, products
from kast.figures.proportions import NoSuchShare, proportion


def share(k, n):
    return proportion(k, n, definition="x")


def moment(betas, power):
    """E(X^power) of a product of independent Betas: the product of rising factorials."""
    return prod(prod((a + step) / (a + b + step) for step in range(power)) for a, b in betas)


@pytest.mark.parametrize(
    ("a", "b", "c"), [(12.5, 7.5, 4.0), (3.0, 9.0, 20.0), (60.0, 4.5, 10.0), (26.5, 229.5, 15.0), (0.5, 3.0, 2.5)]
)
def test_beta_times_beta_is_a_beta_as_the_closed_form_says(a, b, c):
    """Beta(a, b) x Beta(a + b, c) is Beta(a, b + c)."""
    low, high = product_of_betas([(a, b), (a + b, c)])
    assert isclose(low, betaincinv(a, b + c, 0.025), abs_tol=0.001)
    assert isclose(high, betaincinv(a, b + c, 0.975), abs_tol=0.001)


def test_a_chain_of_three_is_a_beta_too():
    a, b, c, d = 8.0, 5.0, 6.0, 11.0
    low, high = product_of_betas([(a, b), (a + b, c), (a + b + c, d)])
    assert isclose(low, betaincinv(a, b + c + d, 0.025), abs_tol=0.001)
    assert isclose(high, betaincinv(a, b + c + d, 0.975), abs_tol=0.001)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0.5, 80), st.floats(0.5, 80)), min_size=2, max_size=4))
def test_mean_and_spread_are_those_of_the_closed_form(betas):
    found = products(betas)
    assert isclose(found.mean(), moment(betas, 1), abs_tol=5e-4)
    assert isclose((found**2).mean(), moment(betas, 2), abs_tol=5e-4)


def test_one_arrow_alone_is_its_own_jeffreys_interval():
    low, high = product_of_betas([(26.5, 229.5)])
    assert isclose(low, betaincinv(26.5, 229.5, 0.025), rel_tol=1e-12)
    assert isclose(high, betaincinv(26.5, 229.5, 0.975), rel_tol=1e-12)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=1, max_size=4))
def test_the_interval_holds_the_product_and_the_order_of_arrows_changes_nothing(pairs):
    arrows = [share(min(k, n), n) for k, n in pairs]
    there, back = path(arrows, definition="x"), path(arrows[::-1], definition="x")
    assert 0 <= there.low <= there.high <= 1
    assert isclose(there.low, back.low, abs_tol=1e-3)
    assert isclose(there.high, back.high, abs_tol=1e-3)


def test_it_is_narrower_than_the_product_of_the_ends_and_the_same_every_time():
    arrows = [share(63, 91), share(40, 60), share(20, 40)]
    found = path(arrows, definition="told-to-third/1")
    assert prod(arrow.low for arrow in arrows) < found.low < found.share < found.high
    assert found.high < prod(arrow.high for arrow in arrows)
    assert found == path(arrows, definition="told-to-third/1")
    assert "Betas" in found.method


def test_nobody_on_an_arrow_begins_at_nought_and_everybody_on_all_ends_at_one():
    assert path([share(0, 20), share(5, 9)], definition="x").low == 0
    assert path([share(20, 20), share(9, 9)], definition="x").high == 1


@pytest.mark.parametrize("betas", [[], [(0, 1)], [(1, -1)], [(float("inf"), 1)], [(1, float("nan"))]])
def test_what_is_no_distribution_is_refused(betas):
    with pytest.raises(NoSuchShare):
        product_of_betas(betas)


def test_no_arrows_are_no_path():
    with pytest.raises(NoSuchShare):
        path([], definition="x")
