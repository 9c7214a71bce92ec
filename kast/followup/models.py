"""Asked some time later: did it help?"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.vault.fields import SealedField


class Followup(Marked):
    """One window after one ending: half a year, a year or two, counted from the day on which the case ended."""

    class State(models.TextChoices):
        DUE = "due", _("dags")
        ASKED = "asked", _("frågad")
        ANSWERED = "answered", _("har svarat")
        DECLINED = "declined", _("har tackat nej")
        NOT_AGREED = "not_agreed", _("ska inte kontaktas")
        NOT_REACHED = "not_reached", _("inte nådd")
        LAPSED = "lapsed", _("tiden gick ut")

    class Means(models.TextChoices):
        MAILBOX = "mailbox", _("i brevlådan")
        CALL = "call", _("samtal")
        SMS = "sms", _("i brevlådan, med ett sms")
        SELF = "self", _("hör av sig själv")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField()
    ended_on = models.DateField()  # the ending that it is counted from; a case may end more than once
    opens_on = models.DateField()  # the window is half-open: [opens_on, closes_on)
    due_on = models.DateField()
    closes_on = models.DateField()
    means = models.CharField(max_length=7, choices=Means.choices, blank=True, default="")
    state = models.CharField(max_length=11, choices=State.choices, default=State.DUE)
    answered_on = models.DateField(null=True)
    texted_on = models.DateField(null=True)  # the SMS that was chosen has been put on its way; once
    # The answer as JSON: any, calendar by month, last month, held back, worse, how things are, again.
    answer = SealedField()
    by_person = models.BooleanField(default=False)  # in the mailbox; else the counsellor wrote it down
    seen = models.BooleanField(default=False)  # the counsellor has read it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "ended_on", "months"], name="asked_once_in_each_window"),
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("due_on"), due_on__lt=models.F("closes_on")),
                name="a_window_holds_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(means="") | models.Q(state__in=["not_agreed", "declined"]),
                name="who_is_asked_has_said_how",
            ),
            models.CheckConstraint(
                condition=models.Q(state="answered", answered_on__isnull=False)
                | ~models.Q(state="answered") & models.Q(answered_on__isnull=True),
                name="an_answer_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["state", "closes_on"]),
            models.Index(fields=["case"], name="answers_not_read", condition=models.Q(state="answered", seen=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Baseline(Marked):
    """The same calendar at the first talks: whether and when the person had bought before they began."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, related_name="+")
    laid_on = models.DateField(null=True)  # the questions were laid in the mailbox
    answered_on = models.DateField(null=True)
    by_person = models.BooleanField(default=False)
    # The answer as JSON: ever, calendar by month, how things are. In mode A a counsellor's is counted and not kept.
    answer = SealedField()

    def __str__(self) -> str:
        return str(self.id)


class Attempt(models.Model):
    """One try to reach the person for a follow-up. The call itself is never timed."""

    class Result(models.TextChoices):
        REACHED = "reached", _("svarade")
        NO_ANSWER = "no_answer", _("inget svar")
        WRONG_NUMBER = "wrong_number", _("fel nummer")
        DO_NOT_CALL = "do_not_call", _("vill inte bli uppringd")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    followup = models.ForeignKey(Followup, on_delete=models.PROTECT, related_name="attempts")
    on = models.DateField()
    result = models.CharField(max_length=12, choices=Result.choices)
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.id)
