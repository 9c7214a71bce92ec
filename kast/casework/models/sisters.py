"""What passes between units: who the sister units are, what was handed to one, what came from one, and a question."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.vault.fields import SealedField

from .case import Case


class SisterUnit(Marked):
    """Another unit, with its public keys. Nothing goes there, and nothing is taken from there, until they are compared.

    `vouch` is this unit's own signature over name, address and keys, made when the fingerprint was compared aloud:
    whoever can write the database cannot put another unit's key in its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200, blank=True, default="")  # of its door; empty: by file only
    receiving_key = models.BinaryField()
    signing_key = models.BinaryField()
    vouch = models.BinaryField(default=b"")
    added_on = models.DateField()
    compared_on = models.DateField(null=True)
    compared_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(compared_on__isnull=True, compared_by__isnull=True)
                | Q(compared_on__isnull=False, compared_by__isnull=False),
                name="compared_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["signing_key"], condition=Q(retired_on__isnull=True), name="a_sister_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Consent(models.TextChoices):
    """How the person said yes."""

    HERE = "here", _("här i rummet")
    PHONE = "phone", _("i telefon")
    VIDEO = "video", _("på video")
    LETTER = "letter", _("i ett brev")


class HandOver(Marked):
    """A case that is handed to a sister unit: to whom, on what ground, what went along, and what was answered."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("förberedd")
        SENT = "sent", _("skickad")
        ACCEPTED = "accepted", _("mottagen")
        DECLINED = "declined", _("avböjd")

    class Part(models.TextChoices):
        LETTERS = "letters", _("breven och svaren")
        NOTES = "notes", _("samtalen och anteckningarna")
        TOPIC = "topic", _("det som alltid tas upp")
        PLAN = "plan", _("planen, i dina ord")
        CODED = "coded", _("uppgifterna från början, och vad ni kallar personen")

    class Asks(models.TextChoices):
        WE = "we", _("vi frågar")
        THEY = "they", _("de frågar")

    class Means(models.TextChoices):
        FILE = "file", _("som fil")
        HTTPS = "https", _("över nätet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_overs")
    to = models.ForeignKey(SisterUnit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PREPARED)
    consent = models.CharField(max_length=6, choices=Consent.choices)
    consent_on = models.DateField()
    parts = models.JSONField(default=list)
    asks = models.CharField(max_length=4, choices=Asks.choices)  # who asks how it went, so that a life counts once
    content = SealedField()  # what is read there
    envelope = models.BinaryField(default=b"")  # the same, sealed to the sister unit; gone when it has answered
    means = models.CharField(max_length=5, choices=Means.choices, blank=True, default="")
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_on = models.DateField(null=True)
    seen_on = models.DateField(null=True)  # the counsellor has seen the answer

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="prepared", sent_at__isnull=True, means="")
                | ~Q(state="prepared") & Q(sent_at__isnull=False) & ~Q(means=""),
                name="what_was_sent_has_its_moment_and_means",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "sent"], answered_on__isnull=True)
                | Q(state__in=["accepted", "declined"], answered_on__isnull=False),
                name="a_hand_over_that_was_answered_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Arrival(Marked):
    """What a sister unit handed to this one, as it came: sealed to a key that lies in the circle's box."""

    class State(models.TextChoices):
        WAITING = "waiting", _("väntar")
        ACCEPTED = "accepted", _("mottagen")
        DECLINED = "declined", _("avböjd")

    class Why(models.TextChoices):
        NO_ROOM = "no_room", _("vi har inte plats")
        NOT_OURS = "not_ours", _("hör inte hit")
        NOT_REACHED = "not_reached", _("personen gick inte att nå")
        OTHER = "other", _("annat")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sister = models.ForeignKey(SisterUnit, on_delete=models.PROTECT, related_name="+")
    reference = models.UUIDField()  # the sender's own number of it
    came_on = models.DateField()
    envelope = models.BinaryField(default=b"")  # gone when it is answered
    digest = models.BinaryField()  # SHA-256 of it: the same may come again, another under its number may not
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=11, choices=Why.choices, blank=True, default="")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    asks = models.CharField(max_length=4, choices=HandOver.Asks.choices, blank=True, default="")  # once it is accepted
    answer = models.BinaryField(default=b"")  # signed, without any content
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")
    answer_went_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sister", "reference"], name="what_came_comes_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", case__isnull=True, why="", answered_on__isnull=True, answered_by=None)
                | Q(state="accepted", case__isnull=False, why="", answered_on__isnull=False, answered_by__isnull=False)
                & ~Q(asks="")
                | Q(state="declined", case__isnull=True, answered_on__isnull=False, answered_by__isnull=False)
                & ~Q(why=""),
                name="what_was_accepted_has_its_case_and_what_was_declined_its_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CoordinatorQuestion(Marked):
    """A question to the regional coordinator against trafficking. KAST sends nothing: it is printed, and kept here."""

    class Ground(models.TextChoices):
        CONSENT = "consent", _("med personens ja")
        UNNAMED = "unnamed", _("utan något som pekar på någon")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    ground = models.CharField(max_length=7, choices=Ground.choices)
    to = SealedField()
    words = SealedField()  # empty in mode A
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)
