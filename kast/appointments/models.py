"""This room's tables: times in clear, bookings that do not say whose they are, and what is to be sent."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kast.audit.models import Marked
from kast.vault.fields import SealedField


class Means(models.TextChoices):
    """How a talk is held. The same codes as a contact's."""

    HERE = "here", pgettext_lazy("book.means", "på mottagningen")
    PHONE = "phone", pgettext_lazy("book.means", "på telefon")
    VIDEO = "video", pgettext_lazy("book.means", "på video")


class Series(Marked):
    """A weekly pattern, laid out over a period as slots: kept so that the rest of it can be taken away together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    weekdays = models.JSONField()  # [0, 3]: Monday and Thursday
    begins = models.TimeField()
    ends = models.TimeField()
    first_on = models.DateField()
    through_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(through_on__gte=F("first_on")), name="a_series_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return str(self.id)


class Slot(Marked):
    """A time of a counsellor's. It is free while it is offered, lies ahead and has no booking that stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    means = models.CharField(max_length=5, choices=Means.choices)
    place = models.CharField(max_length=200, blank=True, default="")  # a room, or the unit's own video address
    offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_slot_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["member", "starts_at"],
                condition=Q(offered=True),
                name="a_counsellor_offers_a_moment_once",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"]), models.Index(fields=["member", "starts_at"])]

    def __str__(self) -> str:
        return str(self.id)


class Leave(Marked):
    """Days on which a counsellor is away: no time is laid out on them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    through_on = models.DateField()

    class Meta:
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(condition=Q(through_on__gte=F("first_on")), name="a_leave_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return str(self.id)


class Booking(Marked):
    """That a slot is taken. `pointer` says by whom, to the key of that person's box and to nobody else.

    `choice` is sealed with the same key: by which way the person wants to be reminded, and the number or address.
    """

    class State(models.TextChoices):
        BOOKED = "booked", _("bokad")
        CANCELLED_IN_TIME = "cancelled_in_time", _("avbokad i tid")
        CANCELLED_LATE = "cancelled_late", _("avbokad sent")
        CANCELLED_BY_US = "cancelled_by_us", _("inställd")
        NOT_HELD = "not_held", _("blev inte av")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=17, choices=State.choices, default=State.BOOKED)
    pointer = models.BinaryField(unique=True)
    choice = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=Q(state="booked"), name="a_slot_is_booked_once")
        ]

    def __str__(self) -> str:
        return str(self.id)


class Outgoing(models.Model):
    """One message on its way out, sealed to the sending key; emptied when it is sent, at the latest after three days.

    Its `pointer` is one of its own, so that a person who deletes everything takes it along.
    """

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("påminnelse")
        CANCELLED = "cancelled", _("inställd tid")
        FOLLOWUP = "followup", _("dags för uppföljning")

    class State(models.TextChoices):
        WAITING = "waiting", _("väntar")
        CLAIMED = "claimed", _("skickas")
        SENT = "sent", _("skickad")
        NOT_SENT = "not_sent", _("kom inte iväg")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, null=True, related_name="messages")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    pointer = models.BinaryField(unique=True)
    sealed = models.BinaryField(default=b"")
    send_after = models.DateTimeField()
    ends_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["booking"],
                condition=Q(kind="reminder"),
                name="a_booking_is_reminded_of_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "claimed"]) | Q(state__in=["sent", "not_sent"], sealed=b""),
                name="what_is_sent_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["state", "send_after"])]

    def __str__(self) -> str:
        return str(self.id)


class Feed(Marked):
    """A secret address under which a member's own calendar sees that she is busy. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField("staff.Member", on_delete=models.PROTECT, related_name="+")
    token_hash = models.BinaryField(unique=True)
    made_on = models.DateField()

    def __str__(self) -> str:
        return str(self.id)
