"""Times pages, steps and letters the way a browser meets them: median, p95, queries."""

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.dokumente.bloecke import aus_daten
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.programme.models import Pruefart
from rollen import uhr
from workflows.durchspielen.demofaelle import faelle
from workflows.durchspielen.demofall import spiele
from workflows.durchspielen.geschichten import abgeschlossen, eingereicht
from workflows.durchspielen.kalender import Kalender
from workflows.durchspielen.personen import person
from workflows.durchspielen.spieler import Spieler
from workflows.models import Aufgabe

OK = 200


@dataclass(frozen=True)
class Messwert:
    """One line of the table; milliseconds, queries per run (None where it makes no sense)."""

    name: str
    median_ms: float
    p95_ms: float
    abfragen: int | None = None
    zusatz: str = ""


def miss(name: str, tat: Callable[[], Any], *, laeufe: int = 30, zaehle: bool = True) -> Messwert:
    """Run once to warm up and count, then `laeufe` times on the clock."""
    with CaptureQueriesContext(connection) as gefangen:
        tat()
    abfragen = len(gefangen.captured_queries) if zaehle else None
    zeiten = []
    for _ in range(laeufe):
        start = time.perf_counter()
        tat()
        zeiten.append((time.perf_counter() - start) * 1000)
    zeiten.sort()
    p95 = zeiten[min(len(zeiten) - 1, round(len(zeiten) * 0.95))]
    return Messwert(
        name,
        round(statistics.median(zeiten), 1),
        round(p95, 1),
        abfragen,
    )


def seiten() -> list[Messwert]:
    """Queue, case, Träger list, auditor search, all lists with filters, beside the two lower bounds."""
    sb, traeger, pruefer = (_angemeldet(p) for p in ("sachbearbeitung-fb40", "dobeq", "rechnungspruefung"))
    fall = Antrag.objects.filter(status="bewilligt").order_by("pk").first()
    assert fall is not None
    postkorb, faelle = reverse("postkorb"), reverse("faelle")
    ziele: list[tuple[str, Client, str]] = [
        ("leere Seite mit Anmeldung", sb, reverse("impressum")),
        ("Postkorb: nicht vergeben", sb, f"{postkorb}?reiter=frei"),
        ("Postkorb: meine", sb, f"{postkorb}?reiter=meine"),
        ("Postkorb: nach Betrag", sb, f"{postkorb}?reiter=frei&sort=betrag"),
        ("Fallseite", sb, reverse("fall", args=[fall.pk])),
        ("Träger: Meine Anträge", traeger, reverse("meine_antraege")),
        ("Prüfer: Suche Aktenzeichen", pruefer, f"{faelle}?suche={fall.aktenzeichen}"),
        ("Prüfer: Suche im Titel", pruefer, f"{faelle}?suche=Clarenberg"),
        ("Prüfer: Protokoll eines Falls", pruefer, reverse("fall_trail", args=[fall.pk])),
        ("Alle Fälle: erste Seite", pruefer, faelle),
        ("Alle Fälle: letzte Seite", pruefer, f"{faelle}?seite=letzte"),
        ("Alle Fälle: Status", pruefer, f"{faelle}?status=nachforderung"),
        ("Alle Fälle: Programm", pruefer, f"{faelle}?programm={fall.programm_id}"),
        ("Alle Fälle: Jahr", pruefer, f"{faelle}?jahr=2024"),
        ("Alle Fälle: Träger", pruefer, f"{faelle}?traeger={fall.traeger_id}"),
    ]
    return [untergrenze(), *(miss(name, _hole(client, url)) for name, client, url in ziele)]


def untergrenze() -> Messwert:
    """The same 25 rows of the queue by hand-written SQL, without any page around them."""
    sql = """SELECT a.id, a.aktenzeichen, a.betreff, a.betrag, a.sortierfrist, t.name FROM workflows_aufgabe a
        JOIN antrag_antrag f ON f.id = a.antrag_id JOIN rollen_stelle t ON t.id = f.traeger_id
        WHERE a.status = 'NEW' AND a.stelle_id = (SELECT id FROM rollen_stelle WHERE kuerzel = '40-5')
        AND a.recht = 'fall_pruefen' ORDER BY a.sortierfrist, a.id LIMIT 25"""

    def lies() -> None:
        with connection.cursor() as zeiger:
            zeiger.execute(sql)
            zeiger.fetchall()

    return miss("Untergrenze: 25 Zeilen in SQL", lies)


def schritt() -> Messwert:
    """POST of one formal check, each on a fresh request."""
    aufgaben = [_frische_aufgabe(nr) for nr in range(31)]
    client, stapel = _angemeldet("sachbearbeitung-fb40"), iter(aufgaben)

    def poste() -> None:
        aufgabe = next(stapel)
        assert aufgabe.antrag is not None
        punkte = aufgabe.antrag.richtlinie.pruefpunkte.filter(art=Pruefart.FORMAL)
        daten = {f"punkt_{p.schluessel}": "ja" for p in punkte}
        antwort = client.post(reverse("aufgabe", args=[aufgabe.pk]), {**daten, "ergebnis": "vollstaendig"})
        if antwort.status_code != 302:
            raise RuntimeError(f"The step answered {antwort.status_code}.")

    return miss("Schritt: formale Prüfung (POST)", poste)


def ganzer_fall() -> Messwert:
    """One request from the draft to the closed file, through the door."""
    muster = next(
        f
        for f in faelle(Kalender(uhr.heute()))
        if f.geschichte is abgeschlossen and f.programm == "aktionsplan-teilhabe"
    )
    return miss("ein ganzer Fall", lambda: spiele(muster), laeufe=5)


def bescheid() -> Messwert:
    """The PDF of one Bescheid from its stored blocks."""
    antrag = next(s for s in _mit_bescheid())
    dokument = aus_daten(antrag.bescheid.schriftstueck.inhalt)
    return miss("Bescheid als PDF", lambda: erzeuge_pdf(dokument), zaehle=False)


def export() -> Messwert:
    """CSV of up to 50,000 cases as a stream; the growth of memory stands beside it."""
    client = _angemeldet("rechnungspruefung")
    vorher = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    antwort = client.get(f"{reverse('faelle')}?format=csv")
    zeilen = sum(teil.count(b"\n") for teil in antwort.streaming_content)  # type: ignore[attr-defined]
    dauer = (time.perf_counter() - start) * 1000
    mehr = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - vorher) / 1024
    return Messwert(
        "CSV aller Fälle", round(dauer, 1), round(dauer, 1), None, f"{zeilen} Zeilen, +{mehr:.0f} MB"
    )


def _mit_bescheid() -> Any:
    return Antrag.objects.filter(bescheid__isnull=False).select_related("bescheid__schriftstueck").iterator()


def _frische_aufgabe(nr: int) -> Aufgabe:
    muster = next(
        f
        for f in faelle(Kalender(uhr.heute()))
        if f.geschichte is eingereicht and f.programm == "kindercampus-projekte"
    )
    spieler: Spieler = spiele(muster)
    return Aufgabe.objects.select_related("antrag__richtlinie").get(
        antrag=spieler.antrag, schritt="formale_pruefung"
    )


def _angemeldet(kurz: str) -> Client:
    client = Client()
    client.force_login(person(kurz), backend="rollen.zugang.Anmeldung")
    return client


def _hole(client: Client, url: str) -> Callable[[], None]:
    def hole() -> None:
        antwort = client.get(url)
        if antwort.status_code != OK:
            raise RuntimeError(f"{url} answered {antwort.status_code}.")

    return hole
