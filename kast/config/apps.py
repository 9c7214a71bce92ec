from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "kast.config"
    label = "config"

    def ready(self) -> None:
        """Let the system checks be known."""
        from . import checks  # noqa: F401, PLC0415 -- registering is what importing it does
