"""Addresses of the room HOW; they carry ids only."""

from django.urls import path

from workflows.views.faelle import Faelle
from workflows.views.nachrichten import Nachrichten, NachrichtenGelesen
from workflows.views.portal import AntragStatus, Einreichen, MeineAntraege, Zurueckziehen
from workflows.views.postkorb import Postkorb
from workflows.views.sammel import Sammel
from workflows.views.trail import FallTrail, ProtokollSuche

urlpatterns = [
    path("meine-antraege/", MeineAntraege.as_view(), name="meine_antraege"),
    path("antraege/<int:pk>/status/", AntragStatus.as_view(), name="antrag_status"),
    path("antraege/<int:pk>/einreichen/", Einreichen.as_view(), name="antrag_einreichen"),
    path("antraege/<int:pk>/zurueckziehen/", Zurueckziehen.as_view(), name="antrag_zurueckziehen"),
    path("antraege/<int:pk>/nachrichten/", Nachrichten.as_view(), name="nachrichten"),
    path(
        "antraege/<int:pk>/nachrichten/gelesen/", NachrichtenGelesen.as_view(), name="nachrichten_gelesen"
    ),
    path("postkorb/", Postkorb.as_view(), name="postkorb"),
    path("postkorb/sammel/", Sammel.as_view(), name="sammel"),
    path("faelle/", Faelle.as_view(), name="faelle"),
    path("faelle/<int:pk>/protokoll/", FallTrail.as_view(), name="fall_trail"),
    path("protokoll/", ProtokollSuche.as_view(), name="protokoll_suche"),
]
