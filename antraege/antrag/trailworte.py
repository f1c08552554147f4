"""What an entry of the trail holds, in a clerk's words: names of fields, amounts, days, before → after (pure)."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from antraege.kern.geld import zeige, zeige_zahl
from antraege.kern.status import Status
from antraege.kern.vergleich import unterschiede
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import Rolle
from rollen.taten import Tat


def _lies(text: str) -> dict[str, str]:
    """Pairs of a name and its words, divided by semicolons."""
    return dict(paar.split(" ", 1) for paar in " ".join(text.split()).split("; "))


# Every name under which a fact is ever stored, with its words; names with a number of their own follow below.
FELDER = _lies("""
abgeschlossen_am Abgeschlossen am;
abruf Abruf; abweichungen Abweichungen; aenderung Änderung; akteur Entschieden von; aktenzeichen Aktenzeichen;
antrag Antrag; antwort Antwort; berater Beraten haben; code Eingangscode; eingang_am Eingang am;
im_auftrag_von Im Auftrag erstellt von; kanal Weg; mit_wem Mit wem; organisation Organisation;
papiereingang_am Auf Papier eingegangen am;
scan Scan;
schon_taetig Schon für die Stadt tätig; thema Thema; treffer Treffer; wiedervorlage Wiedervorlage;
annahme Annahme; ansprechstelle Ansprechstelle; antrag_bis Anträge bis; antrag_von Anträge ab;
alter_bis Alter bis; alter_von Alter von; am Am; an An; anerkannt_jugendhilfe Anerkannt nach § 75 SGB VIII;
angebote Angebote; anlage Anlage; anlass Anlass; ansatz Ansatz; anschrift Anschrift; anteil Anteil;
ansprechperson Ansprechperson; antworten Antworten; anzahl Anzahl; anzahl_kinder Anzahl der Kinder; art Art;
antworten_auf_nein Antwort auf ein Nein;
arten Arten der Änderung; auf_hauptforderung Hauptforderung; auf_kosten Kosten; auf_zinsen Zinsen;
aufgehoben Aufgehoben;
auftrag Auftrag; aufhebungsgrund Grund der Aufhebung; auflagen Auflagen; aufnahme Prüfsumme der Einreichung;
ausgaben Ausgaben; ausgang Ausgang; bedarf Bedarf; beendet_am Beendet am; beginn Beginn; begruendung Begründung;
bereich Bereich;
beleg Beleg; belege Belege; belegnummer Belegnummer; benutzer Person; beratungsfolge Beratungsfolge;
bericht Bericht; bescheid_vom Bescheid vom; beschluss Beschluss; beschlussvorschlag Beschlussvorschlag;
beschreibung Beschreibung;
bestaetigung Erklärung bestätigt; betrag Betrag; betreff Betreff; betroffene Betroffene Fälle; bewilligt Bewilligt;
bezahlt_am Bezahlt am; bezeichnung Bezeichnung; bis Bis;
buchbar_bis Buchbar bis; code_bei_anmeldung Code bei der Anmeldung; datei Datei;
dateien Dateien; datenschutz Datenschutz; datum Datum; de_minimis De-minimis-Beihilfe; deckung Deckung;
eigenanteil_min Mindester Eigenanteil; geberart Art des Gebers; gruppen Für wen; hinweis Hinweis;
hoechstbetrag Höchstbetrag; link Link;
mindestbetrag Mindestbetrag; unterlagen Unterlagen; zwecke Zwecke;
drittmittel Drittmittel; drucksache Drucksache; durch Durch; durchfuehrung Durchführung; ebene Ebene;
eigenmittel Eigenmittel; eingegangen_am Eingegangen am; einheiten Einheiten; einrichtung Einrichtung;
einzelansatz Einzelansatz; eltern Eltern; email E-Mail-Adresse; empfaenger Empfänger; empfehlung Empfehlung;
ende Ende; entscheidung Entscheidung; ergebnis Ergebnis; erinnerung Erinnerung; erklaerung Erklärung;
ermessen Ermessen; ersetzt Ersetzt; erwaegungen Erwägungen; faellig_am Fällig am;
fassung Fassung; fehlerhaft Fehlerhafte Zeilen; feste_reihenfolge Feste Reihenfolge; festgesetzt Festgesetzt;
foerdersatz Fördersatz; folge Folge; forderung_nachher Forderung danach; forderung_vorher Forderung davor;
frage Frage; fragen Fragen; freigegeben Freigegeben; frist Frist; frist_abgelaufen Frist abgelaufen;
funktion Funktion; ganztag Ganztag; geaendert Geändert; geber Geber; gebucht Gebucht; geht_an Geht an;
gekuendigt_am Gekündigt am; gekuerzt Gekürzt; gelesen Gelesen; gemeinnuetzig Gemeinnützig; geplant_am Geplant am;
geldgeber Geldgeber;
gezeichnet_von Gezeichnet von; gremienvorlage_zurueckgezogen Gremienvorlage zurückgezogen; gremium Gremium;
groesse Größe in Byte; gruende Gründe; grund Grund; grundgesamtheit Grundgesamtheit; gruppe_bis Gruppe bis;
gueltig_ab Gültig ab; gueltig_bis Gültig bis; gueltig_von Gültig von; haushaltsstelle Haushaltsstelle;
haushaltsstellen Haushaltsstellen; hoehe Höhe; iban IBAN; in_kraft_ab In Kraft ab; jahr Jahr; je_jahr Je Jahr;
kein_beginn Noch nicht begonnen; keine_doppelfoerderung Keine Doppelförderung; kenntnis_am Kenntnis am;
kennung Kennung; klaerung Klärung; kleinbetrag_entfaellt Kleinbetrag entfällt; kontakt Kontakt;
koordination Koordination;
kontoinhaber Kontoinhaber; kosten Kosten; kosten_worte Kosten in Worten;
kostenstelle Kostenstelle; kurzbericht Kurzbericht; lauf Zahlungslauf;
laufzeit_bis Laufzeit bis; laufzeit_von Laufzeit von; leistungen Leistungen; lernen Was wir gelernt haben;
massnahme Maßnahme;
merkmal Merkmal; mit_geld Mit Geld; monate Monate; nach_der_frist Nach der Frist;
nachfolge Nachfolge; nachtraege Nachträge;
nachtrag Nachtrag; nachweis Nachweis; name Name; neu Neu; neuer_termin Neuer Termin;
nicht_anerkannt Nicht anerkannt; nicht_zuwendungsfaehig Nicht zuwendungsfähig; nummer Nummer;
nur_gueltige Nur gültige Zeilen;
offen Offen; ogs_traeger Träger des Offenen Ganztags; organ Name im Beschluss; ort Ort;
partei Partei; parteien Parteien; partner Partner; passung Passung; pflichten Pflichten übernommen; plan Plan;
produkt Produkt;
programm Programm; pruefsumme Prüfsumme; punkte Punkte; qualitaet Qualität;
quartier Quartier; quelle Quelle; raten Raten;
plaetze Plätze;
rechenweg Rechenweg;
reihenfolge Reihenfolge;
rechtsbehelf Rechtsbehelf; rechtsbehelfsverzicht_am Rechtsbehelfsverzicht am; rechtsform Rechtsform;
referenz Referenz; register Register und Nummer; registriert_von Registriert von; rest Rest;
restzahlung Restzahlung; richtung Richtung; rolle Rolle; rueckforderung Rückforderung; rueckfrage Rückfrage;
runde Runde;
sachkonto Sachkonto; sachverhalt Sachverhalt; scan_pruefsumme Prüfsumme des Scans; scans Scans; schliessen Schließen;
schritt Schritt; schriftstueck Schriftstück; sha256 Prüfsumme; stand Stand; standort Standort;
standorte Standorte; startwert Startwert; status Status; stelle Stelle; stellungnahme Stellungnahme;
stichprobe Stichprobe; summe Summe; summe_ausgaben Summe der Ausgaben; summe_deckung Summe der Deckung;
seit Seit; tag Tag; tagesordnungspunkt Tagesordnungspunkt; tatsaechlich_am Tatsächlich am;
teilnahmebeitraege Teilnahmebeiträge; teilnehmende Teilnehmende; termin Termin; termine Termine; text Text;
toepfe Töpfe;
themenfeld Themenfeld; titel Titel; traeger Träger; uebertragen Übertragen; umbuchungen Umbuchungen;
umfang Umfang; ungueltig Ungültig; unterlage Unterlage; unterschrieben_am Unterschrieben am;
verbleibt Verbleibt; verbund Unternehmensverbund; verbunden Verbundener Fall;
vereinbarung Vereinbarung; vereinbarung_ab Vereinbarung nötig ab;
verfallen Verfallen; verjaehrt_am Verjährt am; vermerk Vermerk; version Version;
vertrauensschutz Vertrauensschutz; vertreten_durch Vertreten durch; vertretener Vertretene Person;
vertreter Vertretung; verwendet Verwendet; verwendet_am Verwendet am; verzicht Verzicht;
verzichtet Verzichtet auf; vom Vom; von Von; vorgemerkt Vorgemerkt;
vorgeschlagen_von Vorgeschlagen von; vorlage Vorlage; vorschlag Vorschlag;
vorschlag_ab Vorgeschlagen ab; vorsteuer Vorsteuerabzug; votum Votum; weg Weg;
weitere_schriftstuecke Weitere Schriftstücke; wert Wert; wertstellung Wertstellung; wirksam_ab Wirksam ab;
wirksam_zum Wirksam zum; worum Worum es geht; wuerdigung Würdigung; wunsch Wunsch;
zeichen Zeichen; zeichnungsfrist Zeichnungsfrist; zeilen Zeilen; zeitraum_bis Zeitraum bis;
zeitraum_von Zeitraum von; ziele Ziele;
zielerreichung Zielerreichung; zielgruppe Zielgruppe; zinsaufschlag Zinsaufschlag; zinsbeginn Zinsbeginn; zu Zu;
getilgt Getilgt; zinsen_seit Zinsen seit; geschlossen_am Geschlossen am;
zahlungen Zahlungen; zeile Zeile; ausgezahlt Ausgezahlt; beantragt Beantragt; bescheid_vom Bescheid vom;
davor Davor; fehler Fehlerhaft; freigegeben_von Freigegeben von; fremdzeichen Altes Aktenzeichen;
richtlinie Richtlinie; schon_da Schon übernommen; stand_vom Stand vom; uebernommen Übernommen;
zu_erstatten Zu erstatten; zugegangen_am Zugegangen am; zurueckgeflossen Zurückgeflossen;
zusammenarbeit Zusammenarbeit; zuwendung Zuwendung; zweck Zweck; zweiter_faktor Zweiter Faktor;
abgesagt Abgesagt; aufgabe Aufgabe; auszug Auszug; bemerkung Bemerkung; einheit Einheit; fuer_wen Wer es nutzen kann;
erkenntnisart Art der Erkenntnis; indikator Indikator; intern Nur intern; messwert Messwert;
nur_monat Nur der Monat ist bekannt; ziel Ziel; zieltag Zu erreichen bis; zielwert Zielwert;
zusage Zusage; notiz Notiz; schlagwort Schlagwort;
anbieter Anbieter; anders Beim nächsten Mal anders; angebot Angebot; gelungen Gelungen; gruppe Gruppe;
kinder_erreicht Erreichte Kinder; wann Wann; wofuer Wofür;
anerkannt Anerkannt; monate_verwendung Monate bis zur Verwendung; nachweis_bis Nachweis bis;
nebenbestimmungen Nebenbestimmungen; sachbericht Sachbericht;
bezug Bezug; grundlage Verletzte Vorschrift
""")

REIHEN = tuple(
    (re.compile(muster), worte)
    for muster, worte in _lies("""
