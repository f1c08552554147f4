"""Zuwendungsbescheid: the grant as a Verwaltungsakt, section by section."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import (
    Absatz,
    Block,
    Dokument,
    Dokumentart,
    Kasten,
    Liste,
    Seitenumbruch,
    Ueberschrift,
    Unterschriftsfeld,
)
from antraege.dokumente.fakten import DE_MINIMIS, Bescheidfakten, Einheiten, Ratenfakt
from antraege.dokumente.inhalt.fall import tabelle
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    bezug_antrag,
    dokument,
    entscheidungsquelle,
    finanzierungsplan,
    in_spaeteren_jahren,
    jahrestabelle,
    nummeriert,
    rechtsgrundlagen,
    unterschrift,
)
from antraege.dokumente.inhalt.pruefung import pruefe_bescheid, pruefe_zeichnung
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import monaten, prozent, tag, zeige_anzahl
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 2


def zuwendungsbescheid(fakten: Bescheidfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The decision with its annexes; raises FaktenFehler when the facts contradict each other."""
    pruefe_bescheid(fakten)
    pruefe_zeichnung(fakten.rahmen)
    worte = _worte(fakten, texte=texte)
    anlagen = _anlagen(fakten, worte=worte)
    abschnitte = (
        *_bewilligung(fakten, worte=worte),
        *_pflichten(fakten, worte=worte),
        *_recht(fakten, worte=worte, anlagen=anlagen),
    )
    hinweis = f"schluss.namenswiedergabe.{fakten.rechtsregime}"
    return dokument(
        Dokumentart.ZUWENDUNGSBESCHEID,
        titel="Zuwendungsbescheid",
        bezug=bezug_antrag(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *worte.bloecke("bescheid.anrede"),
            *nummeriert(abschnitte),
            unterschrift(fakten.rahmen, texte=worte, hinweis=hinweis),
            *(block for titel, teil in anlagen for block in (Seitenumbruch(), Ueberschrift(titel), *teil)),
        ),
        version=VERSION,
    )


def _worte(fakten: Bescheidfakten, *, texte: Mapping[str, str]) -> Textquelle:
    grund = entscheidungsquelle(fakten, texte=texte)
    satz: dict[str, Wert] = {} if fakten.foerdersatz is None else {"foerdersatz": prozent(fakten.foerdersatz)}
    eigene: dict[str, Wert] = {
        "betrag": fakten.bewilligt,
        "finanzierungsart": fakten.finanzierungsart.bezeichnung,
        "nachweis_bis": fakten.nachweis_bis,
        "zeitspanne": monaten(fakten.monate_verwendung),
        "zuwendungsfaehig": fakten.zuwendungsfaehig,
        "zweck": fakten.zweck,
    }
    return Textquelle(grund.texte, {**grund.werte, **eigene, **satz, **_je_einheit(fakten.einheiten)})


def _je_einheit(einheiten: Einheiten | None) -> dict[str, Wert]:
    if einheiten is None:
        return {}
    anzahl = zeige_anzahl(einheiten.anzahl)
    return {"einheit": einheiten.bezeichnung, "satz": einheiten.satz, "anzahl": anzahl}


def _rechenart(fakten: Bescheidfakten) -> str:
    """The ending of the texts on amount and reduction."""
    return "einheiten" if fakten.einheiten else fakten.finanzierungsart.value


