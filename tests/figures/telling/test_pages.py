"""What everybody sees of a release, in both languages: pages, files, no script, no cookie, and light."""

import base64
import csv
import gzip
import io
import json
import re
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from kast.figures import access, own_claims
from kast.figures.release import signatures
from tests.door.test_the_language import lix
from tests.figures.release.made_up import signed, table
from tests.figures.test_own_claims import SAID
from tests.figures.test_pages import read, words

from .a_release import TABLES, content

PAGES = ("/siffror/", "/siffror/2026-1/", "/siffror/kodbok/", "/siffror/metod/")
BOTH = [*PAGES, *(f"/en{path}" for path in PAGES)]


@pytest.fixture
def release(unit, monkeypatch):
    """Say which releases there are."""

    def these(*contents):
        monkeypatch.setattr(access, "signed", lambda: [signed(one) for one in contents])

    return these


@pytest.fixture
def released(release):
    release(content())


def main(answer):
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("path", BOTH)
def test_every_page_stands_as_a_page_should_needs_nobody_and_leaves_no_cookie(released, client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    page = read(answer)
    assert not page.wrong
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert set(page.refs) <= set(page.ids)
    assert page.tables == page.captions
    assert all("scope" in header for header in page.headers)
    assert all(image.get("role") == "img" or image.get("aria-hidden") == "true" for image in page.images)


@pytest.mark.parametrize("path", BOTH)
def test_a_page_is_under_14_000_bytes_compressed_with_what_it_is_dressed_in(release, client, path):
    release(*(content(year=year, number=f"{year}-1", made_on=date(year + 1, 2, 1)) for year in (2024, 2025, 2026)))
    static = settings.BASE_DIR / "kast/config/static"
    dressed = b"".join((static / name).read_bytes() for name in ("tokens.css", "public.css"))
    assert len(gzip.compress(client.get(path).content)) + len(gzip.compress(dressed)) < 14_000


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_easy_to_read(released, client, path):
    text = re.sub(r"(?s)<(svg|table|code|blockquote).*?</\1>", " ", main(client.get(path)))
    assert lix(text) <= 30


def test_the_first_page_says_of_how_many_with_its_interval_and_at_worst_and_best(released, client):
    said = words(client.get("/siffror/"))
    assert (
        "90 personer hörde av sig för första gången. 95 personer kom på minst ett samtal under året, oavsett när de hörde av sig."
        in said
    )
    assert "69 77 av 100 67–85" in said  # 69 of 90: Clopper and Pearson give 66.6 to 84.9
    assert "Av 112 vet vi att 69 inte gick tillbaka, och att 5 gjorde det. Om 38 vet vi inget." in said
    assert "62 procent i sämsta fall och 96 procent i bästa fall" in said
    assert "Det betyder inte att det var samtalen som gjorde det" in said
    assert "Av 455 som fick höra om oss kom 22" in said
    assert "Påståendet säger inte av hur många" in said


def test_the_first_page_in_english_says_the_same(released, client):
    said = words(client.get("/en/siffror/"))
    assert (
        "90 people got in touch for the first time. 95 people came to at least one talk in the year, whenever they first got in touch."
        in said
    )
    assert "62 per cent at worst and 96 per cent at best" in said
    assert "Release 2026-1, for 2026" in said
    assert not re.search(
        r"[åäö]",
        re.sub(r"Göteborg\w*|Två trappor upp|Linköping|FoU i Väst|Clopper", "", said.split("</main>")[0])[:2500],
    )


def test_each_figure_leads_to_its_file_and_its_codes(released, client):
    page = main(client.get("/siffror/"))
    for key in ("path", "routes", "told", "outcome", "reasons"):
        assert f'href="/siffror/2026-1/{key}.csv"' in page
        assert client.get(f"/siffror/2026-1/{key}.csv").status_code == 200
        assert f'href="/siffror/kodbok/#{key}"' in page
    book = main(client.get("/siffror/kodbok/"))
    assert all(f'id="{one.key}"' in book for one in TABLES)


def test_all_releases_are_listed_with_year_checksum_file_and_what_corrects_what(release, client):
    first, second = content(), content(number="2026-2", corrects="2026-1", made_on=date(2027, 3, 1))
    before = content(number="2025-1", year=2025, made_on=date(2026, 2, 1))
    release(before, first, second)
    page = main(client.get("/siffror/"))
    said = words(client.get("/siffror/"))
    assert said.index("Utgåva 2026-2") < said.index("Utgåva 2026-1") < said.index("Utgåva 2025-1")
    assert "Rättar 2026-1." in said
    assert "Rättad av 2026-2." in said
    for one in (before, first, second):
        assert signed(one).sha256 in page
        assert f'href="/siffror/{one.number}/utgava.json"' in page
    assert "Något blev fel i den här utgåvan. Använd 2026-2 i stället." in words(client.get("/siffror/2026-1/"))
    assert "Använd" not in words(client.get("/siffror/2026-2/"))


def test_the_first_page_shows_the_latest_year_whatever_came_out_last(release, client):
    late = content(number="2025-2", year=2025, corrects="2025-1", made_on=date(2028, 1, 1))
    release(content(), late)
    assert "Siffror för 2026." in words(client.get("/siffror/"))


def test_the_page_of_a_release_holds_every_table_with_numbers_and_no_share(released, client):
    answer = client.get("/siffror/2026-1/")
    said = words(answer)
    assert read(answer).tables == len(TABLES)
    assert "%" not in said
    assert "av 100" not in said
    assert "omkring 25" in said
    assert "Talen är avrundade till närmaste fem" in said
    assert "döljer vi tal under tio" in said


def test_a_hidden_number_is_said_to_be_hidden_and_no_share_is_made_of_it(release, client):
    few = table("path", {("*", "*"): 12, ("*", "not_come"): 6})
    release(content(tables=(table("routes", {"*": 12}), few, table("outcome", {("recent", "*"): 12}))))
    said = words(client.get("/siffror/"))
    assert "12 personer hörde av sig för första gången." in said
    assert "dolt" in said
    assert "i sämsta fall" not in re.sub(r"Hur vet vi det.*", "", said)
    assert "Det går inte att visa hur det gick ett år senare." in said


def test_a_rounded_table_gives_no_share(release, client):
    rounded = table(
        "outcome",
        {("recent", "clean"): 70, ("recent", "back"): 5, ("recent", "unknown"): 40, ("recent", "*"): 115},
        rounded=5,
    )
    release(content(tables=(TABLES[1], rounded)))
    assert "procent i bästa fall" not in words(client.get("/siffror/"))


def test_a_made_up_unit_says_so_on_every_page_of_numbers(release, client):
    release(content(made_up=True))
    for path in ("/siffror/", "/siffror/2026-1/"):
        assert "Siffrorna är påhittade och visar bara hur sidan ser ut" in words(client.get(path))
    release(content())
    assert "påhittade" not in words(client.get("/siffror/2026-1/"))


def test_the_signed_file_is_the_one_that_was_signed_and_can_be_checked_as_the_methods_page_says(released, client):
    answer = client.get("/siffror/2026-1/utgava.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kast-2026-1.json"'
    assert signatures.read_file(answer.content).content == content()
    said = json.loads(answer.content)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(said["public_key"]))
    key.verify(base64.b64decode(said["signature"]), b"kast release 1\0" + said["content"].encode())


@pytest.mark.parametrize(
    ("path", "head"), [("/siffror/2026-1/routes.csv", "antal"), ("/en/siffror/2026-1/routes.csv", "number")]
)
def test_a_table_is_fetched_as_a_file_in_the_language_of_its_address(released, client, path, head):
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kast-2026-1-routes.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [line[head] for line in lines if line["route_kod" if head == "antal" else "route_code"] == "slip"] == [""]


@pytest.mark.parametrize(
    "path",
    ["/siffror/2020-1/", "/siffror/2020-1/utgava.json", "/siffror/2020-1/routes.csv", "/siffror/2026-1/nobody.csv"],
)
def test_what_is_not_there_is_absent(released, client, path):
    assert client.get(path).status_code == 404


def test_before_the_first_release_the_codebook_and_the_methods_are_there_and_the_front_page_is_as_it_was(unit, client):
    assert "Här finns inga siffror än" in words(client.get("/siffror/"))
    assert client.get("/siffror/kodbok/").status_code == 200
    assert client.get("/siffror/metod/").status_code == 200


def test_no_drawing_has_a_decimal_comma_and_each_is_told_in_words(released, client):
    html = client.get("/siffror/2026-1/").content.decode()
    assert not re.search(r'(x|y|width|height)="\d+,\d', html)
    for drawn in re.findall(r'<svg class="bars".*?</svg>', html, re.DOTALL):
        name, words_of = re.search(r'labelledby="(\S+)" aria-describedby="(\S+)"', drawn).groups()
        assert re.search(rf'<title id="{name}">[^<]+</title>', drawn)
        described = re.search(rf'<desc id="{words_of}">([^<]+)</desc>', drawn).group(1)
        shown = re.findall(r"<text[^>]*>([^<]+)</text>", drawn)
        assert all(text in described for text in shown)


def test_where_no_share_of_those_who_were_told_can_be_said_the_count_is_still_said_first(release, client):
    release(content(tables=(TABLES[0], TABLES[1])))
    said = words(client.get("/siffror/"))
    assert "455 fick höra om oss, enligt dem som berättade." in said
    assert "Ingen har räknat" not in said
    release(content(tables=(TABLES[1],)))
    assert "Hur många som fick veta att vi finns står inte i den här utgåvan." in words(client.get("/siffror/"))


def test_a_year_in_which_nobody_told_of_reasons_has_no_empty_figure_of_them(release, client):
    nobody = table(
        "reasons",
        dict.fromkeys(("law", "caught", "partner", "money", "shame", "other_person", "talks", "other", "*"), 0),
    )
    release(content(tables=(TABLES[1], nobody)))
    assert "Ingen det här året" not in words(client.get("/siffror/"))
    assert "Ingen det här året" in words(client.get("/siffror/2026-1/"))


def test_a_claim_that_all_may_see_stands_beside_a_release_too(released, client, bo):
    row = own_claims.add(SAID, by=bo, at=datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert SAID.said not in main(client.get("/siffror/"))
    own_claims.show(row, shown=True, by=bo, at=datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert SAID.said in main(client.get("/siffror/"))
