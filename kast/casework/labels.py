"""What codes about the duty of silence are called on pages and papers."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import disclosures
from .aid import About, Crime, Decided, Opened, Reply
from .asking import Who

ABOUT: Mapping[About, Any] = {
    About.CHILD: _("Ett barn kan fara illa"),
    About.COMMITTED: _("Ett brott som har hänt"),
    About.COMING: _("Ett brott som pågår eller är på väg"),
    About.CLOSE: _("Någon nära personen är i fara"),
    About.UNDER_21: _("Personen är under 21 år"),
    About.OTHER: _("Något annat"),
}

QUESTIONS: Mapping[str, Any] = {
    "harmed": _("Vet eller misstänker du att ett barn far illa? Du behöver inte vara säker."),
    "crime_against": _("Misstänker du ett brott enligt brottsbalken 3, 4 eller 6 kap. mot någon under 18 år?"),
    "crime": _("Vilket brott kan det vara?"),
    "attempt": _("Stannade det vid ett försök eller förberedelse?"),
    "victim_under_18": _("Är den som brottet riktas mot under 18 år?"),
    "may_harm": _("Finns det en risk att personen begår ett brott enligt brottsbalken 3, 4 eller 6 kap.?"),
    "close": _("Är det mot någon som står personen nära?"),
    "year": _("Är det lägsta straffet för brottet minst ett års fängelse?"),
    "is_under_21": _("Är personen under 21 år?"),
    "concrete": _("Finns det en konkret risk för ett framtida brott?"),
    "agrees": _("Har personen sagt ja till att du berättar?"),
    "helps": _("Gäller det någon under 18 år, pågående missbruk, psykiatrisk tvångsvård eller ett ofött barn?"),
    "authority": _("Är det en annan myndighet som vill veta?"),
}

REPLIES: Mapping[Reply, Any] = {Reply.YES: _("Ja"), Reply.NO: _("Nej"), Reply.UNKNOWN: _("Vet inte")}

CRIMES: Mapping[Crime, Any] = {
    Crime.PURCHASE: _("Köp av sexuell handling av en vuxen (BrB 6:11)"),
    Crime.PURCHASE_CHILD: _("Köp av sexuell handling av ett barn (BrB 6:9)"),
    Crime.PURCHASE_CHILD_LESS: _("Det samma, mindre allvarligt fall"),
    Crime.TRAFFICKING: _("Människohandel (BrB 4:1 a)"),
    Crime.TRAFFICKING_LESS: _("Människohandel, mindre allvarligt fall"),
    Crime.EXPLOITATION_GROSS: _("Grov människoexploatering"),
    Crime.PROCURING: _("Koppleri (BrB 6:12)"),
    Crime.PROCURING_GROSS: _("Grovt koppleri"),
    Crime.RAPE: _("Våldtäkt"),
    Crime.OTHER: _("Ett annat brott, eller du vet inte"),
}

DECIDED: Mapping[Decided, Any] = {
    Decided.NOTHING: _("Inte berätta för någon"),
    Decided.ASK: _("Prata med personen först"),
    Decided.LAWYER: _("Fråga jurist först"),
    Decided.REPORT: _("Anmäla till socialnämnden"),
    Decided.TELL: _("Berätta för någon som lagen tillåter"),
}

WHO: Mapping[Who, Any] = {
    Who.CLOSE: _("Någon nära, eller en arbetsgivare"),
    Who.POLICE: _("Polisen"),
    Who.AUTHORITY: _("En annan myndighet"),
    Who.PRESS: _("En journalist"),
    Who.THREAT: _("Någon som hotade"),
    Who.OTHER: _("Någon annan"),
}


def answered(said: Opened) -> list[str]:
    """Each question of a decision that was answered, with its answer."""
    return [
        f"{QUESTIONS[question]} {CRIMES[Crime(reply)] if question == 'crime' else REPLIES[Reply(reply)]}."
        for question, reply in (said.answers or {}).items()
    ]


def reasoned(said: Opened) -> list[str]:
    """What was answered, and whether the person was told, or why not; nothing where a code is all that is kept."""
    if said.told is None:
        return answered(said)
    told = gettext("Personen har fått veta.") if said.told else gettext("Personen har inte fått veta:")
    return [*answered(said), " ".join(filter(None, (told, said.not_told)))]


def grounds() -> list[tuple[str, str]]:
    """Each ground with its paragraph and its name, in the page's language."""
    return [(key, disclosures.named(key)) for key in disclosures.GROUNDS]
