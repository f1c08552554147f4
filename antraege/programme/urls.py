"""Addresses of this room."""

from django.urls import path

from antraege.programme.redaktion import austausch, textauswahl
from antraege.programme.redaktion import views as redaktion
from antraege.programme.views import (
    Festwerte,
    FestwerteFreigeben,
    FestwerteVorlegen,
    FestwertFreigeben,
    FestwertNeu,
    Festwertreihe,
    FestwertVerwerfen,
    Freigabe,
    Programm,
    Programme,
    RichtlinieVorlegen,
)
from antraege.programme.views_finder import (
    AndereFoerderung,
    ExternAendern,
    ExternBeenden,
    ExterneProgramme,
    ExternNeu,
    ExternPruefen,
    Foerderfinder,
    ProgrammZwecke,
    Startseite,
)

urlpatterns = [
    path("", Startseite.as_view(), name="start"),
    path("foerderfinder/", Foerderfinder.as_view(), name="foerderfinder"),
    path("andere-foerderung/<slug:kuerzel>/", AndereFoerderung.as_view(), name="andere_foerderung"),
    path("externe-programme/", ExterneProgramme.as_view(), name="externe_programme"),
    path("externe-programme/neu/", ExternNeu.as_view(), name="extern_neu"),
    path("externe-programme/<int:pk>/", ExternAendern.as_view(), name="extern_aendern"),
    path("externe-programme/<int:pk>/pruefen/", ExternPruefen.as_view(), name="extern_pruefen"),
    path("externe-programme/<int:pk>/beenden/", ExternBeenden.as_view(), name="extern_beenden"),
    path("programme/<slug:kuerzel>/zwecke/", ProgrammZwecke.as_view(), name="programm_zwecke"),
    path("programme/", Programme.as_view(), name="programme"),
    path("programme/<slug:kuerzel>/", Programm.as_view(), name="programm"),
    path("programme/<slug:kuerzel>/freigeben/", Freigabe.as_view(), name="richtlinie_freigeben"),
    path("programme/<slug:kuerzel>/vorlegen/", RichtlinieVorlegen.as_view(), name="richtlinie_vorlegen"),
    path("richtlinien/", redaktion.Redaktion.as_view(), name="redaktion"),
    path("richtlinien/neu/", redaktion.ProgrammNeu.as_view(), name="programm_neu"),
    path("richtlinien/neu/<slug:kuerzel>/", redaktion.FassungNeu.as_view(), name="fassung_neu"),
    path("richtlinien/<int:pk>/", redaktion.Fassung.as_view(), name="fassung"),
    path("richtlinien/<int:pk>/programm/", redaktion.Programmseite.as_view(), name="fassung_programm"),
    path("richtlinien/<int:pk>/unterschied/", redaktion.Unterschied.as_view(), name="fassung_unterschied"),
    path("richtlinien/einlesen/", austausch.Einlesen.as_view(), name="fassung_einlesen"),
    path("richtlinien/<int:pk>/datei/", austausch.Fassungsdatei.as_view(), name="fassung_datei"),
    path("richtlinien/<int:pk>/tat/<slug:tat>/", redaktion.Fassungstat.as_view(), name="fassung_tat"),
    path(
        "richtlinien/<int:pk>/teil/<slug:abschnitt>/",
        redaktion.Abschnittsseite.as_view(),
        name="fassung_abschnitt",
    ),
    path(
        "richtlinien/<int:pk>/teil/<slug:abschnitt>/neu/",
        redaktion.Zeilenseite.as_view(),
        name="fassung_zeile_neu",
    ),
    path(
        "richtlinien/<int:pk>/teil/<slug:abschnitt>/<int:zeile>/",
        redaktion.Zeilenseite.as_view(),
        name="fassung_zeile",
    ),
    path(
        "richtlinien/<int:pk>/teil/<slug:abschnitt>/<int:zeile>/<slug:tat>/",
        redaktion.Zeilentat.as_view(),
        name="fassung_zeile_tat",
    ),
    path("richtlinien/<int:pk>/nebenbestimmungen/", textauswahl.Textauswahl.as_view(), name="fassung_texte"),
    path("festwerte/", Festwerte.as_view(), name="festwerte"),
    path("festwerte/wert/<slug:schluessel>/", Festwertreihe.as_view(), name="festwertreihe"),
    path("festwerte/vorlegen/", FestwerteVorlegen.as_view(), name="festwerte_vorlegen"),
    path("festwerte/freigeben/", FestwerteFreigeben.as_view(), name="festwerte_freigeben"),
    path("festwerte/neu/", FestwertNeu.as_view(), name="festwert_neu"),
    path("festwerte/<int:pk>/freigeben/", FestwertFreigeben.as_view(), name="festwert_freigeben"),
    path("festwerte/<int:pk>/verwerfen/", FestwertVerwerfen.as_view(), name="festwert_verwerfen"),
]
