"""The stories of the demo's cases: how far each went and what was special."""

from collections.abc import Callable
from decimal import Decimal

from rollen import uhr
from rollen.rechte import Verweigert
from workflows import services
from workflows.durchspielen.personen import person
from workflows.durchspielen.raten import haelfte, mitte
from workflows.durchspielen.spieler import Spieler

Geschichte = Callable[[Spieler], None]


def entwurf(_: Spieler) -> None:
    """Still with the Träger."""


def eingereicht(s: Spieler) -> None:
    """Waits for the formal check."""
    s.reiche_ein()


def zurueckgezogen(s: Spieler) -> None:
    """The Träger found other money."""
    s.reiche_ein()
    s.ziehe_zurueck("Wir haben eine andere Förderung gefunden.")


def spaet_zurueckgezogen(s: Spieler) -> None:
    """Withdrawn after the check: the reserved money is free again."""
    geprueft(s)
    s.ziehe_zurueck("Die Kursleitung ist erkrankt.")


def nachgefordert(s: Spieler) -> None:
    """Waits for the Träger."""
    s.reiche_ein()
    s.fordere_nach(frage="ziele", warum="Bitte beschreiben Sie, woran wir den Erfolg erkennen.")


def nachgereicht(s: Spieler) -> None:
    """The Träger has answered; the check goes on."""
    nachgefordert(s)
    s.reiche_nach("Mindestens 20 Kinder lesen am Ende ein ganzes Buch.")


def in_fachpruefung(s: Spieler) -> None:
    """Expert check and Mitzeichnung lie open side by side."""
    s.reiche_ein()
    s.pruefe_formal()


def mitzeichnung_offen(s: Spieler) -> None:
    """Checked, but a further Stelle has not voted."""
    in_fachpruefung(s)
    s.pruefe_fachlich()


def geprueft(s: Spieler) -> None:
    """Waits for the Leitung."""
    mitzeichnung_offen(s)
    s.zeichne_mit()


def mit_bedenken(s: Spieler) -> None:
    """A further Stelle has doubts; the Leitung sends it back, the Stelle is asked again."""
    mitzeichnung_offen(s)
    s.zeichne_mit(votum="bedenken", begruendung="Bitte die Ferienzeiten mit dem Ganztag abstimmen.")
    s.gib_zurueck("Bitte die Bedenken klären.")


def abgelehnt(s: Spieler) -> None:
    """Refused."""
    in_fachpruefung(s)
    s.pruefe_fachlich(vorschlag=Decimal("0.00"), vermerk="Das Vorhaben passt nicht zum Zweck des Programms.")
    s.zeichne_mit()
    s.lehne_ab("Das Vorhaben passt nicht zum Zweck des Programms.")


def bewilligt(s: Spieler) -> None:
    """Approved; the Träger may call money."""
    geprueft(s)
    s.bewillige(auflagen="Bitte nennen Sie die Stadt Dortmund auf Ihren Plakaten.")


def teilbewilligt(s: Spieler) -> None:
    """Approved in part."""
    in_fachpruefung(s)
    s.pruefe_fachlich(
        vorschlag=(s.antrag.beantragt * 8 / 10).quantize(Decimal("0.01")), vermerk="Material gekürzt."
    )
    s.zeichne_mit()
    s.bewillige(begruendung="Das Material ist günstiger zu haben.")


def abgerufen(s: Spieler) -> None:
    """An instalment waits for the certificates."""
    bewilligt(s)
    s.rufe_ab(haelfte(s.antrag))


def sachlich_richtig(s: Spieler) -> None:
    """An instalment waits for the second certificate."""
    abgerufen(s)
    s.tu("sachliche_feststellung", s.besetzung.pruefung, ergebnis="richtig")


def festgestellt(s: Spieler) -> None:
    """An instalment waits for the order; the person who certified tries to order and is refused."""
    abgerufen(s)
    s.stelle_fest()
    _versuche(
        s,
        "anordnung",
        "finanzen-fb51" if s.antrag.stelle.kuerzel == "fb-51" else "finanzen-fb40",
        ergebnis="anordnen",
    )


def angeordnet(s: Spieler) -> None:
    """An instalment waits for the Kasse."""
    abgerufen(s)
    s.stelle_fest()
    s.ordne_an()


def teilweise_ausgezahlt(s: Spieler) -> None:
    """One instalment is paid, the next may be called."""
    bewilligt(s)
    s.zahle_aus(haelfte(s.antrag))


def ausgezahlt(s: Spieler) -> None:
    """All is paid in two instalments; the proof is due."""
    teilweise_ausgezahlt(s)
    s.warte_bis(mitte(s.antrag))
    s.zahle_aus(s.antrag.offen)


def nachgewiesen(s: Spieler) -> None:
    """The proof waits for the first check."""
    ausgezahlt(s)
    s.weise_nach()


def nachweis_geprueft(s: Spieler) -> None:
    """The proof waits for the second signature; the checker tries to sign alone and is refused."""
    nachgewiesen(s)
    s.pruefe_nachweis()
    _versuche(s, "nachweiszeichnung", s.besetzung.pruefung, ergebnis="zeichnen")


def kontrolliert(s: Spieler) -> None:
    """Controlled by two, not closed yet."""
    nachgewiesen(s)
    s.pruefe_nachweis()
    s.zeichne_nachweis()


def abgeschlossen(s: Spieler) -> None:
    """The whole way."""
    kontrolliert(s)
    s.schliesse()


def vier_augen_verweigert(s: Spieler) -> None:
    """The person who checked also tries to decide, and is refused."""
    geprueft(s)
    _versuche(s, "entscheidung", s.besetzung.pruefung, entscheidung="bewilligen")


def _versuche(s: Spieler, schritt: str, wer: str, **eingaben: str) -> None:
    """Try what four eyes forbid: the door refuses, the trail keeps the refusal."""
    aufgabe, akteur = s.aufgabe(schritt), person(wer)
    with uhr.gestellt(s.zeit):
        try:
            services.erledigen(aufgabe.pk, akteur=akteur, eingaben=eingaben)
        except Verweigert:
            return
    raise AssertionError("The door let somebody through whom four eyes forbid.")
