"""Addresses of the money side of a draft and of the pages that show it as a whole."""

from django.urls import path

from antraege.foerderung.views.entwurf import Entwurf, Kopieren, Pruefen
from antraege.foerderung.views.plan import Plan

urlpatterns = [
    path("antraege/<int:pk>/entwurf/", Entwurf.as_view(), name="antrag_entwurf"),
    path("antraege/<int:pk>/plan/", Plan.as_view(), name="antrag_plan"),
    path("antraege/<int:pk>/pruefen/", Pruefen.as_view(), name="antrag_pruefen"),
    path("antraege/<int:pk>/kopieren/", Kopieren.as_view(), name="antrag_kopieren"),
]
