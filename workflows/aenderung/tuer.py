"""The door for changes: ask for one, withdraw it. Raises as `workflows.services` does."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen
from antraege.foerderung.aenderungen.forms import Aenderungsformular
from antraege.foerderung.models import Aenderung
from antraege.foerderung.models.aenderung import LAUFENDE_AENDERUNG
from antraege.kern.maengel import keine_oder
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.aenderung.verfahren import Aenderungsverfahren
from workflows.tuer import hindernisse
from workflows.tuer.abbruch import brich_nebenverfahren_ab
from workflows.tuer.fehler import Eingabefehler
from workflows.tuer.handlung import Handlung, geoeffnet, pruefe_stand
from workflows.tuer.post import schreibe_amt, schreibe_stelle, schreibe_traeger


def beantrage(
    antrag_id: int, *, akteur: Benutzer, eingaben: Mapping[str, Any], stand: int | None = None
) -> Aenderung:
    """Ask for a change: the Träger in the portal, or the office on its own initiative (marked)."""
    with geoeffnet(Tat.AENDERUNG_BEANTRAGEN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = startrecht(antrag, akteur)
        vom_amt = handlung.berechtigung.recht == Recht.FALL_PRUEFEN
        taetigkeit = _als(handlung.berechtigung)
        hindernisse.verlange_ohne(hindernisse.befangen(handlung, taetigkeit))
        pruefe_stand(antrag, stand)
        keine_oder(aenderungen.hindernisse(antrag))
        formular = Aenderungsformular(eingaben, antrag=antrag, vom_amt=vom_amt)
        if not formular.is_valid():
            raise Eingabefehler(formular)
        aenderung = aenderungen.beantrage(antrag, formular.wunsch, akteur=akteur, von_amts_wegen=vom_amt)
        handlung.beteilige(taetigkeit)
        handlung.vermerke(
            aenderung=aenderung.nr,
            arten=aenderung.arten_in_worten,
            begruendung=aenderung.begruendung,
            neu={
                n.was: f"{n.bisher} → {n.neu}"
                for n in aenderungen.neuerungen(aenderung.vorher, aenderung.nachher)
            },
        )
        Aenderungsverfahren.eingang.run(handlung=handlung)
        _melde(handlung, aenderung)
    return aenderung


def _als(berechtigung: Berechtigung) -> Taetigkeit:
    """On which side whoever has this right asks for a change or takes it back."""
    vom_amt = berechtigung.recht == Recht.FALL_PRUEFEN
    return Taetigkeit.AENDERUNG_PRUEFEN if vom_amt else Taetigkeit.AENDERUNG_BEANTRAGEN


def startrecht(antrag: Antrag, akteur: Benutzer) -> Berechtigung:
    """The right to ask for a change: signing at the Träger, or checking at the competent Stelle. Raises Verweigert."""
    amt = rechte.berechtigung_fuer(akteur, Recht.FALL_PRUEFEN, antrag.stelle)
    return amt or rechte.verlange(akteur, Recht.ANTRAG_EINREICHEN, antrag.traeger)


def ziehe_zurueck(antrag_id: int, *, akteur: Benutzer, grund: str) -> Aenderung:
    """Whoever's side has asked takes it back before the decision; its tasks close, its reserve is free."""
    with geoeffnet(Tat.AENDERUNG_ZURUECKZIEHEN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        aenderung = antrag.aenderungen.filter(status__in=LAUFENDE_AENDERUNG).first()
        if aenderung is None:
            raise Ueberholt("Über die Änderung ist schon entschieden.")
        handlung.berechtigung = rueckzugsrecht(aenderung, akteur)
        taetigkeit = _als(handlung.berechtigung)
        hindernisse.verlange_ohne(hindernisse.befangen(handlung, taetigkeit))
        beende(handlung, aenderung, grund=grund)
        schreibe = schreibe_traeger if aenderung.von_amts_wegen else schreibe_amt
        schreibe(handlung, betreff="Änderung zurückgezogen", text=grund or "Ohne Angabe von Gründen.")
    return aenderung


def rueckzugsrecht(aenderung: Aenderung, akteur: Benutzer) -> Berechtigung:
    """The right by which a person withdraws a change. Raises Verweigert."""
    antrag = aenderung.antrag
    if aenderung.von_amts_wegen:
        return rechte.verlange(akteur, Recht.FALL_PRUEFEN, antrag.stelle)
    return rechte.verlange(akteur, Recht.ANTRAG_EINREICHEN, antrag.traeger)


def beende(handlung: Handlung, aenderung: Aenderung, *, grund: str) -> None:
    """End a running change inside an act (withdrawal, revocation of the grant): its tasks close, too."""
    aenderungen.ziehe_zurueck(aenderung, handlung.antrag, grund=grund, akteur=handlung.person)
    handlung.vermerke(aenderung=aenderung.nr, grund=grund)
    brich_nebenverfahren_ab(handlung.antrag, Aenderungsverfahren)


def _melde(handlung: Handlung, aenderung: Aenderung) -> None:
    """Tell the other side."""
    arten = ", ".join(aenderung.arten_in_worten)
    if aenderung.von_amts_wegen:
        text = f"Die Stelle prüft eine Änderung von Amts wegen: {arten}."
        schreibe_traeger(handlung, betreff="Änderung eingeleitet", text=text)
        return
    schreibe_amt(handlung, betreff="Änderung beantragt", text=f"Beantragt ist: {arten}.")
    if aenderung.neuer_traeger is not None:
        antrag = handlung.antrag
        schreibe_stelle(
            handlung,
            aenderung.neuer_traeger,
            betreff="Sie sollen eine Förderung übernehmen",
            text=f"{antrag.traeger.name} möchte Ihnen die Förderung „{antrag.titel}“ übergeben.",
            adresse=reverse("meine_antraege"),
        )
