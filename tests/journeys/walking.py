"""One person in one window, who opens every page that a link leads to."""

from itertools import count
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

from tests.looking import Looker

LEAVES = {  # one leaves the site; the others are files
    *("door:leave", "door:day", "casework:plan_pdf", "appointments:calendar", "appointments:feed"),
    *("casework:sister_own_file", "casework:sister_own_paper", "casework:hand_over_file"),
    "casework:arrival_answer_file",
    *("figures:codebook_file", "figures:release_file", "figures:report_file", "figures:shares", "figures:table"),
}
MANY = {
    "desk:case": 3,
    "casework:letter": 2,
    "casework:risk": 2,
    "followup:one": 2,
    "casework:who_has_it": 2,
    "staff:unit_group": 9,
    "casework:sister": 2,
    "figures:publish_year": 3,  # two are published, and say the same again
}
LINKS = "() => [...document.querySelectorAll('a[href]')].map(one => one.href)"


class Walk:
    """One person in one window, who opens every page that a link leads to."""

    def __init__(self, looker: Looker, times: dict[tuple[str, bool], int]) -> None:
        self.looker, self.times = looker, times
        self.names: set[str] = set()

    def follow(self, *first: str) -> None:
        """Open these pages, and from there each kind of page that is linked to."""
        ahead = list(first)
        while ahead:
            path = ahead.pop(0)
            name = name_of(path)
            key = (name, path.startswith("/en/"))
            if name in LEAVES or self.times.get(key, 0) >= MANY.get(name, 1):
                continue
            self.times[key] = self.times.get(key, 0) + 1
            self.open(path, name)
            ahead += self.links()

    def open(self, path: str, what: str) -> None:
        """Open one page and look at it. A link that leads nowhere is told."""
        status = self.looker.open(path)
        if status == 200:
            self.look(what, path)
        else:
            self.looker.found.append(f"{self.looker.who}: {path} answers {status}")

    def refused(self, path: str) -> None:
        """Open a page that is not there: it says so, and so does the browser."""
        before = len(self.looker.found)
        assert self.looker.open(path) == 404
        del self.looker.found[before:]
        self.look("absent", path)

    def look(self, what: str, path: str = "") -> None:
        """Look at what is shown now."""
        kind = "-en" if path.startswith("/en/") else ""
        self.names.add(name_of(urlsplit(self.looker.page.url).path))
        before = [seen.what for seen in self.looker.seen]
        names = (f"{what}{kind}{f'-{number}' if number > 1 else ''}" for number in count(1))
        self.looker.look(next(name for name in names if f"{self.looker.who}: {name}" not in before))

    def links(self) -> list[str]:
        """Where the page leads to on this site, without the other side's language and fragments."""
        told = [urlsplit(link) for link in self.looker.page.evaluate(LINKS) if link.startswith(self.looker.origin)]
        paths = [part.path + (f"?{part.query}" if part.query else "") for part in told]
        staff = not self.looker.public
        return [path for path in dict.fromkeys(paths) if path.removeprefix("/en").startswith("/personal/") == staff]

    def press(self, selector: str, what: str) -> None:
        """Press a button and look at what comes."""
        self.looker.page.click(selector)
        self.look(what, urlsplit(self.looker.page.url).path)


def name_of(path: str) -> str:
    """The route's name; a page below a setting's own name counts by its address."""
    english = path.startswith("/en/")
    with translation.override("en" if english else "sv"):
        try:
            return resolve(urlsplit(path).path).view_name
        except Resolver404:
            return path
