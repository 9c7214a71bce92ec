"""The head's page: numbers, faults, notices and the log. Never a word that somebody wrote."""

import pytest
from django.utils import timezone

from kast.casework import breaking, cases, review, story

HEAD = "/personal/chef/"


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


def test_the_head_sees_faults_notices_late_letters_and_the_log(case, wrote, asked, ada, eva, bo, now, desk_of):
    alone = cases.open_from(wrote(), asked(), stand_in=None, by=ada, at=now)
    wrote("ett hemligt ord", days=40)
    story.open_case(case, by=ada, at=now)
    breaking.open_case(case, "för att hon är i kris", by=eva, at=now)
    desk = desk_of(bo)
    shown = desk.get(HEAD).content.decode()
    for words in (
        alone.number,
        "1 brev har väntat längre",
        "Eva öppnade ärendet",
        "Ada: 1 öppning",
        "Inte ens eget ärende",
    ):
        assert words in shown
    assert "hemligt" not in shown
    assert "kris" not in shown
    opening = breaking.notices_for(bo)[0]
    assert desk.post(f"/personal/nodoppningar/{opening.id}/").headers["Location"] == HEAD
    assert "Eva öppnade ärendet" not in desk.get(HEAD).content.decode()


def test_the_log_review_is_itself_written_down(bo, desk_of):
    desk = desk_of(bo)
    assert "Ingen har gått igenom loggen än." in desk.get(HEAD).content.decode()
    desk.post(HEAD)
    assert review.last_done() == timezone.localdate()
    assert "Senast genomgången" in desk.get(HEAD).content.decode()


def test_it_needs_no_keys_for_it_shows_nothing_sealed(bo, desk_of):
    assert desk_of(bo, locked=True).get(HEAD).status_code == 200


def test_it_is_nobody_elses(ada, olle, desk_of):
    for member in (ada, olle):
        assert desk_of(member).get(HEAD).status_code == 404
