"""What advice does beyond its note: an answer by e-mail, a case it belongs to, a draft made from it."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.models import Antrag, Beteiligung
from antraege.antrag.queries import auffindbar_fuer, bearbeitbar_fuer
from antraege.antrag.services import hinterlege, lege_an
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.foerderberatung import dienst
from antraege.foerderberatung.models import Beratungsvermerk
from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.kern.vieraugen import AMTSSEITE, Taetigkeit
from antraege.programme.models import Foerderprogramm
from rollen import uhr
from rollen.akt import akt
from rollen.fehler import Ueberholt
from rollen.kanon import sha256_hex
from rollen.models import Benutzer
from rollen.taten import Tat
from workflows.foerderberatung import schreiben
from workflows.models import Postausgang
from workflows.tuer.handlung import geoeffnet

ZUGEORDNET = "Dieser Vermerk gehört schon zu einem Antrag."
UNBEKANNT = "Einen Fall mit diesem Aktenzeichen finden Sie nicht. Bitte prüfen Sie die Schreibweise."
OHNE_ORGANISATION = "Bitte tragen Sie zuerst ein, mit welcher Organisation Sie gesprochen haben."
BEGLEITTEXT = """Guten Tag,

anbei bestätigen wir, was bei uns eingegangen ist. Ihr Eingangscode ist {code}.
Bitte nennen Sie ihn bei Rückfragen.

