"""The walls of the house: what import-linter sees, and what it cannot see."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parent.parent
# From left to right. Instruments stand first: every room may point to them.
ROOMS = [
    "vault",
    "audit",
    "ledger",
    "staff",
    "door",
    "appointments",
    "casework",
    "followup",
    "figures",
    "retention",
    "desk",
    "demo",
    "config",
]


def test_imports_look_to_the_left():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [lint, "--config", "importlinter.toml", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "9 kept, 0 broken" in done.stdout


def relations():
    for model in apps.get_models():
        if model.__module__.startswith("kast."):
            for field in model._meta.get_fields(include_hidden=True):
                if field.is_relation and field.concrete:
                    yield pytest.param(model, field, id=f"{model._meta.label}.{field.name}")


@pytest.mark.parametrize(("model", "field"), list(relations()))
def test_relations_point_left_and_are_hidden(model, field):
    """A foreign key given as a string, or a reverse accessor, would be a door that import-linter does not see."""
    here, there = model._meta.app_label, field.related_model._meta.app_label
    if there in ROOMS:
        assert ROOMS.index(there) <= ROOMS.index(here)
        if there != here:
            assert field.remote_field.related_name == "+"
        assert field.remote_field.on_delete.__name__ == "PROTECT"


def test_every_room_has_its_place_in_the_line():
    rooms = {path.name for path in (ROOT / "kast").iterdir() if (path / "__init__.py").exists()}
    assert rooms == {*ROOMS, "law", "paper"}


def modules(url_patterns):
    for pattern in url_patterns:
        if isinstance(pattern, URLResolver):
            yield from modules(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.callback.__module__


def test_only_views_answer():
    """No url leads to a verb: a view stands between."""
    ours = {name for name in modules(get_resolver().url_patterns) if name.startswith("kast.")}
    assert ours
    assert {name for name in ours if ".views" not in name} == set()
