"""Numbers to call at once. Each is data with its evidence: a number in whose place nobody has answered us is not ready.

The seed is words.md C3; the unit goes through it, calls each number, and writes down who called and when.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act

from .models import Helpline, Member


@dataclass(frozen=True)
class Line:
    """A number as a page shows it."""

    pk: int
    number: str
    what: str
    hours: str
    urgent: bool
    called_on: date | None
    called_by: str

    @property
    def dial(self) -> str:
        """The number for a `tel:` link."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Seed:
    """A number before anybody has called it, and what we know about it."""

    number: str
    sv: tuple[str, str]  # what it is for, its hours
    en: tuple[str, str]
    evidence: str
    urgent: bool = False


SEEDS = (
    Seed("112", ("Fara för liv, nu", "dygnet runt"), ("Danger to life, now", "day and night"), "certain", urgent=True),
    Seed(
        "1177",
        ("Råd om vård", "dygnet runt"),
        ("Health advice", "day and night"),
        "certain; calls are recorded; +46 771 1177 00 from foreign phones to be confirmed",
        urgent=True,
    ),
    Seed(
        "90101",
        ("Tankar på att ta ditt liv: Självmordslinjen, Mind", "dygnet runt"),
        ("Thoughts of ending your life: Mind, in Swedish", "day and night"),
        "day and night since June 2020 (sosalarm.se, 2020)",
        urgent=True,
    ),
    Seed(
        "020-555 666",
        ("Rädd att du gör någon i din närhet illa: Välj att sluta", ""),
        ("Afraid of hurting someone close: Välj att sluta", ""),
        "number 2022 (nck.uu.se); hours unknown",
    ),
    Seed(
        "020-66 77 88",
        ("Sex som du inte rår på, eller tankar som skrämmer dig: PrevenTell", ""),
        ("Sex you cannot control, or thoughts that frighten you: PrevenTell", ""),
        "number from memory; hours were short",
    ),
    Seed(
        "020-50 50 50",
        ("Utsatt för våld: Kvinnofridslinjen", "dygnet runt"),
        ("Exposed to violence: Kvinnofridslinjen", "day and night"),
        "day and night, 2023 (nck.uu.se)",
    ),
    Seed(
        "020-80 80 80",
        ("Utsatt för våld: Stödlinjen för män", "kl. 7–21"),
        ("Exposed to violence: Stödlinjen för män", "7–21"),
        "7–21, 2024 (uu.se); began as a pilot",
    ),
    Seed(
        "020-390 000",
        ("För yrkesverksamma: misstanke om människohandel", "kontorstid"),
        ("For professionals: suspected trafficking", "office hours"),
        "office hours (jamstalldhetsmyndigheten.se)",
    ),
)


class Lines:
    """The helplines in one language. Read when a template goes through them, and once."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._lines: list[Line] | None = None

    def __iter__(self) -> Iterator[Line]:
        if self._lines is None:
            self._lines = lines(self._language)
        return iter(self._lines)


def lines(language: str) -> list[Line]:
    """Every helpline in its order. Before a unit has its own, those of the seed, called by nobody."""
    rows = list(Helpline.objects.order_by("order", "pk"))
    if not rows:
        rows = [_row(order, seed) for order, seed in enumerate(SEEDS)]
    return [_line(row, language) for row in rows]


def uncalled() -> list[Line]:
    """Those that nobody has called yet."""
    return [line for line in lines("sv") if line.called_on is None]


def one(pk: int) -> dict[str, str] | None:
    """One number with its texts in both languages, as a form wants them; None when there is none."""
    row = Helpline.objects.filter(pk=pk).first()
    if row is None:
        return None
    texts = {
        f"{part}_{language}": row.texts.get(language, {}).get(part, "")
        for language in ("sv", "en")
        for part in ("what", "hours")
    }
    return {"number": row.number, **texts}


def plant() -> None:
    """Give a new unit the helplines of the seed."""
    Helpline.objects.bulk_create(_row(order, seed) for order, seed in enumerate(SEEDS))


@transaction.atomic
def called(pk: int, *, number: str, what: dict[str, str], hours: dict[str, str], by: Member, at: datetime) -> None:
    """Somebody called and was answered: the number, what it is for and its hours are as said there, from today."""
    row = Helpline.objects.select_for_update().get(pk=pk)
    row.number = number
    row.texts = {language: {"what": what[language], "hours": hours[language]} for language in what}
    row.called_on, row.called_by = timezone.localdate(at), by.shown_name
    row.save()
    trail.record(Act.HELPLINE_CALLED, by=by, fields=[number.replace(" ", "")], at=at)


@transaction.atomic
def remove(pk: int, *, by: Member, at: datetime) -> None:
    """The number is shown no more: nobody answers there, or it is not for those who come here."""
    row = Helpline.objects.select_for_update().get(pk=pk)
    number = row.number
    row.delete()
    trail.record(Act.UNIT_CHANGED, by=by, fields=["helpline", number.replace(" ", "")], at=at)


def evidence(number: str) -> str:
    """What we knew of a number before anybody called it."""
    return next((seed.evidence for seed in SEEDS if seed.number == number), "")


def _row(order: int, seed: Seed) -> Helpline:
    texts = {language: {"what": words[0], "hours": words[1]} for language, words in (("sv", seed.sv), ("en", seed.en))}
    return Helpline(number=seed.number, order=order, urgent=seed.urgent, texts=texts)


def _line(row: Helpline, language: str) -> Line:
    words = row.texts.get(language, {})
    return Line(
        row.pk or 0,
        row.number,
        words.get("what", ""),
        words.get("hours", ""),
        row.urgent,
        row.called_on,
        row.called_by,
    )
