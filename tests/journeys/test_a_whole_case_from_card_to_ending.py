"""From the card in his pocket to the ending, a year's worth in one walk: what was said stands once, in order."""

import io
from collections import Counter

import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from kast.casework import lending
from kast.casework.models import Case, Contact, GuideAnswer, Note, Objection, Plan
from kast.door.models import Reply
from tests.fixtures_casework import facts_of
from tests.fixtures_door import Person
from tests.journeys.test_a_letter_is_taken_answered_becomes_a_case_ends import unlocks


def signed_in_elsewhere(server):
    """Sign somebody in with a session of her own, beside whoever is signed in already."""

    def into(page, member):
        client = Client()
        client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
        page.context.add_cookies([{"name": "arbete", "value": client.cookies["arbete"].value, "url": server.url}])

    return into


@pytest.mark.browser
def test_a_whole_case_from_card_to_ending(staff_page, window, live_server, unit, ada, eva, sign_in, axe):
    # Dan gave him a card. Months later he writes, and says so.
    person = Person()
    person.writes("Jag fick ett kort. Det har legat i bilen sedan i våras.", about="bought", heard="card", card="B7K4")
    page = staff_page
    unlocks(page, live_server, ada, unit, sign_in)
    page.click(".list >> text=Brev nr 1")

    # Ada makes a case of it. A name for it that is somebody's is asked about; she chooses another.
    page.click(".acts >> text=Bli ärende")
    assert "En närstående får alltid ett eget ärende." in page.inner_text("main")
    page.fill("#id_alias", "Johan")
    page.click("label:has-text('senaste 12 månaderna')")
    page.click("label:has-text('B, utan namn')")
    page.fill("#id_decision", "SN 2026/112")
    page.click("text=Öppna ärendet")
    page.wait_for_selector(".found:has-text('Det här liknar ett namn: ”Johan”. Ska det stå kvar?')")
    assert axe(page) == []
    page.fill("#id_alias", "Bilkortet")
    page.click("button.main")
    page.wait_for_selector("h1:has-text('2026-')")
    case = Case.objects.get()
    where = f"{live_server.url}/personal/arenden/{case.number}/"
    assert ("route_in", "card") in facts_of(case, ada)

    # The first talk, with an interpreter. She writes a name without thinking; it is pointed out, and she takes it out.
    page.fill("#n_minutes", "50")
    page.click("#anteckna label:has-text('på telefon')")
    assert "En närstående tolkar aldrig." in page.inner_text("#anteckna")
    page.select_option("#n_tongue", "arabic")
    page.fill("#n_words", "Hans fru Layla vet inget. Det var varje fredag.")
    page.click("#anteckna >> text=Klar")
    page.wait_for_selector(".found:has-text('”Layla”')")
    assert page.input_value("#id_words") == "Hans fru Layla vet inget. Det var varje fredag."
    assert axe(page) == []
    page.fill("#id_words", "Hans fru vet inget. Det var varje fredag.")
    page.click("#anteckna >> text=Klar")
    page.wait_for_selector(".said:has-text('Det var varje fredag.')")
    assert "med tolk (arabiska, på telefon)" in page.inner_text(".story")
    assert Contact.objects.get().interpreter

    # What is easily forgotten is asked, a bit now and a bit later.
    page.click("text=Frågor för de första samtalen")
    page.click("section:has(#q-children) label:has-text('ja')")
    page.fill("[name=confidence]", "4")
    assert axe(page) == []
    page.click("text=Spara det ni tog upp")
    page.wait_for_selector("section:has(#q-confidence) >> text=4 / 10")
    page.click("section:has(#q-own_abuse) label:has-text('ja')")
    page.fill("[name=own_abuse_words]", "som barn, av en granne")
    page.click("text=Spara det ni tog upp")
    page.wait_for_selector("text=som barn, av en granne")
    assert GuideAnswer.objects.count() == 3
    page.goto(where)
    side = page.inner_text(".side")
    assert "självmordstankar" in side
    assert "egen utsatthet" not in side

    # He reads what stands there and does not agree. It stands beside; what was wrong is put right and stays.
    page.click(".note-acts >> text=Rättelse eller invändning")
    page.click("text=Personen håller inte med")
    page.fill("[name=words]", "Jag sa att det kändes så.")
    page.click("text=Spara invändningen")
    page.wait_for_selector(".objection:has-text('Jag sa att det kändes så.')")
    page.click(".note-acts >> text=Rättelse eller invändning")
    page.fill("[name=words]", "Hans fru vet inget. Det kändes som varje fredag.")
    page.click("text=Spara rättelsen")
    page.wait_for_selector(".one-note .said:has-text('Det kändes som varje fredag.')")
    page.click("summary:has-text('Så stod det')")
    assert page.inner_text(".one-note s") == "Hans fru vet inget. Det var varje fredag."
    assert page.inner_text(".objection .said") == "Jag sa att det kändes så."
    assert axe(page) == []

    # A plan in his own words: on paper, and in the mailbox by one press.
    page.click(".side >> text=Skriv en tillsammans")
    page.fill("#id_goals", "Komma hem på fredagar utan att dölja något.")
    page.fill("#id_in_a_risk", "Lägger telefonen i köket. Går ut.")
    page.click("text=Spara planen")
    page.wait_for_selector("text=Senast skriven")
    assert axe(page) == []
    with_cookies = {"cookie": "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())}
    made = page.context.request.get(f"{where}plan/plan.pdf", headers=with_cookies).body()
    assert pypdf.PdfReader(io.BytesIO(made)).metadata.title == "Min plan"
    page.click("text=Lägg planen i brevlådan")
    page.wait_for_selector("text=Planen ligger i brevlådan.")
    assert "Lägger telefonen i köket." in person.returns()
    page.click("a:has-text('Skriv ut')")
    page.wait_for_selector("h1:has-text('Min plan')")
    assert case.number not in page.title()

    # Ada is away, and Eva has the case on those days; then it comes back by itself.
    today = timezone.localdate()
    page.goto(f"{live_server.url}/personal/borta/")
    page.fill("[name=until]", f"{today:%Y-%m-%d}")
    page.click("text=Låna ut ärendena")
    page.wait_for_selector("text=Du är borta till och med")
    page.goto(where)
    assert "Du kan läsa, inte skriva." in page.inner_text("main")
    hers = window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()
    unlocks(hers, live_server, eva, unit, signed_in_elsewhere(live_server))
    hers.goto(where)
    hers.fill("#n_words", "Ringde som vi sagt.")
    hers.click("#anteckna label:has-text('Bara anteckning')")
    hers.click("#anteckna >> text=Klar")
    hers.wait_for_selector(".said:has-text('Ringde som vi sagt.')")
    case.refresh_from_db()
    assert lending.lent(case, on=today)
    page.goto(f"{live_server.url}/personal/borta/")
    page.click("text=Jag är tillbaka")
    page.wait_for_selector("text=Ärendena är dina igen.")
    assert hers.goto(where).status == 404

    # What is always raised, and the ending; the ending was a slip, and then it was not.
    page.goto(where)
    page.click("#amnet label:has-text('samtalat om')")
    page.fill("#t_before", "De gör det frivilligt")
    page.fill("#t_after", "Jag vet faktiskt inte")
    page.click("#amnet >> text=Spara")
    page.wait_for_selector("text=efter: ”Jag vet faktiskt inte”")
    for _time in range(2):
        page.click(".acts >> text=Avsluta")
        page.click("label:has-text('Vi avslutade tillsammans')")
        page.click("label:has-text('Ja')")
        page.click("label:has-text('12 månader')")
        page.click("label:has-text('i brevlådan')")
        page.click("button:has-text('Avsluta ärendet')")
        page.wait_for_selector("text=Uppföljning: överenskommen.")
        if not _time:
            page.click("text=Ångra avslutet")
            page.wait_for_selector("#anteckna")
    case.refresh_from_db()
    assert (case.state, case.opened_on, case.followup_months) == ("ended", today, [12])
    told = page.inner_text(".story")
    for once in ("Ringde som vi sagt.", "Det kändes som varje fredag.", "Jag sa att det kändes så."):
        assert told.count(once) == 1
    assert (Note.objects.count(), Objection.objects.count(), Plan.objects.count(), Reply.objects.count()) == (
        3,
        1,
        1,
        1,
    )
    # Counted: a talk and a letter that he read, each answer once, two endings of which one was undone.
    counted = Counter(kind for kind, _code in facts_of(case, ada))
    assert (counted["began"], counted["came"], counted["topic"], counted["ended"]) == (1, 2, 1, 3)
    assert (counted["children"], counted["own_abuse"], counted["suicide_asked"]) == (1, 1, 0)
