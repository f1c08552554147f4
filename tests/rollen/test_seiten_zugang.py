"""Which page answers whom, as a table: 200 opens, 302 leads elsewhere, 403 refuses, 404 does not exist."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rollen.models import Benutzer, Stellenart
from rollen.tabelle import Recht, Rolle
from rollen.views.anmeldung import erste_seite
from tests.fabriken import BenutzerFactory, StelleFactory, VertretungFactory, person_mit, rolle_geben, stadt
from tests.rollen.seiten import als, organisation, stand

pytestmark = pytest.mark.django_db

# -- nobody · OR without role · TZ TA Träger · FZ another Träger's Zeichnung · LT FL Leitung here, elsewhere
# SB Sachbearbeitung · SV Servicestelle · RP Rechnungsprüfung · AD Administration
MATRIX = """
| Seite                      | --  | OR  | TZ  | TA  | FZ  | LT  | FL  | SB  | SV  | RP  | AD  |
| anmelden                   | 200 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 |
| anmelden_code              | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 |
| passwort_vergessen         | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| passwort_gesendet          | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| traeger_registrieren       | 200 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 |
| traeger_registriert        | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| konto                      | 302 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| passwort_aendern           | 302 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| zweiter_faktor             | 302 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| zweiter_faktor_einrichten  | 302 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200 |
| ersatzcodes                | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 |
| zweiter_faktor_anmeldung   | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 |
| zweiter_faktor_entfernen   | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 | 302 |
| rolle_verlassen            | 302 | 404 | 404 | 200 | 404 | 404 | 404 | 404 | 404 | 404 | 404 |
| registrierung_aendern      | 302 | 200 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 |
| registrierung_zurueckziehen | 302 | 200 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 |
| rechte_uebersicht          | 302 | 403 | 302 | 302 | 302 | 302 | 302 | 302 | 403 | 200 | 200 |
| rechte_stelle              | 302 | 403 | 404 | 404 | 404 | 200 | 404 | 200 | 403 | 200 | 200 |
| mitgliedschaft_beantragen  | 302 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 200 |
| mitgliedschaft_beenden     | 302 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 200 |
| vertretungen               | 302 | 403 | 403 | 403 | 403 | 200 | 200 | 403 | 403 | 403 | 403 |
| vertretung_neu             | 302 | 403 | 403 | 403 | 403 | 200 | 200 | 403 | 403 | 403 | 403 |
| vertretung_beenden         | 302 | 403 | 403 | 403 | 403 | 200 | 404 | 403 | 403 | 403 | 403 |
| traeger_liste              | 302 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 200 | 403 | 403 |
| traeger_pruefen            | 302 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 200 | 403 | 403 |
| organisation               | 302 | 403 | 200 | 403 | 404 | 403 | 403 | 403 | 403 | 403 | 403 |
| organisation_einladen      | 302 | 403 | 200 | 403 | 404 | 403 | 403 | 403 | 403 | 403 | 403 |
| organisation_rolle_beenden | 302 | 403 | 200 | 403 | 404 | 403 | 403 | 403 | 403 | 403 | 403 |
"""


def _lies_matrix() -> tuple[list[str], dict[str, list[int]]]:
    kopf, *zeilen = (
        [feld.strip() for feld in zeile.strip("|").split("|")] for zeile in MATRIX.split("\n")[1:-1]
    )
    return kopf[1:], {seite: [int(code) for code in codes] for seite, *codes in zeilen}


def _baue() -> tuple[dict[str, Benutzer | None], dict[str, str]]:
    hier, anderswo = StelleFactory(), StelleFactory()
    verein, fremder = organisation().stelle, organisation(name="Anderer Verein").stelle
    personen = {
        "--": None,
        "OR": BenutzerFactory(),
        "TZ": person_mit(Rolle.TRAEGER_ZEICHNUNG, verein),
        "TA": person_mit(Rolle.TRAEGER_ANTRAG, verein),
        "FZ": person_mit(Rolle.TRAEGER_ZEICHNUNG, fremder),
        "LT": person_mit(Rolle.LEITUNG, hier),
        "FL": person_mit(Rolle.LEITUNG, anderswo),
        "SB": person_mit(Rolle.SACHBEARBEITUNG, hier),
        "SV": person_mit(Rolle.SERVICESTELLE, StelleFactory(art=Stellenart.SERVICESTELLE)),
        "RP": person_mit(Rolle.RECHNUNGSPRUEFUNG, stadt()),
        "AD": person_mit(Rolle.ADMINISTRATION, stadt()),
    }
    rolle = personen["SB"].mitgliedschaften.get()
    vertretung = VertretungFactory(vertretener=personen["SB"], vertreter=personen["LT"])
    eingeladen = rolle_geben(BenutzerFactory(), Rolle.TRAEGER_ANTRAG, verein)
    verlassbar = personen["TA"].mitgliedschaften.get().pk
    offen = {"verifiziert_am": None, "verifiziert_von": None, "vorgelegt_am": None}
    registrierung = organisation(name="Neuer Verein", registriert_von=personen["OR"], **offen).pk
    nummern = {
        "rolle_verlassen": [verlassbar],
        "registrierung_aendern": [registrierung],
        "registrierung_zurueckziehen": [registrierung],
        "rechte_stelle": [hier.pk],
        "mitgliedschaft_beantragen": [hier.pk],
        "mitgliedschaft_beenden": [rolle.pk],
        "vertretung_beenden": [vertretung.pk],
        "traeger_pruefen": [verein.traeger.pk],
        "organisation": [verein.pk],
        "organisation_einladen": [verein.pk],
        "organisation_rolle_beenden": [verein.pk, eingeladen.pk],
    }
    seiten = _lies_matrix()[1]
    return personen, {seite: reverse(seite, args=nummern.get(seite)) for seite in seiten}


def test_jede_seite_antwortet_jeder_rolle_wie_in_der_tabelle() -> None:
    namen, soll = _lies_matrix()
    personen, adressen = _baue()
    browser = {name: als(person) if person else Client() for name, person in personen.items()}
    vorher = stand()
    ist = {seite: [browser[name].get(adressen[seite]).status_code for name in namen] for seite in soll}
    assert ist == soll
    assert stand() == vorher


NUR_POST = (
    ("abmelden", ()),
    ("einladung_annehmen", (1,)),
    ("einladung_ablehnen", (1,)),
    ("registrierung_bestaetigen", (1,)),
    ("mitgliedschaft_bestaetigen", (1,)),
    ("mitgliedschaft_ablehnen", (1,)),
    ("traeger_verifizieren", (1,)),
    ("zeichnung_bestaetigen", (1,)),
    ("zeichnung_ablehnen", (1,)),
)


def test_was_etwas_aendert_geht_nur_mit_post() -> None:
    person = person_mit(Rolle.ADMINISTRATION, stadt())
    rolle_geben(person, Rolle.SERVICESTELLE, stadt())
    client = als(person)
    codes = {name: client.get(reverse(name, args=args)).status_code for name, args in NUR_POST}
    assert codes == {name: 405 for name, _ in NUR_POST}


def _ohne_nummer(antwort: HttpResponse, pk: int) -> tuple[int, str]:
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", antwort.content.decode())
    return antwort.status_code, text.replace(f"mitgliedschaften/{pk}/", "mitgliedschaften/NR/")


def test_fremdes_ist_wie_unbekanntes() -> None:
    """A role at a Stelle out of reach answers like a number that does not exist."""
    hier, dort = StelleFactory(), StelleFactory()
    verwaltung = als(person_mit(Rolle.ADMINISTRATION, hier))
    fremd = person_mit(Rolle.LEITUNG, dort).mitgliedschaften.get().pk
    am_verein = rolle_geben(
        BenutzerFactory(), Rolle.TRAEGER_ANTRAG, organisation().stelle, bestaetigt=False
    ).pk
    vorher = stand()
    for name in ("mitgliedschaft_bestaetigen", "mitgliedschaft_ablehnen", "mitgliedschaft_beenden"):
        seiten = [
            _ohne_nummer(verwaltung.post(reverse(name, args=[pk])), pk) for pk in (fremd, am_verein, 999_999)
        ]
        assert seiten == [(404, seiten[0][1])] * 3
    assert stand() == vorher


@pytest.mark.parametrize(
    ("rechte", "ziel"),
    [
        ({Recht.FALL_SEHEN, Recht.FALL_PRUEFEN, Recht.RECHTE_SEHEN}, "ueberblick"),
        ({Recht.BUCHEN}, "ueberblick"),
        ({Recht.ANTRAG_SEHEN, Recht.FALL_SEHEN}, "ueberblick"),
        ({Recht.GREMIENLAUF_PFLEGEN}, "ueberblick"),
        ({Recht.ANTRAG_SEHEN, Recht.RECHTE_SEHEN}, "meine_antraege"),
        ({Recht.STANDORT_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN}, "ueberblick"),
        ({Recht.FALL_SEHEN, Recht.PROTOKOLL_PRUEFEN, Recht.RECHTE_SEHEN}, "ueberblick"),
        ({Recht.RECHTE_SEHEN, Recht.ROLLEN_VERGEBEN}, "ueberblick"),
        ({Recht.RECHTE_SEHEN}, "rechte_uebersicht"),
        (set(), "konto"),
    ],
)
def test_die_erste_seite_folgt_aus_den_rechten(rechte: set[Recht], ziel: str) -> None:
    assert erste_seite(rechte) == ziel


def test_start_leitet_weiter_oder_begruesst() -> None:
    antwort = Client().get("/")
    assert (antwort.status_code, antwort.templates[0].name) == (200, "rollen/willkommen.html")
    for person, ziel in (
        (BenutzerFactory(), "konto"),
        (person_mit(Rolle.ADMINISTRATION, stadt()), "ueberblick"),
        (person_mit(Rolle.SACHBEARBEITUNG, stadt()), "ueberblick"),
        (person_mit(Rolle.TRAEGER_ANTRAG, organisation().stelle), "meine_antraege"),
        (person_mit(Rolle.RECHNUNGSPRUEFUNG, stadt()), "ueberblick"),
    ):
        antwort = als(person).get("/")
        assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse(ziel))
