"""What is done to a note of advice: asked in the portal, written, changed, closed.

Everything raises Verweigert without the right, Ueberholt when the page was outdated; each act is one entry in the
chain of the Stelle that advises. Who asked, and how to reach them, stands apart under `personen`.
"""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from antraege.antrag.dateien import GepruefteDatei
from antraege.foerderberatung.models import Beratungsvermerk, Kanal
from antraege.foerderberatung.queries import im_amt_der_servicestelle
from antraege.kern.maengel import Mangel, keine_oder
from rollen import rechte, uhr
from rollen.akt import Wer, akt, unterschied
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat

FELDER = (
    "organisation",
    "mit_wem",
    "eingang_am",
    "thema",
    "fragen",
    "empfehlung",
    "wiedervorlage",
    "antwort_an",
)
ERLEDIGT = "Dieser Vermerk ist erledigt und ändert sich nicht mehr."
OHNE_SERVICESTELLE = "Zurzeit nimmt niemand Anfragen an. Bitte rufen Sie die Stadt an."


def _darf(vermerk: Beratungsvermerk, akteur: Benutzer) -> Berechtigung:
    """Advice given at a Stelle is worked on there, and by the Servicestelle everywhere."""
    ueberall = next(iter(im_amt_der_servicestelle(akteur)), None)
    return ueberall or rechte.verlange(akteur, Recht.BERATEN, vermerk.stelle)


BERATEN: Wer[Beratungsvermerk] = Wer(_darf)
VERMERKEN: Wer[Beratungsvermerk] = Wer(
    lambda vermerk, akteur: rechte.verlange(akteur, Recht.BERATEN, vermerk.stelle)
)


def frage_an(*, name: str, organisation: str, email: str, anliegen: str) -> Beratungsvermerk:
    """Somebody without an account asks; it lies open with the Servicestelle. Raises MaengelFehler without one."""
    stelle = Stelle.objects.filter(art=Stellenart.SERVICESTELLE, aktiv=True).order_by("pk").first()
    if stelle is None:
        keine_oder([Mangel(OHNE_SERVICESTELLE)])
        raise AssertionError
    vermerk = Beratungsvermerk(
        stelle=stelle,
        mit_wem=", ".join(filter(None, (name, organisation)))[:200],
        kanal=Kanal.PORTAL,
        eingang_am=uhr.heute(),
        thema="Anfrage im Portal",
        fragen=anliegen,
        antwort_an=email,
    )
    with akt(Tat.BERATUNG_ANFRAGEN, vermerk, BERATEN, akteur=None) as handlung:
        handlung.nenne(nachher={"code": vermerk.code}, personen={"mit_wem": vermerk.mit_wem, "email": email})
    return vermerk


def vermerke(
    stelle: Stelle,
    felder: Mapping[str, Any],
    *,
    kanal: str,
    akteur: Benutzer,
    scan: GepruefteDatei | None = None,
    ergebnis: Mapping[str, Any] | None = None,
) -> Beratungsvermerk:
    """Write down a contact. Who only takes in a paper has not advised yet; everybody else has."""
    vermerk = Beratungsvermerk(
        stelle=stelle, kanal=kanal, verfasst_von=akteur, ergebnis=dict(ergebnis or {}), **felder
    )
    with akt(Tat.BERATUNG_VERMERKEN, vermerk, VERMERKEN, akteur=akteur) as handlung:
        if scan:
            vermerk.scan_name, vermerk.scan_medientyp = scan.name, scan.medientyp
            vermerk.scan_sha256 = scan.sha256
            vermerk.scan.save(scan.name, ContentFile(scan.inhalt), save=False)
        vermerk.save()
        if vermerk.empfehlung or not vermerk.auf_papier:
            vermerk.berater.add(akteur)
        handlung.nenne(
            nachher={"code": vermerk.code, "kanal": vermerk.get_kanal_display(), **_fakten(vermerk)},
            personen=_personen(vermerk),
            dokument_hash=vermerk.scan_sha256,
        )
    return vermerk


def aendere(vermerk_id: int, felder: Mapping[str, Any], *, stand: int, akteur: Benutzer) -> Beratungsvermerk:
    """Go on with an open note; who does so has advised too."""
    with offen(Tat.BERATUNG_AENDERN, vermerk_id, stand, akteur) as aenderung:
        vermerk = aenderung.objekt
        vorher = _fakten(vermerk)
        for name, wert in felder.items():
            setattr(vermerk, name, wert)
        vermerk.berater.add(akteur)
        aenderung.nenne(**unterschied(vorher, _fakten(vermerk)), personen=_personen(vermerk))
    return vermerk


def lege_ergebnis_bei(
    vermerk_id: int, ergebnis: Mapping[str, Any], *, stand: int, akteur: Benutzer
) -> Beratungsvermerk:
    """Attach what the finder said on this day; a later answer replaces it."""
    with offen(Tat.BERATUNG_AENDERN, vermerk_id, stand, akteur) as aenderung:
        aenderung.objekt.ergebnis = dict(ergebnis)
        aenderung.objekt.berater.add(akteur)
        aenderung.nenne(nachher={"code": aenderung.objekt.code, "ergebnis": dict(ergebnis)})
    return aenderung.objekt


def schliesse_ab(vermerk_id: int, *, stand: int, akteur: Benutzer) -> Beratungsvermerk:
    """Nothing is open any more; a note without a case then belongs to none."""
    with offen(Tat.BERATUNG_ABSCHLIESSEN, vermerk_id, stand, akteur) as abschluss:
        abschluss.objekt.erledigt_am = uhr.jetzt()
        zu = abschluss.objekt.antrag
        abschluss.nenne(nachher={"code": abschluss.objekt.code, "antrag": str(zu) if zu else "keiner"})
    return abschluss.objekt


def offen(tat: Tat, vermerk_id: int, stand: int, akteur: Benutzer) -> Any:
    """The frame of every act on an open note."""
    if Beratungsvermerk.objects.filter(pk=vermerk_id, erledigt_am__isnull=False).exists():
        raise Ueberholt(ERLEDIGT)
    zeile = Beratungsvermerk.objects.filter(pk=vermerk_id, erledigt_am__isnull=True)
    return akt(tat, zeile.select_related("stelle", "organisation"), BERATEN, akteur=akteur, stand=stand)


def _fakten(vermerk: Beratungsvermerk) -> dict[str, Any]:
    return {
        "organisation": str(vermerk.organisation or ""),
        **{name: getattr(vermerk, name) for name in ("eingang_am", "thema", "fragen", "empfehlung")},
        "wiedervorlage": vermerk.wiedervorlage,
    }


def _personen(vermerk: Beratungsvermerk) -> dict[str, Any]:
    return {"mit_wem": vermerk.mit_wem, "email": vermerk.antwort_an}
