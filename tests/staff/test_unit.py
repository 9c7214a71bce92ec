"""What the unit says of itself."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from kast.audit.models import Entry
from kast.staff import helplines, sayings, texts, unit
from kast.staff.models import Unit
from kast.staff.proposals import PROPOSALS

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_every_setting_has_a_meaning_and_a_default_in_both_languages():
    for key in sayings.KEYS.values():
        assert str(key.meaning)
        for language in unit.LANGUAGES:
            key.standard(language)


def test_a_unit_that_has_said_nothing_speaks_its_defaults(settings_of_unit):

    assert unit.say("name", "sv") == "Två trappor upp"
    assert unit.say("name", "en") == "Two flights up"
    assert unit.say("reading_days", "sv") == "vardagar"
    assert unit.say("answer_time", "sv") == "tre arbetsdagar"


def test_a_setting_said_in_one_language_falls_back_in_the_other(settings_of_unit):
    settings_of_unit(name={"sv": "Gården"}, phone="031-390 06 12")
    assert unit.say("name", "sv") == "Gården"
    assert unit.say("name", "en") == "Two flights up"
    assert unit.say("phone", "en") == "031-390 06 12"


def test_weekdays_are_said_as_people_say_them(settings_of_unit):
    settings_of_unit(reading_weekdays=[3, 0])
    assert unit.say("reading_days", "sv") == "måndagar och torsdagar"


def test_the_promise_follows_the_settings(settings_of_unit):
    settings_of_unit(answer_days=1, closed=[["2026-11-25", "2026-11-27"]])
    assert unit.answer_by(date(2026, 11, 24)) == date(2026, 11, 30)
    assert unit.closed_until(date(2026, 11, 26)) == date(2026, 11, 27)


def test_a_setting_that_does_not_exist_is_refused(bo):
    with pytest.raises(unit.UnknownSetting):
        unit.say("hemlighet")
    with pytest.raises(unit.UnknownSetting):
        unit.change(hemlighet="x", by=bo, at=NOW)


def test_a_change_is_written_down_without_what_it_says(bo):
    unit.change(phone="031-390 06 12", by=bo, at=NOW)
    entry = Entry.objects.get(act="unit:changed")
    assert entry.fields == "phone"
    assert "390" not in f"{entry.fields}{entry.about}"
    unit.change(phone="031-390 06 12", by=bo, at=NOW)
    assert Entry.objects.filter(act="unit:changed").count() == 1


def test_before_there_is_a_unit_it_says_so(db):
    assert not unit.exists()
    with pytest.raises(unit.NoUnit):
        unit.the_unit()


def test_in_a_request_the_row_is_read_once_and_a_change_is_seen(bo, django_assert_num_queries):
    with unit.read_once():
        with django_assert_num_queries(1):
            assert unit.say("phone") == unit.say("address") == ""
        unit.change(phone="031-390 06 12", by=bo, at=NOW)
        assert unit.say("phone") == "031-390 06 12"


def test_a_proposal_stands_until_somebody_confirms_the_text(bo):
    assert not texts.text("limits.child", "sv").settled
    assert "limits.child" in texts.unsettled()
    texts.confirm("limits.child", {"sv": "Barn.", "en": "Children."}, confirmed_by="Juristen", by=bo, at=NOW)
    shown = texts.text("limits.child", "en")
    assert (shown.text, shown.settled, shown.confirmed_by, shown.confirmed_on) == (
        "Children.",
        True,
        "Juristen",
        date(2026, 11, 24),
    )
    assert "limits.child" not in texts.unsettled()


def test_a_text_is_confirmed_in_both_languages_or_not_at_all(bo):
    with pytest.raises(texts.EmptyText):
        texts.confirm("limits.child", {"sv": "Barn.", "en": " "}, confirmed_by="Juristen", by=bo, at=NOW)


def test_every_proposal_stands_in_both_languages():
    for proposal in PROPOSALS.values():
        assert all(proposal.words[language].strip() for language in unit.LANGUAGES), proposal.key


def test_a_new_number_has_been_called_by_nobody_and_then_by_somebody(bo):
    helplines.plant()
    assert len(helplines.uncalled()) == len(helplines.SEEDS)
    line = helplines.lines("sv")[0]
    assert (line.number, line.dial, line.urgent) == ("112", "112", True)
    helplines.called(
        line.pk, number="112", what={"sv": "Fara", "en": "Danger"}, hours={"sv": "", "en": ""}, by=bo, at=NOW
    )
    assert len(helplines.uncalled()) == len(helplines.SEEDS) - 1
    assert helplines.lines("en")[0].called_by == "Bo"


def test_there_is_one_unit(settings_of_unit):
    assert Unit.objects.count() == 1
    with override("en"):
        assert unit.here() == "en"
