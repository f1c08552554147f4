"""Organisations register themselves, hand in, mend what was refused and take back; all by the person who registered.

Nothing of it counts before the owner of the address has said that it is theirs (`lege_vor`).
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils.text import slugify

from rollen import bankverbindung, mitgliedschaften, rechte, stellen, uhr
from rollen.akt import EIGENES, akt, unterschied
from rollen.fehler import Ueberholt
from rollen.kontopost import passwort_link, sende
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart, Traeger
from rollen.models.stelle import VORGELEGT
from rollen.tabelle import Rolle
from rollen.taten import Tat
from rollen.traeger import fakten

NAME_VERGEBEN = (
    "Eine Organisation mit diesem Namen ist schon registriert. Lassen Sie sich von ihr einladen. "
    "Ist es eine andere? Dann ergänzen Sie den Namen, zum Beispiel um den Ort."
)
NICHT_ABGELEHNT = (
    "Diese Organisation wird geprüft. Ändern können Sie die Angaben, wenn die Servicestelle nachfragt."
)

vorgelegt = Signal()  # with `traeger`, before it is saved: whoever knows a deadline sets `pruefung_bis`


@dataclass(frozen=True)
class Organisation:
    """What an organisation says about itself; the IBAN without blanks."""

    name: str
    rechtsform: str
    register: str
    anschrift: str
    gemeinnuetzig: bool
    anerkannt_jugendhilfe: bool
    iban: str
    kontoinhaber: str


@dataclass(frozen=True)
class Erstperson:
    """Whose address was given when an organisation was registered."""

    name: str
    funktion: str
    email: str


@transaction.atomic
def registriere(organisation: Organisation, *, person: Erstperson) -> Traeger | None:
    """Keep what was typed; it counts once whoever reads the e-mails of this address says that it is theirs.

    None when the address has an account that counts: nothing is created, its owner gets an e-mail.
    Raises ValidationError on `name` when an organisation of that name is registered.
    """
    if name_vergeben(organisation.name):
        raise ValidationError({"name": NAME_VERGEBEN})
    benutzer, _ = Benutzer.objects.get_or_create(
        email=person.email,
        defaults={"name": person.name, "funktion": person.funktion, "password": make_password(None)},
    )
    if benutzer.adresse_belegt_am is not None:
        sende("schon_registriert", an=benutzer, betreff="Registrierung bei Kindercampus")
        return None
    traeger = _lege_an(organisation, benutzer)
    sende(
        "registriert", an=benutzer, betreff="Registrierung bei Kindercampus", fakten=passwort_link(benutzer)
    )
    return traeger


def name_vergeben(name: str, *, stelle_id: int | None = None) -> bool:
    """True when another organisation than `stelle_id` has this name, without regard to case and blanks."""
    unbelegt = Traeger.objects.exclude(VORGELEGT).order_by()
    alle = Stelle.objects.filter(art=Stellenart.TRAEGER).exclude(pk__in=unbelegt.values("stelle"))
    andere = [vergeben for pk, vergeben in alle.values_list("pk", "name") if pk != stelle_id]
    gesucht, *vergebene = (" ".join(einer.split()).casefold() for einer in (name, *andere))
    return gesucht in vergebene


def registrierungen(benutzer: Benutzer) -> QuerySet[Traeger]:
    """What was registered with this person's address and is not verified: to be confirmed, waiting or refused."""
    alle = Traeger.objects.filter(registriert_von=benutzer, verifiziert_am=None, zurueckgezogen_am=None)
    return alle.select_related("stelle").order_by("pk")


def lege_vor(traeger_id: int, *, akteur: Benutzer, organisation: Organisation | None = None) -> Traeger:
    """The owner of the address says that the registration is theirs: now the Servicestelle has it.

    With `organisation` its facts are corrected on the way; that is how a refused one is handed in again.
    Raises ValidationError while it is being checked, and on `name` when another organisation has it.
    """
    with akt(Tat.TRAEGER_VORLEGEN, _eigene(traeger_id, akteur), EIGENES, akteur=akteur) as vorlage:
        traeger = vorlage.objekt
        zum_ersten_mal = traeger.vorgelegt_am is None
        if not zum_ersten_mal and not (organisation and traeger.ablehnungsgrund):
            raise Ueberholt(NICHT_ABGELEHNT)
        name = organisation.name if organisation else traeger.stelle.name
        if name_vergeben(name, stelle_id=traeger.stelle_id):
            raise ValidationError({"name": NAME_VERGEBEN})
        vorher = _angaben(traeger)
        if organisation:
            _uebernimm(traeger, organisation, akteur)
        if zum_ersten_mal:
            # The organisation appears, and its first person holds both roles; they wait for the verification.
            traeger.stelle.aktiv = True
            traeger.stelle.save(update_fields=["aktiv"])
            for rolle in (Rolle.TRAEGER_ANTRAG, Rolle.TRAEGER_ZEICHNUNG):
                neue = mitgliedschaften.beantragen(akteur, rolle=rolle, stelle=traeger.stelle, akteur=akteur)
                mitgliedschaften.mache_wirksam(neue)
        traeger.vorgelegt_am, traeger.ablehnungsgrund, traeger.pruefung_bis = uhr.jetzt(), "", None
        vorgelegt.send(sender=Traeger, traeger=traeger)
        konto = traeger.stelle.bankverbindungen.first()
        kontoinhaber = konto.kontoinhaber if konto else ""
        vorlage.nenne(
            **unterschied(vorher, _angaben(traeger)),
            personen={"registriert_von": akteur.name, "kontoinhaber": kontoinhaber},
        )
    return traeger


