import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from kast.figures.funnel import NoSuchFunnel, Where, funnel, limit

counts = st.integers(1, 120).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
units = st.dictionaries(st.text("abcdefgåäö", min_size=1, max_size=4), counts, min_size=1, max_size=7).filter(
    lambda given_units: 0 < sum(k for k, _ in given_units.values()) < sum(n for _, n in given_units.values())
)
SEVEN = {"Göteborg": (69, 112), "Stockholm": (80, 120), "Malmö": (20, 44), "Umeå": (2, 30), "Lund": (9, 12)}


def test_a_unit_lies_outside_exactly_where_the_binomial_chance_of_its_count_is_too_small():
    found = funnel(SEVEN, definition="x/1", horizon=12)
    centre = 180 / 318
    assert found.centre == pytest.approx(centre)
    by_name = {unit.name: unit.where for unit in found.units}
    assert binom.cdf(2, 30, centre) < 0.001
    assert by_name["Umeå"] is Where.BEYOND_998
    assert by_name["Göteborg"] is by_name["Malmö"] is by_name["Lund"] is Where.WITHIN
    assert 0.001 < binom.sf(79, 120, centre) < 0.025
    assert by_name["Stockholm"] is Where.BEYOND_95


@given(units, st.randoms())
def test_units_stand_by_name_whatever_their_values(some, random):
    found = funnel(some, definition="x/1")
    assert [unit.name for unit in found.units] == sorted(some)
    mixed = list(some.items())
    random.shuffle(mixed)
    assert funnel(dict(mixed), definition="x/1") == found


def test_no_result_has_a_rank():
    found = funnel(SEVEN, definition="x/1")
    assert not [name for thing in (found, found.units[0]) for name in dir(thing) if "rank" in name or "place" in name]


@given(st.integers(1, 300), st.floats(0.02, 0.98), st.sampled_from([0.001, 0.025, 0.975, 0.999]))
def test_a_drawn_limit_lies_between_the_two_whole_numbers_of_people_that_the_chance_falls_between(n, centre, chance):
    whole = binom.ppf(chance, n, centre)
    assert max(0, whole - 1) / n - 1e-9 <= limit(n, centre, chance) <= whole / n + 1e-9


def test_the_limits_of_a_large_unit_are_those_of_the_normal_curve():
    found = limit(1_000_000, 0.3, 0.975)
    assert found == pytest.approx(0.3 + 1.959964 * (0.3 * 0.7 / 1_000_000) ** 0.5, abs=1e-6)


@given(units)
def test_the_limits_hold_the_centre_and_the_wide_ones_hold_the_others(some):
    found = funnel(some, definition="x/1", points=5)
    for line in found.lines:
        assert line.wide[0] <= line.usual[0] <= line.usual[1] <= line.wide[1]
        assert line.usual[0] - 1 / line.people <= found.centre <= line.usual[1] + 1 / line.people
    assert [line.people for line in found.lines] == sorted({line.people for line in found.lines})


def test_a_funnel_carries_what_it_rests_on():
    found = funnel(SEVEN, definition="x/1", horizon=12)
    assert (found.numerator, found.denominator, found.horizon, found.definition) == (180, 318, 12, "x/1")
    assert (found.version, found.source) == ("1", "releases of the units")
    assert "Spiegelhalter" in found.method
    assert [unit.in_per_cent for unit in funnel({"a": (3, 9), "b": (3, 10)}, definition="x/1").units] == [False, True]


@pytest.mark.parametrize("some", [{}, {"a": (1, 0)}, {"a": (3, 2)}, {"a": (-1, 2)}, {"a": (0, 5)}, {"a": (5, 5)}])
def test_units_that_cannot_be_are_refused(some):
    with pytest.raises(NoSuchFunnel):
        funnel(some, definition="x/1")


def test_a_centre_from_elsewhere_is_taken_and_a_wrong_one_refused():
    assert funnel({"a": (5, 5)}, definition="x/1", centre=0.5).centre == 0.5
    for ask in (lambda: funnel({"a": (1, 5)}, definition="x/1", centre=1), lambda: limit(0, 0.5, 0.5)):
        with pytest.raises(NoSuchFunnel):
            ask()
