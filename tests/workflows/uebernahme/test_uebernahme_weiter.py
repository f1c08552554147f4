"""Adopted cases go on like every other; who brought them in does not send money after them."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command

from antraege.antrag.models import Antrag
from antraege.antrag.trailworte import FELDER
from antraege.foerderung.models import Abrufstatus
from antraege.foerderung.nachweis.bericht import speichere_einnahmen
from antraege.foerderung.zahlung import verwendung
from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit, vier_augen
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.welt import Welt
from tests.workflows import wege
from tests.workflows.uebernahme.altfaelle import NACHWEIS, fehler, lies_ein, uebernimm, zeile
from tests.workflows.uebernahme.test_uebernahme import alles_heil
from workflows.models import Postausgang, Uebernahmelauf
from workflows.uebernahme import tuer


def test_ein_bewilligter_fall_geht_ueber_abruf_und_zahlung_zum_nachweis(welt: Welt) -> None:
    uebernimm(welt, zeile(welt))
    antrag = Antrag.objects.get()
    welt.tu(antrag, "mittelabruf", "zeichnung", betrag="8.000,00", zweck="Honorare", verzicht="on")
    antrag = wege.gehe(welt, antrag, bis="verwendungsnachweis")
    assert (antrag.status, antrag.ausgezahlt) == (Status.AUSGEZAHLT, Decimal("8000.00"))
    antrag = _weise_nach(welt, antrag)
    assert antrag.status == Status.ABGESCHLOSSEN
    assert antrag.abgerechnet == Decimal("8000.00")
    alles_heil()


def test_ein_faelliger_nachweis_geht_bis_zur_geschlossenen_akte(welt: Welt) -> None:
    uebernimm(welt, zeile(welt, **NACHWEIS, sachbearbeitung=""))
    antrag = _weise_nach(welt, Antrag.objects.get())
    assert antrag.status == Status.ABGESCHLOSSEN
    alles_heil()


def _weise_nach(welt: Welt, antrag: Antrag) -> Antrag:
    with uhr.gestellt(datetime.fromisoformat("2023-07-10T10:00+02:00")):
        wege.bereite_nachweis_vor(welt, antrag, ist="9000.00")
        null = Decimal("0.00")
        einnahmen = {"eigenmittel": Decimal("1000.00"), "drittmittel": null, "teilnahmebeitraege": null}
        speichere_einnahmen(Antrag.objects.get(pk=antrag.pk), einnahmen, akteur=welt.neu("antrag"))
        welt.tu(antrag, "verwendungsnachweis", "zeichnung", **wege.NACHWEISEN)
        return wege.gehe(welt, antrag)


def test_der_erste_eintrag_sagt_woher_der_fall_kommt_und_erfindet_nichts(welt: Welt) -> None:
    lauf = uebernimm(
        welt, zeile(welt, zahlung_1="3000", zahlung_1_am="10.01.2023", stand="teilweise ausgezahlt")
    )
    antrag = Antrag.objects.get()
    eintrag = Eintrag.objects.get(kette=antrag.kette)
    assert (eintrag.aktion, eintrag.von, eintrag.nach) == ("fall_uebernehmen", "", "ausgezahlt")
    assert (eintrag.akteur, eintrag.rolle) == (welt.personen["fi"], "fi")
    assert (
        eintrag.nachher.items()
        >= {
            "quelle": "Altverfahren",
            "fremdzeichen": "A-1",
            "stand_vom": "2023-01-10",
            "zeile": 2,
            "sha256": lauf.sha256,
            "davor": "Was vorher geschah, steht in der alten Akte.",
        }.items()
    )
    assert eintrag.personen == {"freigegeben_von": "Leitung FB 40"}
    assert set(eintrag.nachher) <= set(FELDER)
    abruf = antrag.mittelabrufe.get()
    assert (abruf.status, abruf.sachlich_von, abruf.angeordnet_von, abruf.gebucht_von) == (
        Abrufstatus.GEBUCHT,
        None,
        None,
        None,
    )
    assert (antrag.bescheid.schriftstueck, antrag.bescheid.entschieden_von) == (None, None)
    assert not verwendung.ungeklaerte().exists()  # its use stands in the old file
    assert not Postausgang.objects.exists()
    taten = Eintrag.objects.filter(kette=lauf.kette).values_list("aktion", flat=True)
    assert list(taten) == ["uebernahme_einlesen", "uebernahme_freigeben", "uebernahme_beenden"]


def test_wer_uebernommen_hat_ordnet_nicht_an_und_sonst_ist_niemand_bekannt(welt: Welt) -> None:
    uebernimm(welt, zeile(welt))
    beteiligt = Antrag.objects.get().beteiligungen.values_list("benutzer__name", "taetigkeit")
    assert list(beteiligt) == [("Finanzen FB 40", Taetigkeit.UEBERNEHMEN)]
    for spaeter in (Taetigkeit.ENTSCHEIDEN, Taetigkeit.ANORDNEN, Taetigkeit.BUCHEN):
        assert vier_augen(spaeter, bisher=[Taetigkeit.UEBERNEHMEN])
    assert vier_augen(Taetigkeit.RECHNERISCH, bisher=[Taetigkeit.UEBERNEHMEN]) == []


@pytest.mark.parametrize("person", ["sb", "zeichnung", "kasse", "fi"])
def test_wer_nicht_darf_oder_selbst_eingelesen_hat_gibt_nicht_frei(welt: Welt, person: str) -> None:
    lauf = lies_ein(welt, zeile(welt))
    with pytest.raises(Verweigert):
        tuer.gib_frei(lauf.pk, akteur=welt.neu(person))
    assert Uebernahmelauf.objects.get().wartet
    assert tuer.uebernimm_naechste(lauf.pk) == 0
    assert not Antrag.objects.exists()


def test_eingelesen_wird_nur_fuer_programme_der_eigenen_stelle(welt: Welt) -> None:
    welt.personen["fi"] = person_mit(Rolle.FINANZEN, welt.stellen["fb51"], name="Finanzen FB 51")
    lauf = lies_ein(welt, zeile(welt))
    assert "Haushalt bewirtschaften" in str(fehler(lauf))


def test_verworfen_oder_beendet_ist_nichts_mehr_freizugeben(welt: Welt) -> None:
    lauf = lies_ein(welt, zeile(welt))
    tuer.verwirf(lauf.pk, grund="Falsche Liste", akteur=welt.neu("leitung"))
    with pytest.raises(Ueberholt):
        tuer.gib_frei(lauf.pk, akteur=welt.neu("leitung"))
    kaputt = lies_ein(welt, zeile(welt, titel=""))
    with pytest.raises(Ueberholt, match="Keine Zeile"):
        tuer.gib_frei(kaputt.pk, akteur=welt.neu("leitung"))
    assert not Antrag.objects.exists()


def test_unterbrochen_geht_es_ohne_doppelte_weiter(welt: Welt) -> None:
    lauf = lies_ein(
        welt, *(zeile(welt, fremdzeichen=f"A-{nr}", beantragt="1000", bewilligt="1000") for nr in range(5))
    )
    tuer.gib_frei(lauf.pk, akteur=welt.neu("leitung"))
    assert tuer.uebernimm_naechste(lauf.pk, anzahl=2) == 2
    assert tuer.bilanz(lauf)["offen"] == 3
    call_command("uebernahmen_ausfuehren")
    call_command("uebernahmen_ausfuehren")
    assert tuer.bilanz(lauf) == {"offen": 0, "fehler": 0, "schon_da": 0, "uebernommen": 5}
    assert Uebernahmelauf.objects.get().beendet_am is not None
    assert Antrag.objects.count() == 5


def test_eine_zeile_die_scheitert_reisst_keine_andere_mit(
    welt: Welt, monkeypatch: pytest.MonkeyPatch
) -> None:
    echt = tuer.uebernahme.lege_plan_an

    def manchmal(antrag: Antrag, fall: object) -> object:
        if antrag.titel == "Unglück":
            raise MaengelFehler([Mangel("Das ging nicht.")])
        return echt(antrag, fall)

    monkeypatch.setattr(tuer.uebernahme, "lege_plan_an", manchmal)
    lauf = uebernimm(welt, zeile(welt, titel="Unglück"), zeile(welt, fremdzeichen="A-2"))
    assert fehler(lauf) == {2: [("Übernahme", "Das ging nicht.")]}
    assert [a.titel for a in Antrag.objects.all()] == ["Leseclub am Clarenberg"]
    assert Antrag.objects.get().aktenzeichen.endswith("00001")
    alles_heil()
