"""The yearly report for the board: from one release alone, as a tagged PDF, in Swedish or in English.

It says what the public pages say, in the same words: first what is known, then what is not, then every table. The words
are put together here, and the template (paper/board.typ) only sets them. Nothing is stored.
"""

from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, override, pgettext

from kast import paper
from kast.figures.labels import SOURCES
from kast.figures.outcome_shown import Outcome
from kast.figures.page import Page
from kast.figures.proportions import Proportion
from kast.figures.release.content import Content

from . import method, parts, sentences
from .blocks import Block
from .front import Front
from .parts import Made

TEMPLATE = Path(__file__).parent.parent / "paper" / "board.typ"
LANGUAGES = ("sv", "en")


def report(content: Content, *, sha256: str, language: str) -> bytes:
    """The PDF. Raises paper.NotAccessible if the template forgets a screen reader."""
    with override(language):
        return paper.of(TEMPLATE, said(content, sha256=sha256, language=language))


def said(content: Content, *, sha256: str, language: str) -> Made:
    """Everything that stands in the report, in order."""
    front = Front(content)
    outcome = front.page.outcome
    sections = [
        parts.section(_("Det viktigaste"), _first(front, outcome)),
        parts.section(_("Året som gick"), _year(front)),
        parts.section(_("Vilka vi når"), _reach(front)),
        parts.section(_("Ett år senare"), _later(outcome, front)),
        parts.section(_("Vad som har sagts"), _claims(front.page)),
        parts.section(_("Alla tabeller"), [piece for block in front.blocks for piece in _table(block)]),
        parts.section(_("Så räknar vi"), _method()),
        parts.section(_("Utgåvan"), _release(content, sha256)),
    ]
    title = _("Årsrapport %(year)s") % {"year": content.year}
    number = _("Utgåva %(number)s") % {"number": content.number}
    made_up = pgettext("fig.demo", "Siffrorna är påhittade och visar bara hur sidan ser ut.") if content.made_up else ""
    return {
        "title": f"{title}, {content.unit}" if not content.made_up else f"{title}, {content.unit} ({_('påhittad')})",
        "language": language,
        "unit": content.unit,
        "foot": f"{number} · {_('påhittad')}" if content.made_up else number,
        "page": _("Sida {0} av {1}"),
        "contents": _("Innehåll"),
        "made_up": made_up,
        "lead": _("%(number)s, gjord %(day)s. Varje tal här är publicerat, och inget går att leda tillbaka till någon.")
        % {"number": number, "day": date_format(content.made_on, "j F Y")},
        "sections": [section for section in sections if section["blocks"]],
    }


def _first(front: Front, outcome: Outcome) -> list[Made]:
    """What a board member remembers if she reads one page."""
    found = [parts.statement(" ".join(front.year))]
    if front.page.topic:
        found.append(parts.text(_topic(front.page.topic)))
    if outcome.whole and not outcome.nobody_yet:
        found.append(parts.statement(_known(outcome)))
        if outcome.in_per_cent:
            found.append(parts.text(_worst_and_best(outcome)))
    else:
        found.append(parts.text(_cannot_show(outcome)))
    return [
        *found,
        parts.text(
            pgettext(
                "fig.cause",
                "Det betyder inte att det var samtalen som gjorde det. Många som kommer hit vill redan "
                "sluta, och en del hade slutat ändå.",
            )
        ),
    ]


def _year(front: Front) -> list[Made]:
    found = []
    if front.steps:
        found.append(parts.bars(front.steps))
    found.append(parts.steps(_("Alla som hörde av sig för första gången"), front.page.path))
    if front.routes and front.routes.drawing:
        found += [parts.text(f"{front.routes.sentence} {front.routes.most}"), parts.bars(front.routes.drawing)]
    if front.waiting:
        found.append(parts.text(f"{front.waiting.sentence} {front.waiting.most}"))
    return found


