import pytest
from django.utils import timezone

from kast.figures.months import name, number, of
from tests.figures.made_up import BACK, CLEAN, keep, life


def five_years_ago() -> str:
    return name(number(of(timezone.localdate())) - 60)


@pytest.mark.browser
def test_the_head_looks_at_how_it_went_over_time(staff_page, unit, live_server, sign_in, axe, bo):
    # Five years ago 112 began. After a year 69 say that they have not gone back; after two years 29 of them still do.
    then = five_years_ago()
    keep([life(came=then, answers=CLEAN)] * 40)
    keep([life(came=then, answers=((12, "no", 12, None), (24, "no", 24, None)))] * 29)
    keep([life(came=then, answers=((12, "yes", 12, 4),))] * 8 + [life(came=then, answers=BACK)] * 6)
    keep([life(came=then)] * 29)

    # Bo goes from the overview to the page over time, and reads the sentence.
    sign_in(staff_page, bo)
    staff_page.goto(f"{live_server.url}/personal/siffror/")
    staff_page.click("nav.pages >> text=Över tid")
    page = staff_page.inner_text("main")
    assert "av 112 vet vi att 69 inte gick tillbaka, och att 14 gjorde det. Om 29 vet vi inget." in page
    assert "minst 62 av 100" in page

    # The drawing has three bars; a screen reader gets its sentences. Then the table, then how one knows.
    drawing = staff_page.locator("figure.landmarks svg")
    assert drawing.locator("rect").count() == 9
    assert "Två år efter det första samtalet: minst 26 och högst 88 av 100." in drawing.locator("desc").text_content()
    staff_page.click("text=Hur vet vi det?")
    assert "Vi ritar ingen kurva." in staff_page.inner_text("main")
    assert axe(staff_page) == []
