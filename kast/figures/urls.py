"""The addresses of figures."""

from django.urls import path

from .views import overview, way_here

app_name = "figures"
urlpatterns = [
    path("siffror/", overview.open_to_all, name="public"),
    path("personal/siffror/", overview.for_staff, name="staff"),
    path("personal/siffror/fick-veta/", overview.enter_told, name="told"),
    path("personal/siffror/vagen/", way_here.page, name="way_here"),
    path("personal/siffror/gripna/", way_here.enter_caught, name="caught"),
]
