"""A relative gets a box and a case of her own, never joined to anybody else's (OSL 26:5)."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.http import Http404

from kast.casework import access, access_to_incoming, cases, codes, forms, inbox, listing, modes, notes, search
from kast.casework.models import Case
from kast.vault.models import Box
from tests.fixtures_casework import anew, facts_of


@pytest.fixture
def hers(wrote, asked, eva, ada, now):
    """A relative's case, which Eva has; she lives with the person of `case`."""
    given = asked(alias="Pendlaren", concerns=codes.Concerns.RELATIVE)
    return cases.open_from(wrote("Min man köper sex."), given, stand_in=None, by=eva, at=now)


def test_each_has_a_box_a_number_and_a_life_of_its_own(case, hers, ada, eva):
    assert case.box != hers.box
    assert Box.objects.filter(pk__in=[case.box_id, hers.box_id]).count() == 2
    assert cases.life_of(case.box, ada) != cases.life_of(hers.box, eva)
    assert ("concerns", "relative") in facts_of(hers, eva)


def test_whoever_has_the_one_opens_finds_and_lists_nothing_of_the_other(case, hers, ada, eva, now):
    for mine, theirs, by in ((case, hers, ada), (hers, case, eva)):
        with pytest.raises(cases.CannotOpen):
            cases.key_of(hers.box, anew(ada))
        with pytest.raises(Http404):
            access.case_for(by, theirs.number, at=now)
        assert [row.number for row in listing.rows(by, at=now)] == [mine.number]
        # Both are called the same: each finds her own only.
        assert search.find("Pendlaren", by=by, at=now) == [mine]
        assert search.find(theirs.number, by=by, at=now) == []


def test_knowing_the_one_closes_nothing_of_the_other(wrote, asked, ada, eva, bo, now):
    his, relatives = wrote(), wrote("Min man …")
    inbox.pass_on(his, eva, by=ada, at=now)
    case = cases.open_from(relatives, asked(concerns=codes.Concerns.RELATIVE), stand_in=bo, by=ada, at=now)
    assert access.case_for(ada, case.number, at=now) == case
    with pytest.raises(Http404):
        access_to_incoming.letter_for(ada, his.number)


def test_no_table_has_a_place_for_another_case():
    """One case in a row, and none beside it: nothing can say that two belong together."""
    two = []
    for table in apps.get_models():
        own = [field for field in table._meta.get_fields() if field.concrete and field.is_relation]
        to_case = [field.name for field in own if field.related_model is Case]
        if len(to_case) > 1 or (table is Case and to_case):
            two.append(table.__name__)
    assert two == []
    assert Case._meta.get_field("box").one_to_one
    with pytest.raises(FieldDoesNotExist):
        Case._meta.get_field("relative_of")


def test_the_page_that_begins_a_case_says_it_and_asks_for_no_other(case, ada, desk_of, wrote, now):
    desk = desk_of(ada)
    for address in ("/personal/arenden/nytt/", f"/personal/brev/{wrote().number}/ta/"):
        shown = desk.get(address).content.decode()
        assert "En närstående får alltid ett eget ärende." in shown
        assert case.number not in shown


@pytest.mark.parametrize("mode", ["B", "C"])
def test_the_number_of_another_case_in_a_text_is_pointed_out_also_where_names_may_stand(mode, case_in, ada, now):
    case = case_in(mode)
    form = forms.Correction({"words": f"Samma familj som {case.number}."}, holds=modes.holds(case))
    assert not form.is_valid()
    assert case.number in form.pointed_out[0].asks
    assert notes.write(case, "Inget om andra.", by=ada, at=now)