@transaction.atomic
def ziehe_zurueck(traeger_id: int, *, akteur: Benutzer) -> Traeger:
    """Take a registration back, or say that it never was one's own: nobody has to check it any more."""
    with akt(Tat.TRAEGER_ZURUECKZIEHEN, _eigene(traeger_id, akteur), EIGENES, akteur=akteur) as rueckzug:
        traeger = rueckzug.objekt
        offene = Mitgliedschaft.objects.select_for_update(of=("self",)).filter(gruppe__stelle=traeger.stelle)
        for rolle in offene.select_related("benutzer", "gruppe__stelle"):
            with akt(Tat.ROLLE_ENTFERNEN, rolle, EIGENES, akteur=akteur) as ende:
                ende.entfaellt = True
                ende.nenne(**mitgliedschaften.fakten(rolle))
            mitgliedschaften.mache_wirksam(rolle)
        traeger.zurueckgezogen_am = uhr.jetzt()
        Stelle.objects.filter(pk=traeger.stelle_id).update(aktiv=False)
        rueckzug.nenne(**fakten(traeger))
    rechte.vergiss(akteur)
    return traeger


def _eigene(traeger_id: int, akteur: Benutzer) -> QuerySet[Traeger]:
    return registrierungen(akteur).select_related("registriert_von").filter(pk=traeger_id)


def _lege_an(organisation: Organisation, benutzer: Benutzer) -> Traeger:
    stelle = stellen.speichere(
        Stelle(
            kuerzel=f"{slugify(organisation.name)[:31]}-{secrets.token_hex(4)}",
            name=organisation.name,
            art=Stellenart.TRAEGER,
            anschrift=organisation.anschrift,
            aktiv=False,
        )
    )
    traeger = Traeger(
        stelle=stelle,
        rechtsform=organisation.rechtsform,
        register=organisation.register,
        gemeinnuetzig=organisation.gemeinnuetzig,
        anerkannt_jugendhilfe=organisation.anerkannt_jugendhilfe,
        registriert_von=benutzer,
        vorgelegt_am=None,
    )
    konto = {"iban": organisation.iban, "kontoinhaber": organisation.kontoinhaber}
    bankverbindung.lege_an(stelle, **konto, akteur=benutzer)
    # Nobody knows yet who typed this: the entry names the address, not an actor.
    with akt(Tat.TRAEGER_REGISTRIEREN, traeger, EIGENES, akteur=None) as registrierung:
        registrierung.nenne(**fakten(traeger))
    return traeger


def _uebernimm(traeger: Traeger, organisation: Organisation, akteur: Benutzer) -> None:
    stelle = traeger.stelle
    stelle.name, stelle.anschrift = organisation.name, organisation.anschrift
    stelle.save(update_fields=["name", "anschrift"])
    traeger.rechtsform, traeger.register = organisation.rechtsform, organisation.register
    traeger.gemeinnuetzig = organisation.gemeinnuetzig
    traeger.anerkannt_jugendhilfe = organisation.anerkannt_jugendhilfe
    konto, neu = traeger.konto, {"iban": organisation.iban, "kontoinhaber": organisation.kontoinhaber}
    if konto is None or neu != {"iban": konto.iban, "kontoinhaber": konto.kontoinhaber}:
        bankverbindung.gib_offene_auf(stelle, akteur=akteur)
        bankverbindung.lege_an(stelle, **neu, akteur=akteur)


def _angaben(traeger: Traeger) -> dict[str, Any]:
    """What an organisation says about itself; the IBAN as the trail shows it."""
    konto = traeger.stelle.bankverbindungen.first()
    return {
        "name": traeger.stelle.name,
        "anschrift": traeger.stelle.anschrift,
        "rechtsform": traeger.rechtsform,
        "register": traeger.register,
        "gemeinnuetzig": traeger.gemeinnuetzig,
        "anerkannt_jugendhilfe": traeger.anerkannt_jugendhilfe,
        "iban": konto.maskiert if konto else "",
    }
