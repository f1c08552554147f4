"""A case leaves the system: whole, with its trail, and verified where nothing of this project is."""

import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import FileField
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Anlage, Antrag
from rollen.kanon import sha256_hex
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.taten import Tat
from tests.welt import Welt
from tests.workflows.besuch import bild
from tests.workflows.wege import gehe
from workflows.pruefakte import stoff, tuer
from workflows.pruefakte.packen import SKRIPT
from workflows.pruefakte.zip import Packstueck, packe

pytestmark = pytest.mark.django_db
Als = Callable[[str], Client]
# Files in which several cases stand together; they are no part of any single one.
UEBER_MEHRERE = {"Weiterleitung", "Zahlungsdatei", "Buchungsdatei", "Uebernahmelauf"}


def _anlage(welt: Welt, antrag: Antrag, inhalt: bytes, name: str = "Konzept für Öl & Spaß.pdf") -> Anlage:
    anlage = Anlage(
        antrag=antrag,
        name=name,
        medientyp="application/pdf",
        groesse=len(inhalt),
        sha256=sha256_hex(inhalt),
        hochgeladen_von=welt.personen["antrag"],
    )
    anlage.datei.save("", ContentFile(inhalt), save=False)
    anlage.save()
    return anlage


@pytest.fixture
def fall(welt: Welt) -> Antrag:
    antrag = welt.eingereicht()
    _anlage(welt, antrag, b"%PDF-1.7 Konzept")
    return gehe(welt, antrag, bis="fachliche_pruefung")


def _packe(welt: Welt, antrag: Antrag, **wie: Any) -> bytes:
    return b"".join(tuer.packe_pruefakte(antrag.pk, akteur=welt.neu("pruefung"), **wie))


def _entpackt(pack: bytes, ordner: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(pack)) as archiv:
        assert archiv.testzip() is None
        archiv.extractall(ordner)
    return ordner


def _pruefe(ziel: Path) -> tuple[int, str]:
    """The script as it stands in the source, in a Python that knows nothing of this project."""
    lauf = subprocess.run(
        [sys.executable, "-I", str(SKRIPT), str(ziel)], capture_output=True, text=True, check=False, cwd="/"
    )
    assert lauf.stderr == ""
    return lauf.returncode, lauf.stdout


def test_die_akte_ist_ganz_und_prueft_sich_ohne_das_projekt(welt: Welt, fall: Antrag, tmp_path: Path) -> None:
    ordner = _entpackt(_packe(welt, fall), tmp_path / "akte")
    index = json.loads((ordner / "index.json").read_text("utf-8"))
    namen = {datei["pfad"] for datei in index["dateien"]}
    assert {"pruefe.py", "liesmich.txt", "inhalt.html", "protokoll/protokoll.pdf"} <= namen
    assert {"daten/foerderung-planposition.json", "daten/richtlinie.json", "daten/festwerte.json"} <= namen
    stuecke = list(stoff.dateien(fall))
    assert len(stuecke) == fall.schriftstuecke.count() + 1
    assert {s.sha256 for s in stuecke} <= {datei["sha256"] for datei in index["dateien"]}
    assert (ordner / "akte" / "0001-Konzept-fuer-Oel-Spass.pdf").read_bytes() == b"%PDF-1.7 Konzept"
    plan = json.loads((ordner / "daten/foerderung-planposition.json").read_text("utf-8"))
    assert {zeile["betrag"] for zeile in plan["zeilen"]} == {"10000.00"}
    letzter = Eintrag.objects.filter(kette=fall.kette).latest("nr")
    assert (letzter.aktion, index["protokoll"]["hash"]) == (Tat.PRUEFAKTE_PACKEN, letzter.hash)
    code, worte = _pruefe(ordner)
    assert (code, worte.splitlines()[-1]) == (0, "Die Prüfakte ist unverändert.")
    assert letzter.hash in worte


