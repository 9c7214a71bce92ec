"""Today, through the pages: what waits, and what one press does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import breaking, cases, codes, drafts
from kast.door.models import Letter
from kast.ledger.models import Fact

TODAY = "/personal/"


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


def page(client, address, **given) -> str:
    answer = client.get(address, given)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_an_empty_day_says_that_nothing_waits(ada, desk_of):
    assert "Inget väntar." in page(desk_of(ada), TODAY)


def test_a_letter_waits_in_whole_days_and_not_a_word_of_it_is_shown(wrote, ada, desk_of):
    wrote("ett hemligt ord", days=3)
    wrote(days=1)
    shown = page(desk_of(ada), TODAY)
    assert "3 dagar" in shown
    assert "i går" in shown
    assert "har inte visat att orden är sparade" in shown
    assert "hemligt" not in shown


def test_thoughts_of_suicide_stand_first(wrote, ada, desk_of):
    wrote(days=3)
    wrote(safe="yes")
    shown = page(desk_of(ada), TODAY)
    assert shown.index("Brev nr 2") < shown.index("Brev nr 1")
    assert "Tankar på självmord, i brev" in shown


def test_what_is_hers_waits_in_groups(case, ada, eva, now, desk_of):
    Letter.objects.update(state=Letter.State.WAITING)
    drafts.save(case.box, codes.Place.NOTE, "halvt", by=ada, at=now)
    breaking.open_case(case, "kris", by=eva, at=now)
    shown = page(desk_of(ada), TODAY)
    for words in ("Personen skrev igen", "Påbörjad anteckning", "Eva öppnade ärendet"):
        assert words in shown
    assert case.number in shown
    assert "kris" not in shown


def test_a_notice_leaves_when_it_is_seen(case, ada, eva, now, desk_of):
    opening, desk = breaking.open_case(case, "kris", by=eva, at=now), desk_of(ada)
    assert desk.post(f"/personal/nodoppningar/{opening.pk}/").status_code == 302
    assert "öppnade ärendet" not in page(desk, TODAY)


def test_a_case_opens_beside_the_list_and_that_is_written_down(case, ada, desk_of):
    desk = desk_of(ada)
    before = Entry.objects.filter(act="case:read").count()
    shown = page(desk, TODAY, arende=case.number)
    assert "Hej. Jag vet inte hur man börjar." in shown
    assert 'aria-current="true"' not in shown or case.number in shown
    assert Entry.objects.filter(act="case:read").count() == before + 1


def test_one_press_counts_a_call(ada, desk_of):
    desk = desk_of(ada)
    assert "Räkna ett samtal." in page(desk, TODAY)
    desk.post("/personal/samtal/")
    assert Fact.objects.get().kind == "call"
    assert "Samtalet är räknat." in page(desk, TODAY)


def test_the_day_takes_the_same_queries_with_one_row_and_with_many(case, wrote, asked, ada, eva, now, desk_of):
    wrote()
    desk = desk_of(ada)
    page(desk, TODAY)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page(desk, TODAY)
        return len(found)

    one = queries()
    for _ in range(4):
        wrote()
        cases.open_from(wrote(), asked(), stand_in=eva, by=ada, at=now)
    page(desk, TODAY)  # the early warning looks at each case once a day
    assert queries() == one


def test_the_head_and_the_operator_have_another_first_page(bo, olle, desk_of):
    assert desk_of(bo).get(TODAY).headers["Location"] == "/personal/chef/"
    assert desk_of(olle).get(TODAY).status_code == 302


def test_it_is_all_in_english_too(wrote, case, ada, desk_of):
    wrote(safe="yes")
    shown = page(desk_of(ada), "/en/personal/")
    assert "Today" in shown
    assert "Thoughts of suicide" in shown


def test_the_keys_have_a_page(ada, desk_of):
    assert "skicka det du skriver i" in page(desk_of(ada), "/personal/tangenter/")
