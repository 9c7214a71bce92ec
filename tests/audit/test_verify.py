"""Any change to any entry is found and named, whatever the order in which the lanes grew."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kast.audit import anchors, forgetting, trail
from kast.audit.acts import Act
from kast.audit.models import Anchor, Entry, Head
from kast.audit.verify import verify

AT = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
ACTORS = [SimpleNamespace(mark=uuid4()), SimpleNamespace(mark=uuid4()), trail.VISITOR, trail.SYSTEM]
acts = st.lists(st.tuples(st.sampled_from(range(4)), st.sampled_from(list(Act)[:20])), min_size=1, max_size=25)
several = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(done, settings_):
    Entry.objects.all().delete()
    Head.objects.all().delete()
    Anchor.objects.all().delete()
    settings_.ANCHOR_FILE.unlink(missing_ok=True)
    for at, (actor, act) in enumerate(done):
        trail.record(act, by=ACTORS[actor], about=[SimpleNamespace(mark=uuid4())], at=AT + timedelta(minutes=at))


def lane_of(entry):
    return [row for row in Entry.objects.filter(lane=entry.lane).order_by("number")]


pytestmark = pytest.mark.django_db


@several
@given(acts)
def test_what_was_written_is_whole(settings, done):
    write(done, settings)
    anchors.write(AT.date())
    found = verify()
    assert found.whole, found.faults
    assert (found.entries, found.lanes) == (len(done), len({actor for actor, _ in done}))


@several
@given(acts, st.data())
def test_a_changed_entry_is_named(settings, done, draw):
    write(done, settings)
    entry = draw.draw(st.sampled_from(list(Entry.objects.order_by("pk"))))
    field, value = draw.draw(
        st.sampled_from(
            [("act", "case:died"), ("about", str(uuid4())), ("fields", "alias"), ("on", AT.date() - timedelta(days=9))]
        )
    )
    Entry.objects.filter(pk=entry.pk).update(**{field: value})
    assert verify().faults == (f"{entry.lane}: entry {entry.number} was changed or put in",)


@several
@given(acts, st.data())
def test_a_removed_entry_is_named(settings, done, draw):
    write(done, settings)
    entry = draw.draw(st.sampled_from(list(Entry.objects.order_by("pk"))))
    last = lane_of(entry)[-1].pk == entry.pk
    entry.delete()
    expected = f"cut off after entry {entry.number - 1}" if last else f"entry {entry.number} is missing"
    assert verify().faults == (f"{entry.lane}: {expected}",)


@several
@given(acts, st.data())
def test_an_entry_put_in_is_named(settings, done, draw):
    write(done, settings)
    entry = draw.draw(st.sampled_from(list(Entry.objects.order_by("pk"))))
    rest = [row for row in lane_of(entry) if row.number >= entry.number]
    for row in reversed(rest):
        Entry.objects.filter(pk=row.pk).update(number=row.number + 1)
    Entry.objects.create(lane=entry.lane, number=entry.number, act="case:read", on=AT.date(), mac=b"made up")
    assert verify().faults == (f"{entry.lane}: entry {entry.number} was changed or put in",)


@several
@given(acts, st.data())
def test_a_tail_cut_off_with_its_head_shows_against_the_anchor(settings, done, draw):
    """Whoever cuts entries and sets the head back leaves a chain without a fault; the anchor tells."""
    write(done, settings)
    anchors.write(AT.date())
    entry = draw.draw(st.sampled_from(list(Entry.objects.order_by("pk"))))
    kept = [row for row in lane_of(entry) if row.number < entry.number]
    Entry.objects.filter(lane=entry.lane, number__gte=entry.number).delete()
    if kept:
        Head.objects.filter(lane=entry.lane).update(number=kept[-1].number, mac=kept[-1].mac)
    else:
        Head.objects.filter(lane=entry.lane).delete()
    Anchor.objects.all().delete()  # the file remains
    assert f"{entry.lane}: " in verify().faults[-1] + verify().faults[0]
    assert not verify().whole


def test_an_anchor_made_up_without_the_key_shows(settings):
    write([(0, Act.CASE_READ)], settings)
    anchors.write(AT.date())
    anchor = Anchor.objects.get()
    anchor.heads = {}
    anchor.save()
    assert "the anchor of 2026-11-24 was changed" in verify().faults


def test_past_entries_are_forgotten_and_the_rest_stays_whole(settings):
    write([], settings)
    for day in range(6):
        trail.record(Act.CASE_READ, by=ACTORS[0], at=AT - timedelta(days=100 - day))
    trail.record(Act.CASE_READ, by=ACTORS[0], at=AT)
    anchors.write(AT.date())
    assert forgetting.forget(before=AT.date() - timedelta(days=96), at=AT) == 4
    assert verify().whole, verify().faults
    assert forgetting.forget(before=AT.date() - timedelta(days=96), at=AT) == 0
    assert forgetting.forget(before=AT.date(), at=AT) == 2
    assert verify().whole, verify().faults
    assert Entry.objects.get(act=Act.AUDIT_FORGOTTEN).about == "6"
    Entry.objects.filter(act=Act.AUDIT_FORGOTTEN).update(about="1")
    assert not verify().whole


def test_visitors_leave_a_day_and_no_time(settings):
    write([(2, Act.LETTER_SENT)], settings)
    assert Entry.objects.get().at is None
    assert Entry.objects.get().on == AT.date()


@pytest.mark.django_db(transaction=True)
def test_an_act_is_written_down_in_its_own_transaction_or_not_at_all():
    with pytest.raises(trail.OutsideTransaction):
        trail.record(Act.CASE_READ, by=trail.SYSTEM, at=AT)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        trail.record(Act.CASE_READ, by=trail.SYSTEM, at=AT)
        raise ZeroDivisionError
    assert Entry.objects.count() == 0


def test_the_command_says_whole_or_names_the_fault(settings, capsys):
    write([(3, Act.CASE_READ)] * 3, settings)
    call_command("audit", "verify")
    assert capsys.readouterr().out == "The audit is whole: 3 entries in 1 lanes.\n"
    Entry.objects.filter(number=2).update(act="case:died")
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify")
    assert ended.value.code == 1
    assert "system: entry 2 was changed or put in" in capsys.readouterr().err
