import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures import durations
from kast.figures.lives import Life
from kast.figures.months import Span

SPAN = Span("2026-01", "2026-12")


def test_half_and_nine_in_ten_as_counted_by_hand():
    found = durations.of(range(1, 51), definition="x")
    assert (found.of, found.half, found.most) == (50, 25, 45)


def test_under_ten_nothing_is_said():
    found = durations.of(range(9), definition="x")
    assert (found.enough, found.half, found.most) == (False, None, None)


def test_who_was_never_called_waits_longest():
    counts = [("slip_days", "d1", "2026-02", 6), ("slip_days", "d3", "2026-03", 2), ("slip_days", "w0", "2026-03", 3)]
    found = durations.told_to_called(counts, span=SPAN)
    assert (found.of, found.never, found.half, found.most) == (11, 3, 1, None)


def test_another_time_and_another_count_are_not_in_it():
    counts = [("slip_days", "d1", "2025-02", 60), ("slip_call", "reached", "2026-02", 60)]
    assert durations.told_to_called(counts, span=SPAN).of == 0


def test_a_first_talk_that_was_corrected_counts_once_and_weeks_count_to_their_end():
    corrected = Life((("talk_days", "d12", "2026-02"), ("talk_days", "d4", "2026-02")))
    found = durations.answer_to_talk([corrected] * 9 + [Life((("talk_days", "w3", "2026-05"),))], span=SPAN)
    assert (found.of, found.half, found.most) == (10, 4, None)
    found = durations.answer_to_talk([Life((("talk_days", "w3", "2026-05"),))] * 10, span=SPAN)
    assert found.half == 27
    taken_back = Life((("talk_days", "d12", "2026-02"), ("talk_days", "none", "2026-02")))
    assert durations.answer_to_talk([corrected, taken_back], span=SPAN).of == 1


def test_who_has_no_such_time_is_unknown_and_not_nought():
    assert durations.answer_to_talk([Life((("came", "conversation", "2026-02"),))] * 20, span=SPAN).of == 0


def test_a_wait_below_nought_is_refused():
    with pytest.raises(ValueError, match="x"):
        durations.of([-1, 3], definition="x")


@given(st.lists(st.integers(0, 300), min_size=50, max_size=99), st.integers(0, 60))
def test_at_least_half_and_nine_in_ten_lie_within_what_is_said(days, never):
    found = durations.of(days, never=never, definition="x")
    for share, within in ((0.5, found.half), (0.9, found.most)):
        done = sum(one <= within for one in days) if within is not None else len(days)
        assert (done >= share * found.of) == (within is not None)
