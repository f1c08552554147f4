"""Decisions on an application: Zuwendungsbescheid, Ablehnung, and the internal Mittelzuweisung."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from antraege.dokumente.bloecke import (
    Absatz,
    Block,
    Dokument,
    Dokumentart,
    Kasten,
    Liste,
    Seitenumbruch,
    Tabelle,
    Ueberschrift,
    Unterschriftsfeld,
)
from antraege.dokumente.fakten.bewilligung import (
    DE_MINIMIS,
    Ablehnungsfakten,
    Bescheidfakten,
    Bewilligungsfakten,
    Einheiten,
    Ratenfakt,
    Zuweisungsfakten,
)
from antraege.dokumente.fakten.grund import FaktenFehler, Kontierung, Rahmen
from antraege.dokumente.fakten.grund import summe as summe_der
from antraege.dokumente.inhalt.gemeinsam import (
    LINKS,
    RECHTS,
    Abschnitt,
    bezug_antrag,
    dokument,
    entscheidungsquelle,
    finanzierungsplan,
    in_spaeteren_jahren,
    jahrestabelle,
    nummeriert,
    rechtsgrundlagen,
    summe,
    tabelle,
    unterschrift,
)
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import monaten, prozent, tag, zeige_anzahl
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.finanzierung import Finanzierungsart
from antraege.kern.geld import zeige

EINHEITEN = "einheiten"


def pruefe_bescheid(fakten: Bescheidfakten) -> None:
    """Raise FaktenFehler with every contradiction; the city itself never gets a Bescheid (VwVfG § 35)."""
    _verlange_keine((*_empfang(fakten, ist_stadt=False), *_bewilligung(fakten), *_bescheid(fakten)))


def pruefe_zuweisung(fakten: Zuweisungsfakten) -> None:
    """Raise FaktenFehler with every contradiction; only the city itself gets a Mittelzuweisung."""
    gebucht = sum((zeile.betrag for zeile in fakten.kontierungen), Decimal(0))
    buchung = (
        [] if gebucht == fakten.bewilligt else ["Die Kontierungen ergeben nicht den zugewiesenen Betrag."]
    )
    _verlange_keine((*_empfang(fakten, ist_stadt=True), *_bewilligung(fakten), *buchung))


def pruefe_zeichnung(rahmen: Rahmen) -> None:
    """Raise FaktenFehler when a final decision lacks who signs it (§ 37 Abs. 3 VwVfG, § 33 Abs. 3 SGB X)."""
    if not rahmen.entwurf and not rahmen.zeichnung.name.strip():
        raise FaktenFehler("Die Entscheidung nennt niemanden, der sie zeichnet.")


def _empfang(fakten: Bewilligungsfakten, *, ist_stadt: bool) -> Iterator[str]:
    if fakten.rahmen.empfaenger.ist_stadt and not ist_stadt:
        yield "Die Stadt kann sich selbst keinen Bescheid erteilen; nötig ist eine interne Mittelzuweisung."
    if ist_stadt and not fakten.rahmen.empfaenger.ist_stadt:
        yield "Eine interne Mittelzuweisung geht nur an die Stadt selbst; nötig ist ein Zuwendungsbescheid."


def _bewilligung(fakten: Bewilligungsfakten) -> Iterator[str]:
    ausgaben, deckung = summe(fakten.plan, seite="ausgabe"), summe(fakten.plan, seite="deckung")
    if ausgaben != deckung:
        yield "Ausgaben und Deckung des Finanzierungsplans sind nicht gleich."
    if not 0 < fakten.bewilligt <= min(fakten.beantragt, deckung):
        yield "Der bewilligte Betrag passt nicht zum Antrag oder zum Finanzierungsplan."
    if sum((teil.betrag for teil in fakten.jahresbetraege), Decimal(0)) != fakten.bewilligt:
        yield "Die Jahresbeträge ergeben nicht den bewilligten Betrag."
    if not fakten.bewilligungszeitraum.umfasst(fakten.durchfuehrungszeitraum):
        yield "Der Durchführungszeitraum liegt nicht im Bewilligungszeitraum."
    if fakten.nachweis_bis <= fakten.bewilligungszeitraum.bis:
        yield "Der Nachweis wäre vor dem Ende des Bewilligungszeitraums fällig."
    if (fakten.bewilligt < fakten.beantragt) != bool(fakten.begruendung_kuerzung.strip()):
        yield "Eine Kürzung braucht eine Begründung, und nur eine Kürzung hat eine."


def _bescheid(fakten: Bescheidfakten) -> Iterator[str]:
    if not fakten.bewilligt <= fakten.zuwendungsfaehig <= summe(fakten.plan, seite="ausgabe"):
        yield "Die zuwendungsfähigen Ausgaben passen nicht zum bewilligten Betrag oder zum Finanzierungsplan."
    if (fakten.finanzierungsart is Finanzierungsart.ANTEIL) != (fakten.foerdersatz is not None):
        yield "Einen Fördersatz hat genau die Anteilfinanzierung."
    if fakten.monate_verwendung < 1:
        yield "Die Zeit zur Verwendung ausgezahlter Mittel fehlt."
    yield from _auszahlung(fakten)
    yield from _beihilfe(fakten)


def _auszahlung(fakten: Bescheidfakten) -> Iterator[str]:
    raten, einheiten = fakten.raten, fakten.einheiten
    if raten and summe_der(rate.betrag for rate in raten) != fakten.bewilligt:
        yield "Die Raten ergeben nicht den bewilligten Betrag."
    if any(rate.faellig_am is None and not rate.nach_nachweis for rate in raten):
        yield "Eine Rate ist weder an einem Tag noch nach dem Nachweis fällig."
    if (fakten.finanzierungsart.value == EINHEITEN) > (einheiten is not None):
        yield "Die Förderung nach Einheiten nennt Satz und Anzahl."
    if einheiten and einheiten.satz * einheiten.anzahl != fakten.bewilligt:
        yield "Satz und Anzahl der Einheiten ergeben nicht den bewilligten Betrag."


def _beihilfe(fakten: Bescheidfakten) -> Iterator[str]:
    betraege = fakten.de_minimis_betraege
    if betraege and not fakten.de_minimis:
        yield "Beträge nach De-minimis gehören nur zu einer De-minimis-Beihilfe."
    if betraege and betraege.bisher + fakten.bewilligt > betraege.hoechstbetrag:
        yield "Die Zuwendung übersteigt den Höchstbetrag für De-minimis-Beihilfen."


def _verlange_keine(widersprueche: tuple[str, ...]) -> None:
    if widersprueche:
        raise FaktenFehler(" ".join(widersprueche))


VERSION = 2


def zuwendungsbescheid(fakten: Bescheidfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The decision with its annexes; raises FaktenFehler when the facts contradict each other."""
    pruefe_bescheid(fakten)
    pruefe_zeichnung(fakten.rahmen)
    worte = _worte(fakten, texte=texte)
    anlagen = _anlagen(fakten, worte=worte)
    abschnitte = (
        *_bewilligung_zuwendung(fakten, worte=worte),
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


def _bewilligung_zuwendung(fakten: Bescheidfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
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
        ("Auszahlung", _auszahlung_zuwendung(fakten, worte=worte)),
    )


def _auszahlung_zuwendung(fakten: Bescheidfakten, *, worte: Textquelle) -> tuple[Block, ...]:
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


VERSION_ABLEHNUNG = 1


def ablehnungsbescheid(fakten: Ablehnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The refusal; raises FaktenFehler without reasons, without discretion or without a signing person."""
    if not fakten.gruende or not fakten.ermessen.strip():
        raise FaktenFehler("Eine Ablehnung nennt ihre Gründe und die Erwägungen zum Ermessen.")
    pruefe_zeichnung(fakten.rahmen)
    worte = entscheidungsquelle(fakten, texte=texte)
    intern = fakten.rahmen.empfaenger.ist_stadt
    abschnitte = _intern(fakten, worte=worte) if intern else _bescheid_ablehnung(fakten, worte=worte)
    hinweis = "schluss.intern" if intern else f"schluss.namenswiedergabe.{fakten.rechtsregime}"
    return dokument(
        Dokumentart.ABLEHNUNGSBESCHEID,
        titel="Ablehnung eines internen Bedarfs" if intern else "Ablehnungsbescheid",
        bezug=bezug_antrag(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *worte.bloecke("bescheid.anrede"),
            *nummeriert(abschnitte),
            unterschrift(fakten.rahmen, texte=worte, hinweis=hinweis),
        ),
        version=VERSION_ABLEHNUNG,
    )


def _bescheid_ablehnung(fakten: Ablehnungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    return (
        ("Entscheidung", (Kasten(worte.satz("ablehnung.tenor")), *worte.bloecke("ablehnung.kosten"))),
        ("Sachverhalt", worte.bloecke("ablehnung.sachverhalt")),
        ("Begründung", _gruende(fakten, worte=worte)),
        ("Rechtsgrundlagen", rechtsgrundlagen(fakten, texte=worte)),
        ("Beratung", worte.bloecke("ablehnung.beratung")),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )


def _intern(fakten: Ablehnungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    gruende = (*worte.bloecke("ablehnung.gruende"), Liste(fakten.gruende), *freitext(fakten.ermessen))
    return (
        ("Entscheidung", (Kasten(worte.satz("ablehnung.intern.tenor")),)),
        ("Sachverhalt", worte.bloecke("ablehnung.intern.sachverhalt")),
        ("Begründung", gruende),
        ("Hinweis", worte.bloecke("ablehnung.intern.hinweis")),
    )


def _gruende(fakten: Ablehnungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    ermessen = (*worte.bloecke("ablehnung.ermessen"), *freitext(fakten.ermessen))
    return (*worte.bloecke("ablehnung.gruende"), Liste(fakten.gruende), *ermessen)


VERSION_ZUWEISUNG = 1


def mittelzuweisung(fakten: Zuweisungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The internal order; raises FaktenFehler when the facts contradict each other."""
    pruefe_zuweisung(fakten)
    pruefe_zeichnung(fakten.rahmen)
    grund = entscheidungsquelle(fakten, texte=texte)
    eigene: dict[str, Wert] = {
        "betrag": fakten.bewilligt,
        "nachweis_bis": fakten.nachweis_bis,
        "zweck": fakten.zweck,
    }
    worte = Textquelle(grund.texte, {**grund.werte, **eigene})
    return dokument(
        Dokumentart.MITTELZUWEISUNG,
        titel="Interne Mittelzuweisung (Verfügung)",
        bezug=bezug_antrag(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *nummeriert((*_zuweisung(fakten, worte=worte), *_verwendung(fakten, worte=worte))),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.intern"),
            Seitenumbruch(),
            Ueberschrift("Anlage: Kosten- und Finanzierungsplan"),
            *finanzierungsplan(fakten.plan),
        ),
        version=VERSION_ZUWEISUNG,
    )


def _zuweisung(fakten: Zuweisungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    teil = worte.bloecke("mittelzuweisung.tenor.teil") if fakten.bewilligt < fakten.beantragt else ()
    zeitraum = fakten.bewilligungszeitraum
    tenor = Kasten(worte.satz("mittelzuweisung.tenor"))
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
        ("Buchung", _buchung(fakten, worte=worte)),
    )


def _buchung(fakten: Zuweisungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return (*worte.bloecke(f"mittelzuweisung.buchung.{fakten.buchungsweg}"), _kontierung(fakten.kontierungen))


def _kontierung(kontierungen: tuple[Kontierung, ...]) -> Tabelle:
    return Tabelle(
        kopf=("Jahr", "Auftrag", "Sachkonto", "Bezeichnung", "Betrag"),
        zeilen=tuple(
            (str(k.jahr), k.auftrag, k.sachkonto, k.bezeichnung, zeige(k.betrag)) for k in kontierungen
        ),
        ausrichtung=(LINKS, LINKS, LINKS, LINKS, RECHTS),
        beschriftung="Kontierung",
    )


def _verwendung(fakten: Zuweisungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    besondere = (*worte.bloecke("mittelzuweisung.auflagen"), Liste(fakten.auflagen, nummeriert=True))
    vorbehalt = worte.bloecke("mittelzuweisung.haushaltsvorbehalt") if in_spaeteren_jahren(fakten) else ()
    umfang = "teil" if fakten.bewilligt < fakten.beantragt else "voll"
    gruende = (
        *worte.bloecke(f"mittelzuweisung.begruendung.{umfang}"),
        *freitext(fakten.begruendung_kuerzung),
    )
    return (
        (
            "Bewirtschaftung",
            (*worte.bloecke("mittelzuweisung.bewirtschaftung"), *(besondere if fakten.auflagen else ())),
        ),
        ("Nicht benötigte Mittel", worte.bloecke("mittelzuweisung.rueckfluss")),
        ("Verwendungsbericht", worte.bloecke("mittelzuweisung.bericht")),
        ("Haushaltsvorbehalt", vorbehalt),
        ("Begründung", gruende),
    )
