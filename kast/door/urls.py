"""The door's addresses: dull words, the same in both languages."""

from django.urls import path

from .views import leaving, pages, returning, writing

app_name = "door"

urlpatterns = [
    path("", pages.front, name="front"),
    path("granser/", pages.limits, name="limits"),
    path("hjalp/", pages.help_now, name="help"),
    path("tillganglighet/", pages.accessibility, name="accessibility"),
    path("personuppgifter/", pages.privacy, name="privacy"),
    path("lamna/", pages.leave, name="leave"),
    path("skriv/", writing.write, name="write"),
    path("skriv/ord/", writing.check, name="check"),
    path("skriv/papper/", writing.paper, name="paper"),
    path("tid.ics", writing.day, name="day"),
    path("ring-mig/", leaving.slip, name="slip"),
    path("ring-mig/tack/", leaving.slip_left, name="slip_left"),
    path("hanvisa/", leaving.referral, name="referral"),
    path("hanvisa/tack/", leaving.referral_left, name="referral_left"),
    path("svar/", returning.back, name="back"),
    path("svar/brev/", returning.thread, name="thread"),
    path("svar/ord/", returning.new_words, name="words"),
    path("svar/las/", returning.lock, name="lock"),
]
