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
from antraege.kern.uebernahme import Altstand
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
from workflows.models import Uebernahmelauf, Uebernahmezeile, Zeilenstand
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.tuer.verzeichnis import verfahren_fuer
from workflows.uebernahme.lesen import Rohzeile, lies
from workflows.uebernahme.pruefen import Fall, Fehler, Zeilenpruefung
from workflows.uebernahme.stammdaten import Stammdaten, schlicht

STAPEL = 50  # cases per transaction
DAVOR = "Was vorher geschah, steht in der alten Akte."
BEENDET = "Diese Übernahme ist nicht mehr offen."
LIEST: Wer[Uebernahmelauf] = Wer(
    lambda _lauf, akteur: rechte.verlange_irgendwo(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN)
)


def _darf_freigeben(lauf: Uebernahmelauf, akteur: Benutzer) -> Berechtigung:
    """The right at every Stelle of the run; raises Verweigert at the first one without it."""
    eigene = [rechte.verlange(akteur, Recht.HAUSHALT_FREIGEBEN, stelle) for stelle in stellen(lauf)]
    return eigene[0] if eigene else rechte.verlange_irgendwo(akteur, Recht.HAUSHALT_FREIGEBEN)


GIBT_FREI: Wer[Uebernahmelauf] = Wer(
    _darf_freigeben, {"hochgeladen_von": "Wer die Liste eingelesen hat, gibt sie nicht frei."}
)
VERWIRFT: Wer[Uebernahmelauf] = Wer(
    lambda _lauf, akteur: rechte.verlange_irgendwo(
        akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, Recht.HAUSHALT_FREIGEBEN
    )
)


def stellen(lauf: Uebernahmelauf) -> list[Stelle]:
    """Whose programmes the rows of a run name that can be adopted."""
    namen = set(lauf.zeilen.filter(ergebnis=Zeilenstand.OFFEN).values_list("zellen__programm", flat=True))
    genannt = {schlicht(name) for name in namen if name}
    programme = Foerderprogramm.objects.select_related("stelle")
    return list({p.stelle for p in programme if {schlicht(p.name), schlicht(p.kuerzel)} & genannt})


def bilanz(lauf: Uebernahmelauf) -> dict[str, int]:
    """How many rows of a run are in which state."""
    gezaehlt = dict(lauf.zeilen.order_by().values_list("ergebnis").annotate(Count("pk")))
    return {stand.value: gezaehlt.get(stand.value, 0) for stand in Zeilenstand}


def lies_ein(upload: File, *, quelle: str, stand_vom: date, akteur: Benutzer) -> Uebernahmelauf:
    """Keep the list with a judgement on every row; nothing is adopted. Raises DateiFehler, Verweigert."""
    rechte.verlange_irgendwo(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN)
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
    pruefung = Zeilenpruefung(Stammdaten(akteur), heute=uhr.heute())
    bekannt = _schon_da(lauf.quelle, (roh.zellen.get("fremdzeichen", "") for roh in rohzeilen))
    gesehen: dict[str, int] = {}
    zeilen = []
    for roh in rohzeilen:
        zeichen = roh.zellen.get("fremdzeichen", "")[:60]
        zeile = Uebernahmezeile(
            lauf=lauf, nr=roh.nr, quelle=lauf.quelle, fremdzeichen=zeichen, zellen=roh.zellen
        )
        if zeichen in bekannt:
            _ist_schon_da(zeile, bekannt[zeichen])
        elif zeichen and zeichen in gesehen:
            _hat_fehler(
                zeile, [("Altes Aktenzeichen", f"„{zeichen}“ steht schon in Zeile {gesehen[zeichen]}.")]
            )
        else:
            gesehen[zeichen] = roh.nr
            _, fehler = pruefung.pruefe(roh.zellen)
            if fehler:
                _hat_fehler(zeile, fehler)
        zeilen.append(zeile)
    return zeilen


def _schon_da(quelle: str, zeichen: Iterable[str]) -> dict[str, str]:
    """Which of these numbers of the source have become a case before, and which one."""
    gesucht = sorted({z for z in zeichen if z})
    gefunden: dict[str, str] = {}
    uebernommene = Uebernahmezeile.objects.filter(quelle=quelle, antrag__isnull=False)
    for ab in range(0, len(gesucht), 500):
        zeilen = uebernommene.filter(fremdzeichen__in=gesucht[ab : ab + 500])
        gefunden |= {
            alt: neu or "" for alt, neu in zeilen.values_list("fremdzeichen", "antrag__aktenzeichen")
        }
    return gefunden


