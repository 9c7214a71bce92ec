from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kast.desk"
    label = "desk"

    def ready(self) -> None:
        """What waits for her keys is done when she unlocks."""
        from kast.staff.unlocking import unlocked  # noqa: PLC0415 -- after the apps are loaded

        from .unlocked import on_unlocking  # noqa: PLC0415 -- the same

        unlocked.connect(on_unlocking)
