"""The door of adoption: read a list, release or drop it, and take its cases over – each wholly or not at all.

A case enters the machine where it stands elsewhere. Nothing is pretended: no check, no letter, no signature;
its first entry in the trail names the source, and that everything before stands in the old file.
"""

from collections.abc import Iterable
from datetime import date

from django.core.files.base import File
from django.db import DatabaseError, transaction
from django.db.models import Count

from antraege.antrag import services as antragsdienst
from antraege.antrag.anlagen import hebe_auf
from antraege.antrag.models import Antrag, Antragsart
from antraege.foerderung import aenderungen, uebernahme
from antraege.foerderung.services import inhalt_fuer_aufnahme
from antraege.foerderung.waechter import beihilfen
from antraege.kern.geld import NULL
from antraege.kern.maengel import MaengelFehler
from antraege.kern.uebernahme import GEPRUEFT, Altstand
from antraege.kern.vieraugen import Taetigkeit
from antraege.maschine import Uebergang
from antraege.programme.models import Foerderprogramm
from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Uebernahmelauf, Uebernahmezeile, Zeilenart, Zeilenstand
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.tuer.verzeichnis import verfahren_fuer
from workflows.uebernahme import forderung, vereinbarung
from workflows.uebernahme.blaetter import JE_ART
from workflows.uebernahme.herkunft import herkunft
from workflows.uebernahme.lesen import Rohzeile, lies
from workflows.uebernahme.pruefen import Fall, Fehler
from workflows.uebernahme.pruefen_forderung import Forderungszeile
from workflows.uebernahme.pruefen_vereinbarung import Vereinbarungszeile
from workflows.uebernahme.stammdaten import schlicht
from workflows.uebernahme.urteil import Gelesen, Urteil

Schluessel = tuple[str, str]  # sheet and number there
STAPEL = 50  # rows per transaction
HOECHSTENS = 500  # values in one condition
BEENDET = "Diese Übernahme ist nicht mehr offen."
# Who reads rows of a kind at its Stelle, and who releases them there: the same two as for such a case from here.
RECHTE = {
    Zeilenart.FALL: (Recht.HAUSHALT_BEWIRTSCHAFTEN, Recht.HAUSHALT_FREIGEBEN),
    Zeilenart.FORDERUNG: (Recht.HAUSHALT_BEWIRTSCHAFTEN, Recht.HAUSHALT_FREIGEBEN),
    Zeilenart.VEREINBARUNG: (Recht.VEREINBARUNG_ENTWERFEN, Recht.VEREINBARUNG_FREIGEBEN),
}
LESERECHTE = tuple(dict.fromkeys(liest for liest, _ in RECHTE.values()))
FREIGABERECHTE = tuple(dict.fromkeys(gibt_frei for _, gibt_frei in RECHTE.values()))
LIEST: Wer[Uebernahmelauf] = Wer(lambda _lauf, akteur: rechte.verlange_irgendwo(akteur, *LESERECHTE))


def _darf_freigeben(lauf: Uebernahmelauf, akteur: Benutzer) -> Berechtigung:
    """The right for every kind of row at every Stelle of the run; raises Verweigert at the first one without it."""
    eigene = [rechte.verlange(akteur, recht, stelle) for recht, stelle in verlangtes(lauf)]
    return eigene[0] if eigene else rechte.verlange_irgendwo(akteur, *FREIGABERECHTE)


GIBT_FREI: Wer[Uebernahmelauf] = Wer(
    _darf_freigeben, {"hochgeladen_von": "Wer die Liste eingelesen hat, gibt sie nicht frei."}
)
VERWIRFT: Wer[Uebernahmelauf] = Wer(
    lambda _lauf, akteur: rechte.verlange_irgendwo(akteur, *LESERECHTE, *FREIGABERECHTE)
)


