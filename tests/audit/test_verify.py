"""Whatever is done to any entry is found and named, in whatever order the lanes grew."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kast.audit import anchors, trail
from kast.audit.acts import Act
from kast.audit.faults import Fault, What
from kast.audit.models import Anchor, Entry, Head
from kast.audit.verify import verify

AT = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
ADA, EVA = SimpleNamespace(mark=UUID(int=1)), SimpleNamespace(mark=UUID(int=2))
ACTORS = [ADA, EVA, trail.VISITOR, trail.SYSTEM]
acts = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(list(Act)[:-1]), st.booleans()), min_size=1, max_size=20
)
several = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

pytestmark = pytest.mark.django_db


def write(done, settings):
    for model in (Entry, Head, Anchor):
        model.objects.all().delete()
    settings.ANCHOR_FILE.unlink(missing_ok=True)
    for minutes, (actor, act, about) in enumerate(done):
        trail.record(
            act,
            by=actor,
            about=[SimpleNamespace(mark=uuid4())] * about,
            fields=["state", "ending"] * about,
            at=AT + timedelta(minutes=minutes),
        )


def any_entry(data):
    return data.draw(st.sampled_from(list(Entry.objects.order_by("pk"))))


def last_number(entry):
    return Head.objects.get(lane=entry.lane).number


def shift(entry, by):
    """Renumber what stands behind an entry, as whoever covers his tracks would."""
    behind = Entry.objects.filter(lane=entry.lane, number__gt=entry.number)
    for row in behind.order_by("-number" if by > 0 else "number"):
        Entry.objects.filter(pk=row.pk).update(number=row.number + by)


@several
@given(acts)
def test_what_was_written_is_whole(settings, done):
    write(done, settings)
    anchors.write(AT.date())
    found = verify()
    assert found.faults == ()
    assert (found.entries, found.lanes) == (len(done), len({id(actor) for actor, *_ in done}))
    assert found.anchored_on == AT.date()


@several
@given(acts, st.data())
def test_a_changed_entry_is_named(settings, done, data):
    write(done, settings)
    entry = any_entry(data)
    field, value = data.draw(
        st.sampled_from(
            [
                ("act", "case:died"),
                ("about", str(uuid4())),
                ("fields", "alias"),
                ("on", AT.date() - timedelta(days=9)),
                ("at", AT - timedelta(seconds=1)),
                ("mac", b"made up"),
            ]
        )
    )
    Entry.objects.filter(pk=entry.pk).update(**{field: value})
    assert verify().faults == (Fault(What.CHANGED, entry.lane, entry.number),)


@several
@given(acts, st.data())
def test_a_removed_entry_is_named(settings, done, data):
    write(done, settings)
    entry = any_entry(data)
    what = What.CUT_OFF if entry.number == last_number(entry) else What.REMOVED
    Entry.objects.filter(pk=entry.pk).delete()
    if data.draw(st.booleans()):
        shift(entry, -1)
    alone = not Entry.objects.filter(lane=entry.lane).exists()
    assert verify().faults == (Fault(What.LANE_GONE, entry.lane) if alone else Fault(what, entry.lane, entry.number),)


@several
@given(acts, st.data())
def test_an_entry_put_in_is_named(settings, done, data):
    write(done, settings)
    entry = any_entry(data)
    number = entry.number + data.draw(st.integers(0, 1))
    shift(SimpleNamespace(lane=entry.lane, number=number - 1), 1)
    act = "case:ended" if entry.act == "case:read" else "case:read"  # a copy of its neighbour would be that neighbour
    Entry.objects.create(
        lane=entry.lane, number=number, act=act, about=entry.about, on=AT.date(), at=entry.at, mac=entry.mac
    )
    assert verify().faults == (Fault(What.PUT_IN, entry.lane, number),)


@several
@given(acts, st.data())
def test_a_copied_entry_does_not_hold_in_another_lane(settings, done, data):
    write(done, settings)
    entry = any_entry(data)
    lane = data.draw(st.sampled_from(sorted({"visitors", "system", str(UUID(int=3))} - {entry.lane})))
    end = Head.objects.filter(lane=lane).first() or Head(lane=lane)
    entry.pk, entry.lane, entry.number = None, lane, end.number + 1
    entry.save(force_insert=True)
    assert not verify().whole
    assert any(fault.lane == lane and fault.number == end.number + 1 for fault in verify().faults)


@several
@given(acts, st.data(), st.sampled_from(["table", "file", "both"]))
def test_a_tail_cut_off_without_a_trace_shows_against_the_anchor(settings, done, data, anchored):
    """Whoever cuts entries and sets the lane's own row back leaves a chain without a fault; the anchor tells."""
    write(done, settings)
    anchors.write(AT.date())
    entry = any_entry(data)
    Entry.objects.filter(lane=entry.lane, number__gte=entry.number).delete()
    last = Entry.objects.filter(lane=entry.lane).order_by("-number").first()
    if last:
        Head.objects.filter(lane=entry.lane).update(number=last.number, mac=bytes(last.mac))
    else:
        Head.objects.filter(lane=entry.lane).delete()
    if anchored == "table":
        settings.ANCHOR_FILE.unlink()
    if anchored == "file":
        Anchor.objects.all().delete()
    expected = Fault(What.CUT_OFF, entry.lane, entry.number) if last else Fault(What.LANE_GONE, entry.lane)
    assert verify().faults[0] == expected
    assert (len(verify().faults) == 1) == (anchored == "both")


