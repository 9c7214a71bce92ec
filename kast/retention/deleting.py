"""*Delete everything*: what the person takes away with one press, and what the law does not let go."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kast.appointments import bookings
from kast.audit import trail
from kast.audit.acts import Act
from kast.casework import cases
from kast.casework.models import Case, Phone
from kast.door import mailbox
from kast.door.visitors import Visit
from kast.followup import asking
from kast.staff import texts, unit
from kast.staff.texts import Text

from . import forgetting, person


@dataclass(frozen=True)
class Ahead:
    """What pressing the button will do, said before it is pressed."""

    letters_go: bool  # the unit's decision lets letters and answers go; else only the way in ends
    met: bool  # a counsellor has the person's talks in her list
    notes: Text | None  # the unit's own words on notes that stay
    purging: str  # how long those are kept: exempt, purged, unknown
    by_birth: bool  # with a name, the day of birth may decide
    backup_days: int


def ahead(visit: Visit) -> Ahead:
    """What stays, why, until when."""
    case = _case_of(visit)
    notes = case is not None and forgetting.holds_notes(case)
    return Ahead(
        letters_go=bool(forgetting.decision()),
        met=case is not None,
        notes=texts.text("delete.notes") if notes else None,
        purging=unit.value("purging"),
        by_birth=case is not None and case.mode == Case.Mode.C,
        backup_days=unit.value("backup_days"),
    )


@transaction.atomic
def delete_everything(visit: Visit, *, at: datetime) -> bool:
    """The person deletes everything. Whether letters and answers went too.

    The words open nothing any more, and whoever else holds the mailbox open is out. Booked times are free again; the
    numbers and addresses in them, and what was on its way, are gone. Nobody is asked how it went. Where
    the unit's retention decision lets them go, letters, answers and begun answers are destroyed; of somebody who has no
    case nothing remains at all, the box's keys included. A case keeps its key, for its notes, or until its counsellor,
    who sees what was done, has ended it; then the night's forgetting takes it.

    Written down: the day on the case, one audit entry with the day. No fact: how it ended is the counsellor's to say.
    """
    case, goes = _case_of(visit), bool(forgetting.decision())
    if not mailbox.held(visit.mailbox):  # a second press, in the same moment
        return goes
    bookings.forget(visit.key)
    mailbox.end(visit.mailbox, at=at)
    if case is not None:
        cases.hold(case)
        asking.withdraw(case)
        case.mailbox_deleted_on = timezone.localdate(at)
        case.save(update_fields=["mailbox_deleted_on"])
        Phone.objects.filter(case=case).delete()
    if goes and case is None:
        person.forget(visit.mailbox.box)
    elif goes:
        person.letters_and_answers(visit.mailbox.box)
    trail.record(Act.MAILBOX_DELETED if goes else Act.MAILBOX_ENDED, by=trail.VISITOR, about=[visit.mailbox], at=at)
    return goes


def _case_of(visit: Visit) -> Case | None:
    return Case.objects.filter(box=visit.mailbox.box_id).first()
