"""Addresses of payments: runs, confirmations, mismatches, use in time, signed papers."""

from django.urls import path

from workflows.zahlung import seiten_bestaetigungen as zahlungen_buchen
from workflows.zahlung import seiten_laeufe as zahlungen
from workflows.zahlung import seiten_verwendung as zahlungen_verwendung

urlpatterns = [
    path("zahlungen/", zahlungen.Uebergabe.as_view(), name="zahlungen"),
    path("zahlungen/neu/", zahlungen.LaufNeu.as_view(), name="zahlungslauf_neu"),
    path("zahlungen/laeufe/", zahlungen.Laeufe.as_view(), name="zahlungslaeufe"),
    path("zahlungen/laeufe/<int:pk>/", zahlungen.Lauf.as_view(), name="zahlungslauf"),
    path(
        "zahlungen/laeufe/<int:pk>/zurueckziehen/",
        zahlungen.LaufZurueckziehen.as_view(),
        name="zahlungslauf_zurueckziehen",
    ),
    path(
        "zahlungen/positionen/<int:pk>/zuruecknehmen/",
        zahlungen.PositionZuruecknehmen.as_view(),
        name="zahlung_zuruecknehmen",
    ),
    path("zahlungen/dateien/<int:pk>/", zahlungen.DateiLaden.as_view(), name="zahlungsdatei"),
    path("zahlungen/bestaetigungen/", zahlungen_buchen.Dateien.as_view(), name="buchungsdateien"),
    path("zahlungen/bestaetigungen/<int:pk>/", zahlungen_buchen.Datei.as_view(), name="buchungsdatei"),
    path("zahlungen/klaerungen/", zahlungen_buchen.Klaerungen.as_view(), name="zahlungsklaerungen"),
    path("zahlungen/klaerungen/<int:pk>/", zahlungen_buchen.Klaerung.as_view(), name="zahlungsklaerung"),
    path("verwendung/", zahlungen_verwendung.Verwendungsliste.as_view(), name="verwendungsliste"),
    path("abrufe/<int:pk>/verwendung/", zahlungen_verwendung.Verwendung.as_view(), name="verwendung"),
    path(
        "faelle/<int:pk>/zahlungsunterlage/",
        zahlungen_verwendung.Unterlage.as_view(),
        name="zahlungsunterlage",
    ),
]