def _ist_schon_da(zeile: Uebernahmezeile, aktenzeichen: str) -> None:
    zeile.ergebnis = Zeilenstand.SCHON_DA
    zeile.fehler = [["Altes Aktenzeichen", f"Schon übernommen als {aktenzeichen}."]]


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
        offene = list(lauf.zeilen.filter(ergebnis=Zeilenstand.OFFEN).order_by("nr")[:anzahl])
        if not offene:
            _beende(lauf)
            return 0
        akteur = Benutzer.objects.get(pk=lauf.hochgeladen_von_id)
        stamm = Stammdaten(akteur)
        pruefung = Zeilenpruefung(stamm, heute=uhr.heute())
        bekannt = _schon_da(lauf.quelle, (zeile.fremdzeichen for zeile in offene))
        for zeile in offene:
            if zeile.fremdzeichen in bekannt:
                _ist_schon_da(zeile, bekannt[zeile.fremdzeichen])
                continue
            fall, fehler = pruefung.pruefe(zeile.zellen)
            if fall is not None:
                fehler = _versuche(zeile, fall, lauf, akteur)
            if fehler:
                _hat_fehler(zeile, fehler)
        Uebernahmezeile.objects.bulk_update(offene, ["ergebnis", "fehler", "antrag", "uebernommen_am"])
    return len(offene)


def _beende(lauf: Uebernahmelauf) -> None:
    """All rows have been looked at; the system says so with the counts."""
    with akt(Tat.UEBERNAHME_BEENDEN, lauf, LIEST, akteur=None) as beenden:
        lauf.beendet_am = uhr.jetzt()
        beenden.nenne(nachher=bilanz(lauf), dokument_hash=lauf.sha256)


def _versuche(zeile: Uebernahmezeile, fall: Fall, lauf: Uebernahmelauf, akteur: Benutzer) -> Fehler:
    """Adopt one row wholly, or give back in words why not; then nothing of it is left."""
    try:
        with transaction.atomic():
            zeile.wird(_uebernimm(fall, lauf, zeile.nr, akteur))
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
    if alt.stand == Altstand.ABGESCHLOSSEN:
        antrag.abgerechnet, antrag.abgeschlossen_am = antrag.ausgezahlt - antrag.erstattet, uhr.jetzt()
    uebernahme.trage_entscheidung_ein(antrag, alt, auflagen=fall.auflagen, akteur=handlung.person, text=text)
    if antrag.richtlinie.deminimis:
        beihilfen.trage_ein(antrag, tag=alt.bescheid_vom, akteur=handlung.person)


def _uebergang(fall: Fall) -> Uebergang:
    """Where in the machine a case of this state belongs."""
    if not fall.alt.entschieden:
        return Antrag.uebernimm_beantragt
    if fall.alt.stand == Altstand.ABGESCHLOSSEN:
        return Antrag.uebernimm_abgeschlossen
    return Antrag.uebernimm_ausgezahlt if fall.alt.ausgezahlt else Antrag.uebernimm_bewilligt


def _herkunft(fall: Fall, lauf: Uebernahmelauf, nr: int) -> dict[str, object]:
    """What the first entry of the case says: from where, as of when, which row of which file; and what it took over."""
    alt = fall.alt
    herkunft: dict[str, object] = {
        "quelle": lauf.quelle,
        "fremdzeichen": fall.fremdzeichen,
        "stand_vom": lauf.stand_vom,
        "datei": lauf.name,
        "zeile": nr,
        "sha256": lauf.sha256,
        "stand": alt.stand.bezeichnung,
        "richtlinie": str(fall.richtlinie),
        "beantragt": alt.beantragt,
        "davor": DAVOR,
    }
    if alt.entschieden:
        herkunft |= {
            "bewilligt": alt.bewilligt,
            "bescheid_vom": alt.bescheid_vom,
            "ausgezahlt": alt.ausgezahlt,
            "je_jahr": {str(jahr): anteil.bewilligt for jahr, anteil in fall.anteile.items()},
            "zahlungen": [{"am": tag, "betrag": betrag} for tag, betrag in alt.zahlungen],
        }
    return herkunft


def laufende() -> list[int]:
    """The released runs that are not at their end, the oldest first."""
    laeufe = Uebernahmelauf.objects.filter(freigegeben_am__isnull=False, beendet_am=None)
    return list(laeufe.order_by("id").values_list("pk", flat=True))
