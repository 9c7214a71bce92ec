"""`kast serve` as whoever runs the server meets it: real processes on loopback."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kast.config import preparing
from kast.config.bench.served import free_port, served
from kast.config.bench.steps import write
from kast.config.bench.visitor import Visitor
from kast.config.management.commands import serve
from tests import people

ROOT = Path(__file__).parents[2]
once = pytest.mark.skipif(connection.vendor != "sqlite", reason="the server has a database of its own: once is enough")


@pytest.fixture(scope="module")
def unit():
    with served() as unit:
        yield unit


@pytest.fixture
def made_up(db):
    return people.make_unit(on=date(2026, 1, 5))


@once
def test_a_taken_port_is_one_calm_sentence_with_what_to_do(unit):
    port = int(unit.environment["KAST_PORT"])
    done = subprocess.run(
        [sys.executable, "-m", "kast", "serve"],
        cwd=ROOT,
        env=dict(unit.environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in done.stderr
    assert f"KAST_PORT={port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@once
def test_ctrl_c_which_reaches_every_process_at_once_ends_it_cleanly_and_quickly(unit):
    process = unit.process
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=5) == 0
    unit.start()
    told = (unit.folder / "served.log").read_text("utf-8")
    assert f"KAST serves on {unit.origin}" in told
    assert "Traceback" not in told


def somebody_listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@once
def test_the_worker_ends_with_the_process_that_carries_it(unit):
    os.kill(unit.process.pid, signal.SIGKILL)
    unit.process.wait()
    unit.process = None
    end = time.monotonic() + 20
    while somebody_listens(int(unit.environment["KAST_PORT"])):
        assert time.monotonic() < end, "a worker is left that holds the port"
    unit.start()
    assert unit.process is not None
    assert unit.process.poll() is None


@once
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says which thread may run where")
def test_pages_are_made_on_one_core_and_keys_derived_on_every_core(unit):
    with Visitor(unit.origin) as window:
        write(window, "Hej.")
    carrier = Path(f"/proc/{unit.process.pid}")
    (worker,) = (carrier / "task" / carrier.name / "children").read_text("ascii").split()
    threads = [int(thread.name) for thread in Path(f"/proc/{worker}/task").iterdir()]
    stepped_back = {thread for thread in threads if os.getpriority(os.PRIO_PROCESS, thread) > 0}
    every = os.sched_getaffinity(0)
    assert stepped_back
    assert all(os.sched_getaffinity(thread) == every for thread in stepped_back)
    assert len({frozenset(os.sched_getaffinity(thread)) for thread in threads if thread not in stepped_back}) == 1
    assert len(os.sched_getaffinity(int(worker))) == 1


@once
def test_nothing_that_a_visitor_brings_stands_in_the_servers_log(unit):
    with Visitor(unit.origin) as window:
        window.get("/planted-in-the-address/?planted=in-the-query")
        window.get("/svar/")
    assert "planted" not in (unit.folder / "served.log").read_text("utf-8")


def test_a_database_without_a_unit_says_how_to_make_one(db, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    with pytest.raises(CommandError, match=r"(?s)kast setup.*kast demo"):
        call_command("serve", port=free_port())


def test_a_made_up_unit_is_not_served_on_a_public_address(made_up, settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    made_up.row.demo = True
    made_up.row.save()
    served_on = []
    monkeypatch.setattr(serve, "become_the_server", lambda host, *_, **__: served_on.append(host))
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)  # the test's own transaction goes on
    with pytest.raises(CommandError, match="KAST_DEMO_ANYWHERE=yes"):
        call_command("serve", host="0.0.0.0", port=free_port())
    assert served_on == []
    call_command("serve", host="127.0.0.1", port=free_port())
    settings.DEMO_ANYWHERE = True
    call_command("serve", host="0.0.0.0", port=free_port())
    assert served_on == ["127.0.0.1", "0.0.0.0"]


def test_static_files_are_collected_again_only_when_one_changed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    preparing.static()
    collected = tmp_path / "static" / "public.css"
    assert collected.exists()
    collected.unlink()
    preparing.static()
    assert not collected.exists()
    (tmp_path / "static" / ".collected").unlink()
    preparing.static()
    assert collected.exists()
