"""What planning begins with: the unit's own figure where it may be shown, else a stated belief, else nothing.

Own figures come from cells that are shown, and say of how many. Other numbers say who published them, and that the span
is a guess. Two parts begin empty: nobody has measured how many would have stopped anyway, and purchases are not counted
here. Nought is never put in for either.
"""

from dataclasses import dataclass
from math import ceil, floor

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .page import Page
from .planning.model import NEEDED, UNKNOWN
from .planning.parts import Beta, Gamma
from .proportions import Proportion

SHARES = frozenset({"reach", "retention", "non_return", "cessation", *UNKNOWN})
LABELS: dict[str, Promise] = {
    "caught": gettext_lazy("Så många grips och får veta att KAST finns"),
    "reach": gettext_lazy("Så många av dem kommer till ett första samtal"),
    "retention": gettext_lazy("Så många av dem som kommer stannar minst tre samtal"),
    "non_return": gettext_lazy("Så många av dem som stannar har inte köpt sex igen efter ett år"),
    "cessation": gettext_lazy("Så många hade slutat ändå"),
    "purchases": gettext_lazy("Så många köp gör den som fortsätter"),
    "displaced": gettext_lazy("Så många av köpen görs någon annanstans i stället"),
    "abroad": gettext_lazy("Så många av köpen görs utomlands i stället"),
}
HINTS: dict[str, Promise] = {
    "caught": gettext_lazy("Personer på ett år. Fällda, gripna och anmälda brott är olika tal."),
    "reach": gettext_lazy("Av 100."),
    "retention": gettext_lazy("Av 100."),
    "non_return": gettext_lazy("Av 100. Från sämsta fall till bästa fall, för om många vet vi inget."),
    "cessation": gettext_lazy(
        "Av 100, utan samtal. Ingen har mätt det, så fältet är tomt. Skriver du 0 räknar du med att alla hade fortsatt."
    ),
    "purchases": gettext_lazy("Köp på ett år. Vi har ingen källa, så fältet är tomt."),
    "displaced": gettext_lazy("Av 100. Får stå tomt, för ingen vet. Då räknas det inte med, och det sägs i svaret."),
    "abroad": gettext_lazy(
        "Av 100. Får stå tomt. Av dem som någon gång har betalat har 80 av 100 gjort det utomlands "
        "(SRHR2017), men det säger inte hur många köp som flyttar."
    ),
}

NOTES: dict[str, Promise] = {  # what an own figure is not
    "caught": gettext_lazy("Den räknar möten, inte personer."),
    "non_return": gettext_lazy(
        "Den gäller alla som började, även dem som inte stannade, och kan därför vara för låg här."
    ),
}


@dataclass(frozen=True)
class Belief:
    """One part as the form begins: its span in the unit that the form shows, and where it comes from."""

    name: str
    low: int | None = None
    high: int | None = None
    source: str = ""
    own: bool = False

    @property
    def label(self) -> Promise:
        """What it is called."""
        return LABELS[self.name]

    @property
    def hint(self) -> Promise:
        """What to think of."""
        return HINTS[self.name]

    @property
    def note(self) -> Promise | None:
        """What the unit's own figure is not, where it is used."""
        return NOTES.get(self.name) if self.own else None


def beliefs(page: Page) -> dict[str, Belief]:
    """Every part, in the order of the model."""
    own = {one.name: one for one in _own(page)}
    stated = {one.name: one for one in _stated()}
    return {name: own.get(name) or stated.get(name) or Belief(name) for name in (*NEEDED, *UNKNOWN)}


def _own(page: Page) -> list[Belief]:
    found = []
    told = page.shown.told
    if told and not page.shown.told_unknown:
        spread = Gamma(told + 0.5, 1)
        source = _("egen siffra: %(n)s fick veta på tolv månader") % {"n": told}
        found.append(Belief("caught", floor(spread.at(0.05)), ceil(spread.at(0.95)), source, own=True))
    for name, share in (("reach", page.came_of_told), ("retention", page.steps[-1].share or page.path[-1].share)):
        if share is not None and share.in_per_cent:
            found.append(_share(name, share))
    outcome = page.outcome
    if outcome.low is not None and outcome.high is not None:
        source = _("egen siffra: sämsta och bästa fall av %(n)s") % {"n": outcome.due}
        found.append(Belief("non_return", outcome.low, outcome.high, source, own=True))
    return found


def _share(name: str, share: Proportion) -> Belief:
    spread = Beta(share.numerator + 0.5, share.denominator - share.numerator + 0.5)
    low, high = floor(100 * spread.at(0.05)), ceil(100 * spread.at(0.95))
    source = _("egen siffra: %(k)s av %(n)s") % {"k": share.numerator, "n": share.denominator}
    return Belief(name, low, high, source, own=True)


def _stated() -> list[Belief]:
    return [
        Belief("caught", 200, 300, _("255 fälldes i Göteborg 2011 (intervjun med RealStars); spannet är en gissning")),
        Belief("reach", 6, 15, _("”10 %”, sagt i intervjun med RealStars; spannet som om det vore 25 av 255")),
        Belief(
            "retention", 60, 90, _("80 av 100 stannar i psykoterapi (Swift och Greenberg 2012); spannet är en gissning")
        ),
        Belief("non_return", 40, 97, _("ingen siffra som säger av hur många finns; spannet är en gissning")),
    ]
