"""Sheets of cards: 85 × 54 mm, ten on an A4, front and back, with marks to cut by.

Whoever prints turns along the long edge, so the back of a card in the left column lies in the right one.
"""

import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from .pdf import of

TEMPLATE = Path(__file__).parent / "cards.typ"
ON_A_SHEET = 10


@dataclass(frozen=True)
class Card:
    """What stands on a card, and what a screen reader says of the sheets."""

    name: str
    say: str
    web: str
    phone: str
    code: str
    door: str  # the address in the square; the code is not in it
    title: str
    square: str


def cards(card: Card, *, number: int) -> bytes:
    """The PDF with exactly so many cards."""
    return of(TEMPLATE, {**asdict(card), "sheets": list(_sheets(number))}, files={"door.svg": square(card.door)})


def square(address: str) -> bytes:
    """The address as a QR square, in SVG, black on nothing: the card is white, and leaves the quiet edge itself."""
    import qrcode  # noqa: PLC0415 -- slow import, used by one page
    from qrcode.image.svg import SvgPathImage  # noqa: PLC0415 -- likewise

    drawn = io.BytesIO()
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0, image_factory=SvgPathImage)
    code.add_data(address)
    code.make_image().save(drawn)
    return drawn.getvalue()


def _sheets(number: int) -> Iterator[int]:
    """How many cards are on each sheet."""
    for first in range(0, number, ON_A_SHEET):
        yield min(ON_A_SHEET, number - first)
