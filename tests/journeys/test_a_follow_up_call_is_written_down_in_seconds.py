"""After the call: a handful of keys, and what the person said is kept. The call itself is never timed."""

import pytest
from django.utils import timezone

from kast.casework import cases, codes, contacts, endings
from kast.casework.models import Case
from kast.door.months import months_later
from kast.followup import asking
from kast.followup.models import Followup
from kast.ledger import reading
from kast.ledger.facts import Kind
from tests.journeys.test_asked_after_a_year import at

# A press of a key takes a practised hand well under a second, a look at the page two: fifteen seconds hold these.
MOST = 12


class Counted:
    """Keys, and how many were pressed."""

    def __init__(self, page):
        self._page, self.presses = page, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self._page.keyboard.press(key)
            self.presses += 1


@pytest.fixture
def due(unit, ada, eva, transactional_db) -> Followup:
    """A call that is due today, to somebody who began by phone and has no mailbox."""
    today = timezone.localdate()
    ended = months_later(today, -12)
    began = months_later(ended, -3)
    asked = cases.Asked(
        route_in=codes.RouteIn.OWN,
        mode=codes.Mode.A,
        concerns=codes.Concerns.BOUGHT,
        baseline=codes.Baseline.LAST_12_MONTHS,
    )
    case = cases.begin(Case.Begin.PHONE, asked, stand_in=eva, by=ada, at=at(began))
    kind, means = codes.ContactKind.CONVERSATION, codes.Means.PHONE
    contacts.record(case, on=began, kind=kind, means=means, held=True, by=ada, at=at(began, 14))
    call = endings.Agreement(agreed=True, means=codes.FollowupMeans.CALL, months=(12,), number="070-174 06 15")
    endings.end(case, codes.Ending.AGREED, call, by=ada, at=at(ended))
    asking.plan(at(today, 2))
    return Followup.objects.get(months=12)


def unlocked(page, live_server, unit, ada, sign_in) -> None:
    sign_in(page, ada)
    page.goto(f"{live_server.url}/personal/las-upp/")
    page.fill("[name=phrase]", " ".join(unit.phrases["ada"]))
    page.press("[name=phrase]", "Enter")
    page.wait_for_selector(".list")


@pytest.mark.browser
def test_a_no_takes_two_keys_and_a_yes_with_its_month_a_few_more(due, staff_page, live_server, unit, ada, sign_in, axe):
    page = staff_page
    unlocked(page, live_server, unit, ada, sign_in)
    assert "försök 1 av 3" in page.inner_text(".list")
    page.goto(f"{live_server.url}/personal/uppfoljning/{due.pk}/svar/")
    page.wait_for_selector("[name=any]")
    assert axe(page) == []
    # The first answer stands ready under the hand. Everything that may be told besides is folded away.
    assert page.evaluate("document.activeElement.name + document.activeElement.value") == "anyno"
    assert page.locator("main textarea:visible, main select:visible").count() == 1
    no = Counted(page)
    no.press("Space")
    no.press("Enter")
    page.wait_for_url("**/arenden/**")
    assert no.presses == 2
    assert Followup.objects.get(pk=due.pk).state == "answered"
    (life,) = reading.lives()
    assert (life.last(Kind.WENT_BACK), life.last(Kind.PURCHASES)) == ("no", "none")


@pytest.mark.browser
def test_a_yes_with_its_month_holds_in_fifteen_seconds(due, staff_page, live_server, unit, ada, sign_in):
    page = staff_page
    unlocked(page, live_server, unit, ada, sign_in)
    page.goto(f"{live_server.url}/personal/uppfoljning/{due.pk}/svar/")
    page.wait_for_selector("[name=any]")
    yes = Counted(page)
    yes.press("ArrowDown")  # from no to yes
    yes.press("Tab")  # to the month
    yes.press("ArrowDown", 2)  # last month
    yes.press("Tab")
    yes.press("Enter")  # Save
    page.wait_for_url("**/arenden/**")
    assert yes.presses <= MOST
    (life,) = reading.lives()
    assert life.last(Kind.WENT_BACK) == "yes"
    assert life.last(Kind.FIRST_PURCHASE) == "m14"


@pytest.mark.browser
def test_nobody_answered_takes_a_few_keys_too(due, staff_page, live_server, unit, ada, sign_in, axe):
    page = staff_page
    unlocked(page, live_server, unit, ada, sign_in)
    page.goto(f"{live_server.url}/personal/uppfoljning/{due.pk}/")
    page.wait_for_selector("[name=result]")
    assert axe(page) == []
    page.focus("[name=result][value=reached]")
    in_vain = Counted(page)
    in_vain.press("ArrowDown")
    in_vain.press("Enter")
    page.wait_for_selector("text=Inget svar.")
    assert in_vain.presses <= MOST
    page.goto(f"{live_server.url}/personal/")
    page.wait_for_selector(".list >> text=försök 2 av 3")
