"""Turns data into a tagged PDF (PDF/UA-1), by typst: case, plan, report of concern, sheets of cards.

The data comes in as JSON and is never evaluated, so what somebody wrote stays text. A template reads nothing outside
its own folder and the paper's; a missing title, language or alternative text is refused.
"""

from .pdf import NotAccessible, of
from .sheets import Card, cards

__all__ = ["Card", "NotAccessible", "cards", "of"]
