"""A payment that needs an agreement: the real one counts where it is linked."""

import pytest

from antraege.antrag.models import Antrag
from antraege.kooperation.models import Vereinbarung
from antraege.programme.models import Richtlinie
from tests.datenbank import ohne_trigger
from tests.welt import Welt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.wege import gehe
from workflows.antrag import tuer as antragstuer
from workflows.zahlung import tore as zahlungstore

pytestmark = pytest.mark.django_db


@pytest.fixture
def foerderung(welt: Welt) -> Antrag:
    """A grant whose programme pays only after the agreement is signed."""
    with ohne_trigger():
        Richtlinie.objects.filter(pk=welt.richtlinie.pk).update(vereinbarung_noetig=True)
    return gehe(welt, welt.eingereicht(), bis="mittelabruf")


def tor(antrag: Antrag) -> tuple[bool, str]:
    frisch = Antrag.objects.get(pk=antrag.pk)
    tore = zahlungstore.zahlungshindernisse(frisch, betrag=frisch.bewilligt)
    eines = next(t for t in tore if t.schluessel == "vereinbarung")
    return eines.erfuellt, eines.text


def test_ohne_vereinbarung_wird_nicht_gezahlt(foerderung: Antrag) -> None:
    assert tor(foerderung) == (False, "Die gezeichnete Kooperationsvereinbarung fehlt.")


def test_die_verbundene_vereinbarung_zaehlt_sobald_alle_gezeichnet_haben(
    welt: Welt, foerderung: Antrag
) -> None:
    koop = Kooperationswelt(welt)
    entwurf = {"finanzierung": "zuwendung", "zuwendung": foerderung.aktenzeichen}
    antrag = koop.in_zeichnung(entwurf=entwurf)
    assert tor(foerderung)[0] is False
    koop.zeichne_alle(antrag)
    zeichen = antrag.aktenzeichen
    assert tor(foerderung) == (True, f"Die Vereinbarung {zeichen} ist von allen gezeichnet.")
    assert Vereinbarung.objects.get().geltende.daten["vorbehalt"] is False


def test_eine_abgebrochene_vereinbarung_sperrt_mit_grund(welt: Welt, foerderung: Antrag) -> None:
    koop = Kooperationswelt(welt)
    antrag = koop.in_zeichnung(entwurf={"finanzierung": "zuwendung", "zuwendung": foerderung.aktenzeichen})
    antragstuer.zurueckziehen(antrag.pk, akteur=welt.neu("schule"), grund="Kein Personal.")
    assert tor(foerderung) == (False, "Die verbundene Vereinbarung ist abgebrochen.")
