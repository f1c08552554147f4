"""Who rules the whole database and rebuilds everything in it is found, or what is not yet anchored is named."""

import json
import random
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from rollen import trigger, uhr
from rollen.kette import eintrag_hash, siegel_hash
from rollen.models import Eintrag, Kettenkopf, Siegel, Siegelunterschrift
from rollen.protokoll import pruefe_alles, schreibe
from rollen.siegel import SiegelFehler, verankere, wurzel
from rollen.siegelschluessel import SchluesselFehler, lege_an, unterschreibe
from rollen.taten import Tat
from tests.datenbank import ohne_trigger, sql

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]
LAEUFE = 1000 if connection.vendor == "sqlite" else 100


@pytest.fixture(autouse=True)
def schluessel(settings, tmp_path) -> Path:
    for name, datei in (
        ("SCHLUESSEL", "geheim.pem"),
        ("OEFFENTLICH", "oeffentlich.pem"),
        ("ANKER", "anker.jsonl"),
        ("BEFUND", "befund.json"),
    ):
        setattr(settings, f"PROTOKOLL_{name}", str(tmp_path / datei))
    lege_an()
    return tmp_path


def _schreibe_am(tag: int, kette: str = "antrag/8") -> Eintrag:
    with uhr.gestellt(datetime(2023, 5, tag, 12, tzinfo=UTC)):
        return schreibe(kette=kette, aktion=Tat.ERINNERN, objekt=kette)


def _verankere(tag: int) -> Siegel:
    with uhr.gestellt(datetime(2023, 5, tag + 1, 0, 30, tzinfo=UTC)):
        return verankere(date(2023, 5, tag))[0]


@pytest.fixture
def verankert(drei_ketten) -> list[Eintrag]:
    """Two sealed days and three entries after them."""
    _verankere(10)
    for kette in ("antrag/1", "antrag/4"):
        _schreibe_am(11, kette)
    _verankere(11)
    for kette in ("antrag/1", "antrag/4", "antrag/5"):
        _schreibe_am(12, kette)
    return list(Eintrag.objects.order_by("pk"))


def test_ein_unterschriebenes_siegel_sagt_bis_wohin_der_beweis_reicht(verankert) -> None:
    befund = pruefe_alles()
    assert befund.fehler == []
    assert befund.urteil == (
        "Das Protokoll ist unverändert, soweit es verankert ist. Verankert ist alles bis zum unterschriebenen "
        "Siegel vom 11.05.2023. 3 Einträge danach sind noch nicht verankert."
    )
    _verankere(12)
    assert pruefe_alles().siegel.reichweite.endswith("vom 12.05.2023. Danach steht kein Eintrag.")


def _rechne_neu(kette: str) -> None:
    """Number, chain and hash a whole chain anew, and its head: what an attacker would do."""
    vorgaenger, nr = "", 0
    for nr, eintrag in enumerate(Eintrag.objects.filter(kette=kette).order_by("pk"), start=1):
        eintrag.nr, eintrag.vorgaenger = nr, vorgaenger
        vorgaenger = eintrag.hash = eintrag_hash(eintrag)
        sql(
            "UPDATE rollen_eintrag SET nr = %s, vorgaenger = %s, hash = %s WHERE id = %s",
            [nr + 1000, eintrag.vorgaenger, eintrag.hash, eintrag.pk],
        )
    sql("UPDATE rollen_eintrag SET nr = nr - 1000 WHERE kette = %s AND nr > 1000", [kette])
    sql("UPDATE rollen_kettenkopf SET nr = %s, hash = %s WHERE kette = %s", [nr, vorgaenger, kette])


def _siegle_neu() -> None:
    davor = Siegel(bis_eintrag=0, hash="")
    for siegel in Siegel.objects.order_by("tag"):
        siegel.wurzel, siegel.anzahl = wurzel(davor.bis_eintrag, siegel.bis_eintrag)
        siegel.vorgaenger = davor.hash
        siegel.hash = siegel_hash(siegel)
        siegel.save()
        davor = siegel


