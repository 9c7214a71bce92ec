"""Rules of law as dated data: what a rule says on a day, by which paragraph, and who must still confirm it.

Each rule stands in rules/*.yaml with its values in order. A value begins on the day it came into force; where that day
has not been looked up (`in_force_from: null`), on the day the text was read, and nothing is said of the time before.
What is known only to have stood until a change says the last day of it (`known_on`).
An ended rule is kept, with its end; nothing is deleted. `unverified` and `lawyer` are what a lawyer must look at before
the rule is leant on: whoever shows the rule shows them too. Nothing here is advice, and nothing here decides.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml


class NoSuchRule(KeyError):
    """There is no rule with that key."""


class BeforeFirstValue(ValueError):
    """What stood on that day is not recorded here."""


class RuleEnded(ValueError):
    """The rule had ceased to apply on that day."""


@dataclass(frozen=True)
class Value:
    """What a rule says from a day on: facts to reckon with, the sentence in both languages, the act, the source."""

    in_force_from: date | None  # None: not looked up
    read_on: date | None  # the day from which it may be leant on, when in_force_from is not known
    ended: date | None  # the first day on which it no longer applied; None: it applies
    facts: MappingProxyType[str, Any]
    says: MappingProxyType[str, str]
    act: str
    source: str

    @property
    def since(self) -> date:
        """The first day of which this value says anything."""
        known = self.in_force_from or self.read_on
        assert known is not None  # _value saw to it
        return known


@dataclass(frozen=True)
class Rule:
    """One paragraph: where it stands, what it is called, its values in order, and what is still to be confirmed."""

    key: str
    paragraph: str
    statute: str
    name: MappingProxyType[str, str]
    values: tuple[Value, ...]
    checked_on: date
    unverified: tuple[str, ...]
    lawyer: tuple[str, ...]

    def on(self, day: date) -> Value:
        """What it says on a day. Raises BeforeFirstValue, and RuleEnded when it no longer applied."""
        current = next((value for value in reversed(self.values) if value.since <= day), None)
        if current is None:
            raise BeforeFirstValue(self.key)
        if current.ended is not None and current.ended <= day:
            raise RuleEnded(self.key)
        return current

    @property
    def needs_a_lawyer(self) -> bool:
        """Whether something about it must be confirmed before it is leant on."""
        return bool(self.unverified or self.lawyer)


def rule(key: str) -> Rule:
    """The rule with a key. Raises NoSuchRule."""
    try:
        return all_rules()[key]
    except KeyError:
        raise NoSuchRule(key) from None


@cache
def all_rules() -> MappingProxyType[str, Rule]:
    """Every rule by key, in the order of its files."""
    rules: dict[str, Rule] = {}
    for path in sorted(files(__package__).joinpath("rules").iterdir(), key=lambda file: file.name):
        if path.name.endswith(".yaml"):
            data = yaml.safe_load(path.read_text("utf-8"))
            for row in data["rules"]:
                made = _rule(row, statute=data["statute"], checked_on=data["checked_on"])
                if made.key in rules:
                    raise ValueError(f"{made.key} stands twice")
                rules[made.key] = made
    return MappingProxyType(rules)


def _rule(row: dict[str, Any], *, statute: str, checked_on: date) -> Rule:
    values = tuple(_value(value, checked_on=checked_on) for value in row["values"])
    starts = [value.since for value in values]
    if not values or starts != sorted(set(starts)):
        raise ValueError(f"{row['key']}: values stand in order of the day they begin")
    return Rule(
        key=row["key"],
        paragraph=row["paragraph"],
        statute=statute,
        name=MappingProxyType(row["name"]),
        values=values,
        checked_on=checked_on,
        unverified=tuple(row.get("unverified", ())),
        lawyer=tuple(row.get("lawyer", ())),
    )


def _value(row: dict[str, Any], *, checked_on: date) -> Value:
    in_force_from = row["in_force_from"]
    return Value(
        in_force_from=in_force_from,
        read_on=row.get("known_on", checked_on) if in_force_from is None else None,
        ended=row["ended"],
        facts=MappingProxyType(row.get("facts", {})),
        says=MappingProxyType(row["says"]),
        act=row.get("act", ""),
        source=row["source"],
    )
