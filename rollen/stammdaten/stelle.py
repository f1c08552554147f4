"""The Stelle as something a city keeps: what may be done to it, and what keeps it from being closed."""

from django.urls import reverse

from rollen.models import Stelle, Stellenart
from rollen.stammdaten.sache import Bindung, Handlung, Sache, melde
from rollen.stammdaten.schliessung import (
    NICHT_SCHLIESSBAR,
    Oeffnen,
    Schliessen,
    laufende_rollen,
    uebergib_kinder,
    uebergib_rollen,
)
from rollen.stammdaten.stellenformulare import Angaben, Anlegen, Umbenennen, Verschieben, weg_zur_stelle
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat


def _geschlossen(stelle: Stelle) -> bool:
    return not stelle.aktiv


STELLE = Sache(
    schluessel="stelle",
    einzahl="Stelle",
    mehrzahl="Stellen und Einrichtungen",
    modell=Stelle,
    pflege=Recht.STAMMDATEN_PFLEGEN,
    freigabe=Recht.ROLLEN_VERGEBEN,
    alle=lambda _: Stelle.objects.select_related("eltern"),
    spalten=(
        ("Art", Stelle.get_art_display),
        ("Gehört zu", lambda s: s.eltern or "–"),
        ("Nummer", lambda s: s.nummer),
    ),
    erklaerung="Ämter, Bereiche, Schulen, Kitas und Jugendeinrichtungen. Rechte gelten an einer Stelle und darunter.",
    ende=_geschlossen,
    fakten=lambda s: (
        ("Art", s.get_art_display()),
        ("Gehört zu", s.eltern or "–"),
        ("Gehört zur Stadt", "ja" if s.staedtisch else "nein"),
        ("Kürzel im Aktenzeichen", s.aktenzeichen or "–"),
        ("Schul- oder Einrichtungsnummer", s.nummer or "–"),
        ("Anschrift", s.anschrift or "–"),
        ("E-Mail-Adresse", s.email or "–"),
        ("Stand", "in Gebrauch" if s.aktiv else "geschlossen"),
    ),
    handlungen=(
        Handlung(
            "anlegen",
            "Neue Stelle",
            Tat.STELLE_ANLEGEN,
            Anlegen,
            zwei=True,
            neu=True,
            erklaerung="Ein Amt, ein Bereich, eine Schule, eine Kita oder eine Jugendeinrichtung. "
            "Einen Träger legt niemand an: Er registriert sich selbst.",
        ),
        Handlung(
            "umbenennen",
            "Umbenennen",
            Tat.STELLE_UMBENENNEN,
            Umbenennen,
            zwei=False,
            passt=lambda s: s.aktiv,
            erklaerung="Erlassene Schreiben behalten den alten Namen. Die Suche findet auch ihn.",
        ),
        Handlung(
            "angaben", "Angaben ändern", Tat.STELLE_AENDERN, Angaben, zwei=False, passt=lambda s: s.aktiv
        ),
        Handlung(
            "verschieben",
            "Verschieben",
            Tat.STELLE_VERSCHIEBEN,
            Verschieben,
            zwei=True,
            passt=lambda s: s.aktiv and s.eltern_id and s.art != Stellenart.STANDORT,
            erklaerung="Die Stelle zieht mit allem um, was zu ihr gehört. Rechte folgen dem Baum.",
        ),
        Handlung(
            "schliessen",
            "Schließen",
            Tat.STELLE_SCHLIESSEN,
            Schliessen,
            zwei=True,
            gefahr=True,
            passt=lambda s: s.aktiv and s.art not in NICHT_SCHLIESSBAR,
            erklaerung="Was war, bleibt lesbar. Neu gewählt werden kann die Stelle danach nicht mehr.",
        ),
        Handlung("oeffnen", "Wieder öffnen", Tat.STELLE_OEFFNEN, Oeffnen, zwei=True, passt=_geschlossen),
    ),
)
melde(
    STELLE,
    Bindung(
        "Stellen, die zu ihr gehören",
        lambda s: Stelle.objects.filter(eltern=s, aktiv=True).order_by("name"),
        weg_zur_stelle,
        uebergib_kinder,
    ),
    Bindung(
        "Rollen von Personen",
        laufende_rollen,
        lambda m: reverse("rechte_stelle", args=[m.gruppe.stelle_id]),
        uebergib_rollen,
        worte=lambda m: f"{m.benutzer}, {Rolle(m.gruppe.rolle).bezeichnung}",
    ),
)
