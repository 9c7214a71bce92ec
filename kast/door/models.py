"""What stands in the door's own tables: mailboxes, letters, replies, slips, and the forms that were already sent.

Whatever the person said is sealed. Dates, never times of day.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.vault.fields import SealedField
from kast.vault.models import Box


class Mailbox(Marked):
    """One person's mailbox: a box, the language of its words, and until when it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.OneToOneField(Box, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    made_on = models.DateField()
    kept_until = models.DateField()
    # Has shown that the words are kept; until then the inbox says that he may not return.
    words_confirmed = models.BooleanField(default=False)
    # A counsellor gave new words in the room: said at the next visit.
    words_changed = models.BooleanField(default=False)
    deleted_on = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class Letter(Marked):
    """What a person wrote. `answers` are the optional questions, as JSON: about, heard, card, language, safe."""

    class State(models.TextChoices):
        WAITING = "waiting", _("väntar")
        TAKEN = "taken", _("tagen")
        ANSWERED = "answered", _("besvarad")
        NO_CASE = "no_case", _("besvarad utan ärende")
        NOT_OURS = "not_ours", _("hör inte hit")
        THREAT = "threat", _("hot")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)  # in order of arrival
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="letters")
    came_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    words = SealedField()
    answers = SealedField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class Reply(Marked):
    """What the unit answered. Whether it was read is seen, not when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="replies")
    left_on = models.DateField()
    shown_name = models.CharField(max_length=60)
    fetched = models.BooleanField(default=False)
    # Word that is no answer, such as that a time is cancelled: reading it is no contact, and answers no letter.
    notice = models.BooleanField(default=False)
    words = SealedField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class SentForm(models.Model):
    """That a form was sent: by the hash of the nonce that only its page holds.

    `pepper` and the nonce give the passphrase again, after a double click or a restart, for an hour at most; then the
    pepper and its hour are taken away. That hour is the only time of day that the door ever keeps.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nonce_hash = models.BinaryField(unique=True)
    text_mac = models.BinaryField()  # keyed with the nonce: without the page nobody can try texts against it
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    pepper = models.BinaryField(null=True)
    pepper_until = models.DateTimeField(null=True)
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pepper__isnull=True, pepper_until__isnull=True)
                | models.Q(pepper__isnull=False, pepper_until__isnull=False),
                name="a_pepper_has_its_end",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Batch(Marked):
    """A batch of cards with one code. Where they are handed out, in general words, is the unit's own and not sealed.

    Of fewer than ten cards no day is kept: whoever knows who was met on that day would know who came.
    """

    SMALL = 10

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=8, unique=True)
    place = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    made_in = models.CharField(max_length=7)  # the month, 2026-03
    given_in = models.CharField(max_length=7, blank=True, default="")  # the month in which they are handed out
    given_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=10) | models.Q(given_on__isnull=True), name="a_small_batch_has_no_day"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Slip(Marked):
    """Somebody wants to be called. Whatever was said, the number and the hours too, is one sealed text.

    The box is the intake circle's; there is no way back into it, for whoever filled it in least of all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)  # in order of arrival
    box = models.OneToOneField(Box, on_delete=models.PROTECT, related_name="+")
    came_on = models.DateField()
    kept_until = models.DateField()
    words = SealedField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class Referral(Marked):
    """Somebody in another service points a person on, with that person's yes. She learns that it arrived, no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    box = models.OneToOneField(Box, on_delete=models.PROTECT, related_name="+")
    came_on = models.DateField()
    # Until when it waits for somebody to take it; with a case it is kept as long as the case.
    kept_until = models.DateField()
    words = SealedField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class LeftForm(models.Model):
    """That a slip or a referral was sent, by the hash of its page's nonce. It does not say which."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nonce_hash = models.BinaryField(unique=True)
    text_mac = models.BinaryField()  # keyed with the nonce
    left_on = models.DateField()

    def __str__(self) -> str:
        return str(self.id)
