"""The journeys that README.md invites to, walked through the pages of the demo as each step says.

Each is a generator: what it yields is the next day on which somebody can go on. Whoever walks it travels there.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from antraege.antrag.models import Antrag, Schriftstueck
from antraege.gremien.models import Gremium
from antraege.kern.fristen import werktage_spaeter
from antraege.kooperation.models import Vereinbarung
from rollen import uhr
from rollen.vorfuehrung import frischer_code
from tests.vorfuehrung.besucher import Besucher, offene_aufgabe
from workflows.durchspielen.geschichten_gremien import FINANZEN, RAT, SCHULE
from workflows.durchspielen.muster import papier
from workflows.durchspielen.personen import person
from workflows.models import Aufgabe

Reise = Iterator[date]
ANBIETER = "foerderverein-stift"


def ein_antrag() -> Reise:
    """README: Try one request."""
    antrag = _stelle_antrag()
    sb, leitung = Besucher("sachbearbeitung-fb51"), Besucher("leitung-fb51")
    sb.findet_im_postkorb(antrag, "formale_pruefung", reiter="frei")
    sb.sende(knopf="Übernehmen")
    sb.findet_im_postkorb(antrag, "formale_pruefung", reiter="meine")
    sb.tu(antrag, "formale_pruefung", ergebnis="vollstaendig")
    sb.tu(antrag, "fachliche_pruefung", vorschlag="4.000,00", vermerk="Förderwürdig.")
    Besucher("sachbearbeitung-fb40").tu(antrag, "mitzeichnung", "fb-40", votum="einverstanden")
    leitung.findet_im_postkorb(antrag, "entscheidung", reiter="frei")
    leitung.tu(antrag, "entscheidung", entscheidung="bewilligen")
    traeger = Besucher("dobeq")
    traeger.geh(f"/antraege/{antrag.pk}/status/")
    traeger.geh(f"/dokumente/{antrag.schriftstuecke.get(art='zuwendungsbescheid').pk}/")
    assert traeger.lade("PDF")[:5] == b"%PDF-"
    antrag.refresh_from_db()
    assert antrag.beginn
    assert antrag.ende
    yield antrag.beginn
    abruf = {"vorhaben": "abrufen", "betrag": "4.000,00", "zweck": "Honorare", "verzicht": "on"}
    Besucher("dobeq").tu(antrag, "mittelabruf", **abruf)
    zahle(antrag, "fb51")
    yield antrag.ende + timedelta(days=5)
    _weise_nach(antrag)
    sb = Besucher("sachbearbeitung-fb51")
    sb.geh(f"/aufgaben/{offene_aufgabe(antrag, 'nachweispruefung').pk}/nachweis/")
    sb.sende(knopf="Stichprobe ziehen")
    sb.folge("Beleg 1")
    sb.sende(knopf="Prüfung speichern")
    sb.tu(antrag, "nachweispruefung", ergebnis="in_ordnung", zweck="Erreicht.", vermerk="Beleg gesehen.")
    Besucher("gruppenleitung-fb51").tu(antrag, "nachweiszeichnung", ergebnis="zeichnen")
    sb.tu(antrag, "abschluss", schliessen="on")
    _lies_protokoll(antrag)
    antrag.refresh_from_db()
    assert antrag.status == "abgeschlossen"


def durch_den_rat() -> Reise:
    """README: above the highest Wertgrenze a body of the city decides."""
    antrag = Antrag.objects.get(titel="Quartierslabor Westerfilde")
    leitung = Besucher("leitung-fb40")
    leitung.findet_im_postkorb(antrag, "entscheidung", reiter="frei")
    assert "Beschluss" in leitung.worte
    sb = Besucher("sachbearbeitung-fb40")
    sb.geh(f"/faelle/?suche={antrag.aktenzeichen}")
    sb.folge(antrag.aktenzeichen or "", "Gremienvorlage erstellen")
    tage = {SCHULE: 7, FINANZEN: 8, RAT: 14}
    sitzungen = {name: werktage_spaeter(uhr.heute(), tag) for name, tag in tage.items()}
    felder: dict[str, str] = {"drucksache": "40001-27"}
    for name, tag in sitzungen.items():
        gremium = Gremium.objects.get(name=name)
        felder |= {
            f"art_{gremium.pk}": "beschluss" if name == RAT else "empfehlung",
            f"am_{gremium.pk}": str(tag),
        }
    sb.sende(**felder)
    leitung.tu(antrag, "einbringung", ergebnis="einbringen")
    yield sitzungen[SCHULE]
    _berate(antrag, sitzungen[SCHULE], "empfohlen")
    yield sitzungen[FINANZEN]
    verschoben = werktage_spaeter(sitzungen[FINANZEN], 3)
    _berate(antrag, sitzungen[FINANZEN], "vertagt", neuer_termin=str(verschoben), vermerk="Bitte je Jahr.")
    yield verschoben
    _berate(antrag, verschoben, "empfohlen")
    yield sitzungen[RAT]
    _berate(antrag, sitzungen[RAT], "beschlossen")
    Besucher("leitung-fb40").tu(antrag, "entscheidung", entscheidung="bewilligen")
    antrag.refresh_from_db()
    brief = str(antrag.schriftstuecke.get(art="zuwendungsbescheid").inhalt)
    assert antrag.status == "bewilligt"
    assert "40001-27" in brief
    assert f"{sitzungen[RAT]:%d.%m.%Y}" in brief


def eine_vereinbarung() -> Reise:
    """README: Conclude an agreement."""
    antrag = _frage_an()
    for stelle, wer in (("40-5", "sachbearbeitung-fb40"), ("fb-51", "sachbearbeitung-fb51")):
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
    servicestelle.sende(bezeichnung="Raumplan", datei=_papier())
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
        "datei": _papier(),
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
    _lies_protokoll(antrag)


def dem_geld_nach() -> Reise:
    """README: Follow the money."""
    fall = Antrag.objects.get(titel="Lernbrücke Clarenberg")
    sb, kasse, finanzen = Besucher("sachbearbeitung-fb40"), Besucher("kasse"), Besucher("finanzen-fb40")
    sb.geh("/faelle/?suche=Lernbrücke")
    sb.folge(fall.aktenzeichen or "")
    assert "12.000,00" in sb.worte
    assert fall.nachweis.belege.count() == 20
    assert fall.jahresanteile.count() == 2
    kasse.geh("/zahlungen/laeufe/")
    lauf = next(href for _, href in kasse.seite.links if re.fullmatch(r"/zahlungen/laeufe/\d+/", href))
    kasse.geh(lauf)
    assert b"pain.001.001.09" in kasse.lade("pain.001")
    kasse.geh("/zahlungen/klaerungen/")
    finanzen.geh("/haushalt/")
    finanzen.geh(f"/haushalt/?jahr={uhr.heute().year}")
    finanzen.folge("Bildungspartnerschaften")
    leitung51 = Besucher("leitung-fb51")
    leitung51.geh("/rueckforderungen/")
    leitung51.folge(f"{Antrag.objects.get(titel='Gospel für Anfänger').aktenzeichen}/R")
    assert "Stundung" in leitung51.worte
    _schlage_basiszins_vor(sb)
    konto = Besucher("finanzen-fb51")
    konto.geh("/bankverbindungen/")
    yield uhr.heute()


def eine_forderung() -> Reise:
    """A claim is decided: the hearing is answered, checked, set, with the interest of today's half-year."""
    antrag = Antrag.objects.get(titel="Ferienakademie")
    Besucher("dobeq").tu(antrag, "stellungnahme", stellungnahme="Auf der Reise wurde auch gelesen.")
    yield werktage_spaeter(uhr.heute(), 3)
    sb = Besucher("sachbearbeitung-fb51")
    sb.tu(
        antrag,
        "rueckforderungspruefung",
        vorschlag="festsetzen",
        wuerdigung="Die Reise war nicht Gegenstand des Antrags.",
        begruendung="Das Geld diente nicht dem bewilligten Zweck.",
        ermessen="Sparsamkeit und Gleichbehandlung überwiegen.",
        vertrauensschutz="Der Träger kannte die Zweckbindung aus dem Bescheid.",
    )
    Besucher("leitung-fb51").tu(antrag, "rueckforderungsentscheidung", entscheidung="festsetzen")
    assert Aufgabe.objects.filter(antrag=antrag, schritt="zahlungseingang", finished__isnull=True).exists()


