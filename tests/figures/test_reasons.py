"""What has held people back: reasons told, of how many, with an interval, and never of a few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures import reasons
from kast.figures.lives import Life
from kast.figures.reasons import Contradicted, Told, UnknownReason, counted, latest

from .made_up import keep, life


def answered(window, *facts, month="2025-02"):
    return [(f"followup_{window}", "answered", month), ("went_back", "no", month), *((*fact, month) for fact in facts)]


def told(*codes, strong=(), **given) -> Life:
    facts = [("reason_told", code) for code in codes] + [("reason_strong", code) for code in strong]
    return Life(life(**given).facts + tuple(answered(12, *facts)))


def test_k_of_n_with_the_exact_interval_of_newcombes_table():
    # 81 of 263: .2527-.3676 (Newcombe 1998, as in science.md).
    some = [Told(frozenset({"law"}), frozenset())] * 81 + [Told(frozenset(), frozenset())] * 182
    law = next(row for row in counted(some).rows if row.code == "law")
    assert (law.told.numerator, law.told.denominator, law.told.method) == (81, 263, "Clopper–Pearson")
    assert (round(law.told.low, 4), round(law.told.high, 4)) == (0.2527, 0.3676)
    assert law.told.definition == "reasons-told/1:told"


def test_the_latest_answer_counts_and_one_that_left_the_question_out_takes_nothing_back():
    facts = [
        *answered(6, ("reason_told", "money"), ("reason_strong", "money"), month="2024-08"),
        *answered(12, ("reason_told", "shame"), month="2025-02"),
        *answered(24, month="2026-02"),
    ]
    assert latest(Life(life().facts + tuple(facts))) == Told(frozenset({"shame"}), frozenset())


def test_who_left_it_out_is_not_among_those_who_answered_and_who_said_nothing_mattered_is():
    some = [told("law")] * 9 + [Life(life().facts + tuple(answered(12)))] * 5
    assert reasons.reasons(some).answered == 9
    assert reasons.reasons([*some, told("none")]).answered == 10


def test_never_bought_and_those_who_are_here_for_somebody_else_are_not_counted():
    some = [told("law")] * 10
    others = [told("law", baseline="never"), told("law", baseline="not_asked")]
    close = Life((*told("law").facts, ("concerns", "relative", "2024-01")))
    professional = Life((*told("law").facts, ("concerns", "professional", "2024-01")))
    assert reasons.reasons([*some, *others, close, professional]).answered == 10


def test_under_ten_nothing_is_shown():
    few = reasons.reasons([told("law")] * 9)
    assert (few.rows, few.withheld) == ((), "fewer than ten")


@pytest.mark.parametrize(
    ("k", "shown"), [(0, True), (1, False), (4, False), (5, True), (15, True), (16, False), (20, False)]
)
def test_what_would_tell_of_single_people_is_withheld(k, shown):
    some = [Told(frozenset({"partner"}), frozenset())] * k + [Told(frozenset(), frozenset())] * (20 - k)
    row = next(row for row in counted(some).rows if row.code == "partner")
    assert (row.told is not None) == shown


@pytest.mark.parametrize(("much", "shown"), [(0, True), (4, False), (5, True), (7, True), (8, False), (12, False)])
def test_how_much_it_mattered_is_withheld_likewise(much, shown):
    law = frozenset({"law"})
    some = [Told(law, law)] * much + [Told(law, frozenset())] * (12 - much) + [Told(frozenset(), frozenset())] * 8
    row = next(row for row in counted(some).rows if row.code == "law")
    assert (row.strong is not None) == shown


def test_codes_that_cannot_be_are_refused():
    with pytest.raises(UnknownReason):
        latest(told("weather"))
    with pytest.raises(UnknownReason):
        latest(told("law", strong=("none",)))
    for impossible in (told(strong=("law",)), told("none", "law")):
        with pytest.raises(Contradicted):
            latest(impossible)


one_told = st.frozensets(st.sampled_from(reasons.REASONS)).flatmap(
    lambda named: st.builds(
        Told, st.just(named), st.frozensets(st.sampled_from(sorted(named) or ["law"])).map(lambda s: s & named)
    )
)


@given(st.lists(one_told, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing_and_nothing_small_is_ever_shown(some, draw):
    found = counted(some)
    mixed = list(some)
    draw.shuffle(mixed)
    assert {row.code: row for row in counted(mixed).rows} == {row.code: row for row in found.rows}
    for row in found.rows:
        for share in filter(None, (row.told, row.strong)):
            assert share.numerator == 0 or share.numerator >= 5
            assert share.denominator - share.numerator >= 5
            assert share.low <= share.share <= share.high


@pytest.mark.django_db
def test_those_who_work_here_read_it_as_reasons_told_and_not_as_an_effect(unit, desk_of):
    keep([told("law", "shame", strong=("law",))] * 12 + [told("partner")] * 3 + [told("none")] * 9)
    page = desk_of(unit.members["bo"]).get("/personal/siffror/").content.decode()
    section = page.split('id="hindrat"')[1].split("</section>")[0]
    assert "<b>24</b> som hade köpt sex har svarat" in section
    assert "Talen säger inget om vad lagen, samtalen eller något annat har för verkan." in section
    lines = [line.split("</tr>")[0] for line in section.split("<tr>")[2:]]
    law = next(line for line in lines if "Lagen" in line)
    assert "<td>12" in law
    assert "<b>50</b> av 100" in law
    assert "29–71" in law
    partner = next(line for line in lines if "Partnern" in line)
    assert "dolt" in partner


@pytest.mark.django_db
def test_before_ten_have_answered_the_page_says_so(unit, desk_of):
    keep([told("law")] * 9)
    page = desk_of(unit.members["bo"]).get("/personal/siffror/").content.decode()
    assert "Färre än tio har svarat på vad som har hindrat dem. Då visas inga tal." in page
