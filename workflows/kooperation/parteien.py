"""Who can be a party of an agreement, who is proposed, and how a party is called and represented."""

from collections.abc import Iterable

from antraege.angebote.models import Einrichtung
from antraege.antrag.models import Antrag
from antraege.kooperation.dienst import Parteiangabe
from antraege.kooperation.models import Parteirolle
from rollen.models import Stelle, Stellenart

MEISTE = 12
ROLLEN = {  # partial: every other unit is AMT
    Stellenart.SCHULE: (Parteirolle.SCHULE, "Schule", "Schulleitung"),
    Stellenart.KITA: (Parteirolle.KITA, "Kita", "Leitung der Einrichtung"),
    Stellenart.JUGENDFREIZEIT: (
        Parteirolle.JUGENDARBEIT,
        "Jugendfreizeitstätte",
        "Leitung der Einrichtung",
    ),
    Stellenart.TRAEGER: (Parteirolle.TRAEGER, "Träger", "Geschäftsführung oder Vorstand"),
    Stellenart.EIGENBETRIEB: (Parteirolle.FACHBEREICH, "Eigenbetrieb", "Betriebsleitung"),
}
AMT = (Parteirolle.SCHULTRAEGER, "Stadt", "Leitung des Fachbereichs")


def als_partei(
    stelle: Stelle, gesehen: set[str], *, kuerzel: str | None = None, vertreten: str | None = None
) -> Parteiangabe:
    """A party with what is usual for its kind where nothing was typed."""
    rolle, wort, funktion = ROLLEN.get(Stellenart(stelle.art), AMT)
    kuerzel = kuerzel or (wort if wort not in gesehen else stelle.name[:80])
    return Parteiangabe(stelle, rolle, kuerzel, vertreten or funktion)


def kennzeichen(angabe: Parteiangabe) -> set[str]:
    """What no two parties share."""
    return {angabe.kuerzel, f"stelle/{angabe.stelle.pk}"}


def waehlbare_stellen() -> list[Stelle]:
    """Everybody who can be a party: institutions, organisations, units of the city."""
    keine = (Stellenart.STANDORT, Stellenart.RECHNUNGSPRUEFUNG, Stellenart.KASSE, Stellenart.STADT)
    return list(Stelle.objects.filter(aktiv=True).exclude(art__in=keine).order_by("name"))


def vorgeschlagene(antrag: Antrag, anbieter: Iterable[Stelle] = ()) -> list[Stelle]:
    """The city, who asks, who offers what was asked for, the institutions of the site and who runs their Ganztag."""
    stadt = Stelle.objects.filter(pk__in=antrag.stelle.vorfahren, art=Stellenart.FACHBEREICH)
    einrichtungen = Einrichtung.objects.filter(standort__stelle=antrag.standort_id)
    vorschlag = [*stadt, antrag.traeger, *anbieter]
    for einrichtung in einrichtungen.select_related("stelle", "ogs_traeger"):
        vorschlag += [einrichtung.stelle, *([einrichtung.ogs_traeger] if einrichtung.ogs_traeger else [])]
    return list(dict.fromkeys(vorschlag))[:MEISTE]
