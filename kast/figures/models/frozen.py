"""What was published: frozen."""

import uuid
from typing import Any

from django.db import models


class NeverChanged(TypeError):
    """Published totals are never changed: a wrong one is answered by the next half-year's page."""


class Frozen(models.Model):
    """The public totals of one closed half-year, as they were when it closed. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    half_year = models.CharField(max_length=7, unique=True)  # 2026-H1
    totals = models.JSONField()
    made_on = models.DateField()

    def __str__(self) -> str:
        return self.half_year

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once. Raises NeverChanged the second time."""
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)
