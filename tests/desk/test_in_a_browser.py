"""The desk in a real browser: every page without a fault that axe knows, and typing that is never lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kast.casework import breaking, cases, codes, drafts, endings, lending, risks, tasks
from kast.casework.models import Task
from kast.door.models import Letter, Reply
from kast.staff.models import Unlocked


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


@pytest.fixture
def unlocked(live_server, unit, sign_in):
    """Sign in and unlock in a window's page."""

    def into(page, member):
        sign_in(page, member)
        page.goto(f"{live_server.url}/personal/las-upp/")
        page.fill("[name=phrase]", " ".join(unit.phrases[member.username]))
        page.press("[name=phrase]", "Enter")
        page.wait_for_url(f"{live_server.url}/personal/")
        return page

    return into


@pytest.mark.browser
def test_every_page_of_the_desk_is_without_fault(
    transactional_db, window, live_server, unlocked, sign_in, axe, case, wrote, asked, ada, eva, bo, now
):
    quiet = cases.begin(codes.Begin.PHONE, asked("A"), stand_in=None, by=ada, at=now)
    ended = cases.begin(codes.Begin.VISIT, asked(), stand_in=eva, by=ada, at=now)
    endings.end(ended, codes.Ending.STOPPED, endings.Agreement(agreed=False), by=ada, at=now)
    drafts.save(case.box, codes.Place.NOTE, "halvt", by=ada, at=now)
    Letter.objects.update(state=Letter.State.WAITING)
    letter = wrote(safe="yes", about="afraid")
    breaking.open_case(case, "kris", by=eva, at=now)
    lent = cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
    lending.lend(lent, until=timezone.localdate(), by=ada, at=now)
    flags = [
        risks.raise_in(case, codes.RiskKind.VIOLENCE, risks.Said("oro", "ringer", ada, now), by=ada, at=now),
        risks.raise_in(quiet, codes.RiskKind.SUICIDE, take=True, by=ada, at=now),
        risks.raise_alone(risks.Said("skrek"), take=True, by=ada, at=now),
    ]
    for done in (False, True):
        task = tasks.make(case, "Skicka planen", due_on=timezone.localdate(), who=ada, by=ada, at=now)
        if done:
            tasks.tick(task, by=ada, at=now)
    pages = ["", f"?arende={case.number}", "arenden/", "arenden/nytt/", "tangenter/", "brev/rensa/"]
    pages += [f"brev/{letter.number}/", f"brev/{letter.number}/ta/"]
    pages += [f"arenden/{each.number}/" for each in (case, quiet, ended, lent)]
    pages += [f"arenden/{case.number}/{each}/" for each in ("uppgifter", "lage", "avsluta", "lana-ut", "ord", "risk")]
    pages += [f"risk/{flag.pk}/" for flag in flags] + [f"arenden/{quiet.number}/risk/", "hot/"]
    found = {}
    for how in ({"width": 1280, "height": 900}, {"width": 360, "height": 740}):
        page = unlocked(window(viewport=how, locale="sv-SE").new_page(), ada)
        for address in pages:
            page.goto(f"{live_server.url}/personal/{address}")
            if faults := axe(page):
                found[address, how["width"]] = faults
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                found[address, how["width"], "sideways"] = wide
    heads = window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()
    sign_in(heads, bo)
    heads.goto(f"{live_server.url}/personal/chef/")
    assert axe(heads) == []
    assert found == {}


