"""Addresses of the money side of a draft and of the pages that show it as a whole."""

from django.urls import path

from antraege.foerderung.views.nachweis import (
    Ausgaben,
    Bericht,
    Einnahmen,
    Rueckfragen,
    UeberfaelligeNachweise,
    Uebersicht,
)
from antraege.foerderung.views.nachweis_belege import (
    BelegAendern,
    BelegAnheften,
    BelegdateiLaden,
    BelegeEinlesen,
    BelegEntfernen,
    Belegliste,
    Einlesung,
    Vorlage,
)
from antraege.foerderung.views.plan import Entwurf, Kopieren, Plan, Pruefen

urlpatterns = [
    path("antraege/<int:pk>/entwurf/", Entwurf.as_view(), name="antrag_entwurf"),
    path("antraege/<int:pk>/plan/", Plan.as_view(), name="antrag_plan"),
    path("antraege/<int:pk>/pruefen/", Pruefen.as_view(), name="antrag_pruefen"),
    path("antraege/<int:pk>/kopieren/", Kopieren.as_view(), name="antrag_kopieren"),
    path("antraege/<int:pk>/nachweis/", Uebersicht.as_view(), name="nachweis"),
    path("antraege/<int:pk>/nachweis/bericht/", Bericht.as_view(), name="nachweis_bericht"),
    path("antraege/<int:pk>/nachweis/einnahmen/", Einnahmen.as_view(), name="nachweis_einnahmen"),
    path("antraege/<int:pk>/nachweis/ausgaben/", Ausgaben.as_view(), name="nachweis_ausgaben"),
    path("antraege/<int:pk>/nachweis/rueckfragen/", Rueckfragen.as_view(), name="nachweis_rueckfragen"),
    path("antraege/<int:pk>/nachweis/belege/", Belegliste.as_view(), name="nachweis_belege"),
    path("antraege/<int:pk>/nachweis/belege/einlesen/", BelegeEinlesen.as_view(), name="nachweis_einlesen"),
    path("antraege/<int:pk>/nachweis/belege/vorlage/", Vorlage.as_view(), name="nachweis_vorlage"),
    path(
        "antraege/<int:pk>/nachweis/belege/einlesen/<int:einlesung>/",
        Einlesung.as_view(),
        name="nachweis_import",
    ),
    path("antraege/<int:pk>/nachweis/belege/<int:beleg>/", BelegAendern.as_view(), name="nachweis_beleg"),
    path(
        "antraege/<int:pk>/nachweis/belege/<int:beleg>/datei/",
        BelegAnheften.as_view(),
        name="nachweis_beleg_datei",
    ),
    path(
        "antraege/<int:pk>/nachweis/belege/<int:beleg>/entfernen/",
        BelegEntfernen.as_view(),
        name="nachweis_beleg_entfernen",
    ),
    path("belegdateien/<int:pk>/", BelegdateiLaden.as_view(), name="belegdatei"),
    path("nachweise/ueberfaellig/", UeberfaelligeNachweise.as_view(), name="nachweise_ueberfaellig"),
]
