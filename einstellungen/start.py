"""Refuses to start in words: what a city must set, and the files every page needs.

Knows no settings, for the settings ask it while they are being made.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# gunicorn gives up at 4 ("App failed to load") instead of starting its workers again and again.
NICHT_GESTARTET = 4
MINDESTLAENGE = 50
MINDESTENS_VERSCHIEDENE = 12
MINDESTENS_DREIER = 0.8  # share of groups of three characters that stand in the key only once
MUSTER = ("django-insecure", "secret", "geheim", "change", "aendern", "beispiel", "example", "passwor")
SCHLUESSEL_ERZEUGEN = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


class StartFehler(ImproperlyConfigured):
    """Several sentences, one per defect; nothing was started."""

    def __init__(self, maengel: list[str]) -> None:
        super().__init__("\n".join(maengel))
        self.maengel = maengel


def pruefe_umgebung(umgebung: Mapping[str, str]) -> None:
    """What the profile `betrieb` cannot do without. Raises StartFehler with every defect at once."""
    maengel = []
    schluessel, rat = umgebung.get("SECRET_KEY", ""), f"Erzeugen Sie einen neuen mit: {SCHLUESSEL_ERZEUGEN}"
    if not schluessel:
        maengel.append(f"SECRET_KEY fehlt. {rat}")
    elif grund := schwaeche(schluessel):
        maengel.append(f"SECRET_KEY ist zu schwach: {grund} {rat}")
    maengel += _basis_url(umgebung.get("BASIS_URL", ""))
    if not umgebung.get("DATABASE_URL"):
        maengel.append(
            "DATABASE_URL fehlt. Nennen Sie die Datenbank, zum Beispiel postgres://kindercampus@127.0.0.1:5432/kindercampus."
        )
    if not umgebung.get("ALLOWED_HOSTS"):
        maengel.append(
            "ALLOWED_HOSTS fehlt. Nennen Sie den Namen der Seite, zum Beispiel kindercampus.dortmund.de."
        )
    if maengel:
        raise StartFehler(maengel)


def schwaeche(schluessel: str) -> str:
    """Why a key can be guessed, as a sentence; empty for one that was made at random."""
    if treffer := next((wort for wort in MUSTER if wort in schluessel.lower()), ""):
        return f"Er enthält „{treffer}“ und ist ein Muster."
    if len(schluessel) < MINDESTLAENGE:
        return f"Er hat {len(schluessel)} Zeichen statt mindestens {MINDESTLAENGE}."
    dreier = [schluessel[i : i + 3] for i in range(len(schluessel) - 2)]
    if len(set(schluessel)) < MINDESTENS_VERSCHIEDENE or len(set(dreier)) < MINDESTENS_DREIER * len(dreier):
        return "Er wiederholt sich."
    return ""


def _basis_url(adresse: str) -> Iterator[str]:
    if not adresse:
        yield (
            "BASIS_URL fehlt. Nennen Sie die Adresse, unter der die Menschen die Seite erreichen, "
            "zum Beispiel https://kindercampus.dortmund.de. Sie steht in Briefen und E-Mails."
        )
        return
    teile = urlsplit(adresse)
    lokal = teile.hostname in ("127.0.0.1", "localhost")
    if not teile.hostname or (teile.scheme != "https" and not (lokal and teile.scheme == "http")):
        yield f"BASIS_URL ist keine Adresse mit https: {adresse}"
    elif not re.fullmatch(r"[^?#]*[^/?#]", adresse):
        yield f"BASIS_URL endet ohne Schrägstrich und ohne Zusätze: {adresse}"


def pruefe_dateien(ordner: Path) -> None:
    """The collected style, fonts and scripts, without which no page can be shown. Raises StartFehler."""
    if not (ordner / "staticfiles.json").exists():
        raise StartFehler([f"Stil, Schriften und Skripte fehlen in {ordner}. Bauen Sie sie mit: make assets"])


@contextmanager
def in_worten() -> Iterator[None]:
    """A wrong setting ends the process with sentences on stderr, not with a traceback."""
    try:
        yield
    except ImproperlyConfigured as fehler:
        maengel = fehler.maengel if isinstance(fehler, StartFehler) else [str(fehler)]
        sys.stderr.write("\n".join(["Kindercampus startet nicht.", *(f"- {m}" for m in maengel), ""]))
        sys.exit(NICHT_GESTARTET)