def verlangtes(lauf: Uebernahmelauf) -> list[tuple[Recht, Stelle]]:
    """Which right at which Stelle it takes to release the rows of a run that can be adopted."""
    offene = lauf.zeilen.filter(ergebnis=Zeilenstand.OFFEN).order_by()
    programme = list(Foerderprogramm.objects.select_related("stelle"))
    gefunden: dict[tuple[Recht, Stelle], None] = {}
    for art in (Zeilenart.FALL, Zeilenart.VEREINBARUNG):
        namen = set(offene.filter(art=art).values_list("zellen__programm", flat=True))
        genannt = {schlicht(name) for name in namen if name}
        for p in programme:
            if {schlicht(p.name), schlicht(p.kuerzel)} & genannt:
                gefunden[RECHTE[art][1], p.stelle] = None
    zeichen = set(offene.filter(art=Zeilenart.FORDERUNG).values_list("zellen__fall", flat=True))
    for stelle in _stellen_der_faelle(lauf.quelle, zeichen):
        gefunden[RECHTE[Zeilenart.FORDERUNG][1], stelle] = None
    return list(gefunden)


def _stellen_der_faelle(quelle: str, zeichen: set[str]) -> list[Stelle]:
    """Where these cases lie that were taken over before; those of the same list name their programme there."""
    gesucht, stellen = sorted(z for z in zeichen if z), set[int]()
    for ab in range(0, len(gesucht), HOECHSTENS):
        teil = gesucht[ab : ab + HOECHSTENS]
        frueher = Uebernahmezeile.objects.filter(
            quelle=quelle, art=Zeilenart.FALL, ergebnis=Zeilenstand.UEBERNOMMEN, fremdzeichen__in=teil
        )
        hiesige = Antrag.objects.filter(uebernommen_am__isnull=False, aktenzeichen__in=teil)
        stellen |= {pk for pk in frueher.values_list("antrag__stelle", flat=True) if pk is not None}
        stellen |= set(hiesige.values_list("stelle", flat=True))
    return list(Stelle.objects.filter(pk__in=stellen))


def bilanz(lauf: Uebernahmelauf) -> dict[str, int]:
    """How many rows of a run are in which state."""
    gezaehlt = dict(lauf.zeilen.order_by().values_list("ergebnis").annotate(Count("pk")))
    return {stand.value: gezaehlt.get(stand.value, 0) for stand in Zeilenstand}


def lies_ein(upload: File, *, quelle: str, stand_vom: date, akteur: Benutzer) -> Uebernahmelauf:
    """Keep the list with a judgement on every row; nothing is adopted. Raises DateiFehler, Verweigert."""
    rechte.verlange_irgendwo(akteur, *LESERECHTE)
    datei, rohzeilen = lies(upload)
    with transaction.atomic():
        lauf = hebe_auf(
            Uebernahmelauf, datei, akteur=akteur, quelle=" ".join(quelle.split()), stand_vom=stand_vom
        )
        zeilen = _beurteile(lauf, rohzeilen, akteur)
        Uebernahmezeile.objects.bulk_create(zeilen, batch_size=500)
        with akt(Tat.UEBERNAHME_EINLESEN, lauf, LIEST, akteur=akteur) as einlesen:
            einlesen.nenne(
                nachher={"name": lauf.name, "quelle": lauf.quelle, "stand_vom": stand_vom, **bilanz(lauf)},
                dokument_hash=lauf.sha256,
            )
    return lauf


def _beurteile(lauf: Uebernahmelauf, rohzeilen: list[Rohzeile], akteur: Benutzer) -> list[Uebernahmezeile]:
    zeilen = [
        Uebernahmezeile(
            lauf=lauf,
            art=roh.blatt.art,
            nr=roh.nr,
            quelle=lauf.quelle,
            fremdzeichen=roh.zellen.get("fremdzeichen", "")[:60],
            zellen=roh.zellen,
        )
        for roh in rohzeilen
    ]
    urteil = Urteil(lauf, akteur, faelle=_faelle(zeilen))
    bekannt = _schon_da(lauf.quelle, zeilen)
    gesehen: dict[Schluessel, int] = {}
    for zeile in zeilen:
        schluessel = _schluessel(zeile)
        if schluessel in bekannt:
            _ist_schon_da(zeile, bekannt[schluessel])
        elif zeile.fremdzeichen and schluessel in gesehen:
            satz = f"„{zeile.fremdzeichen}“ steht schon in Zeile {gesehen[schluessel]}."
            _hat_fehler(zeile, [(_zeichenspalte(zeile), satz)])
        else:
            gesehen[schluessel] = zeile.nr
            _, fehler = urteil.ueber(zeile.art, zeile.zellen)
            if fehler:
                _hat_fehler(zeile, fehler)
    return zeilen


