"""An agreement concluded elsewhere: its parties, term and notice as facts, and a sheet in place of its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.kern.altvereinbarung import Altvereinbarung, Vereinbarungslage
from antraege.kooperation import angaben, beendigung, dienst
from antraege.kooperation.dienst import Parteiangabe, Text
from antraege.kooperation.models import Kuendigung, Partei, Vereinbarung
from rollen import uhr
from rollen.models import Benutzer

LAUT_AKTE = "Laut alter Akte."


@dataclass(frozen=True)
class Herkunft:
    """What the list says beside the days: topic and who gave notice (ids), for whom, worth a school year in euro."""

    themenfeld: int | None
    zielgruppe: str
    pauschale: Decimal | None
    ganztag: bool
    schulkonferenz_am: date | None
    zeichen: str
    kuendigungsart: str = ""
    kuendigende: int | None = None


def beginne(
    antrag: Antrag, alt: Altvereinbarung, von: Herkunft, parteien: Iterable[Parteiangabe]
) -> Vereinbarung:
    """The agreement with its parties; its sheet follows, then `lege_fest`."""
    vereinbarung = Vereinbarung.objects.create(
        antrag=antrag,
        themenfeld_id=von.themenfeld,
        zielgruppe=von.zielgruppe,
        laufzeit_von=alt.von,
        laufzeit_bis=alt.bis,
        mit_geld=bool(von.pauschale),
        wert=von.pauschale,
        ganztag=von.ganztag,
        schulkonferenz_am=von.schulkonferenz_am,
        kuendigungsfrist=alt.frist,
        gezeichnet_am=uhr.mittag(alt.geschlossen_am),
    )
    Partei.objects.bulk_create(
        Partei(
            vereinbarung=vereinbarung,
            nr=nr,
            stelle=eine.stelle,
            rolle=eine.rolle,
            kuerzel=eine.kuerzel,
            vertreten_durch=eine.vertreten_durch,
        )
        for nr, eine in enumerate(parteien, start=1)
    )
    return vereinbarung


def daten(vereinbarung: Vereinbarung, alt: Altvereinbarung, von: Herkunft) -> dict[str, Any]:
    """The data of the sheet, complete as those of any version: a Nachtrag begins from them.

    Where the words are not known here, they say where they stand.
    """
    dort = f"Wie in der Vereinbarung vom {alt.geschlossen_am:%d.%m.%Y} ({von.zeichen})."
    unbekannt = (
        *("gegenstand", "ziele", "ort", "steuerrunde", "qualifikation", "vertretung", "aufsicht"),
        *("fachkraft_kinderschutz", "daten", "indikatoren"),
    )
    felder: dict[str, Any] = {
        **dict.fromkeys(angaben.FELDER, ""),
        **dict.fromkeys(unbekannt, dort),
        **dict.fromkeys(angaben.TAGE, None),
        **dict.fromkeys(("fuehrungszeugnis", "lebensmittel", "fotos", "haftpflicht"), False),
        "titel": vereinbarung.antrag.titel,
        "zielgruppe": von.zielgruppe or dort,
        "datenschutz": "getrennt",
        "finanzierung": "pauschale" if von.pauschale else "keine",
        "pauschale": von.pauschale,
        "laufzeit_von": alt.von,
        "laufzeit_bis": alt.bis,
        "kuendigungsfrist": alt.frist,
        "evaluation_am": alt.bis,
        "schulkonferenz_am": von.schulkonferenz_am,
    }
    leistungen = [(partei.kuerzel, dort) for partei in vereinbarung.parteien.all()]
    return {**angaben.als_daten(felder, leistungen=leistungen), "dateien": [], "texte_vom": None}


def lege_fest(
    vereinbarung: Vereinbarung,
    alt: Altvereinbarung,
    von: Herkunft,
    blatt: tuple[Text, dict[str, Any]],
    *,
    akteur: Benutzer,
) -> None:
    """Keep the sheet as the text in force, and bring the agreement to where it stands."""
    text, inhalt = blatt
    dienst.lege_ab(vereinbarung, text, inhalt, akteur=akteur, anlass=LAUT_AKTE)
    vereinbarung.geltende = vereinbarung.fassung
    vereinbarung.bewege(Vereinbarung.uebernehmen)
    dienst.aktiviere(vereinbarung)
    if alt.zugegangen_am and alt.wirksam_zum:
        partei = vereinbarung.parteien.get(stelle=von.kuendigende)
        Kuendigung.objects.create(
            vereinbarung=vereinbarung,
            partei=partei,
            art=von.kuendigungsart,
            erklaert_am=alt.zugegangen_am,
            zugegangen_am=alt.zugegangen_am,
            wirksam_zum=alt.wirksam_zum,
            gruende=LAUT_AKTE,
            folgen=LAUT_AKTE,
            erfasst_von=akteur,
        )
        vereinbarung.bewege(Vereinbarung.kuendigen)
    if alt.lage == Vereinbarungslage.ABGELAUFEN:
        vereinbarung.beendet_am, vereinbarung.beendet_durch = beendigung.ende(vereinbarung)
        vereinbarung.bewege(Vereinbarung.beenden)
