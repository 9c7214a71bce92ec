"""How people come in by other ways than a letter: calls to those who left a slip, and a number kept in a case."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.door.models import Slip
from kast.vault.fields import SealedField

from .case import Case


class SlipCall(Marked):
    """One try to call somebody who left a slip. The day is kept, and the part of it; the call itself is never timed.

    While `undo_until` stands the result can be undone, and nothing is counted or forgotten for it.
    """

    class Result(models.TextChoices):
        REACHED = "reached", _("svarade")
        NO_ANSWER = "no_answer", _("inget svar")
        WRONG_NUMBER = "wrong_number", _("fel nummer")
        DO_NOT_CALL = "do_not_call", _("vill inte bli uppringd")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=12, choices=Result.choices)
    on = models.DateField()
    part = models.CharField(max_length=9)  # of the day: slips.Part
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    undo_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slip"], condition=Q(undo_until__isnull=False), name="one_result_at_a_time_can_be_undone"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Phone(Marked):
    """A person's number and when it may be called, kept in the case with that person's yes; deleted in one press."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="phone")
    words = SealedField()  # as JSON: what stood on the slip, or how a referral said the person may be reached
    kept_on = models.DateField()

    def __str__(self) -> str:
        return str(self.id)
