"""README: "Try one request" and the variant through the council."""

from datetime import date, timedelta

from antraege.antrag.models import Antrag
from antraege.gremien.models import Gremium
from antraege.kern.fristen import werktage_spaeter
from fixtures.vorfuehrung.geschichten_gremien import FINANZEN, RAT, SCHULE
from rollen import uhr
from tests.vorfuehrung.besucher import Besucher, offene_aufgabe
from tests.vorfuehrung.handgriffe import beantworte, lies_protokoll, papierdatei
from tests.vorfuehrung.uhren import Reise


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
    abruf = {"betrag": "4.000,00", "zweck": "Honorare", "verzicht": "on"}
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
    lies_protokoll(antrag)
    antrag.refresh_from_db()
    assert antrag.status == "abgeschlossen"


def durch_den_rat() -> Reise:
    """README: above the highest Wertgrenze a body of the city decides."""
    antrag = Antrag.objects.get(titel="Quartierslabor Westerfilde")
    leitung, dezernat = Besucher("leitung-fb40"), Besucher("leitung-dezernat")
    dezernat.findet_im_postkorb(antrag, "entscheidung", reiter="frei")
    assert "Beschluss" in dezernat.worte
    dezernat.wird_abgewiesen(entscheidung="bewilligen", betrag="265.000,00")
    antrag.refresh_from_db()
    assert (antrag.status, hasattr(antrag, "bescheid")) == ("geprueft", False)
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
    Besucher("leitung-dezernat").tu(antrag, "entscheidung", entscheidung="bewilligen")
    antrag.refresh_from_db()
    brief = str(antrag.schriftstuecke.get(art="zuwendungsbescheid").inhalt)
    assert antrag.status == "bewilligt"
    assert "40001-27" in brief
    assert f"{sitzungen[RAT]:%d.%m.%Y}" in brief


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
    beantworte(traeger, antrag)
    traeger.geh(f"/antraege/{antrag.pk}/unterlagen/")
    traeger.sende(knopf="Hochladen", **{name: papierdatei() for name in _dateifelder(traeger)})
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
    for nr in range(int(formular.felder["form-TOTAL_FORMS"][0])):
        freie[formular.felder[f"form-{nr}-seite"][0]].append(f"form-{nr}-")
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


def zahle(antrag: Antrag, amt: str) -> None:
    """From the first certificate to the booking, each by another person."""
    Besucher(f"sachbearbeitung-{amt}").tu(antrag, "sachliche_feststellung", ergebnis="richtig")
    Besucher(f"finanzen-{amt}").tu(antrag, "rechnerische_feststellung", ergebnis="richtig")
    Besucher(f"anordnung-{amt}").tu(antrag, "anordnung", ergebnis="anordnen")
    Besucher("kasse").tu(antrag, "buchung", belegnummer="2027-0001")


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
