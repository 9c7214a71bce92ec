"""A page as somebody reads it: its words, and what stands in its fields."""

import re


def text_of(answer) -> str:
    """All its words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def field(page: str, name: str) -> str:
    """What stands in a field."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]
