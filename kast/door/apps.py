from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "kast.door"
    label = "door"
    default_auto_field = "django.db.models.BigAutoField"
