from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "kast.retention"
    label = "retention"