def _aendere(eintrag: Eintrag, zufall: random.Random) -> None:
    feld, wert = zufall.choice(
        [
            ("aktion", "ablehnen"),
            ("nachher", json.dumps({"bewilligt": "99999.00"})),
            ("rolle", "erfunden"),
            ("zeitpunkt", eintrag.zeitpunkt - timedelta(days=zufall.randrange(1, 9))),
            ("von", "x"),
        ]
    )
    sql(f"UPDATE rollen_eintrag SET {feld} = %s WHERE id = %s", [wert, eintrag.pk])  # noqa: S608


def _loesche(eintrag: Eintrag, zufall: random.Random) -> None:
    sql("DELETE FROM rollen_eintrag WHERE id = %s", [eintrag.pk])


def _kuerze(eintrag: Eintrag, zufall: random.Random) -> None:
    sql("DELETE FROM rollen_eintrag WHERE kette = %s AND nr >= %s", [eintrag.kette, eintrag.nr])


def _schiebe_ein(eintrag: Eintrag, zufall: random.Random) -> None:
    """An entry of today, dated back to the day of another."""
    with uhr.gestellt(eintrag.zeitpunkt):
        schreibe(kette=eintrag.kette, aktion=Tat.ENTSCHEIDUNG, objekt=eintrag.kette)


def _nichts_weiter(zufall: random.Random) -> None:
    """The seals are left as they are."""


def _siegel_neu_ohne_unterschrift(zufall: random.Random) -> None:
    sql("DELETE FROM rollen_siegelunterschrift")
    _siegle_neu()


def _siegel_neu_mit_alter_unterschrift(zufall: random.Random) -> None:
    _siegle_neu()


def _siegel_weg(zufall: random.Random) -> None:
    sql("DELETE FROM rollen_siegelunterschrift")
    sql("DELETE FROM rollen_siegel")


EINGRIFFE: list[Callable[[Eintrag, random.Random], None]] = [_aendere, _loesche, _kuerze, _schiebe_ein]
SIEGEL = [_nichts_weiter, _siegel_neu_ohne_unterschrift, _siegel_neu_mit_alter_unterschrift, _siegel_weg]


def test_tausend_zufaellige_eingriffe_werden_gefunden_oder_als_nicht_verankert_benannt(verankert) -> None:
    """By plain SQL, without triggers, with chains, heads and seals rebuilt or not."""
    zufall = random.Random(24046)
    entgangen, benannt = [], 0
    letztes = Siegel.objects.latest("tag")
    with ohne_trigger():
        for lauf in range(LAEUFE):
            eintrag, neu = zufall.choice(verankert), zufall.random() < 0.8
            eingriff, siegel = zufall.choice(EINGRIFFE), zufall.choice(SIEGEL)
            with transaction.atomic():
                eingriff(eintrag, zufall)
                if neu:
                    _rechne_neu(eintrag.kette)
                    siegel(zufall)
                befund = pruefe_alles()
                gefunden = befund.gebrochen or befund.siegel.fehler
                if not gefunden:
                    offen = eintrag.pk > letztes.bis_eintrag or eingriff is _schiebe_ein
                    genannt = (
                        befund.siegel.verankert_am == letztes.tag and "11.05.2023" in befund.siegel.reichweite
                    )
                    benannt += offen and genannt
                    if not (offen and genannt):
                        entgangen.append((lauf, eintrag.pk, eingriff.__name__, siegel.__name__))
                transaction.set_rollback(True)
    assert entgangen == []
    assert 0 < benannt < LAEUFE / 4
    assert pruefe_alles().fehler == []


def test_rueckdatiertes_wird_gefunden(verankert) -> None:
    """The attacker has the program write: chain and head are right, only the day is not."""
    with uhr.gestellt(datetime(2023, 5, 10, 8, tzinfo=UTC)):
        schreibe(kette="antrag/9", aktion=Tat.ENTSCHEIDUNG, objekt="antrag/9")
    assert pruefe_alles().fehler == [
        "antrag/9 Nr. 1: Der Eintrag ist rückdatiert: Er wurde nach dem Siegel vom 11.05.2023 geschrieben.",
    ]


