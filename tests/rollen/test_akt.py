"""The frame of every act, tried on an account that one person enters and another confirms."""

from datetime import datetime
from typing import Any

import pytest

from antraege.angebote.models import Angebot
from rollen import rechte, uhr
from rollen.akt import EIGENES as EIGENES_RECHT
from rollen.akt import Wer, akt, hat_stand
from rollen.fehler import Ueberholt
from rollen.models import Bankverbindung, Benutzer, Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat
from tests.angebotswelt import Angebotswelt
from tests.fabriken import BenutzerFactory, StelleFactory, TraegerFactory, person_mit

pytestmark = pytest.mark.django_db
EIGENES = "Das haben Sie selbst erfasst."
WER: Wer[Bankverbindung] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(akteur, Recht.BANKVERBINDUNG_BESTAETIGEN),
    nicht={"erfasst_von": EIGENES},
)


@pytest.fixture
def konto() -> Bankverbindung:
    return TraegerFactory(verifiziert_am=None, verifiziert_von=None).stelle.bankverbindungen.get()


@pytest.fixture
def finanzen() -> Benutzer:
    return person_mit(Rolle.FINANZEN, StelleFactory())


def _setze(konto: Bankverbindung, akteur: Benutzer | None, *, fehler: Exception | None = None) -> None:
    zeile = Bankverbindung.objects.filter(pk=konto.pk)
    with akt(Tat.BANKVERBINDUNG_KLAEREN, zeile, WER, akteur=akteur) as handlung:
        handlung.objekt.grund = "neu"
        handlung.nenne(vorher={"grund": ""}, nachher={"grund": "neu"}, personen={"name": "Eva"})
        if fehler:
            raise fehler


def _stand(konto: Bankverbindung) -> tuple[str, int]:
    konto.refresh_from_db()
    return konto.grund, Eintrag.objects.count()


def test_ein_akt_speichert_und_haelt_fest_was_genannt_ist_und_sonst_nichts(konto, finanzen) -> None:
    _setze(konto, finanzen)
    assert _stand(konto) == ("neu", 1)
    eintrag = Eintrag.objects.get()
    assert (eintrag.kette, eintrag.objekt) == (f"stelle/{konto.stelle_id}", f"bankverbindung/{konto.pk}")
    assert (eintrag.aktion, eintrag.akteur, eintrag.rolle) == (Tat.BANKVERBINDUNG_KLAEREN, finanzen, "fi")
    assert (eintrag.vorher, eintrag.nachher, eintrag.personen) == (
        {"grund": ""},
        {"grund": "neu"},
        {"name": "Eva"},
    )


def test_ohne_recht_und_fuer_wer_es_erfasst_hat_geschieht_nichts(konto, finanzen) -> None:
    with pytest.raises(Verweigert, match="Ihnen fehlt das Recht"):
        _setze(konto, BenutzerFactory())
    Bankverbindung.objects.filter(pk=konto.pk).update(erfasst_von=finanzen)
    with pytest.raises(Verweigert, match=EIGENES):
        _setze(konto, finanzen)
    assert WER.hindernisse(Bankverbindung.objects.get(pk=konto.pk), finanzen) == [EIGENES]
    assert _stand(konto) == ("", 0)


def test_was_im_akt_scheitert_ist_nicht_geschehen(konto, finanzen) -> None:
    with pytest.raises(Ueberholt, match="zu spät"):
        _setze(konto, finanzen, fehler=Ueberholt("zu spät"))
    assert _stand(konto) == ("", 0)


def test_was_es_nicht_mehr_gibt_ist_ueberholt(konto, finanzen) -> None:
    konto.delete()
    with pytest.raises(Ueberholt, match="gibt es nicht mehr"):
        _setze(konto, finanzen)
    assert Eintrag.objects.count() == 0


def test_was_entfaellt_ist_geloescht_und_steht_im_protokoll(konto, finanzen) -> None:
    zeile = Bankverbindung.objects.filter(pk=konto.pk)
    with akt(Tat.BANKVERBINDUNG_ABLEHNEN, zeile, WER, akteur=finanzen) as handlung:
        handlung.entfaellt = True
    assert list(zeile) == []
    assert Eintrag.objects.get().objekt == f"bankverbindung/{konto.pk}"


