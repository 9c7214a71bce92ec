"""Follow-up's addresses: the person's page, and the counsellor's under /personal/."""

from django.urls import path

from .views import answering, beginning, calling

app_name = "followup"
urlpatterns = [
    path("svar/uppfoljning/", answering.answer, name="answer"),
    path("svar/borjan/", beginning.answer, name="start_answer"),
    path("personal/uppfoljning/", calling.due, name="due"),
    path("personal/uppfoljning/<uuid:followup>/", calling.one, name="one"),
    path("personal/uppfoljning/<uuid:followup>/forsok/", calling.attempt, name="attempt"),
    path("personal/uppfoljning/<uuid:followup>/svar/", calling.record, name="record"),
    path("personal/uppfoljning/<uuid:followup>/nej/", calling.decline, name="decline"),
    path("personal/arenden/<str:number>/borjan/", beginning.ask, name="start"),
    path("personal/arenden/<str:number>/borjan/brevladan/", beginning.lay, name="start_lay"),
]
