"""What the unit itself puts into the register of claims: the claim, and each of its wordings."""

import uuid
from typing import Any

from django.db import models

from kast.audit.models import Marked


class OwnClaim(Marked):
    """A public claim about the service that the unit found. Its words are in its wordings; the last one is read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    added_on = models.DateField()
    shown = models.BooleanField(default=False)  # on the public page: the head's choice
    taken_back_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown=False) | models.Q(taken_back_on=None), name="what_is_taken_back_is_not_shown"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class WordingNeverChanged(TypeError):
    """A wording is never changed: other words are another wording."""


class ClaimWording(models.Model):
    """How a claim was worded on a day, with its source and what it leaves unsaid. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(OwnClaim, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()  # as a row of claims.yaml
    written_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["claim", "number"], name="a_wording_has_its_number_once")]

    def __str__(self) -> str:
        return str(self.id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once. Raises WordingNeverChanged the second time."""
        if not self._state.adding:
            raise WordingNeverChanged
        super().save(*args, **kwargs)
