"""A person with a browser without JavaScript, as far as the wire sees: pages, forms, one cookie, our own Origin.

Used by measurements and by the attacks that need a real server; it keeps its connection open as browsers do.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit

import brotli

from .wire import Wire

_UNPACK: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "br": brotli.decompress}


@dataclass
class Form:
    """A form on a page: where it goes, how, and its fields with what stands in them."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, formaction


class _Reader(HTMLParser):
    """Finds forms, links to styles and icons, and the text of marked elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.parts: list[str] = []
        self._form: Form | None = None
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(has.get("action", ""), has.get("method", "get").lower())
            self.forms.append(self._form)
        elif (tag == "link" and has.get("rel") in {"stylesheet", "icon"}) or (
            tag in {"script", "img"} and "src" in has
        ):
            self.parts.append(has.get("href") or has.get("src", ""))
        elif self._form is not None:
            self._field(tag, has, self._form)

    def _field(self, tag: str, has: dict[str, str], form: Form) -> None:
        name, kind = has.get("name", ""), has.get("type", "")
        if tag == "button" and kind in {"", "submit"}:
            form.buttons.append((name, has.get("value", ""), has.get("formaction", "")))
        elif tag == "option" and self._select and ("selected" in has or self._select not in form.fields):
            form.fields[self._select] = has.get("value", "")
        elif not name:
            return
        elif tag == "input" and kind not in {"checkbox", "radio", "submit", "button"}:
            form.fields[name] = has.get("value", "")
        elif tag == "input" and "checked" in has:
            form.fields[name] = has.get("value", "on")
        elif tag == "textarea":
            self._area = name
            form.fields[name] = ""
        elif tag == "select":
            self._select = name

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None and self._form is not None:
            self._form.fields[self._area] += data


@dataclass(frozen=True)
class Page:
    """What came back: status, address, headers, bytes on the wire, and the page's text and forms."""

    status: int
    address: str
    headers: dict[str, str]
    wire: int
    html: str

    @property
    def forms(self) -> list[Form]:
        """Every form on the page."""
        return self._read().forms

    @property
    def parts(self) -> list[str]:
        """The styles, icons, scripts and pictures that the page asks for."""
        return self._read().parts

    def form_with(self, name: str) -> Form:
        """The form that has a field of that name. Raises LookupError when there is none."""
        for form in self.forms:
            if name in form.fields or any(button[0] == name for button in form.buttons):
                return form
        message = f"{self.address} ({self.status}) has no form with {name}"
        raise LookupError(message)

    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.html)
        return reader


class Visitor:
    """One browser window. Redirects are followed; a cookie is kept until the window is closed."""

    def __init__(self, origin: str, *, timeout: float = 60) -> None:
        self.origin = origin
        self._where = urlsplit(origin)
        self._timeout = timeout
        self._wire: Wire | None = None
        self.cookies: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the window: the connection and the cookie are gone."""
        self._hang_up()
        self.cookies.clear()

    def _hang_up(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def get(self, path: str) -> Page:
        """Open a page."""
        return self._follow("GET", path, b"")

    def send(self, page: Page, form: Form, given: dict[str, str], *, button: str = "", follow: bool = True) -> Page:
        """Fill in a form and press its button (the one without a name, or the one named)."""
        fields = {**form.fields, **given}
        action = form.action
        for name, value, elsewhere in form.buttons:
            if name == button:
                if name:
                    fields[name] = value
                action = elsewhere or action
                break
        path = urljoin(page.address, action or page.address)
        body = urlencode(fields).encode()
        if form.method == "get":
            return self._follow("GET", f"{path}?{body.decode()}", b"")
        return self._follow("POST", path, body) if follow else self._ask("POST", path, body)

    def _follow(self, method: str, path: str, body: bytes) -> Page:
        page = self._ask(method, path, body)
        for _ in range(5):
            if page.status not in {301, 302, 303}:
                return page
            page = self._ask("GET", urljoin(page.address, page.headers["location"]), b"")
        return page

    def _ask(self, method: str, path: str, body: bytes) -> Page:
        again = self._wire is not None and method == "GET"  # a kept connection may have been closed meanwhile
        try:
            return self._once(method, path, body)
        except OSError:
            self._hang_up()
            if not again:
                raise
        try:
            return self._once(method, path, body)
        except OSError:
            self._hang_up()
            raise

    def _once(self, method: str, path: str, body: bytes) -> Page:
        if self._wire is None:
            self._wire = Wire(self._where.hostname or "", self._where.port or 80, timeout=self._timeout)
        headers = {
            "Accept-Encoding": "gzip, deflate, br, zstd",
            "Accept-Language": "sv",
            "Sec-Fetch-Site": "same-origin",
        }
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers |= {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"}
        answer = self._wire.ask(method, path, headers, body)
        for name, value in answer.headers:
            if name == "set-cookie":
                self._keep(value)
        got = dict(answer.headers)
        plain = _UNPACK.get(got.get("content-encoding", ""), bytes)(answer.body)
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers)
        return Page(answer.status, path, got, len(answer.body) + head, plain.decode("utf-8", "replace"))

    def _keep(self, told: str) -> None:
        first, *rest = told.split(";")
        name, _, value = first.strip().partition("=")
        if value in {"", '""'} or any(part.strip().lower() == "max-age=0" for part in rest):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value
