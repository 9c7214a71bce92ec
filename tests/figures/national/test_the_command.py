"""`kast national`, as whoever runs it sees it: files in a folder, releases over the net, and what it says of each."""

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from .made import NAMES, a_year_of, release, unit
from .test_fetching import answering
from .test_writing import rows

ROOT = Path(__file__).parent.parent.parent.parent


def listed(folder, *units):
    lines = ["units:"]
    for one in units:
        lines += [f"  - name: {one.name}", f"    fingerprint: {one.fingerprint}"]
        lines += [f"    address: {one.address}"] if one.address else []
    (folder / "units.yaml").write_text("\n".join([*lines, ""]), "utf-8")
    return folder


def in_a_process(*words, home):
    """Run the command in a process of its own, with no database anywhere."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("KAST_", "DATABASE_", "DJANGO_"))}
    own |= {"KAST_DATA": str(home / "no data here"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "kast", "national", *map(str, words)],
        cwd=home, env=own, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def kast(*words, home):
    """The same in this process, where no test of this module may touch a database."""
    said, faults = io.StringIO(), io.StringIO()
    with contextlib.chdir(home):
        try:
            call_command("national", *map(str, words), stdout=said, stderr=faults)
        except CommandError as fault:
            return 1, said.getvalue(), f"{faults.getvalue()}{fault}"
    return 0, said.getvalue(), faults.getvalue()


@pytest.fixture(scope="module")
def years():
    """What three units send; what the first sends is a whole year, as its own program made it."""
    return {"Trappan": a_year_of("Trappan", 140), "Bryggan": release("Bryggan"), "Älvhuset": release("Älvhuset")}


@pytest.fixture
def folder(tmp_path, years):
    """A folder with a list of four units and the releases of three."""
    where = tmp_path / "in"
    where.mkdir()
    for name, raw in years.items():
        (where / f"{name}.json").write_bytes(raw)
    return listed(where, *map(unit, NAMES[:4]))


def test_a_folder_of_files_becomes_a_folder_of_pages(folder, tmp_path):
    code, said, faults = in_a_process(folder, "--year", 2026, "--out", "pages/2026", home=tmp_path)
    assert (code, faults) == (0, "")
    assert said.splitlines() == [
        "3 of 4 units are in. Written: pages/2026/index.html",
        "Missing: Östra porten (nothing came).",
    ]
    out = tmp_path / "pages" / "2026"
    assert "Vad 3 av 4 mottagningar vet om 2026" in (out / "index.html").read_text("utf-8")
    assert "What 3 of 4 units know about 2026" in (out / "english.html").read_text("utf-8")
    assert {row["unit"] for row in rows(out / "units-2026.csv")} == set(NAMES[:4])
    assert not (tmp_path / "no data here" / "kast.sqlite3").exists()


def test_a_file_that_is_not_taken_is_said_by_name_and_the_others_are_taken(folder, tmp_path):
    changed = (folder / "Trappan.json").read_bytes().replace(b"kast-release/1", b"kast-release/2")
    (folder / "Trappan.json").write_bytes(changed)
    (folder / "strange.json").write_bytes(b"hello")
    (folder / "Loftet.json").write_bytes(release("Loftet"))
    code, said, faults = kast(folder, "--year", 2026, "--out", "out", home=tmp_path)
    assert code == 0
    assert "2 of 4 units are in." in said
    assert "Missing: Trappan (it is no whole release)." in said
    told = faults.splitlines()
    assert any(line.startswith("Trappan.json: its checksum does not hold") for line in told)
    assert any(line.startswith("strange.json: no whole release") for line in told)
    assert any(line.startswith("Loftet.json: Loftet, with the digits") and "not on the list" in line for line in told)
    assert "Traceback" not in faults


def test_a_wrong_list_a_wrong_folder_and_a_wrong_year_each_get_a_sentence(folder, tmp_path):
    for words, sentence in (
        (("nowhere", "--year", 2026), "the list of units cannot be read"),
        ((tmp_path, "--year", 2026), "the list of units cannot be read"),
        ((folder, "--year", 2025), "Not one unit's release of 2025 can be used. Nothing is written."),
    ):
        code, _, faults = kast(*words, "--out", "out", home=tmp_path)
        assert code == 1
        assert sentence in faults
        assert "Traceback" not in faults
        assert not (tmp_path / "out").exists()
    (folder / "units.yaml").write_text("units:\n  - name: Trappan\n    fingerprint: 12\n", "utf-8")
    code, _, faults = kast(folder, "--year", 2026, "--out", "out", home=tmp_path)
    assert code == 1
    assert "unit 1 (Trappan): the fingerprint is 24 digits" in faults


def test_a_folder_with_somebody_elses_files_is_left_alone(folder, tmp_path):
    code, _, faults = kast(folder, "--year", 2026, "--out", folder, home=tmp_path)
    assert code == 1
    assert "was not written by kast national" in faults
    assert (folder / "Trappan.json").exists()


def test_made_up_releases_are_refused_unless_asked_for_and_then_everything_says_so(tmp_path):
    where = tmp_path / "in"
    where.mkdir()
    (where / "a.json").write_bytes(release("Trappan", made_up=True))
    listed(where, unit("Trappan"), unit("Bryggan"))
    code, _, faults = kast(where, "--year", 2026, "--out", "out", home=tmp_path)
    assert code == 1
    assert "taken only with --made-up" in faults
    code, said, _ = kast(where, "--year", 2026, "--out", "out", "--made-up", home=tmp_path)
    assert code == 0
    assert "All of it is made up." in said
    assert "Allt här är påhittat." in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_list_with_addresses_is_fetched_and_who_does_not_answer_is_missing(tmp_path, years):
    where = tmp_path / "in"
    where.mkdir()
    paths = {"/siffror/2026-1/utgava.json": (200, {}, years["Trappan"])}
    with answering(paths) as there:
        listed(
            where,
            unit("Trappan", f"{there}/siffror/"),
            unit("Bryggan", "http://127.0.0.1:9/siffror/"),
            unit("Älvhuset"),
        )
        (where / "by post.json").write_bytes(years["Älvhuset"])
        code, said, faults = kast(where / "units.yaml", "--year", 2026, "--out", "out", home=tmp_path)
    assert code == 0
    assert "2 of 3 units are in." in said
    assert "Missing: Bryggan (it could not be reached)." in said
    assert "Bryggan, http://127.0.0.1:9/siffror: it could not be reached." in faults
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "gick inte att nå" in page


def test_a_folder_alone_is_never_fetched_for(folder, tmp_path):
    asked = []
    paths = {"/siffror/2026-1/utgava.json": lambda handler: asked.append(handler.path)}
    with answering(paths) as there:
        listed(folder, *[unit(name, f"{there}/siffror/") for name in NAMES[:3]])
        code, said, _ = kast(folder, "--year", 2026, "--out", "out", home=tmp_path)
    assert code == 0
    assert "3 of 3 units are in." in said
    assert asked == []


def test_help_says_what_it_takes(tmp_path):
    code, said, _ = in_a_process("--help", home=tmp_path)
    assert code == 0
    for word in ("--year", "--out", "--made-up", "units.yaml", "No page for a unit is made."):
        assert word in " ".join(said.split())
