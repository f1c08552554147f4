"""The Abrufe of a site: who comes when, who waits at which place, what is missing; other sites are closed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from antraege.angebote.models import Einrichtung
from rollen import uhr
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.rollen.seiten import als
from tests.workflows.abruf.abrufwelt import Abrufwelt
from tests.workflows.abruf.test_bedarf import melde
from workflows.abruf import tuer


class Standortwelt(Abrufwelt):
    """Both schools belong to a site, and each site has its Campus-Management."""

    def __init__(self) -> None:
        super().__init__()
        Einrichtung.objects.create(stelle=self.andere, standort=self.westerfilde)
        for standort, kuerzel in ((self.hoerde, "hoerde"), (self.westerfilde, "westerfilde")):
            standort.stelle.kuerzel = kuerzel
            standort.stelle.save(update_fields=["kuerzel"])
        self.campus = person_mit(Rolle.CAMPUS_MANAGEMENT, self.hoerde.stelle, name="Campus Hörde")
        self.nachbar = person_mit(Rolle.CAMPUS_MANAGEMENT, self.westerfilde.stelle, name="Campus West")


@pytest.fixture
def ort(db: None) -> Iterator[Standortwelt]:
    """The clock stays set during the whole test."""
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        yield Standortwelt()


SEITE = "/standorte/hoerde/abrufe/"


@pytest.mark.beide_datenbanken
def test_der_standort_sieht_seine_abrufe_und_wer_auf_welchem_platz_wartet(ort: Standortwelt) -> None:
    for gruppe in ("3a", "3b", "3c"):
        ort.angefragt(gruppe=gruppe)
    fremder = ort.angefragt(einrichtung=ort.andere, gruppe="1a")
    ort.angefragt(gruppe="3d")
    antwort = als(ort.campus).get(SEITE)
    assert [(abruf.gruppe, abruf.warteplatz) for abruf, _ in antwort.context["zeilen"]] == [
        ("3d", 3),  # the other site's group stands before it
        ("3c", 1),
        ("3b", None),
        ("3a", None),
    ]
    assert "Platz 3," in " ".join(antwort.content.decode().split())
    assert als(ort.campus).get(reverse("abruf", args=[fremder.pk])).status_code == 404


def test_er_oeffnet_einen_abruf_und_kann_an_ihm_nichts_aendern(ort: Standortwelt) -> None:
    abruf = ort.angefragt()
    antwort = als(ort.campus).get(reverse("abruf", args=[abruf.pk]))
    assert (antwort.status_code, antwort.context["griffe"]) == (200, [])
    assert antwort.context["brotkrumen"][0]["url"] == SEITE
    absagen = reverse("abruf_tat", args=[abruf.pk, "absagen"])
    assert als(ort.campus).get(absagen).status_code == 403
    assert als(ort.campus).post(absagen, {"grund": "Nein.", "stand": abruf.stand}).status_code == 403
    abruf.refresh_from_db()
    assert (abruf.status, abruf.stand) == ("angefragt", 1)


def test_je_thema_steht_da_was_fehlt_und_jede_zahl_fuehrt_zu_ihrer_liste(ort: Standortwelt) -> None:
    ort.angefragt()
    ort.angefragt(einrichtung=ort.andere)
    abgesagt = ort.angefragt(gruppe="4a")
    tuer.sage_ab(abgesagt.pk, grund="Ausflug", stand=abgesagt.stand, akteur=ort.schulleitung)
    melde(ort, themenfeld=ort.demokratie)
    client = als(ort.campus)
    antwort = client.get(SEITE)
    zahlen = {z.themenfeld.kuerzel: z.versorgung for z in antwort.context["zellen"]}
    mint, demokratie = zahlen["mint-digitales"], zahlen["demokratie"]
    assert (mint.angebote, mint.abrufe, mint.bedarfe) == (0, 2, 0)
    assert (demokratie.angebote, demokratie.abrufe, demokratie.bedarfe) == (0, 0, 1)
    assert demokratie.in_worten == "Lücke: gesucht, aber nichts ist frei"
    assert len(antwort.context["gesucht"]) == 1
    alle = client.get(f"{SEITE}?themenfeld={ort.mint.pk}&stand=alle").context["zeilen"]
    assert (len(alle), len(antwort.context["zeilen"])) == (2, 1)
    gesucht = client.get(f"{reverse('bedarfe')}?standort={ort.hoerde.pk}&themenfeld={ort.demokratie.pk}")
    assert len(gesucht.context["zeilen"]) == 1


def test_fremde_standorte_und_andere_personen_werden_abgewiesen(ort: Standortwelt) -> None:
    melde(ort)
    assert als(ort.nachbar).get(SEITE).status_code == 403
    assert als(ort.nachbar).get(reverse("bedarfe")).context["zeilen"] == []
    assert als(ort.schulleitung).get(SEITE).status_code == 403
    assert als(ort.campus).get("/standorte/nirgendwo/abrufe/").status_code == 404
    assert als(ort.campus).get(f"{SEITE}?stand=unsinn&themenfeld=x&vor=-1").status_code == 200


def test_die_seite_braucht_immer_gleich_viele_abfragen(
    ort: Standortwelt, django_assert_max_num_queries: Any
) -> None:
    for nr in range(30):
        ort.angefragt(termin=None, wunsch="dienstags", gruppe=f"Gruppe {nr}")
    client = als(ort.campus)
    with django_assert_max_num_queries(16):
        assert len(client.get(SEITE).context["zeilen"]) == 25
