"""What a table says in a sentence: how many there are, how many of them, and where most of them are.

Nobody is singled out: a number under five is hidden, so there is no singular to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Number:
    """A number in words: as counted, hidden, or to the nearest five."""

    value: int | None
    rounded: int | None = None

    def __str__(self) -> str:
        if self.value is None:
            return _("dolt")
        return _("omkring %(n)s") % {"n": self.value} if self.rounded and self.value else str(self.value)


_ALL: Mapping[str, Promise] = {
    "told": gettext_lazy("%(n)s fick höra om oss, enligt dem som berättade."),
    "wrote": gettext_lazy("%(n)s personer hörde av sig för första gången."),
    "answered": gettext_lazy("%(n)s första brev fick svar."),
    "first_came": gettext_lazy("%(n)s personer kom på ett första samtal."),
    "came": gettext_lazy("%(n)s personer kom på minst ett samtal under året, oavsett när de hörde av sig."),
    "ended": gettext_lazy("%(n)s personer slutade."),
    "due": gettext_lazy("Vi skulle veta hur det gick för %(n)s personer."),
    "due_recent": gettext_lazy("Vi skulle veta hur det gick för %(n)s personer."),
    "window_closed": gettext_lazy("För %(n)s personer gick tiden att bli frågad efter tolv månader ut."),
    "told_reasons": gettext_lazy("%(n)s personer berättade om skäl."),
}
# Where one row of several is told of: nobody in it is not nobody at all.
NOBODY: Mapping[str, Promise] = {
    "due": gettext_lazy("För den första gruppen har ingens tid gått ut det här året."),
    "window_closed": gettext_lazy("För ingen gick tiden att bli frågad efter tolv månader ut."),
}
# For tables that answer one question: the sentence, and the codes whose numbers it needs.
PARTS: Mapping[str, tuple[Promise, tuple[str, ...]]] = {
    "path": (gettext_lazy("%(three_or_more)s kom på minst tre samtal."), ("three_or_more",)),
    "topic": (
        gettext_lazy("Med %(discussed)s av dem har vi talat om hur den andra personen kan ha det, och om tvång."),
        ("discussed",),
    ),
    "left": (gettext_lazy("%(left)s av dem slutade komma utan att vi hade bestämt det."), ("left",)),
    "few_talks": (gettext_lazy("%(fewer)s av dem hann färre än tre samtal."), ("fewer",)),
    "silent": (gettext_lazy("%(silent)s av dem var tysta i minst 60 dagar."), ("silent",)),
    "outcome": (
        gettext_lazy("Vi vet att %(clean)s inte gick tillbaka, och att %(back)s gjorde det."),
        ("clean", "back"),
    ),
    "outcome_by_way": (
        gettext_lazy("Vi vet att %(clean)s inte gick tillbaka, och att %(back)s gjorde det."),
        ("clean", "back"),
    ),
    "followup": (gettext_lazy("%(answered)s svarade, och %(declined)s tackade nej."), ("answered", "declined")),
}
# Of whom nothing is known it is not said that nobody did the one, and nobody the other.
_NOTHING: Mapping[str, Promise] = dict.fromkeys(
    ("outcome", "outcome_by_way"), gettext_lazy("Vi vet inte hur det gick för någon av dem.")
)


def of_all(population: str, whole: Number) -> str:
    """How many there are."""
    if whole.value is None:
        return _("Hur många det var går inte att visa.")
    if whole.value == 0:
        return str(NOBODY.get(population, gettext_lazy("Ingen det här året.")))
    return first_up(str(_ALL[population]) % {"n": whole})


def of_parts(key: str, numbers: Mapping[str, Number]) -> str:
    """How many of them; empty where a number that it needs is hidden, and for tables that ask no such question."""
    sentence, codes = PARTS.get(key, ("", ()))
    if not codes or any(numbers[code].value is None for code in codes):
        return ""
    if not any(numbers[code].value for code in codes) and key in _NOTHING:
        return str(_NOTHING[key])
    return first_up(str(sentence) % {code: numbers[code] if numbers[code].value else _("ingen") for code in codes})


def of_most(numbers: Mapping[str, Number]) -> str:
    """Where most of them are; empty where two are as many, and where one more could be hidden behind it."""
    counted = sorted(((one.value, name) for name, one in numbers.items() if one.value), reverse=True)
    if len(counted) < 2 or counted[0][0] == counted[1][0]:
        return ""
    hidden = any(one.value is None for one in numbers.values())
    name = counted[0][1]
    told = _("Flest av dem som visas: %(what)s, %(n)s.") if hidden else _("Flest: %(what)s, %(n)s.")
    return told % {"what": lower(name), "n": numbers[name]}


def lower(text: str) -> str:
    """The same in the middle of a sentence."""
    return text[:1].lower() + text[1:]


def first_up(text: str) -> str:
    """The same at the beginning of a sentence, or of a line."""
    return text[:1].upper() + text[1:]
