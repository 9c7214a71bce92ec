"""The methods page: where the numbers come from, the clock, what is not known, what is hidden, what a release is.

The same words stand in the board's report. A changed rule is changed here, in its module's docstring, and by a new
definition id.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Section:
    """One heading with its paragraphs; `key` is its place in the address."""

    key: str
    heading: Promise
    paragraphs: Sequence[Promise]


SECTIONS: Sequence[Section] = (
    Section(
        "kalla",
        _("Var talen kommer ifrån"),
        (
            pgettext_lazy(
                "tell.method.source",
                "När något händer skriver vi en kod och en månad, aldrig ett namn, en text eller en dag. Koderna "
                "finns kvar när allt annat är borttaget.",
            ),
            pgettext_lazy(
                "tell.method.lives",
                "Vi räknar kontakter, inte personnummer. Den som kommer tillbaka utan sina ord räknas en gång till.",
            ),
        ),
    ),
    Section(
        "klockan",
        _("Från när tiden räknas"),
        (
            pgettext_lazy(
                "tell.method.clock",
                "Tiden räknas från det första samtalet, eller det första svaret som blev läst. Räknade vi från "
                "slutet skulle den som gick tillbaka under tiden inte synas.",
            ),
            pgettext_lazy(
                "tell.method.window",
                "Frågan efter ett år gäller tolv månader. En person räknas med när femton månader har gått, och vi "
                "vet hur det gick om svaret gäller minst tio av dem. Ett års tal står i den utgåva där tiden tog "
                "slut.",
            ),
            pgettext_lazy(
                "tell.method.windows",
                "Vi frågar efter avslutet. Därför räknar tabellen om hur det gick att fråga från det, efter 6, 12 och "
                "24 månader. Den som kommer länge kan vara ofrågad när femton månader har gått, och hör då till dem "
                "vi inte vet något om.",
            ),
        ),
    ),
    Section(
        "tillbaka",
        _("Vad det är att gå tillbaka"),
        (
            pgettext_lazy(
                "tell.method.back",
                "Att ha köpt sex igen, i Sverige eller utomlands, på plats eller på distans. Ett försök som inte "
                "blev av räknas inte. Det är personen själv som berättar.",
            ),
            pgettext_lazy(
                "tell.method.whom",
                "Bara de som hade köpt sex räknas. Den som står någon nära, eller aldrig har köpt sex, är inte med.",
            ),
        ),
    ),
    Section(
        "okant",
        _("Vad vi inte vet"),
        (
            pgettext_lazy(
                "tell.method.lost",
                "Hur det gick för den som inte svarar. Därför visar vi sämsta och bästa fall först. I sämsta fall "
                "gick alla som vi inte vet något om tillbaka, i bästa fall ingen.",
            ),
            pgettext_lazy(
                "tell.method.cause",
                "Om det var samtalen som hjälpte. Vi har ingen att jämföra med, och en del hade slutat ändå.",
            ),
            pgettext_lazy(
                "tell.method.law",
                "Vad lagen gör. Det någon berättar om vad som höll tillbaka är ett skäl, inte en effekt.",
            ),
            pgettext_lazy(
                "tell.method.unknown",
                "Hur många som köper sex i kommunen. Det som ingen har räknat skriver vi aldrig som noll.",
            ),
        ),
    ),
    Section(
        "procent",
        _("Andelar och spann"),
        (
            pgettext_lazy(
                "tell.method.share",
                "En andel står aldrig utan sitt antal, och vi räknar ingen andel av färre än tio. Spannet är ett "
                "exakt intervall på 95 procent (Clopper–Pearson). Det säger vad slumpen kan göra, inte vad "
                "bortfallet kan göra.",
            ),
        ),
    ),
    Section(
        "dolt",
        _("Vad vi döljer"),
        (
            pgettext_lazy(
                "tell.method.hide",
                "Tal under fem döljer vi. Där något om en person möter något som andra kan veta döljer vi tal "
                "under tio. Säger ett tal något om alla i en grupp döljs det också.",
            ),
            pgettext_lazy(
                "tell.method.proof",
                "Ett dolt tal får inte gå att räkna ut. Programmet söker det minsta och det största värde som de "
                "visade talen tillåter, över alla tabeller och år. Ligger de för nära varandra döljs fler tal, "
                "eller så ges utgåvan inte ut.",
            ),
        ),
    ),
    Section(
        "utgava",
        _("Vad en utgåva är"),
        (
            pgettext_lazy(
                "tell.release",
                "En utgåva är ett års siffror. Den ändras aldrig. Blir något fel kommer en ny, som säger vilken "
                "den rättar.",
            ),
            pgettext_lazy(
                "tell.release.stays",
                "Den gamla finns kvar.",
            ),
            pgettext_lazy(
                "tell.signed",
                "Filen är signerad. Den som har den kan kontrollera att inget har ändrats.",
            ),
            pgettext_lazy(
                "tell.method.check",
                "Kontrollsumman är SHA-256 av texten under content. Signaturen är Ed25519, över orden kast "
                "release 1, en byte med värdet noll, och samma text.",
            ),
        ),
    ),
)


def paragraphs() -> list[tuple[str, list[str]]]:
    """Headings with their paragraphs, in the page's language."""
    return [(str(one.heading), [str(words) for words in one.paragraphs]) for one in SECTIONS]
