"""Notes and tags on a case: for the office only, each an act in the trail of its case; a person's own filters."""

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.akte.sicht import FALLRECHTE, als_amt
from workflows.models import GemerkterFilter, Notiz, Schlagwort

MEISTE_SCHLAGWORTE = 20
MEISTE_NOTIZEN = 100
MEISTE_FILTER = 50
SCHON_ERLEDIGT = "Diese Notiz ist schon erledigt."
SCHON_DA = "Dieses Schlagwort steht schon am Fall."
ZU_VIELE_SCHLAGWORTE = f"Ein Fall hat höchstens {MEISTE_SCHLAGWORTE} Schlagworte. Bitte entfernen Sie eines."
ZU_VIELE_NOTIZEN = f"Ein Fall hat höchstens {MEISTE_NOTIZEN} offene Notizen. Bitte erledigen Sie eine."
ZU_VIELE_FILTER = f"Sie haben schon {MEISTE_FILTER} Filter gemerkt. Bitte löschen Sie einen."
NAME_VERGEBEN = "Unter diesem Namen haben Sie für diese Liste schon einen Filter gemerkt."
NUR_FESTSTELLUNGEN = (
    "Die Rechnungsprüfung schreibt nichts in einen Fall. Was auffällt, wird eine Feststellung."
)
NUR_AMT = "Notizen und Schlagworte gehören dem Amt, das den Fall sieht."


def verlange_schreibend(akteur: Benutzer) -> None:
    """Whoever audits reads everything and writes findings only. Raises Verweigert."""
    if not schreibt(akteur):
        raise Verweigert(NUR_FESTSTELLUNGEN)


def schreibt(akteur: Benutzer) -> bool:
    """Whether a person may leave anything at a case."""
    return not rechte.ueberall(akteur, Recht.REVISION)


def _darf(objekt: Notiz | Schlagwort, akteur: Benutzer) -> Berechtigung:
    verlange_schreibend(akteur)
    if not als_amt(akteur, objekt.antrag):
        raise Verweigert(NUR_AMT)
    return rechte.verlange_irgendwo(akteur, *FALLRECHTE)


NOTIERT: Wer[Notiz] = Wer(_darf)
VERSCHLAGWORTET: Wer[Schlagwort] = Wer(_darf)


def notiere(antrag: Antrag, text: str, *, akteur: Benutzer) -> Notiz:
    """An open note. Raises Verweigert, MaengelFehler."""
    notiz = Notiz(antrag=antrag, text=text, geschrieben_von=akteur)
    with akt(Tat.NOTIZ_SCHREIBEN, notiz, NOTIERT, akteur=akteur) as handlung:
        _sperre(antrag)
        if antrag.notizen.filter(erledigt_am=None).count() >= MEISTE_NOTIZEN:
            raise MaengelFehler([Mangel(ZU_VIELE_NOTIZEN, feld="text")])
        handlung.nenne(personen={"notiz": text})
    return notiz


def erledige(notiz_id: int, *, akteur: Benutzer) -> Notiz:
    """Nobody needs the note any more. Raises Verweigert, Ueberholt."""
    zeile = Notiz.objects.filter(pk=notiz_id).select_related("antrag__stelle", "antrag__standort")
    with akt(Tat.NOTIZ_ERLEDIGEN, zeile, NOTIERT, akteur=akteur) as handlung:
        notiz = handlung.objekt
        if notiz.erledigt_am:
            raise Ueberholt(SCHON_ERLEDIGT)
        notiz.erledigt_am, notiz.erledigt_von = uhr.jetzt(), akteur
        handlung.nenne(personen={"notiz": notiz.text})
    return notiz


def setze_schlagwort(antrag: Antrag, wort: str, *, akteur: Benutzer) -> Schlagwort:
    """A tag, each once at a case whatever its case of letters. Raises Verweigert, MaengelFehler."""
    schlagwort = Schlagwort(antrag=antrag, wort=wort, gesetzt_von=akteur)
    with akt(Tat.SCHLAGWORT_SETZEN, schlagwort, VERSCHLAGWORTET, akteur=akteur) as handlung:
        _sperre(antrag)
        da = [wort.casefold() for wort in antrag.schlagworte.values_list("wort", flat=True)]
        if wort.casefold() in da:
            raise MaengelFehler([Mangel(SCHON_DA, feld="wort")])
        if len(da) >= MEISTE_SCHLAGWORTE:
            raise MaengelFehler([Mangel(ZU_VIELE_SCHLAGWORTE, feld="wort")])
        handlung.nenne(nachher={"schlagwort": wort})
    return schlagwort


def entferne_schlagwort(schlagwort_id: int, *, akteur: Benutzer) -> None:
    """Take a tag off its case. Raises Verweigert, Ueberholt."""
    zeile = Schlagwort.objects.filter(pk=schlagwort_id).select_related("antrag__stelle", "antrag__standort")
    with akt(Tat.SCHLAGWORT_ENTFERNEN, zeile, VERSCHLAGWORTET, akteur=akteur) as handlung:
        handlung.entfaellt = True
        handlung.nenne(vorher={"schlagwort": handlung.objekt.wort})


def merke_filter(benutzer: Benutzer, liste: str, name: str, werte: str) -> GemerkterFilter:
    """Keep the address of a list under an own name; nobody else sees it. Raises MaengelFehler."""
    eigene = GemerkterFilter.objects.filter(benutzer=benutzer)
    if eigene.count() >= MEISTE_FILTER:
        raise MaengelFehler([Mangel(ZU_VIELE_FILTER, feld="name")])
    filter_, neu = eigene.get_or_create(benutzer=benutzer, liste=liste, name=name, defaults={"werte": werte})
    if not neu:
        raise MaengelFehler([Mangel(NAME_VERGEBEN, feld="name")])
    return filter_


def _sperre(antrag: Antrag) -> None:
    """Two people who write at the same time come one after the other."""
    Antrag.objects.select_for_update(no_key=True).only("pk").get(pk=antrag.pk)