def _reach(front: Front) -> list[Made]:
    page = front.page
    found: list[Made] = []
    if page.came_of_told:
        of = {"t": page.came_of_told.denominator, "k": page.came_of_told.numerator}
        found.append(parts.statement(_("Av %(t)s som fick höra om oss kom %(k)s på ett första samtal.") % of))
        who = ", ".join(str(SOURCES[source]) for source in page.shown.told_by)
        found.append(
            parts.text(
                pgettext(
                    "fig.how.told",
                    "Det första talet är någon annans: %(who)s. Det räknar möten, inte personer. Samma person "
                    "kan finnas med två gånger.",
                )
                % {"who": who}
            )
        )
    elif front.told:
        found.append(parts.statement(front.told.sentence))
    else:
        found.append(parts.text(_("Hur många som fick veta att vi finns står inte i den här utgåvan.")))
    if front.reached:
        found.append(parts.bars(front.reached))
    found.append(parts.steps(_("Från polisen till tredje samtalet"), page.steps))
    return [
        *found,
        parts.small(
            pgettext(
                "fig.how.police",
                "Här är bara de som kom med kort, med ringlapp eller för att polisen berättade. Den som "
                "letar upp oss själv är inte med.",
            )
        ),
    ]


def _later(outcome: Outcome, front: Front) -> list[Made]:
    if not outcome.whole or outcome.nobody_yet:
        return [parts.text(_cannot_show(outcome))]
    found = [parts.statement(_known(outcome)), parts.dots(outcome)]
    if outcome.in_per_cent:
        found.append(parts.text(_worst_and_best(outcome)))
    rows = [
        [_("Tiden har gått, vi skulle fråga"), parts.number(outcome.due), "–"],
        [_("Svarade, så att vi vet"), parts.number(outcome.known), "–"],
        [_("Sa nej till att bli frågade"), parts.number(outcome.declined), "–"],
        [_("Har inte frågats, gick inte att nå, eller sa inte"), parts.number(outcome.lost), "–"],
        [
            _("Gick inte tillbaka, sämsta fall"),
            parts.number(outcome.clean),
            parts.number(outcome.low) if outcome.in_per_cent else "–",
        ],
        [
            _("Gick inte tillbaka, bästa fall"),
            parts.number(outcome.best),
            parts.number(outcome.high) if outcome.in_per_cent else "–",
        ],
    ]
    among = outcome.among_known
    if among:
        answered = _("%(k)s av %(n)s") % {"k": among.numerator, "n": among.denominator}
        share = f"{among.of_a_hundred} ({among.interval})" if among.in_per_cent else "–"
        rows.append([_("Bara bland dem som svarade"), answered, share])
    caption = _("%(m)s månader efter det första samtalet") % {"m": outcome.months}
    found.append(parts.lines(caption, [_("Personer"), _("Antal"), _("Av 100")], rows))
    found += [
        parts.text(
            pgettext(
                "fig.said",
                "Svaren bygger på vad personerna själva berättar. Om bara %(s)s av 100 som har köpt igen "
                "säger det, blir andelen %(x)s procent.",
            )
            % {"s": said, "x": becomes}
        )
        for said, becomes in outcome.candour
    ]
    block = front.block("outcome")
    return (
        [*found, parts.small(f"{block.how} {_('Definition: %(definition)s') % {'definition': block.definition}}")]
        if block
        else found
    )


def _cannot_show(outcome: Outcome) -> str:
    """That it cannot be said how it went, and for how many it is known; or that nobody's time ran out in the year."""
    if outcome.nobody_yet:
        return str(sentences.NOBODY["due"])
    told = [pgettext("fig.hidden", "Det går inte att visa hur det gick ett år senare.")]
    if outcome.due:
        told.append(_("Det gäller %(n)s personer.") % {"n": outcome.due})
    if outcome.due and outcome.known:
        told.append(_("Av dem vet vi hur det gick för %(f)s.") % {"f": outcome.known})
    return " ".join(told)


def _claims(page: Page) -> list[Made]:
    found = [
        parts.text(
            pgettext(
                "claim.lead", "Det har sagts olika saker om hur ofta det går bra. Här är de bredvid våra egna siffror."
            )
        ),
        parts.text(
            pgettext(
                "claim.how",
                "Programmet räknar ut omdömet, ingen skriver det. Stöds: även vårt sämsta fall når dit, "
                "över samma tid. Motsägs: inte ens vårt bästa fall når dit. Annars motsägs det inte.",
            )
        ),
    ]
    if page.axis:
        found.append(parts.axis(page.axis))
    found += [parts.claim(one) for one in page.about_us]
    beside = [parts.claim(one) for one in page.beside]
    return [*found, parts.heading(_("Tal om andra, som ofta ställs bredvid")), *beside] if beside else found


