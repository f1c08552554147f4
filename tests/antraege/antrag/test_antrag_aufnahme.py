"""Aktenzeichen without gaps, also in a race; the snapshot and its hash."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connections, transaction

from antraege.antrag.models import Aktenzeichenkreis, Antrag, Momentaufnahme
from antraege.antrag.services import nimm_auf, vergib_aktenzeichen
from rollen.kanon import kanonisch, sha256_hex
from tests.fabriken import AntragFactory, RichtlinieFactory, StelleFactory


def antrag_bei(kuerzel: str) -> Antrag:
    regeln = RichtlinieFactory(programm__stelle=StelleFactory(aktenzeichen=kuerzel))
    return AntragFactory(richtlinie=regeln)


def test_aktenzeichen_zaehlt_je_stelle_und_jahr(db):
    erster = antrag_bei("40/5")
    zweiter = AntragFactory(richtlinie=erster.richtlinie, traeger=erster.traeger)
    anderswo = antrag_bei("51/2")
    assert [
        vergib_aktenzeichen(erster, jahr=2023),
        vergib_aktenzeichen(anderswo, jahr=2023),
        vergib_aktenzeichen(zweiter, jahr=2023),
    ] == ["40/5-FK-2023-00001", "51/2-FK-2023-00001", "40/5-FK-2023-00002"]
    assert Antrag.objects.get(pk=zweiter.pk).aktenzeichen == "40/5-FK-2023-00002"


def test_neues_jahr_beginnt_bei_eins(db):
    erster = antrag_bei("40/5")
    zweiter = AntragFactory(richtlinie=erster.richtlinie, traeger=erster.traeger)
    vergib_aktenzeichen(erster, jahr=2023)
    assert vergib_aktenzeichen(zweiter, jahr=2024) == "40/5-FK-2024-00001"


def test_jedes_zeichen_zaehlt_fuer_sich(db):
    """An agreement does not tear a hole into the numbers of the grants."""
    foerderung = antrag_bei("40/5")
    vereinbarung = AntragFactory(
        richtlinie__programm__zeichen="KV", traeger=foerderung.traeger, stelle=foerderung.stelle
    )
    danach = AntragFactory(richtlinie=foerderung.richtlinie, traeger=foerderung.traeger)
    assert [vergib_aktenzeichen(antrag, jahr=2023) for antrag in (foerderung, vereinbarung, danach)] == [
        "40/5-FK-2023-00001",
        "40/5-KV-2023-00001",
        "40/5-FK-2023-00002",
    ]


def test_ein_aktenzeichen_bleibt(db):
    antrag = antrag_bei("40/5")
    assert vergib_aktenzeichen(antrag, jahr=2023) == vergib_aktenzeichen(antrag, jahr=2024)
    assert Aktenzeichenkreis.objects.get().letzte_nr == 1


def test_abbruch_laesst_keine_luecke(db):
    antrag = antrag_bei("40/5")
    with transaction.atomic():
        vergib_aktenzeichen(Antrag.objects.get(pk=antrag.pk), jahr=2023)
        transaction.set_rollback(True)
    assert not Aktenzeichenkreis.objects.exists()
    assert vergib_aktenzeichen(antrag, jahr=2023) == "40/5-FK-2023-00001"


def test_stelle_ohne_kuerzel_vergibt_keines(db):
    antrag = antrag_bei("")
    with pytest.raises(ValueError, match="kein Kürzel"):
        vergib_aktenzeichen(antrag, jahr=2023)
    assert Antrag.objects.get().aktenzeichen is None
    assert not Aktenzeichenkreis.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_aktenzeichen_im_wettlauf():
    erster = antrag_bei("40/5")
    antraege = [erster] + [
        AntragFactory(richtlinie=erster.richtlinie, traeger=erster.traeger) for _ in range(39)
    ]

    def vergib(antrag: Antrag) -> str:
        try:
            return vergib_aktenzeichen(Antrag.objects.get(pk=antrag.pk), jahr=2023)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as faeden:
        vergeben = list(faeden.map(vergib, antraege))
    assert sorted(vergeben) == [f"40/5-FK-2023-{nr:05d}" for nr in range(1, 41)]


def test_momentaufnahme_haelt_fest(db):
    antrag = AntragFactory()
    inhalt = {"betrag": Decimal("10.50"), "tag": date(2023, 1, 16), "liste": [{"ä": 1}]}
    aufnahme = nimm_auf(antrag, anlass="einreichen", inhalt=inhalt)
    assert aufnahme.inhalt == {"betrag": "10.50", "tag": "2023-01-16", "liste": [{"ä": 1}]}
    gelesen = Momentaufnahme.objects.get()
    assert gelesen.sha256 == sha256_hex(kanonisch(inhalt)) == sha256_hex(kanonisch(gelesen.inhalt))
    assert (gelesen.nr, nimm_auf(antrag, anlass="nachreichen", inhalt={}).nr) == (1, 2)


@pytest.mark.beide_datenbanken
def test_momentaufnahme_laesst_sich_nicht_aendern(db):
    aufnahme = nimm_auf(AntragFactory(), anlass="einreichen", inhalt={"a": "b"})
    for versuch in (
        lambda: Momentaufnahme.objects.update(anlass="anders"),
        lambda: Momentaufnahme.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            versuch()
    assert Momentaufnahme.objects.get(pk=aufnahme.pk).anlass == "einreichen"
