"""The first two people of a city: nobody is there yet to confirm them, so whoever runs the command vouches for both."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from rollen import rechte, uhr
from rollen.abgleich import gleiche_gruppen_ab
from rollen.akt import EIGENES, akt
from rollen.kontopost import passwort_link
from rollen.mitgliedschaften import gruppe_fuer
from rollen.models import Benutzer, Mitgliedschaft, Stelle
from rollen.tabelle import Rolle
from rollen.taten import Tat
from workflows.einrichtung import daten, personaldecke
from workflows.models import Postausgang

ANZAHL = 2
FUNKTION = "Technische Administration"


class Abgelehnt(Exception):
    """Nothing was set up; the German sentence says why and what to do instead."""


@transaction.atomic
def richte_ein(angaben: Sequence[str]) -> list[tuple[Benutzer, str]]:
    """Load the city's data and make two administrators; each with the link for a password.

    Each is noted as the one who confirmed the other, and the trail says that the command line did it.
    Raises Abgelehnt and LieferFehler; then nothing has changed.
    """
    paare = [_lies(angabe) for angabe in angaben]
    if len({email for _, email in paare}) != ANZAHL:
        raise Abgelehnt("Nennen Sie zwei verschiedene Personen, jede mit ihrer E-Mail-Adresse.")
    if administration().exists():
        raise Abgelehnt(
            "Es gibt schon eine Administration. Weitere Personen trägt sie selbst ein: unter „Rechte“. "
            "Neue Links für Personen ohne Passwort: manage.py ersteinrichtung --neue-links"
        )
    daten.lade_stammdaten()
    personen = [
        Benutzer.objects.filter(email=email).first()
        or Benutzer.objects.create_user(email, name=name, funktion=FUNKTION)
        for name, email in paare
    ]
    for person, andere in zip(personen, reversed(personen), strict=True):
        _bestelle(person, bestaetigt_von=andere)
    return [(person, _sende_link(person)) for person in personen]


@transaction.atomic
def neue_links() -> list[tuple[Benutzer, str]]:
    """Fresh links for administrators who have not chosen a password. Raises Abgelehnt when there are none."""
    ohne = Benutzer.objects.filter(pk__in=administration().values("benutzer")).exclude(
        pk__in=personaldecke.mit_konto()
    )
    if not ohne:
        raise Abgelehnt(
            "Niemand in der Administration wartet auf ein Passwort. Wer es vergessen hat, "
            "fordert auf der Anmeldeseite ein neues an; ohne E-Mail hilft manage.py changepassword E-MAIL."
        )
    return [(person, _sende_link(person)) for person in ohne.order_by("pk")]


def administration() -> QuerySet[Mitgliedschaft]:
    """The valid memberships of administrators, with or without a password."""
    return Mitgliedschaft.objects.filter(
        rechte.gueltig(uhr.heute()), gruppe__rolle=Rolle.ADMINISTRATION.value, benutzer__is_active=True
    )


def _lies(angabe: str) -> tuple[str, str]:
    name, email = parseaddr(angabe)
    email = email.lower()
    try:
        validate_email(email)
    except ValidationError as fehler:
        raise Abgelehnt(
            f"Das ist keine E-Mail-Adresse: {angabe}. Schreiben Sie zum Beispiel "
            '"Erika Muster <erika.muster@stadt.de>".'
        ) from fehler
    return name or email, email


def _bestelle(person: Benutzer, *, bestaetigt_von: Benutzer) -> None:
    wurzel = Stelle.objects.filter(eltern=None, staedtisch=True).order_by("pk").first()
    if wurzel is None:
        raise Abgelehnt(
            "In stellen.json fehlt die Stadt selbst: eine Stelle ohne „eltern“, „staedtisch“: true."
        )
    gruppe, heute = gruppe_fuer(wurzel, Rolle.ADMINISTRATION), uhr.heute()
    mitgliedschaft = Mitgliedschaft(
        benutzer=person, gruppe=gruppe, von=heute, bestaetigt_von=bestaetigt_von, bestaetigt_am=uhr.jetzt()
    )
    with akt(Tat.ERSTEINRICHTUNG, mitgliedschaft, EIGENES, akteur=None) as bestellung:
        bestellung.nenne(
            nachher={
                "benutzer": person.pk,
                "rolle": gruppe.rolle,
                "von": heute,
                "anlass": "Ersteinrichtung auf der Kommandozeile",
            },
            personen={"benutzer": person.name},
        )
    gleiche_gruppen_ab(person)


def _sende_link(person: Benutzer) -> str:
    teile = passwort_link(person)
    pfad = reverse("passwort_neu", kwargs={"uidb64": teile["uid"], "token": teile["token"]})
    text = render_to_string(
        "rollen/post/ersteinrichtung.txt",
        {"person": person, "link": f"{settings.BASIS_URL}{pfad}", "basis_url": settings.BASIS_URL},
    )
    Postausgang.objects.create(an=person.email, betreff="Ihr Zugang zur Administration", text=text)
    return f"{settings.BASIS_URL}{pfad}"
