"""What hearing and Rückforderungsbescheid share: the law by regime and ground, the calculation."""

from antraege.dokumente.bloecke import Block, Liste, Tabelle
from antraege.dokumente.fakten import Aufhebungsfakten, Aufhebungsgrund, Massnahme, Rechtsregime
from antraege.dokumente.inhalt.fall import angaben
from antraege.dokumente.inhalt.textquelle import Textquelle


def rechtsnormen(fakten: Aufhebungsfakten, *, worte: Textquelle, zinsen: bool) -> tuple[Block, ...]:
    """The paragraphs that carry measure, repayment and interest under the regime of the case."""
    regime = fakten.rechtsregime
    if fakten.massnahme is Massnahme.ZWISCHENZINSEN:
        return (Liste(worte.zeilen(f"zwischenzinsen.recht.{regime}")),)
    aufhebung = worte.zeilen(f"aufhebung.recht.{regime}.{fakten.grund}")
    if not fakten.erstattung:
        return (Liste(aufhebung),)
    zinsnorm = worte.zeilen(f"zinsen.recht.{regime}") if zinsen else ()
    return (Liste((*aufhebung, *worte.zeilen(f"erstattung.recht.{_erstattung(fakten)}"), *zinsnorm)),)


def _erstattung(fakten: Aufhebungsfakten) -> str:
    """SGB X repays what a condition has ended by a rule of its own (§ 50 Abs. 2)."""
    eigene = fakten.rechtsregime is Rechtsregime.SGBX and fakten.grund is Aufhebungsgrund.BEDINGUNG
    return f"{fakten.rechtsregime}.bedingung" if eigene else fakten.rechtsregime.value


def berechnung(fakten: Aufhebungsfakten) -> tuple[Block, ...]:
    """From the grant to the repayment; the steps of the settlement before it."""
    schritte = (Liste(fakten.rechenschritte, nummeriert=True),) if fakten.rechenschritte else ()
    return (*schritte, _betraege(fakten))


def _betraege(fakten: Aufhebungsfakten) -> Tabelle:
    return angaben(
        "Berechnung des Erstattungsbetrages",
        ("Bewilligte Zuwendung", fakten.bewilligt),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Verbleibende Zuwendung", fakten.verbleibt),
        ("Zu erstatten", fakten.erstattung),
        rechts=True,
    )
