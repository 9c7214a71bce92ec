"""The national agency's file: the variables of a catalogue, each from one cell of a release. Pure, over the catalogue.

Which variables there are, and what the receiving form calls them, is data: catalogue.yaml beside this file, or the
unit's own in the same shape. No national template has been found, so ours is a proposal and says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import override

from kast.figures.release.content import Content
from kast.figures.release.tables import BY_KEY, At

from .files import LANGUAGES, status
from .sheet import Field, sheet
from .shown import rounded_at

SHIPPED = Path(__file__).parent / "catalogue.yaml"


class WrongCatalogue(ValueError):
    """The catalogue cannot be used; the message says which variable, and what is wrong with it."""


@dataclass(frozen=True)
class Variable:
    """One variable: its code and name in the receiving form, and where in a release it stands."""

    code: str
    name: Mapping[str, str]
    table: str
    at: At


@dataclass(frozen=True)
class Catalogue:
    """The variables, what the form is called, and whether somebody has agreed on it with whoever receives it."""

    form: Mapping[str, str]
    verified: bool
    variables: Sequence[Variable]


def catalogue(path: str = "") -> Catalogue:
    """The unit's own catalogue, or the shipped one. Raises WrongCatalogue."""
    try:
        text = (Path(path) if path else SHIPPED).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise WrongCatalogue(f"{path} cannot be read: {fault}.") from fault
    return read(text)


def read(text: str) -> Catalogue:
    """A catalogue from its YAML. Raises WrongCatalogue."""
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise WrongCatalogue(f"It is no YAML: {' '.join(str(fault).split())}") from fault
    if not isinstance(said, dict) or set(said) != {"form", "verified", "variables"}:
        raise WrongCatalogue("It must have form, verified and variables, and nothing else.")
    if not isinstance(said["verified"], bool):
        raise WrongCatalogue("verified must be true or false.")
    if not isinstance(said["variables"], list) or not said["variables"]:
        raise WrongCatalogue("variables must be a list of at least one.")
    variables = [_variable(number, one) for number, one in enumerate(said["variables"], start=1)]
    codes = [one.code for one in variables]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise WrongCatalogue(f"These codes stand more than once: {', '.join(twice)}.")
    return Catalogue(_words("form", said["form"]), said["verified"], variables)


def file(content: Content, found: Catalogue, *, language: str) -> bytes:
    """The CSV: a line for each variable, with its number, or an empty field and why it is empty."""
    with override(language):
        head = [_("formulär"), _("kod"), _("namn"), _("antal"), _("status"), _("tabell"), _("cell"), _("definition")]
        return sheet([*head, _("år"), _("utgåva"), _("mottagning"), _("påhittad")], _lines(content, found, language))


def _lines(content: Content, found: Catalogue, language: str) -> Iterator[list[Field]]:
    made_up = _("ja") if content.made_up else _("nej")
    for one in found.variables:
        table = content.table(one.table)
        counted = table is not None and one.at in table.by_place
        value = table.value(*one.at) if table else None
        why = status(value, rounded_at(table, one.at)) if table and counted else _("inte räknad")
        told: list[Field] = [found.form[language], one.code, one.name[language], value, why, one.table]
        told += [",".join(one.at), content.definitions.get(one.table, "")]
        yield [*told, content.year, content.number, content.unit, made_up]


def _variable(number: int, said: Any) -> Variable:
    if not isinstance(said, dict) or set(said) != {"code", "name", "table", "at"}:
        raise WrongCatalogue(f"Variable {number} must have code, name, table and at, and nothing else.")
    where = f"Variable {number} (code {said['code']})"
    if not isinstance(said["code"], str) or not said["code"].strip():
        raise WrongCatalogue(f"{where}: its code must be text. Put quotation marks around a number.")
    table = BY_KEY.get(said["table"]) if isinstance(said["table"], str) else None
    if table is None:
        raise WrongCatalogue(f"{where}: there is no table {said['table']!r}. There are {', '.join(BY_KEY)}.")
    at = said["at"]
    if not isinstance(at, list) or not all(isinstance(code, str) for code in at):
        raise WrongCatalogue(f"{where}: at must be a list of codes. Put quotation marks around a number and around *.")
    if tuple(at) not in table.places:
        sides = "; ".join(f"{side.key}: {', '.join(side.labels)}" for side in table.dimensions)
        raise WrongCatalogue(f"{where}: {table.key} has no place {at}. It is parted by {sides}.")
    return Variable(said["code"], _words(f"{where}: name", said["name"]), table.key, tuple(at))


def _words(where: str, said: Any) -> Mapping[str, str]:
    if not isinstance(said, dict) or set(said) != set(LANGUAGES) or not all(isinstance(x, str) for x in said.values()):
        raise WrongCatalogue(f"{where} must be text in both languages: {{sv: …, en: …}}.")
    return said
