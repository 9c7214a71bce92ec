import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kast.config import environment
from kast.config.environment import WrongSetting

ROOT = Path(__file__).parents[2]


def test_a_setting_comes_from_the_environment_before_its_file_before_the_default(monkeypatch, tmp_path):
    assert environment.value("KAST_TRIED", "default") == "default"
    (tmp_path / "told").write_text("from the file\n", "utf-8")
    monkeypatch.setenv("KAST_TRIED_FILE", str(tmp_path / "told"))
    assert environment.value("KAST_TRIED", "default") == "from the file"
    monkeypatch.setenv("KAST_TRIED", "from the environment")
    assert environment.value("KAST_TRIED", "default") == "from the environment"


def test_a_file_that_cannot_be_read_is_named(monkeypatch):
    monkeypatch.setenv("KAST_TRIED_FILE", "/nowhere/at/all")
    with pytest.raises(WrongSetting, match="KAST_TRIED_FILE names /nowhere/at/all"):
        environment.value("KAST_TRIED", "")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("KAST_PORT", "åtta", "KAST_PORT must be a whole number"),
        ("KAST_DEMO_ANYWHERE", "maybe", "KAST_DEMO_ANYWHERE must be yes or no"),
        ("DATABASE_URL", "postgresql://a:hemligt@b:c/d", "DATABASE_URL is no address"),
        ("DATABASE_URL", "mysql://a:hemligt@b/d", "DATABASE_URL is no address"),
        ("KAST_DATA", "/proc/1/no", "cannot be read or made"),
    ],
)
def test_a_wrong_setting_is_one_calm_sentence_without_its_secret(name, text, says):
    done = subprocess.run(
        [sys.executable, "-m", "kast", "check"],
        cwd=ROOT,
        env={**os.environ, name: text},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("kast: ")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert "hemligt" not in done.stderr


def test_a_secret_is_made_once_for_its_owner_only_however_many_ask_at_once(tmp_path):
    path = tmp_path / "keys" / "secret"
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: environment.secret("KAST_TRIED", path), range(64)))
    assert len(made) == 1
    assert len(made.pop()) >= 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret"]
