"""The list of units: what it takes, and what it says of what it does not take."""

import pytest

from kast.figures.national import roster

DIGITS = "1234 5678 9012 3456 7890 1234"


def listed(tmp_path, text):
    path = tmp_path / "units.yaml"
    path.write_text(text, "utf-8")
    return path


def one(**changed):
    told = {"name": "Två trappor upp", "fingerprint": DIGITS} | changed
    return "units:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in told.items() if value is not None) + "\n"


def test_a_list_is_read_and_stands_in_the_order_of_the_swedish_alphabet(tmp_path):
    names = ["Östra", "Älven", "Ån", "Zenit", "berget", "Adelgatan"]
    entries = "".join(f"  - name: {name}\n    fingerprint: '{place:024}'\n" for place, name in enumerate(names))
    units = roster.read(listed(tmp_path, "units:\n" + entries))
    assert [unit.name for unit in units] == ["Adelgatan", "berget", "Zenit", "Ån", "Älven", "Östra"]


@pytest.mark.parametrize("digits", [DIGITS, DIGITS.replace(" ", ""), "0000 0123 4567 0123 4567 0123"])
def test_digits_are_read_as_they_stand_with_and_without_spaces(tmp_path, digits):
    (unit,) = roster.read(listed(tmp_path, one(fingerprint=digits)))
    assert unit.fingerprint.replace(" ", "") == digits.replace(" ", "")
    assert len(unit.fingerprint.split()) == 6


@pytest.mark.parametrize(
    "address", ["https://a.example/siffror/", "http://127.0.0.1:8000/siffror", "http://[::1]:80/s"]
)
def test_an_address_is_https_or_this_very_machine(tmp_path, address):
    (unit,) = roster.read(listed(tmp_path, one(address=f'"{address}"')))
    assert unit.address == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    ["http://a.example/siffror/", "ftp://a.example/", "file:///etc/passwd", "https://", "https://u:p@a.example/",
     "https://a.example/?x=1", "https://a.example:port/", "a.example", "http://127.0.0.1.example/"],
)  # fmt: skip
def test_any_other_address_is_refused_by_name(tmp_path, address):
    with pytest.raises(roster.NotAList, match=r"Två trappor upp.*https://"):
        roster.read(listed(tmp_path, one(address=f'"{address}"')))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("units: [", "no YAML"),
        ("- a\n- b\n", "begins with `units:`"),
        ("units: []\n", "from one to 500"),
        ("units:\n  - Två trappor upp\n", "unit 1: a unit is told by"),
        (one(adress="https://a.example/"), "`adress` is not known"),
        (one(name=None), "the name is missing"),
        (one(fingerprint="1234 5678"), "24 digits"),
        (one(fingerprint=None), "24 digits"),
        (one(fingerprint="[1, 2]"), "are a line each"),
        (one() + one(fingerprint="9" * 24).removeprefix("units:\n"), "the name Två trappor upp stands there twice"),
        (one() + one(name="Backen").removeprefix("units:\n"), "the fingerprint 1234 .* stands there twice"),
        ("!!python/object/apply:os.system ['true']", "begins with `units:`"),
    ],
)
def test_a_wrong_list_gets_a_clear_sentence(tmp_path, text, said):
    with pytest.raises(roster.NotAList, match=said) as told:
        roster.read(listed(tmp_path, text))
    assert "units.yaml" in str(told.value)


def test_a_list_that_is_not_there_or_no_text_is_said(tmp_path):
    with pytest.raises(roster.NotAList, match="cannot be read"):
        roster.read(tmp_path / "units.yaml")
    (tmp_path / "units.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(roster.NotAList, match="no YAML"):
        roster.read(tmp_path / "units.yaml")
    (tmp_path / "units.yaml").write_bytes(b"#" * 200_001)
    with pytest.raises(roster.NotAList, match="no larger"):
        roster.read(tmp_path / "units.yaml")
