"""Abgabe: a case that belongs to another Stelle goes there with its open tasks; both see it from then on."""

from antraege.antrag.models import Abgabe, Antrag
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from antraege.kern.status import Status
from antraege.programme.redaktion.formulare import AEMTER
from rollen import rechte
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer.aufgaben import gib_frei
from workflows.tuer.handlung import geoeffnet, pruefe_stand, verlange_grund
from workflows.tuer.post import schreibe_amt, schreibe_traeger

ABGEBENDE = (Recht.FALL_PRUEFEN, Recht.AUFGABEN_ZUWEISEN)
VOR_DER_ENTSCHEIDUNG = (Status.EINGEREICHT, Status.NACHFORDERUNG)
ZU_SPAET = "Abgegeben wird ein Fall nur, solange er geprüft wird."


def darf_abgeben(benutzer: Benutzer, antrag: Antrag) -> Berechtigung | None:
    """The right by which this person may hand the case on: of who checks it, or of the Leitung."""
    gefunden = (rechte.berechtigung_fuer(benutzer, recht, antrag.stelle) for recht in ABGEBENDE)
    return next((b for b in gefunden if b), None)


def abzugeben(antrag: Antrag) -> bool:
    """Whether the case is in a state in which it can be handed on at all."""
    return antrag.zustand in VOR_DER_ENTSCHEIDUNG and not antrag.kooperation


def maengel(antrag: Antrag, an: Stelle) -> list[Mangel]:
    """What stands against handing this case to that Stelle."""
    if not abzugeben(antrag):
        return [Mangel(ZU_SPAET, behebt="die Leitung (zur Prüfung zurückgeben)")]
    if an.pk == antrag.stelle_id:
        return [Mangel("Diese Stelle hat den Fall schon.", feld="an")]
    if not an.aktiv or an.art not in AEMTER:
        return [Mangel(f"{an.name} kann keinen Fall übernehmen.", feld="an")]
    if not rechte.personen_mit(Recht.FALL_PRUEFEN, an):
        return [
            Mangel(
                f"Bei {an.name} prüft noch niemand Anträge.",
                behebt="die Administration (Rolle vergeben)",
                feld="an",
            )
        ]
    return []


def gib_ab(antrag_id: int, *, an: Stelle, grund: str, akteur: Benutzer, stand: int | None = None) -> Abgabe:
    """Hand the case to another Stelle, which has its open tasks from now on, not taken by anybody.

    Programme, rules and Aktenzeichen stay, and so does what was reserved. Votes of other Stellen stay open with them.
    Raises Verweigert, Ueberholt for an outdated page, MaengelFehler with what stands against it.
    """
    with geoeffnet(Tat.FALL_ABGEBEN, antrag_id, akteur) as handlung:
        antrag, von = handlung.antrag, handlung.antrag.stelle
        handlung.berechtigung = darf_abgeben(akteur, antrag) or rechte.verlange(akteur, ABGEBENDE[0], von)
        pruefe_stand(antrag, stand)
        verlange_grund(grund)
        keine_oder(maengel(antrag, an))
        if Aufgabe.objects.filter(OFFEN, antrag=antrag, stelle=an).exists():
            satz = f"{an.name} zeichnet hier gerade mit. Erst wenn ihre Stimme da ist, kann sie den Fall übernehmen."
            raise MaengelFehler([Mangel(satz, behebt=an.name, feld="an")])
        for aufgabe in Aufgabe.objects.filter(OFFEN, antrag=antrag):
            aufgabe.fallbetreuung = None
            if aufgabe.stelle_id == von.pk:
                aufgabe.stelle = an
                gib_frei(aufgabe)
            else:
                aufgabe.save(update_fields=["fallbetreuung"])
        antrag.stelle, antrag.sachbearbeitung = an, None
        abgabe = Abgabe.objects.create(antrag=antrag, von=von, an=an, grund=grund, abgegeben_von=akteur)
        handlung.vermerke(von=von.name, an=an.name, grund=grund)
        text = f"{von.name} hat den Fall abgegeben: {grund}"
        schreibe_amt(handlung, betreff="Fall übernommen", text=text, von=akteur)
        schreibe_traeger(
            handlung,
            betreff="Eine andere Stelle ist zuständig",
            text=f"Für Ihren Antrag ist jetzt zuständig: {an.name}. Ihr Aktenzeichen bleibt.",
        )
    return abgabe
