"""A gateway on loopback that keeps what it was sent, and fails as it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


class FakeGateway:
    """What came, in order, and what it sent: one message for each key."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[dict[str, str]] = []
        self.sent: dict[str, dict[str, str]] = {}
        self.answers: list[int | str] = []  # what to answer next: a status, or "hang up" after having sent


@contextmanager
def fake_gateway() -> Iterator[FakeGateway]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked = {name: values[0] for name, values in parse_qs(body).items()}
            asked |= {"key": self.headers["Idempotency-Key"], "authorization": self.headers.get("Authorization", "")}
            gateway.asked.append(asked)
            answer = gateway.answers.pop(0) if gateway.answers else 200
            if answer in {200, "hang up"}:
                gateway.sent.setdefault(asked["key"], asked)
            if answer == "hang up":
                self.connection.close()
                return
            self.send_response(answer)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway = FakeGateway(f"http://127.0.0.1:{server.server_port}/sms")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
