"""Was the other person talked about? The topic of trafficking and vulnerability, among all who came. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from .lives import Life
from .months import Span
from .proportions import Basis, Proportion, proportion

DEFINITION = "topic-discussed/1"


@dataclass(frozen=True)
class Coverage(Basis):
    """Of all who came at least once in the span: discussed, put off with a reason, not yet."""

    came: int
    discussed: int
    put_off: int
    not_yet: int
    definition: str = DEFINITION

    @property
    def numerator(self) -> int:
        """With so many it was discussed."""
        return self.discussed

    @property
    def denominator(self) -> int:
        """So many came."""
        return self.came

    @property
    def share(self) -> Proportion | None:
        """The share with whom it was discussed; None while nobody came."""
        return proportion(self.discussed, self.came, definition=self.definition) if self.came else None


def topic(lives: Iterable[Life], *, span: Span) -> Coverage:
    """Count those with a held contact in the span. What was once discussed stays discussed, whatever comes after."""
    states = []
    for life in lives:
        if any(month in span for month in life.held):
            said = {code for code, _ in life.all("topic")}
            states.append("discussed" if "discussed" in said else life.last("topic") or "not_yet")
    return Coverage(len(states), states.count("discussed"), states.count("put_off"), states.count("not_yet"))
