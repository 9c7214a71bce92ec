"""What carries the talks: the guide for the first ones, answered bit by bit, and the plan that the two agree on."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.vault.fields import SealedField

from .case import Case


class GuideAnswer(Marked):
    """One question of the guide, answered once: the latest row counts, the earlier are its story. None in mode A."""

    class Question(models.TextChoices):
        OWN_ABUSE = "own_abuse", _("Har personen själv varit utsatt för övergrepp eller våld?")
        ALCOHOL = "alcohol", _("Är alkohol eller annat med i bilden?")
        CHILDREN = "children", _("Finns det barn hemma?")
        SUICIDE = "suicide", _("Tankar på att inte vilja leva?")
        HELD_BACK = "held_back", _("Vad har hållit personen tillbaka?")
        CAUGHT = "caught", _("Har polisen tagit personen för köp av sex, och när?")
        READINESS = "readiness", _("Hur redo är personen att ändra på det?")
        IMPORTANCE = "importance", _("Hur viktigt är det för personen?")
        CONFIDENCE = "confidence", _("Hur säker är personen på att klara det?")
        SHAME = "shame", _("Hur starkt skäms personen?")
        GUILT = "guilt", _("Hur starkt känner personen skuld?")

    class Exposure(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nej")
        UNSAID = "unsaid", _("vill inte säga")

    class Drink(models.TextChoices):
        NEVER = "never", _("aldrig")
        SOMETIMES = "sometimes", _("ibland")
        OFTEN = "often", _("ofta")
        UNSAID = "unsaid", _("vill inte säga")

    class Thoughts(models.TextChoices):
        NONE = "none", _("nej")
        THOUGHTS = "thoughts", _("tankar")
        PLANS = "plans", _("planer")
        UNSAID = "unsaid", _("vill inte säga")

    class Caught(models.TextChoices):
        THIS_YEAR = "this_year", _("i år")
        LAST_YEAR = "last_year", _("förra året")
        EARLIER = "earlier", _("längre tillbaka")
        NO = "no", _("nej")
        UNSAID = "unsaid", _("vill inte säga")

    class HeldBack(models.TextChoices):
        LAW = "law", _("lagen")
        CAUGHT = "caught", _("rädslan att åka fast")
        PARTNER = "partner", _("partnern")
        MONEY = "money", _("pengarna")
        SHAME = "shame", _("skammen")
        OTHER_PERSON = "other_person", _("tanken på den andra personen")
        TALKS = "talks", _("samtalen")
        OTHER = "other", _("annat")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="guide_answers")
    question = models.CharField(max_length=10, choices=Question.choices)
    codes = SealedField()  # what was picked, or the number on the ruler
    words = SealedField()  # in the person's own words
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["answered_at"]

    def __str__(self) -> str:
        return str(self.id)


class Plan(Marked):
    """What the two agreed on, in the person's words. Each version is a row; the latest is shown. None in mode A."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    goals = SealedField()
    steps = SealedField()
    who_knows = SealedField()
    in_a_risk = SealedField()  # what to do when it gets hard
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at"]

    def __str__(self) -> str:
        return str(self.id)