{stelle}
"""
OHNE_ADRESSE = "Zu dieser Anfrage gibt es keine E-Mail-Adresse."


def beantworte(vermerk_id: int, *, antwort: str, stand: int, akteur: Benutzer) -> Beratungsvermerk:
    """Answer by e-mail through the outbox, once; who answers has advised. Raises MaengelFehler, Ueberholt."""
    with dienst.offen(Tat.BERATUNG_BEANTWORTEN, vermerk_id, stand, akteur) as handlung:
        vermerk = handlung.objekt
        if vermerk.beantwortet_am:
            raise Ueberholt("Diese Anfrage ist schon beantwortet.")
        if not vermerk.antwort_an:
            raise MaengelFehler([Mangel(OHNE_ADRESSE, feld="antwort")])
        vermerk.antwort, vermerk.beantwortet_am = antwort, uhr.jetzt()
        vermerk.berater.add(akteur)
        Postausgang.objects.create(
            an=vermerk.antwort_an,
            betreff=f"Ihre Anfrage {vermerk.code}",
            text=f"{antwort}\n\n{vermerk.stelle}\n{settings.BASIS_URL}{reverse('start')}\n",
        )
        personen = {"email": vermerk.antwort_an}
        handlung.nenne(nachher={"code": vermerk.code, "antwort": antwort}, personen=personen)
    return vermerk


def bestaetige(vermerk_id: int, *, stand: int, akteur: Benutzer) -> Beratungsvermerk:
    """Write the letter with the code, once, and send it where an address is known; else it is printed.

    Who confirms has not advised by that. Raises Verweigert, Ueberholt.
    """
    zeile = Beratungsvermerk.objects.select_related("stelle", "organisation").filter(pk=vermerk_id)
    with akt(Tat.BERATUNG_BESTAETIGEN, zeile, dienst.BERATEN, akteur=akteur, stand=stand) as handlung:
        vermerk = handlung.objekt
        if vermerk.brief:
            raise Ueberholt("Der Brief ist schon geschrieben.")
        dokument = schreiben.bestaetigung(vermerk, von=akteur)
        pdf = erzeuge_pdf(dokument)
        vermerk.brief.save("", ContentFile(pdf), save=False)
        vermerk.brief_sha256, vermerk.bestaetigt_am = sha256_hex(pdf), uhr.jetzt()
        if vermerk.adresse:
            Postausgang.objects.create(
                an=vermerk.adresse,
                betreff=f"{dokument.titel} ({vermerk.code})",
                text=BEGLEITTEXT.format(code=vermerk.code, stelle=vermerk.stelle),
                anhang=vermerk.brief.name or "",
                anhang_name=f"bestaetigung-{vermerk.code}.pdf",
            )
        handlung.nenne(
            nachher={"code": vermerk.code, "weg": "E-Mail" if vermerk.adresse else "Ausdruck"},
            personen={"email": vermerk.adresse} if vermerk.adresse else {},
            dokument_hash=vermerk.brief_sha256,
        )
    return vermerk


def ordne_zu(vermerk_id: int, *, aktenzeichen: str, stand: int, akteur: Benutzer) -> list[str]:
    """Give a note to the case it belongs to: from now on its advisers decide nothing there.

    Names those who have acted for the office there already; their past acts stand, and the trail shows both.
    Raises MaengelFehler for a case that this person does not find, Ueberholt.
    """
    antrag = _fall(aktenzeichen, akteur)
    with geoeffnet(Tat.BERATUNG_ZUORDNEN, antrag.pk, akteur) as fall:
        with dienst.offen(Tat.BERATUNG_ZUORDNEN, vermerk_id, stand, akteur) as zuordnung:
            vermerk = zuordnung.objekt
            if vermerk.antrag_id:
                raise Ueberholt(ZUGEORDNET)
            vermerk.antrag = fall.antrag
            zuordnung.nenne(nachher={"code": vermerk.code, "aktenzeichen": fall.antrag.aktenzeichen})
        fall.berechtigung = zuordnung.berechtigung
        befangen = _beteilige(vermerk, fall.antrag)
        fall.vermerke(code=vermerk.code, eingang_am=vermerk.eingang_am, kanal=vermerk.get_kanal_display())
        fall.nenne(berater=[person.name for person in vermerk.berater.all()], schon_taetig=befangen)
    return befangen


def _fall(aktenzeichen: str, akteur: Benutzer) -> Antrag:
    for sichtbare in (auffindbar_fuer(akteur), bearbeitbar_fuer(akteur)):
        if antrag := sichtbare.filter(aktenzeichen=aktenzeichen).first():
            return antrag
    raise MaengelFehler([Mangel(UNBEKANNT, feld="aktenzeichen")])


def entwirf(
    vermerk_id: int, programm: Foerderprogramm, *, titel: str, stand: int, akteur: Benutzer
) -> Antrag:
    """Draft a request on behalf of the organisation of the note; a scan comes along with its day of receipt.

    The applicant alone hands in. Raises Verweigert and MaengelFehler as `lege_an` does, Ueberholt.
    """
    with transaction.atomic():
        with dienst.offen(Tat.BERATUNG_ZUORDNEN, vermerk_id, stand, akteur) as zuordnung:
            vermerk = zuordnung.objekt
            if vermerk.antrag_id:
                raise Ueberholt(ZUGEORDNET)
            if vermerk.organisation is None:
                raise MaengelFehler([Mangel(OHNE_ORGANISATION)])
            vermerk.antrag = antrag = lege_an(
                programm=programm,
                traeger=vermerk.organisation,
                titel=titel,
                akteur=akteur,
                im_auftrag=True,
                anlass=str(vermerk),
                papiereingang_am=vermerk.eingang_am if vermerk.auf_papier else None,
            )
            vermerk.berater.add(akteur)
            zuordnung.nenne(nachher={"code": vermerk.code, "titel": antrag.titel})
        _beteilige(vermerk, antrag)
        if vermerk.scan:
            hinterlege(antrag, _scan(vermerk), akteur=akteur)
    return antrag


def _beteilige(vermerk: Beratungsvermerk, antrag: Antrag) -> list[str]:
    """Remember every adviser for the four-eyes checks; the names of those who have acted for the office already."""
    berater = list(vermerk.berater.all())
    taten = Beteiligung.objects.filter(antrag=antrag, benutzer__in=berater, taetigkeit__in=AMTSSEITE)
    befangen = set(taten.values_list("benutzer__name", flat=True))
    for person in berater:
        Beteiligung.objects.get_or_create(antrag=antrag, benutzer=person, taetigkeit=Taetigkeit.BERATEN)
    return sorted(befangen)


def _scan(vermerk: Beratungsvermerk) -> GepruefteDatei:
    with vermerk.scan.open("rb") as datei:
        inhalt = datei.read()
    return GepruefteDatei(vermerk.scan_name, vermerk.scan_medientyp, len(inhalt), vermerk.scan_sha256, inhalt)
