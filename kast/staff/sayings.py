"""Every setting of a unit: what it means, what it is when nobody has said, and how it is written.

What a lawyer must write or confirm is not here but in texts.py. A setting is kept in Unit.settings under its key; one
that is said in each language as {"sv": …, "en": …}, or as one value that holds for both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, unique
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from . import spans


@unique
class Kind(Enum):
    """How a setting is written down and asked for."""

    LINE = "line"
    WEEKDAYS = "weekdays"
    NUMBER = "number"
    PERIODS = "periods"
    SPANS = "spans"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"
    ADDRESS = "address"


@unique
class Group(Enum):
    """Which settings are asked for together, on one page and in `kast setup`."""

    NAME = "name"
    REACH = "reach"
    LETTERS = "letters"
    FOLLOWUP = "followup"
    LAW = "law"
    SERVER = "server"


@dataclass(frozen=True)
class Key:
    """One setting. `default` is a value, or one for each language where `by_language`."""

    group: Group
    meaning: Any  # a sentence, translated when it is shown
    default: Any
    kind: Kind = Kind.LINE
    by_language: bool = False
    choices: tuple[tuple[str, Any], ...] = ()
    asked: bool = False  # `kast setup` asks for it
    least: int = 0  # of a number
    most: int = 600

    def standard(self, language: str) -> Any:
        """What it is when the unit has said nothing."""
        default = self.default() if callable(self.default) else self.default
        return default[language] if self.by_language else default


def _words(swedish: str, english: str) -> dict[str, str]:
    return {"sv": swedish, "en": english}


def _backup_days() -> int:
    return int(settings.BACKUP_DAYS)


KEYS: dict[str, Key] = {
    "name": Key(
        Group.NAME,
        _("Namnet som står överst på varje sida. Det säger inget om vad mottagningen gör."),
        _words("Två trappor upp", "Two flights up"),
        by_language=True,
        asked=True,
    ),
    "page_name": Key(
        Group.NAME,
        _("Ordet i den öppna sidans flik och historik. Neutralt: aldrig KAST, sex, samtal eller kris."),
        _words("Mottagningen", "Clinic"),
        by_language=True,
    ),
    "municipality": Key(
        Group.NAME,
        _("Kommunen som mottagningen hör till."),
        _words("kommunen", "the municipality"),
        by_language=True,
        asked=True,
    ),
    "title": Key(
        Group.NAME,
        _("Vad en behandlare är, i ental."),
        _words("socialsekreterare", "social worker"),
        by_language=True,
        asked=True,
    ),
    "titles": Key(
        Group.NAME,
        _("Vad behandlarna är, i flertal."),
        _words("socialsekreterare", "social workers"),
        by_language=True,
        asked=True,
    ),
    "sister_unit": Key(
        Group.NAME,
        _("Mottagningen för den som själv får betalt för sex."),
        _words("Mikamottagningen", "Mikamottagningen"),
        by_language=True,
        asked=True,
    ),
    "offence": Key(
        Group.LAW,
        _("Vad brottet heter nu."),
        _words("köp av sexuell handling", "purchase of a sexual act"),
        by_language=True,
    ),
    "phone": Key(Group.REACH, _("Mottagningens telefonnummer."), "", asked=True),
    "phone_hours": Key(Group.REACH, _("När någon svarar i telefon."), _words("", ""), by_language=True, asked=True),
    "address": Key(Group.REACH, _("Var mottagningen ligger."), "", asked=True),
    "visiting_hours": Key(Group.REACH, _("När man kan komma dit."), _words("", ""), by_language=True, asked=True),
    "exit_address": Key(
        Group.REACH,
        _("Sidan som Lämna snabbt öppnar: en vanlig sida som många besöker."),
        "https://www.smhi.se/",
        Kind.ADDRESS,
    ),
    "feedback": Key(
        Group.REACH,
        _("Vart man hör av sig om något på sidan är svårt att använda, till exempel en e-postadress."),
        "",
        asked=True,
    ),
    "reading_weekdays": Key(
        Group.LETTERS, _("Vilka veckodagar brev läses. Helgdagar räknas bort."), [0, 1, 2, 3, 4], Kind.WEEKDAYS
    ),
    "answer_days": Key(Group.LETTERS, _("Inom hur många arbetsdagar ett brev besvaras."), 3, Kind.NUMBER, asked=True),
    "call_days": Key(
        Group.LETTERS, _("Inom hur många arbetsdagar vi ringer den som har lämnat en ringlapp."), 3, Kind.NUMBER
    ),
    "slip_days": Key(
        Group.LETTERS,
        _("Hur många dagar en ringlapp eller en hänvisning ligger kvar. Aldrig fler än 30."),
        30,
        Kind.NUMBER,
    ),
    "slip_tries": Key(
        Group.LETTERS, _("Hur många gånger vi ringer utan svar innan ringlappen tas bort."), 3, Kind.NUMBER
    ),
    "closed": Key(
        Group.LETTERS,
        _("När mottagningen är stängd: första och sista dagen, en period på varje rad (2026-07-06 2026-07-31)."),
        [],
        Kind.PERIODS,
    ),
    "mailbox_months": Key(
        Group.LETTERS,
        _("Hur många månader en brevlåda finns kvar efter det sista som hände i den."),
        12,
        Kind.NUMBER,
        least=1,
    ),
    "followup_spans": Key(
        Group.FOLLOWUP,
        _(
            "När vi frågar hur det har gått. En rad för varje gång: 6: 5–8 betyder efter sex månader, och svaret tas "
            "emot från fem upp till åtta månader efter avslutet. Ändringen gäller ärenden som avslutas efter den."
        ),
        spans.kept(spans.STANDARD),
        Kind.SPANS,
    ),
    "followup_tries": Key(
        Group.FOLLOWUP,
        _("Hur många gånger vi ringer utan svar innan personen räknas som inte nådd. Minst en gång."),
        3,
        Kind.NUMBER,
        least=1,
    ),
    "record_mode": Key(
        Group.LAW,
        _("Läget som ett nytt ärende börjar i."),
        "A",
        Kind.CHOICE,
        choices=(("A", _("A: utan anteckningar")), ("B", _("B: utan namn")), ("C", _("C: med namn"))),
    ),
    "record_decision": Key(
        Group.LAW,
        _("Nämndens beslut om dokumentation utan namn (SoL 14:5): nummer och datum. Utan det finns inte läge B."),
        "",
    ),
    "decider": Key(
        Group.LAW,
        _("Vem som prövar om något får lämnas ut ur ett ärende."),
        _words("enhetschefen", "the head of unit"),
        by_language=True,
    ),
    "disclosure_delegation": Key(
        Group.LAW,
        _("Beslut om att behandlare får pröva utlämnanden: nummer och datum. Utan det prövar bara enhetschefen."),
        "",
    ),
    "lawyer": Key(
        Group.LAW,
        _("Vem ni frågar när rättsläget är oklart."),
        _words("kommunens jurist", "the municipality's lawyer"),
        by_language=True,
    ),
    "retention_decision": Key(
        Group.LAW,
        _("Mottagningens gallringsbeslut: nummer och datum. Utan det erbjuder Radera allt bara att vägen in stängs."),
        "",
        asked=True,
    ),
    "purging": Key(
        Group.LAW,
        _("Vad som händer med ärenden där det finns anteckningar. I Göteborgs kommun och i några län bevaras de."),
        "unknown",
        Kind.CHOICE,
        choices=(
            ("unknown", _("Vet inte än: inget gallras")),
            ("exempt", _("Bevaras för forskningen (socialtjänstförordningen 13:1)")),
            ("purged", _("Gallras fem år efter den sista anteckningen (socialtjänstlagen 16:1)")),
        ),
    ),
    "proxy": Key(
        Group.SERVER,
        _("Vad som står framför servern, och vad det skriver upp om den som besöker sidan."),
        "unknown",
        Kind.CHOICE,
        choices=(
            ("unknown", _("Vet inte än")),
            ("none", _("Inget som skriver upp adresser")),
            ("logs", _("Något som skriver upp IP-adresser")),
        ),
    ),
    "proxy_days": Key(
        Group.SERVER, _("I hur många dagar IP-adresserna finns kvar hos det som står framför servern."), 0, Kind.NUMBER
    ),
    "neutral_host": Key(
        Group.SERVER,
        _("Adressen till sidan säger inget om vad mottagningen gör. Någon har läst den högt."),
        default=False,
        kind=Kind.FLAG,
    ),
    "restored_on": Key(
        Group.SERVER, _("Dagen då en säkerhetskopia senast lades tillbaka på prov, och det gick."), "", Kind.DATE
    ),
    "backup_days": Key(
        Group.SERVER,
        _("I hur många dagar säkerhetskopiorna finns kvar."),
        _backup_days,
        Kind.NUMBER,
        least=1,
        most=365,
    ),
}

_WEEKDAYS: tuple[Callable[[], str], ...] = (
    lambda: pgettext("every", "måndagar"),
    lambda: pgettext("every", "tisdagar"),
    lambda: pgettext("every", "onsdagar"),
    lambda: pgettext("every", "torsdagar"),
    lambda: pgettext("every", "fredagar"),
    lambda: pgettext("every", "lördagar"),
    lambda: pgettext("every", "söndagar"),
)


def beyond(values: Mapping[str, Any]) -> list[str]:
    """The numbers among these settings that are none, or that lie outside what makes sense: each with its bounds."""
    numbers = [(name, KEYS[name], said) for name, said in values.items() if KEYS[name].kind is Kind.NUMBER]
    return [
        f"{name} ({key.least}–{key.most})"
        for name, key, said in numbers
        if type(said) is not int or not key.least <= said <= key.most
    ]


def group_name(group: Group) -> str:
    """What a group of settings is called on its page."""
    return str(
        {
            Group.NAME: _("Namn"),
            Group.REACH: _("Hitta hit"),
            Group.LETTERS: _("Brev"),
            Group.FOLLOWUP: _("Uppföljning"),
            Group.LAW: _("Beslut"),
            Group.SERVER: _("Server"),
        }[group]
    )


def weekday_names() -> list[tuple[int, str]]:
    """The days of the week as one says them of something that happens every week."""
    return [(number, name()) for number, name in enumerate(_WEEKDAYS)]


def in_words(key: str, value: Any) -> str:
    """A value as it stands in a sentence, in the active language."""
    kind = KEYS[key].kind
    if kind is Kind.WEEKDAYS:
        return _weekdays(value)
    if kind is Kind.PERIODS:
        return ", ".join(f"{first}–{through}" for first, through in value)
    if kind is Kind.SPANS:
        return ", ".join(spans.written(spans.of(value)).splitlines())
    if kind is Kind.CHOICE:
        return str(dict(KEYS[key].choices).get(value, value))
    return str(value)


def answer_time(days: int) -> str:
    """`tre arbetsdagar`: so many working days, in words up to ten."""
    numbers = (
        pgettext("working days", "noll"),
        pgettext("working days", "en"),
        pgettext("working days", "två"),
        pgettext("working days", "tre"),
        pgettext("working days", "fyra"),
        pgettext("working days", "fem"),
        pgettext("working days", "sex"),
        pgettext("working days", "sju"),
        pgettext("working days", "åtta"),
        pgettext("working days", "nio"),
        pgettext("working days", "tio"),
    )
    number = numbers[days] if days < len(numbers) else str(days)
    return ngettext("%(number)s arbetsdag", "%(number)s arbetsdagar", days) % {"number": number}


def _weekdays(days: list[int]) -> str:
    if days == [0, 1, 2, 3, 4]:
        return pgettext("every", "vardagar")
    names = [_WEEKDAYS[day]() for day in sorted(days)]
    if len(names) < 2:
        return "".join(names)
    return pgettext("and between two", "%(these)s och %(last)s") % {"these": ", ".join(names[:-1]), "last": names[-1]}


def as_date(text: str) -> date | None:
    """A kept date, or None while there is none."""
    return date.fromisoformat(text) if text else None
