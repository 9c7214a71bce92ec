"""What may be counted. Facts outlive records, and cannot be led back to them."""

import uuid

from django.db import models


class Fact(models.Model):
    """One coded thing about one life, in one month; or, without a token, a count of things that have no life.

    `life` is a keyed hash that only the box's key can compute. `running` counts within the life; a correction is a new
    fact, and figures take the last of its kind. Codes, months and durations; no date, no text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    life = models.BinaryField(null=True)
    running = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=30)
    code = models.CharField(max_length=30)
    month = models.CharField(max_length=7)  # 2026-03
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["life", "running"], name="a_life_counts_its_facts"),
            models.CheckConstraint(
                condition=models.Q(life__isnull=False, running__isnull=False)
                | models.Q(life__isnull=True, running__isnull=True),
                name="a_life_and_its_running_number_stand_together",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
