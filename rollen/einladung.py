"""Organisations invite people; the Servicestelle confirms who may sign; nobody changes their own roles."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from rollen import mitgliedschaften, rechte, uhr, zugang
from rollen.akt import akt, wer_schon_darf, wer_ueberall
from rollen.fehler import Ueberholt
from rollen.kontopost import passwort_link, sende
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart, Traeger
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat


@dataclass(frozen=True)
class Person:
    """Who is invited; name and function count only when the address has no account yet."""

    name: str
    funktion: str
    email: str


@transaction.atomic
def finde_oder_lege_an(person: Person) -> tuple[Benutzer, bool]:
    """The person with this address, and whether they need a link for a password.

    An account whose address nobody has proved is as good as none: whatever somebody entered for it gives way.
    """
    benutzer, neu = Benutzer.objects.get_or_create(
        email=person.email.lower(),
        defaults={"name": person.name, "funktion": person.funktion, "password": make_password(None)},
    )
    if not neu and benutzer.adresse_belegt_am is None:
        benutzer = Benutzer.objects.select_for_update().get(pk=benutzer.pk)
        if benutzer.adresse_belegt_am is None:
            zugang.setze_zurueck(benutzer, name=person.name, funktion=person.funktion)
    return benutzer, benutzer.adresse_belegt_am is None or not benutzer.has_usable_password()


@transaction.atomic
def lade_ein(stelle: Stelle, *, person: Person, rolle: Rolle, akteur: Benutzer) -> Mitgliedschaft:
    """Offer a person a role at an organisation; it counts once they say yes, Zeichnung once the city agrees too.

    Raises Verweigert without the right, ValidationError for oneself or a role held already.
    """
    berechtigung = rechte.verlange(akteur, Recht.MITGLIEDER_EINLADEN, stelle)
    if person.email.lower() == akteur.email:
        raise ValidationError(
            {"email": "Sie können sich nicht selbst einladen. Ihre Rollen ändert eine andere Person."}
        )
    benutzer, link = finde_oder_lege_an(person)
    mitgliedschaft = mitgliedschaften.beantragen(
        benutzer, rolle=rolle, stelle=stelle, akteur=akteur, eingeladen_als=person.name
    )
    if rolle == Rolle.TRAEGER_ANTRAG:
        mitgliedschaft = mitgliedschaften.setze_in_kraft(
            mitgliedschaften.zeile(mitgliedschaft.pk), wer_schon_darf(berechtigung), akteur=akteur
        )
    fakten = {
        "einladend": akteur.name,
        "stelle": stelle,
        "rolle": rolle.bezeichnung,
        "zu_bestaetigen": mitgliedschaft.bestaetigt_von_id is None,
        "anzunehmen": True,
        **(passwort_link(benutzer) if link else {}),
    }
    sende("einladung", an=benutzer, betreff="Ihre Rolle bei Kindercampus", fakten=fakten)
    return mitgliedschaft


def bestaetige(mitgliedschaft_id: int, *, akteur: Benutzer) -> Mitgliedschaft:
    """The Servicestelle confirms that somebody may sign for an organisation.

    Raises Verweigert without the right, for oneself and for who asked; Ueberholt when it is confirmed.
    """
    return mitgliedschaften.setze_in_kraft(_zeile(mitgliedschaft_id), ENTSCHEIDUNG, akteur=akteur)


def lehne_ab(mitgliedschaft_id: int, *, akteur: Benutzer) -> Mitgliedschaft:
    """The Servicestelle turns the request for a role down; the trail keeps it. Raises like `bestaetige`."""
    with akt(Tat.ROLLE_ABLEHNEN, _zeile(mitgliedschaft_id), ENTSCHEIDUNG, akteur=akteur) as ablehnung:
        if ablehnung.objekt.bestaetigt_von_id is not None:
            raise Ueberholt(mitgliedschaften.SCHON_BESTAETIGT)
        ablehnung.entfaellt = True
        ablehnung.nenne(**mitgliedschaften.fakten(ablehnung.objekt))
    return ablehnung.objekt


@transaction.atomic
def beende(mitgliedschaft_id: int, *, akteur: Benutzer, bis: date | None = None) -> None:
    """End a role at an organisation (see mitgliedschaften.beenden), but never that of the last who may sign.

    Raises Verweigert without the right and for one's own role, ValidationError on `bis`.
    """
    mitgliedschaft = Mitgliedschaft.objects.select_related("gruppe__stelle").get(pk=mitgliedschaft_id)
    Stelle.objects.select_for_update().get(pk=mitgliedschaft.gruppe.stelle_id)
    if ist_letzte(mitgliedschaft, zeichnende(mitgliedschaft.gruppe.stelle)):
        raise Verweigert(
            "Mindestens eine Person muss zeichnen dürfen. Laden Sie zuerst eine andere Person ein."
        )
    mitgliedschaften.beenden(mitgliedschaft_id, akteur=akteur, bis=bis)


def bestaetige_offene(traeger: Traeger, *, akteur: Benutzer, berechtigung: Berechtigung | None) -> None:
    """With its verification the roles of the person who registered an organisation count."""
    offene = Mitgliedschaft.objects.filter(
        gruppe__stelle=traeger.stelle, benutzer=traeger.registriert_von, bestaetigt_von=None
    )
    for pk in offene.order_by("pk").values_list("pk", flat=True):
        zeile = mitgliedschaften.zeile(pk)
        mitgliedschaften.setze_in_kraft(zeile, wer_schon_darf(berechtigung), akteur=akteur)


def an_verifizierten() -> QuerySet[Mitgliedschaft]:
    """Accepted roles at verified organisations, the oldest first: without confirmation the Servicestelle has them."""
    verifiziert = Mitgliedschaft.objects.filter(gruppe__stelle__traeger__verifiziert_am__isnull=False)
    return verifiziert.filter(rechte.ANGENOMMEN, gruppe__stelle__art=Stellenart.TRAEGER).order_by("pk")


def hinderung(mitgliedschaft: Mitgliedschaft, akteur: Benutzer) -> str:
    """Why this person may not confirm this role, as a sentence; empty when nothing stands against it."""
    if akteur.pk == mitgliedschaft.benutzer_id:
        return "Niemand bestätigt die eigene Rolle. Das macht eine andere Person."
    if akteur.pk == mitgliedschaft.beantragt_von_id:
        return "Wer eine Rolle beantragt hat, bestätigt sie nicht. Das macht eine andere Person."
    return ""


def zeichnende(stelle: Stelle) -> set[int]:
    """The ids of those who may sign for the organisation today."""
    gueltige = Mitgliedschaft.objects.filter(rechte.gueltig(uhr.heute()), gruppe__stelle=stelle)
    zeichnung = gueltige.filter(gruppe__rolle=Rolle.TRAEGER_ZEICHNUNG.value)
    return set(zeichnung.values_list("benutzer_id", flat=True))


def ist_letzte(mitgliedschaft: Mitgliedschaft, personen: set[int]) -> bool:
    """True when this role lets the only one of `personen` sign, who are all that may sign today."""
    zeichnet = mitgliedschaft.gruppe.rolle == Rolle.TRAEGER_ZEICHNUNG and None not in (
        mitgliedschaft.bestaetigt_von_id,
        mitgliedschaft.angenommen_am,
    )
    return zeichnet and personen <= {mitgliedschaft.benutzer_id}


ENTSCHEIDUNG = wer_ueberall(Recht.TRAEGER_VERIFIZIEREN, hinderung)


def _zeile(mitgliedschaft_id: int) -> QuerySet[Mitgliedschaft]:
    return an_verifizierten().select_related("gruppe__stelle", "benutzer").filter(pk=mitgliedschaft_id)
