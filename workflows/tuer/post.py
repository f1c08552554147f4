"""Notices: a message in the portal and an e-mail in the outbox, in the same transaction as their cause."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from antraege.antrag.models import Antrag
from rollen import rechte, uhr
from rollen.models import Benutzer, Mitgliedschaft, Stelle
from workflows.models import Nachricht, Postausgang, Richtung
from workflows.tuer.handlung import Handlung


def schreibe_traeger(
    handlung: Handlung, *, betreff: str, text: str, von: Benutzer | None = None
) -> Nachricht:
    """Tell everybody of the applicant's organisation."""
    antrag = handlung.antrag
    an = adressen(antrag.traeger)
    return _schreibe(antrag, Richtung.AN_TRAEGER, betreff, text, von=von, an=an, seite="antrag_status")


def schreibe_stelle(handlung: Handlung, stelle: Stelle, *, betreff: str, text: str, adresse: str) -> None:
    """Tell everybody of an organisation that is not the applicant: an e-mail only, no message in the case."""
    zeichen = handlung.antrag.aktenzeichen
    Postausgang.objects.bulk_create(
        Postausgang(
            an=person,
            betreff=f"{zeichen}: {betreff}",
            text=f"{text}\n\n{settings.BASIS_URL}{adresse}\n",
        )
        for person in adressen(stelle)
    )


def adressen(stelle: Stelle) -> Iterable[str]:
    """The e-mail addresses of everybody who has a role at this Stelle today."""
    mitglieder = Mitgliedschaft.objects.filter(
        rechte.gueltig(uhr.heute()), gruppe__stelle=stelle, benutzer__is_active=True
    )
    return mitglieder.values_list("benutzer__email", flat=True).distinct()


def schreibe_amt(
    handlung: Handlung,
    *,
    betreff: str,
    text: str,
    von: Benutzer | None = None,
    an: Iterable[str] | None = None,
) -> Nachricht:
    """Tell the case worker, or the competent Stelle as long as there is none, or the addresses in `an`."""
    antrag = handlung.antrag
    adresse = antrag.sachbearbeitung.email if antrag.sachbearbeitung else antrag.stelle.email
    an = an or ([adresse] if adresse else [])
    return _schreibe(antrag, Richtung.AN_AMT, betreff, text, von=von, an=an, seite="fall")


def _schreibe(
    antrag: Antrag,
    richtung: Richtung,
    betreff: str,
    text: str,
    *,
    von: Benutzer | None,
    an: Iterable[str],
    seite: str,
) -> Nachricht:
    nachricht = Nachricht.objects.create(
        antrag=antrag, richtung=richtung, betreff=betreff, text=text, verfasst_von=von
    )
    adresse = settings.BASIS_URL + reverse(seite, args=[antrag.pk])
    Postausgang.objects.bulk_create(
        Postausgang(
            nachricht=nachricht,
            an=person,
            betreff=f"{antrag.aktenzeichen}: {betreff}",
            text=f"{text}\n\n{antrag.titel}\n{adresse}\n",
        )
        for person in an
    )
    return nachricht
