"""Who may do what: the whole table as people read it, and where each right reaches."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from rollen import rechte, uhr
from rollen.models import Mitgliedschaft
from rollen.tabelle import RECHTE, Recht, Rolle
from tests.fabriken import (
    BenutzerFactory,
    StelleFactory,
    VertretungFactory,
    person_mit,
    rolle_geben,
    stadt,
)

pytestmark = pytest.mark.django_db

# TR-A Träger (Antrag) · TR-Z Träger (Zeichnung) · EIN Einrichtung · CM Campus-Management · SV Servicestelle
# SB Sachbearbeitung · FI Finanzen · LT Leitung · AO Anordnung · KA Kasse · GR Gremien · RP Rechnungsprüfung
# DS Datenschutz · AD technische Administration
MATRIX = """
| Recht                   | TR-A | TR-Z | EIN | CM | SV | SB | FI | LT | AO | KA | GR | RP | DS | AD |
| antrag_sehen            | x    | x    | x   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| antrag_bearbeiten       | x    | x    | x   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| antrag_einreichen       | ·    | x    | x   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| antrag_zurueckziehen    | ·    | x    | x   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| im_auftrag_bearbeiten   | ·    | ·    | ·   | x  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| mittel_abrufen          | ·    | x    | x   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| nachweis_bearbeiten     | x    | x    | x   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| nachweis_einreichen     | ·    | x    | x   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| mitglieder_einladen     | ·    | x    | ·   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| standort_sehen          | ·    | ·    | ·   | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| fall_sehen              | ·    | ·    | ·   | ·  | x  | x  | x  | x  | x  | ·  | ·  | x  | ·  | ·  |
| fall_pruefen            | ·    | ·    | ·   | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| mitzeichnen             | ·    | ·    | ·   | ·  | x  | x  | x  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| bewilligen              | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| sachlich_feststellen    | ·    | ·    | ·   | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| rechnerisch_feststellen | ·    | ·    | ·   | ·  | ·  | x  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| anordnen                | ·    | ·    | ·   | ·  | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  |
| buchen                  | ·    | ·    | ·   | ·  | ·  | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  |
| nachweis_pruefen        | ·    | ·    | ·   | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| nachweis_zeichnen       | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| aufgaben_zuweisen       | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| vertretung_pflegen      | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| traeger_verifizieren    | ·    | ·    | ·   | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| richtlinie_bearbeiten   | ·    | ·    | ·   | ·  | x  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| richtlinie_freigeben    | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| haushalt_sehen          | ·    | ·    | ·   | ·  | ·  | x  | x  | x  | x  | ·  | ·  | x  | ·  | ·  |
| haushalt_bewirtschaften | ·    | ·    | ·   | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| haushalt_freigeben      | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| bankverbindung_aendern  | ·    | x    | ·   | ·  | ·  | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  |
| bankverbindung_bestaetigen | ·    | ·    | ·   | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| rechte_sehen            | x    | x    | x   | ·  | ·  | x  | x  | x  | x  | ·  | ·  | x  | x  | x  |
| rollen_vergeben         | ·    | ·    | ·   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | x  |
| stammdaten_pflegen      | ·    | ·    | ·   | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | x  |
| protokoll_sehen         | ·    | ·    | ·   | ·  | x  | x  | x  | x  | x  | ·  | ·  | x  | ·  | ·  |
| protokoll_pruefen       | ·    | ·    | ·   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | x  | ·  | ·  |
| vereinbarung_entwerfen  | ·    | ·    | ·   | ·  | x  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| vereinbarung_abstimmen  | x    | x    | x   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| vereinbarung_freigeben  | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| vereinbarung_zeichnen   | ·    | x    | x   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| angebot_pflegen         | x    | x    | x   | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| angebot_veroeffentlichen | ·    | ·    | ·   | ·  | x  | x  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| abruf_stellen           | ·    | ·    | x   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| abruf_zuordnen          | ·    | ·    | ·   | ·  | x  | x  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| gremienvorlage_schreiben | ·    | ·    | ·   | ·  | x  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| gremienvorlage_einbringen | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| gremienlauf_pflegen     | ·    | ·    | ·   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  |
| foerderungen_pflegen    | ·    | ·    | ·   | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| beraten                 | ·    | ·    | ·   | x  | x  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| campus_pflegen          | ·    | ·    | ·   | x  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| standortabrufe_sehen    | ·    | ·    | ·   | x  | x  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  |
| akte_ausgeben           | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | x  | ·  | ·  |
| revision                | ·    | ·    | ·   | ·  | ·  | ·  | ·  | ·  | ·  | ·  | ·  | x  | ·  | ·  |
| feststellung_beantworten | ·    | ·    | ·   | ·  | ·  | ·  | ·  | x  | ·  | ·  | ·  | ·  | ·  | ·  |
| auswertungen_sehen      | ·    | ·    | ·   | ·  | ·  | ·  | x  | x  | ·  | ·  | ·  | x  | ·  | ·  |
"""
KUERZEL = {
    "TR-A": Rolle.TRAEGER_ANTRAG,
    "TR-Z": Rolle.TRAEGER_ZEICHNUNG,
    "EIN": Rolle.EINRICHTUNG,
    "CM": Rolle.CAMPUS_MANAGEMENT,
    "SV": Rolle.SERVICESTELLE,
    "SB": Rolle.SACHBEARBEITUNG,
    "FI": Rolle.FINANZEN,
    "LT": Rolle.LEITUNG,
    "AO": Rolle.ANORDNUNG,
    "KA": Rolle.KASSE,
    "GR": Rolle.GREMIEN,
    "RP": Rolle.RECHNUNGSPRUEFUNG,
    "DS": Rolle.DATENSCHUTZ,
    "AD": Rolle.ADMINISTRATION,
}


def _lies_matrix() -> tuple[list[str], dict[str, set[str]]]:
    """The short names of the columns, and per right those that carry a cross."""
    kopf, *zeilen = (
        [feld.strip() for feld in zeile.strip("|").split("|")] for zeile in MATRIX.split("\n")[1:-1]
    )
    erlaubt = {
        recht: {kuerzel for kuerzel, feld in zip(kopf[1:], felder, strict=True) if feld == "x"}
        for recht, *felder in zeilen
    }
    return kopf[1:], erlaubt


SPALTEN, ERLAUBT = _lies_matrix()


def test_die_matrix_nennt_jede_rolle_und_jedes_recht() -> None:
    assert [KUERZEL[spalte] for spalte in SPALTEN] == list(Rolle)
    assert list(ERLAUBT) == [recht.value for recht in Recht]


@pytest.mark.parametrize("kuerzel", SPALTEN)
def test_matrix(kuerzel: str) -> None:
    stelle = StelleFactory()
    person = person_mit(KUERZEL[kuerzel], stelle)
    erwartet = {recht for recht in ERLAUBT if kuerzel in ERLAUBT[recht]}
    assert {recht.value for recht in Recht if rechte.darf(person, recht, stelle)} == erwartet
    assert {recht.value for recht in Recht if person.has_perm(f"rollen.{recht}", stelle)} == erwartet


@pytest.mark.parametrize("kuerzel", SPALTEN)
def test_matrix_gilt_an_keiner_fremden_stelle(kuerzel: str) -> None:
    stelle, fremd = StelleFactory(), StelleFactory()
    person = person_mit(KUERZEL[kuerzel], stelle)
    assert [recht for recht in Recht if rechte.darf(person, recht, fremd)] == []
    assert [recht for recht in Recht if rechte.darf(person, recht, stadt())] == []


def test_ein_recht_gilt_an_der_stelle_und_allem_darunter() -> None:
    oben = StelleFactory()
    mitte = StelleFactory(eltern=oben)
    unten = StelleFactory(eltern=mitte)
    person = person_mit(Rolle.LEITUNG, mitte)
    gilt = [rechte.darf(person, Recht.BEWILLIGEN, stelle) for stelle in (oben, mitte, unten)]
    assert gilt == [False, True, True]
    assert list(rechte.stellen_mit(person, Recht.BEWILLIGEN).order_by("pk")) == [mitte, unten]
    assert list(rechte.stellen_mit(person, Recht.BUCHEN)) == []
    zwei = rechte.stellen_mit(person, Recht.BUCHEN, Recht.NACHWEIS_ZEICHNEN)
    assert list(zwei.order_by("pk")) == [mitte, unten]


def test_wer_weiter_oben_sitzt_stimmt_fuer_die_stellen_darunter_nicht_mit() -> None:
    oben = StelleFactory()
    unten = StelleFactory(eltern=oben)
    for rolle in [rolle for rolle in Rolle if Recht.MITZEICHNEN in RECHTE[rolle]]:
        person = person_mit(rolle, oben)
        assert [rechte.darf(person, Recht.MITZEICHNEN, stelle) for stelle in (oben, unten)] == [True, False]
        assert list(rechte.stellen_mit(person, Recht.MITZEICHNEN)) == [oben]
        assert list(rechte.stellen_mit(person, Recht.MITZEICHNEN, Recht.FALL_SEHEN).order_by("pk")) == [
            oben,
            unten,
        ]
        assert rechte.personen_mit(Recht.MITZEICHNEN, unten) == []
        assert person in rechte.personen_mit(Recht.FALL_SEHEN, unten)


def test_aehnliche_pfade_sind_keine_vorfahren() -> None:
    erste, andere = StelleFactory(pk=900), StelleFactory(pk=9001)
    assert andere.pfad.startswith(erste.pfad.removesuffix("."))
    person = person_mit(Rolle.LEITUNG, erste)
    assert list(rechte.stellen_mit(person, Recht.BEWILLIGEN)) == [erste]


def test_die_rechnungspruefung_sieht_von_der_wurzel_aus_alles() -> None:
    unten = StelleFactory(eltern=StelleFactory())
    pruefer, leitung = person_mit(Rolle.RECHNUNGSPRUEFUNG, stadt()), person_mit(Rolle.LEITUNG, unten)
    assert rechte.ueberall(pruefer, Recht.FALL_SEHEN) is True
    assert rechte.ueberall(pruefer, Recht.BEWILLIGEN) is False
    assert rechte.ueberall(leitung, Recht.FALL_SEHEN) is False
    assert rechte.darf(pruefer, Recht.PROTOKOLL_PRUEFEN, unten) is True


@pytest.mark.parametrize(
    ("von", "bis", "gilt"),
    [
        (date(2023, 5, 10), None, True),
        (date(2023, 5, 11), None, False),
        (date(2023, 1, 1), date(2023, 5, 10), True),
        (date(2023, 1, 1), date(2023, 5, 9), False),
    ],
)
def test_eine_rolle_gilt_von_bis(von: date, bis: date | None, gilt: bool) -> None:  # noqa: FBT001
    stelle, person = StelleFactory(), BenutzerFactory()
    rolle_geben(person, Rolle.SACHBEARBEITUNG, stelle, von=von, bis=bis)
    with uhr.gestellt(datetime(2023, 5, 10, 12, tzinfo=UTC)):
        assert rechte.darf(person, Recht.FALL_PRUEFEN, stelle) is gilt


def test_um_mitternacht_in_dortmund_endet_die_rolle_ohne_dass_etwas_laeuft() -> None:
    stelle, person = StelleFactory(), BenutzerFactory()
    rolle_geben(person, Rolle.SACHBEARBEITUNG, stelle, bis=date(2023, 5, 10))
    with uhr.gestellt(datetime(2023, 5, 10, 21, 59, 59, tzinfo=UTC)):
        assert rechte.darf(person, Recht.FALL_PRUEFEN, stelle) is True
    with uhr.gestellt(datetime(2023, 5, 10, 22, 0, 0, tzinfo=UTC)):
        assert rechte.darf(person, Recht.FALL_PRUEFEN, stelle) is False


def test_unbestaetigt_gilt_nichts() -> None:
    stelle, person = StelleFactory(), BenutzerFactory()
    rolle_geben(person, Rolle.LEITUNG, stelle, bestaetigt=False)
    assert rechte.berechtigungen(person) == ()
    assert person.has_perm("rollen.bewilligen", stelle) is False


def test_wer_nicht_angemeldet_oder_nicht_aktiv_ist_darf_nichts() -> None:
    stelle = StelleFactory()
    person = person_mit(Rolle.LEITUNG, stelle, is_active=False)
    assert rechte.berechtigungen(person) == ()
    assert rechte.berechtigungen(AnonymousUser()) == ()
    assert rechte.vertretene(AnonymousUser()) == []


def test_die_ebene_reist_mit_und_die_hoehere_zaehlt() -> None:
    stelle = StelleFactory()
    person = person_mit(Rolle.LEITUNG, stelle, "gruppenleitung")
    rolle_geben(person, Rolle.LEITUNG, stelle.eltern, ebene="fachbereichsleitung")
    ebenen = [b.ebene for b in rechte.berechtigungen_fuer(person, Recht.BEWILLIGEN, stelle)]
    assert ebenen == ["fachbereichsleitung", "gruppenleitung"]


def test_vertretung_erbt_rechte_mit_zeitraum_und_sagt_es() -> None:
    stelle = StelleFactory()
    chefin, vertreter = (
        person_mit(Rolle.LEITUNG, stelle, "dezernat"),
        person_mit(Rolle.KASSE, StelleFactory()),
    )
    VertretungFactory(vertretener=chefin, vertreter=vertreter, von=date(2023, 5, 1), bis=date(2023, 5, 10))
    erlebt = {}
    for tag in (date(2023, 4, 30), date(2023, 5, 1), date(2023, 5, 10), date(2023, 5, 11)):
        with uhr.gestellt(datetime.combine(tag, datetime.min.time()) + timedelta(hours=12)):
            berechtigung = rechte.berechtigung_fuer(vertreter, Recht.BEWILLIGEN, stelle)
            erlebt[tag.isoformat()] = berechtigung and (berechtigung.vertretung_fuer, berechtigung.ebene)
            assert rechte.vertretene(vertreter) == ([chefin] if berechtigung else [])
    assert erlebt == {
        "2023-04-30": None,
        "2023-05-01": (chefin, "dezernat"),
        "2023-05-10": (chefin, "dezernat"),
        "2023-05-11": None,
    }


def test_eigenes_recht_geht_vor_vertretung() -> None:
    stelle = StelleFactory()
    chefin, vertreter = person_mit(Rolle.LEITUNG, stelle, "dezernat"), person_mit(Rolle.LEITUNG, stelle)
    VertretungFactory(vertretener=chefin, vertreter=vertreter)
    gefunden = rechte.berechtigungen_fuer(vertreter, Recht.BEWILLIGEN, stelle)
    assert [(b.vertretung_fuer, b.ebene) for b in gefunden] == [(None, ""), (chefin, "dezernat")]


def test_vertretung_vererbt_sich_nicht_weiter() -> None:
    stelle = StelleFactory()
    chefin, erster, zweiter = person_mit(Rolle.LEITUNG, stelle), BenutzerFactory(), BenutzerFactory()
    VertretungFactory(vertretener=chefin, vertreter=erster)
    VertretungFactory(vertretener=erster, vertreter=zweiter)
    assert rechte.darf(erster, Recht.BEWILLIGEN, stelle) is True
    assert rechte.berechtigungen(zweiter) == ()


def test_verlange_nennt_den_grund_und_wer_helfen_kann() -> None:
    stelle = StelleFactory(name="Schulverwaltungsamt")
    with pytest.raises(rechte.Verweigert) as gefangen:
        rechte.verlange(person_mit(Rolle.KASSE, stelle), Recht.BEWILLIGEN, stelle)
    assert gefangen.value.gruende == (
        "Ihnen fehlt das Recht „Bewilligen und ablehnen“ an der Stelle „Schulverwaltungsamt“.",
        "Dieses Recht haben: Leitung.",
    )


def test_zwei_abfragen_je_person_und_tag(django_assert_num_queries) -> None:
    stelle = StelleFactory()
    chefin, person = person_mit(Rolle.LEITUNG, stelle), person_mit(Rolle.SACHBEARBEITUNG, stelle)
    VertretungFactory(vertretener=chefin, vertreter=person)
    with django_assert_num_queries(2):
        for recht in Recht:
            rechte.darf(person, recht, stelle)
        rechte.vertretene(person)
        rechte.ueberall(person, Recht.FALL_SEHEN)


def test_vergiss_liest_neu() -> None:
    stelle, person = StelleFactory(), BenutzerFactory()
    assert rechte.darf(person, Recht.BUCHEN, stelle) is False
    rolle_geben(person, Rolle.KASSE, stelle)
    rechte.vergiss(person)
    assert rechte.darf(person, Recht.BUCHEN, stelle) is True
    assert Mitgliedschaft.objects.count() == 1
