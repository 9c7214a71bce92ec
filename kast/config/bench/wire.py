"""A connection to our own server that is kept, read with little work: it runs beside what is measured.

It knows what our server answers (a length, no pieces) and no more; `http.client` takes twice the time for it.
"""

import socket
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What came over the wire: status, headers in their order with names in small letters, and the body as it came."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Wire:
    """One connection. Anything that is not a whole answer raises OSError; then it is of no more use."""

    def __init__(self, host: str, port: int, *, timeout: float) -> None:
        self._host = f"{host}:{port}"
        self._socket = socket.create_connection((host, port), timeout)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._came = self._socket.makefile("rb")

    def close(self) -> None:
        """Hang up."""
        self._came.close()
        self._socket.close()

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Ask for a page and wait for it."""
        told = {"Host": self._host, **headers, "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self._socket.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body)
        first = self._line()
        lines = list(iter(self._line, ""))
        got = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        try:
            status, length = int(first.split(" ", 2)[1]), int(dict(got)["content-length"])
        except (IndexError, KeyError, ValueError) as fault:
            message = f"no answer that can be read: {first[:60]}"
            raise ConnectionError(message) from fault
        whole = self._came.read(length)
        if len(whole) < length:
            message = f"{length - len(whole)} bytes of {length} did not come"
            raise ConnectionError(message)
        return Answer(status, got, whole)

    def _line(self) -> str:
        line = self._came.readline()
        if not line.endswith(b"\n"):
            raise ConnectionResetError
        return line.rstrip(b"\r\n").decode("latin-1")
