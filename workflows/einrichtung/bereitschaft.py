"""What is missing before a city can work, each with how to mend it. Reads only; `manage.py bereit` prints it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPException
from tempfile import TemporaryFile

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils.timezone import localtime

from antraege.dokumente import textuebernahme
from antraege.dokumente.queries import texte_am
from antraege.dokumente.textpflege.katalog import alle_schluessel
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle
from antraege.programme import festwerte
from antraege.programme.models import Festwert, Festwertart, Foerderprogramm, Richtlinie
from antraege.programme.models.festwert import EINSTELLUNGEN, WERTGRENZEN
from antraege.programme.queries import gueltige_richtlinie
from rollen import trigger, uhr
from rollen.models import Siegel, Stelle, Stellenart
from rollen.models.bankverbindung import GILT
from rollen.tabelle import Recht
from workflows.einrichtung import personaldecke
from workflows.models import Lauf, Postausgang, Uebernahmelauf, Zeilenstand
from workflows.tuer.postausgang import PAUSEN

BEISPIELADRESSE = ".example"
ROLLE_VERGEBEN = "Rechte → die Stelle → Rolle beantragen; die zweite Administration bestätigt."
NUR_AUF_DER_PLATTE = ("filebased", "console", "dummy")
UEBERALL = {  # partial: what must be possible whatever the programme is, and how many people that takes
    Recht.ROLLEN_VERGEBEN: 2,
    Recht.TRAEGER_VERIFIZIEREN: 1,
    Recht.BANKVERBINDUNG_BESTAETIGEN: 1,
    Recht.RICHTLINIE_BEARBEITEN: 1,
    Recht.RICHTLINIE_FREIGEBEN: 1,
    Recht.HAUSHALT_BEWIRTSCHAFTEN: 1,
    Recht.HAUSHALT_FREIGEBEN: 1,
    Recht.BUCHEN: 1,
    Recht.PROTOKOLL_PRUEFEN: 1,
}
STILLSTAND = timedelta(minutes=10)
UEBERNAHMEN = "uebernahmen_ausfuehren"
LAEUFE = {
    "fristen_pruefen": (timedelta(hours=36), "einmal am Tag"),
    "postausgang_senden": (timedelta(hours=1), "mit --dauerhaft, immer"),
}


@dataclass(frozen=True)
class Punkt:
    """One thing that is missing."""

    bereich: str
    fehlt: str
    abhilfe: str


def pruefe() -> list[Punkt]:
    """Everything that is missing, in the order in which it is mended; empty when the city can work."""
    ausstehend = MigrationExecutor(connection)
    if ausstehend.migration_plan(
        ausstehend.loader.graph.leaf_nodes()
    ):  # without its tables nothing can be asked
        return [Punkt("Datenbank", "Tabellen fehlen oder sind älter als das Programm.", "manage.py migrate")]
    return [Punkt(bereich, *zeile) for bereich, frage in _FRAGEN for zeile in frage()]


_Zeilen = Iterator[tuple[str, str]]


def _ausloeser() -> _Zeilen:
    if fehlende := trigger.fehlende():
        yield (
            f"Die Datenbank schützt nicht mehr alles vor Änderung. Es fehlen: {', '.join(fehlende)}.",
            "Die Datenbank aus einer Sicherung wiederherstellen oder leer anlegen und manage.py migrate ausführen.",
        )


def _dateien() -> _Zeilen:
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield f"Stil, Schriften und Skripte fehlen in {settings.STATIC_ROOT}.", "make assets"
    ordner = Path(settings.MEDIA_ROOT)
    try:
        ordner.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=ordner):
            pass
    except OSError:
        yield (
            f"In den Ordner {ordner} kann das Programm nicht schreiben.",
            "Rechte des Ordners ändern oder KINDERCAMPUS_VAR setzen.",
        )


def _stellen() -> _Zeilen:
    if not Stelle.objects.exists():
        yield "Es gibt keine Stellen.", "manage.py ersteinrichtung --admin A --admin B"
    beispiele = Stelle.objects.filter(staedtisch=True, email__endswith=BEISPIELADRESSE)
    if anzahl := beispiele.count():
        erste = ", ".join(beispiele.values_list("name", flat=True)[:3])
        yield (
            f"{anzahl} Stellen haben noch eine Beispieladresse, zum Beispiel {erste}. Sie steht in Briefen.",
            f"E-Mail und Anschrift in {settings.DATEN}/stellen.json eintragen, dann manage.py daten_laden --stellen.",
        )


def _menschen() -> _Zeilen:
    for recht, noetig in UEBERALL.items():
        if (da := len(personaldecke.personen(recht))) < noetig:
            wie_viele = f"{noetig} Personen, da ist {da}" if noetig > 1 else "eine Person"
            yield (
                f"„{recht.bezeichnung}“ braucht {wie_viele} ({personaldecke.rollen_mit(recht)}).",
                ROLLE_VERGEBEN,
            )
    for richtlinie in _geltende():
        for satz in personaldecke.luecken(richtlinie):
            yield f"{richtlinie.programm.name}: {satz}", ROLLE_VERGEBEN


def _texte() -> _Zeilen:
    fehlend = sorted(alle_schluessel() - texte_am(uhr.heute()).keys())
    if fehlend:
        einige = ", ".join(fehlend[:5])
        yield f"{len(fehlend)} Texte der Schreiben fehlen, zum Beispiel {einige}.", "manage.py daten_laden"
    for baustein in textuebernahme.mit_beispiel():
        yield (
            f"Der Text {baustein.schluessel} nennt noch ein Beispiel.",
            f"Texte → {baustein.schluessel} → Neue Version schreiben; eine Leitung gibt frei.",
        )
    if anzahl := len(textuebernahme.uebernehmbare()) + len(textuebernahme.vorgelegte()):
        yield (
            f"{anzahl} mitgelieferte Texte hat in Ihrer Stadt noch niemand freigegeben.",
            "Texte → Mitgelieferte Texte: Sachbearbeitung oder Servicestelle legt vor, eine Leitung gibt frei.",
        )


def _festwerte() -> _Zeilen:
    heute = uhr.heute()
    wege = "Programme → Festwerte: Sachbearbeitung oder Servicestelle legt vor, eine Leitung gibt frei."
    offene = Festwert.objects.filter(freigegeben_am__isnull=True).count()
    if offene:
        yield f"{offene} Festwerte (Zinssätze, Grenzen) sind noch nicht freigegeben.", wege
    for art in Festwertart:
        gueltig = [ab for ab, _ in festwerte.reihe(art.value) if ab <= heute]
        if not gueltig and art not in EINSTELLUNGEN and art not in WERTGRENZEN.values():
            yield f"Es gilt kein Wert: {art.label}.", wege
        elif art == Festwertart.BASISZINS and max(gueltig) < heute.replace(
            month=1 if heute.month < 7 else 7, day=1
        ):
            yield (
                f"Für dieses Halbjahr fehlt: {art.label}.",
                "Programme → Festwerte → Neuer Wert, wie die Bundesbank ihn bekannt gibt; eine Leitung gibt frei.",
            )


def _richtlinien() -> _Zeilen:
    wartend = Richtlinie.objects.filter(freigegeben_von__isnull=True).select_related("programm")
    for richtlinie in wartend:
        yield (
            f"Die Richtlinie „{richtlinie}“ wartet auf die Freigabe.",
            f"Programme → {richtlinie.programm.name}: Leitung bei {richtlinie.programm.stelle} gibt frei.",
        )
    if not _geltende():
        yield (
            "Es gilt keine Richtlinie. Niemand kann einen Antrag stellen.",
            "Programme: Sachbearbeitung oder Servicestelle legt eine mitgelieferte vor, eine Leitung gibt sie frei.",
        )


def _geltende() -> list[Richtlinie]:
    programme = Foerderprogramm.objects.select_related("stelle")
    gueltige = (gueltige_richtlinie(programm, uhr.heute()) for programm in programme)
    return [richtlinie for richtlinie in gueltige if richtlinie]


def _haushalt() -> _Zeilen:
    jahr = uhr.heute().year
    if not Haushaltsjahr.objects.filter(jahr=jahr, in_kraft_ab__lte=uhr.heute()).exists():
        yield (
            f"Die Haushaltssatzung {jahr} ist nicht eingetragen.",
            "Haushalt → Haushaltsjahre: Finanz-Sachbearbeitung schlägt den Tag vor, eine Leitung gibt frei.",
        )
    for richtlinie in _geltende():
        if not richtlinie.programm.kooperation:
            yield from _haushaltsstelle(richtlinie, jahr)
    for kasse in Stelle.objects.filter(art=Stellenart.KASSE):
        if not kasse.bankverbindungen.filter(GILT).exists():
            yield (
                f"{kasse.name} hat keine bestätigte Bankverbindung. Zahlungsläufe sind nicht möglich.",
                "Die Kasse erfasst sie unter Zahlungen, eine Finanz-Sachbearbeitung bestätigt unter Bankverbindungen.",
            )


def _haushaltsstelle(richtlinie: Richtlinie, jahr: int) -> _Zeilen:
    zeilen = Haushaltsstelle.objects.filter(
        jahr=jahr,
        auftrag=richtlinie.auftrag,
        sachkonto=richtlinie.sachkonto,
        bezeichnung=richtlinie.haushaltsbezeichnung,
    )
    name = f"{richtlinie.programm.name}: Die Haushaltsstelle {richtlinie.auftrag} / {richtlinie.sachkonto}"
    if not zeilen:
        yield (
            f"{name} gibt es {jahr} nicht.",
            f"In {settings.DATEN}/haushalt.json eintragen, dann manage.py daten_laden.",
        )
    elif not any(zeile.ansatz + zeile.deckung > 0 for zeile in zeilen):
        yield (
            f"{name} hat {jahr} keinen Ansatz.",
            "Haushalt → Bewegungen → Ansatz: Finanz-Sachbearbeitung beantragt, eine Leitung gibt frei.",
        )


def _post() -> _Zeilen:
    for name, adresse in (
        ("ABSENDER", settings.DEFAULT_FROM_EMAIL),
        ("BARRIERE_EMAIL", settings.BARRIERE_EMAIL),
    ):
        if adresse.rstrip(">").endswith(BEISPIELADRESSE):
            yield f"{name} ist noch eine Beispieladresse: {adresse}.", f"{name} setzen."
    if any(art in settings.EMAIL_BACKEND for art in NUR_AUF_DER_PLATTE):
        yield "E-Mails werden nicht verschickt, nur abgelegt.", "EMAIL_URL auf den Mailserver setzen."
    else:
        verbindung = get_connection()
        try:
            verbindung.open()
        except (OSError, SMTPException) as fehler:
            yield (
                f"Der Mailserver {settings.EMAIL_HOST}:{settings.EMAIL_PORT} antwortet nicht: {fehler}.",
                "EMAIL_URL prüfen.",
            )
        finally:
            verbindung.close()
    if gescheitert := Postausgang.objects.filter(gesendet_am__isnull=True, versuche__gte=len(PAUSEN)).count():
        yield (
            f"{gescheitert} E-Mails sind endgültig gescheitert.",
            "Mailserver prüfen; der Grund steht im Postausgang.",
        )


def _uebernahmen() -> _Zeilen:
    """A released list whose rows nobody adopts: the job never ran, or stands still."""
    zuletzt = Lauf.objects.filter(befehl=UEBERNAHMEN).values_list("zuletzt", flat=True).first()
    for lauf in Uebernahmelauf.objects.filter(freigegeben_am__isnull=False, beendet_am=None).order_by("pk"):
        bewegt = lauf.zeilen.aggregate(am=Max("uebernommen_am"))["am"] or lauf.freigegeben_am
        if bewegt is None or uhr.jetzt() - bewegt <= STILLSTAND:
            continue
        gelaufen = f"zuletzt am {localtime(zuletzt):%d.%m.%Y um %H:%M}" if zuletzt else "noch nie"
        offen = lauf.zeilen.filter(ergebnis=Zeilenstand.OFFEN).count()
        yield (
            f"Die Übernahme „{lauf.name}“ liegt still ({offen} Zeilen offen): {UEBERNAHMEN} lief {gelaufen}.",
            f"manage.py {UEBERNAHMEN} einrichten: mit --dauerhaft, immer.",
        )


def _laeufe() -> _Zeilen:
    yield from _uebernahmen()
    zuletzt = dict(Lauf.objects.values_list("befehl", "zuletzt"))
    for befehl, (hoechstens, wie_oft) in LAEUFE.items():
        if befehl not in zuletzt or uhr.jetzt() - zuletzt[befehl] > hoechstens:
            yield (
                f"{befehl} ist {'zu lange nicht' if befehl in zuletzt else 'noch nie'} gelaufen.",
                f"manage.py {befehl} einrichten: {wie_oft}.",
            )
    siegel = Siegel.objects.order_by("-tag").first()
    if siegel is None or uhr.jetzt() - siegel.erstellt_am > timedelta(hours=36):
        yield (
            f"protokoll_siegeln ist {'zu lange nicht' if siegel else 'noch nie'} gelaufen.",
            "manage.py protokoll_siegeln --datei DATEI einrichten: jede Nacht.",
        )


_FRAGEN: tuple[tuple[str, Callable[[], _Zeilen]], ...] = (
    ("Datenbank", _ausloeser),
    ("Dateien", _dateien),
    ("Stellen", _stellen),
    ("Personen", _menschen),
    ("Texte", _texte),
    ("Festwerte", _festwerte),
    ("Richtlinien", _richtlinien),
    ("Haushalt", _haushalt),
    ("E-Mail", _post),
    ("Läufe", _laeufe),
)
