import re
from datetime import UTC, datetime

import pytest
import time_machine

from .made_up import BACK, CLEAN, keep, life
from .test_pages import read, words

THEN = datetime(2026, 7, 1, 10, tzinfo=UTC)
ADDRESS = "/personal/siffror/over-tid/"


def years():
    """112 who began in May 2023: at six months eight had gone back, at a year 14, and 69 had not."""
    lives = [life(came="2023-05", answers=CLEAN)] * 40
    lives += [life(came="2023-05", answers=((12, "no", 12, None), (24, "no", 24, None)))] * 29
    lives += [life(came="2023-05", answers=((12, "yes", 12, 4),))] * 8 + [life(came="2023-05", answers=BACK)] * 6
    return lives + [life(came="2023-05")] * 24 + [life(came="2023-05", result="not_reached")] * 5


@pytest.fixture
def seen(unit, bo, desk_of):
    """The page as the head sees it."""

    def see(lives, address=ADDRESS):
        keep(lives)
        with time_machine.travel(THEN, tick=False):
            return desk_of(bo).get(address)

    return see


def row(answer, label):
    found = re.search(rf"(?s)<tr[^>]*><th scope=\"row\">{re.escape(label)}</th>(.*?)</tr>", answer.content.decode())
    cells = re.findall(r"(?s)<td>(.*?)</td>", found[1])
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells]


def test_the_page_says_first_how_it_went_after_a_year_of_how_many(seen):
    said = words(seen(years()))
    assert "Ett år efter det första samtalet: av 112 vet vi att 69 inte gick tillbaka, och att 14 gjorde det." in said
    assert "Om 29 vet vi inget." in said
    assert "Det är minst 62 av 100, om alla som vi inte vet något om gick tillbaka, och högst 88" in said
    assert said.index("Ett år efter") < said.index("Månader efter") < said.index("Hur vet vi det?")


def test_each_landmark_stands_in_a_column_with_what_is_known_and_why_the_rest_is_not(seen):
    page = seen(years())
    assert row(page, "Tiden har gått, vi skulle fråga") == ["112", "112", "112"]
    assert row(page, "Gick inte tillbaka") == ["75", "69", "29"]
    assert row(page, "Gick tillbaka") == ["8", "14", "14"]
    assert row(page, "Vi vet inte hur det gick") == ["29", "29", "69"]
    assert row(page, "Svarade inte, eller gick inte att nå") == ["0", "5", "0"]
    assert row(page, "Svarade, men inte om hela tiden") == ["0", "0", "40"]


def test_shares_stand_with_their_counts_and_what_chance_leaves_open(seen):
    page = seen(years())
    assert row(page, "Gick inte tillbaka, sämsta fall")[1] == "62 av 100 69 av 112"
    assert row(page, "Gick inte tillbaka, bästa fall")[1] == "88 av 100 98 av 112"
    assert row(page, "Bara bland dem som svarade")[1] == "83 av 100 69 av 83; 73–90"
    assert row(page, "Räknat över tid")[1] == "83 av 100 73–90"
    assert row(page, "Från sämsta till bästa fall, med slumpen inräknad")[1] == "54–93 av 100"


def test_what_would_change_the_picture_is_called_a_sensitivity_analysis(seen):
    page = seen(years())
    assert "Det här är en känslighetsanalys" in words(page)
    assert "Det är inte resultat." in words(page)
    label = "80 av 100 ska stämma: högst så många av dem vi inte vet något om får ha gått tillbaka"
    assert row(page, label) == ["14 av 29", "8 av 29", "8 av 69"]
    label = label.replace("80 av", "95 av")
    assert row(page, label)[1] == "det går inte"


def test_where_the_data_do_not_know_the_page_says_so_and_why(seen):
    # Everybody was well at six months, one in three went back some time within the year: nobody can say when.
    lives = [life(came="2023-05", answers=((12, "yes", 12, None),))] * 10
    lives += [life(came="2023-05", answers=((6, "no", 10, None),))] * 15 + [life(came="2023-05", answers=CLEAN)] * 5
    page = seen(lives)
    assert row(page, "Räknat över tid")[1] == "går inte att säga"
    assert "12 månader, räknat över tid: Talet beror på när det hände, och det vet vi inte säkert nog." in words(page)


