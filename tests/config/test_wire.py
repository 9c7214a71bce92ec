import socket
import threading

import pytest

from kast.config.bench.wire import Wire


@pytest.fixture
def says():
    """A server that answers whoever asks with these bytes, and hangs up. What it was asked is kept."""
    asked, doors = [], []

    def at(answer: bytes) -> Wire:
        door = socket.create_server(("127.0.0.1", 0))
        doors.append(door)

        def serve() -> None:
            line, _ = door.accept()
            with line:
                asked.append(line.recv(65_536))
                line.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        wire = Wire("127.0.0.1", door.getsockname()[1], timeout=10)
        doors.append(wire)
        return wire

    at.asked = asked
    yield at
    for door in doors:
        door.close()


def test_an_answer_is_read_with_every_cookie_and_no_byte_more(says):
    wire = says(
        b"HTTP/1.1 302 Found\r\nContent-Length: 3\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2; Path=/\r\n\r\nhejEXTRA"
    )
    answer = wire.ask("POST", "/skriv/", {"Cookie": "c=3"}, b"brev=x")
    assert (answer.status, answer.body) == (302, b"hej")
    assert answer.headers == [("content-length", "3"), ("set-cookie", "a=1"), ("set-cookie", "b=2; Path=/")]
    head, _, body = says.asked[0].partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[0] == b"POST /skriv/ HTTP/1.1"
    assert {b"Cookie: c=3", b"Content-Length: 6"} < set(head.split(b"\r\n"))
    assert body == b"brev=x"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\n\r\nno length",
        b"HTTP/1.1 200 OK\r\nContent-Length: long\r\n\r\n",
        b"nonsense\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_half_an_answer_is_none(says, answer):
    with pytest.raises(ConnectionError):
        says(answer).ask("GET", "/", {}, b"")
