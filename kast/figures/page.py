"""What a page of figures says, in order: rows with their shares, the outcome with its picture, the claims on an axis.

Every share comes with its count; a hidden number makes every share that needs it disappear with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from . import claims, coverage, dates, drawing, months, reach, told_codes, verdicts
from .drawing import Part
from .gathering import ENDINGS, ROUTES, Shown, Untold
from .labels import LABELS, MISSING, SOURCES
from .outcome_shown import Outcome, tier
from .proportions import Proportion, per_cent, proportion
from .suppression import FEW

STEPS = ("told", "police", "police_came", "police_three")
PATH = ("wrote", "wrote_came", "wrote_three")
TOLD_AND_LEDGER = "ledger; told by somebody else's count"
TOPIC = ("discussed", "put_off", "not_yet")


@dataclass(frozen=True)
class Row:
    """One line of a table: a number (None: hidden, or never counted), and its share of the line before."""

    label: str | Promise
    number: int | None
    counted: bool = True
    share: Proportion | None = None
    bar: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Judged:
    """A claim on the page: its words in the page's language, and what our figures allow one to say about it."""

    judgement: claims.Judgement
    language: str

    @property
    def said(self) -> str:
        """Its words."""
        return self._in_language(self.judgement.claim.said)

    @property
    def swedish(self) -> set[str]:
        """Which of its texts are shown in Swedish because nobody has put them into the page's language."""
        claim = self.judgement.claim
        texts = {"said": claim.said, "source": claim.source, "needed": claim.needed}
        return {name for name, words in texts.items() if self.language not in words}

    @property
    def when(self) -> str:
        """When it was said, in words; empty where the source says so already."""
        said_on = self.judgement.claim.date
        return "" if said_on and said_on[:4] in self.source else dates.in_words(said_on)

    @property
    def label(self) -> str:
        """Its words, in short."""
        return self._in_language(self.judgement.claim.label)

    @property
    def source(self) -> str:
        """Who said it, and when."""
        return self._in_language(self.judgement.claim.source)

    @property
    def needed(self) -> str:
        """What one would need in order to know."""
        return self._in_language(self.judgement.claim.needed)

    @property
    def missing(self) -> str:
        """What it does not say, in words: of how many, over what time and how people were asked."""
        words = [str(MISSING[why]) for why in self.judgement.why if why in MISSING]
        if len(words) < 2:
            return "".join(words)
        return pgettext("claim.missing", "%(some)s och %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}

    @property
    def in_words(self) -> verdicts.Said:
        """The verdict, why, and our own figure beside it."""
        return verdicts.said(self.judgement, missing=self.missing, needed=self.needed)

    @property
    def numbers(self) -> str:
        """What was said, in per cent."""
        low, high = self.judgement.claim.shown or (0, 0)
        return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"

    def _in_language(self, words: Mapping[str, str]) -> str:
        return words.get(self.language) or words["sv"]


@dataclass(frozen=True)
class ToldLine:
    """One line of what others have counted, in words."""

    row: reach.ToldRow

    @property
    def source(self) -> Promise | str:
        """Whose number it is."""
        return SOURCES.get(self.row.source, self.row.source)

    @property
    def area(self) -> str:
        """For where."""
        return told_codes.area_name(self.row.area) if self.row.area else _("hela området")

    @property
    def month(self) -> date:
        """The first day of its month."""
        return months.first_day(self.row.month)


@dataclass(frozen=True)
class Page:
    """Everything that a page of figures is made of."""

    shown: Shown
    own: tuple[claims.Claim, ...] = ()  # what the unit itself put into the register, after what is shipped

    @property
    def steps(self) -> list[Row]:
        """From being told, by the police's way, to the third talk."""
        return _rows(STEPS, self.shown)

    @property
    def steps_hidden(self) -> bool:
        """Whether one of the steps is hidden."""
        return any(row.counted and row.number is None for row in self.steps)

    @property
    def half_year_hidden(self) -> bool:
        """Whether one of the half-year's own totals is hidden."""
        return None in {self.shown.number("wrote"), self.shown.number("came"), self.shown.number("discussed")}

    @property
    def path(self) -> list[Row]:
        """From getting in touch to the third talk, by any way."""
        return _rows(PATH, self.shown)

    @property
    def came_of_told(self) -> Proportion | None:
        """Of those who were told, how many came to a first talk."""
        came, told = self.shown.number("police_came"), self.shown.told
        if came is None or not told or came > told or self.shown.told_unknown:
            return None
        return proportion(came, told, definition=f"{reach.DEFINITION}:came-of-told", source=TOLD_AND_LEDGER)

    @property
    def told_by(self) -> list[Promise | str]:
        """Whose number it is."""
        return [SOURCES.get(code, code) for code in self.shown.told_by]

    @property
    def called(self) -> Proportion | None:
        """Of the slips, how many were called within three days; None for fewer than five, and where one would tell."""
        found = self.shown.ways_in.called if self.shown.ways_in else reach.Called(0, 0, 0)
        if found.of < FEW or any(0 < part < FEW for part in (found.within, found.of - found.within)):
            return None
        return proportion(found.within, found.of, definition=f"{reach.DEFINITION}:called-within-three-days")

    @property
    def told_lines(self) -> list[ToldLine]:
        """What others have counted, line by line."""
        return [ToldLine(row) for row in (self.shown.ways_in.told if self.shown.ways_in else ())]

    @property
    def topic(self) -> Proportion | None:
        """Of those who came, with how many the other person was talked about."""
        discussed, came = self.shown.number("discussed"), self.shown.number("came")
        if discussed is None or not came:
            return None
        return proportion(discussed, came, definition=coverage.DEFINITION)

    @property
    def topics(self) -> list[Row]:
        """The topic by state."""
        return self._parts(TOPIC)

    @property
    def endings(self) -> list[Row]:
        """How it ended."""
        return self._parts([f"ended_{kind}" for kind in ENDINGS])

    @property
    def routes(self) -> list[Row]:
        """How they came."""
        return self._parts([f"route_{route}" for route in ROUTES])

    @property
    def others(self) -> list[Row]:
        """What was counted without anybody."""
        return self._parts(["calls", "not_ours", "threats"])

    @cached_property
    def outcome(self) -> Outcome:
        """Those who had bought within the year."""
        return tier(self.shown, "")

    @cached_property
    def earlier(self) -> Outcome:
        """Those who had bought, but not within the year."""
        return tier(self.shown, "earlier_")

    @cached_property
    def claims(self) -> list[Judged]:
        """Every claim, shipped and the unit's own, held against what is shown here."""
        language = "en" if (get_language() or "sv").startswith("en") else "sv"
        ours = claims.Ours(self.outcome.bounds, self.came_of_told)
        return [Judged(claims.judge(claim, ours), language) for claim in (*claims.register(), *self.own)]

    @property
    def about_us(self) -> list[Judged]:
        """Claims about KAST's own people."""
        return [one for one in self.claims if one.judgement.claim.kind != "context"]

    @property
    def beside(self) -> list[Judged]:
        """Numbers about others, that are often set beside them."""
        return [one for one in self.claims if one.judgement.claim.kind == "context"]

    @property
    def axis(self) -> list[tuple[str, str, tuple[Part, ...], bool]]:
        """Our worst to best case on top, and each outcome claim over its band: (name, numbers, parts, ours)."""
        known, among = self.outcome.bounds, self.outcome.among_known
        rows: list[tuple[str, str, tuple[Part, ...], bool]] = []
        band: tuple[Part, ...] = ()
        if known is not None and self.outcome.in_per_cent:
            low, high = known.low * 100, known.high * 100
            band = (drawing.part("band", low, high),)
            ours = (
                drawing.part("known", 0, low),
                drawing.part("maybe", low, high),
                drawing.part("back", high, 100),
            )
            rows.append((_("Våra siffror, sämsta till bästa fall"), _span(low, high), ours, True))
            if among is not None and among.in_per_cent:
                spread = (
                    *band,
                    drawing.part("span", among.low * 100, among.high * 100),
                    drawing.mark("point", among.share * 100, wide=0.6),
                )
                name = _("Bara de som svarade")
                rows.append((name, _span(among.low * 100, among.high * 100), spread, False))
        for one in self.claims:
            if one.judgement.claim.kind == "outcome" and one.judgement.claim.shown:
                low, high = one.judgement.claim.shown
                said = drawing.part("claim", low, high) if high > low else drawing.mark("tick", low)
                rows.append((one.label, one.numbers, (*band, said), False))
        return rows

    def _parts(self, names: Sequence[str]) -> list[Row]:
        return [Row(LABELS[name], self.shown.number(name), name in self.shown.cells) for name in names]


def _rows(names: Sequence[str], shown: Shown) -> list[Row]:
    numbers = [(name, shown.told if name == "told" else shown.number(name)) for name in names]
    largest = max((number for _, number in numbers if number), default=1)
    return [
        Row(
            label=LABELS[step.key],
            number=step.number,
            counted=step.key != "told" or shown.told is not None or shown.untold is Untold.FEW,
            share=step.of_before,
            bar=(drawing.part("known", 0, 100 * (step.number or 0) / largest),),
        )
        for step in reach.steps(numbers, in_part=["told"] if shown.told_unknown else [])
    ]


def _span(low: float, high: float) -> str:
    return f"{per_cent(low / 100)}–{per_cent(high / 100)}"
