"""What holds for every page of the door, and what stands on those one only reads."""

import gzip
import html
import re
from datetime import date

import brotli
import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from kast.staff import texts
from tests.fixtures_door import fields_of

READ = ["/", "/granser/", "/hjalp/", "/tillganglighet/", "/personuppgifter/"]
OPEN = [*READ, "/skriv/", "/svar/"]
EVERY = [prefix + path for prefix in ("", "/en") for path in OPEN]
UNIT = {
    "phone": "031-390 06 12",
    "phone_hours": {"sv": "vardagar 9–15", "en": "weekdays 9–15"},
    "address": "Exempelgatan 4",
    "visiting_hours": {"sv": "tisdagar 13–18", "en": "Tuesdays 13–18"},
    "municipality": "Exempelstad",
    "titles": {"sv": "två socialsekreterare", "en": "two social workers"},
    "feedback": "post@exempelstad.se",
}


@pytest.fixture(autouse=True)
def _a_unit_with_a_telephone(settings_of_unit):
    settings_of_unit(**UNIT)


@pytest.mark.parametrize("path", EVERY)
def test_no_script_no_cookie_nothing_from_elsewhere(person, path):
    answer = person.browser.get(path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in page
    assert not re.search(r"\son\w+=", page)
    assert not re.search(r"\sstyle=", page)
    assert "javascript:" not in page
    fetched = re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', page)
    assert all(address.startswith("/s/") for address in fetched)


@pytest.mark.parametrize("path", EVERY)
def test_headers(person, path):
    answer = person.browser.get(path)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    for part in ("default-src 'none'", "script-src 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", EVERY)
def test_titles_and_headings_can_be_read_across_a_kitchen_table(person, path):
    page = person.browser.get(path).content.decode()
    title = html.unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL).group(1))
    assert title.endswith(("Mottagningen", "Clinic"))
    large = " ".join(re.findall(r"<(?:h1|h2|button|summary)[^>]*>(.*?)</", page, re.DOTALL))
    large += " ".join(re.findall(r'class="lead">(.*?)</p>', page, re.DOTALL))
    for word in ("sex", "kast", "köp", "brott", "prostitu", "crime", "kris", "samtal"):
        assert word not in (title + large).lower(), word
    assert "og:" not in page
    assert 'autocomplete="off"' in page or "<form" not in page
    assert 'type="password"' not in page


@pytest.mark.parametrize(
    "path", ["/skriv/", "/svar/", "/skriv/ord/", "/skriv/papper/", "/svar/ord/", "/svar/las/", "/svar/brev/", "/"]
)
@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example", "http://testserver.elsewhere.example"])
def test_a_form_from_elsewhere_is_refused(person, path, origin):
    from django.test import Client

    stranger = Client(headers={"origin": origin} if origin else {})
    answer = stranger.post(path, {"letter": "Hej.", "words": "x"})
    assert answer.status_code == 403
    assert "Formuläret kom inte härifrån" in answer.content.decode()


def test_fields_say_nothing_to_the_browser(person):
    for path in ("/skriv/", "/svar/"):
        page = person.opens(path).content.decode()
        for field in re.findall(r'<(?:textarea|input)(?![^>]*type="(?:hidden|radio)")[^>]*>', page):
            assert 'autocomplete="off"' in field, field
            if "checkbox" not in field:
                assert 'spellcheck="false"' in field, field
    assert 'dir="auto"' in person.opens().content.decode()


def compressed(parts) -> dict[str, int]:
    return {
        "gzip": sum(len(gzip.compress(part, 6)) for part in parts),
        "brotli": sum(len(brotli.compress(part, quality=5)) for part in parts),
    }


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_first_visit_is_under_14_000_bytes(person, prefix):
    """Both pages, both style sheets, the icon: everything that a browser fetches."""
    pages = [person.browser.get(prefix + path).content for path in ("/", "/skriv/")]
    static = django_settings.PACKAGE / "config" / "static"
    files = {name for page in pages for name in re.findall(r'(?:src|<link[^>]*href)="/s/([^"]+)"', page.decode())}
    assert files == {"icon.svg", "tokens.css", "public.css"}
    size = compressed([*pages, *((static / name).read_bytes() for name in files)])
    assert size["gzip"] < 14_000, size
    assert size["brotli"] < 14_000, size


def test_the_front_page_says_what_matters_in_its_order(person):
    page = html.unescape(person.opens("/").content.decode())
    order = [
        "Du kan skriva hit utan att säga vem du är",
        "KAST är till för dig som köper eller har köpt sex.",
        "Vi är två socialsekreterare i Exempelstad. Det kostar ingenting.",
        "Vi anmäler inte att du har köpt sex av en vuxen.",
        'href="/granser/"',
        "Du behöver inte lämna namn, telefonnummer eller e-post.",
        "Vi läser vardagar och svarar inom tre arbetsdagar.",
        "Skriv till oss",
        "Läs ditt svar",
        "Ring 031-390 06 12, vardagar 9–15, eller kom till Exempelgatan 4, tisdagar 13–18.",
        "Är det bråttom? Vänta inte på oss. Ring 112 om någons liv är i fara.",
        "Vi lyssnar, frågar",
        "Vi är inte polis",
        "den du har köpt sex av",
        "Att köpa sex är ett brott i Sverige (köp av sexuell handling).",
        "Står du nära någon som köper sex?",
        "Möter du frågan i ditt arbete?",
        "Är du under 18 år?",
        "ansöka om annan hjälp",
        "Delar du telefon eller dator med någon?",
        "Historiken finns kvar.",
    ]
    found = [page.find(sentence) for sentence in order]
    assert -1 not in found, order[found.index(-1)]
    assert found == sorted(found)


