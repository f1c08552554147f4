"""Notes, tags and kept filters: whose they are, what the trail keeps, and what is refused."""

import pytest
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.taten import Tat
from tests.welt import Welt
from tests.workflows.besuch import als, bis
from workflows.merken import tuer
from workflows.models import GemerkterFilter, Notiz, Schlagwort


def stand() -> tuple[object, ...]:
    return (
        list(Notiz.objects.order_by("pk").values()),
        list(Schlagwort.objects.order_by("pk").values()),
        list(GemerkterFilter.objects.order_by("pk").values()),
        Eintrag.objects.filter(verweigert=False).count(),
    )


@pytest.fixture
def fall(welt: Welt) -> Antrag:
    return bis(welt, "entscheidung")[0]


def test_notiz_und_schlagwort_von_der_seite_bis_ins_protokoll(fall: Antrag, welt: Welt) -> None:
    client, seite = als(welt.neu("sb")), reverse("fall_notizen", args=[fall.pk])
    assert client.post(seite, {"text": "Rückruf am Montag"}).status_code == 302
    assert (
        client.post(reverse("schlagwort_setzen", args=[fall.pk]), {"wort": "Leuchtturm"}).status_code == 302
    )
    inhalt = client.get(reverse("fall", args=[fall.pk])).content.decode()
    assert "Rückruf am Montag" in inhalt
    assert "Leuchtturm" in inhalt
    assert client.post(reverse("notiz_erledigen", args=[Notiz.objects.get().pk])).status_code == 302
    assert client.post(reverse("schlagwort_entfernen", args=[Schlagwort.objects.get().pk])).status_code == 302
    taten = [Tat.NOTIZ_SCHREIBEN, Tat.SCHLAGWORT_SETZEN, Tat.NOTIZ_ERLEDIGEN, Tat.SCHLAGWORT_ENTFERNEN]
    eintraege = list(Eintrag.objects.filter(kette=fall.kette, aktion__in=taten).order_by("nr"))
    assert [e.aktion for e in eintraege] == taten
    assert eintraege[0].personen == {"notiz": "Rückruf am Montag"}  # may be blanked one day
    assert "Rückruf" not in str(eintraege[0].nachher)
    assert eintraege[1].nachher == {"schlagwort": "Leuchtturm"}
    assert "Rückruf am Montag" not in client.get(seite).content.decode()
    trail = client.get(reverse("fall_trail", args=[fall.pk])).content.decode()
    assert "Notiz erledigt" in trail


@pytest.mark.parametrize("wer", ["antrag", "zeichnung", "fremd"])
def test_der_traeger_sieht_und_tut_nichts(fall: Antrag, welt: Welt, wer: str) -> None:
    notiz = tuer.notiere(fall, "Nur für uns", akteur=welt.neu("sb"))
    wort = tuer.setze_schlagwort(fall, "Intern", akteur=welt.neu("sb"))
    person = welt.neu("antrag" if wer == "fremd" else wer)
    client, vorher = als(person), stand()
    for name, pk in (
        *(("fall_notizen", fall.pk), ("schlagwort_setzen", fall.pk)),
        *(("notiz_erledigen", notiz.pk), ("schlagwort_entfernen", wort.pk)),
    ):
        antwort = client.post(reverse(name, args=[pk]), {"text": "x", "wort": "x"})
        assert antwort.status_code in (403, 404), name
    assert "Nur für uns" not in client.get(reverse("antrag_status", args=[fall.pk])).content.decode()
    with pytest.raises(Verweigert):
        tuer.notiere(fall, "x", akteur=person)
    with pytest.raises(Verweigert):
        tuer.entferne_schlagwort(wort.pk, akteur=person)
    assert stand() == vorher


@pytest.mark.parametrize(("feld", "wert"), [("text", ""), ("text", "x" * 501), ("text", "a\0b")])
def test_eine_falsche_notiz_kommt_zurueck(fall: Antrag, welt: Welt, feld: str, wert: str) -> None:
    vorher = stand()
    antwort = als(welt.neu("sb")).post(reverse("fall_notizen", args=[fall.pk]), {feld: wert})
    assert antwort.status_code == 422
    assert stand() == vorher


