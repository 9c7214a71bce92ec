"""What must not be forgotten: a risk that somebody has flagged, a person who may be leaving, a thing to do."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.vault.fields import SealedField
from kast.vault.models import Box

from .case import Case


class Risk(Marked):
    """A flag that stands until somebody has written what happened. Of a case, of a letter, or of nobody known.

    It hangs on the box, so that a letter's flag is the case's once there is one. A threat without a case has a box of
    its own, which every counsellor can open.
    """

    class Kind(models.TextChoices):
        SUICIDE = "suicide", _("självmord")
        VIOLENCE = "violence", _("våld")
        CHILD = "child", _("barn")
        TRAFFICKING = "trafficking", _("människohandel pågår")
        THREAT = "threat", _("hot mot personal")

    class State(models.TextChoices):
        RAISED = "raised", _("ingen har tagit den")
        ACKNOWLEDGED = "acknowledged", _("mottagen")
        CLOSED = "closed", _("avslutad")

    class Outcome(models.TextChoices):
        CALMER = "calmer", _("läget är lugnare")
        TAKEN_OVER = "taken_over", _("andra har tagit över")
        NOT_SO = "not_so", _("det var inte så")
        NOT_REACHED = "not_reached", _("vi nådde inte fram")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=11, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RAISED)
    worry = SealedField()  # what worries
    doing = SealedField()  # what we do now
    doer = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")
    by_when = models.DateTimeField(null=True)
    raised_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    taken_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=11, choices=Outcome.choices, blank=True, default="")
    happened = SealedField()
    closed_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="raised", taken_by__isnull=True, taken_at__isnull=True)
                | Q(state__in=["acknowledged", "closed"], taken_by__isnull=False, taken_at__isnull=False),
                name="a_taken_risk_has_its_counsellor",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_by__isnull=False, closed_at__isnull=False) & ~Q(outcome="")
                | Q(state__in=["raised", "acknowledged"], closed_by__isnull=True, closed_at__isnull=True, outcome=""),
                name="a_closed_risk_has_its_end",
            ),
            models.UniqueConstraint(
                fields=["box", "kind"], condition=~Q(state="closed"), name="one_open_risk_of_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["raised_at"], condition=~Q(state="closed"), name="open_risks")]

    def __str__(self) -> str:
        return str(self.id)


class EarlyWarning(Marked):
    """That a person may be leaving: on which day, sealed by which rule, and what was done about it."""

    class Done(models.TextChoices):
        CONTACTED = "contacted", _("har hört av mig")
        PLANNED = "planned", _("planerat")
        NOT_NEEDED = "not_needed", _("behövs inte")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="warnings")
    came_on = models.DateField()
    rules = SealedField()  # their codes, separated by spaces
    done = models.CharField(max_length=10, choices=Done.choices, blank=True, default="")
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")
    again_on = models.DateField(null=True)  # planned until then
    why = SealedField()  # not needed, because …

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done="", done_on__isnull=True, done_by__isnull=True)
                | ~Q(done="") & Q(done_on__isnull=False, done_by__isnull=False),
                name="what_was_done_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(done="planned") | Q(again_on__isnull=False), name="what_is_planned_has_its_day"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(done=""), name="one_warning_at_a_time"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Task(Marked):
    """One thing to do in a case, by a day. Without words in mode A."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    what = SealedField()
    due_on = models.DateField()
    who = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    done_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_by__isnull=True, done_at__isnull=True)
                | Q(done_by__isnull=False, done_at__isnull=False),
                name="what_is_done_was_done_by_somebody",
            )
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="tasks_to_do"),
            models.Index(fields=["done_by", "done_at"], name="tasks_done"),
        ]

    def __str__(self) -> str:
        return str(self.id)
