"""What more than one journey does: answers, papers, the trail."""

from django.core.files.uploadedfile import SimpleUploadedFile

from antraege.antrag.models import Antrag
from fixtures.vorfuehrung.muster import papier
from tests.vorfuehrung.besucher import Besucher


def beantworte(wer: Besucher, antrag: Antrag) -> None:
    """Every chapter of questions; what is filled in already stays."""
    werte = {"zahl": "25", "ja_nein": "nein", "erklaerung": "on"}
    fragen = list(antrag.richtlinie.fragen.all())
    for nr, abschnitt in enumerate(dict.fromkeys(f.abschnitt for f in fragen), start=1):
        wer.geh(f"/antraege/{antrag.pk}/angaben/{nr}/")
        felder = {}
        for frage in (f for f in fragen if f.abschnitt == abschnitt):
            name = f"frage-{frage.schluessel}"
            schon = wer.formular({name}).felder.get(name, [""])
            if not any(schon):
                wahl = frage.auswahl[0][0] if frage.art == "auswahl" else ""
                felder[name] = wahl or werte.get(frage.art, "Kinder und Eltern")
        wer.sende(knopf="", **felder) if felder else wer.sende(knopf="Speichern")


def papierdatei() -> SimpleUploadedFile:
    datei = papier()
    return SimpleUploadedFile(datei.name or "", datei.read(), content_type="application/pdf")


def lies_protokoll(antrag: Antrag) -> None:
    pruefer = Besucher("rechnungspruefung")
    pruefer.geh(f"/faelle/?suche={antrag.aktenzeichen}")
    pruefer.folge(antrag.aktenzeichen or "")
    pruefer.geh(f"/faelle/{antrag.pk}/protokoll/")
    assert "unversehrt" in pruefer.worte