antwort_(\\d+) Antwort {}; ergebnis_(\\d+) Ergebnis {}; erreicht_(\\d+) Erreicht {}; ist_(\\d+) Ist, Position {};
klaerung_(\\d+) Klärung {}; kuerzel_(\\d+) Kürzel {}; neu_(\\d+) Neue Angabe {}; partei_(\\d+) Partei {};
rate_(\\d+)_am Rate {}, am; rate_(\\d+)_betrag Rate {}; scan_(\\d+) Scan {}; ziel_(\\d+) Ziel {};
punkt_(.+) Punkt „{}“; fehlt_(?:frage|unterlage|plan)?_?(.+) Fehlt: {}; grund_(.+) Grund zu „{}“
""").items()
)

BETRAEGE = frozenset(
    re.findall(
        r"\w+",
        """
ansatz auf_hauptforderung auf_kosten auf_zinsen aufgehoben ausgaben betrag bewilligt drittmittel eigenmittel
forderung_nachher forderung_vorher festgesetzt freigegeben gekuerzt hoechstbetrag kosten
mindestbetrag nicht_anerkannt nicht_zuwendungsfaehig anteil
offen rest restzahlung summe summe_ausgaben summe_deckung teilnahmebeitraege uebertragen verbleibt verfallen
ausgezahlt beantragt verwendet verzichtet vorgemerkt vorschlag wert zu_erstatten zurueckgeflossen zuwendung anerkannt
""",
    )
)
_BETRAGSREIHE = re.compile(r"rate_\d+_betrag|ist_\d+")
PROZENTE = frozenset({"eigenanteil_min", "foerdersatz", "zinsaufschlag"})
_ZAHL = re.compile(r"-?\d+\.\d\d")
_TAG = re.compile(r"\d{4}-\d\d-\d\d")
_SEKUNDE = 1_000_000
_UMLAUTE = {
    "aenderung": "Änderung",
    "rueckfrage": "Rückfrage",
    "uebernehmen": "Übernehmen",
    "vollstaendig": "Vollständig",
    "zurueckgeben": "Zurückgeben",
}
_NAMEN: dict[str, dict[str, str]] = {
    "rolle": {rolle.value: rolle.bezeichnung for rolle in Rolle},
    "ebene": dict(Ebene.choices),
    "schritt": dict(Tat.choices),
    "status": {status.value: status.bezeichnung for status in Status},
}


def feld(pfad: Sequence[str]) -> str:
    """`("plan", "ausgaben", "0", "betrag")` as `Plan › Ausgaben › 1 › Betrag`."""
    return " › ".join(map(_teil, pfad))


def wert(pfad: Sequence[str], inhalt: Any) -> str:
    """A stored fact in words: 1.500,00 €, 30.11.2026, Ja; empty for nothing. `pfad` says what kind it is."""
    name = next((teil for teil in reversed(pfad) if not teil.isdecimal()), "")
    if inhalt is None or isinstance(inhalt, bool):
        return {None: "", True: "Ja", False: "Nein"}[inhalt]
    if isinstance(inhalt, list):
        return "; ".join(wert(pfad, teil) for teil in inhalt)
    if isinstance(inhalt, Mapping):
        return "; ".join(f"{_teil(str(n))}: {wert([str(n)], teil)}" for n, teil in inhalt.items())
    if isinstance(inhalt, int):
        if not (name.endswith("_am") and inhalt > _SEKUNDE**2):
            return str(inhalt)
        moment = timezone.localtime(datetime.fromtimestamp(inhalt / _SEKUNDE, UTC))
        return f"{moment:%d.%m.%Y, %H:%M} Uhr"
    return _text(name, str(inhalt))


def aenderungen(vorher: Mapping[str, Any], nachher: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What an entry says has changed: field, before, after, all in words."""
    return [
        (feld(u.pfad), wert(u.pfad, u.vorher), wert(u.pfad, u.nachher)) for u in unterschiede(vorher, nachher)
    ]


def in_einer_zeile(feld: str, vorher: str, nachher: str) -> str:
    """`Betrag: 1.000,00 € → 1.500,00 €`; what was not there before is not named."""
    return f"{feld}: {vorher} → {nachher or '–'}" if vorher else f"{feld}: {nachher or '–'}"


def _teil(name: str) -> str:
    if name.isdecimal():
        return name if len(name) == len("2026") else str(int(name) + 1)
    if name in FELDER:
        return FELDER[name]
    for muster, worte in REIHEN:
        if treffer := muster.fullmatch(name):
            return worte.format(treffer[1].replace("_", " "))
    return (name[:1].upper() + name[1:]).replace("_", " ") if name.isidentifier() else name


def _text(name: str, text: str) -> str:
    if _ZAHL.fullmatch(text):
        if name in BETRAEGE or _BETRAGSREIHE.fullmatch(name):
            return zeige(Decimal(text))
        return zeige_zahl(Decimal(text)) + ("\N{NO-BREAK SPACE}%" if name in PROZENTE else "")
    if _TAG.fullmatch(text):
        return f"{date.fromisoformat(text):%d.%m.%Y}"
    return _NAMEN.get(name, {}).get(text) or _UMLAUTE.get(text, text)
