"""A finding: raised, answered by the Leitung, asked again, followed up, closed; it keeps its words."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.revision import feststellungen
from antraege.revision.models import Beitrag, Feststellung, Feststellungsstatus
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.pruefung import pruefe_kette
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import rolle_geben
from tests.welt import Welt
from tests.workflows.revision.revisionswelt import fall, zahlung
from workflows.models import Postausgang
from workflows.revision import bezug, post

pytestmark = pytest.mark.django_db
S = Feststellungsstatus
Als = Callable[[str], Client]


def _angaben(welt: Welt, **anders: Any) -> feststellungen.Angaben:
    werte: dict[str, Any] = {
        "stelle": welt.stellen["fb40"],
        "titel": "Zahlung vor dem Bescheid",
        "sachverhalt": "Gezahlt wurde am 1. April, entschieden am 2. Mai.",
        "grundlage": "§ 31 KomHVO NRW",
        "empfehlung": "",
        "antwort_bis": date(2023, 2, 13),
    }
    return feststellungen.Angaben(**{**werte, **anders})


def _erhoben(welt: Welt, antrag: Antrag | None = None) -> Feststellung:
    worum = bezug.lies({"fall": str((antrag or fall(welt)).pk)})
    return feststellungen.erhebe(_angaben(welt), worum, akteur=welt.neu("pruefung"))


def _beantwortet(welt: Welt) -> Feststellung:
    f = _erhoben(welt)
    return feststellungen.beantworte(f.pk, text="Das trifft zu.", stand=f.stand, akteur=welt.neu("leitung"))


def _stand() -> tuple[Any, ...]:
    return tuple(Feststellung.objects.values()), tuple(Beitrag.objects.values())


def test_vom_treffer_bis_zum_bericht(welt: Welt, als: Als, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.revision.schreiben.erzeuge_pdf", lambda _: b"%PDF-1.7 Bericht")
    antrag = fall(welt)
    pruefung, leitung = als("pruefung"), als("leitung")
    neu = f"{reverse('feststellung_neu')}?zahlung={zahlung(antrag).pk}&regel=tempo"
    seite = pruefung.get(neu)
    assert (seite.context["form"]["titel"].value(), seite.context["form"]["antwort_bis"].value()) == (
        "Ungewöhnlich schnell bewilligt",
        date(2023, 2, 13),
    )
    eingaben = {
        "stelle": welt.stellen["fb40"].pk,
        "titel": "Zu schnell",
        "sachverhalt": "Ein Tag.",
        "grundlage": "§ 24 VwVfG NRW",
        "antwort_bis": "2023-02-13",
    }
    assert pruefung.post(neu, eingaben).status_code == 302
    f = Feststellung.objects.get()
    assert (f.status, f.antrag, f.regel) == (S.OFFEN, antrag, "tempo")
    assert f.bezug.startswith("1. Mittelabruf über 2.000,00")
    an = set(Postausgang.objects.values_list("an", flat=True))
    assert {welt.personen[wer].email for wer in ("leitung", "gruppenleitung")} <= an
    assert not {welt.personen[wer].email for wer in ("sb", "fabido", "pruefung")} & an
    assert f.kennung in leitung.get("/postkorb/").content.decode()
    adresse = reverse("feststellung", args=[f.pk])
    assert [worte for _, worte in leitung.get(adresse).context["wege"]] == ["Antworten"]
    leitung.post(f"{adresse}beantworten/", {"text": "Es eilte.", "stand": f.stand})
    assert f.kennung not in leitung.get("/postkorb/").content.decode()
    for name, werte in (
        ("nachfragen", {"text": "Warum?", "antwort_bis": "2023-03-01"}),
        ("beantworten", {"text": "Eine Frist des Landes."}),
        ("nachverfolgen", {"text": "Neue Anweisung.", "umsetzung_bis": "2023-06-30"}),
        ("schliessen", {"text": "Umgesetzt."}),
    ):
        wer = leitung if name == "beantworten" else pruefung
        f.refresh_from_db()
        antwort = wer.post(f"{adresse}{name}/", {**werte, "stand": f.stand})
        assert antwort.status_code == 302, (name, antwort.content.decode()[:3000])
    f.refresh_from_db()
    assert (f.status, f.umsetzung_bis, f.geschlossen_von) == (
        S.GESCHLOSSEN,
        date(2023, 6, 30),
        welt.personen["pruefung"],
    )
    assert [b.text for b in f.beitraege.all()] == [
        *("Es eilte.", "Warum?", "Eine Frist des Landes.", "Neue Anweisung.", "Umgesetzt.")
    ]
    for client in (pruefung, leitung):
        assert client.get(f"{adresse}bericht.pdf").content == b"%PDF-1.7 Bericht"
    assert pruefung.get(adresse).context["wege"] == []
    assert pruefe_kette(f.kette).heil
    assert Eintrag.objects.filter(kette=f.kette).count() == 6
    assert not Eintrag.objects.filter(kette=antrag.kette, akteur=welt.personen["pruefung"]).exists()


@pytest.mark.parametrize("person", ["sb", "kasse", "zeichnung", "pruefung", "fabido"])
def test_nur_die_leitung_der_gepruften_stelle_antwortet(welt: Welt, person: str) -> None:
    f = _erhoben(welt)
    vorher = _stand()
    with pytest.raises(Verweigert):
        feststellungen.beantworte(f.pk, text="Ich.", stand=f.stand, akteur=welt.neu(person))
    assert _stand() == vorher


@pytest.mark.parametrize("person", ["sb", "leitung", "kasse"])
def test_nur_die_rechnungspruefung_stellt_fest(welt: Welt, person: str) -> None:
    worum = bezug.lies({"fall": str(fall(welt).pk)})
    with pytest.raises(Verweigert):
        feststellungen.erhebe(_angaben(welt), worum, akteur=welt.neu(person))
    assert not Feststellung.objects.exists()


def test_wer_selbst_gehandelt_hat_prueft_diesen_fall_nicht(welt: Welt, als: Als) -> None:
    rolle_geben(welt.personen["zeichnung"], Rolle.RECHNUNGSPRUEFUNG, welt.stellen["stadt"])
    eigener = welt.eingereicht()
    client = als("zeichnung")
    eigen = f"{reverse('feststellung_neu')}?fall={eigener.pk}"
    antwort = client.get(eigen)
    assert antwort.status_code == 403
    assert "selbst gehandelt" in antwort.content.decode()
    eingaben = {
        "stelle": welt.stellen["fb40"].pk,
        "titel": "Eigenes",
        "sachverhalt": "Eigenes.",
        "grundlage": "§ 1",
        "antwort_bis": "2023-02-13",
    }
    assert client.post(eigen, eingaben).status_code == 403
    assert not Feststellung.objects.exists()
    assert Eintrag.objects.filter(aktion=Tat.FESTSTELLUNG_ERHEBEN, verweigert=True).count() == 1
    organisation = client.get(f"{reverse('feststellung_neu')}?organisation={welt.traeger.pk}")
    assert (organisation.status_code, "gehören zu dieser Organisation" in organisation.content.decode()) == (
        403,
        True,
    )
    assert client.get(f"{reverse('feststellung_neu')}?fall={fall(welt).pk}").status_code == 200


def test_wer_fest_stellt_antwortet_nicht_auch_mit_zweiter_rolle(welt: Welt) -> None:
    rolle_geben(welt.personen["pruefung"], Rolle.LEITUNG, welt.stellen["fb40"])
    f = _erhoben(welt)
    with pytest.raises(Verweigert, match="Antworten muss die geprüfte Stelle"):
        feststellungen.beantworte(f.pk, text="Ja.", stand=f.stand, akteur=welt.neu("pruefung"))
    assert not Beitrag.objects.exists()


def test_der_fall_ist_weg_und_die_worte_bleiben(welt: Welt, als: Als) -> None:
    antrag = fall(welt, status=Status.ZURUECKGEZOGEN)
    f = _erhoben(welt, antrag)
    worte = f.bezug
    antrag.delete()
    f.refresh_from_db()
    assert (f.antrag, f.bezug) == (None, worte)
    seite = als("pruefung").get(reverse("feststellung", args=[f.pk]))
    assert (seite.status_code, seite.context["fall"], worte in seite.content.decode()) == (200, "", True)
    feststellungen.beantworte(f.pk, text="Ja.", stand=f.stand, akteur=welt.neu("leitung"))


def test_schlechte_eingaben_aendern_nichts(welt: Welt, als: Als) -> None:
    f = _beantwortet(welt)
    vorher, person = _stand(), welt.neu("pruefung")
    with pytest.raises(MaengelFehler, match="Zukunft"):
        feststellungen.frage_nach(f.pk, text="Und?", antwort_bis=uhr.heute(), stand=f.stand, akteur=person)
    with pytest.raises(MaengelFehler, match="schreiben"):
        feststellungen.schliesse(f.pk, text=" ", schreibe=lambda _: b"", stand=f.stand, akteur=person)
    with pytest.raises(Ueberholt):
        feststellungen.frage_nach(
            f.pk, text="Und?", antwort_bis=date(2023, 3, 1), stand=f.stand - 1, akteur=person
        )
    with pytest.raises(Ueberholt):
        feststellungen.beantworte(f.pk, text="Nochmal.", stand=f.stand, akteur=welt.neu("leitung"))
    assert _stand() == vorher
    client = als("pruefung")
    for schlecht in ("", "fall=999999", "fall=abc", "fall=" + "9" * 40, "dings=1", "fall=-1"):
        assert client.get(f"{reverse('feststellung_neu')}?{schlecht}").status_code == 404
    antwort = client.post(f"{reverse('feststellung_neu')}?fall={fall(welt).pk}", {"titel": "Halb fertig"})
    assert (antwort.status_code, "Halb fertig" in antwort.content.decode()) == (422, True)
    assert _stand() == vorher


def test_andere_stellen_sehen_sie_nicht(welt: Welt, als: Als) -> None:
    adresse = reverse("feststellung", args=[_erhoben(welt).pk])
    assert als("fabido").get(adresse).status_code == 404
    assert als("sb").get(adresse).status_code == 403
    assert als("gruppenleitung").get(adresse).status_code == 200
    assert len(als("fabido").get(reverse("feststellungen")).context["zeilen"]) == 0
    liste = als("pruefung").get(f"{reverse('feststellungen')}?status=offen")
    assert len(liste.context["zeilen"]) == 1
    geschlossene = als("pruefung").get(f"{reverse('feststellungen')}?status=geschlossen")
    assert len(geschlossene.context["zeilen"]) == 0
    assert "?status=offen&amp;format=csv" in liste.content.decode()
    csv = b"".join(als("pruefung").get(f"{reverse('feststellungen')}?status=geschlossen&format=csv"))  # type: ignore[arg-type]
    assert b"PF-2023" not in csv


def test_an_eine_spaete_antwort_wird_einmal_erinnert(welt: Welt) -> None:
    f = _erhoben(welt)
    assert list(post.erinnere()) == []
    with uhr.gestellt(datetime(2023, 2, 14, 9, tzinfo=ZoneInfo("Europe/Berlin"))):
        assert list(post.erinnere()) == [f"{f.kennung}: an die Antwort bis 13.02.2023 erinnert."]
        assert list(post.erinnere()) == []
    an = Postausgang.objects.filter(betreff__contains=f.kennung).values_list("an", flat=True)
    assert list(an).count(welt.personen["leitung"].email) == 1


@pytest.mark.pdf
def test_der_entwurf_ist_ein_pdf(welt: Welt, als: Als) -> None:
    f = _erhoben(welt)
    antwort = als("pruefung").get(reverse("pruefbericht", args=[f.pk]))
    assert antwort.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in antwort.content
