"""A day, or a time, in the person's own calendar. It says nothing: no place, note, organiser, address or alarm."""

import uuid
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event


def of(day: date, *, summary: str) -> bytes:
    """An all-day event on this day, private, that takes up no time. Its stamp is the day's own, not the moment."""
    event = _event(day, summary, stamp=datetime.combine(day, time(), UTC))
    event.add("transp", "TRANSPARENT")
    return _file(event)


def of_time(starts: datetime, ends: datetime, *, summary: str) -> bytes:
    """An event from one moment to another, private. Its stamp is the time's own."""
    event = _event(starts.astimezone(UTC), summary, stamp=starts.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    return _file(event)


def _event(begins: date, summary: str, *, stamp: datetime) -> Event:
    event = Event()
    event.add("summary", summary)
    event.add("dtstart", begins)
    event.add("dtstamp", stamp)
    event.add("uid", str(uuid.uuid4()))
    event.add("class", "PRIVATE")
    return event


def _file(event: Event) -> bytes:
    kept = Calendar()
    kept.add("prodid", "-//Kalender//1//")
    kept.add("version", "2.0")
    kept.add_component(event)
    return bytes(kept.to_ical())
