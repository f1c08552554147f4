"""Two parties in the same second; a signature while a clerk edits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from antraege.antrag.models import Antrag
from antraege.kooperation.models import Vereinbarung, Zeichnung
from rollen import protokoll, uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.vorfuehrung import gib_app
from tests.rollen.faktor import zeigt
from tests.welt import baue
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.kooperation import tuer as kooperation
from workflows.tuer.fehler import Fehlversuch

JETZT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))


def gleichzeitig(*taten: Callable[[], object]) -> list[object]:
    """Each in a thread with a connection and a clock of its own; gives results and refusals."""
    start = Barrier(len(taten))

    def eine(tat: Callable[[], object]) -> object:
        try:
            with uhr.gestellt(JETZT):
                start.wait()
                return tat()
        except (Ueberholt, Fehlversuch) as fehler:
            return fehler
        finally:
            connection.close()

    with ThreadPoolExecutor(len(taten)) as pool:
        return list(pool.map(eine, taten))


@pytest.mark.django_db
@pytest.mark.beide_datenbanken
def test_zwei_parteien_zeichnen_in_derselben_sekunde_von_derselben_seite_aus(welt) -> None:
    koop = Kooperationswelt(welt)
    antrag = koop.in_zeichnung()
    seiten = [(a, koop.unterschrift(a)) for a in koop.offene(antrag, "parteizeichnung", "stadtzeichnung")]
    for aufgabe, formular in seiten:
        antrag = koop.zeichne(aufgabe, **formular)
    assert antrag.vereinbarung.status == "gezeichnet"
    assert len(set(Zeichnung.objects.values_list("gezeichnet_am", flat=True))) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_alle_parteien_zeichnen_gleichzeitig() -> None:
    with uhr.gestellt(JETZT):
        koop = Kooperationswelt(baue())
        antrag = koop.in_zeichnung()
        aufgaben = koop.offene(antrag, "parteizeichnung", "stadtzeichnung")
        gleichzeitig(*(lambda a=a: koop.zeichne(a) for a in aufgaben))
        assert Vereinbarung.objects.get().status == "gezeichnet"
        assert Zeichnung.objects.filter(ungueltig_am=None).count() == 3
        assert pruefe_verfahren() == []
        assert protokoll.pruefe_kette(antrag.kette).heil


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eine_zeichnung_waehrend_die_stelle_den_text_zurueckholt() -> None:
    with uhr.gestellt(JETZT):
        koop = Kooperationswelt(baue())
        antrag = koop.in_zeichnung()
        (aufgabe, *_) = koop.offene(antrag, "parteizeichnung")
        gleichzeitig(
            lambda: koop.zeichne(aufgabe),
            lambda: kooperation.ueberarbeite(
                antrag.pk, akteur=koop.welt.neu("servicestelle"), grund="Neuer Raum."
            ),
        )
        assert Vereinbarung.objects.get().status == "entwurf"
        assert Zeichnung.objects.filter(ungueltig_am=None).count() == 0
        assert Antrag.objects.get(pk=antrag.pk).status == "eingereicht"
        assert pruefe_verfahren() == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("art", ["App", "Ersatzcode"])
def test_zwei_gleichzeitige_zeichnungen_mit_einem_code(art: str) -> None:
    """Two cases, so nothing but the device of the person stands between them."""
    with uhr.gestellt(JETZT):
        koop = Kooperationswelt(baue())
        faelle = [koop.in_zeichnung() for _ in range(2)]
        aufgaben = [a for f in faelle for a in koop.offene(f, "stadtzeichnung")]
        leitung = koop.welt.personen["leitung"]
        gib_app(leitung)
        code = zeigt(leitung) if art == "App" else koop.code("leitung")
        ergebnisse = gleichzeitig(*(lambda a=a: koop.zeichne(a, code=code) for a in aufgaben))
        assert sorted(type(e).__name__ for e in ergebnisse) == ["Antrag", "Fehlversuch"]
        assert Zeichnung.objects.count() == 1
        assert Eintrag.objects.filter(verweigert=True).count() == 1
        assert pruefe_verfahren() == []
