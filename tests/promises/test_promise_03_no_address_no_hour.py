import logging
import re

from django.apps import apps
from django.db import models
from django.utils import timezone

from tests.attacks import stolen

ADDRESS, BROWSER = "203.0.113.77", "Mozilla-av-slaget-Havregryn"


def test_no_address_no_hour(person, caplog, no_wait):
    """The program does not keep your IP address, your browser or the time of day you were here."""
    caplog.set_level(logging.DEBUG)
    person.browser.defaults.update(
        REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=BROWSER, HTTP_X_FORWARDED_FOR=ADDRESS, HTTP_FORWARDED=f"for={ADDRESS}"
    )
    day = timezone.localdate()
    person.writes("Havre är ett ord som ska gå att hitta, om det stod någonstans.")
    person.returns()
    person.writes_more("Mer.")
    person.browser.get("/finns-inte/")
    loot = stolen.everything()
    assert day.isoformat().encode() in loot  # the day is there: what is looked for below could be
    assert stolen.found([ADDRESS, BROWSER], loot) == []
    assert not [word for word in (ADDRESS, BROWSER, "Havre") if word in caplog.text]
    # Every moment in the rooms of a visitor's rows: none but the end of the hour in which the words are shown.
    moments = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("door").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField | models.TimeField)
    }
    assert moments == {"SentForm.pepper_until"}
    person.comes_back()
    assert not apps.get_model("door", "SentForm").objects.filter(pepper_until__isnull=False).exists()
    visitors = apps.get_model("audit", "Entry").objects.filter(lane="visitors")
    assert visitors.exists()
    assert not visitors.filter(at__isnull=False).exists()
    clear = b"\n".join(line for line in loot.split(b"\n") if b"kast" not in line)
    assert re.search(rb"\d{4}-\d\d-\d\d", clear)
