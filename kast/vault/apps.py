from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "kast.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
