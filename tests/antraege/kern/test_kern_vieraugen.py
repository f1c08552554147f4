"""Acts that exclude each other for one person, in either order and with their words."""

import pytest

from antraege.kern.maengel import Mangel
from antraege.kern.vieraugen import (
    AMTSSEITE,
    ANTRAGSSEITE,
    VERMITTLUNG,
    Taetigkeit,
    ausgeschlossen_durch,
    vier_augen,
)

T = Taetigkeit


def schliesst_aus(taetigkeit: Taetigkeit, *, eine_person: bool = False) -> frozenset[Taetigkeit]:
    return ausgeschlossen_durch(taetigkeit, feststellung_eine_person=eine_person)


def test_seiten_schliessen_einander_aus() -> None:
    for amt in AMTSSEITE - {T.VORLEGEN, T.UEBERNEHMEN}:
        assert schliesst_aus(amt) - AMTSSEITE == ANTRAGSSEITE | VERMITTLUNG
    for antrag in ANTRAGSSEITE:
        assert schliesst_aus(antrag) == AMTSSEITE


def test_wer_beraet_oder_entwirft_darf_die_gremienvorlage_schreiben() -> None:
    for vermittelnd in VERMITTLUNG:
        assert schliesst_aus(vermittelnd) == AMTSSEITE - {T.VORLEGEN, T.UEBERNEHMEN}
    assert schliesst_aus(T.VORLEGEN) == ANTRAGSSEITE | {
        T.ENTSCHEIDEN,
        T.FREIGEBEN,
        T.EINBRINGEN,
        T.BERATUNG_ERFASSEN,
    }


@pytest.mark.parametrize("eine_person", [True, False])
@pytest.mark.parametrize("erste", Taetigkeit)
def test_ausschluss_gilt_in_beide_richtungen(erste: Taetigkeit, eine_person) -> None:
    zweite = {t for t in Taetigkeit if erste in schliesst_aus(t, eine_person=eine_person)}
    assert schliesst_aus(erste, eine_person=eine_person) == zweite


def test_niemand_schliesst_sich_selbst_aus() -> None:
    assert [t for t in Taetigkeit if t in schliesst_aus(t)] == []


def test_wer_prueft_entscheidet_nicht() -> None:
    assert T.ENTSCHEIDEN in schliesst_aus(T.PRUEFEN)
    assert T.PRUEFEN in schliesst_aus(T.ENTSCHEIDEN)
    assert T.MITZEICHNEN not in schliesst_aus(T.PRUEFEN)


def test_eine_person_darf_beides_feststellen_wenn_die_richtlinie_es_erlaubt() -> None:
    for eine, andere in ((T.SACHLICH, T.RECHNERISCH), (T.RECHNERISCH, T.SACHLICH)):
        assert andere in schliesst_aus(eine)
        assert schliesst_aus(eine) - schliesst_aus(eine, eine_person=True) == {andere}
    assert schliesst_aus(T.ANORDNEN, eine_person=True) == schliesst_aus(T.ANORDNEN)


def test_vier_augen_nennt_jede_stoerende_taetigkeit_in_ihrer_reihe() -> None:
    assert vier_augen(T.ENTSCHEIDEN, bisher=[T.MITZEICHNEN, T.BEANTRAGEN, T.BUCHEN]) == [
        Mangel(
            f"Vier-Augen-Prinzip: Sie haben in diesem Fall bereits {wort}.",
            behebt="eine andere Person mit diesem Recht",
        )
        for wort in ("den Antrag gestellt oder bearbeitet", "den Antrag mitgezeichnet")
    ]


def test_vier_augen_ohne_stoerung_ist_leer() -> None:
    assert vier_augen(T.ENTSCHEIDEN, bisher=[]) == vier_augen(T.ENTSCHEIDEN, bisher=[T.ENTSCHEIDEN]) == []


def test_vier_augen_folgt_der_richtlinie_bei_der_feststellung() -> None:
    assert len(vier_augen(T.RECHNERISCH, bisher=[T.SACHLICH])) == 1
    assert vier_augen(T.RECHNERISCH, bisher=[T.SACHLICH], feststellung_eine_person=True) == []
