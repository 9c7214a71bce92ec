"""One life's facts, as figures read them: what was last said, when it began, and how far it was followed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import months

# Routes that begin with the police: the steps from `told` are counted for these only.
POLICE_ROUTES = frozenset({"police", "card", "slip"})


@dataclass(frozen=True)
class Life:
    """What may be counted about one life: (kind, code, month) in the order in which it was put in."""

    facts: tuple[tuple[str, str, str], ...]

    def last(self, kind: str) -> str | None:
        """The code of the last fact of a kind. A correction is a new fact, so the last one stands."""
        return next((code for what, code, _ in reversed(self.facts) if what == kind), None)

    def all(self, kind: str) -> list[tuple[str, str]]:
        """Every (code, month) of a kind, in order."""
        return [(code, month) for what, code, month in self.facts if what == kind]

    def of_this_ending(self, kind: str) -> list[str]:
        """The codes of a kind since the last reopening, in order: what was said before it was of another ending."""
        codes: list[str] = []
        for what, code, _ in self.facts:
            if what == "reopened":
                codes.clear()
            elif what == kind:
                codes.append(code)
        return codes

    def first_month(self, *kinds: str) -> str | None:
        """The earliest month of any fact of these kinds."""
        return min((month for what, _, month in self.facts if what in kinds), default=None)

    def until(self, month: str) -> "Life":
        """The same life as it stood at the end of a month."""
        return Life(tuple(fact for fact in self.facts if fact[2] <= month))

    @property
    def asked_in(self) -> str | None:
        """The month in which the person first got in touch: by letter, by phone or by coming."""
        return self.first_month("wrote", "began")

    @property
    def held(self) -> list[str]:
        """The months of every held contact, letters that were answered and read included."""
        return [month for _, month in self.all("came")]

    @property
    def clock(self) -> int | None:
        """The month of the first held contact, as a number: where the outcome's clock starts."""
        first = min(self.held, default=None)
        return None if first is None else months.number(first)

    @property
    def route(self) -> str | None:
        """How the person came: what the counsellor wrote down, else what the letter said."""
        return self.last("route_in") or self.last("heard")

    @property
    def asked_elsewhere(self) -> bool:
        """Whether a sister unit asks how it went, and so counts it."""
        return "they_ask" in {self.last("handed_over"), self.last("from_sister")}

    @property
    def from_sister(self) -> bool:
        """Whether a sister unit handed it over: the person first got in touch there, and is counted there."""
        return bool(self.all("from_sister"))

    @property
    def ending(self) -> str | None:
        """How it ended; None while it goes on, after a reopening, and when an ending was undone."""
        kinds = [(kind, code) for kind, code, _ in self.facts if kind in {"ended", "reopened"}]
        if not kinds or kinds[-1][0] == "reopened" or kinds[-1][1] == "undone":
            return None
        return kinds[-1][1]

    @property
    def ended_in(self) -> str | None:
        """The month in which it ended, if it has."""
        return self.all("ended")[-1][1] if self.ending else None


def of(facts: Iterable[Sequence[tuple[str, str, str]]]) -> list[Life]:
    """Lives from plain sequences of facts."""
    return [Life(tuple(life)) for life in facts]


def as_they_stood(lives: Iterable[Life], month: str) -> list[Life]:
    """The lives that had begun by the end of a month, each as it stood then."""
    return [then for then in (life.until(month) for life in lives) if then.facts]
