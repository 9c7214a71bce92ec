"""Over the net, on this very machine: what is taken, and what is not."""

import contextlib
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kast.figures.national import fetching, roster
from kast.figures.national.fetching import DidNotCome, NotThere, fetch


@contextlib.contextmanager
def answering(paths):
    """A server on loopback: path → (status, headers, body), or a function that gets the handler."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = paths.get(self.path, (404, {}, b""))
            if callable(found):
                found(self)
                return
            status, headers, body = found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_file_is_read_as_it_is():
    with answering({"/siffror/a.json": (200, {}, b'{"a": 1}')}) as there:
        assert fetch(f"{there}/siffror/a.json") == b'{"a": 1}'


def test_a_file_that_is_not_there_is_told_apart_from_a_door_that_does_not_answer():
    with answering({"/broken": (500, {}, b"no")}) as there:
        with pytest.raises(NotThere, match="404"):
            fetch(f"{there}/siffror/b.json")
        with pytest.raises(DidNotCome, match="500"):
            fetch(f"{there}/broken")
    with pytest.raises(DidNotCome, match="could not be reached"):
        fetch(f"{there}/siffror/b.json")


def test_a_redirect_is_followed_at_home_and_nowhere_else():
    home = {"/old": (302, {"Location": "/new"}, b""), "/new": (200, {}, b"here")}
    with answering({"/new": (200, {}, b"stolen")}) as away, answering(home) as there:
        home["/away"] = (302, {"Location": f"{away}/new"}, b"")
        home["/other"] = (301, {"Location": "https://other.example/new"}, b"")
        home["/file"] = (301, {"Location": "file:///etc/passwd"}, b"")
        home["/round"] = (302, {"Location": "/round"}, b"")
        assert fetch(f"{there}/old") == b"here"
        for path in ("/away", "/other"):
            with pytest.raises(DidNotCome, match="another host"):
                fetch(there + path)
        for path in ("/file", "/round"):
            with pytest.raises(DidNotCome):
                fetch(there + path)


def test_more_bytes_than_a_release_ever_has_are_not_read():
    with answering({"/large": (200, {}, b"x" * 5000)}) as there:
        assert len(fetch(f"{there}/large", most=5000)) == 5000
        with pytest.raises(DidNotCome, match="more than 4999 bytes"):
            fetch(f"{there}/large", most=4999)


def test_who_does_not_answer_in_time_is_left():
    over = threading.Event()
    try:
        with answering({"/slow": lambda _: over.wait(20)}) as there:
            with pytest.raises(DidNotCome, match="in time"):
                fetch(f"{there}/slow", seconds=0.2)
            over.set()
    finally:
        over.set()


def test_who_drips_is_left_when_the_whole_takes_too_long(monkeypatch):
    clock = iter([0.0, 1.0, 21.0, 22.0])
    monkeypatch.setattr(fetching.time, "monotonic", lambda: next(clock))

    class Drips:
        def read1(self, _):
            return b"x"

    until = fetching.time.monotonic() + 20
    with pytest.raises(DidNotCome, match="in time"):
        fetching._read(Drips(), until=until, most=1000)


def test_an_answer_that_breaks_off_or_is_no_answer_is_no_release():
    def breaks_off(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"half")

    def no_answer(handler):
        handler.wfile.write(b"\0\0\0 hello\r\n\r\n")

    with answering({"/half": breaks_off, "/none": no_answer}) as there:
        for path in ("/half", "/none"):
            with pytest.raises(DidNotCome):
                fetch(there + path)


@pytest.mark.parametrize("address", ["http://a.example/x", "file:///etc/passwd", "https://", "ftp://127.0.0.1/x"])
def test_nothing_else_than_https_and_this_machine_is_even_tried(address, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    with pytest.raises(DidNotCome, match="neither"):
        fetch(address)


def test_https_asks_for_a_certificate_that_holds_for_that_host():
    context = fetching._tls()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def published(*numbers):
    return {f"/siffror/{number}/utgava.json": (200, {}, number.encode()) for number in numbers}


def at(there, name="Trappan"):
    return roster.Unit(name, "1234 " * 5 + "1234", f"{there}/siffror")


def test_a_units_releases_of_a_year_are_asked_for_until_there_is_none():
    with answering(published("2025-1", "2026-1", "2026-2", "2026-4")) as there:
        came, unreached = fetching.releases([at(there), roster.Unit("Bryggan", "9" * 24)], year=2026)
    assert [one.raw for one in came] == [b"2026-1", b"2026-2"]
    assert came[0].place == f"{there}/siffror/2026-1/utgava.json"
    assert unreached == {}


def test_a_unit_without_a_release_was_reached_and_one_that_falls_silent_was_not():
    silent = published("2026-1") | {"/siffror/2026-2/utgava.json": (503, {}, b"")}
    with answering(published("2025-1")) as without, answering(silent) as there:
        units = [at(without, "Trappan"), at(there, "Bryggan"), at("http://127.0.0.1:9", "Loftet")]
        came, unreached = fetching.releases(units, year=2026)
    assert came == []
    assert {unit.name: why for unit, why in unreached.items()} == {
        "Bryggan": "it answered 503",
        "Loftet": "it could not be reached",
    }
