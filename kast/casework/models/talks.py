"""What is said and written in a case: talks, notes, what is being typed, and the topic that is always raised."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.vault.fields import SealedField
from kast.vault.models import Box

from .case import Case


class Contact(Marked):
    """One talk, or one that did not happen."""

    class Kind(models.TextChoices):
        CONVERSATION = "conversation", _("stödsamtal")
        THERAPY = "therapy", _("behandling")
        ADVICE = "advice", _("rådgivning")

    class Means(models.TextChoices):
        HERE = "here", _("på mottagningen")
        PHONE = "phone", _("telefon")
        VIDEO = "video", _("video")
        LETTER = "letter", _("brev")
        ELSEWHERE = "elsewhere", _("annan plats")

    class NotHeld(models.TextChoices):
        CANCELLED_IN_TIME = "cancelled_in_time", _("avbokade i tid")
        CANCELLED_LATE = "cancelled_late", _("avbokade sent")
        ABSENT_IN_TOUCH = "absent_in_touch", _("kom inte, hörde av sig")
        ABSENT_SILENT = "absent_silent", _("kom inte, hördes inte")
        CANCELLED_BY_US = "cancelled_by_us", _("vi ställde in")
        BOOKING_ERROR = "booking_error", _("fel i bokningen")

    class Tongue(models.TextChoices):
        """Groups of languages, never one rare language by itself."""

        ARABIC = "arabic", _("arabiska")
        PERSIAN = "persian", _("persiska och dari")
        KURDISH = "kurdish", _("kurdiska och turkiska")
        EAST_AFRICAN = "east_african", _("somaliska, tigrinja, amhariska")
        ROMANCE = "romance", _("spanska, portugisiska, franska, italienska, rumänska")
        SLAVIC = "slavic", _("ryska, ukrainska, polska och andra slaviska språk")
        SOUTH_ASIAN = "south_asian", _("hindi, urdu, bengali och andra språk i Sydasien")
        EAST_ASIAN = "east_asian", _("thailändska, kinesiska, vietnamesiska och andra språk i Östasien")
        SIGN = "sign", _("teckenspråk")
        OTHER_TONGUE = "other_tongue", _("annat språk")

    class Through(models.TextChoices):
        ON_SITE = "on_site", _("på plats")
        BY_PHONE = "by_phone", _("på telefon")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    means = models.CharField(max_length=9, choices=Means.choices)
    interpreter = models.BooleanField(default=False)
    # Which group of languages, and how: a rare language points at somebody, so the two codes are sealed.
    interpreting = SealedField()
    minutes = models.PositiveSmallIntegerField(null=True)
    held = models.BooleanField()
    not_held = models.CharField(max_length=17, choices=NotHeld.choices, blank=True, default="")
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held=True, not_held="") | Q(held=False) & ~Q(not_held=""),
                name="what_was_not_held_has_its_why",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Note(Marked):
    """What the counsellor wrote about a contact or the case. None exists in mode A.

    What stands in a note stays (SoL 14:6): a correction is a note of its own, which points at the one it corrects.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="notes")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    words = SealedField()
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Objection(Marked):
    """What the person says against a note, in the person's words: it stands beside the note (SoL 14:6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="objections")
    words = SealedField()
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Draft(models.Model):
    """What she is typing, sealed with the box's key while she types. Each open tab has its own, so no text is lost."""

    class Place(models.TextChoices):
        NOTE = "note"
        REPLY = "reply"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=5, choices=Place.choices)
    words = SealedField()
    saved_at = models.DateTimeField()
    version = models.UUIDField(default=uuid.uuid4)  # what a tab must have seen to write here

    class Meta:
        indexes = [models.Index(fields=["box", "by", "place"])]

    def __str__(self) -> str:
        return str(self.id)


class Topic(Marked):
    """Where the talk about trafficking and vulnerability stands: the latest row counts, the earlier are its story."""

    class State(models.TextChoices):
        NOT_YET = "not_yet", _("inte än")
        DISCUSSED = "discussed", _("samtalat om")
        PUT_OFF = "put_off", _("väntar")

    class Why(models.TextChoices):
        TOO_EARLY = "too_early", _("för tidigt")
        CRISIS = "crisis", _("i kris")
        LANGUAGE = "language", _("språk")
        OTHER = "other", _("annat")

    class Sign(models.TextChoices):
        """What somebody may have noticed of the other person: observations, never a verdict."""

        OTHERS_ANSWER = "others_answer", _("någon annan svarade, skrev eller bestämde pris")
        WATCHED = "watched", _("någon vaktade, väntade eller körde")
        NO_OWN_PHONE = "no_own_phone", _("hade ingen egen telefon, inga egna papper")
        MONEY_ON = "money_on", _("lämnade pengarna vidare")
        NO_REFUSAL = "no_refusal", _("fick inte säga nej")
        LIVES_THERE = "lives_there", _("bodde där det skedde, flyttades runt")
        MARKS = "marks", _("skador, rädsla, påverkad")
        NO_LANGUAGE = "no_language", _("förstod inte språket, visste inte var hon eller han var")
        YOUNG = "young", _("kan ha varit under arton")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="topics")
    state = models.CharField(max_length=9, choices=State.choices)
    why = models.CharField(max_length=9, choices=Why.choices, blank=True, default="")
    again_on = models.DateField(null=True)
    before = SealedField()  # how the person saw it
    after = SealedField()
    signs = SealedField()  # codes of what was noticed, separated by spaces
    noticed = SealedField()  # the same in words
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="put_off", again_on__isnull=False) & ~Q(why="") | ~Q(state="put_off") & Q(why=""),
                name="what_is_put_off_has_its_why_and_day",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