def test_auf_neu_gerechnete_siegel_wird_nichts_unterschrieben(verankert, settings, schluessel) -> None:
    """Otherwise the next night would sign what was forged."""
    anker = Path(settings.PROTOKOLL_ANKER)
    with ohne_trigger():
        _siegel_neu_ohne_unterschrift(random.Random(1))
        sql("UPDATE rollen_siegel SET anzahl = anzahl + 1 WHERE tag = '2023-05-11'")
    vorher = anker.read_text(encoding="utf-8")
    with pytest.raises(SiegelFehler, match="weicht von der Abschrift ab"):
        _verankere(12)
    anker.rename(schluessel / "verlegt.jsonl")
    Siegelunterschrift.objects.create(siegel=Siegel.objects.earliest("tag"), schluessel="x" * 16, wert="00")
    with pytest.raises(SiegelFehler, match="trägt keine gültige Unterschrift"):
        _verankere(12)
    assert not anker.exists()
    assert (schluessel / "verlegt.jsonl").read_text(encoding="utf-8") == vorher
    assert Siegelunterschrift.objects.count() == 1


def test_ein_leerer_bestand_ist_nicht_unveraendert(verankert) -> None:
    with ohne_trigger():
        for tabelle in ("siegelunterschrift", "siegel", "kettenkopf", "eintrag"):
            sql(f"DELETE FROM rollen_{tabelle}")  # noqa: S608
    assert pruefe_alles().fehler == [
        "Siegel vom 2023-05-10: Die Datenbank weicht von der Abschrift ab.",
        "Siegel vom 2023-05-11: Die Datenbank weicht von der Abschrift ab.",
    ]
    assert Kettenkopf.objects.count() == 0


def test_die_abschrift_einer_anderen_datenbank_wird_erkannt(verankert, settings, tmp_path) -> None:
    fremd = tmp_path / "fremd.jsonl"
    fremd.write_text(
        "".join(
            json.dumps({**json.loads(zeile), "hash": "f" * 64, "wurzel": "e" * 64}) + "\n"
            for zeile in Path(settings.PROTOKOLL_ANKER).read_text(encoding="utf-8").splitlines()
        ),
        encoding="utf-8",
    )
    befund = pruefe_alles(fremd)
    assert len(befund.fehler) == 1
    assert befund.fehler[0].endswith("Die Abschrift gehört vermutlich zu einer anderen Datenbank.")


def test_eine_fehlende_abschrift_und_ein_fremder_schluessel_fallen_auf(verankert, settings, tmp_path) -> None:
    Path(settings.PROTOKOLL_ANKER).unlink()
    assert pruefe_alles().fehler == [f"Die Abschrift der Siegel fehlt: {settings.PROTOKOLL_ANKER}."]
    Path(settings.PROTOKOLL_OEFFENTLICH).write_text("", encoding="ascii")
    assert "Siegel vom 10.05.2023: Die Unterschrift stimmt nicht oder ist von einem fremden Schlüssel." in (
        pruefe_alles().fehler
    )
    Path(settings.PROTOKOLL_OEFFENTLICH).write_text("kein Schlüssel", encoding="utf-8")
    with pytest.raises(SchluesselFehler, match="etwas anderes als öffentliche Schlüssel"):
        pruefe_alles()


def test_ein_neuer_schluessel_laesst_die_alten_siegel_gelten(verankert, settings, tmp_path) -> None:
    with pytest.raises(SchluesselFehler, match="gibt es schon"):
        lege_an()
    Path(settings.PROTOKOLL_SCHLUESSEL).rename(tmp_path / "alt.pem")
    lege_an()
    _verankere(12)
    assert pruefe_alles().fehler == []
    assert Siegelunterschrift.objects.values("schluessel").distinct().count() == 2


