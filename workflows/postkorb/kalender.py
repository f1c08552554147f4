"""The own deadlines as a calendar, behind a secret link."""

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse
from icalendar import Calendar, Event

from antraege.antrag.models import Antrag
from antraege.antrag.queries import sichtbar_fuer
from antraege.foerderung.models import Aenderung, Forderungsstatus, Nachweisstatus, Rueckforderung
from antraege.kern.status import Status
from antraege.kooperation import queries as kooperation
from antraege.kooperation.models import GELTENDE
from rollen import rechte, uhr
from rollen.akt import EIGENES, akt
from rollen.kanon import sha256_hex
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Aufgabe, Kalenderzugang
from workflows.models.vorgang import OFFEN, VERGEBEN
from workflows.tuer.verzeichnis import SCHRITTE, traegerschritte

TOKEN_BYTES = 32  # 256 bits
RUECKBLICK = timedelta(days=31)
VORLAUF = timedelta(days=366)  # agreements that run out within a year
HOECHSTENS = 500  # entries of one kind
_FALLFELDER = ("aktenzeichen", "stelle__name", "traeger__pfad")
_BESCHEIDFELDER = ("bescheid__bestandskraeftig_ab", "bescheid__verzicht_am")
_FORDERUNGSTAGE = {  # partial: only these have a day to watch
    Forderungsstatus.ANHOERUNG: ("anhoerung_frist", "Anhörung endet"),
    Forderungsstatus.FESTGESETZT: ("faellig_am", "Forderung fällig"),
    Forderungsstatus.GESTUNDET: ("gestundet_bis", "Stundung endet"),
}
PRODID = "-//Stadt Dortmund//Kindercampus//DE"
_STEUERZEICHEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def erstelle(benutzer: Benutzer) -> str:
    """A new secret for the person's link; one that was there before is void. It can never be read again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with akt(Tat.KALENDER_FREIGEBEN, benutzer, EIGENES, akteur=benutzer):
        Kalenderzugang.objects.update_or_create(
            benutzer=benutzer, defaults={"token_sha256": sha256_hex(token), "erstellt_am": uhr.jetzt()}
        )
    return token


def widerrufe(benutzer: Benutzer) -> bool:
    """The link leads nowhere any more; False when there was none."""
    with akt(Tat.KALENDER_WIDERRUFEN, benutzer, EIGENES, akteur=benutzer) as widerruf:
        anzahl, _ = Kalenderzugang.objects.filter(benutzer=benutzer).delete()
        widerruf.unveraendert = not anzahl
    return bool(anzahl)


def person_zu(token: str) -> Benutzer | None:
    """Whose calendar it is; None for a wrong or revoked secret and for a person who is not active. One query."""
    zugang = (
        Kalenderzugang.objects.select_related("benutzer")
        .filter(token_sha256=sha256_hex(token), benutzer__is_active=True)
        .first()
    )
    return zugang.benutzer if zugang else None


@dataclass(frozen=True)
class Termin:
    """One deadline: `schluessel` never changes, `pfad` is its page."""

    schluessel: str
    tag: date
    titel: str
    wo: str
    pfad: str


def termine(benutzer: Benutzer) -> list[Termin]:
    """Every deadline of this person, the earliest first. Eight queries at most, however many there are."""
    eigene = Aufgabe.objects.filter(VERGEBEN, owner=benutzer).values("antrag")
    arbeitet = Q(sachbearbeitung=benutzer) | Q(pk__in=eigene)
    arbeitet |= Q(traeger__in=rechte.stellen_mit(benutzer, Recht.ANTRAG_SEHEN))
    faelle = sichtbar_fuer(benutzer).filter(arbeitet)
    alle = chain(
        _aufgaben(benutzer),
        _fristen_der_faelle(benutzer, faelle),
        _forderungen(benutzer, faelle),
        _aenderungen(benutzer, faelle),
        _vereinbarungen(benutzer),
    )
    return sorted(alle, key=lambda termin: (termin.tag, termin.schluessel))


def als_ics(eintraege: Iterable[Termin]) -> bytes:
    """The entries as RFC 5545 all-day events; the library escapes every text."""
    kalender = Calendar()
    for name, wert in (
        ("prodid", PRODID),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", "Kindercampus: meine Fristen"),
        ("x-published-ttl", "PT6H"),
    ):
        kalender.add(name, wert)
    for termin in eintraege:
        adresse = f"{settings.BASIS_URL}{termin.pfad}"
        ereignis = Event()
        ereignis.add("uid", f"{termin.schluessel}@{urlsplit(settings.BASIS_URL).hostname}")
        ereignis.add("dtstamp", uhr.jetzt())
        ereignis.add("dtstart", termin.tag)
        ereignis.add("dtend", termin.tag + timedelta(days=1))
        ereignis.add("summary", _rein(termin.titel))
        ereignis.add("description", f"{_rein(termin.wo)}\n{adresse}")
        ereignis.add("url", adresse)
        ereignis.add("transp", "TRANSPARENT")
        kalender.add_component(ereignis)
    fertig: bytes = kalender.to_ical()
    return fertig


def _rein(text: str) -> str:
    """Without characters that a calendar program cannot show or that turn the text around."""
    return _STEUERZEICHEN.sub(" ", text)


def _seit() -> date:
    return uhr.heute() - RUECKBLICK


def _aufgaben(benutzer: Benutzer) -> Iterator[Termin]:
    mit_frist = (
        Aufgabe.objects.filter(faellig_am__isnull=False, schritt__in=SCHRITTE)
        .select_related("stelle")
        .order_by("faellig_am", "id")
    )
    eigene = list(mit_frist.filter(VERGEBEN, owner=benutzer)[:HOECHSTENS])
    beim_traeger = mit_frist.filter(
        OFFEN,
        owner__isnull=True,
        schritt__in=traegerschritte(),
        stelle__in=rechte.stellen_mit(benutzer, Recht.ANTRAG_SEHEN),
    )
    for aufgabe in chain(eigene, beim_traeger[:HOECHSTENS]):
        assert aufgabe.stelle is not None
        assert aufgabe.faellig_am is not None
        if rechte.darf(benutzer, Recht(aufgabe.recht), aufgabe.stelle):
            yield Termin(
                f"aufgabe-{aufgabe.pk}",
                aufgabe.faellig_am,
                f"{SCHRITTE[aufgabe.schritt].titel}: {aufgabe.aktenzeichen}",
                aufgabe.stelle.name,
                reverse("aufgabe", args=[aufgabe.pk]),
            )


def _fristen_der_faelle(benutzer: Benutzer, faelle: QuerySet[Antrag]) -> Iterator[Termin]:
    """When the proof of use is due, and when the decision becomes final."""
    offen = Q(nachweis__isnull=True) | Q(nachweis__status=Nachweisstatus.ENTWURF)
    offen &= Q(nachweis_faellig_am__isnull=False, status__in=[Status.BEWILLIGT, Status.AUSGEZAHLT])
    wird = Q(bescheid__bestandskraeftig_ab__gte=_seit(), bescheid__verzicht_am__isnull=True)
    zeilen = faelle.filter(offen | wird).select_related("stelle", "traeger", "bescheid")
    auswahl = zeilen.annotate(nachweis_offen=Case(When(offen, then=True), default=False)).order_by("pk")
    for antrag in auswahl.only(*_FALLFELDER, "nachweis_faellig_am", *_BESCHEIDFELDER)[:HOECHSTENS]:
        if antrag.nachweis_offen:
            tag, wort = antrag.nachweis_faellig_am, "Verwendungsnachweis fällig"
            yield from _fallfrist(benutzer, antrag, f"nachweis-{antrag.pk}", tag, wort)
        bescheid = getattr(antrag, "bescheid", None)
        if bescheid is not None and bescheid.verzicht_am is None:
            schluessel, tag = f"bestandskraft-{antrag.pk}", bescheid.bestandskraeftig_ab
            yield from _fallfrist(benutzer, antrag, schluessel, tag, "Bescheid bestandskräftig", ab=_seit())


def _forderungen(benutzer: Benutzer, faelle: QuerySet[Antrag]) -> Iterator[Termin]:
    zeilen = Rueckforderung.objects.filter(
        antrag__in=faelle.order_by().values("pk"), status__in=_FORDERUNGSTAGE
    )
    for forderung in zeilen.select_related("antrag__stelle", "antrag__traeger").order_by("pk")[:HOECHSTENS]:
        feld, wort = _FORDERUNGSTAGE[Forderungsstatus(forderung.status)]
        antrag, schluessel = forderung.antrag, f"forderung-{forderung.pk}"
        yield from _fallfrist(benutzer, antrag, schluessel, getattr(forderung, feld), wort)
        tag, wort = forderung.bestandskraeftig_ab, "Rückforderungsbescheid bestandskräftig"
        yield from _fallfrist(benutzer, antrag, f"{schluessel}-bestandskraft", tag, wort, ab=_seit())


def _aenderungen(benutzer: Benutzer, faelle: QuerySet[Antrag]) -> Iterator[Termin]:
    zeilen = Aenderung.objects.filter(
        antrag__in=faelle.order_by().values("pk"), bestandskraeftig_ab__gte=_seit()
    )
    wort = "Entscheidung über die Änderung bestandskräftig"
    for aenderung in zeilen.select_related("antrag__stelle", "antrag__traeger").order_by("pk")[:HOECHSTENS]:
        schluessel, tag = f"aenderung-{aenderung.pk}-bestandskraft", aenderung.bestandskraeftig_ab
        yield from _fallfrist(benutzer, aenderung.antrag, schluessel, tag, wort)


def _vereinbarungen(benutzer: Benutzer) -> Iterator[Termin]:
    """Agreements in force that this person sees and that end within a year."""
    zeilen = kooperation.sichtbar_fuer(benutzer).filter(
        status__in=GELTENDE, laufzeit_bis__gte=_seit(), laufzeit_bis__lte=uhr.heute() + VORLAUF
    )
    felder = ("pk", "antrag", "laufzeit_bis", "antrag__aktenzeichen", "antrag__stelle__name")
    reihe = zeilen.order_by("laufzeit_bis", "pk").values_list(*felder)
    for pk, antrag, tag, nummer, stelle in reihe[:HOECHSTENS]:
        pfad = reverse("vereinbarung", args=[antrag])
        yield Termin(f"vereinbarung-{pk}", tag, f"Vereinbarung läuft aus: {nummer}", stelle, pfad)


def _fallfrist(
    benutzer: Benutzer, antrag: Antrag, schluessel: str, tag: date | None, was: str, ab: date = date.min
) -> Iterator[Termin]:
    """The deadline with a link to the page on which this person sees the case; nothing without a day."""
    if tag is None or tag < ab:
        return
    seite = "antrag_status" if rechte.darf(benutzer, Recht.ANTRAG_SEHEN, antrag.traeger) else "fall"
    titel = f"{was}: {antrag.aktenzeichen}"
    yield Termin(schluessel, tag, titel, antrag.stelle.name, reverse(seite, args=[antrag.pk]))
