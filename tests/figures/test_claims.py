import dataclasses

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kast.figures import verdicts
from kast.figures.bounds import bounds
from kast.figures.claims import Ours, Verdict, Why, judge, register
from kast.figures.proportions import proportion

BY_KEY = {claim.key: claim for claim in register()}
SAID = BY_KEY["does-not-go-back-95-98"]
TESTABLE = dataclasses.replace(SAID, denominator_known=True, method_known=True, horizon=12)


def outcome(clean, back, lost):
    return Ours(outcome=bounds(clean=clean, back=back, lost=lost, definition="did-not-go-back-12/3", horizon=12))


def came(k, n):
    return Ours(came_of_told=proportion(k, n, definition="steps"))


def test_every_published_claim_has_its_words_source_and_what_is_lacking_in_both_languages():
    assert len(BY_KEY) == len(register()) >= 15
    for claim in register():
        for text in (claim.said, claim.label, claim.source, claim.needed):
            assert set(text) == {"sv", "en"}
            assert all(text.values())


def test_the_interviews_two_ten_per_cents_are_two_claims():
    assert "ten-per-cent-of-those-caught" in BY_KEY
    assert "ten-per-cent-of-the-demand" in BY_KEY


def test_what_does_not_say_of_how_many_over_what_time_or_how_cannot_be_known():
    found = judge(SAID, outcome(69, 5, 38))
    assert found.verdict is Verdict.UNKNOWABLE
    assert found.why == (Why.OF_HOW_MANY, Why.OVER_WHAT_TIME, Why.HOW_ASKED)


def test_what_cannot_be_known_still_says_how_many_of_the_lost_may_have_gone_back():
    assert judge(SAID, outcome(57, 3, 40)).may_have_gone_back == 2
    assert judge(BY_KEY["eight-in-ten-stop"], outcome(57, 3, 40)).may_have_gone_back == 17


def test_a_claim_is_contradicted_when_not_even_the_best_case_reaches_it_whatever_it_leaves_unsaid():
    assert judge(SAID, outcome(50, 20, 30)).verdict is Verdict.CONTRADICTED


def test_a_claim_about_those_who_stayed_to_the_end_is_not_contradicted_by_everybody():
    assert judge(BY_KEY["completed-95-twelve-years"], outcome(50, 20, 30)).verdict is Verdict.UNKNOWABLE


def why(ours, **changed):
    claim = dataclasses.replace(TESTABLE, **changed)
    return " ".join(verdicts.said(judge(claim, ours), missing="", needed="mer").why)


def test_how_many_of_the_lost_may_have_gone_back_says_who_they_are():
    assert "får högst 2 av de 40 som vi inte vet något om ha gått tillbaka." in why(outcome(57, 3, 40), at_least=95)
    assert "får ingen av de 38 som vi inte vet något om ha gått tillbaka." in why(outcome(57, 5, 38), at_least=95)
    one = why(outcome(18, 1, 1), at_least=95)
    assert "får den enda som vi inte vet något om inte ha gått tillbaka." in one
    with override("en"):
        assert "the only one of whom we know nothing may not have gone back" in why(outcome(18, 1, 1), at_least=95)


def test_where_all_are_known_or_all_the_lost_may_have_gone_back_nothing_hangs_on_them():
    known = why(outcome(75, 25, 0), at_least=70)
    assert "ger våra tal 75 av 100." in known
    assert "mellan" not in known
    assert "För att" not in known.replace("För att veta", "")
    assert "ha gått tillbaka" not in why(outcome(97, 1, 2), at_least=95)


def test_without_figures_of_our_own_nothing_can_be_known():
    assert Why.TOO_FEW in judge(SAID, Ours()).why
    assert Why.TOO_FEW in judge(SAID, outcome(5, 0, 2)).why
    assert Why.TOO_FEW in judge(BY_KEY["ten-per-cent-of-those-caught"], Ours()).why


def test_ten_per_cent_is_contradicted_by_61_of_214_and_fits_26_of_255():
    claim = BY_KEY["ten-per-cent-of-those-caught"]
    assert judge(claim, came(61, 214)).verdict is Verdict.CONTRADICTED
    assert judge(claim, came(26, 255)).verdict is Verdict.UNKNOWABLE
    whole = dataclasses.replace(claim, method_known=True)
    assert judge(whole, came(26, 255)).verdict is Verdict.NOT_CONTRADICTED
    assert judge(dataclasses.replace(whole, about=(5, 16)), came(26, 255)).verdict is Verdict.SUPPORTED


def test_what_is_about_others_is_never_judged_by_our_figures():
    found = judge(BY_KEY["one-in-ten-have-paid"], outcome(69, 5, 38))
    assert (found.verdict, found.why, found.ours) == (Verdict.UNKNOWABLE, (Why.ABOUT_OTHERS,), None)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(1, 100))
def test_a_verdict_holds_for_every_completion_of_the_lost(clean, back, lost, per_cent):
    total = clean + back + lost
    if total < 10:
        return
    claim = dataclasses.replace(TESTABLE, at_least=per_cent)
    verdict = judge(claim, outcome(clean, back, lost)).verdict
    holds = {(clean + fine) * 100 >= per_cent * total for fine in range(lost + 1)}
    assert (
        verdict
        is {
            frozenset({True}): Verdict.SUPPORTED,
            frozenset({False}): Verdict.CONTRADICTED,
            frozenset({True, False}): Verdict.NOT_CONTRADICTED,
        }[frozenset(holds)]
    )


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_nothing_longer_than_our_horizon_is_ever_supported(clean, back, lost):
    if clean + back + lost == 0:
        return
    longer = dataclasses.replace(TESTABLE, horizon=144)
    assert judge(longer, outcome(clean, back, lost)).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize("claim", register(), ids=lambda claim: claim.key)
def test_no_claim_as_it_was_published_is_supported_by_figures_that_never_lose_anybody(claim):
    ours = Ours(
        outcome=bounds(clean=100, back=0, lost=0, definition="x", horizon=12),
        came_of_told=proportion(1000, 10000, definition="x"),
    )
    assert judge(claim, ours).verdict is Verdict.UNKNOWABLE


@pytest.mark.parametrize(
    "words",
    [
        "95–98 %",
        "95 % av dem som genomgått en behandling",
        "Åtta av tio",
        "slutat eller minskat",
        "väldigt liten del av de som åker fast",
        "når en liten del (10 %)",
        "255 män",
        "91 som greps",
        "72 kunde vara med, 51 blev tillfrågade, 29 sa ja",
        "En tredjedel kom efter råd",
        "115 personer 2017",
        "ingen systematisk uppföljning",
        "evidensbaserat",
        "456 lagfördes",
        "var tionde man",
        "245 patienter",
        "42,2 %",
        "137 var med",
        "19,7 %",
    ],
)
def test_each_published_claim_that_is_known_of_is_in_the_register(words):
    """The interview, and what else has been published: one each, with where it stands and when, or that nobody knows."""
    [found] = [claim for claim in register() if words in claim.said["sv"]]
    assert found.source["sv"]
    assert found.year is None or str(found.year) == found.date
