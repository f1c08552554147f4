"""The agreements of the demo, each as it was played from the first request on."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from antraege.antrag.models import Antrag
from antraege.dokumente.bloecke import Tabelle, aus_daten
from fixtures.vorfuehrung.geschichten_kooperation import kooperationen
from fixtures.vorfuehrung.kalender import Kalender
from fixtures.vorfuehrung.kooperationsmuster import Kooperationsfall
from fixtures.vorfuehrung.personen import gib_zeichnenden_eine_app
from rollen import protokoll, uhr
from rollen.models import Benutzer
from rollen.zweitfaktor import app_von, fragt_bei_anmeldung

KALENDER = Kalender(uhr.heute())
ENDE = {
    "Bildungscampus Hörde-Clarenberg": ("bewilligt", "aktiv"),
    "Vorlesestunde in der Kita Clarenberg": ("bewilligt", "aktiv"),
    "Schulgarten im Quartier": ("bewilligt", "aktiv"),
    "Streitschlichtung an der Stift-Grundschule": ("bewilligt", "aktiv"),
    "Theater am Nachmittag": ("bewilligt", "beendet"),
    "Forschen im Ganztag": ("abgeschlossen", "evaluiert"),
    "Bewegte Pause mit dem TuS": ("geprueft", "zeichnung"),
    "Kinderparlament im Quartier": ("eingereicht", "abstimmung"),
    "Klassenrat an der Westhausen-Grundschule": ("eingereicht", "bedarfsklaerung"),
}


pytestmark = pytest.mark.usefixtures("demo")


def test_wer_in_der_vorfuehrung_zeichnet_hat_einen_zweiten_faktor_und_behaelt_ihn() -> None:
    zeichnende = Benutzer.objects.filter(groups__rollengruppe__rolle__in=["tr_z", "ein", "lt"]).distinct()
    vorher = {person.pk: app_von(person).key for person in zeichnende}
    assert set(vorher) == set(TOTPDevice.objects.values_list("user", flat=True))
    assert len(set(vorher.values())) == len(vorher)
    assert not any(fragt_bei_anmeldung(person) for person in zeichnende)
    gib_zeichnenden_eine_app()
    assert {person.pk: app_von(person).key for person in zeichnende} == vorher


@pytest.mark.parametrize("fall", kooperationen(KALENDER), ids=lambda fall: fall.titel)
def test_jede_vereinbarung_der_vorfuehrung_kommt_an_ihr_ende(fall: Kooperationsfall) -> None:
    antrag = Antrag.objects.get(titel=fall.titel)
    vereinbarung = antrag.vereinbarung
    assert (vereinbarung.antrag.status, vereinbarung.status) == ENDE[fall.titel]
    assert protokoll.pruefe_kette(antrag.kette).heil
    geklaert = vereinbarung.status != "bedarfsklaerung"
    beruht_auf = vereinbarung.angebote if geklaert else antrag.angefragte_angebote
    assert [angebot.titel for angebot in beruht_auf.all()] == ([fall.angebot] if fall.angebot else [])
    if fall.titel == "Bildungscampus Hörde-Clarenberg":
        stueck = antrag.schriftstuecke.get(art="kooperationsvereinbarung")
        seite = aus_daten(stueck.inhalt).bloecke[-1]
        assert isinstance(seite, Tabelle)
        assert len(seite.zeilen) == 6
        assert antrag.schriftstuecke.filter(art="nachtrag").count() == 1
    if fall.titel.startswith("Vorlesestunde"):
        assert vereinbarung.intern is True
