from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kast.audit import anchors, forgetting, trail
from kast.audit.acts import Act
from kast.audit.faults import Fault, What
from kast.audit.models import Anchor, Entry, Head
from kast.audit.verify import verify

AT = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
TODAY = AT.date()

pytestmark = pytest.mark.django_db


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def hundred_days():
    """An act each day in one lane, an old one in the other; anchored every day."""
    trail.record(Act.LETTER_SENT, by=trail.VISITOR, at=AT - timedelta(days=100))
    for days in range(99, -1, -1):
        trail.record(Act.CASE_READ, by=trail.SYSTEM, at=AT - timedelta(days=days))
        anchors.write(ago(days))


def test_past_entries_are_forgotten_and_the_rest_stays_whole(hundred_days):
    assert forgetting.forget(before=ago(89), at=AT) == 10
    assert verify().faults == ()
    assert forgetting.forget(before=ago(89), at=AT) == 0
    assert forgetting.forget(before=ago(9), at=AT) == 80
    assert verify().faults == ()
    stone = Entry.objects.get(act=Act.AUDIT_FORGOTTEN)
    assert (stone.number, stone.about) == (90, "90")
    assert Entry.objects.filter(lane="system").count() == 11


def test_the_last_entry_of_a_lane_always_stays(hundred_days):
    forgetting.forget(before=TODAY + timedelta(days=1), at=AT)
    assert Entry.objects.get(lane="visitors").act == "letter:sent"
    assert Entry.objects.filter(lane="system").count() == 2
    assert verify().faults == ()


def test_anchors_of_forgotten_days_leave_the_table_but_for_the_last(hundred_days, settings):
    forgetting.forget(before=ago(89), at=AT)
    assert Anchor.objects.count() == 90
    forgetting.forget(before=TODAY + timedelta(days=1), at=AT)
    assert Anchor.objects.get().on == TODAY
    assert len(settings.ANCHOR_FILE.read_text("utf-8").splitlines()) == 100
    assert verify().faults == ()


@pytest.mark.parametrize("change", [{"about": "1"}, {"fields": "00" * 32}, {"fields": "no hash"}, {"act": "case:read"}])
def test_what_stands_for_the_forgotten_cannot_be_changed(hundred_days, change):
    forgetting.forget(before=ago(89), at=AT)
    Entry.objects.filter(act=Act.AUDIT_FORGOTTEN).update(**change)
    (fault,) = verify().faults
    assert fault.lane == "system"
    assert fault.what == (What.REMOVED if "act" in change else What.CHANGED)


def test_what_stands_for_the_forgotten_cannot_be_removed_or_made_up(hundred_days):
    forgetting.forget(before=ago(89), at=AT)
    stone = Entry.objects.get(act=Act.AUDIT_FORGOTTEN)
    eleven = Entry.objects.get(lane="system", number=11)
    Entry.objects.filter(pk=stone.pk).delete()
    assert verify().faults == (Fault(What.REMOVED, "system", 1),)
    Entry.objects.filter(pk=eleven.pk).delete()
    stone.number, stone.about, stone.fields = 11, "11", bytes(eleven.mac).hex()
    stone.save(force_insert=True)
    assert verify().faults == (Fault(What.CHANGED, "system", 11),)


def test_a_clock_that_went_wrong_once_leaves_no_hole():
    for days in (50, 40, 2, 30, 1):
        trail.record(Act.CASE_READ, by=trail.SYSTEM, at=AT - timedelta(days=days))
    assert forgetting.forget(before=ago(20), at=AT) == 2
    assert verify().faults == ()
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [2, 3, 4, 5]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["act", "anchor", "forget"])), min_size=1, max_size=25),
    st.data(),
)
def test_forgetting_leaves_a_whole_audit_in_which_every_change_still_shows(settings, days, data):
    for model in (Entry, Head, Anchor):
        model.objects.all().delete()
    settings.ANCHOR_FILE.unlink(missing_ok=True)
    for ago_, what in sorted(days, key=lambda day: -day[0]):
        at = AT - timedelta(days=ago_)
        if what == "anchor":
            anchors.write(at.date())
        elif what == "forget":
            forgetting.forget(before=at.date() - timedelta(days=3), at=at)
        else:
            trail.record(Act.CASE_READ, by=trail.SYSTEM, at=at)
            trail.record(Act.LETTER_SENT, by=trail.VISITOR, at=at)
    assert verify().faults == ()
    if Entry.objects.exists():
        entry = data.draw(st.sampled_from(list(Entry.objects.all())))
        Entry.objects.filter(pk=entry.pk).update(about="changed")
        assert verify().faults == (Fault(What.CHANGED, entry.lane, entry.number),)
