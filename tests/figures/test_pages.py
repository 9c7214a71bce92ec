import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
import time_machine

from kast.figures import freezing
from kast.figures.lives import Life
from kast.ledger.models import Fact

from .made_up import BACK, CLEAN, a_unit_of_years, keep, life

NIGHT = datetime(2026, 8, 2, 2, 0, tzinfo=UTC)
VOID = {"meta", "link", "input", "br", "rect", "path"}


class Reading(HTMLParser):
    """What a screen reader would find: ids, references, tables, images, and whether every tag is closed."""

    def __init__(self):
        super().__init__()
        self.ids, self.refs, self.open, self.wrong = [], [], [], []
        self.images, self.tables, self.captions, self.headers = [], 0, 0, []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if "id" in said:
            self.ids.append(said["id"])
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.refs += said.get(name, "").split()
        if "style" in said or tag == "script":
            self.wrong.append((tag, said))
        if tag == "svg":
            self.images.append(said)
        self.tables += tag == "table"
        self.captions += tag == "caption"
        if tag == "th":
            self.headers.append(said)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(("end", tag))


def read(answer):
    reading = Reading()
    reading.feed(answer.content.decode())
    return reading


def words(answer):
    text = re.sub(r"(?s)<(svg|head).*?</\1>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture
def frozen(unit):
    keep(a_unit_of_years())
    freezing.freeze(NIGHT)


def test_before_the_first_half_year_the_page_says_that_there_is_nothing(unit, client):
    answer = client.get("/siffror/")
    assert answer.status_code == 200
    assert "Här finns inga siffror än" in words(answer)


def test_the_public_page_needs_nobody_and_leaves_no_cookie(frozen, client):
    answer = client.get("/siffror/")
    assert answer.status_code == 200
    assert not answer.cookies


def test_the_public_page_says_of_how_many_how_it_went_at_worst_and_at_best(frozen, client):
    said = words(client.get("/siffror/"))
    assert "För 112 som hade köpt sex när de började har tiden gått" in said
    assert "Av alla 112 är andelen" in said
    assert "62 procent i sämsta fall och 96 procent i bästa fall" in said
    assert "Det betyder inte att det var samtalen som gjorde det" in said
    assert "Det vet vi inte. Ingen har räknat hur många som fick veta att vi finns" in said


def test_where_everybody_is_known_the_public_page_says_so_and_has_no_worst_and_best_case_of_nobody(unit, client):
    keep([life(came="2023-05", answers=CLEAN)] * 75 + [life(came="2023-05", answers=BACK)] * 25)
    freezing.freeze(NIGHT)
    said = words(client.get("/siffror/"))
    assert re.search(r"Av 100 gick 75 inte tillbaka, och 25 gjorde det. Vi vet hur det gick för alla.", said)
    assert "vet vi hur det gick för alla. 75 av dem säger att de inte har köpt sex igen, alltså 75 procent." in said
    assert "vet vi inget" not in said
    assert "vet vi ingenting" not in said
    assert "procent i sämsta fall" not in said
    assert "We know how it went for all of them" in words(client.get("/en/siffror/"))


def test_the_page_in_english_is_english(frozen, client):
    said = words(client.get("/en/siffror/"))
    assert "62 per cent at worst and 96 per cent at best" in said
    assert "First half of 2026" in said
    assert "do not go back to buying sexual services" in said


@pytest.mark.parametrize("address", ["/siffror/", "/en/siffror/"])
def test_every_per_cent_stands_with_its_count_and_no_number_is_a_bare_percentage(frozen, client, address):
    said = words(client.get(address))
    ours = re.sub(r"(Vad som har sagts|What has been said).*", "", said)
    assert "%" not in ours


def test_a_reader_finds_a_caption_on_each_table_and_words_beside_each_picture(frozen, client):
    for address in ("/siffror/", "/en/siffror/"):
        page = read(client.get(address))
        assert not page.wrong
        assert not page.open
        assert len(page.ids) == len(set(page.ids))
        assert set(page.refs) <= set(page.ids)
        assert page.tables == page.captions > 0
        assert all("scope" in header for header in page.headers)
        assert all(image.get("role") == "img" or image.get("aria-hidden") == "true" for image in page.images)


def test_no_drawing_has_a_decimal_comma(frozen, client):
    html = client.get("/siffror/").content.decode()
    assert not re.search(r'(x|width)="\d+,\d', html)


def test_cells_under_five_are_not_on_the_page(unit, client):
    keep([*[life(came="2023-05", answers=CLEAN)] * 40, *[life(came="2023-05", answers=BACK)] * 3])
    freezing.freeze(NIGHT)
    said = words(client.get("/siffror/"))
    assert "Tal under fem döljer vi" in said
    assert "vi att 40" not in said
    assert "i sämsta fall" not in re.sub(r"Hur vet vi det.*", "", said)


def test_the_staff_page_is_for_head_and_counsellor_and_as_absent_as_any_for_the_operator(unit, bo, ada, olle, desk_of):
    assert desk_of(bo).get("/personal/siffror/").status_code == 200
    assert desk_of(ada).get("/personal/siffror/").status_code == 200
    assert desk_of(olle, locked=True).get("/personal/siffror/").status_code == 404


def test_a_visitor_is_sent_to_sign_in(unit, client):
    assert client.get("/personal/siffror/").status_code == 302


def test_the_staff_page_takes_the_same_number_of_queries_for_few_and_for_many(
    unit, bo, desk_of, django_assert_num_queries
):
    desk = desk_of(bo)
    keep([life()])
    desk.get("/personal/siffror/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        desk.get("/personal/siffror/")
    keep([life()] * 200)
    with django_assert_num_queries(len(few)):
        desk.get("/personal/siffror/")


def test_the_staff_page_stands_as_a_page_should(unit, bo, desk_of):
    keep(a_unit_of_years())
    with time_machine.travel(datetime(2026, 7, 1, 10, tzinfo=UTC), tick=False):
        answer = desk_of(bo).get("/personal/siffror/")
    page = read(answer)
    assert not page.wrong
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert set(page.refs) <= set(page.ids)
    assert page.tables == page.captions
    assert "Av 112 vet vi att 69 inte gick tillbaka" in words(answer)


def test_the_head_enters_how_many_were_told_and_a_wrong_number_is_refused_with_its_why(unit, bo, desk_of):
    with time_machine.travel(datetime(2026, 7, 1, 10, tzinfo=UTC), tick=False):
        desk = desk_of(bo)
        wrong = desk.post("/personal/siffror/fick-veta/", {"number": "0", "source": "police", "month": "2026-05"})
        assert wrong.status_code == 422
        assert "minst ett" in words(wrong)
        assert not read(wrong).wrong
        much = {"number": "9", "source": "police", "month": "2026-05", "less": "on"}
        assert "står det inte" in words(desk.post("/personal/siffror/fick-veta/", much))
        done = desk.post("/personal/siffror/fick-veta/", {"number": "90", "source": "police", "month": "2026-05"})
        assert done.status_code == 302
    assert Fact.objects.get(kind="told").count == 90


def test_the_operator_cannot_enter_how_many_were_told(unit, olle, desk_of):
    given = {"number": "9", "source": "police", "month": "2026-05"}
    assert desk_of(olle, locked=True).post("/personal/siffror/fick-veta/", given).status_code == 404


def test_a_made_up_unit_says_on_the_page_that_its_figures_are_made_up(frozen, unit, client):
    assert "Siffrorna är påhittade" not in words(client.get("/siffror/"))
    unit.row.demo = True
    unit.row.save()
    assert "Siffrorna är påhittade och visar bara hur sidan ser ut" in words(client.get("/siffror/"))


@pytest.mark.parametrize(
    ("answered", "words_on_it"),
    [(49, "Hälften fick svar inom 6 dagar."), (50, "Nio av tio fick svar inom 6 dagar.")],
)
def test_how_long_an_answer_took_is_told_without_the_few_who_waited_longer(unit, client, answered, words_on_it):
    waited = life(came="2026-02").facts
    keep([Life((*waited, ("answer_days", "d6", "2026-02")))] * answered)
    freezing.freeze(NIGHT)
    assert words_on_it in words(client.get("/siffror/"))