def test_das_system_handelt_ohne_recht_aber_nicht_ohne_eintrag(konto) -> None:
    _setze(konto, None)
    assert _stand(konto) == ("neu", 1)
    assert Eintrag.objects.get().akteur is None


def test_stand_ist_eine_spalte_und_kein_wort(konto) -> None:
    """An account says in `stand` where it stands; only a column counts changes."""
    assert [hat_stand(ding) for ding in (konto, Angebot())] == [False, True]


@pytest.mark.parametrize("stand", [None, -1, 0, 2])
def test_ein_fehlender_oder_alter_stand_ist_ueberholt(stand: Any) -> None:
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        welt = Angebotswelt()
        angebot = welt.entwurf()
    vorher = Eintrag.objects.count()
    zeile, wer = Angebot.objects.filter(pk=angebot.pk), Wer(_immer)
    with pytest.raises(Ueberholt), akt(Tat.ANGEBOT_AENDERN, zeile, wer, akteur=welt.antrag, stand=stand):
        raise AssertionError("the body must not run")
    assert Angebot.objects.get(pk=angebot.pk).stand == angebot.stand == 1
    assert Eintrag.objects.count() == vorher


def test_ein_akt_zaehlt_den_stand() -> None:
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        welt = Angebotswelt()
        angebot = welt.entwurf()
        zeile = Angebot.objects.filter(pk=angebot.pk)
        with akt(Tat.ANGEBOT_AENDERN, zeile, Wer(_immer), akteur=welt.antrag, stand=1) as handlung:
            handlung.objekt.titel = "Neu"
    assert [(a.titel, a.stand) for a in zeile] == [("Neu", 2)]
    eintrag = Eintrag.objects.get(aktion=Tat.ANGEBOT_AENDERN)
    assert (eintrag.kette, eintrag.von, eintrag.nach) == (angebot.kette, "entwurf", "entwurf")


def _immer(_angebot: Angebot, akteur: Benutzer) -> rechte.Berechtigung:
    return rechte.berechtigungen(akteur)[0]


def test_eine_zeile_in_der_hand_wird_gesperrt_und_neu_gelesen(konto, finanzen) -> None:
    Bankverbindung.objects.filter(pk=konto.pk).update(kontoinhaber="Jemand anderes")
    with akt(Tat.BANKVERBINDUNG_KLAEREN, konto, WER, akteur=finanzen) as handlung:
        assert handlung.objekt.kontoinhaber == "Jemand anderes"
    fort = Bankverbindung.objects.get(pk=konto.pk)
    Bankverbindung.objects.filter(pk=konto.pk).delete()
    with (
        pytest.raises(Ueberholt, match="nicht mehr"),
        akt(Tat.BANKVERBINDUNG_KLAEREN, fort, WER, akteur=finanzen),
    ):
        pass
    assert Eintrag.objects.count() == 1


def test_eine_neue_zeile_beginnt_mit_dem_akt_und_kommt_von_nichts(konto, finanzen) -> None:
    neu = Bankverbindung(stelle=TraegerFactory().stelle, iban="DE02120300000000202051", erfasst_von=finanzen)
    neu.stelle.bankverbindungen.all().delete()
    with akt(Tat.BANKVERBINDUNG_KLAEREN, neu, EIGENES_RECHT, akteur=finanzen) as handlung:
        handlung.nenne(nachher={"kontoinhaber": ""})
    eintrag = Eintrag.objects.get()
    assert (neu.pk is not None, eintrag.von, eintrag.objekt) == (True, "", f"bankverbindung/{neu.pk}")


def test_woraus_nichts_wurde_das_steht_nirgends(konto, finanzen) -> None:
    with akt(Tat.BANKVERBINDUNG_KLAEREN, konto, WER, akteur=finanzen) as handlung:
        handlung.objekt.grund = "doch nicht"
        handlung.unveraendert = True
    assert _stand(konto) == ("", 0)
