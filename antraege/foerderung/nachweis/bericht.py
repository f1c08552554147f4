"""Sachbericht, income and costs of a proof: what the Träger fills in page by page. Amounts in euro."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from antraege.antrag import antworten as antwortregeln
from antraege.antrag.models import Antrag
from antraege.foerderung.models import Nachweisposition, Seite, Verwendungsnachweis
from antraege.foerderung.nachweis.aenderung import bearbeitung
from antraege.kern.geld import NULL
from antraege.kern.maengel import Mangel, keine_oder
from antraege.programme.models import Nachweisform
from rollen import uhr
from rollen.models import Benutzer
from rollen.taten import Tat

EINNAHMEN = ("eigenmittel", "drittmittel", "teilnahmebeitraege")


def speichere_antworten(
    antrag: Antrag, antworten: Mapping[str, Any], *, akteur: Benutzer, stand: int | None = None
) -> Verwendungsnachweis:
    """Save answers by the key of their question; None takes one back. The report may stay incomplete.

    Raises Verweigert, Ueberholt, MaengelFehler for an answer its question does not take.
    """
    with bearbeitung(Tat.NACHWEIS_BEARBEITEN, antrag, akteur=akteur, stand=stand) as handlung:
        nachweis = handlung.objekt.nachweis
        fragen = {frage.schluessel: frage for frage in handlung.objekt.richtlinie.berichtsfragen.all()}
        keine_oder(antwortregeln.pruefe(fragen, antworten))
        vorher = nachweis.antworten
        nachweis.antworten = {k: v for k, v in {**vorher, **antworten}.items() if v is not None}
        nachweis.save(update_fields=["antworten"])
        handlung.nenne(vorher=vorher, nachher=nachweis.antworten)
    return nachweis


def speichere_einnahmen(
    antrag: Antrag,
    einnahmen: Mapping[str, Decimal | None],
    *,
    akteur: Benutzer,
    einheiten: int | None = None,
    stand: int | None = None,
) -> Verwendungsnachweis:
    """Save what came in, by the names in EINNAHMEN, and the units delivered."""
    with bearbeitung(Tat.NACHWEIS_BEARBEITEN, antrag, akteur=akteur, stand=stand) as handlung:
        nachweis = handlung.objekt.nachweis
        keine_oder(
            Mangel("Ein Betrag darf nicht negativ sein.", "Träger", name)
            for name, betrag in einnahmen.items()
            if betrag is not None and betrag < 0
        )
        nachher = {**{name: einnahmen.get(name) for name in EINNAHMEN}, "einheiten": einheiten}
        handlung.nenne(vorher={name: getattr(nachweis, name) for name in nachher}, nachher=nachher)
        for name, wert in nachher.items():
            setattr(nachweis, name, wert)
        nachweis.save(update_fields=list(nachher))
    return nachweis


def speichere_ausgaben(
    antrag: Antrag, ist: Mapping[int, Decimal | None], *, akteur: Benutzer, stand: int | None = None
) -> Verwendungsnachweis:
    """Save what each Einzelansatz really cost, by the id of its Planposition; None takes it back.

    Raises MaengelFehler when the Richtlinie wants a list of vouchers, or for a line that is not of this plan.
    """
    with bearbeitung(Tat.NACHWEIS_BEARBEITEN, antrag, akteur=akteur, stand=stand) as handlung:
        frisch, nachweis = handlung.objekt, handlung.objekt.nachweis
        ansaetze = {p.pk: p for p in frisch.planpositionen.filter(seite=Seite.AUSGABE)}
        maengel = []
        if regulaer(frisch):
            maengel.append(Mangel("Die Ausgaben ergeben sich hier aus der Belegliste.", behebt="Träger"))
        if set(ist) - set(ansaetze):
            maengel.append(Mangel("Diesen Einzelansatz hat der Finanzierungsplan nicht.", behebt="Träger"))
        maengel += [
            Mangel(
                f"„{ansaetze[pk].bezeichnung}“: Der Betrag darf nicht negativ sein.", "Träger", f"ist_{pk}"
            )
            for pk, betrag in ist.items()
            if betrag is not None and betrag < 0 and pk in ansaetze
        ]
        keine_oder(maengel)
        vorher = ausgaben_in_worten(nachweis)
        nachweis.positionen.filter(planposition__in=[pk for pk, b in ist.items() if b is None]).delete()
        setze_positionen(nachweis, {pk: betrag for pk, betrag in ist.items() if betrag is not None})
        handlung.nenne(vorher=vorher, nachher=ausgaben_in_worten(nachweis))
    return nachweis


def regulaer(antrag: Antrag) -> bool:
    """Whether the Richtlinie wants a list of vouchers."""
    return antrag.richtlinie.nachweisform == Nachweisform.REGULAER


def ausgaben_in_worten(nachweis: Verwendungsnachweis) -> dict[str, Any]:
    """Actual costs by the name of their line, for the trail."""
    zeilen = nachweis.positionen.select_related("planposition")
    return {zeile.planposition.bezeichnung: zeile.betrag for zeile in zeilen}


def setze_positionen(nachweis: Verwendungsnachweis, ist: Mapping[int, Decimal]) -> None:
    """Write the actual costs by Planposition id; a cut is taken back where the amount changes."""
    bisher = {p.planposition_id: p for p in nachweis.positionen.all()}
    for pk, betrag in ist.items():
        zeile = bisher.get(pk) or Nachweisposition(nachweis=nachweis, planposition_id=pk)
        if zeile.pk and zeile.betrag == betrag:
            continue
        zeile.betrag, zeile.gekuerzt, zeile.kuerzungsgrund = betrag, NULL, ""
        zeile.save()


def summiere_belege(nachweis: Verwendungsnachweis) -> None:
    """The costs of a regular proof are the sums of its vouchers, line by line; lines without one cost nothing."""
    summen = dict(nachweis.belege.order_by().values_list("planposition").annotate(Sum("betrag")))
    ansaetze = nachweis.antrag.planpositionen.filter(seite=Seite.AUSGABE).values_list("pk", flat=True)
    setze_positionen(nachweis, {pk: summen.get(pk, NULL) for pk in ansaetze})


def beantworte_rueckfragen(
    antrag: Antrag, antworten: Mapping[int, str], *, akteur: Benutzer, stand: int | None = None
) -> Verwendungsnachweis:
    """Answer questions of the office by their id; an empty answer takes one back. Raises Ueberholt."""
    with bearbeitung(Tat.RUECKFRAGEN_BEANTWORTEN, antrag, akteur=akteur, stand=stand) as handlung:
        nachweis = handlung.objekt.nachweis
        nachher: dict[str, Any] = {}
        for frage in nachweis.rueckfragen.filter(gestellt_am__isnull=False, pk__in=antworten):
            text = antworten[frage.pk].strip()
            if text == frage.antwort:
                continue
            frage.antwort = text
            frage.beantwortet_am, frage.beantwortet_von = (uhr.jetzt(), akteur) if text else (None, None)
            frage.save(update_fields=["antwort", "beantwortet_am", "beantwortet_von"])
            nachher[frage.worum] = text
        handlung.nenne(nachher=nachher)
    return nachweis
