from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kast.desk"
    label = "desk"
