"""README: "Conclude an agreement"."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from antraege.antrag.models import Antrag, Schriftstueck
from antraege.kern.fristen import werktage_spaeter
from antraege.kooperation.models import Vereinbarung
from fixtures.vorfuehrung.personen import person
from rollen import uhr
from rollen.vorfuehrung import frischer_code
from tests.vorfuehrung.besucher import Besucher
from tests.vorfuehrung.handgriffe import beantworte, lies_protokoll, papierdatei
from tests.vorfuehrung.uhren import Reise

ANBIETER = "foerderverein-stift"


def eine_vereinbarung() -> Reise:
    """README: Conclude an agreement."""
    antrag = _frage_an()
    for stelle, wer in (("40-5", "leitung-40-5"), ("fb-51", "sachbearbeitung-fb51")):
        Besucher(wer).tu(antrag, "mitzeichnung", stelle, votum="einverstanden")
    servicestelle, leitung = Besucher("servicestelle"), Besucher("leitung-fb40")
    namen = {1: "Fachbereich Schule", 2: "Stift-Grundschule"}  # whoever offers becomes a party besides
    parteien = {f"partei_{nr}": namen.get(nr, "") for nr in range(1, 9)}
    servicestelle.findet_im_postkorb(antrag, "bedarfsklaerung", reiter="frei")
    servicestelle.tu(antrag, "bedarfsklaerung", ergebnis="abstimmen", **parteien)
    stimme = {"leistungen": "Wirkt mit\nStellt Räume", "votum": "einverstanden"}
    Besucher("sachbearbeitung2-fb40").tu(antrag, "stadtabstimmung", **stimme)
    for wer in ("stift-grundschule", ANBIETER):
        partei = Besucher(wer)
        partei.geh("/meine-vereinbarungen/")
        partei.tu(antrag, "parteiabstimmung", wer, **stimme)
    servicestelle.geh(f"/vereinbarungen/{antrag.pk}/anlagen/")
    servicestelle.sende(bezeichnung="Raumplan", datei=papierdatei())
    servicestelle.tu(
        antrag,
        "vereinbarungsentwurf",
        ort="Stift-Grundschule",
        ziele="Kinder lösen Streit ohne Gewalt",
        termine="dienstags, 14 Uhr | Angebot | 12 Kinder | Mehrzweckraum",
        schulkonferenz_am=str(uhr.heute() - timedelta(days=1)),
        haftpflicht="on",
        weiter="vorlegen",
    )
    leitung.tu(antrag, "vereinbarungsfreigabe", ergebnis="freigeben")
    _zeichne(antrag, "stift-grundschule")
    scan = {
        "weg": "scan",
        "name": "Geschäftsführung",
        "unterschrieben_am": str(uhr.heute()),
        "datei": papierdatei(),
    }
    Besucher(ANBIETER).tu(antrag, "parteizeichnung", ANBIETER, gelesen="on", **scan)
    _zeichne(antrag, "fb-40", wer="leitung-fb40", schritt="stadtzeichnung")
    vereinbarung = Vereinbarung.objects.get(antrag=antrag)
    assert vereinbarung.fassung
    scans = vereinbarung.fassung.zeichnungen.filter(weg="scan")
    servicestelle.tu(antrag, "scanvergleich", **{f"scan_{s.pk}": "stimmt" for s in scans})
    vereinbarung.refresh_from_db()
    assert vereinbarung.status == "aktiv"
    yield werktage_spaeter(uhr.heute(), 5)
    _trage_nach(antrag)
    _pruefe_echtheit(antrag)
    rpa = Besucher("rechnungspruefung")
    rpa.geh("/register/")
    rpa.geh(f"/vereinbarungen/{antrag.pk}/")
    assert "1. Nachtrag" in rpa.worte
    lies_protokoll(antrag)


def _frage_an() -> Antrag:
    """A school asks for an offer of the catalogue, which fills in what it knows."""
    schule = Besucher("stift-grundschule")
    schule.geh("/angebote/")
    schule.folge("Streit schlichten lernen", "Kooperation anfragen")
    schule.sende(titel="Frieden auf dem Schulhof")
    antrag = Antrag.objects.get(titel="Frieden auf dem Schulhof")
    schule.geh(f"/antraege/{antrag.pk}/vorhaben/")
    schule.sende(beginn=str(uhr.heute()), ende=str(uhr.heute() + timedelta(days=300)))
    beantworte(schule, antrag)
    schule.geh(f"/antraege/{antrag.pk}/pruefen/")
    schule.sende(knopf="verbindlich einreichen")
    antrag.refresh_from_db()
    return antrag


def _zeichne(antrag: Antrag, stelle: str, *, wer: str = "", schritt: str = "parteizeichnung") -> None:
    mensch = Besucher(wer or stelle)
    code = frischer_code(person(wer or stelle))
    mensch.tu(antrag, schritt, stelle, gelesen="on", weg="portal", code=code)


def _trage_nach(antrag: Antrag) -> None:
    servicestelle = Besucher("servicestelle")
    servicestelle.geh(f"/vereinbarungen/{antrag.pk}/nachtrag/")
    servicestelle.sende(
        art="nachtrag",
        anlass="Dienstags ist der Raum belegt.",
        wirksam_ab=str(uhr.heute()),
        termine="donnerstags, 14 Uhr | Angebot | 12 Kinder | Mehrzweckraum",
    )
    Besucher("leitung-fb40").tu(antrag, "nachtragsfreigabe", ergebnis="freigeben")
    _zeichne(antrag, "fb-40", wer="leitung-fb40", schritt="stadtzeichnung")
    for wer in ("stift-grundschule", ANBIETER):
        _zeichne(antrag, wer)


def _pruefe_echtheit(antrag: Antrag) -> None:
    """Without a login: the downloaded Nachtrag is genuine."""
    stueck = Schriftstueck.objects.get(antrag=antrag, art="nachtrag")
    leser, niemand = Besucher(ANBIETER), Besucher()
    datei = leser.client.get(f"/vereinbarungen/{antrag.pk}/dateien/{stueck.pk}/").getvalue()
    niemand.geh("/echtheit/")
    niemand.sende(datei=SimpleUploadedFile("nachtrag.pdf", datei, content_type="application/pdf"))
    assert "echt und gültig" in niemand.worte
