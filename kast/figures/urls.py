"""The addresses of figures."""

from django.urls import path

from .views import over_time, overview, planning

app_name = "figures"
urlpatterns = [
    path("siffror/", overview.open_to_all, name="public"),
    path("personal/siffror/", overview.for_staff, name="staff"),
    path("personal/siffror/over-tid/", over_time.for_staff, name="over_time"),
    path("personal/siffror/fick-veta/", overview.enter_told, name="told"),
    path("personal/siffror/planering/", planning.planning, name="planning"),
]
