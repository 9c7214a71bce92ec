"""What is asked of a page finds what it is there for: a drawing that nobody hears."""

import pytest

from tests.looking import DRAWN

pytestmark = pytest.mark.browser

NAMED = '<svg role="img" aria-labelledby="t"><title id="t">Hur de kom hit</title></svg>'
TABLE = "<table><tr><td>12</td></tr></table>"


def heard(browser, inside):
    page = browser.new_page()
    try:
        page.set_content(f"<section>{inside}</section>")
        return page.evaluate(DRAWN)
    finally:
        page.close()


@pytest.mark.parametrize(
    ("inside", "faults"),
    [
        (NAMED + TABLE, 0),
        ('<svg aria-hidden="true"></svg>', 0),
        (NAMED, 1),  # no numbers in words
        ("<svg></svg>" + TABLE, 1),
        ('<svg role="img" aria-labelledby="t"></svg>' + TABLE, 1),
        (NAMED.replace("Hur de kom hit", " ") + TABLE, 1),
    ],
)
def test_a_drawing_has_a_name_and_numbers_beside_it(chromium, inside, faults):
    found = chromium.lane.submit(heard, chromium._browser, inside).result(timeout=60)
    assert len(found) == faults
