"""Every role and every right, in an exact table."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from kast.staff.models import Role
from kast.staff.roles import TABLE, Right, may, needs

EXPECTED = """
            counsellor  head  operator
letters     yes         no    no
cases       yes         no    no
told        yes         yes   no
figures     yes         yes   no
release     no          yes   no
log         no          yes   no
staff       no          yes   no
admit       yes         yes   no
unit        no          yes   no
ready       no          yes   yes
notices     no          yes   no
late        no          yes   no
disclosures no          yes   no
cards       no          yes   no
"""


def test_the_table_of_rights_is_exactly_this():
    head, *rows = [line.split() for line in EXPECTED.strip().splitlines()]
    said = {(role, row[0]): row[1 + at] == "yes" for row in rows for at, role in enumerate(head)}
    held = {(role.value, right.value): right in TABLE[role] for role in Role for right in Right}
    assert held == said


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_row(role):
    assert role in TABLE


def test_whoever_opens_letters_heads_nothing_and_whoever_heads_opens_no_letter():
    assert not TABLE[Role.HEAD] & {Right.LETTERS, Right.CASES}
    assert not TABLE[Role.COUNSELLOR] & {Right.STAFF, Right.UNIT, Right.LOG}
    assert TABLE[Role.OPERATOR] == {Right.READY}


def test_a_right_is_nothing_before_one_is_let_in_and_after_one_has_left(ada, bo):
    assert may(ada, Right.LETTERS)
    ada.admitted_on = None
    assert not may(ada, Right.LETTERS)
    assert may(bo, Right.STAFF)
    bo.left_on = bo.joined_on
    assert not may(bo, Right.STAFF)


def test_forbidden_is_a_404_like_absent(olle):
    view = needs(Right.CASES)(lambda request: None)
    request = RequestFactory().get("/")
    request.user = olle
    with pytest.raises(Http404):
        view(request)
