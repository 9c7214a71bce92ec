"""The docs are enumerated from the code: what exists there stands here, and nothing is stale."""

import re
from pathlib import Path

import pytest

from kast.__main__ import COMMANDS
from kast.config import reference
from kast.staff.models import Role

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", reference.pages())
def test_a_generated_page_says_what_the_code_says(name):
    assert (reference.HERE / name).read_text("utf-8") == reference.pages()[name], "python -m kast.config.reference"


def settings_read():
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "kast").rglob("*.py"))
    return sorted(set(re.findall(r'(?:value|number|flag|secret)\(\s*"([A-Z_]+)"', sources)))


@pytest.mark.parametrize("name", settings_read())
def test_every_setting_stands_in_the_operators_page(name):
    assert f"`{name}`" in (DOCS / "how-to" / "operator.md").read_text("utf-8")


@pytest.mark.parametrize("name", [*COMMANDS, "audit verify"])
def test_every_command_stands_in_the_operators_page(name):
    assert f"`kast {name}" in (DOCS / "how-to" / "operator.md").read_text("utf-8")


@pytest.mark.parametrize("role", Role.values)
def test_every_role_stands_in_the_glossary(role):
    assert role in (DOCS / "glossary.md").read_text("utf-8")


def test_every_room_is_captioned_in_the_readme_or_the_house():
    told = (DOCS / "decisions" / "0001-the-house.md").read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
    rooms = [path.name for path in (ROOT / "kast").iterdir() if (path / "__init__.py").exists()]
    assert [room for room in rooms if room not in told] == []
