"""`kast bench desk`: opening a case with a hundred entries."""

from .rows import Row


def measure(*, quick: bool) -> list[Row]:
    return []
