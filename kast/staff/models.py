"""Who works here, how she signs in and unlocks, and what the unit says of itself."""

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.vault.models import Holder

if TYPE_CHECKING:
    from kast.vault.keyring import Keyring


class Role(models.TextChoices):
    """What somebody is here for. What each may do is a table in code: roles.py."""

    COUNSELLOR = "counsellor", _("behandlare")
    HEAD = "head", _("enhetschef")
    OPERATOR = "operator", _("driftansvarig")


class Members(BaseUserManager["Member"]):
    """Django's own lookups by username; a member is made by invitations.accept, not here."""


class Member(Marked, AbstractBaseUser):
    """Somebody who works at the unit. `keys` is her keyring while she is unlocked in this request, else None."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    shown_name = models.CharField(max_length=60)
    role = models.CharField(max_length=10, choices=Role.choices)
    holder = models.OneToOneField(Holder, on_delete=models.PROTECT, null=True, related_name="+")
    joined_on = models.DateField()
    admitted_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["shown_name", "role"]
    EMAIL_FIELD = ""
    objects = Members()
    keys: "Keyring | None" = None

    def __str__(self) -> str:
        return self.shown_name


class Invitation(Marked):
    """A one-time link to join with a role. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.BinaryField(unique=True)
    role = models.CharField(max_length=10, choices=Role.choices)
    invited_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    # Of the first head: the keys of the unit's own boxes, sealed under the link itself. Emptied when it is used.
    founding = models.BinaryField(default=b"")
    used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class Unlocked(models.Model):
    """That somebody is unlocked: her private key, sealed under a key that only her cookie holds. A row of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    session_hash = models.BinaryField(unique=True)
    sealed = models.BinaryField()
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class HeldForm(models.Model):
    """A form that was sent while locked: sealed to her public key, given back after unlocking, then gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    sealed = models.BinaryField()
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Unit(models.Model):
    """The one unit that this installation serves. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    # What the unit says of itself, by setting and language: unit.py lists every key with its meaning.
    settings = models.JSONField(default=dict)
    # Marked for good by `kast demo`: everything here is made up.
    demo = models.BooleanField(default=False)
    made_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_unit")]

    def __str__(self) -> str:
        return "unit"


class UnitText(models.Model):
    """A text that the unit's lawyer writes or confirms, in one language, with who confirmed it and when."""

    key = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    text = models.TextField()
    confirmed_by = models.CharField(max_length=100, blank=True, default="")
    confirmed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="a_text_stands_once_in_each_language")]

    def __str__(self) -> str:
        return f"{self.key}:{self.language}"


class Helpline(models.Model):
    """A number to call at once, with its hours and the date somebody of the unit called it and was answered."""

    number = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    urgent = models.BooleanField(default=False)  # shown at the foot of every page
    called_on = models.DateField(null=True)
    called_by = models.CharField(max_length=60, blank=True, default="")
    texts = models.JSONField(default=dict)  # {"sv": {"what": …, "hours": …}, "en": {…}}

    def __str__(self) -> str:
        return self.number
