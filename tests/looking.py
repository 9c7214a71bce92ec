"""One page, looked at: through axe, by keyboard, on a phone, at 200 % text, and from two metres away."""

import os
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
BODY = 17.1  # px: what body text is set in
MATTER = re.compile(r"sex|köp|kast\b|prostit|torsk|polis|brott|handel|våld|mord|porn|crime|police|buy", re.IGNORECASE)

AXE = """async () => (await axe.run({resultTypes: ["violations"]})).violations.flatMap(
  one => one.nodes.map(node => `${one.id}: ${one.help} at ${node.html.slice(0, 140)}`))"""

WIDE = """() => [document.documentElement.scrollWidth > innerWidth ? "the page itself" : "",
  ...[...document.querySelectorAll("body *")].filter(one => {
    const box = one.getBoundingClientRect();
    const free = one.closest(".climb, .vh, .wide-table, svg") || getComputedStyle(one).position === "absolute";
    return box.width && !free && (box.right > innerWidth + 1 || box.left < -1);
  }).slice(0, 4).map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`)
].filter(Boolean)"""

CUT = """() => [...document.querySelectorAll("a,button,h1,h2,h3,p,label,li,td,th,summary,legend")].filter(one =>
    one.scrollWidth > one.clientWidth + 1 && one.clientWidth && getComputedStyle(one).display !== "inline"
    && !one.closest(".vh, .wide-table")).slice(0, 4).map(one => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`)"""

LARGE = """() => { const walk = document.createTreeWalker(document.body, 4), found = []; let text;
  while ((text = walk.nextNode())) if (text.data.trim())
    found.push([parseFloat(getComputedStyle(text.parentElement).fontSize), text.data.trim()]);
  return found; }"""

KEYBOARD = """() => { const found = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    if (!one.checkVisibility({visibilityProperty: true}) || one.disabled || one.type === "hidden") continue;
    one.focus({focusVisible: true});
    if (document.activeElement !== one) continue;
    const holders = [one, one.closest(".seg label"), one.closest(".group li")].filter(Boolean);
    const name = `${one.tagName} ${(one.textContent || one.name || "").trim().slice(0, 30)}`;
    if (holders.every(each => getComputedStyle(each).outlineStyle === "none") && !one.closest(".errors")) {
      found.push(`no focus is seen on ${name}`);
    }
    const rail = document.querySelector(".rail");
    if (!rail || rail.contains(one) || getComputedStyle(rail).position === "static") continue;
    const box = holders[1]?.getBoundingClientRect() ?? one.getBoundingClientRect(), edge = rail.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= edge.top - 2) found.push(`${name} hides behind the rail`);
  }
  return found; }"""


# A drawing is an image with a name and its numbers beside it in words, or it is not there for whoever listens.
DRAWN = """() => [...document.querySelectorAll("svg:not([aria-hidden=true])")].flatMap(one => {
  if (one.parentElement.closest("svg")) return [];
  const named = (one.getAttribute("aria-labelledby") || "").split(" ").map(id => document.getElementById(id));
  const said = named.every(each => each && one.contains(each) && each.textContent.trim());
  const numbers = one.closest("figure, section")?.querySelector("table, figcaption, ul, dl");
  return one.getAttribute("role") === "img" && said && numbers ? [] : [`nobody hears ${one.outerHTML.slice(0, 140)}`];
})"""


RAIL = """whole => { const rail = document.querySelector(".rail"); document.activeElement.blur(); if (!rail) return;
  const fixed = getComputedStyle(rail).position === "fixed" || rail.style.position === "absolute";
  rail.style.position = whole ? (fixed ? "absolute" : "static") : "";
  document.body.style.position = whole && fixed ? "relative" : ""; }"""


@dataclass(frozen=True)
class Seen:
    """What a browser showed: enough to show the very same page again, larger."""

    what: str
    address: str
    html: str


@dataclass
class Looker:
    """A window, and everything that was wrong on the pages it has shown. It belongs to Playwright's own thread."""

    context: Any
    origin: str
    who: str
    public: bool
    found: list[str] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda fault: self.found.append(f"{self.who}: {self.page.url}: {fault}"))
        self.page.on("request", self._asked)

    def open(self, path: str) -> int:
        """Go to a page; its status."""
        answer = self.page.goto(f"{self.origin}{path}")
        return int(answer.status) if answer else 0

    def look(self, what: str) -> None:
        """Look at what the window shows now, on a desk in daylight and on a phone in the dark."""
        page = self.page
        page.wait_for_load_state()  # a press may have come back before its page had
        html = page.content()
        self.seen.append(Seen(f"{self.who}: {what}", page.url, html))
        faults = self._of_the_page(html)
        page.evaluate(AXE_SCRIPT)
        for name, size, scheme in (("desk", DESK, "light"), ("phone", PHONE, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            self._pictures(what, size["width"])
            page.emulate_media(color_scheme=scheme)
            faults += [f"{name}: axe: {one}" for one in page.evaluate(AXE)]
            faults += [f"{name}: wider than the window: {one}" for one in page.evaluate(WIDE)]
            faults += [f"{name}: {one}" for one in page.evaluate(KEYBOARD)]
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light")
        self.found += [f"{self.who}: {what}: {one}" for one in faults]

    def _of_the_page(self, html: str) -> list[str]:
        heads = self.page.locator("h1").count()
        faults = [] if heads == 1 else [f"{heads} headings of the first level"]
        faults += self.page.evaluate(DRAWN)
        for drawing in self.page.locator("svg[role=img]").all():
            heard = drawing.aria_snapshot()
            if not re.match(r"- '?img \"\S", heard):
                faults.append(f"the screen reader's tree has no image but {heard[:140]}")
        if not self.public:
            return faults
        if "<script" in html:
            faults.append("a script on a public page")
        large = [text for size, text in self.page.evaluate(LARGE) if size > BODY]
        return faults + [f"read from two metres: {text}" for text in [self.page.title(), *large] if MATTER.search(text)]

    def _pictures(self, what: str, width: int) -> None:
        folder = os.environ.get("KAST_PICTURES")
        for scheme in ("light", "dark") if folder else ():
            name = re.sub(r"[^\w-]+", "-", f"{self.who}-{what}-{width}-{scheme}")
            self.page.emulate_media(color_scheme=scheme)
            self.page.evaluate(RAIL, True)  # a picture of a whole page has its foot at its end
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
            self.page.evaluate(RAIL, False)

    def _told(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.found.append(f"{self.who}: {self.page.url}: the browser says: {message.text}")

    def _asked(self, request: Any) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(f"{self.origin}/"):
            self.found.append(f"{self.who}: {self.page.url}: asks elsewhere: {request.url}")


def twice_as_large(browser: Any, pages: list[Seen]) -> list[str]:
    """Each page on a phone whose owner has set the text to 200 %: nothing sideways, nothing cut off.

    The browser is one that was started with a default size of 32 px, so that a style sheet that asks for em knows.
    """
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, reduced_motion="reduce")
    page, faults = context.new_page(), []
    for seen in pages:
        again = partial(_give, html=seen.html)
        page.route(seen.address, again)
        page.goto(seen.address)
        page.unroute(seen.address, again)
        faults += [f"{seen.what}: at 200 %: {one}" for one in [*page.evaluate(WIDE), *page.evaluate(CUT)]]
    context.close()
    return faults


def _give(route: Any, *, html: str) -> None:
    route.fulfill(body=html, content_type="text/html; charset=utf-8")
