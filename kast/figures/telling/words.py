"""What a code means, in words: the codebook. A release holds codes; here alone they get words.

A word is what a page and a column show; a meaning is what the codebook says of it. Both go through gettext, so each is
there in Swedish and in English. A code without a word is a fault, and a test finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kast.figures.labels import LABELS, SOURCES
from kast.figures.release.tables import ALL

Words = Promise | str


@dataclass(frozen=True)
class Meaning:
    """A code's word, and what is counted under it."""

    word: Words
    meaning: Words = ""


_WAYS = {
    "police": Meaning(_("Genom polisen"), _("Kort, ringlapp, eller polisen berättade.")),
    "services": Meaning(_("Socialtjänst, vård"), _("Någon i socialtjänsten eller vården berättade.")),
    "own": Meaning(LABELS["route_own"], _("Letade upp oss utan att någon hade berättat.")),
    "others": Meaning(_("På annat sätt"), _("Någon nära, annat, eller inte sagt.")),
}
_KNOWN = {
    "clean": Meaning(_("Gick inte tillbaka"), _("Har svarat, och inte köpt sex på tolv månader.")),
    "back": Meaning(_("Gick tillbaka"), _("Har berättat om ett köp inom tolv månader, i Sverige eller utomlands.")),
    "declined": Meaning(_("Sa nej till frågan"), _("Ville inte bli frågad, eller tackade nej.")),
    "lost": Meaning(
        _("Har inte frågats eller nåtts"), _("Frågades inte, nåddes inte, sa inte hur det gick, eller har avlidit.")
    ),
    "known": Meaning(_("Det vet vi"), _("Gick inte tillbaka och gick tillbaka, tillsammans.")),
    "unknown": Meaning(_("Det vet vi inte"), _("Sa nej, och har inte frågats eller nåtts, tillsammans.")),
}
_AFTER = _("Räknat från avslutet. Hur tidigt och hur sent ett svar tas emot bestämmer enheten.")
# Each dimension's codes, in the order of the tables.
CODES: Mapping[str, Mapping[str, Meaning]] = {
    "source": {
        "police": Meaning(SOURCES["police"], _("Polisens eget tal. Det räknar möten, inte personer.")),
        "social_services": Meaning(SOURCES["social_services"], _("Socialtjänstens eget tal.")),
        "other": Meaning(SOURCES["other"], _("Någon annans tal.")),
    },
    "route": {
        "own": Meaning(LABELS["route_own"], _("Letade upp oss utan att någon hade berättat.")),
        "card": Meaning(LABELS["route_card"], _("Hade fått ett av våra kort.")),
        "slip": Meaning(LABELS["route_slip"], _("Lämnade ett nummer och ville bli uppringd.")),
        "police": Meaning(LABELS["route_police"], _("Polisen berättade att vi finns.")),
        "social_services": Meaning(LABELS["route_social_services"], _("Någon i socialtjänsten berättade.")),
        "care": Meaning(LABELS["route_care"], _("Någon i vården berättade.")),
        "someone_close": Meaning(
            LABELS["route_someone_close"], _("En partner, en vän eller någon i familjen berättade.")
        ),
        "other": Meaning(LABELS["route_other"], _("En annan väg än de som står här.")),
        "not_said": Meaning(LABELS["route_not_said"], _("Har inte sagt hur.")),
    },
    "way": _WAYS,
    "step": {
        "not_come": Meaning(_("Har inte kommit"), _("Hörde av sig, men inget samtal blev av under året.")),
        "once_or_twice": Meaning(
            _("Kom en eller två gånger"), _("Ett eller två samtal. Ett läst svar räknas som ett.")
        ),
        "three_or_more": Meaning(LABELS["wrote_three"], _("Tre samtal eller fler.")),
        "came": Meaning(LABELS["wrote_came"], _("Minst ett samtal.")),
    },
    "wait": {
        "d0_1": Meaning(_("Inom en dag"), _("Samma dag som brevet, eller dagen efter.")),
        "d2_3": Meaning(_("Två eller tre dagar"), _("Räknat från brevet.")),
        "d4_7": Meaning(_("Fyra till sju dagar"), _("Räknat från brevet.")),
        "d8_14": Meaning(_("Åtta till fjorton dagar"), _("Räknat från brevet.")),
        "later": Meaning(_("Senare"), _("Mer än fjorton dagar.")),
    },
    "baseline": {
        "last_12_months": Meaning(_("Det senaste året"), _("Hade köpt sex de tolv månaderna innan.")),
        "earlier": Meaning(_("Tidigare"), _("Hade köpt sex, men inte det senaste året.")),
        "never": Meaning(_("Aldrig"), _("Hade aldrig köpt sex. Också den som står någon nära.")),
        "not_asked": Meaning(
            _("Inte frågat, eller inget svar"), _("Frågan har inte ställts, eller personen ville inte svara.")
        ),
    },
    "topic": {
        "discussed": Meaning(
            LABELS["discussed"], _("Vi har talat om tvång, och om hur den andra personen kan ha det.")
        ),
    },
    "ending": {
        "agreed": Meaning(LABELS["ended_agreed"], _("Personen och behandlaren bestämde det tillsammans.")),
        "stopped": Meaning(LABELS["ended_stopped"], _("Kom inte mer, utan att vi hade bestämt det.")),
        "moved_on": Meaning(LABELS["ended_moved_on"], _("Fick hjälp någon annanstans, eller flyttade.")),
        "by_us": Meaning(LABELS["ended_by_us"], _("Det var vi som avslutade.")),
        "deleted": Meaning(LABELS["ended_deleted"], _("Tog själv bort allt.")),
        "died": Meaning(LABELS["ended_died"], _("Personen har avlidit.")),
    },
    "left": {
        "left": Meaning(_("Slutade komma"), _("Kom inte mer, eller raderade allt, utan att vi hade bestämt det.")),
        "otherwise": Meaning(_("Slutade på annat sätt"), _("Alla andra avslut.")),
    },
    "talks": {
        "fewer": Meaning(_("Färre än tre samtal"), _("Inget, ett eller två samtal.")),
        "three": Meaning(_("Tre samtal eller fler"), _("Minst tre samtal.")),
    },
    "silent": {
        "silent": Meaning(_("Tyst i 60 dagar"), _("60 dagar utan ett ord, och utan något inbokat.")),
        "heard": Meaning(_("Aldrig så länge tyst"), _("Hörde av sig oftare, eller hade något inbokat.")),
    },
    "tier": {
        "recent": Meaning(_("Köp det senaste året"), _("Hade köpt sex de tolv månaderna innan.")),
        "earlier": Meaning(_("Köp längre tillbaka"), _("Hade köpt sex, men inte det senaste året.")),
    },
    "known": _KNOWN,
    "window": {
        "6": Meaning(_("Efter 6 månader"), _AFTER),
        "12": Meaning(_("Efter 12 månader"), _AFTER),
        "24": Meaning(_("Efter 24 månader"), _AFTER),
    },
    "state": {
        "answered": Meaning(_("Svarade"), _("Har svarat på frågorna.")),
        "declined": Meaning(_("Tackade nej"), _("Vi frågade, och personen sa nej.")),
        "not_reached": Meaning(_("Gick inte att nå"), _("Vi försökte, så många gånger som vi hade lovat.")),
        "not_agreed": Meaning(
            _("Skulle inte kontaktas"), _("Det var bestämt att vi inte skulle fråga, eller så blev det aldrig bestämt.")
        ),
        "no_answer": Meaning(_("Har inte svarat"), _("Tiden gick ut utan svar.")),
    },
    "reason": {
        "law": Meaning(_("Lagen"), _("Att det är ett brott.")),
        "caught": Meaning(_("Rädslan att åka fast"), _("Att bli upptäckt eller få brev hem.")),
        "partner": Meaning(_("Partnern"), _("Hänsyn till en partner, eller rädsla för vad den skulle säga.")),
        "money": Meaning(_("Pengarna"), _("Vad det kostar.")),
        "shame": Meaning(_("Skammen"), _("Skam efteråt eller i förväg.")),
        "other_person": Meaning(_("Tanken på den andra personen"), _("Hur den personen kan ha det.")),
        "talks": Meaning(_("Samtalen här"), _("Samtalen hos oss.")),
        "other": Meaning(LABELS["route_other"], _("Något annat.")),
    },
}
TOTAL = Meaning(_("Alla"), _("Alla tillsammans, de dolda också. I den signerade filen står en stjärna."))
DIMENSIONS: Mapping[str, Words] = {
    "source": _("Vems tal"),
    "route": _("Väg"),
    "way": _("Väg"),
    "step": _("Steg"),
    "wait": _("Väntetid"),
    "baseline": _("Köp före"),
    "topic": _("Ämne"),
    "ending": _("Avslut"),
    "left": _("Hur det slutade"),
    "talks": _("Antal samtal"),
    "silent": _("Tystnad"),
    "tier": _("Grupp"),
    "known": _("Ett år senare"),
    "window": _("När vi frågade"),
    "state": _("Hur det gick att fråga"),
    "reason": _("Skäl"),
}
# Each table's heading, and what its how-do-we-know-this says: whom it counts, and of what one must be careful.
TABLES: Mapping[str, Meaning] = {
    "told": Meaning(
        _("Så många fick höra om oss"),
        pgettext_lazy("tell.how.told", "Det är andras tal. De räknar möten, så en person kan finnas med två gånger."),
    ),
    "routes": Meaning(
        _("Hur de kom hit"),
        pgettext_lazy(
            "tell.how.routes",
            "Alla som hörde av sig för första gången under året. Vi räknar det som personen själv har sagt.",
        ),
    ),
    "path": Meaning(
        _("Från första kontakt till tredje samtal"),
        pgettext_lazy(
            "tell.how.path",
            "Alla som hörde av sig för första gången under året, och hur långt de kom innan året var slut. "
            "Den som skrev i december hinner sällan långt.",
        ),
    ),
    "waiting": Meaning(
        _("Hur länge ett första svar dröjde"),
        pgettext_lazy("tell.how.waiting", "Första brev som fick svar under året. Ett brev utan svar är inte med."),
    ),
    "baseline": Meaning(
        _("Före första samtalet"),
        pgettext_lazy(
            "tell.how.baseline",
            "Alla som kom på ett första samtal under året. Frågan ställs alltid på samma sätt, och tidigt.",
        ),
    ),
    "topic": Meaning(
        _("Samtal om den andra personen"),
        pgettext_lazy(
            "tell.how.topic",
            "Alla som kom på minst ett samtal under året. "
            "Har vi talat om det en gång räknas det, också om det var ett tidigare år.",
        ),
    ),
    "endings": Meaning(
        _("Hur det slutade"),
        pgettext_lazy("tell.how.endings", "Alla som slutade under året. Den som kom tillbaka igen är inte med."),
    ),
    "left": Meaning(
        _("De som slutade komma"),
        pgettext_lazy(
            "tell.how.left",
            "Alla som slutade under året, närstående också. Hur många som lämnar beror mycket på hur man räknar.",
        ),
    ),
    "few_talks": Meaning(
        _("De som hann färre än tre samtal"),
        pgettext_lazy(
            "tell.how.few_talks",
            "Samma personer, räknade på ett annat sätt. En del behövde inte fler samtal.",
        ),
    ),
    "silent": Meaning(
        _("De som var tysta i 60 dagar"),
        pgettext_lazy(
            "tell.how.silent",
            "Samma personer, räknade på ett tredje sätt. Det är minst så här många: all tystnad blir inte sedd.",
        ),
    ),
    "outcome": Meaning(
        _("Ett år senare"),
        pgettext_lazy(
            "tell.how.outcome",
            "De som hade köpt sex när de började, och vars tid att bli frågad tog slut under året. "
            "Tiden räknas från det första samtalet. Den som gick tillbaka svarar kanske hellre inte alls.",
        ),
    ),
    "outcome_by_way": Meaning(
        _("Ett år senare, efter hur de kom hit"),
        pgettext_lazy(
            "tell.how.outcome_by_way",
            "De som hade köpt sex det senaste året. Här döljer vi tal under tio. "
            "Grupperna är olika från början, så det går inte att säga vilken väg som är bäst.",
        ),
    ),
    "followup": Meaning(
        _("Hur det gick att fråga"),
        pgettext_lazy(
            "tell.how.followup",
            "Alla vars tid att bli frågad tog slut under året. Inget svar och ett nej är olika saker.",
        ),
    ),
    "reasons": Meaning(
        _("Vad som har hindrat"),
        pgettext_lazy(
            "tell.how.reasons",
            "Skäl som personer har berättat. En person kan ha flera. Det visar inte vad lagen eller samtalen gör.",
        ),
    ),
}
POPULATIONS: Mapping[str, Words] = {
    "told": _("De som fick höra om oss, enligt andra"),
    "wrote": _("De som hörde av sig för första gången under året"),
    "answered": _("Första brev som fick svar under året"),
    "first_came": _("De som kom på ett första samtal under året"),
    "came": _("De som kom på minst ett samtal under året"),
    "ended": _("De som slutade under året"),
    "due": _("De som hade köpt sex och där tiden gick ut under året"),
    "due_recent": _("De som hade köpt sex det senaste året och där tiden gick ut under året"),
    "window_closed": _("De vars tid att bli frågad tog slut under året"),
    "told_reasons": _("De som berättade om skäl under året"),
}


def meaning(dimension: str, code: str) -> Meaning:
    """A code of a dimension in words, the total among them. Raises KeyError for a code that has none."""
    return TOTAL if code == ALL else CODES[dimension][code]
