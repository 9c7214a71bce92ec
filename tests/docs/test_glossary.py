"""One word, one meaning: every word that the tables, the audit and the ledger use has its place in the glossary."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Choices

from kast.audit.acts import Act
from kast.ledger.facts import Kind
from kast.staff.roles import Right

GLOSSARY = (Path(__file__).parent.parent.parent / "docs" / "glossary.md").read_text("utf-8")


def choices_of(holder):
    """The enumerations that stand in a table, or beside it in its room's models."""
    return [each for each in vars(holder).values() if isinstance(each, type) and issubclass(each, Choices)]


def codes():
    ours = [config for config in apps.get_app_configs() if config.name.startswith("kast.")]
    places = [*(config.models_module for config in ours if config.models_module), *apps.get_models()]
    found = [
        one for place in places if "kast" in getattr(place, "__module__", place.__name__) for one in choices_of(place)
    ]
    return sorted({code for one in found for code in one.values if isinstance(code, str)})


def stands(word):
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", GLOSSARY) is not None


def test_there_are_codes_to_look_for():
    assert {"waiting", "put_off", "counsellor", "not_reached"} <= set(codes())


@pytest.mark.parametrize("code", codes())
def test_every_state_and_code_of_a_table_stands_in_the_glossary(code):
    assert stands(code)


@pytest.mark.parametrize("act", Act)
def test_every_word_of_an_act_stands_in_the_glossary(act):
    assert [word for word in str(act).split(":") if not stands(word)] == []


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_fact_stands_in_the_glossary(kind):
    assert stands(str(kind))


def test_rights_are_a_word_of_the_glossary_and_stand_in_one_table():
    assert stands("right")
    assert len(Right) > 1
