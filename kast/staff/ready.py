"""What still hinders going live: each with a sentence, what to do, and the page where it is done.

The same list is `kast ready` and a page for the head and the operator.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import helplines, members, sayings, sign_off, texts, unit
from .proposals import PROPOSALS

# A restore that was proved longer ago than this proves little.
RESTORE_HOLDS = timedelta(days=183)
# A number that was called longer ago than this may have changed its hours.
CALL_HOLDS = timedelta(days=365)
_PAGES = ("privacy", "accessibility")


@dataclass(frozen=True)
class Hindrance:
    """One thing that must be done before anybody from outside may write here."""

    key: str
    what: str
    do: str
    address: str


def hindrances(today: date) -> list[Hindrance]:
    """Everything that still hinders, in the order in which it is best done. Empty: the unit can go live."""
    found = [
        *_says(),
        *_texts(),
        *_helplines(today),
        *_server(today),
        *_decisions(),
        *_people(),
    ]
    return [each for each in found if each is not None]


def _says() -> list[Hindrance | None]:
    page = reverse("staff:unit")
    asked = {
        "phone": _("Mottagningens telefonnummer saknas."),
        "phone_hours": _("Det står inte när någon svarar i telefon."),
        "address": _("Mottagningens adress saknas."),
        "visiting_hours": _("Det står inte när man kan komma dit."),
        "feedback": _("Det står inte vart man hör av sig om sidan är svår att använda."),
    }
    return [
        Hindrance(key, what, _("Fyll i det under Mottagningen."), page)
        for key, what in asked.items()
        if not unit.value(key)
    ]


def _texts() -> list[Hindrance | None]:
    missing = texts.unsettled()
    lawyers = [key for key in missing if key not in _PAGES]
    page = reverse("staff:texts")
    pages = {
        "privacy": _("Sidan om personuppgifter är inte bekräftad."),
        "accessibility": _("Tillgänglighetsredogörelsen är inte bekräftad."),
    }
    found: list[Hindrance | None] = []
    if lawyers:
        what = ngettext(
            "%(count)s text väntar på juristen, av %(all)s.",
            "%(count)s texter väntar på juristen, av %(all)s.",
            len(lawyers),
        ) % {"count": len(lawyers), "all": len(PROPOSALS) - len(_PAGES)}
        do = _("Låt mottagningens jurist läsa, ändra och bekräfta dem: %(keys)s.") % {"keys": ", ".join(lawyers)}
        found.append(Hindrance("texts", what, do, page))
    found += [
        Hindrance(key, pages[key], _("Läs igenom den, ändra det som inte stämmer och bekräfta den."), page)
        for key in _PAGES
        if key in missing
    ]
    return found


def _helplines(today: date) -> list[Hindrance | None]:
    lines = helplines.lines("sv")
    never = [line.number for line in lines if line.called_on is None]
    old = [line.number for line in lines if line.called_on is not None and today - line.called_on > CALL_HOLDS]
    page = reverse("staff:helplines")
    do = _("Ring numret, fråga om tider och vem det är till för, och skriv in att du har ringt.")
    found: list[Hindrance | None] = []
    if never:
        what = _("Ingen har ringt och prövat: %(numbers)s.") % {"numbers": ", ".join(never)}
        found.append(Hindrance("helplines", what, do, page))
    if old:
        what = _("Det är mer än ett år sedan någon ringde: %(numbers)s.") % {"numbers": ", ".join(old)}
        found.append(Hindrance("helplines_old", what, do, page))
    return found


def _server(today: date) -> list[Hindrance | None]:
    page = reverse("staff:unit")
    restored = sayings.as_date(unit.value("restored_on"))
    return [
        Hindrance(
            "proxy",
            _("Det står inte vad som finns framför servern och vad det skriver upp."),
            _("Fråga den som sköter nätet. Sidans mening om IP-adresser görs av svaret."),
            page,
        )
        if unit.value("proxy") == "unknown"
        else None,
        Hindrance(
            "neutral_host",
            _("Ingen har intygat att sidans adress är neutral."),
            _("Läs adressen högt. Säger den inget om vad mottagningen gör, kryssa i det under Mottagningen."),
            page,
        )
        if not unit.value("neutral_host")
        else None,
        Hindrance(
            "restored_on",
            _("Ingen säkerhetskopia har lagts tillbaka på prov det senaste halvåret."),
            _("Lägg tillbaka en kopia på en annan maskin, se att den öppnas, och skriv in dagen."),
            page,
        )
        if restored is None or today - restored > RESTORE_HOLDS
        else None,
    ]


def _decisions() -> list[Hindrance | None]:
    page = reverse("staff:unit")
    without_names = unit.value("record_mode") == "B" and not unit.value("record_decision")
    return [
        Hindrance(
            "retention_decision",
            _("Gallringsbeslutet saknas. Utan det kan Radera allt bara stänga vägen in."),
            _("Be nämnden om beslutet och skriv in nummer och datum."),
            page,
        )
        if not unit.value("retention_decision")
        else None,
        Hindrance(
            "purging",
            _("Det är inte bestämt vad som händer med ärenden där det finns anteckningar. Inget av dem gallras."),
            _("Fråga juristen vad som gäller hos er, och välj det under Mottagningen."),
            page,
        )
        if unit.value("purging") == "unknown"
        else None,
        Hindrance(
            "record_decision",
            _("Nya ärenden börjar utan namn, men beslutet om det saknas (SoL 14:5)."),
            _("Skriv in beslutets nummer och datum, eller välj ett annat läge."),
            page,
        )
        if without_names
        else None,
    ]


def _people() -> list[Hindrance | None]:
    page = reverse("staff:members")
    few = members.counsellors().count() < sign_off.FEWEST
    thin = sign_off.thin_boxes()
    return [
        Hindrance(
            "counsellors",
            _("Färre än två behandlare är insläppta. Blir en sjuk kan ingen svara."),
            _("Bjud in en till och släpp in henne eller honom."),
            page,
        )
        if few
        else None,
        Hindrance(
            "thin_boxes",
            ngettext(
                "%(count)s brevlåda kan öppnas av färre än två.",
                "%(count)s brevlådor kan öppnas av färre än två.",
                thin,
            )
            % {"count": thin},
            _("Ge varje ärende en ersättare."),
            page,
        )
        if thin
        else None,
    ]
