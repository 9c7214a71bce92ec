"""Casework's one address that is open to the world: the door at which sister units' programs bring hand-overs."""

from django.urls import path

from .views import arrivals

app_name = "between"
urlpatterns = [path("overlamning/", arrivals.door, name="door")]
