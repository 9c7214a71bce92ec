from datetime import UTC, datetime, timedelta

import pytest

from kast.audit import anchors, trail
from kast.audit.acts import Act
from kast.audit.faults import What
from kast.audit.models import Anchor
from kast.audit.verify import verify

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = AT.date()

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_days(settings):
    for days in (2, 1, 0):
        trail.record(Act.CASE_READ, by=trail.SYSTEM, at=AT - timedelta(days=days))
        anchors.write(TODAY - timedelta(days=days))
    assert verify().faults == ()
    return settings.ANCHOR_FILE


def whats():
    return [(fault.what, fault.on or fault.number) for fault in verify().faults]


def test_a_day_is_one_line_that_can_be_read(three_days):
    line = three_days.read_text("utf-8").splitlines()[-1]
    day, mac, heads = line.split(" ")
    assert day == "2026-11-24"
    assert len(bytes.fromhex(mac)) == 32
    assert heads.startswith('{"system":[3,"')


def test_only_its_owner_reads_the_file(three_days):
    assert three_days.stat().st_mode & 0o777 == 0o600


def test_the_same_day_is_anchored_once(three_days):
    trail.record(Act.CASE_READ, by=trail.SYSTEM, at=AT)
    anchors.write(TODAY)
    assert Anchor.objects.count() == 3
    assert len(three_days.read_text("utf-8").splitlines()) == 3


def test_a_file_that_cannot_be_written_leaves_no_anchor(settings, tmp_path):
    settings.ANCHOR_FILE = tmp_path
    with pytest.raises(IsADirectoryError):
        anchors.write(TODAY)
    assert not Anchor.objects.exists()


def test_an_anchor_changed_in_the_table_shows(three_days):
    anchor = Anchor.objects.get(on=TODAY)
    anchor.heads = {}
    anchor.save()
    assert whats() == [(What.ANCHOR_CHANGED, "2026-11-24")]


@pytest.mark.parametrize("made_up", ["2026-11-24 00 {}", "nothing", "", '2026-11-24 zz {"a":1}', "2026-99-99 00 []"])
def test_a_line_changed_in_the_file_shows(three_days, made_up):
    lines = three_days.read_text("utf-8").splitlines()
    three_days.write_text("\n".join([lines[0], made_up, lines[2]]) + "\n", "utf-8")
    assert whats() == [(What.LINE_CHANGED, 2), (What.NOT_IN_FILE, "2026-11-23")]


def test_an_anchor_taken_out_of_the_table_shows(three_days):
    Anchor.objects.filter(on=TODAY - timedelta(days=1)).delete()
    assert whats() == [(What.NOT_IN_TABLE, "2026-11-23")]


def test_a_file_that_is_gone_shows(three_days):
    three_days.unlink()
    assert [what for what, _ in whats()] == [What.NOT_IN_FILE] * 3


def test_acts_after_the_last_anchor_are_no_fault(three_days):
    trail.record(Act.CASE_READ, by=trail.SYSTEM, at=AT)
    trail.record(Act.LETTER_SENT, by=trail.VISITOR, at=AT)
    assert verify().faults == ()
