"""The people of the demo: one or more for every role, by function, all with the same password."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from rollen import bankverbindung, mitgliedschaften, uhr
from rollen.mitgliedschaften import gruppe_fuer
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart, Traeger
from rollen.tabelle import Rolle
from rollen.vorfuehrung import gib_app

PASSWORT = "Kindercampus-2026"
DOMAENE = "kindercampus.example"
ZEICHNEND = {Rolle.TRAEGER_ZEICHNUNG, Rolle.EINRICHTUNG, Rolle.LEITUNG}
KONTO_DER_STADT = {"iban": "DE02370502990000684712", "kontoinhaber": "Stadt Dortmund (Vorführung)"}


def lies() -> list[dict[str, Any]]:
    """The people as written in `fixtures/personen.json`."""
    text = (settings.BASE_DIR / "fixtures" / "personen.json").read_text(encoding="utf-8")
    return list(json.loads(text))


def person(kurz: str) -> Benutzer:
    """The person freshly read, as at the start of a request."""
    return Benutzer.objects.get(email=f"{kurz}@{DOMAENE}")


def lade() -> None:
    """Create the people with their confirmed roles, and verify the Träger; refuses outside demo and test."""
    if not settings.LOKAL:
        raise ImproperlyConfigured("Demo people have a public password; they exist only in the demo profile.")
    for zeile in lies():
        _lade_person(zeile)
    _verifiziere_traeger()
    gib_zeichnenden_eine_app()


def beantrage_rolle() -> None:
    """One role waits for the second person of the administration."""
    hoerde = Stelle.objects.get(kuerzel="hoerde-clarenberg")
    mitgliedschaften.beantragen(
        person("campus-westerfilde"),
        rolle=Rolle.CAMPUS_MANAGEMENT,
        stelle=hoerde,
        akteur=person("administration"),
    )


def gib_zeichnenden_eine_app() -> None:
    """Everybody whose role signs agreements has a second factor; who has one keeps it."""
    for zeile in lies():
        if ZEICHNEND & {rolle for rolle, _stelle, _ebene in zeile["rollen"]}:
            gib_app(person(zeile["person"]))


def _lade_person(zeile: dict[str, Any]) -> None:
    email = f"{zeile['person']}@{DOMAENE}"
    benutzer = Benutzer.objects.filter(email=email).first()
    if benutzer is None:
        benutzer = Benutzer.objects.create_user(email, name=zeile["name"])
    benutzer.name, benutzer.funktion = zeile["name"], zeile["funktion"]
    if not benutzer.has_usable_password():
        benutzer.set_password(PASSWORT)
    benutzer.save()
    for rolle, stelle, ebene in zeile["rollen"]:
        gruppe = gruppe_fuer(Stelle.objects.get(kuerzel=stelle), Rolle(rolle))
        Mitgliedschaft.objects.update_or_create(
            benutzer=benutzer,
            gruppe=gruppe,
            defaults={
                "ebene": ebene,
                "von": uhr.heute(),
                "bestaetigt_von": _zweite_person(),
                "bestaetigt_am": uhr.jetzt(),
                "angenommen_am": uhr.jetzt(),
            },
        )
        benutzer.groups.add(gruppe.gruppe)


def _zweite_person() -> Benutzer:
    """Who confirms roles before there is any administration."""
    vorhanden = Benutzer.objects.filter(email=f"einrichtung@{DOMAENE}").first()
    return vorhanden or Benutzer.objects.create_user(f"einrichtung@{DOMAENE}", name="Ersteinrichtung")


def _verifiziere_traeger() -> None:
    pfad = settings.BASE_DIR / "fixtures" / "traeger.json"
    servicestelle = person("servicestelle")
    for angaben in json.loads(pfad.read_text(encoding="utf-8")):
        stelle = Stelle.objects.get(kuerzel=angaben.pop("stelle"))
        konto = {feld: angaben.pop(feld) for feld in ("iban", "kontoinhaber")}
        Traeger.objects.get_or_create(
            stelle=stelle,
            defaults={
                **angaben,
                "registriert_von": Benutzer.objects.filter(email=f"{stelle.kuerzel}@{DOMAENE}").first()
                or servicestelle,
                "registriert_am": uhr.jetzt(),
                "verifiziert_am": uhr.jetzt(),
                "verifiziert_von": servicestelle,
            },
        )
        _eroeffne(stelle, konto)
    kasse = Stelle.objects.filter(art=Stellenart.KASSE).first()
    if kasse is not None:
        _eroeffne(kasse, KONTO_DER_STADT)


def _eroeffne(stelle: Stelle, konto: dict[str, str]) -> None:
    """The account of a Stelle, entered by one and confirmed by another function."""
    if konto["iban"] and not stelle.bankverbindungen.exists():
        eintrag = bankverbindung.lege_an(stelle, **konto, akteur=_zweite_person())
        bankverbindung.bestaetige(eintrag.pk, akteur=person("finanzen-fb40"))