def _table(block: Block) -> list[Made]:
    rows = [[str(row.label), *(str(number) for number in row.numbers)] for row in block.rows]
    notes = [str(block.how)]
    if block.table.any_hidden:
        notes.append(
            pgettext(
                "tell.hidden",
                "Tal under %(few)s döljer vi, så att ingen ska kunna kännas igen. Ibland döljer vi ett tal "
                "till, för annars går det första att räkna ut.",
            )
            % {"few": block.few}
        )
    if block.table.rounded:
        notes.append(pgettext("tell.rounded", "Talen är avrundade till närmaste fem, så de går inte alltid ihop."))
    notes.append(_("Definition: %(definition)s") % {"definition": block.definition})
    head = [str(one) for one in block.head]
    return [
        parts.heading(str(block.title)),
        parts.lead(f"{block.sentence} {block.most}".strip()),
        parts.lines(block.caption, head, rows),
        parts.small(" ".join(notes)),
    ]


def _method() -> list[Made]:
    found = []
    for heading, paragraphs in method.paragraphs():
        found += [parts.heading(heading), *(parts.text(words) for words in paragraphs)]
    return found


def _release(content: Content, sha256: str) -> list[Made]:
    found = [
        parts.text(
            pgettext(
                "tell.release",
                "En utgåva är ett års siffror. Den ändras aldrig. Blir något fel kommer en ny, som säger "
                "vilken den rättar.",
            )
        )
    ]
    if content.corrects:
        found.append(parts.text(_("Rättar %(other)s.") % {"other": content.corrects}))
    signed = pgettext("tell.signed", "Filen är signerad. Den som har den kan kontrollera att inget har ändrats.")
    return [*found, parts.text(signed), parts.small(f"SHA-256: {sha256[:32]} {sha256[32:]}")]


def _known(outcome: Outcome) -> str:
    numbers = {"n": outcome.due, "k": outcome.clean, "b": outcome.back, "l": outcome.unknown}
    if not outcome.unknown:
        return _("Av %(n)s gick %(k)s inte tillbaka, och %(b)s gjorde det. Vi vet hur det gick för alla.") % numbers
    return _("Av %(n)s vet vi att %(k)s inte gick tillbaka, och att %(b)s gjorde det. Om %(l)s vet vi inget.") % numbers


def _worst_and_best(outcome: Outcome) -> str:
    all_known = pgettext(
        "fig.bounds",
        "För %(N)s som hade köpt sex när de började har tiden gått. Efter %(m)s månader vet vi hur det gick för alla. "
        "%(k)s av dem säger att de inte har köpt sex igen, alltså %(low)s procent.",
    )
    words = npgettext(
        "fig.bounds",
        "För %(N)s som hade köpt sex när de började har tiden gått. Efter %(m)s månader vet vi hur det gick för %(f)s "
        "av dem. Av de %(f)s säger %(k)s att de inte har köpt sex igen. Om en person vet vi "
        "ingenting. Av alla %(N)s är andelen %(low)s procent i sämsta fall och %(high)s "
        "procent i bästa fall.",
        "För %(N)s som hade köpt sex när de började har tiden gått. Efter %(m)s månader vet vi hur det gick för %(f)s "
        "av dem. Av de %(f)s säger %(k)s att de inte har köpt sex igen. Om de andra %(l)s vet vi "
        "ingenting. Av alla %(N)s är andelen %(low)s procent i sämsta fall och %(high)s "
        "procent i bästa fall.",
        outcome.unknown or 0,
    )
    return (words if outcome.unknown else all_known) % {
        "N": outcome.due,
        "m": outcome.months,
        "f": outcome.known,
        "k": outcome.clean,
        "l": outcome.unknown,
        "low": outcome.low,
        "high": outcome.high,
    }


def _topic(topic: Proportion) -> str:
    words = _("Med %(k)s av de %(n)s har vi talat om hur den andra personen kan ha det, och om tvång.")
    return words % {"k": topic.numerator, "n": topic.denominator}
