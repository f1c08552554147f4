"""A change on its way: asked for, taken over, checked, decided; the granting of it changes the grant at once."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung import toepfe as topfdienst
from antraege.foerderung.aenderungen import maengel, toepfe
from antraege.foerderung.aenderungen.stand import (
    ANLASS_BEWILLIGT,
    ANLASS_GEAENDERT,
    Zeile,
    als_json,
    anteile_von,
    bewilligte_zeilen,
    fakten,
    nimm_stand_auf,
    stand_von,
)
from antraege.foerderung.aenderungen.wunsch import (
    Wunsch,
    neue_jahre,
    neuer_betrag,
    neuer_nachweis_bis,
    neuer_zeitraum_bis,
)
from antraege.foerderung.models import (
    Aenderung,
    Aenderungsart,
    Aenderungsposition,
    Aenderungsstatus,
    Planposition,
)
from antraege.foerderung.models.aenderung import LAUFENDE_AENDERUNG
from antraege.foerderung.toepfe import Topf
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern import fristen
from antraege.kern.geld import NULL
from antraege.kern.maengel import keine_oder
from rollen import uhr
from rollen.models import Benutzer


def laufende(antrag: Antrag) -> Aenderung:
    """The change that is not decided yet. Raises Aenderung.DoesNotExist."""
    return antrag.aenderungen.select_related("neuer_traeger", "beantragt_von", "geprueft_von").get(
        status__in=LAUFENDE_AENDERUNG
    )


def beantrage(antrag: Antrag, wunsch: Wunsch, *, akteur: Benutzer, von_amts_wegen: bool) -> Aenderung:
    """Store a wish without defects as the next change of this case. Raises MaengelFehler."""
    keine_oder(
        [*maengel.hindernisse(antrag), *maengel.maengel_der_aenderung(antrag, wunsch, tag=uhr.heute())]
    )
    verlaengert = wunsch.will(Aenderungsart.VERLAENGERUNG)
    aenderung = Aenderung.objects.create(
        antrag=antrag,
        nr=antrag.aenderungen.count() + 1,
        von_amts_wegen=von_amts_wegen,
        arten=[art.value for art in Aenderungsart if art in wunsch.arten],
        begruendung=wunsch.begruendung,
        neues_ende=wunsch.neues_ende if verlaengert else None,
        neuer_zeitraum_bis=neuer_zeitraum_bis(antrag, wunsch) if verlaengert else None,
        neuer_betrag=neuer_betrag(antrag, wunsch) if wunsch.will(Aenderungsart.BETRAG) else None,
        neuer_traeger=wunsch.neuer_traeger if wunsch.will(Aenderungsart.TRAEGERWECHSEL) else None,
        jahre=als_json({str(jahr): betrag for jahr, betrag in wunsch.jahre.items()}),
        vorher=stand_von(antrag),
        nachher=_nachher(antrag, wunsch),
        beantragt_von=akteur,
    )
    if wunsch.will(Aenderungsart.UMSCHICHTUNG, Aenderungsart.BETRAG):
        Aenderungsposition.objects.bulk_create(
            Aenderungsposition(
                aenderung=aenderung,
                planposition_id=z.planposition,
                nr=nr,
                seite=z.seite,
                art=z.art,
                bezeichnung=z.bezeichnung,
                betrag=z.betrag,
            )
            for nr, z in enumerate(wunsch.zeilen or (), start=1)
        )
    return aenderung


def _nachher(antrag: Antrag, wunsch: Wunsch) -> dict[str, object]:
    """The facts as they will be when the change is granted."""
    zeilen = bewilligte_zeilen(antrag)
    if wunsch.zeilen is not None and wunsch.will(Aenderungsart.UMSCHICHTUNG, Aenderungsart.BETRAG):
        zeilen = list(wunsch.zeilen)
    inhalt = fakten(antrag, zeilen=zeilen, anteile=neue_jahre(antrag, wunsch, anteile_von(antrag)))
    inhalt |= {
        "bewilligt": neuer_betrag(antrag, wunsch),
        "zeitraum_bis": neuer_zeitraum_bis(antrag, wunsch),
        "nachweis_bis": neuer_nachweis_bis(antrag, wunsch),
    }
    if wunsch.will(Aenderungsart.VERLAENGERUNG):
        inhalt["ende"] = wunsch.neues_ende
    if wunsch.neuer_traeger and wunsch.will(Aenderungsart.TRAEGERWECHSEL):
        inhalt["traeger"] = wunsch.neuer_traeger.name
    return als_json(inhalt)


def wunsch_von(aenderung: Aenderung) -> Wunsch:
    """The stored wish as a value again."""
    zeilen = tuple(
        Zeile(p.planposition_id, p.seite, p.art, p.bezeichnung, p.betrag) for p in aenderung.positionen.all()
    )
    return Wunsch(
        arten=frozenset(aenderung.arten),
        begruendung=aenderung.begruendung,
        neues_ende=aenderung.neues_ende,
        neuer_traeger=aenderung.neuer_traeger,
        zeilen=zeilen or None,
        jahre={int(jahr): Decimal(betrag) for jahr, betrag in aenderung.jahre.items()},
    )


def maengel_von(aenderung: Aenderung, antrag: Antrag) -> list[maengel.Mangel]:
    """What speaks against granting it today; a prolongation is in time when it was asked for in time."""
    tag = uhr.tag_von(aenderung.beantragt_am)
    return [
        *maengel.nachweis_liegt_vor(antrag),
        *maengel.maengel_der_aenderung(antrag, wunsch_von(aenderung), tag=tag),
    ]


def mehrbedarf(aenderung: Aenderung, antrag: Antrag) -> dict[int, Decimal]:
    """Euro per Haushaltsjahr that the change needs beyond what is granted."""
    return {jahr: diff for jahr, diff in je_jahr(aenderung, antrag).items() if diff > 0}


def vorgemerkt(antrag: Antrag) -> Decimal:
    """Euro that a change under way keeps reserved beyond what is granted: once its check has recommended it."""
    aenderung = antrag.aenderungen.filter(status__in=LAUFENDE_AENDERUNG, empfohlen=True).first()
    if aenderung is None:
        return NULL
    if toepfe.gemeinsam(antrag):
        return sum(toepfe.mehr(aenderung).values(), NULL)
    return sum(mehrbedarf(aenderung, antrag).values(), NULL)


def mehr_je_zeile(aenderung: Aenderung, antrag: Antrag) -> list[tuple[Haushaltsstelle, Decimal]]:
    """Euro that each line would bear more by the rule, before the check lays it otherwise."""
    if not toepfe.gemeinsam(antrag):
        return mittel.auf_zeilen(antrag, mehrbedarf(aenderung, antrag))
    traegt = topfdienst.traegt(antrag)
    gewollt = toepfe.vorschlag(antrag, je_jahr(aenderung, antrag))
    mehr = [(topf.zeile, topf.betrag - traegt.get(topf.zeile, NULL)) for topf in gewollt]
    return [(zeile, betrag) for zeile, betrag in mehr if betrag > 0]


def topfmaengel(aenderung: Aenderung, antrag: Antrag, gewollt: Sequence[Topf]) -> list[maengel.Mangel]:
    """Everything that speaks against these pots of a joint case after the change; `feld` is one of the form."""
    bis = neuer_zeitraum_bis(antrag, wunsch_von(aenderung))
    jahre = {*mittel.jahre(antrag, bis=bis), *anteile_von(antrag)}
    diff = je_jahr(aenderung, antrag)
    return list(toepfe.maengel(aenderung, antrag, gewollt, unterschied=diff, jahre=jahre))


def bewilligungshindernisse(aenderung: Aenderung, antrag: Antrag) -> list[maengel.Mangel]:
    """Why a change of a joint case may not be granted yet: Einvernehmen, promises, pots that stand otherwise."""
    return toepfe.bewilligungshindernisse(aenderung, antrag, je_jahr(aenderung, antrag))


def je_jahr(aenderung: Aenderung, antrag: Antrag) -> dict[int, Decimal]:
    """Euro per Haushaltsjahr that the change grants more, or below zero less."""
    bisher = anteile_von(antrag)
    neu = neue_jahre(antrag, wunsch_von(aenderung), bisher)
    return {jahr: neu.get(jahr, NULL) - bisher.get(jahr, NULL) for jahr in sorted({*bisher, *neu})}


def uebernimm(aenderung: Aenderung, *, akteur: Benutzer) -> None:
    """The new Träger declares that it takes over rights and duties."""
    aenderung.uebernommen_am, aenderung.uebernommen_von = uhr.jetzt(), akteur
    aenderung.save(update_fields=["uebernommen_am", "uebernommen_von"])


def pruefe(
    aenderung: Aenderung,
    antrag: Antrag,
    *,
    empfohlen: bool,
    vermerk: str,
    schluessel: str,
    akteur: Benutzer,
    aus: Sequence[Topf] = (),
) -> dict[int, Decimal]:
    """The first person's check; reserves the additional euro of each year when it recommends the change.

    `aus` names the pots of a joint case after the change. Raises MittelReichenNicht, JahrGesperrt.
    """
    mittel.gib_vormerkung_frei(antrag, anlass=f"{schluessel}/ersetzt", akteur=akteur)
    bedarf = mehrbedarf(aenderung, antrag) if empfohlen else {}
    if toepfe.gemeinsam(antrag):
        toepfe.speichere(aenderung, antrag, aus if empfohlen else (), akteur=akteur)
        mehr = list(toepfe.mehr(aenderung).items())
        mittel.merke_auf_zeilen_vor(antrag, mehr, schluessel=schluessel, akteur=akteur)
    else:
        mittel.merke_mehr_vor(antrag, bedarf, schluessel=schluessel, akteur=akteur)
    aenderung.pruefen()
    aenderung.empfohlen, aenderung.vermerk = empfohlen, vermerk
    aenderung.geprueft_am, aenderung.geprueft_von = uhr.jetzt(), akteur
    aenderung.save()
    return bedarf


def gib_zurueck(aenderung: Aenderung, *, grund: str) -> None:
    """The Leitung wants it checked again."""
    aenderung.zurueckgeben()
    aenderung.entscheidung = grund
    aenderung.save()


def lehne_ab(aenderung: Aenderung, antrag: Antrag, *, gruende: str, akteur: Benutzer) -> None:
    """Everything stays as it was; what was reserved is free again."""
    aenderung.ablehnen()
    _entschieden(aenderung, antrag, gruende=gruende, akteur=akteur)
    mittel.gib_vormerkung_frei(antrag, anlass=f"aenderung/{aenderung.nr}/abgelehnt", akteur=akteur)


def ziehe_zurueck(aenderung: Aenderung, antrag: Antrag, *, grund: str, akteur: Benutzer | None) -> None:
    """Nobody wants it any more; what was reserved is free again."""
    aenderung.zurueckziehen()
    aenderung.entscheidung, aenderung.entschieden_am = grund, uhr.jetzt()
    aenderung.entschieden_von = akteur
    aenderung.save()
    if akteur is not None:
        mittel.gib_vormerkung_frei(antrag, anlass=f"aenderung/{aenderung.nr}/rueckzug", akteur=akteur)


def bewillige(aenderung: Aenderung, antrag: Antrag, *, gruende: str, akteur: Benutzer) -> None:
    """Change the grant: plan, amount, years, period, Träger; with a new version of the plan.

    The caller saves `antrag`. Raises MaengelFehler when a rule speaks against it today, HaushaltFehler.
    """
    keine_oder([*maengel_von(aenderung, antrag), *bewilligungshindernisse(aenderung, antrag)])
    if not antrag.momentaufnahmen.filter(anlass__in=[ANLASS_BEWILLIGT, ANLASS_GEAENDERT]).exists():
        nimm_stand_auf(antrag, anlass=ANLASS_BEWILLIGT)
    wunsch, aenderung.vorher = wunsch_von(aenderung), stand_von(antrag)
    for jahr, betrag in anteile_von(antrag).items():
        antrag.jahresanteile.get_or_create(jahr=jahr, defaults={"bewilligt": betrag})
    diff, schluessel = je_jahr(aenderung, antrag), f"aenderung/{aenderung.nr}"
    if toepfe.betrifft(aenderung, antrag, diff):
        toepfe.buche(aenderung, antrag, diff, schluessel=schluessel, akteur=akteur)
    else:
        weniger = {jahr: -betrag for jahr, betrag in diff.items()}
        mittel.gib_bindung_frei(antrag, weniger, schluessel=schluessel, akteur=akteur)
        mittel.binde_mehr(antrag, diff, schluessel=schluessel, akteur=akteur)
    mittel.gib_vormerkung_frei(antrag, anlass=f"{schluessel}/bewilligt", akteur=akteur)
    frist, zeitraum = neuer_nachweis_bis(antrag, wunsch), neuer_zeitraum_bis(antrag, wunsch)
    antrag.bewilligt, antrag.nachweis_faellig_am = neuer_betrag(antrag, wunsch), frist
    antrag.bescheid.zeitraum_bis = zeitraum
    antrag.bescheid.save(update_fields=["zeitraum_bis"])
    if aenderung.neues_ende:
        antrag.ende = aenderung.neues_ende
    if wunsch.zeilen is not None:
        _setze_plan(antrag, wunsch.zeilen)
    if aenderung.neuer_traeger is not None:
        aenderung.bisheriger_traeger, antrag.traeger = antrag.traeger, aenderung.neuer_traeger
    aenderung.nachher = stand_von(antrag)
    aenderung.bewilligen()
    _entschieden(aenderung, antrag, gruende=gruende, akteur=akteur)
    nimm_stand_auf(antrag, anlass=ANLASS_GEAENDERT)


def _setze_plan(antrag: Antrag, zeilen: tuple[Zeile, ...]) -> None:
    """Change rows in place, for vouchers point to them; what is gone becomes 0 €, what is new comes last."""
    alte = {position.pk: position for position in antrag.planpositionen.all()}
    neue = {zeile.planposition: zeile.betrag for zeile in zeilen if zeile.planposition}
    for pk, position in alte.items():
        position.betrag = neue.get(pk, NULL)
    Planposition.objects.bulk_update(alte.values(), ["betrag"])
    letzte = max((position.nr for position in alte.values()), default=0)
    dazu = [zeile for zeile in zeilen if zeile.planposition is None and zeile.betrag]
    Planposition.objects.bulk_create(
        Planposition(
            antrag=antrag, nr=nr, seite=z.seite, art=z.art, bezeichnung=z.bezeichnung, betrag=z.betrag
        )
        for nr, z in enumerate(dazu, start=letzte + 1)
    )


def _entschieden(aenderung: Aenderung, antrag: Antrag, *, gruende: str, akteur: Benutzer) -> None:
    """Who and when; towards others the decision becomes final a month after its Bekanntgabe (§ 74 VwGO)."""
    aenderung.entscheidung = gruende
    aenderung.entschieden_am, aenderung.entschieden_von = uhr.jetzt(), akteur
    if not antrag.intern and not (
        aenderung.von_amts_wegen and aenderung.status == Aenderungsstatus.ABGELEHNT
    ):
        aenderung.bekannt_am = fristen.bekanntgabe(uhr.heute())
        aenderung.bestandskraeftig_ab = fristen.klagefrist_ende(aenderung.bekannt_am) + timedelta(days=1)
    aenderung.save()
