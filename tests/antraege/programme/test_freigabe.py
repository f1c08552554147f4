"""A second person releases a Richtlinie; afterwards the database keeps it as it is."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from antraege.kern.maengel import MaengelFehler
from antraege.programme import services
from antraege.programme.models import Frageart, Pruefart, Richtlinie
from antraege.programme.queries import (
    antragsschluss,
    freigabemaengel,
    gueltige_richtlinie,
    kein_aufruf,
    nimmt_antraege_an,
)
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import ProgrammFactory, RichtlinieFactory, StelleFactory, person_mit

TEILE = [
    "fragen",
    "unterlagen",
    "pruefpunkte",
    "mitzeichnungsstellen",
    "wertgrenzen",
    "berichtsfragen",
    "nebenbestimmungen",
    "aufrufe",
]


def vollstaendig(**felder) -> Richtlinie:
    """A draft that has everything a release needs."""
    richtlinie = RichtlinieFactory(freigegeben=False, **felder)
    richtlinie.aufrufe.create(titel="Aufruf", von=date(2022, 1, 1))
    richtlinie.fragen.create(nr=1, abschnitt="A", schluessel="ziele", text="Ziele?", art=Frageart.TEXT)
    richtlinie.unterlagen.create(nr=1, schluessel="plan", bezeichnung="Plan")
    richtlinie.mitzeichnungsstellen.create(stelle=StelleFactory())
    richtlinie.nebenbestimmungen.create(nr=1, text="Nennen Sie die Stadt auf Plakaten.")
    for art in Pruefart:
        richtlinie.pruefpunkte.create(art=art, nr=1, schluessel="p", text="P.")
    return richtlinie


@pytest.fixture
def entwurf(db) -> Richtlinie:
    return vollstaendig()


@pytest.fixture
def leitung(entwurf) -> Benutzer:
    return person_mit(Rolle.LEITUNG, entwurf.programm.stelle)


def verweigert(fehlerart, richtlinie, akteur):
    vorher = Richtlinie.objects.values().get(pk=richtlinie.pk)
    with pytest.raises(fehlerart) as info:
        services.freigeben(richtlinie, akteur=akteur)
    assert Richtlinie.objects.values().get(pk=richtlinie.pk) == vorher
    return info.value


def test_a_second_person_releases(entwurf, leitung):
    with uhr.gestellt(datetime(2022, 6, 1, 8, tzinfo=UTC)):
        frei = services.freigeben(entwurf, akteur=leitung)
    frei.refresh_from_db()
    assert (frei.freigegeben_von, frei.freigegeben_am) == (leitung, datetime(2022, 6, 1, 8, tzinfo=UTC))
    eintrag = Eintrag.objects.get(kette=f"programm/{entwurf.programm_id}")
    assert (eintrag.aktion, eintrag.akteur, eintrag.rolle, eintrag.verweigert) == (
        "richtlinie_freigeben",
        leitung,
        Rolle.LEITUNG.value,
        False,
    )


def test_the_author_does_not_release(entwurf, leitung):
    Richtlinie.objects.filter(pk=entwurf.pk).update(erstellt_von=leitung)
    fehler = verweigert(Verweigert, entwurf, leitung)
    assert fehler.gruende == (
        "Wer eine Richtlinie erstellt hat, gibt sie nicht frei. Bitte fragen Sie eine zweite Person.",
    )
    eintrag = Eintrag.objects.get(kette=f"programm/{entwurf.programm_id}")
    assert (eintrag.verweigert, eintrag.nachher) == (True, {"gruende": list(fehler.gruende)})


def test_who_has_written_on_it_does_not_release(entwurf, leitung):
    entwurf.mitwirkende.add(leitung)
    assert verweigert(Verweigert, entwurf, leitung).gruende == (services.MITGESCHRIEBEN,)


def test_what_is_still_being_written_is_not_released(entwurf, leitung):
    Richtlinie.objects.filter(pk=entwurf.pk).update(vorgelegt_am=None)
    assert "noch geschrieben" in str(verweigert(Ueberholt, entwurf, leitung))


def test_what_has_changed_since_it_was_read_is_not_released(entwurf, leitung):
    Richtlinie.objects.filter(pk=entwurf.pk).update(stand=1)
    verweigert(Ueberholt, entwurf, leitung)


@pytest.mark.parametrize("rolle", [r for r in Rolle if r is not Rolle.LEITUNG])
def test_no_other_role_releases(entwurf, rolle):
    verweigert(Verweigert, entwurf, person_mit(rolle, entwurf.programm.stelle))


def test_the_leitung_of_another_stelle_does_not_release(entwurf):
    verweigert(Verweigert, entwurf, person_mit(Rolle.LEITUNG, StelleFactory()))


def test_a_second_release_is_refused(entwurf, leitung):
    services.freigeben(entwurf, akteur=leitung)
    entwurf.refresh_from_db()
    fehler = verweigert(Ueberholt, entwurf, person_mit(Rolle.LEITUNG, entwurf.programm.stelle))
    assert str(fehler) == "Diese Richtlinie ist bereits freigegeben."


def test_everything_that_is_missing_is_said_at_once(db):
    leer = RichtlinieFactory(freigegeben=False, antragsberechtigt=[], auftrag="")
    leer.wertgrenzen.all().delete()
    leer.berichtsfragen.all().delete()
    fehler = verweigert(MaengelFehler, leer, person_mit(Rolle.LEITUNG, leer.programm.stelle))
    assert [mangel.text for mangel in fehler.maengel] == [
        "Es fehlt, wer Anträge stellen darf.",
        "Es fehlt die Haushaltsstelle.",
        "Es fehlen Wertgrenzen für die Entscheidung.",
        "Es fehlen Fragen an die Antragstellenden.",
        "Es fehlen Prüfpunkte: formale Prüfung.",
        "Es fehlen Prüfpunkte: fachliche Prüfung.",
        "Es fehlen Prüfpunkte: Prüfung des Verwendungsnachweises.",
        "Es fehlen Fragen für den Sachbericht.",
    ]
    assert freigabemaengel(vollstaendig()) == []


def alles(richtlinie) -> list[object]:
    teile = [list(getattr(richtlinie, teil).order_by("pk").values()) for teil in TEILE]
    return [list(Richtlinie.objects.order_by("pk").values()), *teile]


@pytest.fixture
def bleibt(entwurf, leitung):
    """Release, then try something that must change nothing."""
    services.freigeben(entwurf, akteur=leitung)

    def pruefe(tun):
        vorher = alles(entwurf)
        with pytest.raises(IntegrityError) as info, transaction.atomic():
            tun()
        assert alles(entwurf) == vorher
        return str(info.value)

    return pruefe


@pytest.mark.beide_datenbanken
def test_a_released_richtlinie_never_changes(entwurf, bleibt):
    entwurf.refresh_from_db()
    entwurf.titel = "Anders"
    satz = bleibt(entwurf.save)
    assert satz.startswith(
        "Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an."
    )
    bleibt(lambda: Richtlinie.objects.update(freigegeben_von=None))
    bleibt(lambda: Richtlinie.objects.filter(pk=entwurf.pk)._raw_delete("default"))


@pytest.mark.parametrize("teil", TEILE)
@pytest.mark.beide_datenbanken
def test_no_part_of_a_released_richtlinie_changes(entwurf, bleibt, teil):
    menge = getattr(entwurf, teil)
    zeile = menge.first()
    bleibt(zeile.save)
    bleibt(zeile.delete)
    zeile.pk = None
    zeile._state.adding = True
    bleibt(lambda: zeile.save(force_insert=True))


@pytest.mark.parametrize("teil", TEILE)
@pytest.mark.beide_datenbanken
def test_no_part_moves_into_or_out_of_a_released_richtlinie(entwurf, bleibt, teil):
    offen = vollstaendig(programm=ProgrammFactory())
    bleibt(lambda: getattr(entwurf, teil).update(richtlinie=offen))
    bleibt(lambda: getattr(offen, teil).update(richtlinie=entwurf))


@pytest.mark.beide_datenbanken
def test_a_draft_can_be_changed_and_deleted(entwurf):
    entwurf.fragen.update(text="Anders?")
    entwurf.titel = "Anders"
    entwurf.save()
    entwurf.delete()
    connection.check_constraints()
    assert Richtlinie.objects.count() == 0


@pytest.mark.beide_datenbanken
def test_the_newest_released_version_counts(db):
    programm = ProgrammFactory()
    erste = RichtlinieFactory(programm=programm, gueltig_von=date(2022, 1, 1))
    zweite = RichtlinieFactory(
        programm=programm, version=2, gueltig_von=date(2023, 1, 1), gueltig_bis=date(2023, 12, 31)
    )
    RichtlinieFactory(programm=programm, version=3, freigegeben=False)
    RichtlinieFactory(gueltig_von=date(2022, 1, 1))
    tage = [date(2021, 12, 31), date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    assert [gueltige_richtlinie(programm, tag) for tag in tage] == [None, erste, zweite, zweite, erste]


def test_requests_are_taken_in_calls(db):
    richtlinie = RichtlinieFactory(
        aufrufe=[(date(2023, 1, 1), date(2023, 3, 31)), (date(2023, 9, 1), date(2023, 9, 30))]
    )
    tage = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 3, 31), date(2023, 4, 1), date(2023, 9, 30)]
    assert [nimmt_antraege_an(richtlinie, tag) for tag in tage] == [False, True, True, False, True]
    assert [antragsschluss(richtlinie, tag) for tag in tage[1:4]] == [
        *[date(2023, 3, 31)] * 2,
        date(2023, 9, 30),
    ]
    assert kein_aufruf(richtlinie, date(2023, 4, 1)) == (
        "Die Antragsfrist ist am 31.03.2023 abgelaufen. "
        "Der nächste Aufruf „Aufruf 2“ läuft vom 01.09.2023 bis zum 30.09.2023."
    )
    assert nimmt_antraege_an(RichtlinieFactory(), date(2023, 1, 1))


def test_the_call_of_a_newer_version_wants_a_request_of_its_own(db):
    alte = RichtlinieFactory(aufrufe=[(date(2023, 1, 1), date(2023, 3, 31))])
    RichtlinieFactory(
        programm=alte.programm, version=2, aufrufe=[(date(2024, 1, 1), None)], freigegeben=False
    )
    assert kein_aufruf(alte, date(2023, 4, 1)) == "Die Antragsfrist ist am 31.03.2023 abgelaufen."
    RichtlinieFactory(programm=alte.programm, version=3, aufrufe=[(date(2024, 1, 1), None)])
    assert kein_aufruf(alte, date(2023, 4, 1)) == (
        "Die Antragsfrist ist am 31.03.2023 abgelaufen. Der nächste Aufruf „Aufruf 1“ läuft ab dem 01.01.2024. "
        "Für ihn gilt Version 3 der Richtlinie: Beginnen Sie dafür einen neuen Antrag."
    )
    assert kein_aufruf(alte, date(2023, 3, 31)) == ""
