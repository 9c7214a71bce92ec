"""The only way to what lies in a mailbox, for the person it belongs to."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kast.staff import unit

from . import mailbox
from .mailbox import Entry
from .visitors import Visit


@dataclass(frozen=True, repr=False)
class Thread:
    """What the person sees inside."""

    entries: list[Entry]
    # By when the oldest letter without an answer has one; None when each has.
    answer_by: date | None
    late: bool
    # A counsellor gave new words since the last visit.
    words_changed: bool
    kept_until: date

    @property
    def newest_is_ours(self) -> bool:
        """Whether an answer stands on top."""
        return bool(self.entries and self.entries[0].who)


def thread(visit: Visit, *, at: datetime) -> Thread:
    """The person reads: written down is that answers were read, not when (mailbox.read)."""
    entries = mailbox.read(visit.mailbox, visit.key, at=at)
    since = mailbox.unanswered_since(visit.mailbox)
    answer_by = unit.answer_by(since) if since else None
    return Thread(
        entries=entries,
        answer_by=answer_by,
        late=answer_by is not None and answer_by < timezone.localdate(at),
        words_changed=mailbox.tell_of_new_words(visit.mailbox),
        kept_until=visit.mailbox.kept_until,
    )
