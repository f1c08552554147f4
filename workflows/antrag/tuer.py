"""The door of requests: handing in, withdrawing, placing into the graph, a deadline that has passed, a declared aid."""

from datetime import date
from decimal import Decimal

from antraege.antrag import nachforderungen
from antraege.antrag import services as antragsdienst
from antraege.antrag.models import Antrag
from antraege.foerderung import mittel, toepfe
from antraege.foerderung import services as foerderdienst
from antraege.foerderung.models import Beihilfe, Topfanteil
from antraege.foerderung.waechter import beihilfen
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import dienst as kooperation
from rollen import rechte, uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.traeger import wartestand
from workflows.antrag.schreiben import eingangsbestaetigung
from workflows.gremien.tuer import beende_gremienlauf
from workflows.tuer import hindernisse
from workflows.tuer.abbruch import brich_hauptverfahren_ab
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import geoeffnet, pruefe_stand, sperre_aufgabe
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.verzeichnis import bisheriges_verfahren, verfahren_fuer

AUFTRAG_UNGEPRUEFT = Mangel(
    "Bitte bestätigen Sie, dass Sie geprüft haben, was im Auftrag eingetragen ist.", feld="geprueft"
)
FRIST_ABGELAUFEN = "Es ist keine Antwort eingegangen. Die Stelle prüft den Antrag nach Aktenlage weiter."


