"""The addresses of figures."""

from django.urls import path

from .views import overview, publishing, report, telling

app_name = "figures"
urlpatterns = [
    path("siffror/", overview.open_to_all, name="public"),
    path("siffror/kodbok/", telling.codebook, name="codebook"),
    path("siffror/kodbok.csv", telling.codebook_file, name="codebook_file"),
    path("siffror/metod/", telling.methods, name="method"),
    path("siffror/<slug:number>/", telling.one, name="release"),
    path("siffror/<slug:number>/utgava.json", telling.file, name="release_file"),
    path("siffror/<slug:number>/andelar.csv", telling.shares, name="shares"),
    path("siffror/<slug:number>/<slug:key>.csv", telling.table, name="table"),
    path("personal/siffror/publicering/", publishing.listed, name="publish"),
    path("personal/siffror/publicering/<int:year>/", publishing.look, name="publish_year"),
    path("personal/siffror/publicering/<int:year>/fraga/", publishing.ask, name="publish_ask"),
    path("personal/siffror/rapport/", report.choose, name="report"),
    path("personal/siffror/rapport/fil/", report.send, name="report_file"),
    path("personal/siffror/", overview.for_staff, name="staff"),
    path("personal/siffror/fick-veta/", overview.enter_told, name="told"),
]