def _schluessel(zeile: Uebernahmezeile) -> Schluessel:
    return str(zeile.art), zeile.fremdzeichen


def _zeichenspalte(zeile: Uebernahmezeile) -> str:
    return JE_ART[Zeilenart(zeile.art)].je_feld["fremdzeichen"].name


def _faelle(zeilen: Iterable[Uebernahmezeile]) -> list[str]:
    """The cases that claims among these rows name."""
    return [zeile.zellen.get("fall", "") for zeile in zeilen if zeile.art == Zeilenart.FORDERUNG]


def _schon_da(quelle: str, zeilen: Iterable[Uebernahmezeile]) -> dict[Schluessel, str]:
    """Which of these numbers of the source have become a case or a claim before, and which one."""
    gesucht = sorted({zeile.fremdzeichen for zeile in zeilen if zeile.fremdzeichen})
    gefunden: dict[Schluessel, str] = {}
    uebernommene = Uebernahmezeile.objects.filter(quelle=quelle, ergebnis=Zeilenstand.UEBERNOMMEN)
    for ab in range(0, len(gesucht), HOECHSTENS):
        treffer = uebernommene.filter(fremdzeichen__in=gesucht[ab : ab + HOECHSTENS])
        for zeile in treffer.select_related("antrag", "forderung__antrag"):
            assert zeile.fall is not None
            gefunden[_schluessel(zeile)] = zeile.fall.aktenzeichen or ""
    return gefunden


def _ist_schon_da(zeile: Uebernahmezeile, aktenzeichen: str) -> None:
    zeile.ergebnis = Zeilenstand.SCHON_DA
    wo = "im Fall" if zeile.art == Zeilenart.FORDERUNG else "als"
    zeile.fehler = [[_zeichenspalte(zeile), f"Schon übernommen {wo} {aktenzeichen}."]]


def _hat_fehler(zeile: Uebernahmezeile, fehler: Fehler) -> None:
    zeile.ergebnis, zeile.fehler = Zeilenstand.FEHLER, [list(paar) for paar in fehler]


def gib_frei(lauf_id: int, *, akteur: Benutzer) -> Uebernahmelauf:
    """A second person lets the rows without fault be adopted. Raises Verweigert, Ueberholt."""
    zeilen = Uebernahmelauf.objects.filter(pk=lauf_id)
    with akt(Tat.UEBERNAHME_FREIGEBEN, zeilen, GIBT_FREI, akteur=akteur) as freigabe:
        lauf = freigabe.objekt
        if not lauf.wartet:
            raise Ueberholt(BEENDET)
        if not bilanz(lauf)["offen"]:
            raise Ueberholt("Keine Zeile dieser Liste kann übernommen werden.")
        lauf.freigegeben_von, lauf.freigegeben_am = akteur, uhr.jetzt()
        freigabe.nenne(nachher={"zeilen": bilanz(lauf)["offen"]}, dokument_hash=lauf.sha256)
    return lauf


def verwirf(lauf_id: int, *, grund: str, akteur: Benutzer) -> Uebernahmelauf:
    """Nothing of this list is adopted. Raises Verweigert, Ueberholt when it is released."""
    with akt(
        Tat.UEBERNAHME_VERWERFEN, Uebernahmelauf.objects.filter(pk=lauf_id), VERWIRFT, akteur=akteur
    ) as verwerfen:
        lauf = verwerfen.objekt
        if not lauf.wartet:
            raise Ueberholt(BEENDET)
        lauf.verworfen_von, lauf.verworfen_am, lauf.grund = akteur, uhr.jetzt(), grund
        verwerfen.nenne(nachher={"grund": grund}, dokument_hash=lauf.sha256)
    return lauf


