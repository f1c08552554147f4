"""Two people at the same rows in the same moment, and a vote in the second in which silence would have counted."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from antraege.antrag.models import Mitzeichnung
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from tests.welt import Welt, baue
from tests.workflows.antrag.test_stimmen import JETZT
from tests.workflows.wege import gehe
from workflows.graph.mitzeichnung import gilt_als_erteilt
from workflows.models import Aufgabe
from workflows.postkorb import sammeln
from workflows.tuer import aufgaben

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def zugleich(*taten: Callable[[], str], am: datetime = JETZT) -> list[str]:
    """Run them in threads of their own that start together."""
    start = Barrier(len(taten))

    def tue(tat: Callable[[], str]) -> str:
        start.wait()
        try:
            with uhr.gestellt(am):
                return tat()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(taten)) as faeden:
        return sorted(faeden.map(tue, taten))


def frisch(person: Benutzer) -> Benutzer:
    return Benutzer.objects.get(pk=person.pk)


def test_zwei_leitungen_weisen_dieselbe_zeile_zu_und_eine_wird_abgewiesen():
    with uhr.gestellt(JETZT):
        welt: Welt = baue()
        aufgabe = welt.aufgabe(welt.eingereicht(), "formale_pruefung")

        def weise(wer: str, an: str) -> Callable[[], str]:
            def tat() -> str:
                leitung = welt.neu(wer)
                (zeile,) = sammeln.vorschau([aufgabe.pk], "zuweisen", akteur=leitung)
                gruende = sammeln.zuweisen(zeile, an=welt.neu(an), bisher=0, akteur=leitung)
                return gruende[0].partition(":")[0] if gruende else "zugewiesen"

            return tat

        ergebnis = zugleich(weise("leitung", "sb"), weise("gruppenleitung", "sb2"))
    assert ergebnis == ["Die Aufgabe liegt inzwischen bei", "zugewiesen"]
    assert Aufgabe.objects.get(pk=aufgabe.pk).owner in (welt.personen["sb"], welt.personen["sb2"])


def test_eine_stimme_und_das_schweigen_in_derselben_sekunde_sind_eine():
    spaeter = datetime.fromisoformat("2023-03-15T06:00+01:00")
    with uhr.gestellt(JETZT):
        welt: Welt = baue()
        welt.aendere_regeln(tage_mitzeichnung_gilt=1)
        antrag = gehe(welt, welt.eingereicht(), bis="mitzeichnung")
        aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")

    def stimme() -> str:
        try:
            eingaben = {"votum": "nein", "begruendung": "So nicht."}
            aufgaben.erledigen(aufgabe.pk, akteur=frisch(welt.personen["fb51"]), eingaben=eingaben)
        except Ueberholt:
            return "zu spät"
        return "getan"

    def schweige() -> str:
        try:
            gilt_als_erteilt(aufgabe.pk)
        except Ueberholt:
            return "zu spät"
        return "getan"

    assert zugleich(stimme, schweige, am=spaeter) == ["getan", "zu spät"]
    assert Mitzeichnung.objects.filter(antrag=antrag, stelle=welt.stellen["fb51"]).count() == 1
