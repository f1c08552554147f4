"""What ``manage.py berechne`` can compute: JSON in, the rules of antraege.kern, JSON out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from antraege.kern.dauer import frist as dauerfrist
from antraege.kern.dauer import lies_dauer
from antraege.kern.deminimis import Beihilfe, pruefe_deminimis
from antraege.kern.einheiten import abrechnung_einheiten
from antraege.kern.einzelansaetze import Einzelansatz, anerkenne
from antraege.kern.fristen import bekanntgabe, klagefrist_ende
from antraege.kern.geld import NULL, aufteilen, summe
from antraege.kern.nachweis import Abrechnung, Deckung, Finanzierungsart, abrechnung
from antraege.kern.toepfe import endgueltig, entnimm, nach_jahren, verschiebe
from antraege.kern.verteilung import nach_anteilen
from antraege.kern.zinsen import Zinsmethode
from antraege.kern.zinsen import zinsen as zinsen_auf
from workflows.berechne.eingabe import (
    MEISTE_TEILE,
    EingabeFehler,
    Schema,
    anteile,
    anzahl,
    betraege,
    betrag,
    eine_von,
    jahr,
    je_jahr,
    jede,
    lies,
    satz,
    tag,
    text,
    verlange,
    wahr,
)
from workflows.berechne.werte import Reihe

Werte = Callable[[str], Reihe]
Antwort = dict[str, Any]

EINHEITEN = "einheiten"
_DECKUNG: Schema = {"ausgaben": betraege, "eigenmittel": betrag, "drittmittel": betrag}
_ZUWENDUNG: Schema = {
    "finanzierungsart": eine_von(*Finanzierungsart, EINHEITEN),
    "plan": {**_DECKUNG, "zuwendung": betrag, "foerdersatz": satz},
    "ist": {**_DECKUNG, "nicht_zuwendungsfaehig": betrag},
    "einheiten": {"satz": betrag, "plan": anzahl, "ist": anzahl},
    "bagatelle": betrag,
    "toleranz_prozent": satz,
    "ueberfinanzierung_kuerzen": wahr,
    "ausgezahlt": betrag,
}
_PFLICHT_MIT_PLAN = (
    *(f"plan.{feld}" for feld in (*_DECKUNG, "zuwendung")),
    *(f"ist.{feld}" for feld in (*_DECKUNG, "nicht_zuwendungsfaehig")),
    "ausgezahlt",
)


def zuwendung(werte: Any, reihe: Werte) -> Antwort:
    """The final grant of a Verwendungsnachweis (B01 to B18)."""
    daten = lies(werte, _ZUWENDUNG)
    verlange(daten, "finanzierungsart")
    ergebnis = _einheiten(daten) if daten["finanzierungsart"] == EINHEITEN else _nach_plan(daten)
    return {
        "zuwendung": str(ergebnis.zuwendung),
        "minderung": str(ergebnis.minderung),
        "restzahlung": str(ergebnis.restzahlung),
        "rueckforderung": str(ergebnis.rueckforderung),
        "zuwendungsfaehig": str(ergebnis.zuwendungsfaehig),
        "schritte": [schritt.replace("\N{NO-BREAK SPACE}", " ") for schritt in ergebnis.schritte],
    }


def _einheiten(daten: dict[str, Any]) -> Abrechnung:
    verlange(daten, "einheiten.satz", "einheiten.plan", "einheiten.ist", "ausgezahlt")
    einheiten = daten["einheiten"]
    return abrechnung_einheiten(
        satz=einheiten["satz"],
        geplant=einheiten["plan"],
        geleistet=einheiten["ist"],
        ausgezahlt=daten["ausgezahlt"],
    )


def _nach_plan(daten: dict[str, Any]) -> Abrechnung:
    anteilig = ("plan.foerdersatz",) if daten["finanzierungsart"] == Finanzierungsart.ANTEIL else ()
    verlange(daten, *_PFLICHT_MIT_PLAN, *anteilig, leer=("bagatelle", "toleranz_prozent"))
    plan, ist, toleranz = daten["plan"], daten["ist"], daten["toleranz_prozent"]
    return abrechnung(
        finanzierungsart=daten["finanzierungsart"],
        bewilligt=plan["zuwendung"],
        ausgaben_plan=sum(plan["ausgaben"].values(), NULL),
        ausgaben_ist=sum(ist["ausgaben"].values(), NULL),
        nicht_zuwendungsfaehig=ist["nicht_zuwendungsfaehig"],
        deckung_plan=Deckung(eigen=plan["eigenmittel"], dritt=plan["drittmittel"]),
        deckung_ist=Deckung(eigen=ist["eigenmittel"], dritt=ist["drittmittel"]),
        ausgezahlt=daten["ausgezahlt"],
        bagatelle=daten["bagatelle"] or NULL,
        foerdersatz=plan.get("foerdersatz"),
        einzelansaetze=None
        if toleranz is None
        else anerkenne(
            [
                Einzelansatz(name, plan["ausgaben"].get(name, NULL), ist["ausgaben"].get(name, NULL))
                for name in plan["ausgaben"] | ist["ausgaben"]
            ],
            toleranz=toleranz,
        ),
        ueberfinanzierung_kuerzen=daten.get("ueberfinanzierung_kuerzen") is not False,
    )


def zinsen(werte: Any, reihe: Werte) -> Antwort:
    """Interest over a changing Basiszinssatz (Z1 to Z5)."""
    schema: Schema = {
        "betrag": betrag,
        "beginn": tag,
        "ende": tag,
        "aufschlag": satz,
        "methode": eine_von(*Zinsmethode),
    }
    daten = lies(werte, schema)
    verlange(daten, *schema)
    kapital = daten.pop("betrag")
    ergebnis = zinsen_auf(kapital, **daten, basiszins=reihe("basiszins"))
    abschnitte = [
        {
            "von": abschnitt.von.isoformat(),
            "bis": abschnitt.bis.isoformat(),
            "tage": abschnitt.tage,
            "satz": f"{abschnitt.satz:.2f}",
            "zinsen": str(abschnitt.zinsen),
        }
        for abschnitt in ergebnis.abschnitte
    ]
    return {"zinsen": str(ergebnis.zinsen), "abschnitte": abschnitte}


def frist(werte: Any, reihe: Werte) -> Antwort:
    """Notification with the end of the Klagefrist, or the end of a length (F1 to F8)."""
    schemata: dict[str, Schema] = {
        "bekanntgabe": {"art": text, "aufgegeben_am": tag},
        "dauer": {"art": text, "ereignis": tag, "dauer": text, "verschieben": wahr},
    }
    art = werte.get("art") if isinstance(werte, dict) else None
    if not isinstance(art, str) or art not in schemata:
        raise EingabeFehler(f"art: Möglich sind: {', '.join(schemata)}.")
    daten = lies(werte, schemata[art])
    verlange(daten, *schemata[art])
    if art == "bekanntgabe":
        bekannt = bekanntgabe(daten["aufgegeben_am"])
        return {"bekannt_am": bekannt.isoformat(), "klagefrist_ende": klagefrist_ende(bekannt).isoformat()}
    dauer = lies_dauer(daten["dauer"])
    ergebnis = dauerfrist(daten["ereignis"], dauer=dauer, verschieben=daten["verschieben"])
    return {"ende": ergebnis.ende.isoformat()}


def aufteilung(werte: Any, reihe: Werte) -> Antwort:
    """An amount in shares or in equal instalments; the last part is the rest (B19, B20)."""
    daten = lies(werte, {"betrag": betrag, "teile": anteile, "anzahl": anzahl})
    verlange(daten, "betrag")
    if (daten.get("teile") is None) == (daten.get("anzahl") is None):
        raise EingabeFehler("Bitte geben Sie entweder teile oder anzahl an.")
    brueche = _gleiche(daten["anzahl"]) if daten.get("teile") is None else daten["teile"]
    if sum(brueche) != 1:
        raise EingabeFehler("teile: Die Teile müssen zusammen genau 1 ergeben.")
    return {"teile": [str(teil) for teil in aufteilen(daten["betrag"], anteile=brueche)]}


def _gleiche(raten: int) -> list[Fraction]:
    if not 1 <= raten <= MEISTE_TEILE:
        raise EingabeFehler(f"anzahl: Möglich sind 1 bis {MEISTE_TEILE} Teile.")
    return [Fraction(1, raten)] * raten


def deminimis(werte: Any, reihe: Werte) -> Antwort:
    """The sum of rolling three years with the new aid, and whether it keeps the limit (D1, D2)."""
    beihilfe: Schema = {"datum": tag, "betrag": betrag}
    schema: Schema = {"bisher": jede(beihilfe, *beihilfe), **beihilfe, "grenze": betrag}
    daten = lies(werte, schema)
    verlange(daten, *schema)
    ergebnis = pruefe_deminimis(
        Beihilfe(daten["datum"], daten["betrag"]),
        bisher=[Beihilfe(**eintrag) for eintrag in daten["bisher"]],
        grenze=daten["grenze"],
    )
    return {"summe": str(ergebnis.summe), "zulaessig": ergebnis.zulaessig}


@dataclass(frozen=True)
class Topf:
    """A pot of one Haushaltsjahr by its name."""

    topf: str
    jahr: int


_TOPF: Schema = {"topf": text, "jahr": jahr, "anteil": betrag}
_GEMEINSAM: Schema = {
    "toepfe": jede(_TOPF, *_TOPF),
    "bewilligt": je_jahr,
    "aenderung": je_jahr,
    "zahlungen": jede({"jahr": jahr, "betrag": betrag}, "jahr", "betrag"),
    "zuwendung": betrag,
}


def toepfe(werte: Any, reihe: Werte) -> Antwort:
    """A joint grant on its pots: granted, changed, paid, settled; each step as the ledger books it (T1 to T8)."""
    daten = lies(werte, _GEMEINSAM)
    verlange(daten, "toepfe")
    anteile = {Topf(t["topf"], t["jahr"]): t["anteil"] for t in daten["toepfe"]}
    if len(anteile) != len(daten["toepfe"]):
        raise EingabeFehler("toepfe: Jeder Topf eines Jahres steht nur einmal da.")
    gebunden = _bewilligt(anteile, daten.get("bewilligt"))
    antwort: Antwort = {"bewilligt": _posten(gebunden)}
    if daten.get("aenderung") is not None:
        gebunden = _geaendert(gebunden, daten["aenderung"])
        antwort["geaendert"] = _posten(gebunden)
    bewilligt = dict(gebunden)
    gezahlt = dict.fromkeys(gebunden, NULL)
    for zahlung in daten.get("zahlungen") or ():
        zahlbar = nach_jahren((t, da) for t, da in gebunden.items() if t.jahr <= zahlung["jahr"])
        teile = entnimm(zahlung["betrag"], zahlbar)
        for topf, teil in teile.items():
            gebunden[topf] -= teil
            gezahlt[topf] += teil
        antwort.setdefault("zahlungen", []).append(_posten(teile))
    if daten.get("zuwendung") is not None:
        endlich = endgueltig(daten["zuwendung"], gebunden=gebunden, draussen=gezahlt)
        antwort |= {
            "zuwendung": _posten(endlich),
            "minderung": _posten({t: bewilligt[t] - teil for t, teil in endlich.items()}),
            "restzahlung": _posten({t: max(NULL, teil - gezahlt[t]) for t, teil in endlich.items()}),
            "rueckforderung": _posten({t: max(NULL, gezahlt[t] - teil) for t, teil in endlich.items()}),
        }
    return antwort


def _bewilligt(anteile: Mapping[Topf, Decimal], je_jahr: Mapping[int, Decimal] | None) -> dict[Topf, Decimal]:
    """The shares as proposed, or those of each year lowered to what is granted for it."""
    if je_jahr is None:
        return dict(anteile)
    teile = dict.fromkeys(anteile, NULL)
    for im_jahr, euro in je_jahr.items():
        eigene = {topf: anteil for topf, anteil in anteile.items() if topf.jahr == im_jahr}
        if euro > summe(eigene.values()):
            raise EingabeFehler(f"bewilligt: {im_jahr} geben die Töpfe zusammen nicht so viel her.")
        teile |= nach_anteilen(euro, eigene) if any(eigene.values()) else {}
    return teile


def _geaendert(gebunden: Mapping[Topf, Decimal], neu: Mapping[int, Decimal]) -> dict[Topf, Decimal]:
    """The shares after a change that grants these euro of each year, as the check of a change proposes them."""
    bisher = dict.fromkeys(neu, NULL)
    for topf, euro in gebunden.items():
        bisher[topf.jahr] = bisher.get(topf.jahr, NULL) + euro
    unterschied = {im_jahr: neu.get(im_jahr, NULL) - alt for im_jahr, alt in bisher.items()}
    differenz, ohne_topf = verschiebe(unterschied, gebunden=gebunden, gewichte=gebunden)
    if ohne_topf:
        raise EingabeFehler(f"aenderung: {min(ohne_topf)} hat keinen Topf.")
    return {topf: euro + differenz[topf] for topf, euro in gebunden.items()}


def _posten(betraege: Mapping[Topf, Decimal]) -> list[dict[str, Any]]:
    return [{"topf": t.topf, "jahr": t.jahr, "betrag": str(euro)} for t, euro in betraege.items()]


RECHNUNGEN: dict[str, Callable[[Any, Werte], Antwort]] = {
    "zuwendung": zuwendung,
    "zinsen": zinsen,
    "frist": frist,
    "aufteilung": aufteilung,
    "deminimis": deminimis,
    "toepfe": toepfe,
}
