"""Annexes of an agreement: named with their hash in the next text, kept for every text that names them."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.test import Client

from antraege.antrag.dateien import GepruefteDatei, pruefe_datei
from antraege.antrag.models import Anlage, Antrag
from antraege.kern.maengel import MaengelFehler
from antraege.kooperation.models import Vereinbarung
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.antraege.dokumente import lesen
from tests.fabriken import StelleFactory, person_mit, rolle_geben
from tests.welt import Welt
from tests.workflows.besuch import text
from tests.workflows.kooperation.kooperationswelt import ENTWURF, FREIGABE, Kooperationswelt
from workflows.kooperation import tuer as vereinbarungsanlagen
from workflows.kooperation import tuer_nachtrag as nachtrag

pytestmark = pytest.mark.django_db
PAPIER = Path(settings.BASE_DIR) / "fixtures" / "projektbeschreibung.pdf"


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


@pytest.fixture
def abgestimmt(koop: Kooperationswelt) -> Antrag:
    return koop.stimme_alle_ab(koop.geklaert())


def papier(name: str = "leistung.pdf") -> GepruefteDatei:
    with PAPIER.open("rb") as datei:
        return pruefe_datei(File(datei, name=name))


def lege_bei(
    koop: Kooperationswelt, antrag: Antrag, name: str = "Leistungsbeschreibung", **anders: Any
) -> Any:
    wer = koop.welt.neu(anders.get("wer", "servicestelle"))
    datei = papier(anders.get("datei", "leistung.pdf"))
    return vereinbarungsanlagen.lege_bei(antrag.pk, akteur=wer, bezeichnung=name, datei=datei)


def im_text(antrag: Antrag) -> str:
    fassung = Vereinbarung.objects.get(antrag=antrag).fassung
    assert fassung is not None
    with fassung.datei.open("rb") as datei:
        return lesen.ohne_leerraum(lesen.text(datei.read()))


def test_der_text_nennt_name_und_pruefsumme_der_datei(koop: Kooperationswelt, abgestimmt: Antrag) -> None:
    eine = lege_bei(koop, abgestimmt)
    koop.entwirf(abgestimmt, anlagen="Raumplan")
    gelesen = im_text(abgestimmt)
    assert "Anlagen:1.Raumplan2.Leistungsbeschreibung(Datei„leistung.pdf“,SHA-256:" in gelesen
    assert eine.anlage.sha256 in gelesen
    eintrag = Eintrag.objects.filter(kette=abgestimmt.kette, aktion="vereinbarungsanlage_beilegen").get()
    assert (eintrag.nachher["anlage"], eintrag.nachher["pruefsumme"]) == (
        "Leistungsbeschreibung",
        eine.anlage.sha256,
    )


def test_eine_entfernte_anlage_fehlt_im_naechsten_text_und_bleibt_beim_frueheren(
    koop: Kooperationswelt, abgestimmt: Antrag, client: Client
) -> None:
    eine = lege_bei(koop, abgestimmt)
    antrag = koop.entwirf(abgestimmt, weiter="abstimmen")
    vereinbarungsanlagen.entferne(antrag.pk, eine.pk, akteur=koop.welt.neu("servicestelle"))
    antrag = koop.entwirf(koop.stimme_alle_ab(antrag))
    assert "leistung.pdf" not in im_text(antrag)
    with pytest.raises(Ueberholt):
        vereinbarungsanlagen.entferne(antrag.pk, eine.pk, akteur=koop.welt.neu("servicestelle"))

    client.force_login(koop.welt.personen["schule"])
    frueher = text(client.get(f"/vereinbarungen/{antrag.pk}/fassungen/1/"))
    assert f'href="/vereinbarungen/{antrag.pk}/anlagen/{eine.pk}/"' in frueher
    antwort = client.get(f"/vereinbarungen/{antrag.pk}/anlagen/{eine.pk}/")
    assert (antwort.content, antwort["Content-Security-Policy"]) == (
        PAPIER.read_bytes(),
        "default-src 'none'; sandbox",
    )


def test_ein_dateiname_in_anderer_schrift_bleibt_lesbar(
    koop: Kooperationswelt, abgestimmt: Antrag, client: Client
) -> None:
    eine = lege_bei(koop, abgestimmt, datei="План Łódź.pdf")
    client.force_login(koop.welt.personen["servicestelle"])
    antwort = client.get(f"/vereinbarungen/{abgestimmt.pk}/anlagen/{eine.pk}/")
    assert antwort["Content-Disposition"] == (
        "attachment; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD%20%C5%81%C3%B3d%C5%BA.pdf"
    )


def test_ein_nachtrag_kann_allein_eine_anlage_hinzufuegen(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    vereinbarung = Vereinbarung.objects.get(antrag=antrag)
    assert vereinbarung.geltende is not None
    unveraendert = {
        **_wie_bisher(vereinbarung),
        "art": "nachtrag",
        "anlass": "Raumplan",
        "wirksam_ab": "2023-03-01",
    }
    lege_bei(koop, antrag, "Raumplan")
    nachtrag.beginne(antrag.pk, akteur=koop.welt.neu("servicestelle"), eingaben=unveraendert)
    neuer = Vereinbarung.objects.get(antrag=antrag).nachtraege.get()
    (aenderung,) = neuer.aenderungen
    assert (aenderung["was"], aenderung["bisher"], aenderung["neu"].split(" (")[0]) == (
        "Anlagen als Datei",
        "–",
        "Raumplan",
    )


def _wie_bisher(vereinbarung: Vereinbarung) -> dict[str, Any]:
    leistungen = {f"leistungen_{p.nr}": "Wirkt mit" for p in vereinbarung.parteien.all()}
    return {**{name: wert for name, wert in ENTWURF.items() if name != "weiter"}, **leistungen}


def test_gleiche_bezeichnung_fremde_rechte_und_beendete_vereinbarung_werden_abgewiesen(
    koop: Kooperationswelt, abgestimmt: Antrag
) -> None:
    lege_bei(koop, abgestimmt)
    with pytest.raises(MaengelFehler) as doppelt:
        lege_bei(koop, abgestimmt)
    assert [m.text for m in doppelt.value.maengel] == ["Eine Anlage mit dieser Bezeichnung gibt es schon."]
    for wer in ("schule", "zeichnung", "leitung"):
        with pytest.raises(Verweigert):
            lege_bei(koop, abgestimmt, "Raumplan", wer=wer)
    Vereinbarung.objects.filter(antrag=abgestimmt).update(status="abgebrochen")
    with pytest.raises(Ueberholt):
        lege_bei(koop, abgestimmt, "Raumplan")
    assert Anlage.objects.filter(antrag=abgestimmt).count() == 1


def test_wer_eine_anlage_beilegt_gibt_den_text_nicht_frei(koop: Kooperationswelt, abgestimmt: Antrag) -> None:
    """An annex is part of the text: adding it is drafting."""
    beides = person_mit(Rolle.SACHBEARBEITUNG, koop.welt.stellen["servicestelle"], name="Beides")
    rolle_geben(beides, Rolle.LEITUNG, koop.welt.stellen["fb40"], ebene="fachbereichsleitung")
    koop.welt.personen["beides"] = beides
    lege_bei(koop, abgestimmt, wer="beides")
    antrag = koop.entwirf(abgestimmt)
    with pytest.raises(Verweigert):
        koop.tu(antrag, "vereinbarungsfreigabe", "beides", **FREIGABE)
    assert Antrag.objects.get(pk=antrag.pk).status == "geprueft"


def test_die_seite_laedt_hoch_zeigt_und_entfernt(
    koop: Kooperationswelt, abgestimmt: Antrag, client: Client
) -> None:
    client.force_login(koop.welt.personen["servicestelle"])
    seite = f"/vereinbarungen/{abgestimmt.pk}/anlagen/"
    assert "Noch keine Anlagen" in text(client.get(seite))
    falsch = client.post(seite, {"bezeichnung": "Plan", "datei": ContentFile(b"<svg>", name="plan.svg")})
    assert falsch.status_code == 422
    assert 'value="Plan"' in text(falsch)
    with PAPIER.open("rb") as datei:
        assert client.post(seite, {"bezeichnung": "Plan", "datei": datei}).status_code == 302
    with PAPIER.open("rb") as datei:
        doppelt = client.post(seite, {"bezeichnung": "Plan", "datei": datei})
    assert (doppelt.status_code, "gibt es schon" in text(doppelt)) == (422, True)
    eine = Vereinbarung.objects.get(antrag=abgestimmt).anlagen.get()
    assert client.get(f"{seite}{eine.pk}/entfernen/").status_code == 405
    assert client.post(f"{seite}{eine.pk}/entfernen/").status_code == 302
    assert "Noch keine Anlagen" in text(client.get(seite))


@pytest.mark.parametrize("wer", ["fremd", "datenschutz"])
def test_fremde_sehen_keine_anlage(
    koop: Kooperationswelt, abgestimmt: Antrag, client: Client, wer: str
) -> None:
    eine = lege_bei(koop, abgestimmt)
    rolle = Rolle.TRAEGER_ZEICHNUNG if wer == "fremd" else Rolle.DATENSCHUTZ
    client.force_login(person_mit(rolle, StelleFactory(kuerzel="fremd"), name="Fremd"))
    antwort = client.get(f"/vereinbarungen/{abgestimmt.pk}/anlagen/{eine.pk}/")
    assert antwort.status_code == (404 if wer == "fremd" else 403)


def test_eine_beschaedigte_datei_verlaesst_das_haus_nicht(
    koop: Kooperationswelt, abgestimmt: Antrag, client: Client
) -> None:
    eine = lege_bei(koop, abgestimmt)
    Path(eine.anlage.datei.path).write_bytes(b"%PDF-1.4 anders")
    client.force_login(koop.welt.personen["servicestelle"])
    assert client.get(f"/vereinbarungen/{abgestimmt.pk}/anlagen/{eine.pk}/").status_code == 404
