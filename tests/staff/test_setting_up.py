"""A unit from nothing, and what hinders it from going live."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kast.staff import helplines, ready, setting_up, texts, unit
from kast.staff.models import Invitation, Member, Role
from kast.staff.proposals import PROPOSALS
from kast.staff.sayings import KEYS
from kast.vault import signing
from kast.vault.keyring import Keyring
from kast.vault.models import Wrap
from tests.people import PASSWORD
from tests.staff.test_joining import _private_of, join


def setup(**options) -> str:
    told = io.StringIO()
    call_command("setup", stdout=told, **options)
    return told.getvalue()


def link_in(told: str) -> str:
    (found,) = [word for word in told.split() if "/personal/inbjudan/" in word]
    return found.removeprefix("http://127.0.0.1:8000")


def test_setup_makes_a_unit_whose_first_head_lets_herself_in_by_her_link(db, browser, tmp_path):
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"name": {"sv": "Gården", "en": "The Yard"}, "phone": "031-390 06 12"}), "utf-8")
    told = setup(file=str(answers), shares=str(tmp_path / "sheets"))
    assert unit.say("name", "en") == "The Yard"
    assert len(helplines.uncalled()) == len(helplines.SEEDS)

    answer, _ = join(browser, link_in(told), username="greta", shown_name="Greta")
    assert answer.status_code == 302
    greta = Member.objects.get(username="greta")
    assert (greta.role, greta.admitted_on) == (Role.HEAD, timezone.localdate())
    signing.check(greta.holder)
    assert Keyring(greta.holder, _private_of(browser, greta)).in_circle
    assert bytes(Invitation.objects.get().founding) == b""  # the link's keys went with it


def test_the_sheets_are_written_once_for_their_owner_only_and_two_of_them_open(db, tmp_path):
    folder = tmp_path / "sheets"
    told = setup(shares=str(folder))
    files = sorted(folder.glob("*.txt"))
    assert len(files) == 3
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)
    sheets = [" ".join(w for w in file.read_text().split("\n\n", 1)[1].split() if w.isalpha()) for file in files]
    assert all(len(sheet.split()) == 33 for sheet in sheets)
    assert not any(" ".join(sheet.split()[:5]) in told for sheet in sheets)
    assert "Any two of them" in told
    assert setting_up.new_head(sheets[1:], at=timezone.now())
    for wrong in (sheets, sheets[:1], [sheets[0], sheets[0]]):
        with pytest.raises(setting_up.WrongSheets):
            setting_up.new_head(wrong, at=timezone.now())


def test_without_a_folder_the_sheets_stand_on_the_terminal(db):
    told = setup()
    assert all(f"Sheet {number} of 3" in told for number in (1, 2, 3))
    assert " 33 " in told


def test_a_second_unit_is_refused(db):
    setup()
    with pytest.raises(CommandError, match="already"):
        setup()


def test_a_server_that_had_a_unit_says_so(db, settings):
    settings.UNIT_KEY_FILE.write_text("00" * 32)
    with pytest.raises(CommandError, match="had a unit before"):
        setup()
    assert not unit.exists()


def test_a_setting_that_does_not_exist_is_refused_before_anything_is_made(db, tmp_path):
    answers = tmp_path / "answers.json"
    answers.write_text('{"lozenord": "x"}')
    with pytest.raises(CommandError, match="lozenord"):
        setup(file=str(answers))
    assert not unit.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"mailbox_months": 0}, {"backup_days": 366}, {"backup_days": 0}, {"slip_days": "30"}, {"answer_days": True}],
)
def test_a_number_beyond_its_bounds_is_refused_before_anything_is_made(db, tmp_path, wrong):
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(wrong))
    with pytest.raises(CommandError, match=f"{next(iter(wrong))} .*–"):
        setup(file=str(answers))
    assert not unit.exists()


def test_a_number_that_cannot_be_is_asked_for_again_and_nothing_typed_is_lost(db, monkeypatch):
    typed = {"phone": ["031-390 06 12"], "answer_days": ["tre", "601", "4"]}
    lines = []
    for name, key in KEYS.items():
        if key.asked:
            lines += typed.get(name, ["Ån", "The Stream"] if name == "name" else [""] * (1 + key.by_language))
    ahead = iter(lines)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(ahead))
    told = setup()
    assert told.count("A whole number from 0 to 600, please") == 2
    assert (unit.value("name"), unit.value("phone"), unit.value("answer_days")) == ("Ån", "031-390 06 12", 4)
    assert list(ahead) == []


def test_without_her_link_the_units_keys_are_in_nobodys_hand(db):
    made = setting_up.make({}, at=timezone.now())
    assert set(Wrap.objects.values_list("holder__kind", flat=True)) == {"recovery"}
    row = Invitation.objects.get()
    assert made.token.encode() not in bytes(row.token_hash) + bytes(row.founding)


def test_two_sheets_give_a_unit_a_head_again(unit, browser, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(unit.shares[:2]) + "\n"))
    told = setup(new_head=True)
    join(browser, link_in(told), username="greta", shown_name="Greta", password=PASSWORD)
    greta = Member.objects.get(username="greta")
    assert greta.admitted_on is not None
    assert Keyring(greta.holder, _private_of(browser, greta)).in_circle


def test_every_setting_is_told(db):
    told = setup(settings_list=True)
    assert all(f"{name}" in told for name in KEYS)
    assert not unit.exists()


def test_a_new_unit_is_not_ready_and_says_what_to_do(db):
    setup()
    told = io.StringIO()
    with pytest.raises(CommandError, match="Not ready"):
        call_command("ready", stdout=told)
    assert "020-555 666" in told.getvalue()
    keys = {each.key for each in ready.hindrances(timezone.localdate())}
    assert keys == {
        "phone",
        "phone_hours",
        "address",
        "visiting_hours",
        "feedback",
        "texts",
        "privacy",
        "accessibility",
        "helplines",
        "proxy",
        "neutral_host",
        "restored_on",
        "retention_decision",
        "purging",
        "counsellors",
    }
    assert all(each.what and each.do and each.address for each in ready.hindrances(timezone.localdate()))


def test_when_all_is_done_nothing_hinders(bo, settings_of_unit):
    at = timezone.now()
    helplines.plant()
    for line in helplines.lines("sv"):
        helplines.called(
            line.pk, number=line.number, what={"sv": "a", "en": "b"}, hours={"sv": "", "en": ""}, by=bo, at=at
        )
    for key in PROPOSALS:
        texts.confirm(key, {"sv": "a", "en": "b"}, confirmed_by="Juristen", by=bo, at=at)
    settings_of_unit(
        phone="031-390 06 12",
        phone_hours={"sv": "vardagar 9–15", "en": "weekdays 9–15"},
        address="Trappgatan 2",
        visiting_hours={"sv": "efter överenskommelse", "en": "by appointment"},
        feedback="hej@exempel.se",
        proxy="none",
        neutral_host=True,
        restored_on=timezone.localdate().isoformat(),
        retention_decision="SN 2026-14",
        purging="purged",
    )
    assert ready.hindrances(timezone.localdate()) == []
    told = io.StringIO()
    call_command("ready", stdout=told)
    assert "Nothing hinders" in told.getvalue()
    in_a_year = {each.key for each in ready.hindrances(timezone.localdate() + timedelta(days=400))}
    assert in_a_year == {"helplines_old", "restored_on"}


def test_mode_without_names_needs_the_decision_behind_it(settings_of_unit):
    settings_of_unit(record_mode="B")
    assert "record_decision" in {each.key for each in ready.hindrances(timezone.localdate())}
    settings_of_unit(record_decision="SN 2026-20, 2026-02-03")
    assert "record_decision" not in {each.key for each in ready.hindrances(timezone.localdate())}