def test_dasselbe_schlagwort_steht_einmal_am_fall(fall: Antrag, welt: Welt) -> None:
    sb = welt.neu("sb")
    tuer.setze_schlagwort(fall, "Leuchtturm", akteur=sb)
    vorher = stand()
    antwort = als(sb).post(reverse("schlagwort_setzen", args=[fall.pk]), {"wort": "LEUCHTTURM"})
    assert antwort.status_code == 422
    assert tuer.SCHON_DA in antwort.content.decode()
    assert 'value="LEUCHTTURM"' in antwort.content.decode()
    assert stand() == vorher


def test_mehr_als_genug_wird_abgelehnt(fall: Antrag, welt: Welt) -> None:
    sb = welt.neu("sb")
    Schlagwort.objects.bulk_create(Schlagwort(antrag=fall, wort=f"w{nr}", gesetzt_von=sb) for nr in range(20))
    Notiz.objects.bulk_create(Notiz(antrag=fall, text="x", geschrieben_von=sb) for _ in range(100))
    vorher = stand()
    with pytest.raises(MaengelFehler):
        tuer.setze_schlagwort(fall, "noch eins", akteur=sb)
    with pytest.raises(MaengelFehler):
        tuer.notiere(fall, "noch eine", akteur=sb)
    assert stand() == vorher


def test_erledigt_wird_einmal_und_was_weg_ist_ist_ueberholt(fall: Antrag, welt: Welt) -> None:
    sb = welt.neu("sb")
    notiz, wort = tuer.notiere(fall, "x", akteur=sb), tuer.setze_schlagwort(fall, "y", akteur=sb)
    tuer.erledige(notiz.pk, akteur=sb)
    tuer.entferne_schlagwort(wort.pk, akteur=sb)
    vorher = stand()
    with pytest.raises(Ueberholt):
        tuer.erledige(notiz.pk, akteur=sb)
    with pytest.raises(Ueberholt):
        tuer.entferne_schlagwort(wort.pk, akteur=sb)
    assert als(sb).post(reverse("notiz_erledigen", args=[notiz.pk])).status_code == 409
    assert als(sb).post(reverse("schlagwort_entfernen", args=[wort.pk])).status_code == 404
    assert stand() == vorher


def test_eine_notiz_macht_keine_offene_seite_alt(fall: Antrag, welt: Welt) -> None:
    vorher = Antrag.objects.get(pk=fall.pk).stand
    tuer.notiere(fall, "x", akteur=welt.neu("sb"))
    assert Antrag.objects.get(pk=fall.pk).stand == vorher


def test_ein_filter_gehoert_einer_person(welt: Welt) -> None:
    welt.eingereicht()
    client, adresse = als(welt.neu("sb")), reverse("filter")
    seite = client.get(reverse("faelle"), {"status": "eingereicht"}).content.decode()
    assert "liste=faelle&amp;werte=status%3Deingereicht" in seite
    frage = f"{adresse}?liste=faelle&werte=status%3Deingereicht%26nach%3D5%26format%3Dcsv"
    assert client.post(frage, {"name": "Eingang"}).status_code == 302
    gemerkt = GemerkterFilter.objects.get()
    assert (gemerkt.liste, gemerkt.werte) == ("faelle", "status=eingereicht")
    assert f"{reverse('faelle')}?status=eingereicht" in client.get(adresse).content.decode()
    fremde, vorher = als(welt.neu("leitung")), stand()
    assert "Eingang" not in fremde.get(adresse).content.decode()
    assert fremde.post(reverse("filter_loeschen", args=[gemerkt.pk])).status_code == 404
    assert stand() == vorher
    assert client.post(reverse("filter_loeschen", args=[gemerkt.pk])).status_code == 302
    assert not GemerkterFilter.objects.exists()


@pytest.mark.parametrize(
    ("frage", "name", "status"),
    [
        *(("", "x", 404), ("?liste=konto&werte=a", "x", 404), ("?liste=//boese.example&werte=a", "x", 404)),
        *(("?liste=faelle&werte=a", "", 422), ("?liste=faelle&werte=a", "x" * 61, 422)),
        *((f"?liste=faelle&werte=suche%3D{'a' * 1001}", "x", 422), ("?liste=faelle&werte=a", "da", 422)),
    ],
)
def test_ein_falscher_filter_wird_nicht_gemerkt(welt: Welt, frage: str, name: str, status: int) -> None:
    sb = welt.neu("sb")
    GemerkterFilter.objects.create(benutzer=sb, liste="faelle", name="da")
    vorher = stand()
    assert als(sb).post(reverse("filter") + frage, {"name": name}).status_code == status
    assert stand() == vorher
