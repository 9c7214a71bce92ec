import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.appointments import dialled


@pytest.mark.parametrize(
    "written",
    ["070-123 45 67", "+46 70 123 45 67", "0046701234567", "+46 (0)70-123 45 67", "070–1234567"],
)
def test_a_number_goes_out_as_the_network_takes_it(written):
    assert dialled.number(written) == "+46701234567"


@pytest.mark.parametrize(
    "written",
    ["070-123 45 67, bara dagtid, frun vet inget", "", "ring Anna", "12", "070-123 45 67 070-765 43 21 11", "+"],
)
def test_what_is_no_number_goes_nowhere(written):
    assert dialled.number(written) == ""


@given(st.text())
def test_nothing_but_a_plus_and_figures_ever_goes_out(written):
    assert set(dialled.number(written)) <= set("+0123456789")
