from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "kast.config"
    label = "config"