def test_der_geheime_schluessel_ist_nur_fuer_seinen_besitzer(settings) -> None:
    datei = Path(settings.PROTOKOLL_SCHLUESSEL)
    assert stat.S_IMODE(datei.stat().st_mode) == 0o600
    datei.write_text("kaputt", encoding="utf-8")
    with pytest.raises(SchluesselFehler, match="kein Schlüssel im Format PEM"):
        unterschreibe("a" * 64)
    datei.unlink()
    assert unterschreibe("a" * 64) is None


def test_die_naechtlichen_befehle(drei_ketten, settings, mailoutbox) -> None:
    settings.PROTOKOLL_POST = ["pruefung@rpa.example"]
    ausgabe = StringIO()
    call_command("protokoll_siegeln", "--tag", "2023-05-10", stdout=ausgabe)
    assert ausgabe.getvalue().splitlines()[1:] == [
        f"{settings.PROTOKOLL_ANKER}: 1 Siegel ergänzt.",
        "Siegel gesandt an pruefung@rpa.example.",
    ]
    assert Siegel.objects.get().hash in mail.outbox[0].body
    assert Siegelunterschrift.objects.get().wert in mail.outbox[0].body
    call_command("protokoll_pruefen", stdout=StringIO())
    abgelegt = json.loads(Path(settings.PROTOKOLL_BEFUND).read_text(encoding="utf-8"))
    assert (abgelegt["heil"], abgelegt["eintraege"]) == (True, 12)
    with pytest.raises(CommandError, match="gibt es schon"):
        call_command("protokoll_schluessel")


def test_eine_mail_die_nicht_hinausgeht_laesst_das_siegel_stehen(drei_ketten, settings, monkeypatch) -> None:
    settings.PROTOKOLL_POST = ["pruefung@rpa.example"]

    def kein_server(*_args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("rollen.management.commands.protokoll_siegeln.send_mail", kein_server)
    with pytest.raises(CommandError, match="Das Siegel steht, aber"):
        call_command("protokoll_siegeln", "--tag", "2023-05-10", stdout=StringIO())
    assert Siegel.objects.count() == Siegelunterschrift.objects.count() == 1
    assert len(Path(settings.PROTOKOLL_ANKER).read_text(encoding="utf-8").splitlines()) == 1


def test_ausloeser_die_fehlen_oder_anders_lauten_werden_genannt(db) -> None:
    assert trigger.maengel() == []
    if connection.vendor == "sqlite":
        sql("DROP TRIGGER rollen_siegel_kein_update")
        sql("DROP TRIGGER rollen_eintrag_kein_update")
        sql("CREATE TRIGGER rollen_eintrag_kein_update BEFORE UPDATE ON rollen_eintrag BEGIN SELECT 1; END")
        erwartet = [
            "Der Auslöser rollen_siegel_kein_update fehlt oder ist abgeschaltet.",
            "Der Auslöser rollen_eintrag_kein_update sagt etwas anderes als das Programm.",
        ]
    else:
        sql("ALTER TABLE rollen_siegel DISABLE TRIGGER rollen_siegel_zeile")
        sql("DROP TRIGGER rollen_eintrag_leeren ON rollen_eintrag")
        sql(
            "CREATE TRIGGER rollen_eintrag_leeren AFTER TRUNCATE ON rollen_eintrag "
            "FOR EACH STATEMENT EXECUTE FUNCTION rollen_siegel_fortschreiben()"
        )
        sql(
            "CREATE OR REPLACE FUNCTION rollen_kettenkopf_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RETURN NEW; END$$"
        )
        erwartet = [
            "Der Auslöser rollen_siegel_zeile fehlt oder ist abgeschaltet.",
            "Der Auslöser rollen_eintrag_leeren sagt etwas anderes als das Programm.",
            "Die Funktion rollen_kettenkopf_fortschreiben der Auslöser fehlt oder sagt etwas anderes als das Programm.",
        ]
    assert trigger.maengel() == erwartet
    assert set(erwartet) <= set(pruefe_alles().fehler)
