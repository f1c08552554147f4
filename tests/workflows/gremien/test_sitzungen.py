"""The calendar of the bodies: who keeps it, what everybody reads, results and extracts of the minutes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from antraege.gremien.models import Auszug, Beratung, Gremienvorlage, Gremium, Sitzung
from rollen import uhr
from rollen.models import Benutzer, Eintrag, Stelle
from rollen.pruefung import pruefe_kette
from rollen.tabelle import Rolle
from tests.fabriken import person_mit, stadt
from tests.gedaechtnis import gemerkt
from tests.rollen.seiten import als, fehler

PDF = Path(settings.BASE_DIR) / "fixtures" / "projektbeschreibung.pdf"


@pytest.fixture
def buero(db: None) -> Iterator[Benutzer]:
    """The office of the bodies, in a city that has loaded what comes with the product."""
    with uhr.gestellt(datetime(2022, 9, 1, 9, tzinfo=UTC)):
        gemerkt(call_command, "daten_laden", verbosity=0)
        yield person_mit(Rolle.GREMIEN, stadt(), name="Gremiengeschäftsführung")


def _rat() -> Sitzung:
    return Sitzung.objects.get(gremium__name="Rat der Stadt", am=date(2022, 5, 12))


def _vorlage(**felder: Any) -> Gremienvorlage:
    """A second paper of the administration for the same session of the Rat."""
    vorlage = Gremienvorlage.objects.create(
        nr=1,
        stelle=Stelle.objects.get(kuerzel="fb-40"),
        status="eingebracht",
        betrag=0,
        datum=date(2022, 4, 1),
        tagesordnungspunkt="Neue Ganztagsräume",
        **felder,
    )
    gremium = Gremium.objects.get(name="Rat der Stadt")
    Beratung.objects.create(
        vorlage=vorlage, nr=1, gremium=gremium, art="beschluss", geplant_am=date(2022, 5, 12)
    )
    return vorlage


def _lade_hoch(person: Benutzer, beratung: Beratung, name: str, inhalt: bytes) -> Any:
    datei = SimpleUploadedFile(name, inhalt)
    return als(person).post(f"/gremien/beratungen/{beratung.pk}/auszug/", {"datei": datei})


def test_die_acht_termine_der_ratsvorlage_stehen_im_kalender(buero: Benutzer) -> None:
    antwort = Client().get("/gremien/")
    tage = [(s.am.isoformat(), s.gremium.name) for s in antwort.context["vergangene"]]
    assert (len(tage), tage[0]) == (8, ("2022-06-07", "Integrationsrat"))
    eine = Client().get(f"/gremien/?gremium={_rat().gremium_id}").context["vergangene"]
    assert [s.am for s in eine] == [date(2022, 5, 12)]
    assert Client().get("/gremien/?vor=2022-05-05&gremium=x").context["vergangene"][0].am == date(2022, 5, 4)
    assert Client().get("/gremien/?vor=gestern").status_code == 200
    assert "Drucksache 24046-22" in antwort.content.decode()


def test_eine_sitzung_hat_mehrere_vorlagen_und_interne_sieht_nur_das_gremienbuero(buero: Benutzer) -> None:
    _vorlage(drucksache="25000-22", oeffentlich=True)
    _vorlage(drucksache="25001-22", oeffentlich=False)
    _vorlage(drucksache="25002-22", oeffentlich=True)
    Gremienvorlage.objects.filter(drucksache="25002-22").update(status="entwurf")
    seite = f"/gremien/sitzungen/{_rat().pk}/"
    offen, intern = (b.get(seite).context["punkte"] for b in (Client(), als(buero)))
    assert [b.vorlage.drucksache for b in offen] == ["24046-22", "25000-22"]
    assert [b.vorlage.drucksache for b in intern] == ["24046-22", "25000-22", "25001-22"]
    assert Client().get("/vorlagen/25001-22/").status_code == 404
    fremd = person_mit(Rolle.KASSE, stadt())
    assert als(fremd).get("/vorlagen/25001-22/").status_code == 404


def test_das_gremienbuero_setzt_an_verlegt_und_sagt_ab(buero: Benutzer) -> None:
    rat = Gremium.objects.get(name="Rat der Stadt")
    browser, angaben = (
        als(buero),
        {"gremium": rat.pk, "am": "2022-09-29", "beginn": "15:00", "ort": "Rathaus"},
    )
    assert browser.post("/gremien/sitzungen/neu/", angaben).status_code == 302
    doppelt = browser.post("/gremien/sitzungen/neu/", angaben)
    assert (doppelt.status_code, list(fehler(doppelt))) == (422, ["am"])
    sitzung = Sitzung.objects.get(am=date(2022, 9, 29))
    seite = f"/gremien/sitzungen/{sitzung.pk}/aendern/"
    assert browser.get(seite).status_code == 200
    assert (
        browser.post(seite, {"beginn": "16:00", "ort": "", "abgesagt": "on", "stand": 0}).status_code == 302
    )
    assert browser.post(seite, {"beginn": "17:00", "ort": "", "stand": 0}).status_code == 409
    sitzung.refresh_from_db()
    assert (f"{sitzung.beginn:%H:%M}", sitzung.abgesagt, sitzung.stand) == ("16:00", True, 1)
    assert "fällt aus" in Client().get(f"/gremien/sitzungen/{sitzung.pk}/").content.decode()
    kette = f"gremium/{rat.pk}"
    taten = Eintrag.objects.filter(kette=kette).order_by("nr").values_list("aktion", flat=True)
    assert (list(taten), pruefe_kette(kette).heil) == (["sitzung_ansetzen", "sitzung_aendern"], True)


def test_wer_das_recht_nicht_hat_aendert_nichts(buero: Benutzer) -> None:
    rat, leitung = _rat(), person_mit(Rolle.LEITUNG, Stelle.objects.get(kuerzel="fb-40"))
    beratung = Beratung.objects.get(gremium=rat.gremium)
    vorher = (Sitzung.objects.count(), list(Beratung.objects.values()), Eintrag.objects.count())
    for seite in (
        "sitzungen/neu/",
        f"sitzungen/{rat.pk}/aendern/",
        f"beratungen/{beratung.pk}/ergebnis/",
        f"beratungen/{beratung.pk}/auszug/",
    ):
        assert als(leitung).post(f"/gremien/{seite}", {"ergebnis": "beschlossen"}).status_code == 403
        assert Client().post(f"/gremien/{seite}").status_code == 302
    assert (Sitzung.objects.count(), list(Beratung.objects.values()), Eintrag.objects.count()) == vorher


def test_aus_dem_monat_wird_der_tag_und_dann_steht_er_fest(buero: Benutzer) -> None:
    beratung = Beratung.objects.get(gremium__name="Rat der Stadt")
    assert (beratung.nur_monat, beratung.ergebnis) == (True, "beschlossen")
    seite = f"/gremien/beratungen/{beratung.pk}/ergebnis/"
    angaben = {"ergebnis": "beschlossen", "tatsaechlich_am": "2022-07-07", "vermerk": "Niederschrift"}
    falsch = als(buero).post(seite, {**angaben, "ergebnis": "abgelehnt"})
    assert (falsch.status_code, list(fehler(falsch))) == (422, ["ergebnis"])
    assert als(buero).post(seite, angaben).status_code == 302
    beratung.refresh_from_db()
    assert (beratung.nur_monat, beratung.tatsaechlich_am, beratung.geplant_am) == (
        False,
        date(2022, 7, 7),
        date(2022, 5, 12),
    )
    assert als(buero).post(seite, angaben).status_code == 409
    assert "07.07.2022" in Client().get("/vorlagen/24046-22/").content.decode()


def test_ein_ausschuss_hat_empfohlen_und_eine_neue_vorlage_wird_vertagt_und_beschlossen(
    buero: Benutzer,
) -> None:
    schule = Beratung.objects.get(gremium__name="Schulausschuss")
    angaben = {"ergebnis": "empfohlen", "tatsaechlich_am": "2022-05-04"}
    assert als(buero).post(f"/gremien/beratungen/{schule.pk}/ergebnis/", angaben).status_code == 302
    schule.refresh_from_db()
    assert (schule.ergebnis, schule.erfasst_von) == ("empfohlen", buero)
    vorlage = _vorlage(drucksache="25000-22", oeffentlich=True)
    vertagt = {"ergebnis": "vertagt", "tatsaechlich_am": "2022-05-12", "neuer_termin": "2022-08-18"}
    seite = f"/gremien/beratungen/{vorlage.beratungen.get().pk}/ergebnis/"
    ohne = als(buero).post(seite, {**vertagt, "neuer_termin": ""})
    assert (ohne.status_code, list(fehler(ohne))) == (422, ["neuer_termin"])
    assert als(buero).post(seite, vertagt).status_code == 302
    neue = vorlage.beratungen.get(geplant_am=date(2022, 8, 18))
    assert Sitzung.objects.filter(gremium=neue.gremium, am=neue.geplant_am).count() == 1
    fertig = {"ergebnis": "beschlossen", "tatsaechlich_am": "2022-08-18"}
    assert als(buero).post(f"/gremien/beratungen/{neue.pk}/ergebnis/", fertig).status_code == 302
    vorlage.refresh_from_db()
    assert (vorlage.status, vorlage.entschieden_am) == ("beschlossen", date(2022, 8, 18))


def test_der_auszug_wird_geprueft_abgelegt_und_von_jedem_gelesen(buero: Benutzer) -> None:
    beratung = Beratung.objects.get(gremium__name="Rat der Stadt")
    falsch = _lade_hoch(buero, beratung, "auszug.pdf", b"kein PDF")
    assert (falsch.status_code, list(fehler(falsch)), Auszug.objects.exists()) == (422, ["datei"], False)
    assert _lade_hoch(buero, beratung, "auszug.pdf", PDF.read_bytes()).status_code == 302
    auszug = Auszug.objects.get()
    antwort = Client().get(f"/gremien/auszuege/{auszug.pk}/")
    assert (antwort.content, antwort.headers["Content-Type"]) == (PDF.read_bytes(), "application/pdf")
    assert antwort.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    eintrag = Eintrag.objects.get(aktion="auszug_hinterlegen")
    assert (eintrag.dokument_hash, eintrag.kette) == (auszug.sha256, f"gremium/{beratung.gremium_id}")
    assert (
        f"/gremien/auszuege/{auszug.pk}/" in Client().get(f"/gremien/sitzungen/{_rat().pk}/").content.decode()
    )
    Path(auszug.datei.path).write_bytes(b"anders")
    assert Client().get(f"/gremien/auszuege/{auszug.pk}/").status_code == 404


def test_der_auszug_einer_internen_vorlage_bleibt_im_haus(buero: Benutzer) -> None:
    vorlage = _vorlage(drucksache="25001-22", oeffentlich=False)
    assert _lade_hoch(buero, vorlage.beratungen.get(), "auszug.pdf", PDF.read_bytes()).status_code == 302
    seite = f"/gremien/auszuege/{Auszug.objects.get().pk}/"
    assert (Client().get(seite).status_code, als(buero).get(seite).status_code) == (404, 200)
