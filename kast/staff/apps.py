"""The room, and the one signal of the house: signing out locks."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class StaffConfig(AppConfig):
    name = "kast.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out  # noqa: PLC0415 -- apps must be loaded first

        user_logged_out.connect(_lock_on_sign_out, dispatch_uid="signing out locks")


def _lock_on_sign_out(request: HttpRequest, **_: Any) -> None:
    from . import unlocking  # noqa: PLC0415 -- likewise

    unlocking.drop(request)
