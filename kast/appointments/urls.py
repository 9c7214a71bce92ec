"""The addresses of times: the person's, under /svar/; a calendar's secret one; the counsellor's, under /personal/."""

from django.urls import path

from .views import feeding, laying, visiting

app_name = "appointments"
urlpatterns = [
    path("svar/tider/", visiting.times, name="times"),
    path("svar/tider/boka/", visiting.book, name="book"),
    path("svar/tider/avboka/", visiting.cancel, name="cancel"),
    path("svar/tider/tid.ics", visiting.calendar, name="calendar"),
    path("kalender/<str:token>.ics", feeding.busy, name="feed"),
    path("personal/tider/lagg/", laying.lay, name="lay"),
    path("personal/tider/serie/<uuid:series>/", laying.series, name="series"),
    path("personal/tider/kalender/", feeding.feed, name="my_feed"),
    path("personal/tider/<uuid:slot>/", laying.change, name="change"),
    path("personal/tider/<uuid:slot>/bort/", laying.take_away, name="take_away"),
]
