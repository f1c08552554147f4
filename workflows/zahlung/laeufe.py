"""Payments through the door: signed papers, runs to the finance system, taking rows back.

A run happens wholly or not at all; each of its cases is locked, checked and gets its entry in the trail.
Raises Verweigert (403), Ueberholt (409), MaengelFehler (422).
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.models import Antrag
from antraege.foerderung.models import (
    Abrufstatus,
    Laufstatus,
    Mittelabruf,
    Zahlungsdatei,
    Zahlungslauf,
    Zahlungsposition,
    Zahlungsunterlage,
)
from antraege.foerderung.zahlung import laeufe, unterlagen
from antraege.foerderung.zahlung.pain import ZahlungsdateiFehler
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from antraege.kern.vieraugen import Taetigkeit
from rollen import bankverbindung, rechte
from rollen.akt import akt, wer_schon_darf
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung
from rollen.stellen import kasse
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.tuer import hindernisse
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.zahlung import tore as zahlungstore

OHNE_KONTO = Mangel(
    "Die Stadtkasse hat keine bestätigte Bankverbindung.", behebt="Kasse und Finanz-Sachbearbeitung"
)


def erfasse_unterlage(
    antrag_id: int, datei: GepruefteDatei, *, art: str, vom: date, akteur: Benutzer
) -> Zahlungsunterlage:
    """The office records a signed paper that a payment waits for."""
    with geoeffnet(Tat.ZAHLUNGSUNTERLAGE_ERFASSEN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = rechte.verlange(akteur, Recht.SACHLICH_FESTSTELLEN, antrag.stelle)
        if not hasattr(antrag, "bescheid"):
            raise MaengelFehler([Mangel("Über den Antrag ist noch nicht entschieden.", behebt="Leitung")])
        unterlage = unterlagen.erfasse(antrag, datei, art=art, vom=vom, akteur=akteur)
        handlung.vermerke(art=art, vom=vom, anlage=datei.name, sha256=datei.sha256)
    return unterlage


def erstelle_lauf(
    abruf_ids: Iterable[int], *, schluessel: UUID, ausfuehrung_am: date, akteur: Benutzer
) -> Zahlungslauf:
    """Hand ordered instalments over; the same `schluessel` again gives the same run and does nothing."""
    berechtigung = rechte.verlange(akteur, Recht.BUCHEN, kasse())
    if vorhanden := Zahlungslauf.objects.filter(schluessel=schluessel).first():
        return vorhanden
    try:
        return _erstelle(set(abruf_ids), schluessel, ausfuehrung_am, berechtigung, akteur)
    except IntegrityError:
        if vorhanden := Zahlungslauf.objects.filter(schluessel=schluessel).first():
            return vorhanden
        raise


@transaction.atomic
def _erstelle(
    abruf_ids: set[int], schluessel: UUID, ausfuehrung_am: date, berechtigung: Berechtigung, akteur: Benutzer
) -> Zahlungslauf:
    konto = bankverbindung.geltende(kasse())
    if not abruf_ids:
        raise MaengelFehler([Mangel("Bitte wählen Sie mindestens eine Zahlung aus.", feld="abrufe")])
    if konto is None:
        raise MaengelFehler([OHNE_KONTO])
    lauf = laeufe.beginne(schluessel=schluessel, konto=konto, ausfuehrung_am=ausfuehrung_am, akteur=akteur)
    wer = wer_schon_darf(berechtigung)
    with akt(Tat.ZAHLUNGSLAUF_ERSTELLEN, lauf.kette, wer, akteur=akteur) as erstellen:
        zeilen = Mittelabruf.objects.filter(pk__in=abruf_ids).order_by("antrag_id", "pk")
        maengel: list[Mangel] = []
        positionen: list[Zahlungsposition] = []
        for abruf_id, antrag_id in zeilen.values_list("pk", "antrag_id"):
            with geoeffnet(Tat.ZAHLUNG_UEBERGEBEN, antrag_id, akteur) as handlung:
                abruf = _gesperrt(abruf_id, handlung.antrag)
                gruende = uebergabehindernisse(handlung, abruf)
                zeichen = handlung.antrag.aktenzeichen
                maengel += [Mangel(f"{zeichen}: {m.text}", behebt=m.behebt) for m in gruende]
                if gruende:
                    handlung.tat = None  # all or none: the run is refused with every reason below
                else:
                    handlung.berechtigung = berechtigung
                    position = laeufe.nimm_auf(lauf, abruf)
                    handlung.beteilige(Taetigkeit.BUCHEN)
                    handlung.vermerke(lauf=lauf.kennung, referenz=position.referenz, betrag=position.betrag)
                    positionen.append(position)
        keine_oder(maengel)
        dateien = _schliesse(lauf, positionen)
        fakten = {"anzahl": lauf.anzahl, "summe": lauf.summe, "dateien": {d.name: d.sha256 for d in dateien}}
        erstellen.nenne(kette=lauf.kette, nachher=fakten, dokument_hash=dateien[0].sha256)
    return lauf


def uebergabehindernisse(handlung: Handlung, abruf: Mittelabruf) -> list[Mangel]:
    """Why this person must not hand this instalment over now."""
    if abruf.status != Abrufstatus.ANGEORDNET or abruf.antrag.intern:
        return [Mangel(f"{abruf} ist nicht zur Übergabe angeordnet, sondern {abruf.get_status_display()}.")]
    return [
        *hindernisse.befangen(handlung, Taetigkeit.BUCHEN),
        *zahlungstore.maengel(abruf.antrag, abruf=abruf),
    ]


def ziehe_lauf_zurueck(lauf_id: int, *, grund: str, akteur: Benutzer) -> Zahlungslauf:
    """The run is not used: every order stands again. Not possible once one of its rows is booked."""
    berechtigung = rechte.verlange(akteur, Recht.BUCHEN, kasse())
    wer = wer_schon_darf(berechtigung)
    zeile = Zahlungslauf.objects.filter(pk=lauf_id)
    with akt(Tat.ZAHLUNGSLAUF_ZURUECKZIEHEN, zeile, wer, akteur=akteur) as rueckzug:
        lauf = rueckzug.objekt
        if lauf.status != Laufstatus.ERSTELLT:
            raise Ueberholt("Der Zahlungslauf ist bereits zurückgezogen.")
        positionen = laeufe.offene_positionen(lauf)
        if len(positionen) != lauf.positionen.filter(entfallen_am=None).count():
            text = "Eine Zahlung des Laufs ist schon gebucht. Nehmen Sie die anderen einzeln zurück."
            raise MaengelFehler([Mangel(text, behebt="Kasse")])
        for position in positionen:
            _nimm_heraus(position, grund, berechtigung, akteur)
        laeufe.ziehe_zurueck(lauf, grund=grund, akteur=akteur)
        fakten = {"grund": grund, "anzahl": len(positionen)}
        rueckzug.nenne(von="", nach="", nachher=fakten)
    return lauf


def nimm_position_zurueck(position_id: int, *, grund: str, akteur: Benutzer) -> Zahlungsposition:
    """The bank has not carried out one payment: its order stands again."""
    berechtigung = rechte.verlange(akteur, Recht.BUCHEN, kasse())
    lauf_id = Zahlungsposition.objects.values_list("lauf", flat=True).get(pk=position_id)
    wer = wer_schon_darf(berechtigung)
    with akt(Tat.ZAHLUNG_ZURUECKNEHMEN, f"zahlungslauf/{lauf_id}", wer, akteur=akteur) as ruecknahme:
        position = Zahlungsposition.objects.select_for_update().select_related("lauf").get(pk=position_id)
        if position.entfallen_am or position.mittelabruf.status != Abrufstatus.UEBERGEBEN:
            raise Ueberholt("Diese Zahlung ist schon gebucht oder zurückgenommen.")
        _nimm_heraus(position, grund, berechtigung, akteur)
        fakten = {"grund": grund, "referenz": position.referenz}
        ruecknahme.nenne(kette=position.lauf.kette, nachher=fakten)
    return position


def _gesperrt(abruf_id: int, antrag: Antrag) -> Mittelabruf:
    """The instalment as it is under the lock of its request."""
    abruf = Mittelabruf.objects.get(pk=abruf_id)
    abruf.antrag = antrag
    return abruf


def _nimm_heraus(
    position: Zahlungsposition, grund: str, berechtigung: Berechtigung, akteur: Benutzer
) -> None:
    with geoeffnet(Tat.ZAHLUNG_ZURUECKNEHMEN, position.mittelabruf.antrag_id, akteur) as handlung:
        handlung.berechtigung = berechtigung
        position.mittelabruf = _gesperrt(position.mittelabruf_id, handlung.antrag)
        laeufe.gib_zurueck(position)
        handlung.vermerke(lauf=position.lauf.kennung, referenz=position.referenz, grund=grund)


def _schliesse(lauf: Zahlungslauf, positionen: list[Zahlungsposition]) -> list[Zahlungsdatei]:
    try:
        return laeufe.schliesse(lauf, positionen)
    except ZahlungsdateiFehler as fehler:
        text = f"Die Zahlungsdatei passt nicht zum Schema: {fehler}"
        raise MaengelFehler([Mangel(text[:500], behebt="Administration")]) from fehler
