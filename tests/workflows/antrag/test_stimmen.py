"""A vote belongs to the people of its Stelle: nobody above it, one for each person and case, also in one second."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from antraege.antrag.models import Antrag, Mitzeichnung
from antraege.kooperation.models import Abstimmung
from rollen import uhr
from rollen.models import Benutzer, Stelle
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import VertretungFactory, person_mit, rolle_geben
from tests.welt import Welt, baue
from tests.workflows.besuch import bild, bis, sende, text, verweigerte
from tests.workflows.kooperation.kooperationswelt import STIMME, Kooperationswelt
from tests.workflows.wege import gehe
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.models import Aufgabe
from workflows.postkorb.vorrat import Arbeitsvorrat, Auswahl
from workflows.tuer import aufgaben

JETZT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))
EINE_STIMME = "Sie haben in diesem Fall schon für Jugendamt gestimmt. Jede Person hat eine Stimme."


def ueber_allen(welt: Welt) -> Benutzer:
    """A clerk whose Stelle lies above both offices that vote."""
    return person_mit(Rolle.SACHBEARBEITUNG, welt.stellen["stadt"], name="Sachbearbeitung Stadt")


def in_beiden(welt: Welt) -> Benutzer:
    """A clerk of the one office and of the other."""
    person = person_mit(Rolle.SACHBEARBEITUNG, welt.stellen["fb51"], name="Zwei Ämter")
    rolle_geben(person, Rolle.SACHBEARBEITUNG, welt.stellen["fabido"])
    return person


def freie(person: Benutzer) -> set[tuple[str, str]]:
    """What the Postkorb offers."""
    vorrat = Arbeitsvorrat(Benutzer.objects.get(pk=person.pk))
    teile = vorrat.teile(Auswahl(reiter="frei"))
    return {(a.schritt, a.stelle.kuerzel) for teil in teile for a in teil}


def stimmen(welt: Welt, antrag: Antrag) -> tuple[Aufgabe, Aufgabe]:
    """The tasks of both offices."""
    return welt.aufgabe(antrag, "mitzeichnung", "fb51"), welt.aufgabe(antrag, "mitzeichnung", "fabido")


def test_wer_ueber_den_stellen_sitzt_gibt_keine_stimme(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "mitzeichnung")
    person, vorher = ueber_allen(welt), bild()
    for aufgabe in stimmen(welt, antrag):
        with pytest.raises(Verweigert) as fehler:
            aufgaben.erledigen(
                aufgabe.pk,
                akteur=Benutzer.objects.get(pk=person.pk),
                eingaben={"votum": "einverstanden", "begruendung": ""},
            )
        assert f"Für {aufgabe.stelle.name} stimmt nur, wer dort das Recht „Mitzeichnen“ hat." in str(
            fehler.value
        )
    assert (bild(), verweigerte(antrag), freie(person)) == (vorher, 2, set())


def test_die_seite_sagt_wer_stimmen_kann(welt: Welt) -> None:
    antrag, _ = bis(welt, "mitzeichnung")
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    schritt = aufgaben.SCHRITTE["mitzeichnung"]
    (mangel,) = schritt.hindernisse(aufgabe, akteur=ueber_allen(welt))
    assert mangel.behebt == "Sachbearbeitung FB 51 oder die Vertretung"
    welt.personen["fb51"].mitgliedschaften.update(bis="2023-01-15")
    (mangel,) = schritt.hindernisse(aufgabe, akteur=ueber_allen(welt))
    assert mangel.behebt == "niemand, denn bei Jugendamt ist noch niemand benannt; die Administration"


def test_eine_person_stimmt_nur_fuer_eines_ihrer_aemter(welt: Welt) -> None:
    antrag, _ = bis(welt, "mitzeichnung")
    person = in_beiden(welt)
    eine, andere = stimmen(welt, antrag)
    assert freie(person) == {("mitzeichnung", "fb-51"), ("mitzeichnung", "fabido")}
    assert sende(person, eine, votum="einverstanden").status_code == 302
    vorher = bild()
    antwort = sende(person, andere, votum="einverstanden")
    assert (antwort.status_code, bild(), verweigerte(antrag)) == (403, vorher, 1)
    assert EINE_STIMME in text(antwort)
    vorrat = Arbeitsvorrat(Benutzer.objects.get(pk=person.pk))
    assert [m.text for m in vorrat.sperren([andere])[andere.pk]] == [EINE_STIMME]
    assert welt.tu(antrag, "mitzeichnung", "fabido", "fabido", votum="einverstanden").pk == antrag.pk


def test_auch_in_vertretung_gibt_es_nur_eine_stimme(welt: Welt) -> None:
    antrag, _ = bis(welt, "mitzeichnung")
    eine, andere = stimmen(welt, antrag)
    VertretungFactory(vertretener=welt.personen["fabido"], vertreter=welt.personen["fb51"])
    assert sende(welt.personen["fb51"], eine, votum="einverstanden").status_code == 302
    vorher = bild()
    assert (sende(welt.personen["fb51"], andere, votum="einverstanden").status_code, bild()) == (403, vorher)


def test_wer_vertritt_stimmt_fuer_die_stelle(welt: Welt) -> None:
    antrag, _ = bis(welt, "mitzeichnung")
    person = ueber_allen(welt)
    VertretungFactory(vertretener=welt.personen["fabido"], vertreter=person)
    assert freie(person) == {("mitzeichnung", "fabido")}
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fabido")
    assert sende(person, aufgabe, votum="einverstanden").status_code == 302
    assert Mitzeichnung.objects.get().gezeichnet_von == person


def test_nach_der_rueckgabe_stimmt_dieselbe_person_wieder_fuer_ihre_stelle(welt: Welt) -> None:
    antrag, _ = bis(welt, "mitzeichnung")
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="bedenken", begruendung="Zu teuer.")
    welt.tu(antrag, "mitzeichnung", "fabido", "fabido", votum="einverstanden")
    gehe(welt, antrag, bis="entscheidung")
    welt.tu(antrag, "entscheidung", "leitung", entscheidung="zurueckgeben", begruendung="Bitte klären.")
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="einverstanden")
    assert list(Mitzeichnung.objects.values_list("votum", flat=True)) == [
        "bedenken",
        "einverstanden",
        "einverstanden",
    ]


def test_fuer_die_stadt_stimmt_nur_wer_zur_partei_gehoert(welt: Welt) -> None:
    koop = Kooperationswelt(welt)
    Stelle.objects.filter(pk=welt.stellen["fb51"].pk).update(staedtisch=True)
    antrag = koop.geklaert(parteien=("fb40", "fb51", "schule"))
    beide = {a.stelle.kuerzel: a for a in koop.offene(antrag, "stadtabstimmung")}
    assert set(beide) == {"fb-40", "fb-51"}
    vorher = bild()
    for aufgabe in beide.values():
        assert sende(ueber_allen(welt), aufgabe, **STIMME).status_code == 403
    assert (bild(), Abstimmung.objects.count()) == (vorher, 0)
    # Who voted for the one office when the topic was coordinated speaks for no other party of the city.
    rolle_geben(welt.personen["fb51"], Rolle.SACHBEARBEITUNG, welt.stellen["fb40"])
    assert sende(welt.personen["fb51"], beide["fb-40"], **STIMME).status_code == 403
    assert Abstimmung.objects.count() == 0
    assert sende(welt.personen["fb51"], beide["fb-51"], **STIMME).status_code == 302


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_zwei_stimmen_einer_person_in_derselben_sekunde() -> None:
    with uhr.gestellt(JETZT):
        welt = baue()
        antrag, _ = bis(welt, "mitzeichnung")
        person, start = in_beiden(welt), Barrier(2)

        def stimme(aufgabe: Aufgabe) -> str:
            try:
                with uhr.gestellt(JETZT):
                    start.wait()
                    aufgaben.erledigen(
                        aufgabe.pk,
                        akteur=Benutzer.objects.get(pk=person.pk),
                        eingaben={"votum": "einverstanden"},
                    )
                    return "gestimmt"
            except Verweigert:
                return "verweigert"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            ergebnisse = sorted(pool.map(stimme, stimmen(welt, antrag)))
        assert ergebnisse == ["gestimmt", "verweigert"]
        assert Mitzeichnung.objects.filter(antrag=antrag).count() == 1
        assert verweigerte(antrag) == 1
        assert pruefe_verfahren() == []


def test_zuweisen_bietet_nur_die_eigenen_leute_an(welt: Welt, als) -> None:
    antrag, _ = bis(welt, "mitzeichnung")
    ueber_allen(welt)
    html = text(
        als("fabido").get(
            reverse("aufgabe_zuweisen", args=[welt.aufgabe(antrag, "mitzeichnung", "fabido").pk])
        )
    )
    assert "Leitung FABIDO" in html
    assert "Sachbearbeitung Stadt" not in html
