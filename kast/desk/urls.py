"""The counsellor's pages, under /personal/."""

from django.urls import path

from kast.casework.addresses import CASE

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path(f"arenden/{CASE}/", views.case, name="case"),
    path("tider/", views.times, name="times"),
    path("chef/", views.head, name="head"),
    path(f"arenden/{CASE}/skriv-ut/", views.paper, name="paper"),
    path("nagon-fragar/", views.asks, name="asks"),
    path("tangenter/", views.keys, name="keys"),
]
