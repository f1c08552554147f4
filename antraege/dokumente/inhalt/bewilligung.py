"""Decisions on an application: Zuwendungsbescheid, Ablehnung, and the internal Mittelzuweisung."""

from collections.abc import Iterable, Mapping

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
from antraege.dokumente.fakten.bewilligung import (
    DE_MINIMIS,
    Ablehnungsfakten,
    Bescheidfakten,
    Bewilligungsfakten,
    Zuweisungsfakten,
)
from antraege.dokumente.fakten.grund import FaktenFehler, Rahmen
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    Brief,
    bezug_antrag,
    entscheidungsquelle,
    faelligkeit,
    finanzierungsplan,
    in_spaeteren_jahren,
    jahrestabelle,
    nummeriert,
    rechtsgrundlagen,
    summe,
    tabelle,
    topftabelle,
)
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.inhalt.weiterleitung import weitergeleitet
from antraege.dokumente.schreibweise import monaten, prozent, zeige_anzahl
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern import geld
from antraege.kern.nachweis import Finanzierungsart

EINHEITEN = "einheiten"
Pruefung = tuple[bool, str]


def zuwendungsbescheid(fakten: Bescheidfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The grant as a Verwaltungsakt with its annexes, section by section.

    Raises FaktenFehler when the facts contradict each other; the city itself never gets a Bescheid (VwVfG § 35).
    """
    an_die_stadt = (
        fakten.rahmen.empfaenger.ist_stadt,
        "Die Stadt kann sich selbst keinen Bescheid erteilen; nötig ist eine interne Mittelzuweisung.",
    )
    verlange_keine((an_die_stadt, *widersprueche(fakten), *widersprueche_im_bescheid(fakten)))
    pruefe_zeichnung(fakten.rahmen)
    werte: dict[str, Wert] = {
        "betrag": fakten.bewilligt,
        "finanzierungsart": fakten.finanzierungsart.bezeichnung,
        "nachweis_bis": fakten.nachweis_bis,
        "zeitspanne": monaten(fakten.monate_verwendung),
        "zuwendungsfaehig": fakten.zuwendungsfaehig,
        "zweck": fakten.zweck,
    }
    if fakten.foerdersatz is not None:
        werte["foerdersatz"] = prozent(fakten.foerdersatz)
    if je := fakten.einheiten:
        werte |= {"einheit": je.bezeichnung, "satz": je.satz, "anzahl": zeige_anzahl(je.anzahl)}
    worte = entscheidungsquelle(fakten, texte=texte, werte=werte)
    plan, verzicht = bescheidanlagen(fakten, worte=worte)
    anlagen = (plan, verzicht) if fakten.bestandskraft_noetig else (plan,)
    abschnitte = (
        *bewilligt(fakten, worte=worte),
        *pflichten(fakten, worte=worte),
        *recht(fakten, worte=worte, anlagen=tuple(titel for titel, _ in anlagen)),
    )
    return worte.bescheid(
        Dokumentart.ZUWENDUNGSBESCHEID,
        titel="Zuwendungsbescheid",
        bezug=bezug_antrag(fakten),
        abschnitte=abschnitte,
        regime=fakten.rechtsregime,
        anlagen=(block for titel, teil in anlagen for block in (Seitenumbruch(), Ueberschrift(titel), *teil)),
    )


def bewilligt(fakten: Bescheidfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """How much, for what, when, and how the money comes."""
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
        ("Finanzierungsart und Höhe", worte.bloecke(f"bescheid.finanzierung.{rechenart(fakten)}")),
        ("Zuwendungsfähige Ausgaben und Finanzierungsplan", worte.bloecke("bescheid.plan")),
        ("Auszahlung", auszahlung(fakten, worte=worte)),
    )


def rechenart(fakten: Bescheidfakten) -> str:
    """The ending of the texts on amount and reduction."""
    return EINHEITEN if fakten.einheiten else fakten.finanzierungsart.value


def auszahlung(fakten: Bescheidfakten, *, worte: Brief) -> tuple[Block, ...]:
    """What comes before the money, then instalments or Mittelabruf, then the budget years."""
    vereinbarung = fakten.vereinbarung
    weg = worte.bloecke("bescheid.raten" if fakten.raten else "bescheid.auszahlung")
    raten = tabelle(
        "Ratenplan",
        ("Rate", "Fällig am", "Betrag"),
        ((str(rate.nr), faelligkeit(rate), rate.betrag) for rate in fakten.raten),
        summe=("Summe", "", fakten.bewilligt),
        rechts=(2,),
    )
    nach_nachweis = any(rate.nach_nachweis for rate in fakten.raten)
    return (
        *(worte.bloecke("bescheid.vereinbarung", vereinbarung=vereinbarung) if vereinbarung else ()),
        *(worte.bloecke("bescheid.bestandskraft") if fakten.bestandskraft_noetig else ()),
        *weg,
        *((raten,) if fakten.raten else ()),
        *(worte.bloecke("bescheid.raten.nachweis") if nach_nachweis else ()),
        *worte.bloecke("bescheid.jahre"),
        jahrestabelle(fakten.jahresbetraege),
        *topftabelle(fakten.toepfe, fakten.bewilligt),
    )


def pflichten(fakten: Bescheidfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """Nebenbestimmungen, proof of use, what the city may check and take back."""
    besondere = (*worte.bloecke("bescheid.auflagen"), Liste(fakten.auflagen, nummeriert=True))
    nebenbestimmungen = (
        *worte.bloecke("bescheid.nebenbestimmungen"),
        *worte.bloecke(f"bescheid.ermaessigung.{rechenart(fakten)}"),
        *weitergeleitet(fakten.geber, worte=worte),
        *(besondere if fakten.auflagen else ()),
    )
    spaeter = in_spaeteren_jahren(fakten.rahmen, fakten.jahresbetraege)
    return (
        ("Nebenbestimmungen", nebenbestimmungen),
        ("Verwendungsnachweis", worte.bloecke(f"bescheid.nachweis.{fakten.nachweisart}")),
        ("Prüfungsrecht", worte.bloecke("bescheid.pruefungsrecht")),
        ("Widerruf, Erstattung und Verzinsung", worte.bloecke(f"bescheid.widerruf.{fakten.rechtsregime}")),
        ("Haushaltsvorbehalt", worte.bloecke("bescheid.haushaltsvorbehalt") if spaeter else ()),
    )


def recht(fakten: Bescheidfakten, *, worte: Brief, anlagen: tuple[str, ...]) -> tuple[Abschnitt, ...]:
    """Reasons, law, the certificate of de-minimis aid, and what can be done against the decision."""
    umfang = "teil" if fakten.bewilligt < fakten.beantragt else "voll"
    betraege = fakten.de_minimis_betraege
    bescheinigung: tuple[Block, ...] = ()
    if fakten.de_minimis:
        verordnung = betraege.verordnung if betraege else DE_MINIMIS
        bescheinigung = worte.bloecke("bescheid.de_minimis", verordnung=verordnung)
    if fakten.de_minimis and betraege:
        bescheinigung += worte.bloecke(
            "bescheid.de_minimis.betraege",
            bisher=betraege.bisher,
            gesamt=betraege.bisher + fakten.bewilligt,
            hoechstbetrag=betraege.hoechstbetrag,
        )
    return (
        (
            "Begründung",
            (*worte.bloecke(f"bescheid.begruendung.{umfang}"), *freitext(fakten.begruendung_kuerzung)),
        ),
        ("Rechtsgrundlagen", rechtsgrundlagen(fakten, texte=worte)),
        ("De-minimis-Bescheinigung", bescheinigung),
        ("Anlagen", (Liste(anlagen),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )


def bescheidanlagen(fakten: Bescheidfakten, *, worte: Brief) -> tuple[Abschnitt, Abschnitt]:
    """The plan, and the form to renounce a Rechtsbehelf."""
    rahmen = fakten.rahmen
    verzicht = (
        Absatz(f"Aktenzeichen: {rahmen.aktenzeichen}\n{rahmen.empfaenger.name}"),
        *worte.bloecke(f"anlage.verzicht.{fakten.rechtsregime}"),
        Unterschriftsfeld("Ort, Datum, Unterschrift der vertretungsberechtigten Person"),
    )
    return (
        ("Anlage 1: Kosten- und Finanzierungsplan", finanzierungsplan(fakten.plan)),
        ("Anlage 2: Verzicht auf einen Rechtsbehelf", verzicht),
    )


def ablehnungsbescheid(fakten: Ablehnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The refusal; towards a part of the city itself an internal decision and no Verwaltungsakt.

    Raises FaktenFehler without reasons, without discretion or without a signing person.
    """
    if not fakten.gruende or not fakten.ermessen.strip():
        raise FaktenFehler("Eine Ablehnung nennt ihre Gründe und die Erwägungen zum Ermessen.")
    pruefe_zeichnung(fakten.rahmen)
    worte = entscheidungsquelle(fakten, texte=texte, werte={})
    intern = fakten.rahmen.empfaenger.ist_stadt
    gruende = (*worte.bloecke("ablehnung.gruende"), Liste(fakten.gruende))
    ermessen = freitext(fakten.ermessen)
    abschnitte: tuple[Abschnitt, ...]
    if intern:
        abschnitte = (
            ("Entscheidung", (Kasten(worte.satz("ablehnung.intern.tenor")),)),
            ("Sachverhalt", worte.bloecke("ablehnung.intern.sachverhalt")),
            ("Begründung", (*gruende, *ermessen)),
            ("Hinweis", worte.bloecke("ablehnung.intern.hinweis")),
        )
    else:
        abschnitte = (
            ("Entscheidung", (Kasten(worte.satz("ablehnung.tenor")), *worte.bloecke("ablehnung.kosten"))),
            ("Sachverhalt", worte.bloecke("ablehnung.sachverhalt")),
            ("Begründung", (*gruende, *worte.bloecke("ablehnung.ermessen"), *ermessen)),
            ("Rechtsgrundlagen", rechtsgrundlagen(fakten, texte=worte)),
            ("Beratung", worte.bloecke("ablehnung.beratung")),
            ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
        )
    hinweis = "schluss.intern" if intern else f"schluss.namenswiedergabe.{fakten.rechtsregime}"
    return worte.dokument(
        Dokumentart.ABLEHNUNGSBESCHEID,
        titel="Ablehnung eines internen Bedarfs" if intern else "Ablehnungsbescheid",
        bezug=bezug_antrag(fakten),
        bloecke=(
            *worte.bloecke("bescheid.anrede"),
            *nummeriert(abschnitte),
            worte.unterschrift(hinweis),
        ),
    )


def mittelzuweisung(fakten: Zuweisungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """An internal order for a part of the city itself, no Verwaltungsakt.

    Raises FaktenFehler when the facts contradict each other; only the city itself gets one.
    """
    nicht_an_die_stadt = (
        not fakten.rahmen.empfaenger.ist_stadt,
        "Eine interne Mittelzuweisung geht nur an die Stadt selbst; nötig ist ein Zuwendungsbescheid.",
    )
    alle = (fakten.kontierungen, fakten.toepfe or fakten.kontierungen)
    falsch_gebucht = (
        any(geld.summe(z.betrag for z in teile) != fakten.bewilligt for teile in alle),
        "Die Kontierungen ergeben nicht den zugewiesenen Betrag.",
    )
    verlange_keine((nicht_an_die_stadt, *widersprueche(fakten), falsch_gebucht))
    pruefe_zeichnung(fakten.rahmen)
    werte: dict[str, Wert] = {
        "betrag": fakten.bewilligt,
        "nachweis_bis": fakten.nachweis_bis,
        "zweck": fakten.zweck,
    }
    worte = entscheidungsquelle(fakten, texte=texte, werte=werte)
    return worte.bescheid(
        Dokumentart.MITTELZUWEISUNG,
        titel="Interne Mittelzuweisung (Verfügung)",
        bezug=bezug_antrag(fakten),
        abschnitte=(*zugewiesen(fakten, worte=worte), *verwendung(fakten, worte=worte)),
        regime=fakten.rechtsregime,
        intern=True,
        anlagen=(
            Seitenumbruch(),
            Ueberschrift("Anlage: Kosten- und Finanzierungsplan"),
            *finanzierungsplan(fakten.plan),
        ),
    )


def zugewiesen(fakten: Zuweisungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """How much, for what, and from which lines of the budget."""
    teil = worte.bloecke("mittelzuweisung.tenor.teil") if fakten.bewilligt < fakten.beantragt else ()
    zeitraum = fakten.bewilligungszeitraum
    kontierung = tabelle(
        "Kontierung",
        ("Jahr", "Auftrag", "Sachkonto", "Bezeichnung", "Betrag"),
        ((str(k.jahr), k.auftrag, k.sachkonto, k.bezeichnung, k.betrag) for k in fakten.kontierungen),
        rechts=(4,),
    )
    tenor = Kasten(worte.satz("mittelzuweisung.tenor"))
    wege = (block for weg in fakten.buchungswege for block in worte.bloecke(f"mittelzuweisung.buchung.{weg}"))
    return (
        ("Zuweisung", (tenor, *teil, *worte.bloecke("mittelzuweisung.art"))),
        (
            "Zweck, Zeitraum und Plan",
            (
                *worte.bloecke("mittelzuweisung.zweck"),
                *worte.bloecke("mittelzuweisung.zeitraum", von=zeitraum.von, bis=zeitraum.bis),
                *worte.bloecke("mittelzuweisung.plan"),
            ),
        ),
        ("Buchung", (*wege, kontierung, *topftabelle(fakten.toepfe, fakten.bewilligt))),
    )


def verwendung(fakten: Zuweisungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """How to manage the money, what to report, and why."""
    besondere = (*worte.bloecke("mittelzuweisung.auflagen"), Liste(fakten.auflagen, nummeriert=True))
    bewirtschaftung = worte.bloecke("mittelzuweisung.bewirtschaftung")
    spaeter = in_spaeteren_jahren(fakten.rahmen, fakten.jahresbetraege)
    umfang = "teil" if fakten.bewilligt < fakten.beantragt else "voll"
    gruende = worte.bloecke(f"mittelzuweisung.begruendung.{umfang}")
    return (
        ("Bewirtschaftung", (*bewirtschaftung, *(besondere if fakten.auflagen else ()))),
        ("Nicht benötigte Mittel", worte.bloecke("mittelzuweisung.rueckfluss")),
        ("Verwendungsbericht", worte.bloecke("mittelzuweisung.bericht")),
        ("Haushaltsvorbehalt", worte.bloecke("mittelzuweisung.haushaltsvorbehalt") if spaeter else ()),
        ("Begründung", (*gruende, *freitext(fakten.begruendung_kuerzung))),
    )


def widersprueche(fakten: Bewilligungsfakten) -> tuple[Pruefung, ...]:
    """What every grant can contradict itself in: whether it does, and the sentence."""
    ausgaben, deckung = summe(fakten.plan, seite="ausgabe"), summe(fakten.plan, seite="deckung")
    return (
        (ausgaben != deckung, "Ausgaben und Deckung des Finanzierungsplans sind nicht gleich."),
        (
            not 0 < fakten.bewilligt <= min(fakten.beantragt, deckung),
            "Der bewilligte Betrag passt nicht zum Antrag oder zum Finanzierungsplan.",
        ),
        (
            geld.summe(teil.betrag for teil in fakten.jahresbetraege) != fakten.bewilligt,
            "Die Jahresbeträge ergeben nicht den bewilligten Betrag.",
        ),
        (
            not fakten.bewilligungszeitraum.umfasst(fakten.durchfuehrungszeitraum),
            "Der Durchführungszeitraum liegt nicht im Bewilligungszeitraum.",
        ),
        (
            fakten.nachweis_bis <= fakten.bewilligungszeitraum.bis,
            "Der Nachweis wäre vor dem Ende des Bewilligungszeitraums fällig.",
        ),
        (
            (fakten.bewilligt < fakten.beantragt) != bool(fakten.begruendung_kuerzung.strip()),
            "Eine Kürzung braucht eine Begründung, und nur eine Kürzung hat eine.",
        ),
    )


def widersprueche_im_bescheid(fakten: Bescheidfakten) -> tuple[Pruefung, ...]:
    """What a Zuwendungsbescheid can contradict itself in besides."""
    raten, einheiten, beihilfe = fakten.raten, fakten.einheiten, fakten.de_minimis_betraege
    anteil = fakten.finanzierungsart is Finanzierungsart.ANTEIL
    nach_einheiten = fakten.finanzierungsart.value == EINHEITEN
    return (
        (
            not fakten.bewilligt <= fakten.zuwendungsfaehig <= summe(fakten.plan, seite="ausgabe"),
            "Die zuwendungsfähigen Ausgaben passen nicht zum bewilligten Betrag oder zum Finanzierungsplan.",
        ),
        (
            anteil != (fakten.foerdersatz is not None),
            "Einen Fördersatz hat genau die Anteilfinanzierung.",
        ),
        (fakten.monate_verwendung < 1, "Die Zeit zur Verwendung ausgezahlter Mittel fehlt."),
        (
            bool(raten) and geld.summe(rate.betrag for rate in raten) != fakten.bewilligt,
            "Die Raten ergeben nicht den bewilligten Betrag.",
        ),
        (
            bool(fakten.toepfe) and geld.summe(topf.betrag for topf in fakten.toepfe) != fakten.bewilligt,
            "Die Anteile der Töpfe ergeben nicht den bewilligten Betrag.",
        ),
        (
            any(rate.faellig_am is None and not rate.nach_nachweis for rate in raten),
            "Eine Rate ist weder an einem Tag noch nach dem Nachweis fällig.",
        ),
        (nach_einheiten and einheiten is None, "Die Förderung nach Einheiten nennt Satz und Anzahl."),
        (
            einheiten is not None and einheiten.satz * einheiten.anzahl != fakten.bewilligt,
            "Satz und Anzahl der Einheiten ergeben nicht den bewilligten Betrag.",
        ),
        (
            beihilfe is not None and not fakten.de_minimis,
            "Beträge nach De-minimis gehören nur zu einer De-minimis-Beihilfe.",
        ),
        (
            beihilfe is not None and beihilfe.bisher + fakten.bewilligt > beihilfe.hoechstbetrag,
            "Die Zuwendung übersteigt den Höchstbetrag für De-minimis-Beihilfen.",
        ),
    )


def verlange_keine(pruefungen: Iterable[Pruefung]) -> None:
    """Raise FaktenFehler with the sentence of every contradiction that is there."""
    if saetze := [satz for widerspricht, satz in pruefungen if widerspricht]:
        raise FaktenFehler(" ".join(saetze))


def pruefe_zeichnung(rahmen: Rahmen) -> None:
    """Raise FaktenFehler when a final decision lacks who signs it (§ 37 Abs. 3 VwVfG, § 33 Abs. 3 SGB X)."""
    if not rahmen.entwurf and not rahmen.zeichnung.name.strip():
        raise FaktenFehler("Die Entscheidung nennt niemanden, der sie zeichnet.")
