"""A small city with a programme and all the people one request needs."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from antraege.antrag.models import Antrag
from antraege.dokumente.models import Textbaustein
from antraege.foerderung.models import Deckungsart, Planposition, Seite
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Bereich, Haushaltsjahr, Haushaltsstelle
from antraege.programme.models import (
    Finanzierungsart,
    Foerderprogramm,
    Frage,
    Frageart,
    Mitzeichnungsstelle,
    Pruefart,
    Pruefpunkt,
    Rechtsregime,
    Richtlinie,
    Unterlage,
)
from rollen import uhr
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import Rolle
from tests.fabriken import (
    ProgrammFactory,
    RichtlinieFactory,
    StelleFactory,
    TraegerFactory,
    person_mit,
    stadt,
)
from tests.gedaechtnis import gemerkt
from workflows.antrag import tuer as antragstuer
from workflows.einrichtung import daten
from workflows.models import Aufgabe
from workflows.tuer import aufgaben


@dataclass
class Welt:
    """Stellen, people by short name, the programme and its budget line."""

    stellen: dict[str, Stelle]
    personen: dict[str, Benutzer]
    programm: Foerderprogramm
    richtlinie: Richtlinie
    haushaltsstelle: Haushaltsstelle
    traeger: Stelle
    nummer: int = field(default=0)

    def antrag(self, *, betrag: str = "10000.00", **felder: Any) -> Antrag:
        """A complete draft of the Träger with a plan of Ausgaben = Zuwendung."""
        werte: dict[str, Any] = {
            "programm": self.programm,
            "richtlinie": self.richtlinie,
            "stelle": self.programm.stelle,
            "traeger": self.traeger,
            "titel": "Leseclub am Clarenberg",
            "antworten": {"ziel": "Lesen macht stark.", "kinder": 25, "datenschutz": True},
            "beginn": date(2023, 3, 1),
            "ende": date(2023, 6, 30),
            "haushaltsjahr": 2023,
            "beantragt": Decimal(betrag),
            "angelegt_von": self.personen["antrag"],
        }
        antrag = Antrag.objects.create(**{**werte, **felder})
        Planposition.objects.create(
            antrag=antrag,
            nr=1,
            seite=Seite.AUSGABE,
            art=Deckungsart.AUSGABE,
            bezeichnung="Honorare",
            betrag=Decimal(betrag),
        )
        Planposition.objects.create(
            antrag=antrag,
            nr=1,
            seite=Seite.DECKUNG,
            art=Deckungsart.ZUWENDUNG,
            bezeichnung="Zuwendung",
            betrag=Decimal(betrag),
        )
        return antrag

    def eingereicht(self, **felder: Any) -> Antrag:
        """A request that has come through the door."""
        return gemerkt(antragstuer.einreichen, self.antrag(**felder).pk, akteur=self.personen["zeichnung"])

    def aendere_regeln(self, **felder: Any) -> Richtlinie:
        """The same rules with these fields in a new version; released ones never change, so one is made anew."""
        alt = self.richtlinie
        neu = Richtlinie.objects.get(pk=alt.pk)
        neu.pk, neu.version, neu.freigegeben_von, neu.freigegeben_am = None, alt.version + 1, None, None
        for name, wert in felder.items():
            setattr(neu, name, wert)
        neu.save()
        for name in (
            "fragen",
            "berichtsfragen",
            "unterlagen",
            "pruefpunkte",
            "mitzeichnungsstellen",
            "wertgrenzen",
        ):
            for zeile in getattr(alt, name).all():
                zeile.pk, zeile.richtlinie = None, neu
                zeile.save()
        neu.freigegeben_von, neu.freigegeben_am = alt.freigegeben_von, uhr.jetzt()
        neu.save()
        self.richtlinie = neu
        return neu

    def aufgabe(self, antrag: Antrag, schritt: str, stelle: str | None = None) -> Aufgabe:
        """The one open task of this step."""
        offene = Aufgabe.objects.filter(antrag=antrag, schritt=schritt, finished__isnull=True)
        return offene.get(stelle=self.stellen[stelle]) if stelle else offene.get()

    def tu(
        self, antrag: Antrag, schritt: str, person: str, stelle: str | None = None, **eingaben: Any
    ) -> Antrag:
        """Do the open task of this step as this person."""
        aufgabe = self.aufgabe(antrag, schritt, stelle)
        return gemerkt(aufgaben.erledigen, aufgabe.pk, akteur=self.neu(person), eingaben=eingaben)

    def neu(self, person: str) -> Benutzer:
        """The person freshly read, as at the start of a request."""
        return Benutzer.objects.get(pk=self.personen[person].pk)


@lru_cache
def _texte() -> tuple[dict[str, Any], ...]:
    """The texts as they are shipped, read once."""
    datei = Path(settings.BASE_DIR) / "antraege" / "dokumente" / "fixtures" / "textbausteine.json"
    return tuple(zeile["fields"] for zeile in json.loads(datei.read_text(encoding="utf-8")))


def lade_texte() -> None:
    """What `loaddata textbausteine` brings, in one statement: the city is built some thousand times."""
    Textbaustein.objects.bulk_create(Textbaustein(**felder) for felder in _texte())


def baue() -> Welt:
    """Build it; the clock of the caller decides from when it counts."""
    return gemerkt(_baue)


def _baue() -> Welt:
    lade_texte()
    daten.lade_festwerte()
    wurzel = stadt()
    fb40 = StelleFactory(
        kuerzel="fb-40", name="Fachbereich Schule", aktenzeichen="40", email="fb40@stadt.example"
    )
    stellen: dict[str, Stelle] = {
        "stadt": wurzel,
        "fb40": fb40,
        "fb51": StelleFactory(kuerzel="fb-51", name="Jugendamt", aktenzeichen="51"),
        "fabido": StelleFactory(
            kuerzel="fabido", name="FABIDO", aktenzeichen="57", art=Stellenart.EIGENBETRIEB
        ),
        "kasse": StelleFactory(kuerzel="kasse", name="Stadtkasse", art=Stellenart.KASSE),
    }
    stellen["kita"] = StelleFactory(
        kuerzel="kita-clarenberg",
        name="Kita Clarenberg",
        art=Stellenart.KITA,
        eltern=stellen["fabido"],
        staedtisch=True,
    )
    traeger = TraegerFactory().stelle
    programm = ProgrammFactory(kuerzel="kindercampus", name="Kindercampus-Projektmittel", stelle=fb40)
    personen = _personen(stellen, traeger)
    Haushaltsjahr.objects.get_or_create(jahr=2023, defaults={"in_kraft_ab": date(2023, 1, 1)})
    haushaltsstelle = Haushaltsstelle.objects.create(
        stelle=fb40,
        jahr=2023,
        bereich=Bereich.SACH,
        auftrag="400303020400",
        sachkonto="529100",
        bezeichnung="Projekte",
    )
    haushalt.setze_ansatz(
        haushaltsstelle, Decimal("30000.00"), schluessel="ansatz", akteur=personen["leitung"], text="Test"
    )
    return Welt(stellen, personen, programm, _richtlinie(programm, stellen), haushaltsstelle, traeger)


def _personen(stellen: dict[str, Stelle], traeger: Stelle) -> dict[str, Benutzer]:
    fb40 = stellen["fb40"]
    return {
        "antrag": person_mit(Rolle.TRAEGER_ANTRAG, traeger, name="Antrag Träger"),
        "zeichnung": person_mit(Rolle.TRAEGER_ZEICHNUNG, traeger, name="Zeichnung Träger"),
        "sb": person_mit(
            Rolle.SACHBEARBEITUNG, fb40, name="Sachbearbeitung FB 40", funktion="Sachbearbeitung"
        ),
        "sb2": person_mit(Rolle.SACHBEARBEITUNG, fb40, name="Zweite Sachbearbeitung FB 40"),
        "fi": person_mit(Rolle.FINANZEN, fb40, name="Finanzen FB 40"),
        "leitung": person_mit(
            Rolle.LEITUNG, fb40, Ebene.FACHBEREICHSLEITUNG, name="Leitung FB 40", funktion="Leitung"
        ),
        "gruppenleitung": person_mit(Rolle.LEITUNG, fb40, Ebene.GRUPPENLEITUNG, name="Gruppenleitung FB 40"),
        "anordnung": person_mit(Rolle.ANORDNUNG, fb40, Ebene.FACHBEREICHSLEITUNG, name="Anordnung FB 40"),
        "kasse": person_mit(Rolle.KASSE, stellen["kasse"], name="Stadtkasse"),
        "fb51": person_mit(Rolle.SACHBEARBEITUNG, stellen["fb51"], name="Sachbearbeitung FB 51"),
        "fabido": person_mit(Rolle.LEITUNG, stellen["fabido"], Ebene.DEZERNAT, name="Leitung FABIDO"),
        "kita": person_mit(Rolle.EINRICHTUNG, stellen["kita"], name="Leitung Kita Clarenberg"),
        "pruefung": person_mit(Rolle.RECHNUNGSPRUEFUNG, stellen["stadt"], name="Rechnungsprüfung"),
    }


def _richtlinie(programm: Foerderprogramm, stellen: dict[str, Stelle]) -> Richtlinie:
    richtlinie = RichtlinieFactory(
        programm=programm,
        freigegeben=False,
        titel="Richtlinie Kindercampus",
        rechtsregime=Rechtsregime.VWVFG,
        finanzierungsart=Finanzierungsart.FESTBETRAG,
        antragsberechtigt=["traeger", "kita", "schule"],
        hoechstbetrag=Decimal("10000.00"),
        gueltig_von=date(2022, 1, 1),
        gueltig_bis=None,
        auftrag="400303020400",
        sachkonto="529100",
        haushaltsbezeichnung="Projekte",
    )
    fragen = [("ziel", Frageart.LANGTEXT), ("kinder", Frageart.ZAHL), ("datenschutz", Frageart.ERKLAERUNG)]
    for nr, (schluessel, art) in enumerate(fragen, start=1):
        Frage.objects.create(
            richtlinie=richtlinie,
            nr=nr,
            abschnitt="Vorhaben",
            schluessel=schluessel,
            text=schluessel.title(),
            art=art,
        )
    Unterlage.objects.create(
        richtlinie=richtlinie, nr=1, schluessel="konzept", bezeichnung="Konzept", pflicht=False
    )
    for pruefart in Pruefart:
        Pruefpunkt.objects.create(
            richtlinie=richtlinie, art=pruefart, nr=1, schluessel="eins", text=f"Punkt {pruefart.label}"
        )
    for stelle in (stellen["fb51"], stellen["fabido"]):
        Mitzeichnungsstelle.objects.create(richtlinie=richtlinie, stelle=stelle)
    richtlinie.freigegeben_von = person_mit(Rolle.LEITUNG, stellen["fb40"], name="Freigabe")
    richtlinie.freigegeben_am = uhr.jetzt()
    richtlinie.save()
    return richtlinie
