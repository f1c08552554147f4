"""What a paper says before anybody has written: title, amounts, reasons and parties from the case."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung.models.aenderung import LAUFENDE_AENDERUNG
from antraege.gremien import beschluesse
from antraege.gremien.models import Gremienart, Gremienvorlage, Gremium
from antraege.kern.beratung import Beratungsart
from antraege.kern.geld import NULL, zeige
from antraege.kooperation import nachtraege
from antraege.programme.models import Pruefart
from rollen.models import Stelle, Stellenart

TEXTE = (
    *("drucksache", "oeffentlich", "dezernat", "dringlichkeit", "tagesordnungspunkt", "personell"),
    *("finanziell", "klimarelevanz", "begruendung", "zustaendigkeit", "betrag"),
)
LISTEN = ("fachbereiche", "verantwortlich", "beschlussvorschlag")


def betrag_von(antrag: Antrag) -> Decimal:
    """About how many euro is decided, a running Nachtrag or change included.

    The value of the agreement, or the grant as approved or proposed.
    """
    if antrag.kooperation:
        nachtrag = nachtraege.laufender(antrag.vereinbarung)
        pauschale = nachtrag.neue_daten.get("pauschale") if nachtrag else None
        return max(antrag.vereinbarung.wert or NULL, Decimal(pauschale or NULL))
    aenderung = antrag.aenderungen.filter(status__in=LAUFENDE_AENDERUNG).first()
    neu = aenderung.neuer_betrag if aenderung else None
    return max(antrag.bewilligt or antrag.vorgeschlagen, neu or NULL)


def vorbelegung(antrag: Any, vorlage: Gremienvorlage | None, gremien: Iterable[Gremium]) -> dict[str, Any]:
    """The values of the form: as written before, or made from the case."""
    if vorlage is not None:
        werte: dict[str, Any] = {}
        for beratung in vorlage.beratungen.all():
            werte[f"art_{beratung.gremium_id}"] = beratung.art
            werte[f"am_{beratung.gremium_id}"] = beratung.geplant_am
        return {
            **{name: getattr(vorlage, name) for name in TEXTE},
            **{name: "\n".join(getattr(vorlage, name)) for name in LISTEN},
            **werte,
        }
    inhalt = _vereinbarung(antrag) if antrag.kooperation else _zuwendung(antrag)
    grenze = zeige(beschluesse.hoechste_wertgrenze(antrag))
    rat = {f"art_{g.pk}": Beratungsart.BESCHLUSS for g in gremien if g.art == Gremienart.RAT}
    return {
        "oeffentlich": True,
        "klimarelevanz": "Keine.",
        "betrag": betrag_von(antrag),
        "zustaendigkeit": f"Der Betrag liegt über der Wertgrenze der Verwaltung von {grenze}. "
        "Die Zuständigkeit ergibt sich aus § 41 Abs. 1 GO NRW.",
        "dringlichkeit": f"Das Vorhaben beginnt am {antrag.beginn:%d.%m.%Y}." if antrag.beginn else "",
        **_stellen(antrag),
        **inhalt,
        **rat,
    }


def ohne_fall(
    _antrag: Antrag | None, _vorlage: Gremienvorlage | None, gremien: Iterable[Gremium]
) -> dict[str, Any]:
    """What a paper of the administration says before anybody has written."""
    rat = {f"art_{g.pk}": Beratungsart.BESCHLUSS for g in gremien if g.art == Gremienart.RAT}
    return {"oeffentlich": True, "klimarelevanz": "Keine.", "betrag": NULL, **rat}


def _stellen(antrag: Antrag) -> dict[str, str]:
    """Who is responsible: units and functions, never persons."""
    dezernat = Stelle.objects.filter(pk__in=antrag.stelle.vorfahren, art=Stellenart.DEZERNAT).first()
    mit = antrag.richtlinie.mitzeichnungsstellen.select_related("stelle")
    namen = [antrag.stelle.name, *(zeile.stelle.name for zeile in mit)]
    return {
        "dezernat": dezernat.name if dezernat else "",
        "fachbereiche": "\n".join(namen),
        "verantwortlich": "\n".join(f"Leitung {name}" for name in namen),
    }


def _zuwendung(antrag: Antrag) -> dict[str, str]:
    betrag, pruefung = zeige(betrag_von(antrag)), antrag.pruefungen.filter(art=Pruefart.FACHLICH).last()
    zeitraum = f"vom {antrag.beginn:%d.%m.%Y} bis {antrag.ende:%d.%m.%Y}"
    jahre = ", ".join(f"{jahr}: {zeige(b)}" for jahr, b in mittel.vorgeschlagene_anteile(antrag).items())
    return {
        "tagesordnungspunkt": f"Zuwendung an {antrag.traeger.name} für „{antrag.titel}“"[:300],
        "beschlussvorschlag": f"{antrag.traeger.name} für „{antrag.titel}“ eine Zuwendung von bis zu "
        f"{betrag} zu bewilligen.",
        "finanziell": f"Die Zuwendung ist im Haushalt vorgemerkt ({jahre}).",
        "begruendung": f"{antrag.traeger.name} beantragt {zeige(antrag.beantragt)} für „{antrag.titel}“ "
        f"{zeitraum} ({antrag.programm.name}).\n\n{pruefung.vermerk if pruefung else ''}".strip(),
    }


def _vereinbarung(antrag: Antrag) -> dict[str, str]:
    vereinbarung = antrag.vereinbarung
    parteien = [partei.stelle.name for partei in vereinbarung.parteien.select_related("stelle")]
    laufzeit = ""
    if vereinbarung.laufzeit_von and vereinbarung.laufzeit_bis:
        laufzeit = f" vom {vereinbarung.laufzeit_von:%d.%m.%Y} bis {vereinbarung.laufzeit_bis:%d.%m.%Y}"
    daten = vereinbarung.fassung.daten if vereinbarung.fassung else {}
    return {
        "tagesordnungspunkt": f"Kooperationsvereinbarung „{antrag.titel}“"[:300],
        "beschlussvorschlag": f"die Kooperationsvereinbarung „{antrag.titel}“{laufzeit} zu schließen.",
        "finanziell": f"Die Vereinbarung hat für die Stadt einen Wert von {zeige(betrag_von(antrag))}.",
        "begruendung": f"Parteien: {', '.join(parteien)}.\n\n{daten.get('gegenstand', '')}".strip(),
    }
