"""When one asks later is the unit's own: half-open spans that hold their day and never meet."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.staff import spans
from kast.staff.forms import Settings
from kast.staff.sayings import Group
from kast.staff.spans import Span


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("", spans.NoSpans),
        ("6: 5", spans.NotASpan),
        ("6 till ungefär 8", spans.NotASpan),
        ("9: 8–10", spans.NotCounted),
        ("6: 7–8", spans.Unordered),
        ("6: 5–6", spans.Unordered),
        ("6: 0–8", spans.Unordered),
        ("24: 21–37", spans.Unordered),
        ("6: 5–11\n12: 10–15", spans.Overlapping),
        ("6: 5–8\n6: 5–8", spans.Overlapping),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(lines, fault):
    with pytest.raises(fault):
        spans.read(lines)


def test_one_may_close_when_the_next_opens():
    assert spans.read("12: 9–18\n6: 4–9") == (Span(6, 4, 9), Span(12, 9, 18))


made = st.builds(Span, st.sampled_from([6, 12, 24, 9]), st.integers(0, 30), st.integers(0, 40))


@given(st.lists(made, max_size=4))
def test_whatever_is_let_through_has_one_span_at_most_for_each_month(some):
    try:
        kept = spans.checked(some)
    except ValueError:
        return
    for month in range(spans.LATEST):
        assert sum(span.opens <= month < span.closes for span in kept) <= 1
    assert all(earlier < later for earlier, later in pairwise(kept))
    assert spans.of(spans.kept(kept)) == spans.read(spans.written(kept)) == kept


def form(**said) -> Settings:
    now = {key: {"sv": None, "en": None} for key in ("followup_spans", "followup_tries")}
    now["followup_spans"] = dict.fromkeys(("sv", "en"), spans.kept(spans.STANDARD))
    return Settings(said, group=Group.FOLLOWUP, now=now)


def test_the_page_keeps_them_and_says_what_is_wrong():
    good = form(followup_spans="6: 4-9\r\n12: 10–15", followup_tries="2")
    assert good.is_valid()
    assert good.said() == {"followup_spans": [[6, 4, 9], [12, 10, 15]], "followup_tries": 2}
    assert str(form(followup_tries="2")["followup_spans"].field.initial) == "6: 5–8\n12: 10–15\n24: 21–27"
    for wrong in ("", "8: 7–9", "6: 6–6", "6: 5–11\n12: 10–15"):
        assert form(followup_spans=wrong, followup_tries="2").errors.keys() == {"followup_spans"}
    assert form(followup_spans="6: 5–8", followup_tries="0").errors.keys() == {"followup_tries"}


@pytest.mark.django_db
def test_the_head_changes_them_on_their_own_page(desk_of, unit):
    desk = desk_of(unit.members["bo"])
    where = "/personal/mottagningen/followup/"
    assert "6: 5–8" in desk.get(where).content.decode()
    assert desk.post(where, {"followup_spans": "12: 10–15", "followup_tries": "4"}).status_code == 302
    assert "12: 10–15" in desk.get(where).content.decode()
