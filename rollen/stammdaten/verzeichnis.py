"""A directory of schools or Kitas as a file: opened safely, its columns found by name, every fault in words (pure)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rollen.models import Verzeichnis

GROESSTE_DATEI = 10 * 1024 * 1024  # bytes
MEISTE_ZEILEN = 20_000
KOPF_BIS = 20  # rows among which the names of the columns are looked for
_FREMDE_ANFAENGE = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"\xd0\xcf\x11\xe0")
_RECHNET = re.compile(r"[=+@\t\r-]")
_PLZ = re.compile(r"[0-9]{5}")
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NUMMER = {
    Verzeichnis.SCHULE: ("schulnummer", "schulnr", "snr"),
    Verzeichnis.KITA: ("einrichtungsnummer", "kitanummer", "einrichtungsnr", "nummer", "nr"),
}
_NAMEN: dict[str, tuple[str, ...]] = {
    "strasse": ("strasse", "strassehausnummer", "anschrift"),
    "plz": ("plz", "postleitzahl"),
    "ort": ("ort", "gemeinde", "stadt"),
    "traeger": (
        "traeger",
        "traegername",
        "nametraeger",
        "schultraeger",
        "nameddestraegers",
        "namedestraegers",
    ),
    "email": ("email", "emailadresse", "mail"),
    "rechtsform": ("rechtsform",),
}
# The parts of a name, in this order; the directory of the Land divides it into three columns.
_BEZEICHNUNG = re.compile(r"(?:amtlichebezeichnung|schulbezeichnung)[123]?")
_EINFACHER_NAME = ("name", "schulname", "einrichtung", "bezeichnung", "namedereinrichtung")
_MEHR_SPALTEN = {  # columns of the directory that we know and do not take
    "schulform", "kurzbezeichnung", "bezirksregierung", "telefonvorwahl", "telefon", "faxvorwahl", "fax", "homepage",
    "traegernummer", "gemeindeschluessel", "schulbetriebsschluessel", "schulbetriebsdatum", "epsg", "utmrechtswert",
    "utmhochwert",
}  # fmt: skip


class Dateifehler(ValueError):
    """The file as a whole cannot be read; the German sentence says why and how to mend it."""


@dataclass
class Zeile:
    """One row: its number in the file, what it says, and what is wrong with it."""

    nr: int
    nummer: str
    name: str
    anschrift: str = ""
    ort: str = ""
    email: str = ""
    traeger: str = ""
    privat: bool = False
    fehler: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Inhalt:
    """What a file says: its rows, and the columns nobody knows."""

    zeilen: list[Zeile]
    unbekannt: list[str]


def lies(inhalt: bytes, art: Verzeichnis) -> Inhalt:
    """Read a whole file. Raises Dateifehler."""
    tabelle = _tabelle(_text(inhalt))
    for kopf in tabelle:
        if kopf[0] > KOPF_BIS:
            break
        spalten = _spalten(kopf[1], art)
        if "nummer" in spalten:
            return _zeilen(tabelle, kopf[1], spalten, art)
    wort = "Schulnummer" if art == Verzeichnis.SCHULE else "Einrichtungsnummer"
    raise Dateifehler(
        f"In den ersten {KOPF_BIS} Zeilen steht keine Spalte „{wort}“. Gebraucht werden außerdem Name, Straße, PLZ, Ort"
        f"{'' if art == Verzeichnis.SCHULE else ' und Träger'}. Ist es das richtige Verzeichnis?"
    )


def _text(inhalt: bytes) -> str:
    if not inhalt.strip():
        raise Dateifehler("Die Datei ist leer. Bitte wählen Sie eine andere Datei.")
    if len(inhalt) > GROESSTE_DATEI:
        raise Dateifehler("Die Datei ist größer als 10 MB. Bitte laden Sie nur die Zeilen Ihrer Stadt hoch.")
    if inhalt.startswith(_FREMDE_ANFAENGE):
        raise Dateifehler(
            "Die Datei ist keine CSV-Datei, auch wenn sie so heißt. Bitte speichern Sie sie als CSV."
        )
    if inhalt.startswith((b"\xff\xfe", b"\xfe\xff")):
        return inhalt.decode("utf-16", errors="replace")
    if b"\0" in inhalt:
        raise Dateifehler("Die Datei ist keine Textdatei. Bitte speichern Sie sie als CSV.")
    try:
        return inhalt.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhalt.decode("cp1252", errors="replace")


def _tabelle(text: str) -> Iterator[tuple[int, list[str]]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    erste, _, rest = text.partition("\n")
    trenner, vorher = "", 0
    if erste.strip().strip('"').lower().startswith("sep="):
        trenner, text, vorher = erste.strip().strip('"')[4:5], rest, 1
    if not trenner:
        anfang = "\n".join(text.split("\n")[:KOPF_BIS])
        trenner = max(";,\t", key=anfang.count)
    leser = csv.reader(io.StringIO(text, newline=""), delimiter=trenner, strict=True)
    try:
        for nr, werte in enumerate(leser, start=vorher + 1):
            if nr > MEISTE_ZEILEN:
                raise Dateifehler(f"Die Datei hat mehr als {MEISTE_ZEILEN:_} Zeilen.".replace("_", "."))
            if any(wert.strip() for wert in werte):
                yield nr, werte
    except csv.Error as fehler:
        satz = f"Um Zeile {leser.line_num} ist die Datei nicht lesbar. Prüfen Sie die Anführungszeichen."
        raise Dateifehler(satz) from fehler


def _schlicht(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold().translate(_UMLAUTE))


def _spalten(kopf: Sequence[str], art: Verzeichnis) -> dict[str, list[int]]:
    """Where each thing stands. Raises Dateifehler when one that may stand once stands twice."""
    orte: dict[str, list[int]] = {}
    bekannt = {**_NAMEN, "nummer": _NUMMER[art], "einfach": _EINFACHER_NAME}
    nach_namen = {name: feld for feld, namen in bekannt.items() for name in namen}
    for ort, name in enumerate(map(_schlicht, kopf)):
        feld = "name" if _BEZEICHNUNG.fullmatch(name) else nach_namen.get(name, "")
        if feld:
            orte.setdefault(feld, []).append(ort)
    if "nummer" in orte:
        for feld, stellen in orte.items():
            if len(stellen) > 1 and feld != "name":
                raise Dateifehler(
                    f"Die Spalte „{kopf[stellen[1]]}“ kommt zweimal vor. Bitte löschen Sie eine davon."
                )
    einfach = orte.pop("einfach", [])
    orte.setdefault("name", einfach)
    return orte


def _zeilen(
    tabelle: Iterator[tuple[int, list[str]]],
    kopf: Sequence[str],
    orte: dict[str, list[int]],
    art: Verzeichnis,
) -> Inhalt:
    noetig = {"name": "Name", "strasse": "Straße", "plz": "PLZ", "ort": "Ort"}
    if art == Verzeichnis.KITA:
        noetig["traeger"] = "Träger"
    if fehlt := [wort for feld, wort in noetig.items() if not orte.get(feld)]:
        genannt = ", ".join(f"„{name.strip()[:40]}“" for name in kopf if name.strip())
        raise Dateifehler(f"Es fehlen Spalten: {', '.join(fehlt)}. In der Datei stehen: {genannt}.")
    benutzt = {ort for stellen in orte.values() for ort in stellen}
    unbekannt = [
        name.strip()
        for ort, name in enumerate(kopf)
        if name.strip() and ort not in benutzt and _schlicht(name) not in _MEHR_SPALTEN
    ]
    zeilen = [_zeile(nr, werte, len(kopf), orte, art) for nr, werte in tabelle]
    gesehen: dict[str, int] = {}
    for zeile in zeilen:
        if zeile.nummer and (vorher := gesehen.setdefault(zeile.nummer, zeile.nr)) != zeile.nr:
            zeile.fehler.append(f"Die Nummer {zeile.nummer} steht schon in Zeile {vorher}.")
    return Inhalt(zeilen, unbekannt)


def _zeile(nr: int, werte: list[str], breite: int, orte: dict[str, list[int]], art: Verzeichnis) -> Zeile:
    def wert(feld: str) -> str:
        teile = [werte[ort] for ort in orte.get(feld, ()) if ort < len(werte)]
        return " ".join(" ".join(teile).split())

    strasse, plz, ort = wert("strasse"), wert("plz"), wert("ort")
    zeile = Zeile(
        nr,
        wert("nummer"),
        wert("name"),
        anschrift=f"{strasse}, {plz} {ort}".strip(" ,"),
        ort=ort,
        email=wert("email").casefold(),
        traeger=wert("traeger"),
        privat=wert("rechtsform").casefold() in ("2", "privat", "private schule", "ersatzschule"),
    )
    zeile.fehler = list(_fehler(zeile, plz, art))
    if len(werte) > breite and any(w.strip() for w in werte[breite:]):
        zeile.fehler.append(
            "Die Zeile hat mehr Felder als die Datei Spalten. Prüfen Sie die Anführungszeichen."
        )
    return zeile


def _fehler(zeile: Zeile, plz: str, art: Verzeichnis) -> Iterator[str]:
    yield from _nummernfehler(zeile.nummer, art)
    if not zeile.name:
        yield "Der Name fehlt."
    if not _PLZ.fullmatch(plz):
        yield f"„{plz[:20]}“ ist keine Postleitzahl." if plz else "Die Postleitzahl fehlt."
    if zeile.email and not _ist_email(zeile.email):
        yield f"„{zeile.email[:60]}“ ist keine E-Mail-Adresse."
    if art == Verzeichnis.KITA and not zeile.traeger:
        yield "Der Träger fehlt."
    yield from _textfehler("Name", zeile.name, 200)
    yield from _textfehler("Anschrift", zeile.anschrift, 300)
    yield from _textfehler("Träger", zeile.traeger, 200)


def _nummernfehler(nummer: str, art: Verzeichnis) -> Iterator[str]:
    if not nummer:
        yield "Die Nummer fehlt."
    elif art == Verzeichnis.SCHULE and not re.fullmatch(r"[0-9]{6}", nummer):
        yield f"„{nummer[:20]}“ ist keine Schulnummer aus sechs Ziffern."
    elif not re.fullmatch(r"[\w./-]{1,20}", nummer):
        yield f"„{nummer[:20]}“ ist keine Einrichtungsnummer."


def _ist_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _textfehler(feld: str, text: str, zeichen: int) -> Iterator[str]:
    if _RECHNET.match(text):
        yield f"{feld}: Der Text beginnt mit „{text[0]}“. Tabellenprogramme würden ihn als Formel ausführen."
    elif len(text) > zeichen:
        yield f"{feld}: Der Text ist länger als {zeichen} Zeichen."
    elif not text.isprintable() or "\N{REPLACEMENT CHARACTER}" in text:
        yield f"{feld}: Der Text enthält Zeichen, die sich nicht lesen lassen. Speichern Sie die Datei als UTF-8."