def test_where_everybody_is_known_there_is_no_worst_and_best(seen):
    page = seen([life(came="2023-05", answers=CLEAN)] * 20 + [life(came="2023-05", answers=BACK)] * 10)
    assert "av 30 gick 20 inte tillbaka, och 10 gjorde det. Vi vet hur det gick för alla." in words(page)
    assert "Det är minst" not in words(page)
    assert "67–67" not in page.content.decode()


def test_the_drawing_can_be_read_without_being_seen(seen):
    page = seen(years())
    reading = read(page)
    image = next(image for image in reading.images if image.get("role") == "img")
    assert set(image["aria-labelledby"].split()) == {"bild-t", "bild-d"}
    html = page.content.decode()
    assert "Ett år efter det första samtalet: minst 62 och högst 88 av 100." in re.sub(r"\s+", " ", html)
    assert "62–88 av 100" in html
    assert not re.search(r'(x|y|width|height)="[\d.]*,', html)


def test_the_page_in_english_is_english(seen):
    said = words(seen(years(), f"/en{ADDRESS}"))
    assert "A year after the first talk: of 112 we know that 69 did not go back, and that 14 did." in said
    assert "Reckoned over time" in said
    assert "This is a sensitivity analysis" in said


def test_the_page_stands_as_a_page_should(seen):
    reading = read(seen(years()))
    assert not reading.wrong
    assert not reading.open
    assert len(reading.ids) == len(set(reading.ids))
    assert set(reading.refs) <= set(reading.ids)
    assert reading.tables == reading.captions == 2
    assert all("scope" in header for header in reading.headers)


def test_nothing_under_five_is_on_the_page_and_no_share_that_needs_it(seen):
    page = seen([life(came="2023-05", answers=CLEAN)] * 40 + [life(came="2023-05", answers=BACK)] * 3)
    said = words(page)
    assert row(page, "Gick tillbaka")[1] == "dolt"
    assert row(page, "Gick inte tillbaka")[1] == "dolt"
    assert "Tal under fem döljer vi" in said
    assert "93 av 100" not in said
    assert "Det går inte att visa hur det gick." in said or "Ett halvår efter" in said


def test_of_fewer_than_ten_there_are_counts_and_no_shares(seen):
    page = seen([life(came="2023-05", answers=CLEAN)] * 9)
    assert "Det är färre än tio personer, och då räknar vi inte procent." in words(page)
    assert "av 100" not in re.sub(r"Hur vet vi det.*", "", words(page))


def test_before_the_first_window_has_closed_the_page_says_when_there_will_be_something(seen):
    said = words(seen([life(came="2026-05")] * 12))
    assert "Ingen har hunnit ett halvår sedan det första samtalet." in said
    assert "12 har börjat." in said
    assert "om nio månader" in said


def test_a_unit_without_anybody_has_an_empty_page(seen):
    said = words(seen([]))
    assert "Ingen har hunnit ett halvår" in said
    assert "har börjat" not in said


def test_the_page_is_for_those_who_may_see_figures_and_absent_for_the_rest(unit, ada, olle, desk_of, client):
    assert desk_of(ada).get(ADDRESS).status_code == 200
    assert desk_of(olle, locked=True).get(ADDRESS).status_code == 404
    assert client.get(ADDRESS).status_code == 302


def test_the_page_takes_the_same_number_of_queries_for_few_and_for_many(unit, bo, desk_of, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk = desk_of(bo)
    keep([life()])
    desk.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        desk.get(ADDRESS)
    keep([life()] * 200)
    with django_assert_num_queries(len(few)):
        desk.get(ADDRESS)


def test_a_made_up_unit_says_that_its_figures_are_made_up(seen, unit):
    unit.row.demo = True
    unit.row.save()
    assert "Siffrorna är påhittade och visar bara hur sidan ser ut" in words(seen(years()))
