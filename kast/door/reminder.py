"""A day in the person's own calendar. It says nothing: no place, note, organiser, address or alarm."""

import uuid
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event


def of(day: date, *, summary: str) -> bytes:
    """An all-day event on this day, private, that takes up no time. Its stamp is the day's own, not the moment."""
    event = Event()
    event.add("summary", summary)
    event.add("dtstart", day)
    event.add("dtstamp", datetime.combine(day, time(), UTC))
    event.add("uid", str(uuid.uuid4()))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    kept = Calendar()
    kept.add("prodid", "-//Kalender//1//")
    kept.add("version", "2.0")
    kept.add_component(event)
    return bytes(kept.to_ical())
