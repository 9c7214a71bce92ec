import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures import change
from kast.figures.change import Change, NoSuchScale, NoSuchScore, Scale, summary
from kast.figures.proportions import NoSuchShare

# Reliable change and caseness of PHQ-9 and GAD-7 as in NHS talking therapies (BMC Psychiatry 2018, 12888-018-1987-1).
PHQ = Scale("PHQ-9", 0, 27, low_is_well=True, reliable=6, well_from=9)
GAD = Scale("GAD-7", 0, 21, low_is_well=True, reliable=4, well_from=7)
WHO = Scale("WHO-5", 0, 100, low_is_well=False, reliable=10, well_from=51)

scores = st.one_of(st.none(), st.integers(0, 27))
people = st.lists(st.tuples(scores, scores), min_size=1, max_size=60)


def test_the_errors_of_the_worked_example_of_Jacobson_and_Truax_1991():
    assert change.standard_error(7.5, 0.80) == pytest.approx(3.3541, abs=5e-5)
    assert change.error_of_difference(7.5, 0.80) == pytest.approx(4.7434, abs=5e-5)
    assert (47.5 - 32.5) / change.error_of_difference(7.5, 0.80) == pytest.approx(3.16, abs=0.005)


def test_the_cut_offs_of_the_worked_example_of_Jacobson_and_Truax_1991():
    found = change.cut_offs(ill=(40, 7.5), well=(60, 7.5))
    assert (found.a, found.b, found.c) == (55, 45, 50)


def test_the_couple_of_the_worked_example_improved_reliably_but_did_not_pass_cut_off_c():
    reliable = change.least_reliable(7.5, 0.80)
    scale = Scale("marital", 0, 100, low_is_well=False, reliable=reliable, well_from=50)
    found = summary([(32.5, 47.5)], scale, definition="x/1")
    assert (found.improved, found.ill_before, found.passed) == (1, 1, 0)


@pytest.mark.parametrize(
    ("scale", "before", "after", "what"),
    [
        (PHQ, 18, 12, Change.IMPROVED),
        (PHQ, 18, 13, Change.UNCHANGED),
        (PHQ, 10, 16, Change.WORSE),
        (GAD, 10, 6, Change.IMPROVED),
        (WHO, 40, 50, Change.IMPROVED),
        (WHO, 60, 48, Change.WORSE),
        (PHQ, 18, None, Change.NOT_MEASURED),
        (PHQ, None, 3, Change.NOT_MEASURED),
    ],
)
def test_one_person_moved_or_did_not(scale, before, after, what):
    assert scale.change(before, after) is what


def test_the_four_are_counted_with_their_shares_and_what_is_missing_is_in_the_bounds():
    pairs = [(18, 8)] * 6 + [(18, 11)] * 3 + [(12, 12)] * 4 + [(6, 13)] * 2 + [(15, None)] * 5
    found = summary(pairs, PHQ, definition="phq-9/1", horizon=12, source="forms")
    assert (found.improved, found.unchanged, found.worse, found.not_measured) == (9, 4, 2, 5)
    improved = found.of_measured(Change.IMPROVED)
    assert (improved.numerator, improved.denominator, improved.definition) == (9, 15, "phq-9/1:improved")
    assert (found.missing.numerator, found.missing.denominator) == (5, 20)
    assert (found.significant.numerator, found.significant.denominator) == (6, 13)
    assert (found.improved_of_all.low, found.improved_of_all.high) == (9 / 20, 14 / 20)
    assert (found.numerator, found.denominator, found.horizon, found.version, found.source) == (9, 20, 12, "1", "forms")
    assert "Jacobson" in found.method


@given(people)
def test_everybody_is_counted_once_and_in_no_order(pairs):
    found = summary(pairs, PHQ, definition="x/1")
    assert found.improved + found.unchanged + found.worse + found.not_measured == len(pairs)
    assert summary(pairs[::-1], PHQ, definition="x/1") == found
    assert found.passed <= min(found.improved, found.ill_before)


@given(people)
def test_told_backwards_in_time_who_improved_got_worse(pairs):
    found = summary(pairs, PHQ, definition="x/1")
    back = summary([(after, before) for before, after in pairs], PHQ, definition="x/1")
    assert (back.improved, back.unchanged, back.worse) == (found.worse, found.unchanged, found.improved)


@given(people)
def test_turning_the_scale_round_changes_nothing(pairs):
    turned = Scale("turned", 0, 27, low_is_well=False, reliable=6, well_from=18)
    mirror = [tuple(None if one is None else 27 - one for one in pair) for pair in pairs]
    assert summary(mirror, turned, definition="x/1") == summary(pairs, PHQ, definition="x/1")


@given(people)
def test_the_bounds_hold_whatever_the_missing_would_have_answered(pairs):
    known = summary(pairs, PHQ, definition="x/1").improved_of_all
    for ending in (0, 27):
        whole = [(27 if a is None else a, ending if b is None else b) for a, b in pairs]
        share = summary(whole, PHQ, definition="x/1").improved / len(pairs)
        assert known.low <= share <= known.high


def test_nobody_measured_has_no_share_of_those_measured():
    found = summary([(None, 3)], PHQ, definition="x/1")
    assert found.of_measured(Change.WORSE) is None
    assert found.significant is None
    assert summary([(1, 1)], PHQ, definition="x/1").of_measured(Change.NOT_MEASURED) is None


@pytest.mark.parametrize("pair", [(28, 3), (3, -1), (float("nan"), 3), (3, float("inf"))])
def test_a_score_that_the_scale_does_not_have_is_refused(pair):
    with pytest.raises(NoSuchScore):
        summary([pair], PHQ, definition="x/1")


def test_nobody_at_all_is_refused():
    with pytest.raises(NoSuchShare):
        summary([], PHQ, definition="x/1")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Scale("x", 10, 0, low_is_well=True, reliable=1, well_from=5),
        lambda: Scale("x", 0, 10, low_is_well=True, reliable=0, well_from=5),
        lambda: Scale("x", 0, 10, low_is_well=True, reliable=11, well_from=5),
        lambda: Scale("x", 0, 10, low_is_well=True, reliable=2, well_from=12),
        lambda: Scale("x", 0, float("inf"), low_is_well=True, reliable=2, well_from=1),
        lambda: change.standard_error(0, 0.8),
        lambda: change.standard_error(7.5, 1),
        lambda: change.standard_error(7.5, -0.1),
        lambda: change.standard_error(float("nan"), 0.5),
        lambda: change.cut_offs(ill=(40, 0), well=(60, 7)),
        lambda: change.cut_offs(ill=(40, 7), well=(40, 7)),
    ],
)
def test_a_scale_that_cannot_be_is_refused(ask):
    with pytest.raises(NoSuchScale):
        ask()
