"""The planning model, against closed forms, scipy, and two published decision models run again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kast.figures.planning import frontier as choices
from kast.figures.planning.frontier import NoSuchOption, Option, frontier
from kast.figures.planning.model import (
    Model,
    NoSuchDraw,
    NoSuchModel,
    at_means,
    averted,
    outlook,
    simulate,
    tornado,
)
from kast.figures.planning.parts import (
    Beta,
    Fixed,
    Gamma,
    NoSuchPart,
    NoSuchSpan,
    number_between,
    share_between,
)
from kast.figures.planning.worth import NoSuchFollowUp, follow_ups, narrows, perfect, sample

PARTS = {
    "caught": Gamma(100, 2.5),
    "reach": Beta(10, 90),
    "retention": Beta(40, 20),
    "non_return": Beta(30, 10),
    "cessation": Beta(3, 7),
    "purchases": Gamma(4, 2),
}
MODEL = Model(PARTS)
ends = (
    st.tuples(st.floats(0.001, 0.999), st.floats(0.001, 0.999)).map(sorted).filter(lambda two: two[1] > two[0] + 0.01)
)
betas = st.builds(Beta, st.floats(0.5, 60), st.floats(0.5, 60))
gammas = st.builds(Gamma, st.floats(0.5, 60), st.floats(0.1, 9))
models = st.builds(
    lambda caught, reach, retention, stays, stops, purchases: Model(
        {
            "caught": caught,
            "reach": reach,
            "retention": retention,
            "non_return": stays,
            "cessation": stops,
            "purchases": purchases,
        }
    ),
    gammas,
    betas,
    betas,
    betas,
    betas,
    gammas,
)


def generator(seed=11):
    return np.random.default_rng(seed)


# The parts


@given(ends)
def test_a_share_lies_in_its_span_nine_times_in_ten(two):
    made = share_between(*two)
    assert stats.beta.cdf(two, made.a, made.b) == pytest.approx([0.05, 0.95], abs=1e-5)


@given(st.floats(0.01, 500), st.floats(1.02, 200))
def test_a_number_lies_in_its_span_nine_times_in_ten(low, times):
    made = number_between(low, low * times)
    assert stats.gamma.cdf([low, low * times], made.shape, scale=made.scale) == pytest.approx([0.05, 0.95], abs=1e-5)


def test_a_span_from_nought_or_to_one_has_one_twentieth_only():
    assert stats.beta.cdf(0.4, share_between(0, 0.4).a, share_between(0, 0.4).b) == pytest.approx(0.95)
    mirror = share_between(0.6, 1)
    assert stats.beta.cdf(0.6, mirror.a, mirror.b) == pytest.approx(0.05)
    assert share_between(0, 1) == Beta(1, 1)
    none = number_between(0, 30)
    assert stats.gamma.cdf(30, none.shape, scale=none.scale) == pytest.approx(0.95)
    assert share_between(0.3, 0.3) == Fixed(0.3)
    assert number_between(7, 7) == Fixed(7)


@pytest.mark.parametrize(("a", "b"), [(3, 7), (0.5, 0.5), (120, 4)])
def test_a_beta_has_the_moments_quantiles_and_tails_of_scipy(a, b):
    made, known = Beta(a, b), stats.beta(a, b)
    assert (made.mean, made.variance) == pytest.approx((known.mean(), known.var()))
    assert made.at(0.3) == pytest.approx(known.ppf(0.3))
    assert made.above(0.4) == pytest.approx((known.sf(0.4), known.expect(lambda x: x, lb=0.4, ub=1)), abs=1e-6)


@pytest.mark.parametrize(("shape", "scale"), [(3, 7), (0.7, 2), (120, 0.1)])
def test_a_gamma_has_the_moments_quantiles_and_tails_of_scipy(shape, scale):
    made, known = Gamma(shape, scale), stats.gamma(shape, scale=scale)
    assert (made.mean, made.variance) == pytest.approx((known.mean(), known.var()))
    assert made.at(0.3) == pytest.approx(known.ppf(0.3))
    middle = known.median()
    assert made.above(middle) == pytest.approx((0.5, known.expect(lambda x: x, lb=middle)), rel=1e-5)


@pytest.mark.parametrize("two", [(-0.1, 0.5), (0.5, 1.1), (0.6, 0.5), (float("nan"), 1), (0, float("inf"))])
def test_a_span_that_nothing_can_lie_in_is_refused(two):
    with pytest.raises(NoSuchSpan):
        share_between(*two)
    if two != (0.5, 1.1):
        with pytest.raises(NoSuchSpan):
            number_between(*two)


@pytest.mark.parametrize(
    "ask", [lambda: Beta(0, 1), lambda: Gamma(1, float("inf")), lambda: Fixed(-1), lambda: Fixed(float("nan"))]
)
def test_a_part_that_cannot_be_is_refused(ask):
    with pytest.raises(NoSuchPart):
        ask()


# The model


def test_with_fixed_parts_it_is_plain_arithmetic():
    model = Model(
        {
            "caught": Fixed(250),
            "reach": Fixed(0.1),
            "retention": Fixed(0.8),
            "non_return": Fixed(0.9),
            "cessation": Fixed(0.4),
            "purchases": Fixed(10),
        }
    )
    found = outlook(model, generator(), draws=10)
    assert found.mean == pytest.approx(250 * 0.1 * 0.8 * 0.5 * 10)
    assert found.variance == pytest.approx(0, abs=1e-9)
    assert list(found.percentiles.values()) == pytest.approx([100] * 5)
    moved = Model({**model.parts, "displaced": Fixed(0.25), "abroad": Fixed(0.5)})
    assert moved.mean == pytest.approx(100 * 0.75 * 0.5)
    assert (model.left_out, moved.left_out) == (("displaced", "abroad"), ())


def test_mean_and_variance_are_the_closed_form_of_a_product_of_independents():
    mean, square = 1.0, 1.0
    for known in (stats.gamma(100, scale=2.5), stats.beta(10, 90), stats.beta(40, 20), stats.gamma(4, scale=2)):
        mean *= known.moment(1)
        square *= known.moment(2)
    stays, stops = stats.beta(30, 10), stats.beta(3, 7)
    mean *= stays.mean() - stops.mean()
    square *= stays.moment(2) - 2 * stays.mean() * stops.mean() + stops.moment(2)
    assert (MODEL.mean, MODEL.variance) == pytest.approx((mean, square - mean**2))


def test_the_draws_come_to_the_exact_moments():
    drawn = simulate(MODEL.parts, averted, generator(), draws=400_000)
    error = (MODEL.variance / 400_000) ** 0.5
    assert abs(float(np.mean(drawn)) - MODEL.mean) < 4 * error
    assert float(np.var(drawn)) == pytest.approx(MODEL.variance, rel=0.03)


def test_a_product_of_two_betas_has_the_percentiles_of_its_known_distribution():
    """Beta(a, b) · Beta(a + b, c) is Beta(a, b + c): the one product with a name (Rao 1949)."""
    drawn = simulate(
        {"one": Beta(3, 5), "two": Beta(8, 4)}, lambda of: of["one"] * of["two"], generator(), draws=200_000
    )
    for chance in (0.05, 0.5, 0.95):
        assert float(np.quantile(drawn, chance)) == pytest.approx(stats.beta.ppf(chance, 3, 9), abs=0.003)


def test_without_natural_cessation_there_is_no_plan():
    with pytest.raises(NoSuchModel):
        Model({name: part for name, part in PARTS.items() if name != "cessation"})
    with pytest.raises(NoSuchModel):
        Model({**PARTS, "effect_of_the_law": Fixed(1)})


def test_a_difference_below_nought_is_not_cut_off():
    model = Model({**PARTS, "cessation": Beta(90, 10)})
    found = outlook(model, generator())
    assert model.mean < 0
    assert found.mean < 0
    assert found.none_or_less > 0.9


def test_the_same_seed_gives_the_same_outlook_and_it_says_what_it_is():
    one, two = outlook(MODEL, generator()), outlook(MODEL, generator())
    assert one == two
    assert (one.use, one.definition, one.horizon, one.version) == (
        "planning only",
        "purchases-that-would-not-happen/1",
        12,
        "1",
    )
    assert (one.left_out, one.numerator) == (("displaced", "abroad"), MODEL.mean)
    with pytest.raises(NoSuchDraw):
        outlook(MODEL, generator(), draws=0)


@given(models)
def test_percentiles_rise_and_the_variance_is_never_below_nought(model):
    assert model.variance >= -1e-9
    found = list(outlook(model, generator(), draws=200).percentiles.values())
    assert found == sorted(found)


def test_the_tornado_has_each_part_at_its_ends_and_the_longest_bar_first():
    bars = tornado(MODEL.parts, averted)
    assert [bar.reach for bar in bars] == sorted((bar.reach for bar in bars), reverse=True)
    by_name = {bar.name: bar for bar in bars}
    reach = by_name["reach"]
    assert reach.low == pytest.approx(MODEL.mean * stats.beta.ppf(0.05, 10, 90) / 0.1)
    assert reach.high == pytest.approx(MODEL.mean * stats.beta.ppf(0.95, 10, 90) / 0.1)
    assert by_name["cessation"].low > by_name["cessation"].high


# Two published decision models, run again


def chancellor(of):
    """Chancellor et al. (1997) as in Briggs, Claxton and Sculpher (2006), example 2.5: four states, twenty years."""
    rr, zido, lami = of["rr"], of["zidovudine"], of["lamivudine"]
    costs = np.array([of["A"], of["B"], of["C"]])

    def course(*, both):
        state, cost, years = np.array([1.0, 0, 0, 0]), 0.0, 0.0
        for year in range(1, 21):
            treated = both and year <= 2
            risk = rr if treated else 1.0
            ab, ac, ad = of["AB"] * risk, of["AC"] * risk, of["AD"] * risk
            bc, bd, cd = of["BC"] * risk, of["BD"] * risk, of["CD"] * risk
            moves = np.array(
                [[1 - ab - ac - ad, ab, ac, ad], [0, 1 - bc - bd, bc, bd], [0, 0, 1 - cd, cd], [0, 0, 0, 1]]
            )
            state = state @ moves
            alive = 1 - state[3]
            cost += (state[:3] @ costs + alive * (zido + (lami if treated else 0))) / 1.06**year
            years += alive
        return cost, years

    return course(both=False), course(both=True)


HIV = {
    "rr": Fixed(0.509),
    "zidovudine": Fixed(2278),
    "lamivudine": Fixed(2086.5),
    "A": Fixed(2756),
    "B": Fixed(3052),
    "C": Fixed(9007),
    "AB": Beta(350, 1384),
    "AC": Beta(116, 1618),
    "AD": Beta(17, 1717),
    "BC": Beta(512, 746),
    "BD": Beta(15, 1243),
    "CD": Beta(437, 1312),
}


def test_the_HIV_model_of_Chancellor_1997_gives_the_numbers_of_Briggs_2006():
    means = {name: part.mean for name, part in HIV.items()}
    (mono_cost, mono_years), (both_cost, both_years) = chancellor(means)
    assert (round(mono_cost), round(both_cost)) == (44_663, 50_602)
    assert (round(mono_years, 3), round(both_years, 3)) == (7.991, 8.937)
    found = frontier([Option("mono", mono_cost, mono_years), Option("both", both_cost, both_years)])
    assert round(found.steps[1].ratio) == 6276
    assert (
        round(at_means(HIV, lambda of: (chancellor(of)[1][0] - mono_cost) / (chancellor(of)[1][1] - mono_years)))
        == 6276
    )


SCREENING = [
    Option("status quo", 26_000, 277.25 / 12),
    Option("one time", 27_000, 277.57 / 12),
    Option("5 years", 28_020, 277.78 / 12),
    Option("3 years", 28_440, 277.83 / 12),
    Option("annual", 29_440, 277.76 / 12),
]


def test_the_HIV_screening_of_dampack_gives_its_ratios_and_the_annual_one_is_dominated():
    found = frontier(SCREENING)
    assert [step.option.name for step in found.steps] == ["status quo", "one time", "5 years", "3 years"]
    assert found.steps[0].ratio is None
    assert [step.ratio for step in found.steps[1:]] == pytest.approx([37_500, 58_285.714, 100_800])
    assert (found.dominated, found.by_mixture) == ({"annual"}, frozenset())


options = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=9).map(
    lambda pairs: [Option(str(place), cost, effect) for place, (cost, effect) in enumerate(pairs)]
)


@given(options, st.randoms())
def test_each_step_costs_more_than_the_one_before_and_nothing_lies_above_the_frontier(some, random):
    found = frontier(some)
    ratios = [step.ratio for step in found.steps[1:]]
    assert ratios == sorted(set(ratios))
    assert {step.option.name for step in found.steps} | found.dominated | found.by_mixture == {one.name for one in some}
    for ratio in [*ratios, 0.01, 100]:
        best = max(one.effect * ratio - one.cost for one in some)
        assert max(step.option.effect * ratio - step.option.cost for step in found.steps) == pytest.approx(best)
    mixed = list(some)
    random.shuffle(mixed)
    assert [(step.option.cost, step.option.effect) for step in frontier(mixed).steps] == [
        (step.option.cost, step.option.effect) for step in found.steps
    ]


@pytest.mark.parametrize(
    "some",
    [[], [Option("a", -1, 1)], [Option("a", 1, float("inf"))], [Option("a", 1, 1), Option("a", 2, 2)]],
)
def test_options_that_cannot_be_compared_are_refused(some):
    with pytest.raises(NoSuchOption):
        choices.frontier(some)


# What knowing more is worth


@pytest.mark.parametrize("name", sorted(PARTS))
@pytest.mark.parametrize("enough", [20.0, 60.0, 80.0, 200.0])
def test_perfect_knowledge_is_worth_what_the_integral_over_the_part_says(name, enough):
    part = PARTS[name]
    known = stats.beta(part.a, part.b) if isinstance(part, Beta) else stats.gamma(part.shape, scale=part.scale)
    chances = (np.arange(400_000) + 0.5) / 400_000
    intercept, slope = MODEL.line(name)
    gained = float(np.mean(np.maximum(0, intercept + slope * known.ppf(chances) - enough)))
    assert perfect(MODEL, name, enough=enough) == pytest.approx(gained - max(0, MODEL.mean - enough), abs=0.02)


def test_the_line_of_a_part_is_what_is_expected_when_it_is_known():
    for name, part in PARTS.items():
        intercept, slope = MODEL.line(name)
        known = Model({**PARTS, name: Fixed(0.37)})
        assert intercept + slope * 0.37 == pytest.approx(known.mean)
        assert intercept + slope * part.mean == pytest.approx(MODEL.mean)


@pytest.mark.parametrize("name", ["reach", "non_return", "cessation", "purchases"])
def test_following_more_people_is_worth_more_and_never_more_than_knowing_it_all(name):
    worths = [sample(MODEL, name, people, enough=70) for people in (0, 5, 50, 500, 5000)]
    assert worths[0] == 0
    assert worths == sorted(worths)
    assert worths[-1] <= perfect(MODEL, name, enough=70) * (1 + 1e-9)
    assert worths[-1] == pytest.approx(perfect(MODEL, name, enough=70), rel=0.03)


def test_a_follow_up_is_worth_what_a_simulated_one_is():
    drawn = generator()
    truth = drawn.beta(30, 10, 300_000)
    told = drawn.binomial(25, truth)
    intercept, slope = MODEL.line("non_return")
    after = intercept + slope * (30 + told) / (40 + 25)
    simulated = float(np.mean(np.maximum(0, after - 70))) - max(0, MODEL.mean - 70)
    assert sample(MODEL, "non_return", 25, enough=70) == pytest.approx(simulated, abs=0.06)


def test_how_much_a_follow_up_narrows_is_the_variance_of_what_would_be_expected_after_it():
    drawn = generator()
    told = drawn.poisson(30 * drawn.gamma(4, 2, 400_000))
    intercept, slope = MODEL.line("purchases")
    after = intercept + slope * (4 + told) / (0.5 + 30)
    assert narrows(MODEL, "purchases", 30) == pytest.approx(float(np.var(after)) / MODEL.variance, rel=0.02)


@given(models, st.sampled_from(["reach", "retention", "non_return", "cessation", "purchases"]), st.integers(0, 200))
def test_no_follow_up_takes_away_more_than_there_is(model, name, people):
    assert 0 <= narrows(model, name, people) <= 1
    assert sample(model, name, people, enough=model.mean) >= 0


def test_what_is_fixed_has_nothing_to_learn():
    model = Model({**PARTS, "reach": Fixed(0.1)})
    assert narrows(model, "reach", 100) == 0
    assert sample(model, "reach", 100, enough=70) == pytest.approx(0)
    assert perfect(model, "reach", enough=70) == pytest.approx(0)


def test_every_follow_up_of_every_size_is_there():
    found = follow_ups(MODEL, people=(25, 50))
    assert len(found) == 10
    assert all(one.worth is None for one in found)
    assert all(one.worth is not None for one in follow_ups(MODEL, people=(25,), enough=60))


def test_a_follow_up_that_cannot_be_is_refused():
    for ask in (
        lambda: narrows(MODEL, "reach", -1),
        lambda: sample(MODEL, "reach", -1, enough=1),
        lambda: perfect(MODEL, "displaced", enough=1),
    ):
        with pytest.raises(NoSuchFollowUp):
            ask()
