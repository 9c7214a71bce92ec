from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "kast.appointments"
    label = "appointments"