def test_auch_die_zip_datei_selbst_laesst_sich_pruefen(welt: Welt, fall: Antrag, tmp_path: Path) -> None:
    ziel = tmp_path / "akte.zip"
    ziel.write_bytes(_packe(welt, fall))
    assert _pruefe(ziel)[0] == 0


def test_ein_verdrehtes_byte_wird_ueberall_gefunden_und_genannt(
    welt: Welt, fall: Antrag, tmp_path: Path
) -> None:
    ordner = _entpackt(_packe(welt, fall), tmp_path / "akte")
    for datei in sorted(pfad for pfad in ordner.rglob("*") if pfad.is_file()):
        ganz = datei.read_bytes()
        stelle = len(ganz) // 2
        datei.write_bytes(ganz[:stelle] + bytes([ganz[stelle] ^ 1]) + ganz[stelle + 1 :])
        code, worte = _pruefe(ordner)
        assert (datei.name, code) == (datei.name, 1)
        assert datei.relative_to(ordner).as_posix() in worte
        datei.write_bytes(ganz)
    assert _pruefe(ordner)[0] == 0


def _neu_gerechnet(ordner: Path, aendere: Callable[[dict[str, Any]], None]) -> tuple[int, str]:
    """Somebody who knows the format changes an entry and reckons file and index anew."""
    datei = ordner / "protokoll/protokoll.jsonl"
    zeilen = [json.loads(zeile) for zeile in datei.read_text("utf-8").splitlines()]
    aendere(zeilen[1])
    texte = [json.dumps(z, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for z in zeilen]
    datei.write_text("".join(f"{text}\n" for text in texte), "utf-8")
    index = json.loads((ordner / "index.json").read_text("utf-8"))
    for eintrag in index["dateien"]:
        if eintrag["pfad"] == "protokoll/protokoll.jsonl":
            eintrag["sha256"] = sha256_hex(datei.read_bytes())
    text = json.dumps(index)
    (ordner / "index.json").write_text(text, "utf-8")
    (ordner / "index.sha256").write_text(f"{sha256_hex(text)}  index.json\n", "ascii")
    return _pruefe(ordner)


@pytest.mark.parametrize(
    ("feld", "wert"), [("nachher", {"betrag": "1.00"}), ("akteur_id", 1), ("personen", {"von": "Andere"})]
)
def test_ein_geaenderter_eintrag_bricht_die_kette_auch_mit_neuem_verzeichnis(
    welt: Welt, fall: Antrag, tmp_path: Path, feld: str, wert: Any
) -> None:
    ordner = _entpackt(_packe(welt, fall), tmp_path / "akte")
    code, worte = _neu_gerechnet(ordner, lambda eintrag: eintrag.update({feld: wert}))
    assert code == 1
    assert "Protokoll, Eintrag 2:" in worte


def test_ohne_namen_steht_die_kette(welt: Welt, fall: Antrag, tmp_path: Path) -> None:
    ordner = _entpackt(_packe(welt, fall, ohne_namen=True), tmp_path / "akte")
    text = (ordner / "protokoll/protokoll.jsonl").read_text("utf-8")
    assert not any(person.name in text for person in welt.personen.values())
    assert not (ordner / "protokoll/protokoll.pdf").exists()
    code, worte = _pruefe(ordner)
    assert (code, "Namen geschwärzt" in worte) == (0, True)


def test_was_fehlt_was_zuviel_ist_und_was_abgeschnitten_wurde_wird_genannt(
    welt: Welt, fall: Antrag, tmp_path: Path
) -> None:
    ordner = _entpackt(_packe(welt, fall), tmp_path / "akte")
    (ordner / "akte" / "neu.pdf").write_bytes(b"%PDF-")
    (ordner / "daten" / "richtlinie.json").unlink()
    code, worte = _pruefe(ordner)
    assert code == 1
    assert "akte/neu.pdf: Die Datei steht nicht im Verzeichnis." in worte
    assert "daten/richtlinie.json: Die Datei fehlt." in worte
    assert _pruefe(tmp_path)[0] == 1
    (tmp_path / "nichts.zip").write_bytes(b"nichts")
    assert _pruefe(tmp_path / "nichts.zip")[0] == 2


def test_eine_datei_die_im_system_schon_fehlt_wird_genannt(welt: Welt, fall: Antrag, tmp_path: Path) -> None:
    anlage = fall.anlagen.get()
    anlage.datei.storage.delete(anlage.datei.name)
    code, worte = _pruefe(_entpackt(_packe(welt, fall), tmp_path / "akte"))
    assert code == 1
    assert "Schon beim Packen fehlte die gespeicherte Datei." in worte


def test_jede_datei_und_jede_tabelle_eines_falls_gehoert_dazu() -> None:
    mit_datei = {
        modell.__name__
        for modell in apps.get_models()
        if any(isinstance(feld, FileField) for feld in modell._meta.concrete_fields)
    }
    assert mit_datei - {modell.__name__ for modell in stoff.wege()} == UEBER_MEHRERE
    assert {"Bescheid", "Rate", "Beleg", "Zahlungseingang", "Zeichnung", "Auszug", "Nachricht"} <= {
        modell.__name__ for modell in stoff.wege()
    }


def test_wer_mittendrin_aufhoert_laesst_nichts_zurueck(welt: Welt, fall: Antrag, tmp_path: Path) -> None:
    ablage = Path(fall.anlagen.get().datei.storage.location)
    vorher = sorted(ablage.rglob("*"))
    strom = tuer.packe_pruefakte(fall.pk, akteur=welt.neu("pruefung"))
    assert next(iter(strom))
    strom.close()  # type: ignore[attr-defined]
    assert sorted(ablage.rglob("*")) == vorher


def test_der_speicher_waechst_nicht_mit_der_akte() -> None:
    def gross() -> Iterator[bytes]:
        for nr in range(160):
            yield bytes([nr]) * 256 * 1024

    tracemalloc.start()
    laenge = sum(len(teil) for teil in packe(Packstueck(f"{nr}.bin", gross()) for nr in range(2)))
    _, hoechstens = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert laenge > 0
    assert hoechstens < 4 * 1024 * 1024


@pytest.mark.parametrize("wer", ["pruefung", "leitung"])
def test_die_seite_packt_mit_einem_klick(als: Als, fall: Antrag, wer: str) -> None:
    seite = als(wer).get(reverse("pruefakte", args=[fall.pk]))
    assert (seite.status_code, "Konzept für Öl &amp; Spaß.pdf" in seite.content.decode()) == (200, True)
    antwort = als(wer).post(reverse("pruefakte", args=[fall.pk]))
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "application/zip")
    assert zipfile.ZipFile(io.BytesIO(b"".join(antwort.streaming_content))).testzip() is None  # type: ignore[attr-defined]
    assert (
        reverse("pruefakte", args=[fall.pk]) in als(wer).get(reverse("fall", args=[fall.pk])).content.decode()
    )


@pytest.mark.parametrize("wer", ["sb", "fi", "fb51", "zeichnung", "kita", "fabido"])
@pytest.mark.parametrize("name", ["pruefakte", "e_akte"])
def test_andere_nehmen_nichts_mit(als: Als, fall: Antrag, wer: str, name: str) -> None:
    vorher = bild()
    assert als(wer).post(reverse(name, args=[fall.pk])).status_code in (403, 404)
    assert bild() == vorher


def test_die_tuer_selbst_verweigert_und_haelt_es_fest(welt: Welt, fall: Antrag) -> None:
    vorher = bild()
    with pytest.raises(Verweigert):
        tuer.packe_pruefakte(fall.pk, akteur=welt.neu("sb"))
    assert bild() == vorher
    assert Eintrag.objects.filter(kette=fall.kette).latest("nr").aktion == Tat.VERWEIGERT