@pytest.mark.browser
def test_what_is_typed_is_kept_and_two_tabs_lose_nothing(
    transactional_db, window, live_server, unlocked, case, ada, now
):
    ours = window(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    first = unlocked(ours.new_page(), ada)
    where = f"{live_server.url}/personal/arenden/{case.number}/"
    first.goto(where)
    first.fill("#n_words", "Fem veckor nu.")
    first.focus("#sok")
    first.wait_for_selector("#anteckna .saved:has-text('Sparat')")
    second = ours.new_page()
    second.goto(where)
    assert second.input_value("#n_words") == "Fem veckor nu."
    second.fill("#n_words", "Fem veckor nu. Flik två.")
    second.focus("#sok")
    second.wait_for_selector("#anteckna .saved:has-text('Sparat')")
    first.fill("#n_words", "Fem veckor nu. Flik ett.")
    first.focus("#sok")
    first.wait_for_selector("#anteckna .saved:has-text('öppen på två ställen')")
    kept = {draft.words for draft in drafts.of(case.box, by=ada)}
    assert kept == {"Fem veckor nu. Flik två.", "Fem veckor nu. Flik ett."}


@pytest.mark.browser
def test_two_tabs_that_were_opened_empty_lose_nothing_and_the_second_says_so(
    transactional_db, window, live_server, unlocked, case, ada, now
):
    ours = window(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    first = unlocked(ours.new_page(), ada)
    second = ours.new_page()
    for tab in (first, second):
        tab.goto(f"{live_server.url}/personal/arenden/{case.number}/")
    for tab, words, says in ((first, "Flik ett.", "Sparat"), (second, "Flik två.", "öppen på två ställen")):
        tab.fill("#n_words", words)
        tab.focus("#sok")
        tab.wait_for_selector(f"#anteckna .saved:has-text('{says}')")
    assert {draft.words for draft in drafts.of(case.box, by=ada)} == {"Flik ett.", "Flik två."}


@pytest.mark.browser
def test_who_is_locked_while_typing_is_told_that_the_text_is_still_there(
    transactional_db, window, live_server, unlocked, case, ada, now
):
    page = unlocked(window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page(), ada)
    page.goto(f"{live_server.url}/personal/arenden/{case.number}/")
    Unlocked.objects.all().delete()
    page.fill("#n_words", "Det jag skrev.")
    page.focus("#sok")
    page.wait_for_selector("#anteckna .saved:has-text('Texten står kvar i rutan')")
    assert page.input_value("#n_words") == "Det jag skrev."


@pytest.mark.browser
def test_what_is_sent_at_once_leaves_no_draft_behind(transactional_db, window, live_server, unlocked, case, ada, now):
    page = unlocked(window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page(), ada)
    page.goto(f"{live_server.url}/personal/arenden/{case.number}/")
    page.fill("#r_words", "Hej, och tack.")
    page.click("#svara >> text=Skicka svaret")
    page.wait_for_selector("text=Svaret ligger i brevlådan.")
    assert Reply.objects.count() == 1
    assert drafts.of(case.box, by=ada) == []


@pytest.mark.browser
def test_today_stays_right_while_it_is_open_and_nothing_that_she_does_is_lost(
    transactional_db, window, live_server, unlocked, case, wrote, ada, now
):
    page = unlocked(window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page(), ada)
    page.clock.install()
    page.goto(f"{live_server.url}/personal/?arende={case.number}")
    page.evaluate("window.same = true")
    page.fill("#n_words", "Halva meningen")
    seen_at = Unlocked.objects.get().seen_at
    wrote("Ett brev till.")
    page.clock.fast_forward(61_000)
    page.wait_for_selector(".list >> text=Brev nr 2")
    assert page.evaluate("window.same") is True
    assert page.input_value("#n_words") == "Halva meningen"
    assert page.evaluate("document.activeElement.id") == "n_words"
    assert Unlocked.objects.get().seen_at - seen_at < timedelta(seconds=20)


@pytest.mark.browser
def test_a_page_that_nobody_sees_asks_for_nothing(transactional_db, window, live_server, unlocked, wrote, ada, now):
    page = unlocked(window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page(), ada)
    page.clock.install()
    page.goto(f"{live_server.url}/personal/")
    hidden = "Object.defineProperty(document, 'visibilityState', {get: () => window.seen ? 'visible' : 'hidden'})"
    page.evaluate(hidden)
    wrote("Ett brev.")
    page.clock.fast_forward(300_000)
    assert "Brev nr 1" not in page.inner_text(".list")
    page.evaluate("window.seen = true; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector(".list >> text=Brev nr 1")


@pytest.mark.browser
def test_when_she_is_locked_meanwhile_the_list_says_so_and_the_page_stays(
    transactional_db, window, live_server, unlocked, case, ada, now
):
    page = unlocked(window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page(), ada)
    page.clock.install()
    page.goto(f"{live_server.url}/personal/?arende={case.number}")
    page.fill("#n_words", "Halva meningen")
    Unlocked.objects.all().delete()
    page.clock.fast_forward(61_000)
    page.wait_for_selector("[data-locked]:not([hidden])")
    assert page.input_value("#n_words") == "Halva meningen"


@pytest.mark.browser
def test_one_press_in_the_list_leaves_what_is_typed_beside_it_alone(
    transactional_db, window, live_server, unlocked, case, ada, now
):
    tasks.make(case, "Skicka planen", due_on=timezone.localdate(), who=ada, by=ada, at=now)
    page = unlocked(window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page(), ada)
    page.goto(f"{live_server.url}/personal/?arende={case.number}")
    page.fill("#n_words", "Halva meningen")
    page.click(".list button:has-text('Klart')")
    page.wait_for_selector(".list button:has-text('Ångra')")
    assert page.input_value("#n_words") == "Halva meningen"
    assert Task.objects.get().done_by == ada


@pytest.mark.browser
def test_f_leads_to_what_to_say_and_the_aid_is_walked_on_a_phone(
    transactional_db, window, live_server, unlocked, case, ada
):
    page = unlocked(window(viewport={"width": 360, "height": 740}, locale="sv-SE").new_page(), ada)
    page.keyboard.press("f")
    page.wait_for_url("**/personal/nagon-fragar/")
    assert page.locator("input[type=search]").count() == 0
    page.goto(f"{live_server.url}/personal/arenden/{case.number}/beslutsstod/")
    page.check("[value=close]")
    page.click("main form .main")
    for question in ("may_harm", "close", "year"):
        page.check(f"[name={question}][value=yes]", force=True)
    page.click("main form .main")
    assert "OSL 10:18 c" in page.inner_text("main")
    page.check("[name=told][value=yes]", force=True)
    assert not page.is_visible("[name=not_told]")
    page.fill("[name=why]", "Han sa det själv.")
    page.check("[name=decided][value=lawyer]")
    page.click("main form .main")
    page.wait_for_selector("text=Fråga jurist först")
