from datetime import UTC, date, datetime

import pytest

from kast.audit.acts import Act
from kast.audit.models import Entry
from kast.figures import access, freezing, told
from kast.figures.lives import Life
from kast.figures.models import Frozen, NeverChanged
from kast.figures.months import HalfYear
from kast.figures.totals import read, totals

from .made_up import BACK, CLEAN, a_unit_of_years, keep, life

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 8, 2, 2, 0, tzinfo=UTC)


def test_a_half_year_is_frozen_a_month_after_its_end_and_only_once():
    keep(a_unit_of_years())
    assert freezing.freeze(datetime(2026, 7, 20, 2, 0, tzinfo=UTC)) == "2025-H2"
    assert freezing.freeze(NIGHT) == "2026-H1"
    assert freezing.freeze(NIGHT) is None
    assert access.published().half_year == HalfYear(2026, 1)
    assert list(Entry.objects.values_list("act", "lane")) == [(Act.FIGURES_FROZEN, "system")] * 2


def test_what_comes_later_changes_nothing_that_was_frozen():
    keep(a_unit_of_years())
    freezing.freeze(NIGHT)
    before = access.published()
    keep([life(came="2026-05")] * 20)
    freezing.freeze(NIGHT)
    assert access.published() == before


def test_what_was_frozen_cannot_be_saved_again():
    keep(a_unit_of_years())
    freezing.freeze(NIGHT)
    row = Frozen.objects.get()
    row.totals = {}
    with pytest.raises(NeverChanged):
        row.save()


def test_a_unit_without_a_life_freezes_nothing():
    assert freezing.freeze(NIGHT) is None
    keep([life(came="2026-09")])
    assert freezing.freeze(NIGHT) is None


def test_what_began_after_the_half_year_is_not_in_it():
    keep(a_unit_of_years())
    keep([life(came="2026-07")] * 50)
    freezing.freeze(NIGHT)
    assert access.published().shown.cells["wrote"] == 54


def test_only_totals_are_frozen_and_a_hidden_number_is_not_in_the_row():
    keep([*a_unit_of_years(), life(came="2023-06", answers=BACK)])
    keep([life(came="2026-05", route="slip", ended="died")] * 2)
    freezing.freeze(NIGHT)
    kept = Frozen.objects.get().totals
    assert set(kept["cells"]) <= {
        "wrote", "came", "discussed", "police", "police_came", "police_three",
        "started", "due", "known", "clean", "back", "unknown", "declined", "lost",
    }  # fmt: skip
    assert all(number is None or number == 0 or number >= 5 for number in kept["cells"].values())


def test_two_releases_set_against_each_other_give_nobody_away():
    keep(a_unit_of_years())
    freezing.freeze(datetime(2026, 2, 10, 2, 0, tzinfo=UTC))
    # One person more went back, and is due by the next half-year.
    keep([life(came="2025-02", answers=BACK), *[life(came="2025-02", answers=CLEAN)] * 10])
    freezing.freeze(NIGHT)
    later = access.published()
    assert later.shown.cells["back"] == 5
    assert later.shown.cells["clean"] == 69
    assert later.outcome_until == HalfYear(2025, 2)


def test_when_enough_have_come_to_it_the_outcome_is_renewed():
    keep(a_unit_of_years())
    freezing.freeze(datetime(2026, 2, 10, 2, 0, tzinfo=UTC))
    keep([*[life(came="2025-02", answers=BACK)] * 5, *[life(came="2025-02", answers=CLEAN)] * 10])
    freezing.freeze(NIGHT)
    later = access.published()
    assert (later.shown.cells["back"], later.outcome_until) == (10, HalfYear(2026, 1))


def test_a_month_in_doubt_is_the_half_year_before():
    assert freezing.last_closed(date(2026, 7, 31)) == HalfYear(2025, 2)
    assert freezing.last_closed(date(2026, 8, 1)) == HalfYear(2026, 1)
    assert freezing.last_closed(date(2027, 1, 15)) == HalfYear(2026, 1)


def test_totals_without_a_release_before_stand_for_themselves():
    from kast.figures.gathering import gather
    from kast.figures.months import Span

    made = totals(HalfYear(2026, 1), gather(a_unit_of_years(), [], span=Span("2026-01", "2026-06")), before=None)
    assert made["outcome_until"] == "2026-H1"
    assert made["waiting"] is None


@pytest.mark.parametrize(("answered", "most"), [(49, None), (50, 6)])
def test_nine_in_ten_is_not_published_where_the_tenth_is_fewer_than_five(answered, most):
    from kast.figures.gathering import gather

    half = HalfYear(2026, 1)
    waited = [Life((*life(came="2026-02").facts, ("answer_days", "d6", "2026-02")))] * answered
    made = totals(half, gather(waited, [], span=half.span), before=None)
    assert made["waiting"] == [answered, 6, most]
    old = {**made, "waiting": [answered, 6, 6]}
    assert read(str(half), old).shown.waiting.most == most


def test_told_is_counted_without_a_life_and_written_down_once(bo):
    now = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
    before = Entry.objects.count()
    told.enter(40, source="police", month="2026-05", by=bo, at=now)
    assert access.counts() == [("told", "police", "2026-05", 40)]
    assert list(Entry.objects.order_by("-id").values_list("act", "fields")[:1]) == [(Act.TOLD_ENTERED, "2026-05")]
    assert Entry.objects.count() == before + 1


def test_no_more_can_be_taken_off_than_stands_and_no_month_that_has_not_begun(bo):
    now = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
    told.enter(40, source="police", month="2026-05", by=bo, at=now)
    told.enter(10, source="police", month="2026-05", less=True, by=bo, at=now)
    assert told.standing(source="police", month="2026-05") == 30
    with pytest.raises(told.MoreThanStands):
        told.enter(31, source="police", month="2026-05", less=True, by=bo, at=now)
    with pytest.raises(told.NotYet):
        told.enter(1, source="police", month="2026-07", by=bo, at=now)


def test_one_to_four_who_were_told_are_hidden_and_nobody_says_that_they_were_not_counted():
    from kast.figures.gathering import gather
    from kast.figures.page import Page

    half = HalfYear(2026, 1)
    made = totals(half, gather([], [("told", "police", "2026-03", 3)], span=half.span), before=None)
    assert made["told"] is None
    page = Page(read(str(half), made).shown)
    assert (page.steps[0].number, page.steps[0].counted) == (None, True)
    never = totals(half, gather([], [], span=half.span), before=None)
    assert Page(read(str(half), never).shown).steps[0].counted is False
