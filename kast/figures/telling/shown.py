"""A release as the pages of figures read it: the same names as for a frozen half-year. Pure.

Only what is shown as it was counted comes along. A rounded number is none that a share can be made of, so from a
rounded table nothing comes, and what needs it is not said.
"""

from collections.abc import Mapping

from kast.figures.gathering import ENDINGS, ROUTES, Shown, Untold
from kast.figures.reach import POLICE
from kast.figures.release.content import Content, ShownTable
from kast.figures.release.tables import ALL, At

_OUTCOME = {"due": ALL, "known": "known", "clean": "clean", "back": "back", "unknown": "unknown"}
_OUTCOME |= {"declined": "declined", "lost": "lost"}
# Where each number of a page stands in a release.
PLACES: Mapping[str, tuple[str, At]] = {
    "wrote": ("routes", (ALL,)),
    "wrote_came": ("path", (ALL, "came")),
    "wrote_three": ("path", (ALL, "three_or_more")),
    "police": ("path", ("police", ALL)),
    "police_came": ("path", ("police", "came")),
    "police_three": ("path", ("police", "three_or_more")),
    "came": ("topic", (ALL,)),
    "discussed": ("topic", ("discussed",)),
    **{f"route_{route}": ("routes", (route,)) for route in ROUTES},
    **{f"ended_{ending}": ("endings", (ending,)) for ending in ENDINGS},
    **{name: ("outcome", ("recent", label)) for name, label in _OUTCOME.items()},
    **{f"earlier_{name}": ("outcome", ("earlier", label)) for name, label in _OUTCOME.items()},
}


def shown(content: Content) -> Shown:
    """Every number that a page asks for by name; None for a hidden one, and for what nobody has counted."""
    told = exact(content, "told", (POLICE,)) or None  # the steps that begin with it are those by the police's way
    numbers = {name: exact(content, key, at) for name, (key, at) in PLACES.items()}
    untold = None if told else Untold.FEW if _is_hidden(content) else Untold.LEFT_OUT
    return Shown(numbers, told, (POLICE,) if told else (), untold=untold)


def _is_hidden(content: Content) -> bool:
    table = content.table("told")
    return table is not None and (POLICE,) in table.by_place and table.by_place[POLICE,] is None


def rounded_at(table: ShownTable, at: At) -> int | None:
    """To the nearest how many a number is rounded; None where it is as counted. The sums of a rounded table are."""
    return None if ALL in at else table.rounded


def exact(content: Content, key: str, at: At) -> int | None:
    """A number as it was counted; None where it is hidden, rounded, or not there."""
    table = content.table(key)
    return None if table is None or table.rounded is not None else table.value(*at)
