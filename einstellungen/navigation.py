"""The frame around every page: which main entries a person sees – those for which they hold a right anywhere.

This is the one list of entries. What belongs to the daily work stands open; the rest lies in few groups, and a group
with one entry for this person is that entry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve, reverse

from rollen.ansicht import RechtMixin, oeffnet
from rollen.models import Benutzer
from rollen.rechte import berechtigungen
from rollen.tabelle import Recht
from rollen.views.stammdaten import ALLE as STAMMDATENRECHTE
from workflows.akte.sicht import AKTENRECHTE, FALLRECHTE
from workflows.uebernahme import tuer as uebernahme
from workflows.zahlung.seiten_basis import offene_klaerungen


class Gruppe(StrEnum):
    """The groups in the order in which they stand."""

    ARBEIT = "Arbeit"
    FOERDERUNG = "Förderung"
    KOOPERATION = "Kooperation"
    HAUSHALT = "Haushalt"
    STADT = "Stadt & Standorte"
    PRUEFUNG = "Prüfung"
    VERWALTUNG = "Verwaltung"


OFFENE_GRUPPE = Gruppe.ARBEIT  # its entries stand side by side


@dataclass(frozen=True)
class Eintrag:
    """One entry of the main navigation, the rights of which one suffices, its group, and how much waits there."""

    name: str
    ziel: str
    rechte: frozenset[Recht]
    zaehler: Callable[[], str] | None = None
    gruppe: Gruppe = Gruppe.ARBEIT


def _in(gruppe: Gruppe, *eintraege: tuple[str, str, set[Recht]]) -> tuple[Eintrag, ...]:
    return tuple(Eintrag(name, ziel, frozenset(rechte), gruppe=gruppe) for name, ziel, rechte in eintraege)


POSTKORBRECHTE = {
    Recht.FALL_PRUEFEN,
    Recht.MITZEICHNEN,
    Recht.BEWILLIGEN,
    Recht.RECHNERISCH_FESTSTELLEN,
    Recht.ANORDNEN,
    Recht.BUCHEN,
    Recht.VEREINBARUNG_ENTWERFEN,
    Recht.GREMIENLAUF_PFLEGEN,
}
RICHTLINIENRECHTE = {Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN}
UEBERBLICK = {
    *(Recht.FALL_SEHEN, Recht.STANDORT_SEHEN, Recht.BUCHEN),
    *(Recht.GREMIENLAUF_PFLEGEN, Recht.ROLLEN_VERGEBEN),
}
FALLLISTE = {Recht.FALL_SEHEN, Recht.STANDORT_SEHEN, Recht.GREMIENLAUF_PFLEGEN}

EINTRAEGE = (
    *_in(
        Gruppe.ARBEIT,
        ("Überblick", "ueberblick", UEBERBLICK),
        ("Meine Anträge", "meine_antraege", {Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN}),
        ("Postkorb", "postkorb", POSTKORBRECHTE),
        ("Fälle", "faelle", FALLLISTE),
    ),
    *_in(
        Gruppe.FOERDERUNG,
        ("Welche Förderung passt?", "foerderfinder", {*Recht}),
        ("Beratung anfragen", "beratung_anfragen", {Recht.ANTRAG_SEHEN}),
        ("Beratung", "beratungen", {Recht.BERATEN}),
        ("Verwendung", "verwendungsliste", {Recht.FALL_SEHEN}),
        ("Überfällige Nachweise", "nachweise_ueberfaellig", {Recht.FALL_SEHEN}),
        ("Rückforderungen", "rueckforderungen", {Recht.FALL_SEHEN}),
    ),
    *_in(
        Gruppe.KOOPERATION,
        (
            "Meine Vereinbarungen",
            "meine_vereinbarungen",
            {Recht.VEREINBARUNG_ABSTIMMEN, Recht.VEREINBARUNG_ZEICHNEN},
        ),
        ("Vereinbarungen", "register", {*FALLRECHTE}),
        ("Angebote", "angebote", {*Recht}),
        ("Meine Angebote", "meine_angebote", {Recht.ANGEBOT_PFLEGEN}),
        ("Angebote prüfen", "angebote_pruefen", {Recht.ANGEBOT_VEROEFFENTLICHEN}),
        ("Meine Abrufe", "meine_abrufe", {Recht.ABRUF_STELLEN}),
        ("Abrufe zu meinen Angeboten", "eingegangene_abrufe", {Recht.ANGEBOT_PFLEGEN}),
        ("Abrufe zuordnen", "abrufe_zuordnen", {Recht.ABRUF_ZUORDNEN}),
        ("Abrufe", "abrufe_zuordnen", {Recht.PROTOKOLL_PRUEFEN}),
        (
            "Gesuchte Angebote",
            "bedarfe",
            {
                *(Recht.ABRUF_STELLEN, Recht.ANGEBOT_PFLEGEN, Recht.ABRUF_ZUORDNEN),
                *(Recht.PROTOKOLL_PRUEFEN, Recht.STANDORTABRUFE_SEHEN),
            },
        ),
        (
            "Erinnerungen",
            "erinnerungen",
            {Recht.ABRUF_STELLEN, Recht.ANGEBOT_PFLEGEN, Recht.CAMPUS_PFLEGEN},
        ),
        ("Lücken im Modulsystem", "luecken", {Recht.ABRUF_ZUORDNEN}),
    ),
    *_in(
        Gruppe.HAUSHALT,
        ("Haushalt", "haushalt", {Recht.HAUSHALT_SEHEN}),
        ("Auswertungen", "auswertungen", {Recht.AUSWERTUNGEN_SEHEN}),
    ),
    Eintrag("Zahlungen", "zahlungen", frozenset({Recht.BUCHEN}), offene_klaerungen, Gruppe.HAUSHALT),
    *_in(
        Gruppe.HAUSHALT,
        ("Weiterleitungen", "weiterleitungen", {Recht.HAUSHALT_SEHEN, Recht.FALL_SEHEN}),
        ("Laufende Fälle", "uebernahmen", {*uebernahme.LESERECHTE, *uebernahme.FREIGABERECHTE}),
        ("Bankverbindungen", "bankverbindungen", {Recht.BANKVERBINDUNG_BESTAETIGEN}),
    ),
    *_in(
        Gruppe.STADT,
        ("Gremien", "gremien", {*Recht}),
        ("Standorte", "standorte", {*Recht}),
        ("Träger", "traeger_liste", {Recht.TRAEGER_VERIFIZIEREN}),
    ),
    *_in(
        Gruppe.PRUEFUNG,
        ("Rechnungsprüfung", "revision", {Recht.REVISION}),
        ("Feststellungen", "feststellungen", {Recht.REVISION, Recht.FESTSTELLUNG_BEANTWORTEN}),
        ("Protokoll", "protokoll_suche", {Recht.PROTOKOLL_PRUEFEN}),
        (
            "Verfahrensdokumentation",
            "verfahrensdokumentation",
            {Recht.PROTOKOLL_PRUEFEN, Recht.ROLLEN_VERGEBEN},
        ),
    ),
    *_in(
        Gruppe.VERWALTUNG,
        ("Programme", "programme", RICHTLINIENRECHTE),
        ("Richtlinien", "redaktion", RICHTLINIENRECHTE),
        ("Festwerte", "festwerte", {*RICHTLINIENRECHTE, Recht.HAUSHALT_SEHEN, Recht.PROTOKOLL_PRUEFEN}),
        ("Programme anderer Geber", "externe_programme", {Recht.FOERDERUNGEN_PFLEGEN}),
        ("Texte", "texte", {*RICHTLINIENRECHTE, Recht.PROTOKOLL_PRUEFEN}),
        ("Stammdaten", "stammdaten", {*STAMMDATENRECHTE}),
        ("Vertretungen", "vertretungen", {Recht.VERTRETUNG_PFLEGEN}),
        ("Rechte", "rechte_uebersicht", {Recht.RECHTE_SEHEN, Recht.ROLLEN_VERGEBEN}),
    ),
)


@dataclass(frozen=True)
class Punkt:
    """An entry as this page shows it."""

    name: str
    url: str
    aktiv: bool
    zaehler: str


@dataclass(frozen=True)
class Menue:
    """One place of the navigation: an entry by itself, or a group that opens."""

    name: str
    punkte: tuple[Punkt, ...]

    @property
    def aktiv(self) -> bool:
        """True when the page belongs to an entry of it."""
        return any(punkt.aktiv for punkt in self.punkte)

    @property
    def wartet(self) -> bool:
        """True when something waits behind one of its entries."""
        return any(punkt.zaehler for punkt in self.punkte)


@cache
def _fragt_genauer(ziel: str) -> bool:
    """Whether the page asks for more than a right held anywhere."""
    klasse = resolve(reverse(ziel)).func.view_class  # type: ignore[attr-defined]
    return issubclass(klasse, RechtMixin) and klasse.betrete is not RechtMixin.betrete


def _laesst_ein(ziel: str, benutzer: Benutzer, url: str) -> bool:
    return not _fragt_genauer(ziel) or oeffnet(benutzer, url)


def navigation_fuer(request: HttpRequest) -> list[Menue]:
    """The places this person may open, in the order of the groups, with the current one marked."""
    benutzer = getattr(request, "user", None)
    if benutzer is None or not benutzer.is_authenticated:
        return []
    eigene = {b.recht for b in berechtigungen(benutzer)}
    offene = {e.ziel: (e, reverse(e.ziel)) for e in reversed(EINTRAEGE) if e.rechte & eigene}
    offene = {ziel: paar for ziel, paar in reversed(offene.items()) if _laesst_ein(ziel, benutzer, paar[1])}
    hier = max((url for _, url in offene.values() if request.path.startswith(url)), key=len, default="")
    gruppen: dict[Gruppe, list[Punkt]] = {gruppe: [] for gruppe in Gruppe}
    for eintrag, url in offene.values():
        zaehler = eintrag.zaehler().lstrip("0") if eintrag.zaehler else ""
        gruppen[eintrag.gruppe].append(Punkt(eintrag.name, url, url == hier, zaehler))
    menues: list[Menue] = []
    for gruppe, punkte in gruppen.items():
        if gruppe == OFFENE_GRUPPE or len(punkte) == 1:
            menues += [Menue(punkt.name, (punkt,)) for punkt in punkte]
        elif punkte:
            menues.append(Menue(gruppe, tuple(punkte)))
    return menues


def rahmen(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame around every page."""
    eigene = {b.recht for b in berechtigungen(request.user)} if hasattr(request, "user") else set()
    suchbar = not eigene.isdisjoint(AKTENRECHTE)
    return {"navigation": navigation_fuer(request), "suchbar": suchbar, "profil": settings.PROFIL}
