"""Organisations register themselves; the Servicestelle verifies or refuses them."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from rollen import bankverbindung, mitgliedschaften, protokoll, stellen, uhr
from rollen.einladung import bestaetige_offene, verlange_irgendwo
from rollen.kontopost import sende
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart, Traeger
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht, Rolle

NAME_VERGEBEN = (
    "Eine Organisation mit diesem Namen ist schon registriert. Waren Sie das gerade selbst? "
    "Dann sehen Sie in Ihr Postfach. Sonst lassen Sie sich von Ihrer Organisation einladen."
)


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
    """The person who registers an organisation."""

    name: str
    funktion: str
    email: str
    passwort: str


@transaction.atomic
def registriere(organisation: Organisation, *, person: Erstperson) -> Traeger | None:
    """Create the organisation, its first person and two roles that wait for the verification.

    None when the address already has an account: nothing is created, its owner gets an e-mail.
    Raises ValidationError on `name` when an organisation of that name is registered.
    """
    if name_vergeben(organisation.name):
        raise ValidationError({"name": NAME_VERGEBEN})
    benutzer, neu = Benutzer.objects.get_or_create(
        email=person.email,
        defaults={
            "name": person.name,
            "funktion": person.funktion,
            # Hashed before it is known whether it is needed, so that both answers take as long.
            "password": make_password(person.passwort),
        },
    )
    if not neu:
        sende("schon_registriert", an=benutzer, betreff="Registrierung bei Kindercampus")
        return None
    traeger = _lege_an(organisation, benutzer)
    for rolle in (Rolle.TRAEGER_ANTRAG, Rolle.TRAEGER_ZEICHNUNG):
        mitgliedschaften.beantragen(benutzer, rolle=rolle, stelle=traeger.stelle, akteur=benutzer)
    sende("registriert", an=benutzer, betreff="Registrierung bei Kindercampus")
    return traeger


def name_vergeben(name: str) -> bool:
    """True when an organisation has this name, without regard to case and blanks."""
    namen = Stelle.objects.filter(art=Stellenart.TRAEGER).values_list("name", flat=True)
    return _schluessel(name) in {_schluessel(vorhanden) for vorhanden in namen}


@transaction.atomic
def verifiziere(traeger_id: int, *, akteur: Benutzer) -> Traeger:
    """Accept an organisation; the roles of the person who registered it count from now on.

    Raises Verweigert without the right or for one's own organisation, ValidationError when it is verified.
    """
    traeger, berechtigung = _zu_pruefen(traeger_id, akteur)
    traeger.verifiziert_von, traeger.verifiziert_am, traeger.ablehnungsgrund = akteur, uhr.jetzt(), ""
    traeger.save(update_fields=["verifiziert_von", "verifiziert_am", "ablehnungsgrund"])
    _protokolliere("traeger_verifizieren", traeger, akteur, berechtigung)
    bestaetige_offene(traeger, akteur=akteur, berechtigung=berechtigung)
    sende(
        "verifiziert",
        an=traeger.registriert_von,
        betreff="Ihre Organisation ist bestätigt",
        fakten={"stelle": traeger.stelle},
    )
    return traeger


@transaction.atomic
def lehne_ab(traeger_id: int, *, grund: str, akteur: Benutzer) -> Traeger:
    """Refuse an organisation for now; it can still be verified later.

    Raises Verweigert without the right or for one's own organisation, ValidationError when it is decided.
    """
    traeger, berechtigung = _zu_pruefen(traeger_id, akteur)
    if traeger.ablehnungsgrund:
        raise ValidationError("Diese Organisation ist schon abgelehnt.")
    traeger.ablehnungsgrund = grund
    traeger.save(update_fields=["ablehnungsgrund"])
    _protokolliere("traeger_ablehnen", traeger, akteur, berechtigung)
    sende(
        "abgelehnt",
        an=traeger.registriert_von,
        betreff="Rückfrage zu Ihrer Organisation",
        fakten={"stelle": traeger.stelle, "grund": grund},
    )
    return traeger


@transaction.atomic
def ordne_verbund_zu(traeger_id: int, *, verbund: str, akteur: Benutzer) -> Traeger:
    """Name the group of companies an organisation belongs to; empty for none (Verordnung (EU) 2023/2831).

    Raises Verweigert without the right or for one's own organisation.
    """
    berechtigung = verlange_irgendwo(akteur, Recht.TRAEGER_VERIFIZIEREN)
    traeger = Traeger.objects.select_for_update(of=("self",)).select_related("stelle").get(pk=traeger_id)
    if grund := hinderung(traeger, akteur):
        raise Verweigert(grund)
    bisher, traeger.verbund = traeger.verbund, " ".join(verbund.split())
    traeger.save(update_fields=["verbund"])
    protokoll.schreibe(
        kette=f"stelle/{traeger.stelle_id}",
        aktion="verbund_zuordnen",
        objekt=f"traeger/{traeger.pk}",
        akteur=akteur,
        berechtigung=berechtigung,
        vorher={"verbund": bisher},
        nachher={"verbund": traeger.verbund},
    )
    return traeger


def hinderung(traeger: Traeger, akteur: Benutzer) -> str:
    """Why this person may not decide on this organisation, as a sentence; empty when they may."""
    eigene = Mitgliedschaft.objects.filter(gruppe__stelle=traeger.stelle_id, benutzer=akteur)
    if traeger.registriert_von_id == akteur.pk or eigene.exists():
        return "Über die eigene Organisation entscheidet eine andere Person der Servicestelle."
    return ""


def _zu_pruefen(traeger_id: int, akteur: Benutzer) -> tuple[Traeger, Berechtigung]:
    berechtigung = verlange_irgendwo(akteur, Recht.TRAEGER_VERIFIZIEREN)
    gesperrt = Traeger.objects.select_for_update(of=("self",)).select_related("stelle", "registriert_von")
    traeger = gesperrt.get(pk=traeger_id)
    if grund := hinderung(traeger, akteur):
        raise Verweigert(grund)
    if traeger.verifiziert_am:
        raise ValidationError("Diese Organisation ist schon bestätigt.")
    return traeger, berechtigung


def _lege_an(organisation: Organisation, benutzer: Benutzer) -> Traeger:
    stelle = stellen.speichere(
        Stelle(
            kuerzel=f"{slugify(organisation.name)[:31]}-{secrets.token_hex(4)}",
            name=organisation.name,
            art=Stellenart.TRAEGER,
            anschrift=organisation.anschrift,
        )
    )
    traeger = Traeger.objects.create(
        stelle=stelle,
        rechtsform=organisation.rechtsform,
        register=organisation.register,
        gemeinnuetzig=organisation.gemeinnuetzig,
        anerkannt_jugendhilfe=organisation.anerkannt_jugendhilfe,
        registriert_von=benutzer,
    )
    konto = {"iban": organisation.iban, "kontoinhaber": organisation.kontoinhaber}
    bankverbindung.lege_an(stelle, **konto, akteur=benutzer)
    _protokolliere("traeger_registrieren", traeger, benutzer, None)
    return traeger


def _schluessel(name: str) -> str:
    return " ".join(name.split()).casefold()


def _protokolliere(
    aktion: str, traeger: Traeger, akteur: Benutzer, berechtigung: Berechtigung | None
) -> None:
    protokoll.schreibe(
        kette=f"stelle/{traeger.stelle_id}",
        aktion=aktion,
        objekt=f"traeger/{traeger.pk}",
        akteur=akteur,
        berechtigung=berechtigung,
        nachher={"name": traeger.stelle.name, "grund": traeger.ablehnungsgrund},
        personen={"registriert_von": traeger.registriert_von.name},
    )