REISEN = (ein_antrag, durch_den_rat, eine_vereinbarung, dem_geld_nach, eine_forderung)


def zahle(antrag: Antrag, amt: str) -> None:
    """From the first certificate to the booking, each by another person."""
    Besucher(f"sachbearbeitung-{amt}").tu(antrag, "sachliche_feststellung", ergebnis="richtig")
    Besucher(f"finanzen-{amt}").tu(antrag, "rechnerische_feststellung", richtig="on")
    Besucher(f"anordnung-{amt}").tu(antrag, "anordnung", anordnen="on")
    Besucher("kasse").tu(antrag, "buchung", belegnummer="2027-0001")


def _stelle_antrag() -> Antrag:
    """The task list of a new request, then the signature. The project lies in one Haushaltsjahr."""
    traeger, titel = Besucher("dobeq"), "Lesen macht stark"
    traeger.geh("/meine-antraege/")
    traeger.folge("Neuer Antrag", "Antrag beginnen: Aktionsplan Teilhabe und Bildung")
    traeger.sende(titel=titel)
    antrag = Antrag.objects.get(titel=titel)
    beginn = uhr.heute() + timedelta(days=1)
    ende = min(beginn + timedelta(days=20), date(beginn.year, 12, 31))
    traeger.geh(f"/antraege/{antrag.pk}/vorhaben/")
    traeger.sende(beginn=str(beginn), ende=str(ende))
    _beantworte(traeger, antrag)
    traeger.geh(f"/antraege/{antrag.pk}/unterlagen/")
    traeger.sende(knopf="Hochladen", **{name: _papier() for name in _dateifelder(traeger)})
    _plane(traeger, antrag)
    traeger.geh(f"/antraege/{antrag.pk}/pruefen/")
    traeger.sende(knopf="verbindlich einreichen")
    antrag.refresh_from_db()
    assert antrag.status == "eingereicht"
    return antrag


