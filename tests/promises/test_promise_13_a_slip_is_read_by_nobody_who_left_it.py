from datetime import timedelta

from django.utils import timezone

from kast.door.models import Slip
from kast.retention import forgetting
from kast.vault.models import Box, Way, Wrap
from tests.attacks import stolen
from tests.door.test_leaving import NUMBER, asks, opened


def test_a_slip_is_never_read_again_and_is_gone(person, ada):
    """Whoever leaves a call-back slip can never read it again, and it is gone after 30 days at the latest."""
    sent = asks(person, alias="Kim")
    slip, at = Slip.objects.get(), timezone.now()
    assert opened(slip, ada).number == NUMBER  # there is something that could be read
    assert not person.browser.cookies
    assert not Way.objects.exists()
    for path in (sent["location"], "/ring-mig/", f"/ring-mig/{slip.pk}/", "/svar/", "/svar/brev/"):
        assert NUMBER not in person.browser.get(path, follow=True).content.decode()
    assert stolen.found([NUMBER, "Kim"], stolen.everything()) == []
    forgetting.daily(at + timedelta(days=29))
    assert Slip.objects.exists()
    forgetting.daily(at + timedelta(days=30))
    assert not Slip.objects.exists()
    assert not Wrap.objects.filter(box=slip.box_id).exists()
    assert not Box.objects.filter(pk=slip.box_id).exists()