def uebernimm_naechste(lauf_id: int, *, anzahl: int = STAPEL) -> int:
    """Adopt the next rows of a released run in one transaction; 0 when the run has come to its end.

    Two at once take turns, and after an interruption the next call goes on where the last one committed.
    """
    with transaction.atomic():
        lauf = Uebernahmelauf.objects.select_for_update(of=("self",)).get(pk=lauf_id)
        if not lauf.laeuft:
            return 0
        offene = list(lauf.zeilen.filter(ergebnis=Zeilenstand.OFFEN).order_by("art", "nr")[:anzahl])
        if not offene:
            _beende(lauf)
            return 0
        akteur = Benutzer.objects.get(pk=lauf.hochgeladen_von_id)
        art = offene[0].art
        offene = [
            zeile for zeile in offene if zeile.art == art
        ]  # a claim finds its case only once that is here
        urteil = Urteil(lauf, akteur, faelle=_faelle(offene))
        bekannt = _schon_da(lauf.quelle, offene)
        for zeile in offene:
            if _schluessel(zeile) in bekannt:
                _ist_schon_da(zeile, bekannt[_schluessel(zeile)])
                continue
            gelesen, fehler = urteil.ueber(zeile.art, zeile.zellen)
            if gelesen is not None:
                fehler = _versuche(zeile, gelesen, lauf, akteur)
            if fehler:
                _hat_fehler(zeile, fehler)
        felder = ["ergebnis", "fehler", "antrag", "forderung", "uebernommen_am"]
        Uebernahmezeile.objects.bulk_update(offene, felder)
    return len(offene)


def _beende(lauf: Uebernahmelauf) -> None:
    """All rows have been looked at; the system says so with the counts."""
    with akt(Tat.UEBERNAHME_BEENDEN, lauf, LIEST, akteur=None) as beenden:
        lauf.beendet_am = uhr.jetzt()
        beenden.nenne(nachher=bilanz(lauf), dokument_hash=lauf.sha256)


def _versuche(zeile: Uebernahmezeile, gelesen: Gelesen, lauf: Uebernahmelauf, akteur: Benutzer) -> Fehler:
    """Adopt one row wholly, or give back in words why not; then nothing of it is left."""
    try:
        with transaction.atomic():
            match gelesen:
                case Fall():
                    zeile.wird(_uebernimm(gelesen, lauf, zeile.nr, akteur))
                case Forderungszeile():
                    zeile.wird(forderung.uebernimm(gelesen, lauf, zeile.nr, akteur))
                case Vereinbarungszeile():
                    zeile.wird(vereinbarung.uebernimm(gelesen, lauf, zeile.nr, akteur))
    except MaengelFehler as fehler:
        return [("Übernahme", mangel.text) for mangel in fehler.maengel]
    except (Verweigert, DatabaseError) as fehler:
        return [("Übernahme", str(fehler)[:300])]
    return []


def _uebernimm(fall: Fall, lauf: Uebernahmelauf, nr: int, akteur: Benutzer) -> Antrag:
    """The act itself: the case with all that is known of it, its place in the machine and in its flow."""
    alt = fall.alt
    neu = Antrag.objects.create(
        art=Antragsart.MITTELZUWEISUNG if fall.traeger.staedtisch else Antragsart.FOERDERUNG,
        programm=fall.programm,
        richtlinie=fall.richtlinie,
        stelle=fall.programm.stelle,
        traeger=fall.traeger,
        standort=fall.standort,
        titel=fall.titel,
        beginn=alt.beginn,
        ende=alt.ende,
        haushaltsjahr=fall.haushaltsjahr,
        beantragt=alt.beantragt,
        einheiten=fall.einheiten,
        angelegt_von=akteur,
        sachbearbeitung=fall.sachbearbeitung,
        eingereicht_am=uhr.mittag(alt.antrag_vom),
        uebernommen_am=uhr.jetzt(),
        fremdzeichen=fall.fremdzeichen,
    )
    with geoeffnet(Tat.FALL_UEBERNEHMEN, neu.pk, akteur) as handlung:
        antrag = handlung.antrag
        # The same rows as the ones in hand, so that nothing is read twice for thousands of cases.
        antrag.programm, antrag.richtlinie, antrag.stelle = (
            fall.programm,
            fall.richtlinie,
            fall.programm.stelle,
        )
        antrag.traeger, antrag.sachbearbeitung = fall.traeger, fall.sachbearbeitung
        handlung.berechtigung = rechte.verlange(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, antrag.stelle)
        handlung.beteilige(Taetigkeit.UEBERNEHMEN)
        antragsdienst.vergib_aktenzeichen(antrag, jahr=uhr.heute().year)
        kosten = uebernahme.lege_plan_an(antrag, alt)
        if alt.entschieden:
            _trage_geld_ein(handlung, fall, f"Übernommen aus {lauf.quelle}, {fall.fremdzeichen}"[:200])
        if alt.stand == Altstand.NACHWEIS_EINGEREICHT:
            uebernahme.trage_nachweis_ein(antrag, alt, kosten)
        handlung.bewege(_uebergang(fall))
        handlung.von = ""
        if alt.entschieden:
            aenderungen.nimm_stand_auf(antrag, anlass="uebernommen")
        else:
            antragsdienst.nimm_auf(antrag, anlass="uebernommen", inhalt=inhalt_fuer_aufnahme(antrag))
        verfahren_fuer(antrag).aufnahme.run(handlung=handlung)
        handlung.vermerke(**_herkunft(fall, lauf, nr))
        handlung.nenne(freigegeben_von=str(lauf.freigegeben_von))
    return antrag