def test_when_the_unit_is_closed_the_front_page_says_until_when(person, settings_of_unit):
    assert "Vi är borta" not in person.opens("/").content.decode()
    settings_of_unit(closed=[["2026-12-21", "2027-01-06"]])
    with time_machine.travel(date(2026, 12, 22)):
        page = person.opens("/").content.decode()
    assert "Vi är borta till och med onsdag 6 januari. Brev som kommer nu läser vi torsdag 7 januari." in page


def test_the_limits_each_with_paragraph_and_date(person, unit, bo):
    page = html.unescape(person.opens("/granser/").content.decode())
    assert page.count("Ingen jurist har läst den här texten än.") == 10
    assert "Socialtjänstlagen 19 kap. 1 §" in page
    at = timezone.now()
    texts.confirm(
        "limits.child", {"sv": "Om ett barn far illa …", "en": "If a child …"}, confirmed_by="Jo", by=bo, at=at
    )
    page = html.unescape(person.opens("/granser/").content.decode())
    assert page.count("Ingen jurist har läst den här texten än.") == 9
    assert "Om ett barn far illa …" in page
    assert re.search(r"Läst av jurist \d+ \w+ 20\d\d\.", page)


def test_two_sentences_of_the_limits_stand_just_above_the_button(person):
    page = person.opens().content.decode()
    limits = page.index("Vi anmäler inte att du har köpt sex av en vuxen. Om ett barn far illa")
    assert limits < page.index("Skicka brevet")
    assert "<textarea" not in page[limits:]
    assert "<input" not in page[limits:]


def test_help_now_has_every_number_with_its_hours(person):
    page = html.unescape(person.opens("/hjalp/").content.decode())
    for number in ("112", "1177", "90101", "020555666", "020667788", "020505050", "020808080", "020390000"):
        assert f'href="tel:{number}"' in page
    assert "kl. 7–21" in page
    assert "Tiderna vet vi inte." in page
    assert "Samtalet syns i telefonens samtalslista." in page


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"proxy": "unknown"}, "Räkna med att din IP-adress kan stå där."),
        ({"proxy": "none"}, "Inte heller kommunens nät framför servern skriver upp adresser."),
        ({"proxy": "logs", "proxy_days": 1}, "De tas bort efter 1 dag."),
        ({"proxy": "logs", "proxy_days": 7}, "De tas bort efter 7 dagar."),
    ],
)
def test_what_the_network_keeps_is_said_as_it_was_declared(person, settings_of_unit, kept, said):
    settings_of_unit(**kept)
    page = person.opens("/personuppgifter/").content.decode()
    assert said in page
    assert f"eller efter {django_settings.VISIT_MINUTES} minuter" in page


def test_the_accessibility_statement_says_how_to_reach_us_and_whom_to_complain_to(person):
    page = person.opens("/tillganglighet/").content.decode()
    assert "post@exempelstad.se" in page
    assert "031-390 06 12" in page
    assert "digg.se/tdosanmalan" in page


def test_leaving_is_at_once_and_drops_what_is_ours(person, no_wait, settings_of_unit):
    settings_of_unit(exit_address="https://www.smhi.se/")
    person.writes("Hej.")
    person.returns()
    answer = person.browser.get("/lamna/")
    assert answer.status_code == 303
    assert answer["location"] == "https://www.smhi.se/"
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.cookies["s"]["max-age"] == 0
    assert not answer.content
    assert person.browser.get("/svar/brev/")["location"] == "/svar/"


def test_every_page_has_the_way_out_before_its_content(person):
    for path in EVERY:
        page = person.browser.get(path).content.decode()
        assert page.index('href="/lamna/"' if not path.startswith("/en") else 'href="/en/lamna/"') < page.index("<main")


def test_no_cookie_before_somebody_returns(person, no_wait):
    for path in EVERY:
        person.browser.get(path)
    person.writes("Hej.")
    assert not person.browser.cookies
    person.returns()
    assert set(person.browser.cookies) == {"s"}


def test_the_door_says_the_same_to_staff(person, ada, desk_of):
    desk = desk_of(ada)
    outside = re.sub(r'value="[^"]+"', "", person.browser.get("/skriv/").content.decode())
    assert re.sub(r'value="[^"]+"', "", desk.get("/skriv/").content.decode()) == outside
    assert get_user_model().objects.exists()


def test_languages_stand_in_the_address(person, english_person):
    assert '<html lang="sv">' in person.opens("/").content.decode()
    page = english_person.opens("/").content.decode()
    assert '<html lang="en">' in page
    assert 'href="/"' in page
    assert "You can write to us without saying who you are" in page
    swedish = person.browser.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="sv">' in swedish


def test_english_words_for_english_pages(english_person, person):
    from kast.vault.wordlist import word_list

    english_person.writes("Hello.")
    person.writes("Hej.")
    assert set(english_person.words) <= set(word_list("en").words)
    assert set(person.words) <= set(word_list("sv").words)


def test_a_page_that_is_not_there_is_calm(person):
    answer = person.browser.get("/finns-inte/")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.content.decode()


def test_only_get_leaves(person):
    assert person.browser.post("/lamna/").status_code == 405
    assert person.browser.get("/svar/las/").status_code == 405
    assert fields_of(person.opens().content.decode())["nonce"]