def einreichen(
    antrag_id: int, *, akteur: Benutzer, stand: int | None = None, auftrag_geprueft: bool = True
) -> Antrag:
    """The Träger hands in: Aktenzeichen, snapshot, first task, Eingangsbestätigung; all defects or none.

    What somebody else has drafted for them they have to have checked (`auftrag_geprueft`).
    """
    with geoeffnet(Tat.EINREICHEN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = _verlange_zeichnung(akteur, antrag.traeger)
        hindernisse.verlange_ohne(hindernisse.vieraugen(handlung, Taetigkeit.BEANTRAGEN))
        if antrag.zustand != Status.ENTWURF:
            raise Ueberholt(f"Der Antrag ist bereits eingereicht ({antrag.zustand.bezeichnung}).")
        pruefe_stand(antrag, stand)
        keine_oder(foerderdienst.maengel_des_antrags(antrag))
        if antrag.im_auftrag:
            keine_oder([] if auftrag_geprueft else [AUFTRAG_UNGEPRUEFT])
            handlung.vermerke(bestaetigung=True, im_auftrag_von=antrag.im_auftrag_von)
        antragsdienst.vergib_aktenzeichen(antrag, jahr=uhr.heute().year)
        antrag.eingereicht_am = uhr.jetzt()
        aufnahme = antragsdienst.nimm_auf(
            antrag, anlass="eingereicht", inhalt=foerderdienst.inhalt_fuer_aufnahme(antrag)
        )
        handlung.beteilige(Taetigkeit.BEANTRAGEN)
        handlung.bewege(Antrag.einreichen, aktenzeichen=antrag.aktenzeichen, aufnahme=aufnahme.sha256)
        antrag.save()
        verfahren_fuer(antrag).eingang.run(handlung=handlung)
        erlasse(handlung, eingangsbestaetigung(handlung))
        schreibe_traeger(
            handlung,
            betreff="Ihr Antrag ist eingegangen",
            text=f"Ihr Aktenzeichen lautet {antrag.aktenzeichen}. Bitte beginnen Sie noch nicht mit dem Vorhaben.",
        )
    return antrag


def _verlange_zeichnung(akteur: Benutzer, traeger: Stelle) -> Berechtigung:
    """The right to hand in; who cannot have it before the organisation is verified reads that instead."""
    berechtigung = rechte.berechtigung_fuer(akteur, Recht.ANTRAG_EINREICHEN, traeger)
    if berechtigung is None and (stand := wartestand(traeger)):
        text = f"{stand.text} Sie können den Antrag entwerfen, aber noch nicht einreichen."
        raise Verweigert(text, f"Das kann ändern: {stand.behebt}.")
    return berechtigung or rechte.verlange(akteur, Recht.ANTRAG_EINREICHEN, traeger)


def zurueckziehen(antrag_id: int, *, akteur: Benutzer, grund: str) -> Antrag:
    """The Träger withdraws; possible at every point before the decision. Open tasks and reserves go."""
    with geoeffnet(Tat.ZURUECKZIEHEN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = rechte.verlange(akteur, Recht.ANTRAG_ZURUECKZIEHEN, antrag.traeger)
        if antrag.zustand == Status.ZURUECKGEZOGEN:
            raise Ueberholt("Der Antrag ist bereits zurückgezogen.")
        war_entwurf = antrag.zustand == Status.ENTWURF
        handlung.beteilige(Taetigkeit.BEANTRAGEN)
        handlung.bewege(Antrag.zurueckziehen, grund=grund)
        brich_hauptverfahren_ab(antrag)
        beende_gremienlauf(handlung, grund="Der Antrag ist zurückgezogen.")
        if antrag.kooperation and not war_entwurf:
            kooperation.brich_ab(antrag.vereinbarung)
        if not war_entwurf:
            mittel.gib_vormerkung_frei(antrag, anlass="rueckzug", akteur=akteur)
            schreibe_amt(handlung, betreff="Antrag zurückgezogen", text=grund or "Ohne Angabe von Gründen.")
    return antrag


def aufnehmen(antrag_id: int, *, akteur: Benutzer | None) -> Antrag:
    """Place a case into the graph according to its status (import, repair); open tasks are closed first."""
    with geoeffnet(Tat.AUFNEHMEN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        if antrag.zustand == Status.ENTWURF:
            raise MaengelFehler([Mangel("Ein Entwurf liegt noch beim Träger.", behebt="Träger")])
        verfahren = bisheriges_verfahren(antrag) or verfahren_fuer(antrag)
        brich_hauptverfahren_ab(antrag)
        verfahren.aufnahme.run(handlung=handlung)
        handlung.vermerke(status=antrag.status)
    return antrag


def frist_abgelaufen(aufgabe_id: int) -> Antrag:
    """The deadline of a Nachforderung has passed: the office decides on the file, nothing is refused by itself."""
    with sperre_aufgabe(Tat.FRIST_ABGELAUFEN, aufgabe_id, None) as (handlung, aufgabe):
        nachforderung = nachforderungen.offene(handlung.antrag)
        if aufgabe.schritt != "nachforderung" or nachforderung is None or nachforderung.frist >= uhr.heute():
            raise Ueberholt("Die Frist läuft noch oder die Antwort ist schon da.")
        nachforderungen.lasse_ablaufen(nachforderung)
        handlung.bewege(Antrag.nachreichen, frist_abgelaufen=nachforderung.frist)
        handlung.schliesse(aufgabe, von=None)
        for schreibe in (schreibe_amt, schreibe_traeger):
            schreibe(handlung, betreff="Frist zum Nachreichen abgelaufen", text=FRIST_ABGELAUFEN)
    return handlung.antrag


def bestaetige_zusage(anteil: Topfanteil, *, akteur: Benutzer) -> None:
    """A second person at the Stelle of the line has seen the funder's promise in writing, for a request or a change.

    Raises Verweigert (also for who has proposed the share), Ueberholt when it is confirmed or proposed anew.
    """
    with geoeffnet(Tat.ZUSAGE_BESTAETIGEN, anteil.antrag.pk, akteur) as handlung:
        aktuell = toepfe.offene_zusage(anteil)
        if aktuell is None:
            raise Ueberholt("Diese Zusage ist schon bestätigt oder wird nicht mehr vorgeschlagen.")
        stelle = aktuell.haushaltsstelle.stelle
        handlung.berechtigung = rechte.verlange(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, stelle)
        if akteur.pk == aktuell.vorgeschlagen_von_id:
            raise Verweigert(
                "Sie haben diesen Anteil vorgeschlagen. Die Zusage bestätigt eine andere Person."
            )
        toepfe.bestaetige(aktuell, akteur=akteur)
        handlung.vermerke(geldgeber=aktuell.geldgeber, zusage=aktuell.zusage, betrag=aktuell.betrag)


def erklaere(antrag_id: int, *, datum: date, betrag: Decimal, geber: str, akteur: Benutzer) -> Beihilfe:
    """Record an aid of another grantor in euro, as the applicant has declared it.

    Raises Verweigert, and MaengelFehler for a programme that is no De-minimis aid or a day to come.
    """
    with geoeffnet(Tat.BEIHILFE_ERKLAEREN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = rechte.verlange(akteur, Recht.FALL_PRUEFEN, antrag.stelle)
        if not antrag.richtlinie.deminimis:
            keine_oder([Mangel("Dieses Programm wird nicht als De-minimis-Beihilfe geprüft.")])
        if datum > uhr.heute():
            keine_oder([Mangel("Eine Beihilfe wurde höchstens heute bewilligt.", feld="datum")])
        beihilfe = beihilfen.erklaere(antrag, datum=datum, betrag=betrag, geber=geber, akteur=akteur)
        handlung.vermerke(datum=datum, betrag=betrag, geber=geber)
    return beihilfe
