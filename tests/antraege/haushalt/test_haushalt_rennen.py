"""Many at once on one budget line: never above the Ansatz, and exactly full at the end (R1)."""

import pytest

from antraege.haushalt import services
from antraege.haushalt.models import Bereich, Haushaltsstelle
from rollen.models import Benutzer
from tests.antraege.haushalt.rennen import ANSATZ, D, Prozesse, anlegen, gleichzeitig, greifen, pruefe


@pytest.mark.postgres
def test_postgres_16_connections_with_40_commitments_each(zweitdatenbank):
    anlegen()
    gelungen = gleichzeitig(16, lambda wer: greifen(wer, mal=40, betrag="4.00"))
    pruefe(gelungen=sum(gelungen), betrag="4.00")


@pytest.mark.postgres
def test_postgres_the_same_key_from_16_threads_books_once(zweitdatenbank):
    anlegen()
    zeile, akteur = Haushaltsstelle.objects.get(), Benutzer.objects.get()

    def immer_dasselbe(_: int) -> int:
        return services.binden(zeile, D("10"), aktenzeichen="a", schluessel="einmal", akteur=akteur).pk

    assert len(set(gleichzeitig(16, immer_dasselbe))) == 1
    zeile.refresh_from_db()
    assert zeile.gebunden == D("10.00")


@pytest.mark.postgres
def test_postgres_repayments_at_once_never_exceed_what_was_paid(zweitdatenbank):
    anlegen()
    zeile, akteur = Haushaltsstelle.objects.get(), Benutzer.objects.get()
    for tun in (services.binden, services.auszahlen):
        tun(zeile, D("100"), aktenzeichen="a", schluessel=tun.__name__, akteur=akteur)

    def zurueck(wer: int) -> int:
        try:
            services.erstatten(zeile, D("30"), aktenzeichen="a", schluessel=f"r{wer}", akteur=akteur)
        except services.NichtVorhanden:
            return 0
        return 1

    assert sum(gleichzeitig(8, zurueck)) == 3
    zeile.refresh_from_db()
    assert (zeile.ausgezahlt, zeile.erstattet) == (D("100.00"), D("90.00"))


@pytest.mark.postgres
def test_postgres_two_lines_covering_each_other_never_deadlock(zweitdatenbank):
    anlegen()
    erste, akteur = Haushaltsstelle.objects.get(), Benutzer.objects.get()
    zweite = Haushaltsstelle.objects.create(
        stelle=erste.stelle, jahr=2023, bereich=Bereich.SACH, sachkonto="529900", bezeichnung="Evaluation"
    )
    services.setze_ansatz(zweite, ANSATZ, schluessel="ansatz2", akteur=akteur, text="")

    def hin_und_her(wer: int) -> int:
        von, zu = (erste, zweite) if wer % 2 else (zweite, erste)
        for nr in range(10):
            services.decken(von, zu, D("1"), schluessel=f"{wer}/{nr}", akteur=akteur, text="")
        return wer

    assert gleichzeitig(8, hin_und_her) == list(range(8))
    assert [z.frei for z in Haushaltsstelle.objects.all()] == [ANSATZ, ANSATZ]
    assert services.abgleich() == []


def test_sqlite_6_processes_with_20_commitments_each(db, tmp_path):
    Prozesse(tmp_path / "rennen.sqlite3").ruf(
        "from functools import partial; anlegen();"
        "gelungen = in_prozessen(6, partial(greifen, mal=20, betrag='25'));"
        "pruefe(gelungen=sum(gelungen), betrag='25')"
    )
