"""What a Beschluss allows: the one rule by which grants and agreements above the Wertgrenze are decided.

The council and its committees decide above the highest Wertgrenze of the Richtlinie (§ 41 GO NRW); the
administration carries their Beschluss out (§ 62 Abs. 2 GO NRW). What a body has decided binds in both
directions: nothing is approved that it has refused, and no euro more than it has allowed.
"""

from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.gremien import dienst
from antraege.gremien.models import ENTSCHIEDENE, Gremienvorlage, Vorlagenstatus
from antraege.kern.beratung import Beratungsart, Ergebnis
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel

SCHREIBT = "Sachbearbeitung oder Servicestelle (Gremienvorlage erstellen)"


def hoechste_wertgrenze(antrag: Antrag) -> Decimal:
    """Up to how many euro a level of the administration decides under these rules."""
    return max((grenze.bis_betrag for grenze in antrag.richtlinie.wertgrenzen.all()), default=NULL)


def braucht_gremium(antrag: Antrag, betrag: Decimal) -> bool:
    """True above the highest Wertgrenze: nobody in the administration decides alone."""
    return betrag > hoechste_wertgrenze(antrag)


def geltender(antrag: Antrag) -> Gremienvorlage | None:
    """The last paper on which a body has decided, yes or no."""
    return antrag.gremienvorlagen.filter(status__in=ENTSCHIEDENE).last()


def in_worten(vorlage: Gremienvorlage) -> str:
    """`Rat der Stadt, Beschluss vom 12.05.2022, Drucksache 24046-22`: as letters and the trail name it."""
    beschluss = vorlage.beratungen.select_related("gremium").exclude(ergebnis=Ergebnis.VERTAGT)
    gremium = beschluss.get(art=Beratungsart.BESCHLUSS).gremium
    return f"{gremium}, Beschluss vom {vorlage.entschieden_am:%d.%m.%Y}, {vorlage}"


def satz(antrag: Antrag) -> str:
    """The Beschluss on this case in words, yes or no; empty where no body has decided."""
    beschluss = geltender(antrag)
    return in_worten(beschluss) if beschluss else ""


def deckungsmaengel(antrag: Antrag, betrag: Decimal, *, von: Decimal | None = None) -> list[Mangel]:
    """Why nobody can approve this many euro now; empty when no body is needed, or when it has said yes.

    `von` is what the decision is about when only a part of it shall be approved: a part of what a body has
    to decide on is not the administration's own either.
    """
    if dienst.laufende(antrag):
        return dienst.offen(antrag)
    ganz, beschluss = betrag if von is None else von, geltender(antrag)
    text = ""
    if beschluss is None:
        if braucht_gremium(antrag, ganz):
            text = ohne_beschluss(antrag, ganz)
    elif beschluss.status == Vorlagenstatus.ABGELEHNT:
        text = f"Das Gremium hat abgelehnt: {in_worten(beschluss)}."
    elif betrag > beschluss.betrag:
        text = f"Der Beschluss deckt nur {zeige(beschluss.betrag)} ({in_worten(beschluss)})."
    return [Mangel(text, behebt=SCHREIBT)] if text else []


def ohne_beschluss(antrag: Antrag, betrag: Decimal) -> str:
    """Why a body has to decide, in words."""
    grenze = zeige(hoechste_wertgrenze(antrag))
    return (
        f"{zeige(betrag)} liegen über der höchsten Wertgrenze von {grenze}. "
        "Darüber entscheidet ein Gremium, und es gibt noch keinen Beschluss."
    )
