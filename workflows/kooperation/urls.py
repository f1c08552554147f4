"""Addresses of agreements; an agreement carries the id of its case."""

from django.urls import path

from workflows.kooperation.seiten import (
    AnlageEntfernen,
    AnlageLaden,
    Anlagen,
    FassungPdf,
    FassungSeite,
    MeineVereinbarungen,
    PapierErfassen,
    Ueberarbeiten,
    VereinbarungDatei,
    VereinbarungSeite,
    ZeichnungScan,
)
from workflows.kooperation.seiten_nachtrag import (
    Kuendigen,
    NachtragBeginnen,
    NachtragUeberarbeiten,
    NachtragZurueckziehen,
)
from workflows.kooperation.seiten_register import Jugendhilfeliste, Register

VORNE = "vereinbarungen/<int:pk>/"
urlpatterns = [
    path("register/", Register.as_view(), name="register"),
    path("register/jugendhilfe/", Jugendhilfeliste.as_view(), name="jugendhilfeliste"),
    path("meine-vereinbarungen/", MeineVereinbarungen.as_view(), name="meine_vereinbarungen"),
    path(VORNE, VereinbarungSeite.as_view(), name="vereinbarung"),
    path(f"{VORNE}fassungen/<int:nr>/", FassungSeite.as_view(), name="fassung"),
    path(f"{VORNE}fassungen/<int:nr>/pdf/", FassungPdf.as_view(), name="fassung_pdf"),
    path(f"{VORNE}dateien/<int:stueck>/", VereinbarungDatei.as_view(), name="vereinbarung_datei"),
    path(f"{VORNE}zeichnungen/<int:zeichnung>/scan/", ZeichnungScan.as_view(), name="zeichnung_scan"),
    path(f"{VORNE}anlagen/", Anlagen.as_view(), name="vereinbarung_anlagen"),
    path(f"{VORNE}anlagen/<int:anlage>/", AnlageLaden.as_view(), name="vereinbarung_anlage"),
    path(
        f"{VORNE}anlagen/<int:anlage>/entfernen/",
        AnlageEntfernen.as_view(),
        name="vereinbarung_anlage_entfernen",
    ),
    path(f"{VORNE}ueberarbeiten/", Ueberarbeiten.as_view(), name="vereinbarung_ueberarbeiten"),
    path(f"{VORNE}nachtrag/", NachtragBeginnen.as_view(), name="nachtrag_beginnen"),
    path(f"{VORNE}nachtrag/ueberarbeiten/", NachtragUeberarbeiten.as_view(), name="nachtrag_ueberarbeiten"),
    path(f"{VORNE}nachtrag/zurueckziehen/", NachtragZurueckziehen.as_view(), name="nachtrag_zurueckziehen"),
    path(f"{VORNE}parteien/<int:partei>/kuendigung/", Kuendigen.as_view(), name="vereinbarung_kuendigen"),
    path(f"{VORNE}parteien/<int:partei>/papier/", PapierErfassen.as_view(), name="papier_erfassen"),
]