def _bewilligung(fakten: Bescheidfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    teil = worte.bloecke("bescheid.tenor.teil") if fakten.bewilligt < fakten.beantragt else ()
    bwz, dfz = fakten.bewilligungszeitraum, fakten.durchfuehrungszeitraum
    return (
        ("Bewilligung", (Kasten(worte.satz("bescheid.tenor")), *teil, *worte.bloecke("bescheid.zweck"))),
        (
            "Bewilligungszeitraum und Durchführungszeitraum",
            (
                *worte.bloecke("bescheid.bewilligungszeitraum", von=bwz.von, bis=bwz.bis),
                *worte.bloecke("bescheid.durchfuehrungszeitraum", von=dfz.von, bis=dfz.bis),
            ),
        ),
        ("Finanzierungsart und Höhe", worte.bloecke(f"bescheid.finanzierung.{_rechenart(fakten)}")),
        ("Zuwendungsfähige Ausgaben und Finanzierungsplan", worte.bloecke("bescheid.plan")),
        ("Auszahlung", _auszahlung(fakten, worte=worte)),
    )


def _auszahlung(fakten: Bescheidfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    warten = worte.bloecke("bescheid.bestandskraft") if fakten.bestandskraft_noetig else ()
    bedingung = (
        worte.bloecke("bescheid.vereinbarung", vereinbarung=fakten.vereinbarung)
        if fakten.vereinbarung
        else ()
    )
    weg = _raten(fakten, worte=worte) if fakten.raten else worte.bloecke("bescheid.auszahlung")
    jahre = (*worte.bloecke("bescheid.jahre"), jahrestabelle(fakten.jahresbetraege))
    return (*bedingung, *warten, *weg, *jahre)


def _raten(fakten: Bescheidfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    nach_nachweis = any(rate.nach_nachweis for rate in fakten.raten)
    plan = tabelle(
        "Ratenplan",
        ("Rate", "Fällig am", "Betrag"),
        ((str(rate.nr), _faelligkeit(rate), rate.betrag) for rate in fakten.raten),
        summe=("Summe", "", fakten.bewilligt),
        rechts=(2,),
    )
    hinweis = worte.bloecke("bescheid.raten.nachweis") if nach_nachweis else ()
    return (*worte.bloecke("bescheid.raten"), plan, *hinweis)


def _faelligkeit(rate: Ratenfakt) -> str:
    teile = ("nach Nachweis" if rate.nach_nachweis else "", tag(rate.faellig_am) if rate.faellig_am else "")
    return ", frühestens ".join(teil for teil in teile if teil)


def _de_minimis(fakten: Bescheidfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.de_minimis:
        return ()
    betraege = fakten.de_minimis_betraege
    verordnung = betraege.verordnung if betraege else DE_MINIMIS
    summen = betraege and worte.bloecke(
        "bescheid.de_minimis.betraege",
        bisher=betraege.bisher,
        gesamt=betraege.bisher + fakten.bewilligt,
        hoechstbetrag=betraege.hoechstbetrag,
    )
    return (*worte.bloecke("bescheid.de_minimis", verordnung=verordnung), *(summen or ()))


def _pflichten(fakten: Bescheidfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    besondere = (*worte.bloecke("bescheid.auflagen"), Liste(fakten.auflagen, nummeriert=True))
    nebenbestimmungen = (
        *worte.bloecke("bescheid.nebenbestimmungen"),
        *worte.bloecke(f"bescheid.ermaessigung.{_rechenart(fakten)}"),
        *(besondere if fakten.auflagen else ()),
    )
    vorbehalt = worte.bloecke("bescheid.haushaltsvorbehalt") if in_spaeteren_jahren(fakten) else ()
    return (
        ("Nebenbestimmungen", nebenbestimmungen),
        ("Verwendungsnachweis", worte.bloecke(f"bescheid.nachweis.{fakten.nachweisart}")),
        ("Prüfungsrecht", worte.bloecke("bescheid.pruefungsrecht")),
        ("Widerruf, Erstattung und Verzinsung", worte.bloecke(f"bescheid.widerruf.{fakten.rechtsregime}")),
        ("Haushaltsvorbehalt", vorbehalt),
    )


def _recht(
    fakten: Bescheidfakten, *, worte: Textquelle, anlagen: tuple[Abschnitt, ...]
) -> tuple[Abschnitt, ...]:
    umfang = "teil" if fakten.bewilligt < fakten.beantragt else "voll"
    gruende = (*worte.bloecke(f"bescheid.begruendung.{umfang}"), *freitext(fakten.begruendung_kuerzung))
    return (
        ("Begründung", gruende),
        ("Rechtsgrundlagen", rechtsgrundlagen(fakten, texte=worte)),
        ("De-minimis-Bescheinigung", _de_minimis(fakten, worte=worte)),
        ("Anlagen", (Liste(tuple(titel for titel, _ in anlagen)),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )


def _anlagen(fakten: Bescheidfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    plan = ("Anlage 1: Kosten- und Finanzierungsplan", finanzierungsplan(fakten.plan))
    if not fakten.bestandskraft_noetig:
        return (plan,)
    verzicht = (
        Absatz(f"Aktenzeichen: {fakten.rahmen.aktenzeichen}\n{fakten.rahmen.empfaenger.name}"),
        *worte.bloecke(f"anlage.verzicht.{fakten.rechtsregime}"),
        Unterschriftsfeld("Ort, Datum, Unterschrift der vertretungsberechtigten Person"),
    )
    return (plan, ("Anlage 2: Verzicht auf einen Rechtsbehelf", verzicht))
