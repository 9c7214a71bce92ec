"""A release as it came out: its signed text, what it says, and which later one corrects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kast.figures.release.content import Content, read
from kast.figures.release.signatures import Signed, write_file


@dataclass(frozen=True)
class Published:
    """One release. `corrected_by`: the last one that says it corrects this, else empty."""

    signed: Signed
    content: Content
    corrected_by: str = ""

    @property
    def number(self) -> str:
        """Its number."""
        return self.content.number

    @property
    def year(self) -> int:
        """The year that it tells of."""
        return self.content.year

    @property
    def made_on(self) -> date:
        """When it was made."""
        return self.content.made_on

    @property
    def made_up(self) -> bool:
        """Whether its unit is made up."""
        return self.content.made_up

    @property
    def corrects(self) -> str:
        """Which one it corrects; empty for none."""
        return self.content.corrects or ""

    @property
    def sha256(self) -> str:
        """The checksum of its text."""
        return self.signed.sha256

    @property
    def file(self) -> bytes:
        """The file that goes out, as it was signed."""
        return write_file(self.signed)


def in_order(signed: Sequence[Signed]) -> list[Published]:
    """The latest first: by year, then by number. Each knows what corrects it."""
    contents = [(one, _content(one.text)) for one in signed]
    later = {content.corrects: content.number for _, content in sorted(contents, key=_order)}
    made = [Published(one, content, later.get(content.number, "")) for one, content in contents]
    return sorted(made, key=lambda one: _order((one.signed, one.content)), reverse=True)


@lru_cache(maxsize=64)
def _content(text: str) -> Content:
    """Read once: what has been signed never changes."""
    return read(text)


def _order(pair: tuple[Signed, Content]) -> tuple[int, int]:
    return pair[1].year, int(pair[1].number.partition("-")[2])
