from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.door.models import Mailbox
from kast.followup import asking, windows
from kast.followup.models import Followup
from kast.staff import spans
from tests.followup.conftest import ENDED, moment

STANDARD = {span.months: span for span in spans.STANDARD}


@pytest.mark.parametrize(
    ("months", "opens", "due", "closes"),
    [
        (6, date(2025, 11, 30), date(2025, 12, 30), date(2026, 2, 28)),
        (12, date(2026, 4, 30), date(2026, 6, 30), date(2026, 9, 30)),
        (24, date(2027, 3, 30), date(2027, 6, 30), date(2027, 9, 30)),
    ],
)
def test_windows_are_counted_from_the_ending_in_whole_months(months, opens, due, closes):
    assert windows.window(date(2025, 6, 30), STANDARD[months]) == windows.Window(opens, due, closes)


def test_a_leap_day_is_asked_on_the_last_of_february():
    window = windows.window(date(2024, 2, 29), STANDARD[12])
    assert window.due_on == date(2025, 2, 28)
    assert window.opens_on == date(2024, 12, 29)
    assert window.closes_on == date(2025, 5, 29)


def test_the_first_day_is_in_the_window_and_the_last_is_not():
    window = windows.window(ENDED, STANDARD[12])
    assert window.opens_on in window
    assert window.closes_on - timedelta(days=1) in window
    assert window.closes_on not in window


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_no_two_windows_of_one_ending_overlap(ended_on):
    in_order = [windows.window(ended_on, span) for span in spans.STANDARD]
    for earlier, later in pairwise(in_order):
        assert earlier.opens_on < earlier.due_on < earlier.closes_on <= later.opens_on


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2025, 1, 20), date(2026, 1, 19), 11),
        (date(2025, 1, 20), date(2026, 1, 20), 12),
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2025, 1, 31), date(2025, 1, 31), 0),
        (date(2025, 2, 1), date(2025, 1, 1), 0),
    ],
)
def test_months_are_whole_when_their_day_has_come(since, until, months):
    assert windows.whole_months(since, until) == months


def test_what_was_agreed_is_due_and_the_rest_is_not_to_be_contacted(planned):
    rows = planned("mailbox", (12,)).rows
    assert {months: row.state for months, row in rows.items()} == {6: "not_agreed", 12: "due", 24: "not_agreed"}
    assert rows[12].means == "mailbox"


@pytest.mark.parametrize("agreed", [False, None])
def test_who_did_not_agree_has_a_state_too(planned, agreed):
    assert {row.state for row in planned(agreed=agreed).rows.values()} == {"not_agreed"}


def test_an_ending_of_the_day_may_still_be_undone_and_is_not_planned(ended):
    ended()
    assert asking.plan(moment(ENDED, 23)).planned == 0
    assert not Followup.objects.exists()


def test_planning_twice_does_nothing_more(planned):
    planned()
    assert str(asking.plan(moment(date(2025, 7, 2), 2))) == "0 planned, 0 asked, 0 lapsed"
    assert Followup.objects.count() == 3


def test_a_mailbox_is_kept_until_the_last_window_closes(planned):
    case = planned().case
    assert Mailbox.objects.get(box=case.box).kept_until == date(2027, 9, 30)


def test_a_later_ending_is_planned_anew_and_replaces_what_nobody_was_asked(planned, ada):
    from kast.casework import codes, endings

    case = planned("mailbox", (6, 12)).case
    endings.reopen(case, by=ada, at=moment(date(2025, 8, 1)))
    again = endings.Agreement(agreed=True, means=codes.FollowupMeans.CALL, months=(12,))
    endings.end(case, codes.Ending.AGREED, again, by=ada, at=moment(date(2025, 9, 1)))
    asking.plan(moment(date(2025, 9, 2), 2))
    rows = Followup.objects.filter(case=case)
    assert {row.ended_on for row in rows} == {date(2025, 9, 1)}
    assert rows.get(months=12).due_on == date(2026, 9, 1)


def test_the_unit_says_when_one_asks_and_half_open_windows_follow(ended, settings_of_unit):
    settings_of_unit(followup_spans=[[6, 4, 9], [12, 9, 18]])
    asking_later = ended("mailbox", (6, 12))
    asking.plan(moment(date(2025, 7, 1), 2))
    rows = {row.months: row for row in Followup.objects.filter(case=asking_later)}
    assert set(rows) == {6, 12}
    assert (rows[6].opens_on, rows[6].closes_on) == (date(2025, 10, 30), date(2026, 3, 30))
    assert rows[12].opens_on == rows[6].closes_on


def test_a_later_setting_changes_nothing_that_was_agreed(ended, settings_of_unit):
    case = ended("mailbox", (6, 12, 24))
    settings_of_unit(followup_spans=[[12, 11, 13]])
    asking.plan(moment(date(2025, 7, 1), 2))
    rows = Followup.objects.filter(case=case)
    assert {row.months for row in rows} == {6, 12, 24}
    assert rows.get(months=12).opens_on == date(2026, 4, 30)
