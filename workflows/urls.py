"""Addresses of the room HOW; they carry ids only."""

from django.urls import include, path

from workflows.antrag.seiten import Abgeben as FallAbgeben
from workflows.seiten.abwesenheit import Abwesenheit
from workflows.seiten.aktionen import (
    Abgeben,
    AenderungszusageBestaetigen,
    Beihilfen,
    Uebernehmen,
    Wiedervorlegen,
    ZusageBestaetigen,
    Zuweisen,
)
from workflows.seiten.aufgabe import AufgabeSeite, Restverzicht
from workflows.seiten.dokument import Dokument, DokumentPdf, Echtheit
from workflows.seiten.erinnerungen import Erinnerungen
from workflows.seiten.fall import Faelle, Fall, FallZumAktenzeichen
from workflows.seiten.kalender import Kalenderdatei, MeinKalender
from workflows.seiten.nachrichten import Nachrichten, NachrichtenGelesen
from workflows.seiten.portal import AntragStatus, Einreichen, MeineAntraege, Zurueckziehen
from workflows.seiten.postkorb import Postkorb
from workflows.seiten.sammel import Sammel
from workflows.seiten.suche import Suche
from workflows.seiten.traeger import Traegerakte
from workflows.seiten.trail import FallTrail, Protokollbefund, ProtokollSuche
from workflows.seiten.ueberblick import Ueberblick

urlpatterns = [
    path("meine-antraege/", MeineAntraege.as_view(), name="meine_antraege"),
    path("antraege/<int:pk>/status/", AntragStatus.as_view(), name="antrag_status"),
    path("antraege/<int:pk>/einreichen/", Einreichen.as_view(), name="antrag_einreichen"),
    path("antraege/<int:pk>/zurueckziehen/", Zurueckziehen.as_view(), name="antrag_zurueckziehen"),
    path("antraege/<int:pk>/nachrichten/", Nachrichten.as_view(), name="nachrichten"),
    path("antraege/<int:pk>/nachrichten/gelesen/", NachrichtenGelesen.as_view(), name="nachrichten_gelesen"),
    path("ueberblick/", Ueberblick.as_view(), name="ueberblick"),
    path("ueberblick/abwesenheit/<int:pk>/", Abwesenheit.as_view(), name="abwesenheit"),
    path("postkorb/", Postkorb.as_view(), name="postkorb"),
    path("erinnerungen/", Erinnerungen.as_view(), name="erinnerungen"),
    path("postkorb/sammel/", Sammel.as_view(), name="sammel"),
    path("aufgaben/<int:pk>/", AufgabeSeite.as_view(), name="aufgabe"),
    path("aufgaben/<int:pk>/verzicht/", Restverzicht.as_view(), name="restverzicht"),
    path("aufgaben/<int:pk>/uebernehmen/", Uebernehmen.as_view(), name="aufgabe_uebernehmen"),
    path("aufgaben/<int:pk>/abgeben/", Abgeben.as_view(), name="aufgabe_abgeben"),
    path("aufgaben/<int:pk>/zuweisen/", Zuweisen.as_view(), name="aufgabe_zuweisen"),
    path("aufgaben/<int:pk>/wiedervorlegen/", Wiedervorlegen.as_view(), name="aufgabe_wiedervorlegen"),
    path("dokumente/<int:pk>/", Dokument.as_view(), name="dokument"),
    path("dokumente/<int:pk>/pdf/", DokumentPdf.as_view(), name="dokument_pdf"),
    path("echtheit/", Echtheit.as_view(), name="echtheit"),
    path("suche/", Suche.as_view(), name="suche"),
    path("faelle/", Faelle.as_view(), name="faelle"),
    path("faelle/aktenzeichen/", FallZumAktenzeichen.as_view(), name="fall_zum_aktenzeichen"),
    path("faelle/traeger/<int:pk>/", Traegerakte.as_view(), name="traegerakte"),
    path("faelle/<int:pk>/", Fall.as_view(), name="fall"),
    path("faelle/<int:pk>/abgeben/", FallAbgeben.as_view(), name="fall_abgeben"),
    path("faelle/<int:pk>/beihilfen/", Beihilfen.as_view(), name="beihilfen"),
    path("mittelanteile/<int:pk>/bestaetigen/", ZusageBestaetigen.as_view(), name="zusage_bestaetigen"),
    path(
        "aenderungsanteile/<int:pk>/bestaetigen/",
        AenderungszusageBestaetigen.as_view(),
        name="aenderungszusage_bestaetigen",
    ),
    path("faelle/<int:pk>/protokoll/", FallTrail.as_view(), name="fall_trail"),
    path("konto/kalender/", MeinKalender.as_view(), name="kalender"),
    path("kalender/<slug:token>.ics", Kalenderdatei.as_view(), name="kalenderdatei"),
    path("protokoll/befund/", Protokollbefund.as_view(), name="protokoll_befund"),
    path("protokoll/", ProtokollSuche.as_view(), name="protokoll_suche"),
    path("", include("workflows.abruf.urls")),
    path("", include("workflows.aenderung.urls")),
    path("", include("workflows.auswertung.urls")),
    path("", include("workflows.dokumentation.urls")),
    path("", include("workflows.foerderberatung.urls")),
    path("", include("workflows.campus.urls")),
    path("", include("workflows.gremien.urls")),
    path("", include("workflows.kooperation.urls")),
    path("", include("workflows.merken.urls")),
    path("", include("workflows.offenedaten.urls")),
    path("", include("workflows.pruefakte.urls")),
    path("", include("workflows.revision.urls")),
    path("", include("workflows.rueckforderung.urls")),
    path("", include("workflows.uebernahme.urls")),
    path("", include("workflows.zahlung.urls")),
    path("", include("workflows.nachweis.urls")),
    path("", include("workflows.weiterleitung.urls")),
]
