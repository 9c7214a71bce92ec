"""What waits for her keys is done when she unlocks, on whatever page she goes on."""

import pytest
from django.utils import timezone

from kast.casework import early_warnings
from kast.casework.models import Case


@pytest.fixture
def unlocks(unit, desk_of, django_capture_on_commit_callbacks):
    def to(member, onward):
        browser = desk_of(member, locked=True)
        said = {"phrase": " ".join(unit.phrases[member.username]), "next": onward}
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post("/personal/las-upp/", said)

    return to


def test_whoever_goes_on_with_a_case_has_been_looked_for_too(case, ada, unlocks):
    page = f"/personal/arenden/{case.number}/"
    assert Case.objects.get().looked_on is None
    assert unlocks(ada, page).headers["Location"] == page
    assert Case.objects.get().looked_on == timezone.localdate()


def test_nothing_waits_for_who_reads_no_letters(case, bo, unlocks):
    assert unlocks(bo, "/personal/konto/").status_code == 302
    assert Case.objects.get().looked_on is None


def test_if_it_fails_she_is_unlocked_all_the_same(case, ada, unlocks, monkeypatch):
    def fails(**_):
        raise OSError

    monkeypatch.setattr(early_warnings, "look", fails)
    assert unlocks(ada, "/personal/").status_code == 302
