"""A paper of the administration without a case: written by one, brought in by another, or withdrawn.

Everything raises Verweigert without the right at its Stelle, Ueberholt when somebody was faster; each act is one
entry in the chain of that Stelle. What the bodies say on it is recorded by `sitzungen`.
"""

from collections.abc import Mapping
from typing import Any

from antraege.gremien import dienst
from antraege.gremien.dienst import Folge
from antraege.gremien.models import Gremienvorlage, Vorlagenstatus
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat

SELBST_GESCHRIEBEN = "Sie haben die Vorlage geschrieben. Einbringen muss sie eine andere Person."
NICHT_MEHR = "Die Vorlage ist kein Entwurf mehr."


def _darf_schreiben(vorlage: Gremienvorlage, akteur: Benutzer) -> Berechtigung:
    return rechte.verlange(akteur, Recht.GREMIENVORLAGE_SCHREIBEN, _stelle(vorlage))


def _darf_einbringen(vorlage: Gremienvorlage, akteur: Benutzer) -> Berechtigung:
    return rechte.verlange(akteur, Recht.GREMIENVORLAGE_EINBRINGEN, _stelle(vorlage))


def _stelle(vorlage: Gremienvorlage) -> Stelle:
    assert vorlage.stelle is not None
    return vorlage.stelle


WER_SCHREIBT: Wer[Gremienvorlage] = Wer(_darf_schreiben)
WER_BRINGT_EIN: Wer[Gremienvorlage] = Wer(_darf_einbringen, nicht={"geschrieben_von": SELBST_GESCHRIEBEN})


def schreibe(stelle: Stelle, felder: Mapping[str, Any], folge: Folge, *, akteur: Benutzer) -> Gremienvorlage:
    """A new draft with its planned Beratungsfolge. Raises MaengelFehler for a number that is taken."""
    vorlage = Gremienvorlage(nr=1, stelle=stelle, geschrieben_von=akteur, **felder)
    with akt(Tat.GREMIENVORLAGE_SCHREIBEN, vorlage, WER_SCHREIBT, akteur=akteur) as handlung:
        _verlange_frei(vorlage.drucksache)
        vorlage.save()
        dienst.lege_folge_an(vorlage, folge)
        handlung.nenne(nachher=_bild(vorlage))
    return vorlage


def schreibe_neu(
    pk: int, felder: Mapping[str, Any], folge: Folge, *, stand: int, akteur: Benutzer
) -> Gremienvorlage:
    """Other content for a draft. Raises MaengelFehler for a number that is taken."""
    with akt(Tat.GREMIENVORLAGE_SCHREIBEN, _zeile(pk), WER_SCHREIBT, akteur=akteur, stand=stand) as handlung:
        vorlage = handlung.objekt
        _verlange_entwurf(vorlage)
        if felder["drucksache"] != vorlage.drucksache:
            _verlange_frei(felder["drucksache"])
        vorher = _bild(vorlage)
        dienst.schreibe_neu(vorlage, felder, folge, akteur=akteur)
        handlung.nenne(vorher=vorher, nachher=_bild(vorlage))
    return handlung.objekt


def bringe_ein(pk: int, *, stand: int, akteur: Benutzer) -> Gremienvorlage:
    """Signed by a second person as it was read: public, if it is, and on the agenda of its bodies."""
    with akt(Tat.EINBRINGUNG, _zeile(pk), WER_BRINGT_EIN, akteur=akteur, stand=stand) as handlung:
        vorlage = handlung.objekt
        _verlange_entwurf(vorlage)
        vorlage.gezeichnet = [akteur.funktion or f"Leitung {vorlage.stelle}"]
        dienst.bringe_ein(vorlage, akteur=akteur)
        folge = [f"{b}: {b.geplant_am:%d.%m.%Y}" for b in dienst.beratungsfolge(vorlage)]
        handlung.nenne(nachher={"drucksache": vorlage.drucksache, "beratungsfolge": folge})
    return handlung.objekt


def ziehe_zurueck(pk: int, *, grund: str, stand: int, akteur: Benutzer) -> Gremienvorlage:
    """Nobody wants it any more; its number stays taken."""
    with akt(
        Tat.GREMIENVORLAGE_ZURUECKZIEHEN, _zeile(pk), WER_SCHREIBT, akteur=akteur, stand=stand
    ) as handlung:
        if not handlung.objekt.laeuft:
            raise Ueberholt("Es läuft keine Gremienvorlage mehr.")
        dienst.ziehe_zurueck(handlung.objekt, grund=grund)
        handlung.nenne(nachher={"drucksache": handlung.objekt.drucksache, "grund": grund})
    return handlung.objekt


def _zeile(pk: int) -> Any:
    return Gremienvorlage.objects.select_related("stelle").filter(pk=pk, antrag__isnull=True)


def _verlange_entwurf(vorlage: Gremienvorlage) -> None:
    if vorlage.status != Vorlagenstatus.ENTWURF:
        raise Ueberholt(NICHT_MEHR)


def _verlange_frei(drucksache: str) -> None:
    if Gremienvorlage.objects.filter(antrag__isnull=True, drucksache=drucksache).exists():
        raise MaengelFehler([Mangel("Diese Nummer hat schon eine andere Vorlage.", feld="drucksache")])


def _bild(vorlage: Gremienvorlage) -> dict[str, Any]:
    namen = ("drucksache", "tagesordnungspunkt", "beschlussvorschlag", "betrag")
    return {name: getattr(vorlage, name) for name in namen}
