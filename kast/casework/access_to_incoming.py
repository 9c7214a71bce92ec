"""The only way to what has come in and belongs to no case yet: letters, slips, referrals, what a sister unit sends.

The intake circle opens it, or she to whom a colleague passed a letter on. Absent and forbidden are alike: 404.
"""

from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from kast.door.models import Letter, Referral, Slip
from kast.staff.models import Member

from . import access, cases, referred
from .models import Arrival, Case, SlipCall


def letter_for(member: Member, number: int) -> Letter:
    """A letter that belongs to no case and that she can open: the circle's, or passed on to her. Else 404.

    One whose writer she knows stays closed to her, whatever was wrapped for her since.
    """
    found = Letter.objects.filter(number=number, mailbox__deleted_on=None).exclude(
        mailbox__box__in=access.known_to(member)
    )
    letter = found.select_related("mailbox__box").first()
    if letter is None or Case.objects.filter(box=letter.mailbox.box).exists():
        raise Http404
    _need(letter.mailbox.box, member)
    return letter


def slip_for(member: Member, pk: UUID, *, at: datetime) -> Slip:
    """A slip that is still kept and that she can open, as one of the circle. Else 404."""
    slip = Slip.objects.filter(pk=pk, kept_until__gt=timezone.localdate(at)).select_related("box").first()
    if slip is None:
        raise Http404
    _need(slip.box, member)
    return slip


def call_for(member: Member, pk: UUID) -> SlipCall:
    """A call whose slip she can open. Else 404."""
    call = SlipCall.objects.filter(pk=pk).select_related("slip__box").first()
    if call is None:
        raise Http404
    _need(call.slip.box, member)
    return call


def referral_for(member: Member, number: int, *, at: datetime) -> Referral:
    """A referral that nobody has taken and that she can open. Else 404."""
    found = referred.unclaimed(on=timezone.localdate(at)).filter(number=number).first()
    if found is None:
        raise Http404
    _need(found.box, member)
    return found


def arrival_for(member: Member, pk: UUID) -> Arrival:
    """What came from a sister unit: while it waits, for who is in the circle; answered, for who answered. Else 404."""
    arrival = Arrival.objects.select_related("sister", "case").filter(pk=pk).first()
    if arrival is None or not cases.keys_of(member).in_circle:
        raise Http404
    if arrival.state != Arrival.State.WAITING and arrival.answered_by_id != member.pk:
        raise Http404
    return arrival


def _need(box: cases.Box, member: Member) -> None:
    """Raises Http404 when the box does not open for her."""
    try:
        cases.key_of(box, member)
    except cases.CannotOpen as fault:
        raise Http404 from fault
