"""A ledger as it was before money could come back, and what must hold after each migration."""

from django.db import IntegrityError, connection, transaction

VORHER, NACHHER = "0004", "0005"


def altbestand() -> None:
    """One line with 1,000 euro, of which 300 are paid: written before the new total existed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO rollen_stelle (kuerzel, name, art, pfad, staedtisch, aktenzeichen, anschrift, email, "
            "aktiv) VALUES ('amt', 'Amt', 'fachbereich', '1.', false, '', '', '', true)"
        )
        cursor.execute(
            "INSERT INTO haushalt_haushaltsstelle (stelle_id, jahr, bereich, produkt, auftrag, kostenstelle, "
            "sachkonto, bezeichnung, quelle, ansatz, deckung, vorgemerkt, gebunden, ausgezahlt, letzte_buchung) "
            "SELECT id, 2023, 'sach', '', '', '', '1', 'x', '', 0, 0, 0, 0, 0, 0 FROM rollen_stelle"
        )
        for schluessel, ansatz, gezahlt in (("a", 100_000, 0), ("b", 0, 30_000)):
            cursor.execute(
                "INSERT INTO haushalt_buchung (haushaltsstelle_id, art, aktenzeichen, schluessel, ansatz, "
                "deckung, vorgemerkt, gebunden, ausgezahlt, text, zeitpunkt) "
                "SELECT id, 'ansatz', '', %s, %s, 0, 0, 0, %s, '', CURRENT_TIMESTAMP "
                "FROM haushalt_haushaltsstelle",
                [schluessel, ansatz, gezahlt],
            )


def summen() -> tuple[int, ...]:
    """Ansatz and paid of the one line in cents, then the number of Buchungen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ansatz, ausgezahlt, (SELECT COUNT(*) FROM haushalt_buchung) FROM haushalt_haushaltsstelle"
        )
        return tuple(cursor.fetchone())


def unantastbar() -> None:
    """Nothing moves the totals or a Buchung but a Buchung."""
    for satz in (
        "UPDATE haushalt_haushaltsstelle SET ansatz = ansatz + 1",
        "UPDATE haushalt_buchung SET ansatz = 1",
        "DELETE FROM haushalt_buchung",
    ):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(satz)
        except IntegrityError:
            continue
        raise AssertionError(satz)
    assert summen() == (100_000, 30_000, 2)


__all__ = ["altbestand", "summen", "unantastbar"]
