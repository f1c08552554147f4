"""THE DOOR: the only code that moves a case. Views, bulk actions and commands all come through here.

Every function runs in one transaction: lock the request, right, separation of duties, conditions,
effect, trail, next tasks. Raises `rechte.Verweigert` (403), `Ueberholt` (409), `Eingabefehler` and
`MaengelFehler` (422); then nothing has changed, and a refusal stands in the trail.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from viewflow.workflow.status import STATUS

from antraege.antrag import nachforderungen
from antraege.antrag import services as antragsdienst
from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung import services as foerderdienst
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import dienst as kooperation
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.traeger import wartestand
from workflows.antrag.schreiben import eingangsbestaetigung
from workflows.gremien.ende import beende_gremienlauf
from workflows.models import Aufgabe, Nachricht
from workflows.postkorb.nachrichten import schreibrecht
from workflows.tuer import hindernisse
from workflows.tuer.abbruch import brich_hauptverfahren_ab
from workflows.tuer.fehler import Eingabefehler, Ueberholt
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.rahmen import geoeffnet, pruefe_stand, sperre_aufgabe
from workflows.tuer.schritt import Schritt
from workflows.tuer.verzeichnis import SCHRITTE, bisheriges_verfahren, verfahren_fuer
from workflows.tuer.weiter import schliesse

FRIST_ABGELAUFEN = "Es ist keine Antwort eingegangen. Die Stelle prüft den Antrag nach Aktenlage weiter."


def einreichen(antrag_id: int, *, akteur: Benutzer, stand: int | None = None) -> Antrag:
    """The Träger hands in: Aktenzeichen, snapshot, first task, Eingangsbestätigung; all defects or none."""
    with geoeffnet(antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = _verlange_zeichnung(akteur, antrag.traeger)
        hindernisse.verlange_ohne(hindernisse.vieraugen(handlung, Taetigkeit.BEANTRAGEN))
        if antrag.zustand != Status.ENTWURF:
            raise Ueberholt(f"Der Antrag ist bereits eingereicht ({antrag.zustand.bezeichnung}).")
        pruefe_stand(antrag, stand)
        keine_oder(foerderdienst.maengel_des_antrags(antrag))
        antragsdienst.vergib_aktenzeichen(antrag, jahr=uhr.heute().year)
        antrag.eingereicht_am = uhr.jetzt()
        aufnahme = antragsdienst.nimm_auf(
            antrag, anlass="eingereicht", inhalt=foerderdienst.inhalt_fuer_aufnahme(antrag)
        )
        handlung.beteilige(Taetigkeit.BEANTRAGEN)
        handlung.bewege("einreichen", aktenzeichen=antrag.aktenzeichen, aufnahme=aufnahme.sha256)
        antrag.save()
        verfahren_fuer(antrag).eingang.run()
        eingangsbestaetigung(handlung)
        schreibe_traeger(
            handlung,
            betreff="Ihr Antrag ist eingegangen",
            text=f"Ihr Aktenzeichen lautet {antrag.aktenzeichen}. Bitte beginnen Sie noch nicht mit dem Vorhaben.",
        )
        handlung.protokolliere("einreichen")
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
    with geoeffnet(antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = rechte.verlange(akteur, Recht.ANTRAG_ZURUECKZIEHEN, antrag.traeger)
        if antrag.zustand == Status.ZURUECKGEZOGEN:
            raise Ueberholt("Der Antrag ist bereits zurückgezogen.")
        war_entwurf = antrag.zustand == Status.ENTWURF
        handlung.beteilige(Taetigkeit.BEANTRAGEN)
        handlung.bewege("zurueckziehen", grund=grund)
        brich_hauptverfahren_ab(antrag)
        beende_gremienlauf(handlung, grund="Der Antrag ist zurückgezogen.")
        if antrag.kooperation and not war_entwurf:
            kooperation.brich_ab(antrag.vereinbarung)
        handlung.protokolliere("zurueckziehen")
        if not war_entwurf:
            mittel.gib_vormerkung_frei(antrag, anlass="rueckzug", akteur=akteur)
            schreibe_amt(handlung, betreff="Antrag zurückgezogen", text=grund or "Ohne Angabe von Gründen.")
        antrag.save()
    return antrag


def uebernehmen(aufgabe_id: int, *, akteur: Benutzer) -> Aufgabe:
    """Claim a free task; raises Ueberholt when someone else was faster."""
    with sperre_aufgabe(aufgabe_id, akteur) as (handlung, aufgabe):
        if aufgabe.status == STATUS.ASSIGNED and aufgabe.owner_id == akteur.pk:
            raise Ueberholt("Sie haben diese Aufgabe bereits übernommen.")
        _verlange_frei(aufgabe)
        hindernisse.verlange_ohne(_schritt(aufgabe).hindernisse(aufgabe, akteur=akteur))
        _gib(aufgabe, an=akteur)
        handlung.vermerke(schritt=aufgabe.schritt)
        handlung.protokolliere("aufgabe uebernehmen")
    return aufgabe


def abgeben(aufgabe_id: int, *, akteur: Benutzer) -> Aufgabe:
    """Give a task back to the queue of its Stelle."""
    with sperre_aufgabe(aufgabe_id, akteur) as (handlung, aufgabe):
        _verlange_bei(aufgabe, akteur)
        aufgabe.owner, aufgabe.status, aufgabe.uebernommen_am = None, STATUS.NEW, None
        aufgabe.wiedervorlage_am, aufgabe.wiedervorlage_grund = None, ""
        aufgabe.save()
        handlung.vermerke(schritt=aufgabe.schritt)
        handlung.protokolliere("aufgabe abgeben")
    return aufgabe


def zuweisen(aufgabe_id: int, *, an: Benutzer, akteur: Benutzer) -> Aufgabe:
    """A Leitung assigns a task to a person who may do it; raises MaengelFehler with why that person may not."""
    with sperre_aufgabe(aufgabe_id, akteur) as (handlung, aufgabe):
        assert aufgabe.stelle is not None
        handlung.berechtigung = rechte.verlange(akteur, Recht.AUFGABEN_ZUWEISEN, aufgabe.stelle)
        keine_oder(
            Mangel(f"{an.name}: {m.text}", behebt=m.behebt)
            for m in _schritt(aufgabe).hindernisse(aufgabe, akteur=an)
        )
        _gib(aufgabe, an=an)
        handlung.vermerke(schritt=aufgabe.schritt, an=an.pk)
        handlung.protokolliere("aufgabe zuweisen")
    return aufgabe


def wiedervorlegen(aufgabe_id: int, *, am: date, grund: str, akteur: Benutzer) -> Aufgabe:
    """Put an own task aside until a day in the future."""
    with sperre_aufgabe(aufgabe_id, akteur) as (handlung, aufgabe):
        _verlange_bei(aufgabe, akteur)
        if am <= uhr.heute():
            raise MaengelFehler([Mangel("Die Wiedervorlage muss in der Zukunft liegen.", feld="am")])
        aufgabe.wiedervorlage_am, aufgabe.wiedervorlage_grund = am, grund
        aufgabe.save(update_fields=["wiedervorlage_am", "wiedervorlage_grund"])
        handlung.vermerke(schritt=aufgabe.schritt, am=am, grund=grund)
        handlung.protokolliere("wiedervorlegen")
    return aufgabe


def erledigen(
    aufgabe_id: int,
    *,
    akteur: Benutzer,
    eingaben: Mapping[str, Any],
    dateien: Mapping[str, Any] | None = None,
    stand: int | None = None,
) -> Antrag:
    """Do a task: its form is read here, under the lock, for everybody alike. A free task is claimed on the way."""
    with sperre_aufgabe(aufgabe_id, akteur) as (handlung, aufgabe):
        schritt, antrag = _schritt(aufgabe), handlung.antrag
        if aufgabe.status != STATUS.NEW:
            _verlange_bei(aufgabe, akteur)
        handlung.berechtigung = hindernisse.verlange_fuer(schritt, handlung, aufgabe)
        pruefe_stand(antrag, stand)
        formular = schritt.baue_formular(
            antrag, aufgabe, akteur=akteur, eingaben=eingaben, dateien=dateien or {}
        )
        if not formular.is_valid():
            raise Eingabefehler(formular)
        keine_oder(schritt.bedingungen(antrag))
        handlung.beteilige(schritt.taetigkeit)
        schritt.ausfuehren(handlung, {**formular.cleaned_data, "formular": formular})
        handlung.vermerke(**_lesbar(formular.cleaned_data))
        schliesse(aufgabe, von=akteur)
        handlung.protokolliere(schritt.name)
        antrag.save()
    return antrag


def aufnehmen(antrag_id: int, *, akteur: Benutzer | None) -> Antrag:
    """Place a case into the graph according to its status (import, repair); open tasks are closed first."""
    with geoeffnet(antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        if antrag.zustand == Status.ENTWURF:
            raise MaengelFehler([Mangel("Ein Entwurf liegt noch beim Träger.", behebt="Träger")])
        verfahren = bisheriges_verfahren(antrag) or verfahren_fuer(antrag)
        brich_hauptverfahren_ab(antrag)
        verfahren.aufnahme.run()
        handlung.vermerke(status=antrag.status)
        handlung.protokolliere("aufnehmen")
        antrag.save()
    return antrag


def frist_abgelaufen(aufgabe_id: int) -> Antrag:
    """The deadline of a Nachforderung has passed: the office decides on the file, nothing is refused by itself."""
    with sperre_aufgabe(aufgabe_id, None) as (handlung, aufgabe):
        nachforderung = nachforderungen.offene(handlung.antrag)
        if aufgabe.schritt != "nachforderung" or nachforderung is None or nachforderung.frist >= uhr.heute():
            raise Ueberholt("Die Frist läuft noch oder die Antwort ist schon da.")
        nachforderungen.lasse_ablaufen(nachforderung)
        handlung.bewege("nachreichen", frist_abgelaufen=nachforderung.frist)
        schliesse(aufgabe, von=None)
        for schreibe in (schreibe_amt, schreibe_traeger):
            schreibe(handlung, betreff="Frist zum Nachreichen abgelaufen", text=FRIST_ABGELAUFEN)
        handlung.protokolliere("frist abgelaufen")
        handlung.antrag.save()
    return handlung.antrag


def schreibe_nachricht(antrag_id: int, *, akteur: Benutzer, betreff: str, text: str) -> Nachricht:
    """A message in the case: from the office to the Träger, or from the Träger to the office."""
    with geoeffnet(antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = schreibrecht(antrag, akteur)
        if not antrag.aktenzeichen:
            raise MaengelFehler(
                [Mangel("Nachrichten sind erst nach dem Einreichen möglich.", behebt="Träger")]
            )
        beim_traeger = handlung.berechtigung.recht == Recht.ANTRAG_SEHEN
        schreibe = schreibe_amt if beim_traeger else schreibe_traeger
        nachricht = schreibe(handlung, betreff=betreff, text=text, von=akteur)
        handlung.vermerke(betreff=betreff, richtung=nachricht.richtung)
        handlung.protokolliere("nachricht schreiben")
    return nachricht


def _schritt(aufgabe: Aufgabe) -> Schritt:
    return SCHRITTE[aufgabe.schritt]


def _gib(aufgabe: Aufgabe, *, an: Benutzer) -> None:
    aufgabe.owner, aufgabe.status, aufgabe.uebernommen_am = an, STATUS.ASSIGNED, uhr.jetzt()
    aufgabe.save()


def _verlange_frei(aufgabe: Aufgabe) -> None:
    if aufgabe.status == STATUS.ASSIGNED:
        raise Ueberholt(f"Die Aufgabe liegt schon bei: {aufgabe.owner}.")


def _verlange_bei(aufgabe: Aufgabe, akteur: Benutzer) -> None:
    """The task lies with this person or with somebody they stand in for. Who has no right to it is refused."""
    zustaendig = {akteur.pk, *(person.pk for person in rechte.vertretene(akteur))}
    if aufgabe.owner_id not in zustaendig:
        if aufgabe.stelle is not None:
            rechte.verlange(akteur, Recht(aufgabe.recht), aufgabe.stelle)
        bei = aufgabe.owner or "niemandem"
        raise Ueberholt(f"Die Aufgabe liegt nicht bei Ihnen, sondern bei: {bei}.")


def _lesbar(daten: Mapping[str, Any]) -> dict[str, Any]:
    """What was entered, fit for the trail: files by name, empty values left out."""
    return {name: getattr(wert, "name", wert) for name, wert in daten.items() if wert not in (None, "", [])}
