"""Addresses of Abrufe and of the dates they book."""

from django.urls import path

from workflows.abruf.seiten import AbrufBeginnen, AbrufGruppe, AbrufPruefen, AbrufSeite, AbrufTat
from workflows.abruf.seiten_bedarf import Bedarfe, BedarfNeu, BedarfSeite, BedarfZurueckziehen
from workflows.abruf.seiten_folgen import AbrufBezuschussen, AbrufVereinbaren
from workflows.abruf.seiten_listen import AbrufeZuordnen, EingegangeneAbrufe, Luecken, MeineAbrufe
from workflows.abruf.seiten_standort import StandortAbrufe
from workflows.abruf.seiten_termin import TerminAbsagen, TerminAendern

urlpatterns = [
    path("angebote/<int:pk>/abrufen/", AbrufBeginnen.as_view(), name="abruf_beginnen"),
    path("angebote/<int:pk>/abrufen/gruppe/", AbrufGruppe.as_view(), name="abruf_gruppe"),
    path("angebote/<int:pk>/abrufen/pruefen/", AbrufPruefen.as_view(), name="abruf_pruefen"),
    path("meine-abrufe/", MeineAbrufe.as_view(), name="meine_abrufe"),
    path("eingegangene-abrufe/", EingegangeneAbrufe.as_view(), name="eingegangene_abrufe"),
    path("abrufe-zuordnen/", AbrufeZuordnen.as_view(), name="abrufe_zuordnen"),
    path("modulabrufe/<int:pk>/", AbrufSeite.as_view(), name="abruf"),
    path("modulabrufe/<int:pk>/vereinbarung/", AbrufVereinbaren.as_view(), name="abruf_vereinbaren"),
    path(
        "modulabrufe/<int:pk>/zuschuss/<int:programm>/",
        AbrufBezuschussen.as_view(),
        name="abruf_bezuschussen",
    ),
    path("modulabrufe/<int:pk>/<slug:tat>/", AbrufTat.as_view(), name="abruf_tat"),
    path("standorte/<slug:kuerzel>/abrufe/", StandortAbrufe.as_view(), name="standort_abrufe"),
    path("luecken/", Luecken.as_view(), name="luecken"),
    path("bedarfe/", Bedarfe.as_view(), name="bedarfe"),
    path("bedarfe/neu/", BedarfNeu.as_view(), name="bedarf_neu"),
    path("bedarfe/<int:pk>/", BedarfSeite.as_view(), name="bedarf"),
    path("bedarfe/<int:pk>/zurueckziehen/", BedarfZurueckziehen.as_view(), name="bedarf_zurueckziehen"),
    path("termine/<int:pk>/", TerminAendern.as_view(), name="termin_aendern"),
    path("termine/<int:pk>/absagen/", TerminAbsagen.as_view(), name="termin_absagen"),
]
