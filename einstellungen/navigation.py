"""The frame around every page: which main entries a person sees – those for which they hold a right anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from rollen.rechte import berechtigungen
from rollen.tabelle import Recht
from rollen.views.stammdaten import ALLE as STAMMDATENRECHTE
from workflows.akte.sicht import FALLRECHTE
from workflows.zahlung.seiten_basis import offene_klaerungen


@dataclass(frozen=True)
class Eintrag:
    """One entry of the main navigation, the rights of which one suffices, and how much waits there."""

    name: str
    ziel: str
    rechte: frozenset[Recht]
    zaehler: Callable[[], int] | None = None


EINTRAEGE = (
    Eintrag("Meine Anträge", "meine_antraege", frozenset({Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN})),
    Eintrag(
        "Meine Vereinbarungen",
        "meine_vereinbarungen",
        frozenset({Recht.VEREINBARUNG_ABSTIMMEN, Recht.VEREINBARUNG_ZEICHNEN}),
    ),
    Eintrag(
        "Postkorb",
        "postkorb",
        frozenset(
            {
                Recht.FALL_PRUEFEN,
                Recht.MITZEICHNEN,
                Recht.BEWILLIGEN,
                Recht.RECHNERISCH_FESTSTELLEN,
                Recht.ANORDNEN,
                Recht.BUCHEN,
                Recht.VEREINBARUNG_ENTWERFEN,
                Recht.GREMIENLAUF_PFLEGEN,
            }
        ),
    ),
    Eintrag(
        "Erinnerungen",
        "erinnerungen",
        frozenset({Recht.ABRUF_STELLEN, Recht.ANGEBOT_PFLEGEN, Recht.CAMPUS_PFLEGEN}),
    ),
    Eintrag("Zahlungen", "zahlungen", frozenset({Recht.BUCHEN}), offene_klaerungen),
    Eintrag(
        "Fälle", "faelle", frozenset({Recht.FALL_SEHEN, Recht.STANDORT_SEHEN, Recht.GREMIENLAUF_PFLEGEN})
    ),
    Eintrag("Gremien", "gremien", frozenset({Recht.GREMIENLAUF_PFLEGEN, Recht.GREMIENVORLAGE_SCHREIBEN})),
    Eintrag("Standorte", "standorte", frozenset({Recht.CAMPUS_PFLEGEN, Recht.GREMIENVORLAGE_EINBRINGEN})),
    Eintrag("Vereinbarungen", "register", frozenset(FALLRECHTE)),
    Eintrag(
        "Angebote", "angebote", frozenset({*FALLRECHTE, Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN})
    ),
    Eintrag("Meine Angebote", "meine_angebote", frozenset({Recht.ANGEBOT_PFLEGEN})),
    Eintrag("Meine Abrufe", "meine_abrufe", frozenset({Recht.ABRUF_STELLEN})),
    Eintrag("Abrufe zu meinen Angeboten", "eingegangene_abrufe", frozenset({Recht.ANGEBOT_PFLEGEN})),
    Eintrag("Abrufe", "abrufe_zuordnen", frozenset({Recht.PROTOKOLL_PRUEFEN})),
    Eintrag("Abrufe zuordnen", "abrufe_zuordnen", frozenset({Recht.ABRUF_ZUORDNEN})),
    Eintrag(
        "Gesuchte Angebote",
        "bedarfe",
        frozenset({Recht.ABRUF_STELLEN, Recht.ANGEBOT_PFLEGEN, Recht.ABRUF_ZUORDNEN}),
    ),
    Eintrag("Lücken im Modulsystem", "luecken", frozenset({Recht.ABRUF_ZUORDNEN})),
    Eintrag("Angebote prüfen", "angebote_pruefen", frozenset({Recht.ANGEBOT_VEROEFFENTLICHEN})),
    Eintrag("Beratung", "beratungen", frozenset({Recht.BERATEN})),
    Eintrag("Verwendung", "verwendungsliste", frozenset({Recht.FALL_SEHEN})),
    Eintrag("Überfällige Nachweise", "nachweise_ueberfaellig", frozenset({Recht.FALL_SEHEN})),
    Eintrag("Rückforderungen", "rueckforderungen", frozenset({Recht.FALL_SEHEN})),
    Eintrag("Haushalt", "haushalt", frozenset({Recht.HAUSHALT_SEHEN})),
    Eintrag(
        "Laufende Fälle",
        "uebernahmen",
        frozenset({Recht.HAUSHALT_BEWIRTSCHAFTEN, Recht.HAUSHALT_FREIGEBEN}),
    ),
    Eintrag("Weiterleitungen", "weiterleitungen", frozenset({Recht.HAUSHALT_SEHEN})),
    Eintrag("Träger", "traeger_liste", frozenset({Recht.TRAEGER_VERIFIZIEREN})),
    Eintrag("Bankverbindungen", "bankverbindungen", frozenset({Recht.BANKVERBINDUNG_BESTAETIGEN})),
    Eintrag("Programme", "programme", frozenset({Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN})),
    Eintrag("Texte", "texte", frozenset({Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN})),
    Eintrag("Stammdaten", "stammdaten", frozenset(STAMMDATENRECHTE)),
    Eintrag("Protokoll", "protokoll_suche", frozenset({Recht.PROTOKOLL_PRUEFEN})),
    Eintrag("Rechte", "rechte_uebersicht", frozenset({Recht.RECHTE_SEHEN})),
)


def navigation_fuer(request: HttpRequest) -> list[dict[str, object]]:
    """The entries this person may open, with the current one marked."""
    benutzer = getattr(request, "user", None)
    if benutzer is None or not benutzer.is_authenticated:
        return []
    eigene = {b.recht for b in berechtigungen(benutzer)}
    punkte: list[dict[str, object]] = []
    for eintrag in EINTRAEGE:
        if not eintrag.rechte & eigene:
            continue
        try:
            url = reverse(eintrag.ziel)
        except NoReverseMatch:
            continue
        zahl = eintrag.zaehler() if eintrag.zaehler else 0
        punkte.append(
            {"name": eintrag.name, "url": url, "aktiv": request.path.startswith(url), "zaehler": zahl or ""}
        )
    return punkte


def rahmen(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame around every page."""
    return {"navigation": navigation_fuer(request), "profil": settings.PROFIL}
