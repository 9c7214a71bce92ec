"""A judgement in words: the verdict first, then why, and what our own figures say beside it."""

from dataclasses import dataclass

from django.utils.translation import npgettext, pgettext

from .bounds import Bounds
from .claims import Judgement, Verdict, Why
from .proportions import TEN, Proportion, per_cent


@dataclass(frozen=True)
class Said:
    """The verdict in a word or two, why in sentences, and the interval of a share beside them (else empty)."""

    verdict: str
    why: tuple[str, ...]
    interval: str = ""

    @property
    def whole(self) -> str:
        """Why, with the interval, where there is no second size of type."""
        return " ".join(self.why) + (f" ({self.interval})" if self.interval else "")


def said(judgement: Judgement, *, missing: str, needed: str) -> Said:
    """In the page's language. `missing`: what it does not say, in words; `needed`: what one would have to know."""
    verdict, why = _verdict(judgement, missing, needed)
    if not judgement.claim.everybody:
        why.append(
            pgettext("claim.completed", "Påståendet gäller bara dem som blev klara. Vi räknar alla som började.")
        )
    ours, interval = judgement.ours, ""
    if isinstance(ours, Bounds):
        why += _outcome(judgement, ours)
    elif isinstance(ours, Proportion):
        counted = {"k": ours.numerator, "n": ours.denominator, "p": ours.of_a_hundred}
        why.append(pgettext("claim.reach", "Hos oss kom %(k)s av %(n)s, alltså %(p)s av 100") % counted + ".")
        interval = ours.interval
    return Said(verdict, tuple(why), interval)


def _verdict(judgement: Judgement, missing: str, needed: str) -> tuple[str, list[str]]:
    outcome = bool(judgement.claim.at_least)
    if judgement.verdict is Verdict.SUPPORTED:
        reached = pgettext("claim.supported", "Även i sämsta fall når våra tal dit. Det gäller oss, de här åren.")
        about = pgettext("claim.supported.about", "Våra tal ligger där. Det gäller oss, de här åren.")
        return pgettext("claim.supported", "Stöds."), [reached if outcome else about]
    if judgement.verdict is Verdict.NOT_CONTRADICTED:
        fits = pgettext("claim.not_contradicted", "Våra tal går ihop med påståendet, men också med mycket annat.")
        know = pgettext("claim.unknowable", "För att veta behövs %(needed)s.") % {"needed": needed}
        return pgettext("claim.not_contradicted", "Motsägs inte."), [fits, know]
    if judgement.verdict is Verdict.CONTRADICTED:
        best = pgettext("claim.contradicted", "Inte ens i bästa fall når våra tal dit.")
        about = pgettext("claim.contradicted.about", "Våra tal ligger någon annanstans.")
        return pgettext("claim.contradicted", "Motsägs."), [best if outcome else about]
    return pgettext("claim.unknowable", "Går inte att veta."), _unknowable(judgement.why, missing, needed)


def _unknowable(reasons: tuple[Why, ...], missing: str, needed: str) -> list[str]:
    found = []
    if Why.ABOUT_OTHERS in reasons:
        found.append(pgettext("claim.about_others", "Det handlar om andra än dem som har kommit till oss."))
    if Why.NOT_MEASURED in reasons:
        found.append(pgettext("claim.not_measured", "Det räknar vi inte."))
    if Why.TOO_FEW in reasons:
        found.append(pgettext("claim.too_few", "Våra egna tal är för få."))
    if missing:
        found.append(pgettext("claim.unknowable", "Påståendet säger inte %(what)s.") % {"what": missing})
    if Why.ABOUT_OTHERS not in reasons:
        found.append(pgettext("claim.unknowable", "För att veta behövs %(needed)s.") % {"needed": needed})
    return found


def _outcome(judgement: Judgement, ours: Bounds) -> list[str]:
    if ours.denominator < TEN:
        return []
    if not ours.lost:
        words = pgettext("claim.ours", "Läst som vårt mått, tolv månader, ger våra tal %(low)s av 100.")
    else:
        words = pgettext(
            "claim.ours", "Läst som vårt mått, tolv månader, ger våra tal mellan %(low)s och %(high)s av 100."
        )
    found = words % {"low": per_cent(ours.low), "high": per_cent(ours.high)}
    left = judgement.may_have_gone_back
    # Where all of the lost, or nobody, may have gone back without its making a difference there is nothing to say.
    return (
        [found] if left is None or left >= ours.lost else [found, _tipping(judgement.claim.at_least, ours.lost, left)]
    )


def _tipping(at_least: int | None, lost: int, left: int) -> str:
    if left:
        words = pgettext(
            "claim.tipping",
            "För att %(p)s ska stämma hos oss får högst %(x)s av de %(l)s som vi inte vet något om ha gått tillbaka.",
        )
    else:
        words = npgettext(
            "claim.tipping.none",
            "För att %(p)s ska stämma hos oss får den enda som vi inte vet något om inte ha gått tillbaka.",
            "För att %(p)s ska stämma hos oss får ingen av de %(l)s som vi inte vet något om ha gått tillbaka.",
            lost,
        )
    return words % {"p": at_least, "l": lost, "x": left}
