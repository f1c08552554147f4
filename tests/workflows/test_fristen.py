"""fristen_pruefen: what has run out goes on, everything else is reminded of, once per occasion."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from antraege.antrag.models import Antrag
from antraege.programme.models import Festwert, Festwertart
from rollen import protokoll, uhr
from rollen.models import Eintrag
from tests.welt import Welt
from tests.workflows.wege import NACHFORDERN, beantworte, gehe, offene
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.models import Aufgabe, Nachricht, Postausgang, Richtung

NICHTS = ["Es war nichts zu tun."]
AZ = "40-FK-2023-00001"


def _am(tag: str) -> list[str]:
    """What the command prints on this day."""
    ausgabe = StringIO()
    with uhr.gestellt(datetime.fromisoformat(f"{tag}T06:00").replace(tzinfo=ZoneInfo("Europe/Berlin"))):
        call_command("fristen_pruefen", stdout=ausgabe)
    return ausgabe.getvalue().splitlines()


def _neue(antrag: Antrag, ab: int) -> list[tuple[str, str]]:
    """Messages written after this id: direction and subject."""
    zeilen = Nachricht.objects.filter(antrag=antrag, pk__gt=ab).order_by("id")
    return list(zeilen.values_list("richtung", "betreff"))


def _letzte() -> int:
    return Nachricht.objects.latest("id").pk


@pytest.fixture
def nachforderung(welt: Welt) -> Antrag:
    """Asked for on 16 January, until 30 January."""
    antrag = welt.eingereicht()
    return welt.tu(antrag, "formale_pruefung", "sb", **NACHFORDERN)


def test_vor_der_frist_geschieht_nichts(nachforderung: Antrag) -> None:
    assert _am("2023-01-22") == NICHTS
    assert offene(nachforderung) == ["nachforderung"]


def test_sieben_tage_vorher_wird_der_traeger_einmal_erinnert(nachforderung: Antrag) -> None:
    vorher = _letzte()
    assert _am("2023-01-23") == [f"{AZ}: an „Nachreichen“ bis 30.01.2023 erinnert.", "Erledigt: 1."]
    assert [_am(f"2023-01-{tag}") for tag in (23, 24, 30)] == [NICHTS] * 3
    assert _neue(nachforderung, vorher) == [(Richtung.AN_TRAEGER, "Bitte bis 30.01.2023: Nachreichen")]
    assert Postausgang.objects.filter(nachricht__pk__gt=vorher).count() == 2


def test_nach_der_frist_prueft_das_amt_weiter(nachforderung: Antrag) -> None:
    vorher = _letzte()
    satz = f"{AZ}: Frist zum Nachreichen abgelaufen, die Stelle prüft nach Aktenlage."
    assert _am("2023-01-31") == [satz, "Erledigt: 1."]
    assert _am("2023-01-31") == NICHTS
    nachforderung.refresh_from_db()
    eintrag = Eintrag.objects.filter(kette=nachforderung.kette).latest("nr")
    assert (nachforderung.status, offene(nachforderung)) == ("eingereicht", ["formale_pruefung"])
    assert nachforderung.nachforderungen.get().abgelaufen_am is not None
    assert (eintrag.aktion, eintrag.akteur, eintrag.nach) == ("frist_abgelaufen", None, "eingereicht")
    assert sorted(richtung for richtung, _ in _neue(nachforderung, vorher)) == ["an_amt", "an_traeger"]
    assert (pruefe_verfahren(), protokoll.pruefe_kette(nachforderung.kette).heil) == ([], True)


def test_wer_am_letzten_tag_antwortet_ist_rechtzeitig(welt: Welt, nachforderung: Antrag) -> None:
    with uhr.gestellt(datetime(2023, 1, 30, 23, 59, tzinfo=ZoneInfo("Europe/Berlin"))):
        beantworte(welt, nachforderung)
    assert nachforderung.nachforderungen.get().abgelaufen_am is None
    assert not any("abgelaufen" in zeile for zeile in _am("2023-01-31"))


def test_das_amt_wird_einmal_gemahnt_am_ort_der_aufgabe(welt: Welt) -> None:
    welt.stellen["fb51"].email = "fb51@stadt.example"
    welt.stellen["fb51"].save()
    antrag = gehe(welt, welt.eingereicht(), bis="fachliche_pruefung")
    vorher = _letzte()
    aufgaben = Aufgabe.objects.filter(antrag=antrag, finished=None, stelle__isnull=False)
    frist = max(tag for tag in aufgaben.values_list("faellig_am", flat=True) if tag)
    getan = _am(f"{frist + timedelta(days=1)}")
    assert (len(getan), getan[-1]) == (4, "Erledigt: 3.")
    assert _am(f"{frist + timedelta(days=30)}") == NICHTS
    post = Postausgang.objects.filter(nachricht__pk__gt=vorher)
    # FABIDO has no address of its own: the case worker hears of it.
    assert sorted(post.values_list("betreff", "an")) == sorted(
        [
            (f"{AZ}: Überfällig: Fachliche Prüfung", welt.personen["sb"].email),
            (f"{AZ}: Überfällig: Mitzeichnung", "fb51@stadt.example"),
            (f"{AZ}: Überfällig: Mitzeichnung", welt.personen["sb"].email),
        ]
    )


def test_der_verwendungsnachweis_wird_an_vier_tagen_angemahnt(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    faellig, vorher = antrag.nachweis_faellig_am, _letzte()
    assert faellig is not None
    tage = (-31, -30, -29, -8, -7, -1, 0, 1, 2, 13, 14, 60)
    wann = [timedelta(days=tag) for tag in tage]
    erwartet = [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]
    assert [len(_nachweis(f"{faellig + abstand}")) for abstand in wann] == erwartet
    vorher_text = ("an_traeger", f"Bitte bis {faellig:%d.%m.%Y}: Verwendungsnachweis")
    nachher = [(an, "Überfällig: Verwendungsnachweis") for an in ("an_traeger", "an_amt")]
    assert _zum_nachweis(antrag, vorher) == [vorher_text, vorher_text, *nachher, *nachher]
    assert list(antrag.nachweiserinnerungen.order_by("tage").values_list("tage", flat=True)) == [
        -30,
        -7,
        1,
        14,
    ]


def test_wer_lange_nicht_geprueft_hat_erinnert_nur_einmal(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    faellig, vorher = antrag.nachweis_faellig_am, _letzte()
    assert faellig is not None
    assert len(_nachweis(f"{faellig + timedelta(days=20)}")) == 1
    assert [betreff for _, betreff in _zum_nachweis(antrag, vorher)] == [
        "Überfällig: Verwendungsnachweis"
    ] * 2


def test_nach_einer_verlaengerung_wird_neu_erinnert(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    assert antrag.nachweis_faellig_am is not None
    _nachweis(f"{antrag.nachweis_faellig_am - timedelta(days=7)}")
    neu = antrag.nachweis_faellig_am + timedelta(days=90)
    Antrag.objects.filter(pk=antrag.pk).update(nachweis_faellig_am=neu)
    assert [len(_nachweis(f"{neu + timedelta(days=tage)}")) for tage in (-31, -30, -30)] == [0, 1, 0]


def test_auch_wer_den_abruf_nie_beendet_wird_an_den_nachweis_erinnert(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    faellig, vorher = antrag.nachweis_faellig_am, _letzte()
    assert faellig is not None
    tag = f"{faellig + timedelta(days=1)}"
    assert [len(_nachweis(tag)), len(_nachweis(tag))] == [1, 0]
    assert [betreff for _, betreff in _neue(antrag, vorher)] == ["Überfällig: Verwendungsnachweis"] * 2
    assert "Bitte beenden Sie zuerst den Mittelabruf." in Nachricht.objects.get(pk=vorher + 1).text


def _zum_nachweis(antrag: Antrag, ab: int) -> list[tuple[str, str]]:
    return [zeile for zeile in _neue(antrag, ab) if "Verwendungsnachweis" in zeile[1]]


def _nachweis(tag: str) -> list[str]:
    """What the command says of the proof on this day."""
    return [zeile for zeile in _am(tag) if "„Verwendungsnachweis“" in zeile]


def test_ein_beendeter_fall_wird_nicht_angemahnt(welt: Welt) -> None:
    gehe(welt, welt.eingereicht())
    assert _am("2030-01-01") == NICHTS


@pytest.mark.parametrize("anzahl", [1, 3])
def test_ohne_faelliges_braucht_es_immer_gleich_viele_abfragen(
    welt: Welt, django_assert_num_queries: Any, anzahl: int
) -> None:
    for _ in range(anzahl):
        welt.eingereicht(betrag="100.00")
    with django_assert_num_queries(29):
        assert _am("2023-01-17") == NICHTS


def test_die_stadt_bestimmt_wie_lange_vorher_erinnert_wird(nachforderung: Antrag) -> None:
    Festwert.objects.create(
        schluessel=Festwertart.ERINNERUNG_TAGE,
        wert=Decimal("3.00"),
        gueltig_ab=date(2023, 1, 1),
        quelle="Verfügung",
        freigegeben_am=uhr.jetzt(),
    )
    assert _am("2023-01-26") == NICHTS
    assert _am("2023-01-27")[0] == f"{AZ}: an „Nachreichen“ bis 30.01.2023 erinnert."
    assert offene(nachforderung) == ["nachforderung"]
