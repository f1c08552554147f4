"""The door of tasks: the only code that does, claims, gives back or assigns one; for views, bulk acts and commands.

Every function runs in one transaction: lock the request, right, separation of duties, conditions,
effect, trail, next tasks. Raises `rechte.Verweigert` (403), `Ueberholt` (409), `Eingabefehler` and
`MaengelFehler` (422); then nothing has changed, and a refusal stands in the trail.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from rollen import rechte, uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Aufgabe
from workflows.tuer import hindernisse
from workflows.tuer.fehler import lies
from workflows.tuer.handlung import pruefe_stand, sperre_aufgabe
from workflows.tuer.post import schreibe_amt, schreibe_stelle, schreibe_traeger
from workflows.tuer.verzeichnis import SCHRITTE

ERINNERNDE = frozenset({Recht.FALL_PRUEFEN, Recht.AUFGABEN_ZUWEISEN})


def uebernehmen(aufgabe_id: int, *, akteur: Benutzer) -> Aufgabe:
    """Claim a free task; raises Ueberholt when someone else was faster."""
    with sperre_aufgabe(Tat.AUFGABE_UEBERNEHMEN, aufgabe_id, akteur) as (handlung, aufgabe):
        if aufgabe.status == STATUS.ASSIGNED and aufgabe.owner_id == akteur.pk:
            raise Ueberholt("Sie haben diese Aufgabe bereits übernommen.")
        if aufgabe.status == STATUS.ASSIGNED:
            raise Ueberholt(f"Die Aufgabe liegt schon bei: {aufgabe.owner}.")
        hindernisse.verlange_ohne(SCHRITTE[aufgabe.schritt].hindernisse(aufgabe, akteur=akteur))
        _gib(aufgabe, an=akteur)
        handlung.vermerke(schritt=aufgabe.schritt)
    return aufgabe


def abgeben(aufgabe_id: int, *, akteur: Benutzer) -> Aufgabe:
    """Give a task back to the queue of its Stelle."""
    with sperre_aufgabe(Tat.AUFGABE_ABGEBEN, aufgabe_id, akteur) as (handlung, aufgabe):
        _verlange_bei(aufgabe, akteur)
        gib_frei(aufgabe)
        handlung.vermerke(schritt=aufgabe.schritt)
    return aufgabe


def gib_frei(aufgabe: Aufgabe) -> None:
    """Nobody has it any more, and nobody has put it aside; inside an act."""
    aufgabe.owner, aufgabe.status, aufgabe.uebernommen_am = None, STATUS.NEW, None
    aufgabe.wiedervorlage_am, aufgabe.wiedervorlage_grund = None, ""
    aufgabe.save()


def zuweisen(aufgabe_id: int, *, an: Benutzer, akteur: Benutzer, bisher: int | None = None) -> Aufgabe:
    """A Leitung assigns a task to a person who may do it; raises MaengelFehler with why that person may not.

    `bisher` is with whom the page has shown it (0: with nobody); raises Ueberholt when somebody else has it by now.
    """
    with sperre_aufgabe(Tat.AUFGABE_ZUWEISEN, aufgabe_id, akteur) as (handlung, aufgabe):
        assert aufgabe.stelle is not None
        handlung.berechtigung = rechte.verlange(akteur, Recht.AUFGABEN_ZUWEISEN, aufgabe.stelle)
        if aufgabe.owner_id == an.pk:
            raise Ueberholt(f"Die Aufgabe liegt schon bei: {an}.")
        if bisher is not None and (aufgabe.owner_id or 0) != bisher:
            raise Ueberholt(f"Die Aufgabe liegt inzwischen bei: {aufgabe.owner or 'niemandem'}.")
        keine_oder(
            Mangel(f"{an.name}: {m.text}", behebt=m.behebt)
            for m in SCHRITTE[aufgabe.schritt].hindernisse(aufgabe, akteur=an)
        )
        _gib(aufgabe, an=an)
        handlung.vermerke(schritt=aufgabe.schritt, an=an.pk)
    return aufgabe


def erinnern(aufgabe_id: int, *, akteur: Benutzer) -> Aufgabe:
    """Remind whoever has the task, by a message and an e-mail. Raises Ueberholt on the second time on one day."""
    with sperre_aufgabe(Tat.ERINNERN, aufgabe_id, akteur) as (handlung, aufgabe):
        handlung.berechtigung = darf_erinnern(akteur, aufgabe, handlung.antrag)
        if handlung.berechtigung is None:
            assert aufgabe.stelle is not None
            rechte.verlange(akteur, Recht.AUFGABEN_ZUWEISEN, aufgabe.stelle)
        for grund in gegen_erinnern(aufgabe, akteur):
            raise Ueberholt(grund)
        schritt = SCHRITTE[aufgabe.schritt]
        bis = f" bis {aufgabe.faellig_am:%d.%m.%Y}" if aufgabe.faellig_am else ""
        betreff, text = (
            f"Bitte denken Sie daran: {schritt.titel}",
            f"„{schritt.titel}“ ist{bis} zu erledigen.",
        )
        assert aufgabe.stelle is not None
        if schritt.beim_traeger and aufgabe.stelle_id == handlung.antrag.traeger_id:
            schreibe_traeger(handlung, betreff=betreff, text=text, von=akteur)
        elif schritt.beim_traeger:
            adresse = reverse("aufgabe", args=[aufgabe.pk])
            schreibe_stelle(handlung, aufgabe.stelle, betreff=betreff, text=text, adresse=adresse)
        else:
            an = aufgabe.owner.email if isinstance(aufgabe.owner, Benutzer) else aufgabe.stelle.email
            schreibe_amt(handlung, betreff=betreff, text=text, von=akteur, an=[an] if an else None)
        aufgabe.erinnert_am = uhr.heute()
        aufgabe.save(update_fields=["erinnert_am"])
        handlung.vermerke(schritt=aufgabe.schritt, faellig_am=aufgabe.faellig_am)
    return aufgabe


def darf_erinnern(akteur: Benutzer, aufgabe: Aufgabe, antrag: Antrag) -> Berechtigung | None:
    """The right to remind: of the Leitung where the task lies, or of those who look after the case."""
    assert aufgabe.stelle is not None
    zuweisend = rechte.berechtigung_fuer(akteur, Recht.AUFGABEN_ZUWEISEN, aufgabe.stelle)
    return zuweisend or next(
        (b for recht in sorted(ERINNERNDE) if (b := rechte.berechtigung_fuer(akteur, recht, antrag.stelle))),
        None,
    )


def gegen_erinnern(aufgabe: Aufgabe, akteur: Benutzer) -> list[str]:
    """Why nobody is reminded: it lies with who asks, or they were reminded today."""
    if aufgabe.owner_id == akteur.pk:
        return ["Diese Aufgabe liegt bei Ihnen selbst."]
    if aufgabe.erinnert_am == uhr.heute():
        return ["An diese Aufgabe wurde heute schon erinnert."]
    return []


def wiedervorlegen(aufgabe_id: int, *, am: date, grund: str, akteur: Benutzer) -> Aufgabe:
    """Put an own task aside until a day in the future."""
    with sperre_aufgabe(Tat.WIEDERVORLEGEN, aufgabe_id, akteur) as (handlung, aufgabe):
        _verlange_bei(aufgabe, akteur)
        if am <= uhr.heute():
            raise MaengelFehler([Mangel("Die Wiedervorlage muss in der Zukunft liegen.", feld="am")])
        aufgabe.wiedervorlage_am, aufgabe.wiedervorlage_grund = am, grund
        aufgabe.save(update_fields=["wiedervorlage_am", "wiedervorlage_grund"])
        handlung.vermerke(schritt=aufgabe.schritt, am=am, grund=grund)
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
    with sperre_aufgabe(None, aufgabe_id, akteur) as (handlung, aufgabe):
        schritt, antrag = SCHRITTE[aufgabe.schritt], handlung.antrag
        if aufgabe.status != STATUS.NEW:
            _verlange_bei(aufgabe, akteur)
        handlung.berechtigung = hindernisse.verlange_fuer(schritt, handlung, aufgabe)
        if schritt.mit_stand:
            pruefe_stand(antrag, stand)
        formular = schritt.baue_formular(
            antrag, aufgabe, akteur=akteur, eingaben=eingaben, dateien=dateien or {}
        )
        angaben = lies(formular)
        keine_oder(schritt.bedingungen(antrag))
        handlung.beteilige(schritt.taetigkeit)
        schritt.ausfuehren(handlung, angaben)
        handlung.vermerke(**_genannte(angaben, schritt.fakten))
        handlung.nenne(**_genannte(angaben, schritt.personen))
        handlung.schliesse(aufgabe, von=akteur)
        handlung.tat = Tat(schritt.name)
    return antrag


def _gib(aufgabe: Aufgabe, *, an: Benutzer) -> None:
    aufgabe.owner, aufgabe.status, aufgabe.uebernommen_am = an, STATUS.ASSIGNED, uhr.jetzt()
    aufgabe.save()


def _verlange_bei(aufgabe: Aufgabe, akteur: Benutzer) -> None:
    """The task lies with this person or with somebody they stand in for. Who has no right to it is refused."""
    zustaendig = {akteur.pk, *(person.pk for person in rechte.vertretene(akteur))}
    if aufgabe.owner_id not in zustaendig:
        if aufgabe.stelle is not None:
            rechte.verlange(akteur, Recht(aufgabe.recht), aufgabe.stelle)
        bei = aufgabe.owner or "niemandem"
        raise Ueberholt(f"Die Aufgabe liegt nicht bei Ihnen, sondern bei: {bei}.")


def _genannte(angaben: Any, namen: Iterable[str]) -> dict[str, Any]:
    """What was entered under these names; empty values left out."""
    werte = {name: getattr(angaben, name) for name in namen}
    return {name: wert for name, wert in werte.items() if wert not in (None, "", [], ())}
