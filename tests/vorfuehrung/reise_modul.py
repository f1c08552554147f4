"""README: "Book a module"."""

from antraege.angebote.models import Abruf, Bedarf, Termin
from antraege.kern.fristen import werktage_spaeter
from rollen import uhr
from tests.vorfuehrung.besucher import Besucher
from tests.vorfuehrung.uhren import Reise


def ein_abruf() -> Reise:
    """README: Book a module."""
    termin = _trage_ein()
    erster = _buche("stift-grundschule", termin, "Klasse 4a")
    zweiter = _buche("westhausen-grundschule", termin, "Klasse 2b")
    assert (erster.status, zweiter.status) == ("angefragt", "warteliste")
    _tue("leitung-40-6", erster, "zuordnen")
    _tue("ekk", erster, "zusagen", termin=str(termin.pk))
    ekk = Besucher("ekk")
    ekk.geh(f"/termine/{termin.pk}/")
    ekk.sende(plaetze="2")
    zweiter.refresh_from_db()
    assert zweiter.status == "angefragt"
    _tue("westhausen-grundschule", zweiter, "absagen", grund="Ausflug")
    yield termin.am
    _tue("ekk", erster, "durchfuehren")
    worte = {"kinder_erreicht": "11", "passung": "gut", "gelungen": "Alle haben geforscht."}
    _tue("stift-grundschule", erster, "rueckmelden", **worte)
    erster.refresh_from_db()
    assert erster.status == "rueckgemeldet"
    _antworte_und_sieh_die_luecken()


def _trage_ein() -> Termin:
    ekk, tag = Besucher("ekk"), werktage_spaeter(uhr.heute(), 7)
    ekk.geh("/meine-angebote/")
    ekk.folge("Forscherwerkstatt", "Termine pflegen")
    zeit = {"am": str(tag), "von": "14:00", "bis": "15:30", "buchbar_bis": str(tag)}
    ekk.sende(**zeit, ort="Lernraum 2", plaetze="1", wochen="1")
    return Termin.objects.get(am=tag, ort="Lernraum 2")


def _buche(wer: str, termin: Termin, gruppe: str) -> Abruf:
    schule = Besucher(wer)
    schule.geh("/angebote/?suche=forschen")
    schule.folge("Forscherwerkstatt", "Angebot abrufen")
    schule.sende(termin=str(termin.pk))
    schule.sende(gruppe=gruppe, kinder="12", kontakt="Klassenleitung")
    schule.sende(knopf="Abruf senden")
    return Abruf.objects.get(termin=termin, gruppe=gruppe)


def _tue(wer: str, abruf: Abruf, tat: str, **eingaben: str) -> None:
    besucher = Besucher(wer)
    besucher.geh(f"/modulabrufe/{abruf.pk}/")
    besucher.geh(f"/modulabrufe/{abruf.pk}/{tat}/")
    besucher.sende(**{**besucher.formular({"stand"}).felder, **eingaben})


def _antworte_und_sieh_die_luecken() -> None:
    anbieter, bedarf = Besucher("awo"), Bedarf.objects.get(status="offen")
    anbieter.geh("/bedarfe/")
    anbieter.folge(bedarf.titel)
    anbieter.sende(text="Wir kommen gern.")
    schule = Besucher("westhausen-grundschule")
    schule.geh(f"/bedarfe/{bedarf.pk}/")
    assert "Wir kommen gern." in schule.worte
    leitung = Besucher("leitung-40-5")
    leitung.geh("/luecken/")
    assert "Lücke" in leitung.worte
