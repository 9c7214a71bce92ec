"""The duty of silence: what was decided about it, and who has asked to get something out of a case.

Who asked, for what, by which paragraph and what was decided are sealed; in clear stand days, and how a request stands.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.vault.fields import SealedField

from .case import Case


class Decision(Marked):
    """A decision with the decision aid, also one to do nothing. In mode A it holds codes only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    said = SealedField()  # codes and the paragraphs as they read that day, as JSON
    why = SealedField()  # her own words
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Disclosure(Marked):
    """That somebody has asked to get something out of a case, and how it went. Refusal is the default."""

    class State(models.TextChoices):
        ASKED = "asked", _("begärt")
        REFUSED = "refused", _("nekat")
        GIVEN = "given", _("lämnat")
        APPEALED = "appealed", _("överklagat")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_on = models.DateField()
    decided_on = models.DateField(null=True)
    appealed_on = models.DateField(null=True)
    asked = SealedField()  # who, in which way, for what, by which paragraph, as JSON
    answered = SealedField()  # ground, harm test, who decided, and each earlier answer, as JSON
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", decided_on__isnull=True) | ~Q(state="asked") & Q(decided_on__isnull=False),
                name="what_was_answered_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="appealed") | Q(appealed_on__isnull=False),
                name="what_was_appealed_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
