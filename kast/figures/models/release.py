"""A release as it came out: frozen, signed, never changed and never deleted."""

import uuid
from typing import Any

from django.db import models

from kast.staff.models import Member

from .frozen import NeverChanged


class NeverDeleted(TypeError):
    """A release has gone out: it stays, also when a later one corrects it."""


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Rows in which nothing is changed and from which nothing is taken."""

    def update(self, **kwargs: Any) -> int:
        """Never. Raises NeverChanged."""
        del kwargs
        raise NeverChanged

    def delete(self) -> tuple[int, dict[str, int]]:
        """Never. Raises NeverDeleted."""
        raise NeverDeleted


class Release(models.Model):
    """One release: the signed text with its checksum, and who made it. All that it says stands in the text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.PositiveIntegerField(unique=True)  # how many came out before it
    year = models.PositiveSmallIntegerField()
    running = models.PositiveSmallIntegerField()  # within its year; the first of a year corrects nothing
    content = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    signature = models.BinaryField()
    public_key = models.BinaryField()
    made_on = models.DateField()
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "running"], name="release_number"),
            models.CheckConstraint(condition=models.Q(running__gte=1), name="release_running"),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.running}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once. Raises NeverChanged the second time."""
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never. Raises NeverDeleted."""
        del args, kwargs
        raise NeverDeleted
