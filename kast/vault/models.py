"""Boxes, who holds their keys, and by which ways they are opened. No row here holds a key in clear."""

import uuid

from django.db import models


class Holder(models.Model):
    """Whoever a box key can be wrapped for: a member of staff, the intake circle, the recovery sheets.

    `signature` is the unit's, over kind, id and public key; a holder without it, or with a wrong one, gets no wrap.
    """

    class Kind(models.TextChoices):
        MEMBER = "member"
        CIRCLE = "circle"
        RECOVERY = "recovery"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    public_key = models.BinaryField()
    signature = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return str(self.id)


class Slot(models.Model):
    """One way in which a member of staff unlocks: her private key, sealed under a key that only this way yields."""

    class Kind(models.TextChoices):
        PHRASE = "phrase"
        PASSKEY = "passkey"
        SHEET = "sheet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="slots")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    salt = models.BinaryField()
    sealed = models.BinaryField()
    # Of a passkey: which credential yields the key. Of the others: empty.
    credential = models.CharField(max_length=400, blank=True, default="")
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder"],
                condition=models.Q(kind="phrase"),
                name="one_phrase_each",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Box(models.Model):
    """One person's place, or one of the unit's own: a random key that is nowhere, and wraps of it."""

    class Kind(models.TextChoices):
        PERSON = "person"
        CIRCLE = "circle"
        UNIT = "unit"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.PERSON)

    def __str__(self) -> str:
        return str(self.id)


class Wrap(models.Model):
    """A box's key, sealed to one holder's public key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="wraps")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="wraps")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "holder"], name="one_wrap_for_each_holder")]

    def __str__(self) -> str:
        return str(self.id)


class Way(models.Model):
    """A person's way into the box: where it is found and the box key, both from the passphrase alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.OneToOneField(Box, on_delete=models.PROTECT, related_name="way")
    locator = models.BinaryField(unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)


class Secret(models.Model):
    """What the unit keeps in its own boxes: the private keys of circle and sisters, the index key, the signing key."""

    class Name(models.TextChoices):
        CIRCLE = "circle"
        INDEX = "index"
        SIGNING = "signing"
        SISTERS = "sisters"  # what other units seal to

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="secrets")
    name = models.CharField(max_length=8, choices=Name.choices, unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.name
