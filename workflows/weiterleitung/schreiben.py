"""The city's own proof as a document, and what letters say of the Bescheid of Land or Bund."""

from decimal import Decimal

from antraege.dokumente import fakten
from antraege.dokumente.inhalt.weiterleitung import weiterleitungsnachweis
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.dokumente.queries import texte_am
from antraege.foerderung.models import Weiterleitung
from antraege.foerderung.weiterleitung.stand import rueckzuzahlen, summen, unterfaelle
from antraege.kern.geld import NULL
from rollen import uhr
from rollen.models import Benutzer


def geberfakt(weiterleitung: Weiterleitung) -> fakten.Geberfakt:
    """What letters say of the Bescheid of Land or Bund."""
    return fakten.Geberfakt(
        geber=weiterleitung.geber,
        zeichen=weiterleitung.zeichen,
        vom=weiterleitung.bescheid_vom,
        bestimmungen=weiterleitung.nebenbestimmungen,
    )


def nachweis(weiterleitung: Weiterleitung, *, zeichnet: Benutzer | None) -> bytes:
    """The proof as PDF; a draft until the second person signs. Raises FaktenFehler."""
    return erzeuge_pdf(weiterleitungsnachweis(_fakten(weiterleitung, zeichnet), texte=texte_am(uhr.heute())))


def _fakten(weiterleitung: Weiterleitung, zeichnet: Benutzer | None) -> fakten.Weiterleitungsfakten:
    faelle, stelle = unterfaelle(weiterleitung), weiterleitung.stelle
    alle = summen(weiterleitung)
    offen = dict(weiterleitung.offene.values_list("antrag", "grund"))
    jahre: dict[int, Decimal] = {}
    for speisung in weiterleitung.speisungen.select_related("haushaltsstelle"):
        jahr = speisung.haushaltsstelle.jahr
        jahre[jahr] = jahre.get(jahr, NULL) + speisung.betrag
    return fakten.Weiterleitungsfakten(
        rahmen=fakten.Rahmen(
            dokument_id=f"WEITERLEITUNG-{weiterleitung.pk}",
            aktenzeichen=weiterleitung.zeichen,
            datum=uhr.heute(),
            absender=fakten.Absender(
                fachbereich=stelle.name,
                bearbeitung="Verwendungsnachweis",
                kontakt=tuple(filter(None, [stelle.email])),
            ),
            empfaenger=fakten.Empfaenger(name=weiterleitung.geber, anschrift=(), ist_stadt=False),
            zeichnung=fakten.Zeichnung(
                name=zeichnet.name if zeichnet else "",
                funktion=zeichnet.funktion if zeichnet else stelle.name,
            ),
            entwurf=zeichnet is None,
        ),
        geber=geberfakt(weiterleitung),
        zweck=weiterleitung.zweck,
        nachweis_bis=weiterleitung.nachweis_bis,
        jahre=tuple(sorted(jahre.items())),
        erhalten=alle.erhalten,
        zurueckgezahlt=alle.zurueckgezahlt,
        eigen=alle.eigen,
        uebrig=tuple((rest.betrag, rest.zurueck_bis) for rest in rueckzuzahlen(weiterleitung)),
        sachbericht=weiterleitung.sachbericht,
        zeilen=tuple(
            fakten.Unterzeile(
                empfaenger=u.antrag.traeger.name,
                aktenzeichen=u.antrag.aktenzeichen or "",
                beantragt=u.antrag.beantragt,
                bewilligt=u.bewilligt,
                ausgezahlt=u.ausgezahlt,
                anerkannt=u.anerkannt,
                erstattet=u.erstattet,
                offen=offen.get(u.antrag.pk, ""),
            )
            for u in faelle
        ),
    )