def _dateifelder(wer: Besucher) -> list[str]:
    formular = wer.formular(set(), "Hochladen")
    return sorted(formular.namen - set(formular.felder))[:1]


def _plane(traeger: Besucher, antrag: Antrag) -> None:
    traeger.geh(f"/antraege/{antrag.pk}/plan/")
    formular = traeger.formular({"form-TOTAL_FORMS"})
    freie: dict[str, list[str]] = {"ausgabe": [], "deckung": []}
    for name in sorted(
        formular.namen,
        key=lambda n: int(n.split("-")[1]) if n.split("-")[1:2] and n.split("-")[1].isdigit() else 0,
    ):
        if name.endswith("-seite"):
            freie[formular.felder[name][0]].append(name.removesuffix("seite"))
    felder = {}
    for vorne, text, art, betrag in (
        (freie["ausgabe"][0], "Honorare", "", "5.000,00"),
        (freie["deckung"][0], "Zuwendung", "zuwendung", "4.000,00"),
        (freie["deckung"][1], "Eigenmittel", "eigenmittel", "1.000,00"),
    ):
        felder |= {f"{vorne}bezeichnung": text, f"{vorne}betrag": betrag} | (
            {f"{vorne}art": art} if art else {}
        )
    traeger.sende(**felder)


def _beantworte(wer: Besucher, antrag: Antrag) -> None:
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


def _weise_nach(antrag: Antrag) -> None:
    traeger, seite = Besucher("dobeq"), f"/antraege/{antrag.pk}/nachweis/"
    traeger.geh(f"{seite}bericht/")
    fragen = antrag.richtlinie.berichtsfragen.filter(pflicht=True)
    traeger.sende(
        **{f"frage-{f.schluessel}": "25" if f.art == "zahl" else "Gelesen und gelacht." for f in fragen}
    )
    traeger.geh(f"{seite}einnahmen/")
    traeger.sende(eigenmittel="1.000,00", drittmittel="0", teilnahmebeitraege="0")
    traeger.geh(f"{seite}belege/")
    traeger.sende(datum=str(antrag.beginn), empfaenger="Lesepatin", zweck="Honorar", betrag="5.000,00")
    traeger.tu(antrag, "verwendungsnachweis", bestaetigung="on")


def _berate(antrag: Antrag, tag: date, ergebnis: str, **mehr: str) -> None:
    buero = Besucher("gremien")
    buero.findet_im_postkorb(antrag, "beratung", reiter="frei")
    buero.tu(antrag, "beratung", ergebnis=ergebnis, tatsaechlich_am=str(tag), **mehr)


def _frage_an() -> Antrag:
    """A school asks for an offer of the catalogue, which fills in what it knows."""
    schule = Besucher("stift-grundschule")
    schule.geh("/angebote/")
    schule.folge("Streit schlichten lernen", "Kooperation anfragen")
    schule.sende(titel="Frieden auf dem Schulhof")
    antrag = Antrag.objects.get(titel="Frieden auf dem Schulhof")
    schule.geh(f"/antraege/{antrag.pk}/vorhaben/")
    schule.sende(beginn=str(uhr.heute()), ende=str(uhr.heute() + timedelta(days=300)))
    _beantworte(schule, antrag)
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


def _schlage_basiszins_vor(sb: Besucher) -> None:
    """A rate for a half-year that has none yet, released by another person."""
    sb.geh("/festwerte/neu/")
    sb.sende(
        schluessel="basiszins", wert="1,52", gueltig_ab=f"{uhr.heute().year + 2}-01-01", quelle="Bundesbank"
    )
    leitung = Besucher("leitung-fb40")
    leitung.geh("/festwerte/")
    leitung.sende(knopf="Freigeben")
    assert "1,52" in leitung.worte


def _lies_protokoll(antrag: Antrag) -> None:
    pruefer = Besucher("rechnungspruefung")
    pruefer.geh(f"/faelle/?suche={antrag.aktenzeichen}")
    pruefer.folge(antrag.aktenzeichen or "")
    pruefer.geh(f"/faelle/{antrag.pk}/protokoll/")
    assert "unversehrt" in pruefer.worte


def _papier() -> SimpleUploadedFile:
    datei = papier()
    return SimpleUploadedFile(datei.name or "", datei.read(), content_type="application/pdf")
