"""What was done, by whom, about which record. Never what was said."""

import uuid

from django.db import models


class Marked(models.Model):
    """A record that the audit can name: by a random number that stands only in the record's own row.

    Once the row is forgotten, the audit's entries about it point at nothing.
    """

    mark = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    class Meta:
        abstract = True


class Entry(models.Model):
    """One act. Strings, no foreign keys, append-only; each carries the keyed hash of the one before it in its lane.

    A lane is an actor: a member of staff (her mark), `visitors` (all of them share it; `at` is empty, `on` is the
    day) or `system`.
    """

    lane = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    act = models.CharField(max_length=40)
    about = models.TextField(blank=True, default="")  # marks, separated by spaces
    fields = models.CharField(max_length=200, blank=True, default="")  # names of what changed
    on = models.DateField()
    at = models.DateTimeField(null=True)
    mac = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lane", "number"], name="a_lane_counts_without_gaps")]

    def __str__(self) -> str:
        return f"{self.lane}:{self.number}"


class Head(models.Model):
    """The end of a lane: its last number and last hash. Locked while an entry is written."""

    lane = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    mac = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return self.lane


class Anchor(models.Model):
    """The heads of all lanes on a day, under the audit key; also in a file that the web process cannot rewrite."""

    on = models.DateField(unique=True)
    heads = models.JSONField()
    mac = models.BinaryField()

    def __str__(self) -> str:
        return str(self.on)
