from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "kast.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"
