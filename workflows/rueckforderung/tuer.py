"""The door for claims: begin one, record a remedy and its outcome."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from django.http import Http404

from antraege.antrag.models import Antrag
from antraege.foerderung import rueckforderungen
from antraege.foerderung.models import (
    Forderungsgrund,
    Rechtsbehelf,
    Rechtsbehelfsart,
    Rechtsbehelfsausgang,
    Rueckforderung,
)
from antraege.foerderung.rueckforderungen import Absicht, rechtsbehelfe
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte, uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.rueckforderung.fristen import pruefe_fristen
from workflows.rueckforderung.schritt import erwarte_keine_zahlung_mehr
from workflows.rueckforderung.verfahren import Rueckforderungsverfahren
from workflows.tuer import hindernisse
from workflows.tuer.handlung import Handlung, geoeffnet, taten
from workflows.tuer.post import schreibe_traeger

__all__ = [
    "beende_rechtsbehelf",
    "erfasse_rechtsbehelf",
    "eroeffne",
    "eroeffne_aus_nachweis",
    "geoeffnete_forderung",
    "hindernisse_fuer",
    "pruefe_fristen",
]


def hindernisse_fuer(antrag: Antrag, akteur: Benutzer) -> list[Mangel]:
    """Why this person cannot begin a claim in this case now."""
    handlung = Handlung(antrag, akteur, taten=taten(antrag))
    return [*_persoenliche(handlung), *rueckforderungen.hindernisse(antrag)]


def eroeffne(antrag_id: int, *, akteur: Benutzer, absicht: Absicht) -> Rueckforderung:
    """Begin a claim; the hearing becomes a task of the Sachbearbeitung. Raises MaengelFehler."""
    with geoeffnet(Tat.RUECKFORDERUNG_EINLEITEN, antrag_id, akteur) as handlung:
        _verlange(handlung)
        forderung = rueckforderungen.leite_ein(handlung.antrag, absicht, akteur=akteur)
        handlung.beteilige(Taetigkeit.ANHOEREN)
        _eroeffne(handlung, forderung)
    return forderung


def eroeffne_aus_nachweis(handlung: Handlung, *, betrag: Decimal) -> Rueckforderung | None:
    """Begin the claim that the proof of use leaves, inside the act that runs; nothing below the Kleinbetrag.

    `betrag` is what was paid too much in euro.
    """
    antrag = handlung.antrag
    kleinbetrag = antrag.richtlinie.kleinbetrag
    if betrag <= 0 or (kleinbetrag is not None and betrag <= kleinbetrag):
        handlung.vermerke(kleinbetrag_entfaellt=betrag)
        return None
    absicht = Absicht(
        grund=Forderungsgrund.MINDERUNG,
        sachverhalt=f"Die Abrechnung des Verwendungsnachweises ergibt {zeige(betrag)} zu viel gezahltes Geld.",
        kenntnis_am=uhr.heute(),
        verbleibt=antrag.ausgezahlt - antrag.erstattet - betrag,
    )
    forderung = rueckforderungen.leite_ein(antrag, absicht, akteur=handlung.akteur)
    _eroeffne(handlung, forderung)
    return forderung


def _eroeffne(handlung: Handlung, forderung: Rueckforderung) -> None:
    handlung.vermerke(
        rueckforderung=forderung.nr,
        anlass=forderung.get_grund_display(),
        zu_erstatten=forderung.betrag,
        kenntnis_am=forderung.kenntnis_am,
    )
    Rueckforderungsverfahren.eingang.run(handlung=handlung)


def erfasse_rechtsbehelf(
    forderung_id: int, *, akteur: Benutzer, art: Rechtsbehelfsart, eingegangen_am: date, vermerk: str
) -> Rechtsbehelf:
    """Record a Widerspruch or a Klage: dunning stops, interest goes on. Raises MaengelFehler."""
    with geoeffnete_forderung(Tat.RECHTSBEHELF_ERFASSEN, forderung_id, akteur) as (handlung, forderung):
        rechtsbehelf = rechtsbehelfe.erfasse(
            forderung, art=art, eingegangen_am=eingegangen_am, vermerk=vermerk, akteur=akteur
        )
        handlung.vermerke(
            rechtsbehelf=rechtsbehelf.get_art_display(),
            eingegangen_am=eingegangen_am,
            nach_der_frist=rechtsbehelfe.verspaetet(forderung, eingegangen_am),
            vermerk=vermerk,
        )
        schreibe_traeger(
            handlung,
            betreff=f"Ihr Rechtsbehelf ({rechtsbehelf.get_art_display()}) ist eingegangen",
            text="Bis zur Entscheidung mahnen wir nicht. Die Zinsen laufen weiter.",
        )
    return rechtsbehelf


def beende_rechtsbehelf(
    rechtsbehelf_id: int,
    *,
    akteur: Benutzer,
    ausgang: Rechtsbehelfsausgang,
    beendet_am: date,
    neuer_betrag: Decimal | None,
    vermerk: str,
) -> Rueckforderung:
    """Note how it ended; abgeholfen lowers or ends the claim. Raises MaengelFehler."""
    rechtsbehelf = Rechtsbehelf.objects.filter(pk=rechtsbehelf_id).first()
    if rechtsbehelf is None:
        raise Http404
    with geoeffnete_forderung(Tat.RECHTSBEHELF_BEENDEN, rechtsbehelf.rueckforderung_id, akteur) as (
        handlung,
        forderung,
    ):
        rechtsbehelf = Rechtsbehelf.objects.get(pk=rechtsbehelf_id)
        if rechtsbehelf.beendet_am is not None:
            keine_oder([Mangel("Der Ausgang ist schon vermerkt.")])
        rechtsbehelf.rueckforderung = forderung
        vorher = forderung.betrag
        rechtsbehelfe.beende(
            rechtsbehelf,
            ausgang=ausgang,
            beendet_am=beendet_am,
            neuer_betrag=neuer_betrag,
            vermerk=vermerk,
            akteur=akteur,
        )
        handlung.vermerke(
            rechtsbehelf=rechtsbehelf.get_art_display(),
            ausgang=rechtsbehelf.get_ausgang_display(),
            beendet_am=beendet_am,
            forderung_vorher=vorher,
            forderung_nachher=forderung.betrag,
            vermerk=vermerk,
        )
        erwarte_keine_zahlung_mehr(handlung)
    return forderung


@contextmanager
def geoeffnete_forderung(
    tat: Tat, forderung_id: int, akteur: Benutzer
) -> Iterator[tuple[Handlung, Rueckforderung]]:
    """The case of a claim inside the door, for who may prepare claims there; raises Http404, Verweigert."""
    antrag_id = Rueckforderung.objects.filter(pk=forderung_id).values_list("antrag", flat=True).first()
    if antrag_id is None:
        raise Http404
    with geoeffnet(tat, antrag_id, akteur) as handlung:
        _verlange(handlung)
        forderung = Rueckforderung.objects.get(pk=forderung_id)
        forderung.antrag = handlung.antrag
        handlung.beteilige(Taetigkeit.ANHOEREN)
        yield handlung, forderung


def _verlange(handlung: Handlung) -> None:
    """The right, no link to the applicant, four eyes."""
    hindernisse.verlange_ohne(_persoenliche(handlung))
    handlung.berechtigung = rechte.verlange(handlung.person, Recht.FALL_PRUEFEN, handlung.antrag.stelle)


def _persoenliche(handlung: Handlung) -> list[Mangel]:
    antrag = handlung.antrag
    return [
        *hindernisse.rechtlich(handlung.person, Recht.FALL_PRUEFEN, antrag.stelle),
        *hindernisse.befangen(handlung, Taetigkeit.ANHOEREN),
    ]
