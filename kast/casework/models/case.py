"""Cases: whose they are, how they stand, and the turns they took."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kast.audit.models import Marked
from kast.vault.fields import SealedField
from kast.vault.models import Box


class Concerns(models.TextChoices):
    BOUGHT = "bought", _("har köpt sex")
    AFRAID = "afraid", _("rädd att göra det")
    COMPULSIVE = "compulsive", _("annat sexuellt beteende")
    RELATIVE = "relative", _("närstående")
    PROFESSIONAL = "professional", _("yrkesperson")
    NOT_ASKED = "not_asked", _("inte frågat")


class Baseline(models.TextChoices):
    LAST_12_MONTHS = "last_12_months", _("senaste 12 månaderna")
    EARLIER = "earlier", _("tidigare")
    NEVER = "never", _("aldrig")
    NOT_ASKED = "not_asked", _("inte frågat")


class RouteIn(models.TextChoices):
    OWN = "own", _("sökte själv")
    CARD = "card", _("kort")
    SLIP = "slip", _("ringlapp")
    POLICE = "police", _("polisen berättade")
    SOCIAL_SERVICES = "social_services", _("socialtjänsten")
    CARE = "care", _("vården")
    SOMEONE_CLOSE = "someone_close", _("någon nära")
    OTHER = "other", _("annat")


class Case(Marked):
    """One person's counselling. It is its holder's, and its stand-in's while it is lent."""

    class State(models.TextChoices):
        OPEN = "open", _("pågår")
        ENDED = "ended", _("avslutat")
        REOPENED = "reopened", _("återöppnat")

    class Begin(models.TextChoices):
        LETTER = "letter", _("brev")
        PHONE = "phone", _("telefon")
        VISIT = "visit", _("besök")

    class Mode(models.TextChoices):
        A = "A", _("utan anteckningar")
        B = "B", _("utan namn")
        C = "C", _("med namn")

    class Ending(models.TextChoices):
        AGREED = "agreed", _("Vi avslutade tillsammans")
        STOPPED = "stopped", _("Slutade komma")
        MOVED_ON = "moved_on", _("Gick vidare")
        BY_US = "by_us", _("Vi avslutade")
        DELETED = "deleted", _("Raderade sin brevlåda")
        DIED = "died", _("Har avlidit")

    class FollowupMeans(models.TextChoices):
        MAILBOX = "mailbox", _("i brevlådan")
        CALL = "call", _("samtal")
        SMS = "sms", _("i brevlådan, med ett sms")
        SELF = "self", _("hör av sig själv")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=9, unique=True)  # 2026-041
    box = models.OneToOneField(Box, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")
    # Both days are the stand-in's. Without a first one the loan began when it was made.
    lent_from = models.DateField(null=True)
    lent_until = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()
    began_with = models.CharField(max_length=6, choices=Begin.choices)
    route_in = models.CharField(max_length=15, choices=RouteIn.choices)
    concerns = models.CharField(max_length=12, choices=Concerns.choices, default=Concerns.NOT_ASKED)
    baseline = models.CharField(max_length=14, choices=Baseline.choices, default=Baseline.NOT_ASKED)
    informed_limits = models.BooleanField(default=False)
    informed_apply = models.BooleanField(default=False)
    mode = models.CharField(max_length=1, choices=Mode.choices)
    decision = models.CharField(max_length=60, blank=True, default="")  # the board's decision behind mode B
    alias = SealedField()
    # Blind indexes over the folded alias or name and over the personal number; their key is never on the server.
    alias_index = models.BinaryField(null=True)
    personal_index = models.BinaryField(null=True)
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True, default="")
    ending_words = SealedField()  # moved on to …, because …
    # Agreed at the ending: None is not asked, False is a no.
    followup_agreed = models.BooleanField(null=True)
    followup_means = models.CharField(max_length=7, choices=FollowupMeans.choices, blank=True, default="")
    followup_months = models.JSONField(default=list)  # [6, 12, 24]
    # When one asks, as the unit had set it on the day of the ending: [[6, 5, 8], …]; a later setting changes nothing.
    followup_spans = models.JSONField(default=list)
    mailbox_deleted_on = models.DateField(null=True)  # the person deleted everything; shown to the counsellor
    looked_on = models.DateField(null=True)  # when the early warning last looked at this case
    silent_on = models.DateField(null=True)  # when it counted the silence that still lasts

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(ending="")
                | Q(state__in=["open", "reopened"], ended_on__isnull=True, ending=""),
                name="an_ended_case_has_its_day_and_kind",
            ),
            models.CheckConstraint(
                condition=~Q(mode="B") | ~Q(decision=""),
                name="mode_B_rests_on_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(lent_until__isnull=True) | Q(stand_in__isnull=False),
                name="lent_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(lent_from__isnull=True) | Q(lent_until__gte=models.F("lent_from")),
                name="a_loan_begins_before_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["alias_index"]),
            models.Index(fields=["personal_index"]),
            models.Index(fields=["holder", "ended_on"]),
            models.Index(fields=["stand_in", "ended_on"]),
        ]

    def __str__(self) -> str:
        return self.number


class Turn(Marked):
    """A turn that the case took: opened, lent, ended … The case's row says how it stands; these, how it came there."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Öppnat")
        ENDED = "ended", _("Avslutat")
        UNDONE = "undone", _("Avslutet ångrat")
        REOPENED = "reopened", _("Återöppnat")
        MODE = "mode", _("Nytt läge")
        LENT = "lent", _("Utlånat")
        TAKEN_BACK = "taken_back", _("Lånet slut")
        HANDED = "handed", _("Ny behandlare")
        WORDS = "words", _("Nya ord")
        CODED = "coded", _("Uppgifter ändrade")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="turns")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=12, blank=True, default="")  # the ending's kind, the new mode
    reference = models.CharField(max_length=60, blank=True, default="")  # of the decision behind it
    words = SealedField()  # why
    agreed_before = models.JSONField(
        null=True
    )  # of an ending: what was agreed on follow-up until then, if it is undone
    since = models.DateField(null=True)  # a loan that begins later than it is made
    until = models.DateField(null=True)
    to = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="lent", to__isnull=False, until__isnull=False) | ~Q(kind="lent"),
                name="what_is_lent_has_its_end",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class BreakGlass(Marked):
    """An opening of a case by its stand-in before it was lent: why, until when, and who has seen the notice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    why = SealedField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seen_by_holder = models.BooleanField(default=False)
    seen_by_head = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.id)


class Conflict(models.Model):
    """That a member recognised the writer and passed the letter on: she cannot open this box again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "member"], name="a_conflict_is_said_once")]

    def __str__(self) -> str:
        return str(self.id)
