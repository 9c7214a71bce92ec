"""The addresses of figures."""

from django.urls import path

from . import views

app_name = "figures"
urlpatterns = [
    path("siffror/", views.open_to_all, name="public"),
    path("personal/siffror/", views.for_staff, name="staff"),
    path("personal/siffror/fick-veta/", views.enter_told, name="told"),
]
