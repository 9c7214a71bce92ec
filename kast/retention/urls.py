"""Retention's one address."""

from django.urls import path

from . import views

app_name = "retention"
urlpatterns = [path("svar/radera/", views.delete, name="delete")]
