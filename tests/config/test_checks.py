import pytest

from kast.config import checks


def said(found) -> set[str]:
    assert all(message.hint for message in found)
    return {message.id for message in found}


@pytest.mark.parametrize(
    ("origin", "wrong"),
    [
        ("https://mottagningen.example", set()),
        ("http://127.0.0.1:8000", set()),
        ("http://localhost:8000", set()),
        ("http://[::1]:8000", set()),
        ("http://abcdefghij.onion", set()),
        ("http://mottagningen.example", {"kast.E003"}),
        ("https://mottagningen.example/", {"kast.E002"}),
        ("mottagningen.example", {"kast.E001"}),
        ("https://mottagningen.example/kast", {"kast.E001"}),
    ],
)
def test_the_public_address_is_whole_and_uses_tls(settings, origin, wrong):
    settings.ORIGIN = origin
    assert said(checks.origin()) == wrong


def test_a_short_key_and_a_key_used_twice_are_found(settings):
    assert checks.secrets() == []
    settings.AUDIT_KEY = "short"
    assert said(checks.secrets()) == {"kast.E004"}
    settings.AUDIT_KEY = settings.DOOR_KEY
    assert said(checks.secrets()) == {"kast.E005"}


def test_keys_that_others_may_read_are_found(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o755)
    (tmp_path / "keys").mkdir(mode=0o700)
    key = tmp_path / "keys" / "audit"
    key.touch(0o600)
    (tmp_path / "keys" / "unit.pub").touch(0o644)
    assert checks.folders() == []
    key.chmod(0o640)
    assert said(checks.folders()) == {"kast.W006"}
    tmp_path.chmod(0o700)
    assert checks.folders() == []


def test_a_number_out_of_bounds_is_found(settings):
    assert checks.bounds() == []
    settings.IDLE_MINUTES = 0
    settings.BACKUP_DAYS = 4000
    assert [message.id for message in checks.bounds()] == ["kast.E007", "kast.E007"]


def test_a_made_up_unit_is_refused_on_a_public_address_unless_meant(settings, unit):
    settings.HOST = "0.0.0.0"
    assert checks.demo(databases=["default"]) == []
    unit.row.demo = True
    unit.row.save()
    assert said(checks.demo(databases=["default"])) == {"kast.E008"}
    settings.DEMO_ANYWHERE = True
    assert checks.demo(databases=["default"]) == []
    settings.DEMO_ANYWHERE = False
    settings.HOST = "127.0.0.1"
    assert checks.demo(databases=["default"]) == []


USUAL = {
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_messages": "warning",
    "log_min_error_statement": "error",
    "log_error_verbosity": "default",
}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, {"kast.W009"}),
        ({"log_min_error_statement": "panic"}, {"kast.W009"}),
        ({"log_min_error_statement": "panic", "log_error_verbosity": "terse"}, set()),
        ({"log_min_messages": "fatal"}, set()),
        ({"log_min_messages": "fatal", "log_statement": "mod"}, {"kast.W009"}),
        ({"log_min_messages": "fatal", "log_min_duration_statement": "250"}, {"kast.W009"}),
    ],
)
def test_a_database_whose_log_keeps_what_acts_write_is_found(changed, wrong):
    assert said(checks.logged({**USUAL, **changed})) == wrong


def test_the_databases_log_is_asked_where_there_is_one(db):
    assert checks.database_log(databases=["default"]) == []  # SQLite has none; the tests' own PostgreSQL is silent
    assert checks.database_log() == []


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({}, set()),
        ({"SMS_URL": "https://gateway.example/sms"}, set()),
        ({"SMS_URL": "http://127.0.0.1:9000/"}, set()),
        ({"SMS_URL": "http://gateway.example/sms"}, {"kast.E020"}),
        ({"EMAIL_HOST": "mail.example", "DEFAULT_FROM_EMAIL": "tid@mottagningen.example"}, set()),
        ({"EMAIL_HOST": "mail.example", "EMAIL_USE_TLS": False}, {"kast.E021", "kast.W022"}),
        ({"EMAIL_HOST": "localhost", "EMAIL_USE_TLS": False, "DEFAULT_FROM_EMAIL": "a@b.example"}, set()),
    ],
)
def test_reminders_leave_this_machine_encrypted(settings, told, wrong):
    for name, value in told.items():
        setattr(settings, name, value)
    assert said(checks.reminders()) == wrong
