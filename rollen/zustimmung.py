"""People say yes or no to the roles that an organisation offers them, and leave what they no longer want."""

from django.db import transaction
from django.db.models import QuerySet

from rollen import mitgliedschaften, rechte, uhr
from rollen.akt import EIGENES, akt
from rollen.einladung import ist_letzte, zeichnende
from rollen.fehler import Ueberholt
from rollen.kontopost import sende
from rollen.models import Benutzer, Mitgliedschaft, Stelle
from rollen.rechte import Verweigert
from rollen.tabelle import TRAEGERROLLEN
from rollen.taten import Tat

VORBEI = "Diese Einladung gibt es nicht mehr. Die Organisation hat sie zurückgezogen, oder Sie haben schon geantwortet."
LETZTE = (
    "Sie sind die letzte Person, die für „{stelle}“ zeichnen darf. Laden Sie zuerst eine andere Person ein, die "
    "zeichnen darf. Sobald die Servicestelle sie bestätigt hat, können Sie gehen."
)


def einladungen(benutzer: Benutzer) -> QuerySet[Mitgliedschaft]:
    """The roles that wait for this person's yes."""
    offen = rechte.laeuft(uhr.heute())
    return Mitgliedschaft.objects.filter(~rechte.ANGENOMMEN, offen, benutzer=benutzer).order_by("pk")


def eigene(benutzer: Benutzer) -> QuerySet[Mitgliedschaft]:
    """The roles at organisations that this person has and can leave."""
    rollen = [rolle.value for rolle in TRAEGERROLLEN]
    return Mitgliedschaft.objects.filter(
        rechte.laeuft(uhr.heute()), benutzer=benutzer, gruppe__rolle__in=rollen, angenommen_am__isnull=False
    )


@transaction.atomic
def nimm_an(stelle: Stelle, *, akteur: Benutzer) -> list[Mitgliedschaft]:
    """Say yes to every role this Stelle offers; from today they count, where they are confirmed.

    Raises ValidationError when nothing is offered any more.
    """
    angebotene = _angebotene(stelle, akteur)
    for mitgliedschaft in angebotene:
        with akt(Tat.EINLADUNG_ANNEHMEN, mitgliedschaft, EIGENES, akteur=akteur) as annahme:
            mitgliedschaft.angenommen_am = uhr.jetzt()
            mitgliedschaft.von = max(mitgliedschaft.von, uhr.heute())
            annahme.nenne(**mitgliedschaften.fakten(mitgliedschaft))
        mitgliedschaften.mache_wirksam(mitgliedschaft)
    rechte.vergiss(akteur)
    return angebotene


@transaction.atomic
def lehne_ab(stelle: Stelle, *, akteur: Benutzer) -> None:
    """Say no: nothing of it ever counted, the trail keeps it, who invited is told. Raises as `nimm_an` does."""
    angebotene = _angebotene(stelle, akteur)
    for mitgliedschaft in angebotene:
        with akt(Tat.EINLADUNG_ABLEHNEN, mitgliedschaft, EIGENES, akteur=akteur) as ablehnung:
            ablehnung.entfaellt = True
            ablehnung.nenne(**mitgliedschaften.fakten(mitgliedschaft))
    for einladend in {m.beantragt_von for m in angebotene if m.beantragt_von}:
        fakten = {"stelle": stelle, "email": akteur.email}
        sende("einladung_abgelehnt", an=einladend, betreff="Ihre Einladung ist abgelehnt", fakten=fakten)


@transaction.atomic
def verlasse(mitgliedschaft_id: int, *, akteur: Benutzer) -> None:
    """Give up an own role at an organisation at once; what was done in it stays, and stays in the way of four eyes.

    Raises Verweigert for the last one who may sign, for nobody else could invite a successor.
    """
    stelle_id = eigene(akteur).values_list("gruppe__stelle", flat=True).get(pk=mitgliedschaft_id)
    stelle = Stelle.objects.select_for_update().get(pk=stelle_id)
    zeile = eigene(akteur).select_related("benutzer", "gruppe__stelle").filter(pk=mitgliedschaft_id)
    if grund := hindernis(zeile.get(), zeichnende(stelle)):
        raise Verweigert(grund)
    mitgliedschaften.schliesse(zeile, EIGENES, None, akteur=akteur)
    rechte.vergiss(akteur)


def hindernis(mitgliedschaft: Mitgliedschaft, personen: set[int]) -> str:
    """Why this role cannot be left, as a sentence; `personen` are all who may sign today."""
    if ist_letzte(mitgliedschaft, personen):
        return LETZTE.format(stelle=mitgliedschaft.gruppe.stelle)
    return ""


def _angebotene(stelle: Stelle, akteur: Benutzer) -> list[Mitgliedschaft]:
    gesperrt = einladungen(akteur).select_for_update(of=("self",))
    alle = gesperrt.select_related("benutzer", "beantragt_von", "gruppe__stelle").filter(
        gruppe__stelle=stelle
    )
    if not (angebotene := list(alle)):
        raise Ueberholt(VORBEI)
    return angebotene