@several
@given(acts, st.data())
def test_a_tail_cut_off_and_grown_anew_shows_against_the_anchor(settings, done, data):
    write(done, settings)
    entry = any_entry(data)
    last = last_number(entry)
    anchors.write(AT.date())
    Entry.objects.filter(lane=entry.lane, number__gte=entry.number).delete()
    before = Entry.objects.filter(lane=entry.lane).order_by("-number").first()
    Head.objects.filter(lane=entry.lane).update(number=entry.number - 1, mac=bytes(before.mac) if before else b"")
    actor = next((one for one in (ADA, EVA) if str(one.mark) == entry.lane), None)
    actor = actor or next(one for one in (trail.VISITOR, trail.SYSTEM) if one.name == entry.lane)
    for _ in range(entry.number, last + 2):
        trail.record(Act.CASE_READ, by=actor, fields=["instead"], at=AT)
    assert verify().faults == (Fault(What.ANOTHER, entry.lane, last, "2026-11-24"),)


def test_a_lane_whose_own_row_is_gone_set_back_or_changed_is_named(settings):
    write([(ADA, Act.CASE_READ, True)] * 3 + [(EVA, Act.CASE_READ, True)], settings)
    lane, three = str(ADA.mark), Head.objects.get(lane=ADA.mark)
    for change in (
        lambda heads: heads.update(number=2),
        lambda heads: heads.update(number=3, mac=b"made up"),
        lambda heads: heads.delete(),
    ):
        change(Head.objects.filter(lane=lane))
        (fault,) = verify().faults
        assert (fault.what, fault.lane) == (What.END_CHANGED, lane)
    three.save(force_insert=True)
    assert verify().whole


def test_one_fault_in_each_lane_and_the_first_of_each(settings):
    write([(ADA, Act.CASE_READ, True)] * 5 + [(EVA, Act.CASE_READ, True)] * 5, settings)
    Entry.objects.filter(number__in=[2, 4]).update(act="case:died")
    assert verify().faults == tuple(Fault(What.CHANGED, str(lane.mark), 2) for lane in (ADA, EVA))


def test_a_day_that_cannot_be_read_is_a_changed_entry(settings):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes no such day")
    write([(trail.SYSTEM, Act.CASE_READ, False)] * 3, settings)
    with connection.cursor() as cursor:
        cursor.execute("""UPDATE audit_entry SET "on" = '2026-99-99' WHERE number = 2""")
    assert verify().faults == (Fault(What.CHANGED, "system", 2),)


def test_no_character_moves_from_one_column_to_the_next(settings):
    write([(ADA, Act.CASE_READ, True)], settings)
    entry = Entry.objects.get()
    Entry.objects.update(about=entry.about + entry.fields, fields="")
    assert not verify().whole


def test_another_key_finds_nothing_whole(settings):
    write([(ADA, Act.CASE_READ, True)], settings)
    settings.AUDIT_KEY = "another"
    assert verify().faults[0].what == What.CHANGED


def test_nothing_written_yet_is_whole():
    assert verify().whole
    assert verify().entries == 0


def test_the_command_says_whole_or_names_the_fault(settings, capsys):
    write([(trail.SYSTEM, Act.CASE_READ, False)] * 3, settings)
    call_command("audit", "verify")
    assert capsys.readouterr().out.startswith("The audit is whole: 3 entries in 1 lane. It was never anchored")
    anchors.write(AT.date())
    call_command("audit", "verify")
    assert capsys.readouterr().out == "The audit is whole: 3 entries in 1 lane. Last anchored on 2026-11-24.\n"
    Entry.objects.filter(number=2).update(act="case:died")
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify")
    assert ended.value.code == 1
    assert "system: entry 2 was changed\n" in capsys.readouterr().err
