"""Facts of invented agreements: the same seed and number always give the same facts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from antraege.dokumente.fakten import (
    Absender,
    Datenschutzrolle,
    Empfaenger,
    Finanzierungsweg,
    Kooperationsfakten,
    Leistung,
    Partei,
    Parteizeichnung,
    Rahmen,
    Termin,
    Zeichnung,
    Zeichnungsweg,
    Zeitraum,
)
from antraege.dokumente.serie.woerter import (
    ANGEBOTE,
    EIGENE,
    FREIE,
    NAMEN,
    ORTE,
    SAETZE,
    STANDORTE,
    THEMEN,
    WOCHENTAGE,
)
from rollen.kanon import sha256_hex

PARTEIEN_MINDESTENS, PARTEIEN_HOECHSTENS = 2, 12
FREITEXTE = (
    *("praeambel", "ferien", "raeume", "material", "verpflegung", "schulische_gremien"),
    *("oeffentlichkeit", "verlaengerung", "nebenabreden"),
)
PFLICHTTEXTE = ("steuerrunde", "qualifikation", "vertretung", "aufsicht", "daten")


def vereinbarungsfakten(*, saat: int, nr: int, stichtag: date) -> Kooperationsfakten:
    """Agreement number nr (from 1) of the series, written on the stichtag.

    Eleven in a row have two to twelve parties each; every third is internal, and ways of money and length change.
    """
    wuerfel = Random(f"{saat}-{nr}")
    intern = nr % 3 == 0
    anzahl = PARTEIEN_MINDESTENS + nr % (PARTEIEN_HOECHSTENS - PARTEIEN_MINDESTENS + 1)
    parteien = tuple(_parteien(wuerfel, anzahl=anzahl, intern=intern))
    titel = f"{wuerfel.choice(ANGEBOTE)} {wuerfel.choice(ORTE)}"
    von = stichtag + timedelta(days=wuerfel.randrange(30, 300))
    dauer = wuerfel.randrange(300, 1400)
    return Kooperationsfakten(
        rahmen=_rahmen(nr, stichtag=stichtag, intern=intern),
        parteien=parteien,
        zeichnungen=tuple(_zeichnungen(wuerfel, parteien, titel=titel, stichtag=stichtag)),
        zeichnungsfrist=stichtag + timedelta(days=28) if wuerfel.random() < 0.5 else None,
        titel=titel,
        laufzeit=Zeitraum(von=von, bis=von + timedelta(days=dauer)),
        probezeit_bis=von + timedelta(days=90) if wuerfel.random() < 0.4 else None,
        evaluation_am=von + timedelta(days=dauer - 60),
        schulkonferenz_am=stichtag - timedelta(days=20) if any(p.ist_schule for p in parteien) else None,
        leistungen=tuple(_leistungen(wuerfel, parteien)),
        **_inhalt(wuerfel),
        **_geld(wuerfel, nr),
    )


def _rahmen(nr: int, *, stichtag: date, intern: bool) -> Rahmen:
    aktenzeichen = f"40-KV-{stichtag.year}-{nr:05}"
    return Rahmen(
        dokument_id=f"{aktenzeichen}-F1",
        aktenzeichen=aktenzeichen,
        datum=stichtag,
        absender=Absender(
            fachbereich="Fachbereich Schule",
            bearbeitung="Koordination Kindercampus",
            kontakt=("koordination@kindercampus.example",),
        ),
        empfaenger=Empfaenger(name="An alle Parteien", anschrift=(), ist_stadt=intern),
        zeichnung=Zeichnung(name="M. Muster", funktion="Bereichsleitung"),
        entwurf=False,
        pruefadresse="https://kindercampus.example/echtheit/",
    )


def _parteien(wuerfel: Random, *, anzahl: int, intern: bool) -> Iterator[Partei]:
    """The city, then others; an agreement that is not internal has at least one party from outside."""
    for stelle in range(1, anzahl + 1):
        stadt = intern or stelle == 1 or (stelle > 2 and wuerfel.random() < 0.3)
        art, rechtsform = ("Fachbereich Schule", "Gebietskörperschaft")
        if stelle > 1:
            art, rechtsform = wuerfel.choice(EIGENE if stadt else FREIE)
        name = wuerfel.choice(NAMEN)
        yield Partei(
            name="Stadt Dortmund, Fachbereich Schule" if stelle == 1 else f"{art} {name}",
            kuerzel="Stadt" if stelle == 1 else f"Partei {stelle}",
            anschrift=(
                f"Beispielweg {wuerfel.randrange(1, 200)}",
                f"44{wuerfel.randrange(100, 400)} Dortmund",
            ),
            rechtsform=rechtsform,
            register=f"VR {wuerfel.randrange(1000, 9999)}, Amtsgericht Dortmund"
            if "Verein" in rechtsform
            else "",
            vertreten_durch="Leitung" if stadt else "Vorstand",
            ansprechperson=f"Projektleitung {name}",
            kontakt=f"partei{stelle}@kindercampus.example",
            ist_stadt=stadt,
            ist_schule=art.endswith("schule"),
        )


def _zeichnungen(
    wuerfel: Random, parteien: tuple[Partei, ...], *, titel: str, stichtag: date
) -> Iterator[Parteizeichnung]:
    """Nobody, some or all have signed."""
    mittag = datetime(stichtag.year, stichtag.month, stichtag.day, 11, tzinfo=UTC)
    pruefsumme = sha256_hex(titel)
    for partei in parteien[: wuerfel.choice((0, len(parteien) // 2, len(parteien)))]:
        weg = wuerfel.choice(list(Zeichnungsweg))
        yield Parteizeichnung(
            partei=partei.kuerzel,
            name=f"M. {wuerfel.choice(NAMEN)}",
            funktion=partei.vertreten_durch,
            ort="Dortmund",
            zeitpunkt=mittag + timedelta(minutes=wuerfel.randrange(20_000)),
            weg=weg,
            sha256=pruefsumme,
            nachweis=f"Scan (SHA-256): {pruefsumme}" if weg is Zeichnungsweg.SCAN else "",
        )


def _leistungen(wuerfel: Random, parteien: tuple[Partei, ...]) -> Iterator[Leistung]:
    for partei in parteien:
        for satz in wuerfel.sample(SAETZE, k=wuerfel.randrange(1, 5)):
            umfang = f"{wuerfel.randrange(2, 80)} Stunden" if wuerfel.random() < 0.5 else ""
            yield Leistung(partei=partei.kuerzel, beschreibung=satz, umfang=umfang)


def _inhalt(wuerfel: Random) -> dict[str, Any]:
    """Short or long texts; what is optional is often empty."""
    saetze = wuerfel.choice((1, 3, 12))

    def text() -> str:
        absaetze = wuerfel.randrange(1, 3)
        return "\n\n".join(" ".join(wuerfel.choices(SAETZE, k=saetze)) for _ in range(absaetze))

    return {
        "themenfeld": wuerfel.choice(THEMEN),
        "standort": wuerfel.choice(STANDORTE),
        "gegenstand": text(),
        "ziele": tuple(wuerfel.sample(SAETZE, k=wuerfel.randrange(1, 6))),
        "zielgruppe": wuerfel.choice(("Kinder der Klassen 3 und 4", "Familien im Quartier")),
        "ort": wuerfel.choice(ORTE),
        "termine": tuple(_termine(wuerfel)),
        "indikatoren": tuple(wuerfel.sample(SAETZE, k=wuerfel.randrange(1, 5))),
        "anlagen": tuple(f"Anlage {nr}" for nr in range(1, wuerfel.randrange(1, 6))),
        "fachkraft_kinderschutz": "Fachstelle Kinderschutz des Jugendamtes",
        "datenschutz": wuerfel.choice(list(Datenschutzrolle)),
        "kuendigungsfrist": wuerfel.randrange(1, 7),
        **{name: text() for name in PFLICHTTEXTE},
        **{name: text() if wuerfel.random() < 0.6 else "" for name in FREITEXTE},
        **{
            name: wuerfel.random() < 0.5
            for name in ("fuehrungszeugnis", "lebensmittel", "fotos", "haftpflicht")
        },
    }


def _termine(wuerfel: Random) -> Iterator[Termin]:
    for nr in range(wuerfel.choice((0, 1, 3, 40))):
        yield Termin(
            wann=f"{wuerfel.choice(WOCHENTAGE)}, {wuerfel.randrange(8, 17)}:00 Uhr",
            was=wuerfel.choice(ANGEBOTE),
            gruppe=f"Gruppe {nr + 1}",
            ort=wuerfel.choice(ORTE),
        )


def _geld(wuerfel: Random, nr: int) -> dict[str, Any]:
    """In turn without money, from a grant (sometimes not approved yet), by a lump sum in euro."""
    weg = list(Finanzierungsweg)[nr // 3 % 3]
    zuwendung = weg is Finanzierungsweg.ZUWENDUNG
    pauschale = Decimal(wuerfel.randrange(50_000, 5_000_000)) / 100
    return {
        "finanzierung": weg,
        "bescheid": f"40-KC-2026-{nr:05}" if zuwendung else "",
        "vorbehalt": zuwendung and wuerfel.random() < 0.5,
        "pauschale": pauschale if weg is Finanzierungsweg.PAUSCHALE else None,
    }
