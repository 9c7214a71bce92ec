"""Fixtures that every test may ask for: the unit, its cast, a person who writes, a desk."""

import importlib.util
import logging
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from tests import people

pytest_plugins = [
    name
    for name in (
        "tests.fixtures_browser",
        "tests.fixtures_door",
        "tests.fixtures_casework",
        "tests.fixtures_appointments",
        "tests.fixtures_sisters",
    )
    if importlib.util.find_spec(name) is not None
]

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request):
    """Tests that run side by side: on PostgreSQL each process has a database of its own; in memory it has one anyway."""
    from django.conf import settings

    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path: Path):
    """Each test has its own key files; derivation is as cheap as Argon2id allows, plain static files, fast hashing."""
    settings.UNIT_KEY_FILE = tmp_path / "unit.pub"
    settings.ANCHOR_FILE = tmp_path / "anchors.txt"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.DERIVATION = {"time": 1, "memory": 64}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def caplog(caplog, settings, monkeypatch):
    """What every logger says: also those that hand nothing on to the root, where pytest listens."""
    for name in settings.LOGGING["loggers"]:
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    return caplog


@pytest.fixture(autouse=True)
def _in_swedish():
    """Each test begins in the unit's language, whatever the request before it was answered in."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _pages_made_anew():
    """What is kept of open pages for a minute is each test's own."""
    caches["pages"].clear()


@pytest.fixture
def unit(db) -> people.MadeUnit:
    """A unit with its keys and its admitted cast."""
    return people.make_unit(on=date(2026, 1, 5))


@pytest.fixture
def ada(unit):
    return unit.members["ada"]


@pytest.fixture
def eva(unit):
    return unit.members["eva"]


@pytest.fixture
def bo(unit):
    return unit.members["bo"]


@pytest.fixture
def olle(unit):
    return unit.members["olle"]


@pytest.fixture
def desk_of(unit):
    """A member's own browser: signed in, and unlocked with her phrase through the real page (`locked=True`: not yet)."""

    def desk(member, *, locked: bool = False) -> Client:
        client = Client(headers={"origin": "http://testserver"})
        client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
        if not locked:
            answer = client.post("/personal/las-upp/", {"phrase": " ".join(unit.phrases[member.username])})
            assert answer.status_code == 302, answer.content.decode()[:2000]
        return client

    return desk


@pytest.fixture
def settings_of_unit(unit):
    """Change what the unit says of itself."""

    def change(**values) -> None:
        unit.row.settings = {**unit.row.settings, **values}
        unit.row.save()

    return change