def _trage_geld_ein(handlung: Handlung, fall: Fall, text: str) -> None:
    antrag, alt = handlung.antrag, fall.alt
    assert alt.bewilligt is not None
    assert alt.bescheid_vom is not None
    antrag.bewilligt, antrag.ausgezahlt = alt.bewilligt, alt.ausgezahlt
    antrag.entfallen, antrag.erstattet = alt.entfallen, alt.erstattet or NULL
    antrag.entschieden_am = uhr.mittag(alt.bescheid_vom)
    if alt.stand in GEPRUEFT:
        antrag.abgerechnet = antrag.ausgezahlt - antrag.erstattet
    if alt.stand == Altstand.ABGESCHLOSSEN:
        antrag.abgeschlossen_am = uhr.jetzt()
    uebernahme.trage_entscheidung_ein(antrag, alt, auflagen=fall.auflagen, akteur=handlung.person, text=text)
    if antrag.richtlinie.deminimis:
        beihilfen.trage_ein(antrag, tag=alt.bescheid_vom, akteur=handlung.person)


def _uebergang(fall: Fall) -> Uebergang:
    """Where in the machine a case of this state belongs."""
    if not fall.alt.entschieden:
        return Antrag.uebernimm_beantragt
    if fall.alt.stand == Altstand.ABGESCHLOSSEN:
        return Antrag.uebernimm_abgeschlossen
    if fall.alt.stand == Altstand.RUECKFORDERUNG_OFFEN:
        return Antrag.uebernimm_kontrolliert
    return Antrag.uebernimm_ausgezahlt if fall.alt.ausgezahlt else Antrag.uebernimm_bewilligt


def _herkunft(fall: Fall, lauf: Uebernahmelauf, nr: int) -> dict[str, object]:
    """What the first entry of the case says: from where, as of when, which row of which file; and what it took over."""
    alt = fall.alt
    von: dict[str, object] = {
        **herkunft(lauf, nr, fall.fremdzeichen, stand=alt.stand.bezeichnung),
        "richtlinie": str(fall.richtlinie),
        "beantragt": alt.beantragt,
    }
    if alt.entschieden:
        von |= {
            "bewilligt": alt.bewilligt,
            "bescheid_vom": alt.bescheid_vom,
            "ausgezahlt": alt.ausgezahlt,
            "je_jahr": {str(jahr): anteil.bewilligt for jahr, anteil in fall.anteile.items()},
            "zahlungen": [{"am": tag, "betrag": betrag} for tag, betrag in alt.zahlungen],
        }
    return von


def laufende() -> list[int]:
    """The released runs that are not at their end, the oldest first."""
    laeufe = Uebernahmelauf.objects.filter(freigegeben_am__isnull=False, beendet_am=None)
    return list(laeufe.order_by("id").values_list("pk", flat=True))
