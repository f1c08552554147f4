"""Addresses of this room."""

from django.urls import path

from rollen.views import (
    anmeldung,
    bankverbindung,
    konto,
    organisation,
    rechte,
    stammdaten,
    stammdatenliste,
    traeger,
)

urlpatterns = [
    path("", anmeldung.Start.as_view(), name="start"),
    path("anmelden/", anmeldung.Anmelden.as_view(), name="anmelden"),
    path("anmelden/code/", anmeldung.Anmeldecode.as_view(), name="anmelden_code"),
    path("abmelden/", anmeldung.Abmelden.as_view(), name="abmelden"),
    path("passwort/", anmeldung.PasswortAendern.as_view(), name="passwort_aendern"),
    path("passwort/vergessen/", anmeldung.PasswortVergessen.as_view(), name="passwort_vergessen"),
    path("passwort/gesendet/", anmeldung.PasswortGesendet.as_view(), name="passwort_gesendet"),
    path("passwort/neu/<uidb64>/<token>/", anmeldung.PasswortNeu.as_view(), name="passwort_neu"),
    path("konto/", konto.Konto.as_view(), name="konto"),
    path("konto/zweiter-faktor/", konto.ZweiterFaktor.as_view(), name="zweiter_faktor"),
    path(
        "konto/zweiter-faktor/einrichten/",
        konto.Einrichten.as_view(),
        name="zweiter_faktor_einrichten",
    ),
    path("konto/zweiter-faktor/ersatzcodes/", konto.Ersatzcodes.as_view(), name="ersatzcodes"),
    path(
        "konto/zweiter-faktor/anmeldung/",
        konto.AnmeldungUmstellen.as_view(),
        name="zweiter_faktor_anmeldung",
    ),
    path(
        "konto/zweiter-faktor/entfernen/",
        konto.Entfernen.as_view(),
        name="zweiter_faktor_entfernen",
    ),
    path(
        "konto/einladungen/<int:pk>/annehmen/",
        organisation.EinladungBeantworten.as_view(),
        name="einladung_annehmen",
    ),
    path(
        "konto/einladungen/<int:pk>/ablehnen/",
        organisation.EinladungBeantworten.as_view(annehmen=False),
        name="einladung_ablehnen",
    ),
    path("konto/rollen/<int:pk>/verlassen/", organisation.RolleVerlassen.as_view(), name="rolle_verlassen"),
    path(
        "konto/registrierungen/<int:pk>/bestaetigen/",
        traeger.RegistrierungBestaetigen.as_view(),
        name="registrierung_bestaetigen",
    ),
    path(
        "konto/registrierungen/<int:pk>/aendern/",
        traeger.RegistrierungAendern.as_view(),
        name="registrierung_aendern",
    ),
    path(
        "konto/registrierungen/<int:pk>/zurueckziehen/",
        traeger.RegistrierungZurueckziehen.as_view(),
        name="registrierung_zurueckziehen",
    ),
    path("rechte/", rechte.RechteUebersicht.as_view(), name="rechte_uebersicht"),
    path("rechte/<int:pk>/", rechte.RechteStelle.as_view(), name="rechte_stelle"),
    path(
        "rechte/<int:pk>/beantragen/",
        rechte.MitgliedschaftBeantragen.as_view(),
        name="mitgliedschaft_beantragen",
    ),
    path(
        "mitgliedschaften/<int:pk>/bestaetigen/",
        rechte.MitgliedschaftBestaetigen.as_view(),
        name="mitgliedschaft_bestaetigen",
    ),
    path(
        "mitgliedschaften/<int:pk>/ablehnen/",
        rechte.MitgliedschaftAblehnen.as_view(),
        name="mitgliedschaft_ablehnen",
    ),
    path(
        "mitgliedschaften/<int:pk>/beenden/",
        rechte.MitgliedschaftBeenden.as_view(),
        name="mitgliedschaft_beenden",
    ),
    path("vertretungen/", rechte.Vertretungen.as_view(), name="vertretungen"),
    path("vertretungen/neu/", rechte.VertretungNeu.as_view(), name="vertretung_neu"),
    path("vertretungen/<int:pk>/beenden/", rechte.VertretungBeenden.as_view(), name="vertretung_beenden"),
    path("traeger/registrieren/", traeger.TraegerRegistrieren.as_view(), name="traeger_registrieren"),
    path("traeger/registriert/", traeger.TraegerRegistriert.as_view(), name="traeger_registriert"),
    path("traeger/", traeger.TraegerListe.as_view(), name="traeger_liste"),
    path("traeger/<int:pk>/", traeger.TraegerPruefen.as_view(), name="traeger_pruefen"),
    path("traeger/<int:pk>/verbund/", traeger.TraegerVerbund.as_view(), name="traeger_verbund"),
    path(
        "traeger/<int:pk>/verifizieren/",
        traeger.TraegerVerifizieren.as_view(),
        name="traeger_verifizieren",
    ),
    path(
        "traeger/zeichnung/<int:pk>/bestaetigen/",
        traeger.ZeichnungEntscheiden.as_view(),
        name="zeichnung_bestaetigen",
    ),
    path(
        "traeger/zeichnung/<int:pk>/ablehnen/",
        traeger.ZeichnungEntscheiden.as_view(annehmen=False),
        name="zeichnung_ablehnen",
    ),
    path("organisation/<int:pk>/bankverbindung/", bankverbindung.Konto.as_view(), name="bankverbindung"),
    path("bankverbindungen/", bankverbindung.Konten.as_view(), name="bankverbindungen"),
    path("bankverbindungen/<int:pk>/", bankverbindung.KontoPruefen.as_view(), name="bankverbindung_pruefen"),
    path("organisation/<int:pk>/", organisation.Organisation.as_view(), name="organisation"),
    path(
        "organisation/<int:pk>/einladen/",
        organisation.OrganisationEinladen.as_view(),
        name="organisation_einladen",
    ),
    path(
        "organisation/<int:pk>/rolle/<int:mitgliedschaft>/beenden/",
        organisation.OrganisationRolleBeenden.as_view(),
        name="organisation_rolle_beenden",
    ),
    path("stammdaten/", stammdaten.Stammdaten.as_view(), name="stammdaten"),
    path("stammdaten/aenderungen/<int:pk>/", stammdaten.Aenderung.as_view(), name="stammdatenaenderung"),
    path(
        "stammdaten/aenderungen/<int:pk>/freigeben/",
        stammdaten.AenderungFreigeben.as_view(),
        name="stammdatenaenderung_freigeben",
    ),
    path(
        "stammdaten/aenderungen/<int:pk>/verwerfen/",
        stammdaten.AenderungVerwerfen.as_view(),
        name="stammdatenaenderung_verwerfen",
    ),
    path("stammdaten/<slug:was>/", stammdatenliste.Liste.as_view(), name="stammdatenliste"),
    path(
        "stammdaten/<slug:was>/neu/",
        stammdaten.Tun.as_view(),
        {"tun": "anlegen"},
        name="stammdatum_neu",
    ),
    path("stammdaten/<slug:was>/<int:pk>/", stammdaten.Stammdatum.as_view(), name="stammdatum"),
    path("stammdaten/<slug:was>/<int:pk>/<slug:tun>/", stammdaten.Tun.as_view(), name="stammdatum_tun"),
]
