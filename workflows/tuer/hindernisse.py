"""Why a person may not act: right and Stelle, own application, four eyes over the whole case, Wertgrenze."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from antraege.antrag.models import Antrag
from antraege.gremien import beschluesse
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel
from antraege.kern.vieraugen import AMTSSEITE, Taetigkeit, vier_augen
from antraege.programme.models import Wertgrenze
from rollen import rechte
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import OERTLICH, Recht
from workflows.tuer.befangenheit import eigener_antrag, ungeklaerte_beratung
from workflows.tuer.handlung import Handlung, taten

if TYPE_CHECKING:
    from workflows.models import Aufgabe
    from workflows.tuer.schritt import Schritt

GENANNTE = 5
UNBESETZTE_HOEHE = "Für diese Höhe ist noch niemand benannt; die Verwaltung weiß es."
OHNE_EBENE = "der zuständige Ausschuss oder der Rat (Gremienvorlage)"


def rechtlich(akteur: Benutzer, recht: Recht, stelle: Stelle) -> list[Mangel]:
    """The right is missing at this Stelle."""
    if rechte.darf(akteur, recht, stelle):
        return []
    if recht in OERTLICH:
        text = f"Für {stelle.name} stimmt nur, wer dort das Recht „{recht.bezeichnung}“ hat."
        return [Mangel(text, behebt=_eigene_leute(recht, stelle))]
    return [
        Mangel(
            f"Ihnen fehlt das Recht „{recht.bezeichnung}“ bei {stelle.name}.",
            behebt="eine Person mit diesem Recht oder die Administration",
        )
    ]


def _eigene_leute(recht: Recht, stelle: Stelle) -> str:
    """Who votes for the Stelle, by name; who stands in for one of them may too."""
    namen = [person.name for person in rechte.personen_mit(recht, stelle)]
    if not namen:
        return f"niemand, denn bei {stelle.name} ist noch niemand benannt; die Administration"
    weitere = " und weitere" if len(namen) > GENANNTE else ""
    return f"{', '.join(namen[:GENANNTE])}{weitere} oder die Vertretung"


def eine_stimme(akteur: Benutzer, recht: Recht, antrag: Antrag, stelle: Stelle) -> list[Mangel]:
    """One vote for each person and case: who has voted for a Stelle votes for no other one, as a deputy neither."""
    if recht not in OERTLICH:
        return []
    stimmen = antrag.aufgaben.filter(recht__in=OERTLICH, erledigt_von=akteur)
    return stimmangel(stimmen.exclude(stelle=stelle).values_list("stelle__name", flat=True))


def stimmangel(andere: Iterable[str]) -> list[Mangel]:
    """Why there is no second vote, after those for these other Stellen."""
    namen = ", ".join(sorted(set(andere)))
    if not namen:
        return []
    text = f"Sie haben in diesem Fall schon für {namen} gestimmt. Jede Person hat eine Stimme."
    return [Mangel(text, behebt="eine andere Person dieser Stelle")]


def wertgrenze(
    berechtigungen: Iterable[Berechtigung],
    antrag: Antrag,
    betrag: Decimal,
    *,
    ausfuehrung: tuple[Recht, Stelle] | None = None,
) -> list[Mangel]:
    """The amount is above what any of these levels may decide or order (Wertgrenzen of the Richtlinie).

    Where a body decides, the highest level carries its Beschluss out; whether it covers the amount is asked
    when something is approved (`antraege.gremien.beschluesse`).
    """
    grenzen = list(antrag.richtlinie.wertgrenzen.all())
    eigene = eigene_grenze(berechtigungen, grenzen)
    if betrag <= eigene:
        return []
    text = f"{zeige(betrag)} liegen über Ihrer Wertgrenze von {zeige(eigene)}."
    naechste = next((g for g in grenzen if betrag <= g.bis_betrag), None)
    if ausfuehrung and (naechste is None or beschluesse.geltender(antrag)):
        # The highest level of the Richtlinie that somebody holds in practice, with this right at this Stelle.
        besetzte = rechte.ebenen_mit(*ausfuehrung)
        hoechste = max((g for g in grenzen if g.ebene in besetzte), key=lambda g: g.bis_betrag, default=None)
        if hoechste and eigene >= hoechste.bis_betrag:
            return []
        wer = f"{hoechste.get_ebene_display()} mit Beschluss eines Gremiums" if hoechste else ""
        return [Mangel(text, behebt=wer or OHNE_EBENE)]
    return [Mangel(text, behebt=f"{naechste.get_ebene_display()} oder höher" if naechste else OHNE_EBENE)]


def unbesetzt(schritt: "Schritt", antrag: Antrag, stelle: Stelle) -> str:
    """Why nobody at all can do this step there, as a sentence for whoever waits; empty when somebody can."""
    ebenen = rechte.ebenen_mit(schritt.recht, stelle)
    if not ebenen:
        return f"Dafür ist bei {stelle.name} noch niemand benannt; die Verwaltung weiß es."
    if not schritt.mit_wertgrenze:
        return ""
    grenzen, betrag = list(antrag.richtlinie.wertgrenzen.all()), schritt.betrag(antrag)
    erreicht = max((g.bis_betrag for g in grenzen if g.ebene in ebenen), default=NULL)
    ueber_allen = all(betrag > g.bis_betrag for g in grenzen)
    if betrag <= erreicht:
        return ""
    if schritt.fuehrt_beschluss_aus and erreicht and (ueber_allen or beschluesse.geltender(antrag)):
        return ""
    return UNBESETZTE_HOEHE


def eigene_grenze(berechtigungen: Iterable[Berechtigung], grenzen: Iterable[Wertgrenze]) -> Decimal:
    """Up to how many euro these rights decide or order."""
    ebenen = {b.ebene for b in berechtigungen}
    return max((g.bis_betrag for g in grenzen if g.ebene in ebenen), default=Decimal("0.00"))


def vieraugen(handlung: Handlung, taetigkeit: Taetigkeit) -> list[Mangel]:
    """What the acting person did earlier in this case that excludes this act."""
    return vier_augen(
        taetigkeit,
        bisher=handlung.taten.get(handlung.person.pk, ()),
        feststellung_eine_person=handlung.antrag.richtlinie.feststellung_eine_person,
    )


def befangen(handlung: Handlung, taetigkeit: Taetigkeit) -> list[Mangel]:
    """What stands between this person and this act: own application, four eyes, advice nobody has settled."""
    handlung.befragt = True
    gruende = eigener_antrag(handlung.person, taetigkeit, handlung.antrag) + vieraugen(handlung, taetigkeit)
    if taetigkeit in AMTSSEITE:
        gruende += ungeklaerte_beratung(handlung.person, handlung.antrag)
    return gruende


def alle(schritt: "Schritt", aufgabe: "Aufgabe", *, akteur: Benutzer) -> list[Mangel]:
    """Every reason at once why this person may not do this task."""
    if aufgabe.antrag is None:
        return [Mangel("Dieser Knoten gehört dem System.")]
    return in_handlung(
        schritt, Handlung(aufgabe.antrag, akteur, taten=taten(aufgabe.antrag), aufgabe=aufgabe)
    )


def in_handlung(schritt: "Schritt", handlung: Handlung) -> list[Mangel]:
    """As `alle`, inside the door, where the earlier acts are already at hand."""
    antrag, akteur = handlung.antrag, handlung.person
    stelle = handlung.aufgabe.stelle if handlung.aufgabe else None
    if stelle is None:
        return [Mangel("Dieser Knoten gehört dem System.")]
    gruende = rechtlich(akteur, schritt.recht, stelle)
    gruende += befangen(handlung, schritt.taetigkeit)
    gruende += eine_stimme(akteur, schritt.recht, antrag, stelle)
    if schritt.mit_wertgrenze and not gruende:
        befugnisse = rechte.berechtigungen_fuer(akteur, schritt.recht, stelle)
        ausfuehrung = (schritt.recht, stelle) if schritt.fuehrt_beschluss_aus else None
        zu_hoch = wertgrenze(befugnisse, antrag, schritt.betrag(antrag), ausfuehrung=ausfuehrung)
        if zu_hoch and (satz := unbesetzt(schritt, antrag, stelle)):
            zu_hoch = [
                Mangel(f"{m.text} {satz}", behebt="die Administration (Rolle vergeben)") for m in zu_hoch
            ]
        gruende += zu_hoch
    return gruende


def verlange_ohne(maengel: Iterable[Mangel]) -> None:
    """Raise Verweigert with every reason, if there is one."""
    if gruende := [mangel.satz for mangel in maengel]:
        raise Verweigert(*gruende)


def verlange_fuer(schritt: "Schritt", handlung: Handlung, aufgabe: "Aufgabe") -> Berechtigung:
    """The right by which the person does this task; raises Verweigert with every reason.

    Who does the task of a person they stand in for acts as deputy, whatever rights of their own they have.
    """
    verlange_ohne(in_handlung(schritt, handlung))
    assert aufgabe.stelle is not None
    eigene = rechte.verlange(handlung.person, schritt.recht, aufgabe.stelle)
    if aufgabe.owner_id in (None, handlung.person.pk):
        return eigene
    alle_rechte = rechte.berechtigungen_fuer(handlung.person, schritt.recht, aufgabe.stelle)
    als_vertretung = (
        b for b in alle_rechte if b.vertretung_fuer and b.vertretung_fuer.pk == aufgabe.owner_id
    )
    return next(als_vertretung, eigene)
