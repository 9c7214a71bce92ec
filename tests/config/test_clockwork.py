from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kast.config import clockwork
from kast.config.clockwork import Step

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=STOCKHOLM)


def test_a_step_that_fails_keeps_none_after_it_and_its_message_is_told_to_nobody(caplog):
    done = []

    def fails(when):
        raise ValueError("what somebody wrote")

    outcomes = clockwork.run([Step("first", fails), Step("second", done.append)], at=at(4, 3))
    assert done == [at(4, 3)]
    assert [outcome.fault for outcome in outcomes] == ["ValueError", ""]
    assert "what somebody wrote" not in repr(outcomes)


def test_the_nights_work_is_due_once_a_night_after_two():
    assert clockwork.night_is_due(at(4, 1))  # never done yet
    clockwork.night_done(date(2026, 3, 4))
    assert not clockwork.night_is_due(at(4, 23))
    assert not clockwork.night_is_due(at(5, 1, 59))
    assert clockwork.night_is_due(at(5, 2))


def test_a_night_that_was_missed_is_made_up_for_at_once():
    clockwork.night_done(date(2026, 3, 4))
    assert clockwork.night_is_due(at(6, 0, 5))


def test_nights_are_local_also_when_the_clocks_change():
    clockwork.night_done(date(2026, 3, 28))
    assert not clockwork.night_is_due(datetime(2026, 3, 29, 0, 30, tzinfo=ZoneInfo("UTC")))  # 01:30 in Stockholm
    assert clockwork.night_is_due(datetime(2026, 3, 29, 1, 0, tzinfo=ZoneInfo("UTC")))  # two became three


def test_a_torn_file_counts_as_not_done(tmp_path):
    (tmp_path / "night-done").write_text("2026-0", "utf-8")
    assert clockwork.night_is_due(at(4, 12))
