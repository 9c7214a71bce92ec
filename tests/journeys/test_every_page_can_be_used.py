"""Every page of the made-up unit, as each person comes to it. What is asked of a page stands in tests/looking.py.

Each person follows every link there is; a page that asks for an act first has that act here. The list of addresses is
the code's own, so that a page nobody comes to is told.
"""

import json
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone

from kast.casework import posting, sisters
from kast.config.reference import routes
from tests.fixtures_sisters import AnotherUnit
from tests.looking import Looker, twice_as_large
from tests.people import PASSWORD

from .walking import LEAVES, Walk, name_of

pytestmark = pytest.mark.browser

ACTS = {  # pressed, and never opened
    *(
        f"casework:{name}"
        for name in ("answer", "contact", "count_call", "hand", "pass_on", "reopen", "reply", "appeal")
    ),
    *(f"casework:{name}" for name in ("save_answer", "save_draft", "seen", "set_aside", "take_back", "take_over")),
    "between:door",
    *(f"casework:{name}" for name in ("hand_over_throw_away", "hand_over_seen", "arrival_answer", "sister_retire")),
    "appointments:take_away",
    *(f"casework:{name}" for name in ("act_on_warning", "close_risk", "make_task", "plan_risk", "raise_on_letter")),
    *("casework:take_risk", "casework:tick", "casework:untick", "casework:be_back", "casework:send_plan"),
    *(f"casework:slip_{name}" for name in ("nothing", "result", "undo")),
    *("casework:delete_phone", "casework:referral_aside", "casework:sheets"),
    *(
        "casework:throw_away",
        "casework:topic",
        "door:lock",
        "figures:told",
        "figures:caught",
        "figures:claim_show",
        "figures:claim_take_back",
        "followup:attempt",
        "mfa_index",
    ),
    "followup:start_lay",
    *("mfa_list_webauthn", "mfa_login_webauthn", "staff:draw_phrase", "staff:lock", "staff:remove_helpline"),
    *("staff:remove_slot", "staff:unlock_by_passkey"),
}
ELSEWHERE = {"staff:held", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn"}  # tests/staff: it takes a passkey
SAME = {"desk:keys", "mfa_add_webauthn", "mfa_deactivate_totp", "mfa_generate_recovery_codes"}  # for each of the cast
FIRST = {
    "ada": ("/personal/arenden/", "/personal/uppfoljning/"),
    "bo": ("/personal/siffror/",),
    "olle": ("/personal/mottagningen/kvar/",),
}


class Visit:
    """All of them, one after the other, in Playwright's own thread."""

    def __init__(self, browser: Any, origin: str, kept: dict[str, Any]) -> None:
        self.browser, self.origin, self.kept = browser, origin, kept
        self.walks: list[Walk] = []
        self.public_times: dict[tuple[str, bool], int] = {}  # a public page is the same for everybody

    def go(self) -> "Visit":
        """Everybody comes."""
        self.stranger()
        self.people()
        self.another_unit()
        for name, first in FIRST.items():
            self.member(name, *first)
        self.somebody_new()
        return self

    def window(self, who: str, *, public: bool = True, scripts: bool = True) -> Walk:
        """A fresh private window. Without scripts, each that a page asks for comes empty: axe itself needs to run."""
        context = self.browser.new_context(
            locale="sv-SE", reduced_motion="reduce", viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(20_000)
        if not scripts:
            context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        times = self.public_times if public else {}
        self.walks.append(Walk(Looker(context, self.origin, who, public), times))
        return self.walks[-1]

    def stranger(self) -> None:
        """Somebody who looks around, forgets to write anything, then writes, and mistypes the word."""
        walk = self.window("stranger")
        walk.follow("/", "/siffror/")
        page = walk.looker.page
        walk.looker.open("/skriv/")
        walk.press("main .act button", "write-empty")
        page.fill("#letter", "Jag skriver för att jag vill sluta.")
        page.check("[name=safe]")
        walk.press(".aside .link", "limits-with-a-letter")
        walk.press("main .aside .second", "write-again")
        walk.press("main .send .act button", "help-first")
        walk.press("main .send .act button", "words")
        page.fill("#word", "fel")
        walk.press("form:has(#word) .act button", "wrong-word")
        page.click("form[action$='/papper/'] button")
        walk.look("paper")
        page.click("main .second")
        page.wait_for_selector("#word")
        words = page.locator("ol.words li").all_inner_texts()
        asked = int(re.search(r"\d+", page.inner_text("label[for=word]"))[0])
        page.fill("#word", words[asked - 1])
        walk.press("form:has(#word) .act button", "kept")
        self.leaves(walk)
        walk.looker.open("/svar/")
        page.fill("#words", " ".join(reversed(words)))
        walk.press("main .act button", "nobody")
        walk.refused("/finns-inte/")

    def leaves(self, walk: Walk) -> None:
        """Asks to be called, then points somebody on; forgets the most important first."""
        page = walk.looker.page
        walk.looker.open("/ring-mig/")
        page.fill("#number", "12")
        walk.press("main .act button", "slip-too-short")
        page.fill("#number", "070-174 06 15")
        page.check("[name=phone][value=no]")
        walk.press("main .act button", "slip-call-us")
        walk.press("main .act button", "slip-left")
        walk.looker.open("/hanvisa/")
        walk.press("main .act button", "referral-empty")
        page.check("#consent")
        page.check("[name=source][value=care]")
        page.fill("#told", "Att ni finns.")
        walk.press("main .act button", "referral-left")

    def people(self) -> None:
        """Those who come back: to a question about how it goes, about the time before, to an answer, or to delete."""
        acts = {
            "uppföljning": self.is_asked,
            "tiden innan": self.tells_of_before,
            "svar att läsa": self.changes_words,
            "väntar": self.deletes,
        }
        for state, act in acts.items():
            people = [person["words"] for person in self.kept["people"] if state in person["about"]]
            walk = self.window(act.__name__.replace("_", "-"))
            self.come_back(walk, people[-1])
            act(walk)

    def come_back(self, walk: Walk, words: str) -> None:
        """With the words."""
        walk.looker.open("/svar/")
        walk.looker.page.fill("#words", words)
        walk.looker.page.click("main .act button")
        walk.look("thread")

    def is_asked(self, walk: Walk) -> None:
        """The two steps of the answer, with something forgotten in the first."""
        page = walk.looker.page
        walk.follow("/svar/brev/", "/en/svar/brev/")
        walk.looker.open("/svar/uppfoljning/")
        walk.press("button[name=decline]", "followup-no")
        walk.looker.open("/svar/uppfoljning/")
        walk.press("main form .act button", "followup-empty")
        page.check("[name=any][value=yes]")
        walk.press("main form .act button", "followup-rest")
        walk.press("button[name=rest]", "followup-settled")

    def tells_of_before(self, walk: Walk) -> None:
        """The same calendar at the first talks, with something forgotten at first."""
        page = walk.looker.page
        walk.open("/en/svar/borjan/", "start")
        walk.looker.open("/svar/borjan/")
        walk.press("main form .act button", "start-empty")
        page.check("[name=ever][value=earlier]")
        walk.press("main form .act button", "start-told")

    def changes_words(self, walk: Walk) -> None:
        """Sends nothing by mistake; then asks for new words."""
        walk.looker.open("/svar/brev/")
        walk.press(".reply .act button", "thread-empty")
        walk.press("form[action$='/svar/ord/'] button", "new-words")

    def books(self, walk: Walk) -> None:
        """Chooses nothing, then a time; looks at moving it, and cancels."""
        page = walk.looker.page
        walk.looker.open("/svar/tider/")
        walk.press("form[action$='/boka/'] .act button", "book-nothing")
        page.locator("[name=slot]").first.check()
        walk.press("form[action$='/boka/'] .act button", "book")
        walk.press("main .act button", "booked")
        walk.press("main form:has([name=booking]) button", "book-moving")
        walk.looker.open("/svar/tider/")
        walk.press("form[action$='/avboka/'] button", "cancel")
        walk.press("main .act button", "cancelled")

    def reads_a_plan(self, walk: Walk) -> None:
        """One case has a plan, wherever it stands in the list: as a page, and on paper."""
        walk.looker.open("/personal/arenden/")
        for path in [path for path in walk.links() if name_of(path) == "desk:case"]:
            walk.looker.open(path)
            if walk.looker.page.locator(f"a[href='{path}plan/']", has_text="Hela planen").count():
                walk.open(f"{path}plan/", "plan-whole")
                walk.open(f"{path}plan/papper/", "plan-paper")
                return

    def changes_a_time(self, walk: Walk) -> None:
        """Opens one of next week's times that is free: of this week's none may be left."""
        page = walk.looker.page
        walk.looker.open("/personal/tider/")
        page.get_by_role("link", name="Veckan efter").click()
        walk.open(page.get_by_role("link", name="ledig").first.get_attribute("href"), "time")

    def calls_off(self, walk: Walk) -> None:
        """Looks at cancelling the time of somebody whose letter waits: this week's, or the next's on a Friday."""
        without_a_case = "form[action*='/brev/'][action$='/avboka/'] button"
        walk.looker.open("/personal/tider/")
        if not walk.looker.page.locator(without_a_case).count():
            walk.looker.page.get_by_role("link", name="Veckan efter").click()
        walk.press(without_a_case, "cancel-alone")

    def deletes(self, walk: Walk) -> None:
        """Books first; mistypes, then deletes everything."""
        self.books(walk)
        walk.looker.open("/svar/radera/")
        walk.looker.page.fill("#word", "nej")
        walk.press("button.alarm", "delete-mistyped")
        walk.looker.page.fill("#word", "radera")
        walk.press("button.alarm", "deleted")

    def member(self, name: str, *first: str) -> None:
        """One of the cast: every page that is linked to, then locked."""
        walk = self.enter(name, name, scripts=name != "bo")
        page = walk.looker.page
        if name != "olle":
            walk.times.update({(same, False): 1 for same in SAME})
        walk.follow(*first)
        if name == "ada":
            self.a_desk_with_errors(walk)
            self.decides(walk)
        if name == "ada":
            self.calls(walk)
            self.reads_a_plan(walk)
            self.changes_a_time(walk)
            self.calls_off(walk)
            self.hands_over(walk)
        if name == "bo":
            self.publishes(walk)
            self.invites(walk)
            self.makes_a_batch(walk)
            self.plans(walk)
        walk.looker.open("/personal/konto/")
        page.click(".rail .lock")
        walk.open("/personal/las-upp/", "locked")
        page.fill("[name=phrase]", "fel ord")
        walk.press("form:has([name=phrase]) .main", "locked-wrong")

    def enter(self, who: str, name: str, *, scripts: bool = True) -> Walk:
        """One of the cast, signed in and unlocked by a press."""
        walk = self.window(who, public=False, scripts=scripts)
        walk.looker.open("/demo/")
        walk.looker.page.click(f"form:has([value={name}]) button")
        return walk

    def another_unit(self) -> None:
        """Bo adds another unit, mistypes its digits, compares them; its program brings two hand-overs to the door."""
        other, walk = AnotherUnit("Mottagningen, Annanstad"), self.enter("bo-compares", "bo")
        page = walk.looker.page
        walk.open("/personal/mottagningen/andra/ny/", "casework:sister_add")
        walk.press("main .main", "sister-add-empty")
        page.fill("[name=text]", other.sheet())
        walk.press("main .main", "sister-to-compare")
        page.fill("[name=digits]", "1234")
        walk.press("main .main", "sister-other-digits")
        page.fill("[name=digits]", sisters.read_sheet(other.sheet()).fingerprint)
        walk.press("main .main", "sister-compared")
        own = page.request.get(f"{self.origin}/personal/mottagningen/andra/blad/fil/").text()
        for _ in range(2):
            raw = other.hands_over(sisters.read_sheet(own), on=timezone.localdate())
            posting.post(self.origin, raw)

    def hands_over(self, walk: Walk) -> None:
        """Ada hands a case over, and answers what has come; a question to the coordinator on the way."""
        page = walk.looker.page
        walk.looker.open("/personal/")
        there = page.locator("#g-overlamningar + ul a").first.get_attribute("href")
        walk.looker.open(there)
        page.click("summary:has-text('Avböj')")
        walk.press(".side .act button", "arrival-declined-without-why")
        page.click("label:has-text('annat')")
        walk.press("main .act button", "arrival-answered")
        case = next(urlsplit(seen.address).path for seen in walk.looker.seen if "casework:hand_over" in seen.what)
        walk.looker.open(case)
        walk.press("main form .main", "hand-over-empty")
        page.click("main label:has-text('Annanstad')")
        page.click("label:has-text('i telefon')")
        page.fill("[name=consent_on]", timezone.localdate().isoformat())
        for part in ("breven och svaren", "uppgifterna"):
            page.click(f"label:has-text('{part}')")
        walk.press("main form .main", "hand-over-pieces")
        walk.press("main form .main", "hand-over-look")
        walk.press("main form .main", "hand-over-went")
        walk.looker.open(f"{case.removesuffix('overlamning/')}regionkoordinator/")
        walk.press("main form .main", "coordinator-empty")
        page.click("main .seg label >> nth=0")
        page.fill("[name=words]", "Hur går man vidare?")
        walk.press("main form .main", "coordinator-look")
        walk.looker.open(case.removesuffix("overlamning/"))
        walk.look("case-handed-over")

    def a_desk_with_errors(self, walk: Walk) -> None:
        """What Ada sees beside the list, after a search, and when a form is sent too early."""
        page = walk.looker.page
        walk.looker.open("/personal/")
        beside = page.locator("[data-beside]").first.get_attribute("data-beside")
        walk.open(f"/personal/{beside}", "today-beside")
        page.fill("#sok", "ingen alls")
        page.press("#sok", "Enter")
        page.wait_for_url("**/sok/")
        walk.look("search")
        for path, what in list(self.forms(walk)):
            walk.looker.open(path)
            page.locator("main form .main").last.click()
            walk.look(what)
        self.writes_a_name(walk, next(path for path, _ in self.forms(walk) if "/anteckning/" in path))
        move = next(urlsplit(seen.address).path for seen in walk.looker.seen if seen.what.endswith("casework:move"))
        for became in ("blev-av", "blev-inte-av"):
            walk.open(move.replace("flytta", became), became)
        walk.looker.open("/personal/tider/kalender/")
        walk.press("main form.act button", "feed-made")
        walk.looker.open("/personal/konto/")
        walk.press("form[action$='/fras/ny/'] button", "new-phrase")

    def writes_a_name(self, walk: Walk, path: str) -> None:
        """In mode B what looks like a name is asked about before it is kept."""
        walk.looker.open(path)
        walk.looker.page.fill("[name=words]", "Det var aldrig Anna Berg, på 070-174 06 15.")
        walk.press("main form .main", "something-found")

    def decides(self, walk: Walk) -> None:
        """The decision aid, step by step: without an answer, with all of them, and sent without reasons."""
        page = walk.looker.page
        walk.looker.open("/personal/beslutsstod/")
        page.check("[name=about][value=child]")
        walk.press("main form .main", "aid-asks")
        walk.press("main form .main", "aid-asks-again")
        for question in ("harmed", "crime_against"):
            page.check(f"[name={question}][value=yes]", force=True)
        walk.press("main form .main", "aid-paragraphs")
        walk.press("main form .main", "aid-without-reasons")

    def calls(self, walk: Walk) -> None:
        """Calls somebody who answers and becomes a case with a number; the next one is a slip of the finger."""
        page = walk.looker.page
        walk.looker.open("/personal/ringlista/")
        page.click("#g-nu ~ ul a:has-text('Ringlapp nr 2')")  # who can be called at any hour, and gave no name
        walk.press("button[data-key=v]", "slip-number")
        walk.press("button[value=reached]", "slip-reached")
        walk.press("text=Bli ärende", "slip-begins")
        page.check("#id_keep_number")
        page.click("label:has-text('A, utan anteckningar')")
        page.click("main form .main")
        walk.look("case-with-a-number")
        walk.press("form[action$='/nummer/'] button", "phone")
        walk.looker.open("/personal/ringlista/")
        page.click(":is(#g-nu, #g-sen) ~ ul a")
        page.click("button[data-key=v]")
        page.click("button[value=do_not_call]")
        walk.look("call-list-undo")

    def makes_a_batch(self, walk: Walk) -> None:
        """Nine cards tied to a day are refused."""
        page = walk.looker.page
        walk.looker.open("/personal/kort/")
        page.fill("#id_place", "Hisingen")
        page.fill("#id_number", "9")
        page.fill("#id_given_on", "2026-11-20")
        walk.press("main form .main", "batch-too-few")

    def plans(self, walk: Walk) -> None:
        """Works it out too early, then with a span for what nobody has measured."""
        page = walk.looker.page
        walk.looker.open("/personal/siffror/planering/")
        walk.press("main form .main", "planning-empty")
        for name, span in {"cessation": ("10", "40"), "purchases": ("4", "20")}.items():
            for end, at in zip(("from", "to"), span, strict=True):
                page.fill(f"[name={name}_{end}]", at)
            page.fill(f"[name={name}_source]", "en gissning")
        page.fill("[name=enough]", "60")
        walk.press("main form .main", "planning-found")

    def forms(self, walk: Walk) -> Iterator[tuple[str, str]]:
        """Forms that are sent with nothing filled in."""
        for name in (
            *("casework:take", "casework:begin", "casework:end", "casework:away", "casework:object_to_note"),
            "appointments:lay",
        ):
            for seen in walk.looker.seen:
                if seen.what.split(": ")[1] == name:
                    yield urlsplit(seen.address).path, f"{name}-sent-as-it-is"

    def publishes(self, walk: Walk) -> None:
        """Bo looks at the last closed year without one of its tables: where it is published already, a correction."""
        walk.looker.open("/personal/siffror/publicering/")
        year = walk.looker.page.locator("main .plain a").first.get_attribute("href")
        walk.open(f"{year}?utan=told", "publish-without")
        walk.open(walk.looker.page.locator("main .act a").first.get_attribute("href"), "publish-asked")

    def invites(self, walk: Walk) -> None:
        """Bo makes a link."""
        walk.looker.open("/personal/medarbetare/")
        page = walk.looker.page
        page.click("form[action$='/bjud-in/'] button")
        walk.look("invited")
        self.link = urlsplit(page.inner_text("p.paper").strip()).path

    def somebody_new(self) -> None:
        """Whoever has no link sees how one signs in; whoever has one joins, without and then with her second factor."""
        walk = self.window("without-scripts", public=False, scripts=False)
        walk.follow("/personal/logga-in/", self.link)
        walk.refused("/personal/finns-inte/")
        walk = self.window("fia", public=False)
        page = walk.looker.page
        walk.looker.open(self.link)
        for field, said in {"shown_name": "Fia", "username": "fia", "password": PASSWORD}.items():
            page.fill(f"[name={field}]", said)
        walk.press("button.main", "phrase")
        words = page.locator("ol.words li").all_inner_texts()
        page.fill("[name=word]", words[int(page.inner_text("label[for=id_word]").split()[-1]) - 1])
        walk.press("button.main", "joined")
        walk.follow(urlsplit(page.url).path, "/personal/bekrafta/")
        walk.looker.open("/personal/konto/app/")
        page.fill("[name=code]", format_hotp_value(hotp_value(page.inner_text("main .said"), int(time.time()) // 30)))
        walk.press("button.main", "app-added")
        walk.follow(
            "/personal/konto/",
            "/personal/konto/upplasning/",
            "/personal/konto/koder/",
            "/personal/konto/app/bort/",
            "/personal/konto/koder/nya/",
        )
        walk.looker.open("/personal/logga-ut/")
        page.click("main button.main")
        page.click("summary")
        page.fill("[name=login]", "fia")
        page.fill("[name=password]", PASSWORD)
        walk.press("details button", "code")
        self.is_admitted()

    def is_admitted(self) -> None:
        """Bo lets her in."""
        walk = self.enter("bo-admits", "bo")
        walk.looker.open("/personal/medarbetare/")
        walk.press("main a[href$='/slapp-in/']", "admit")


@pytest.fixture(scope="module")
def visit(chromium, made_up_unit) -> Visit:
    kept = json.loads((made_up_unit.folder / "data" / "demo.json").read_text("utf-8"))
    return chromium.do(lambda browser: Visit(browser, made_up_unit.origin, kept).go())


def test_nothing_hinders_anybody_on_any_page(visit):
    found = [one for walk in visit.walks for one in walk.looker.found]
    assert not found, "\n".join(found)


def test_with_text_twice_as_large_nothing_is_lost(visit, large_chromium):
    pages = [seen for walk in visit.walks for seen in walk.looker.seen]
    found = large_chromium.do(lambda browser: twice_as_large(browser, pages))
    assert not found, "\n".join(found)


def test_somebody_has_come_to_every_page_there_is(visit):
    seen = {name for walk in visit.walks for name in walk.names}
    assert {name for _, name, _, _ in routes()} - seen == ACTS | ELSEWHERE | LEAVES
