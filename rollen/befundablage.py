"""The last verdict over the whole trail, kept as a signed file outside the database."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from rollen import siegelschluessel, uhr
from rollen.kanon import kanonisch, sha256_hex
from rollen.pruefung import Gesamtbefund

MEHR_ZEIGT_DAS_TERMINAL = 100


@dataclass(frozen=True)
class Abgelegt:
    """A verdict as it was stored; `unterschrieben` is False where nobody vouches for the file."""

    am: datetime
    urteil: str
    heil: bool
    fehler: tuple[str, ...]
    weitere: int
    hinweise: tuple[str, ...]
    ketten: int
    eintraege: int
    siegel: int
    sekunden: int
    unterschrieben: bool


def lege_ab(befund: Gesamtbefund, sekunden: int) -> Path | None:
    """Write the verdict where the settings say (nowhere: None), signed where this process has the key.

    Raises OSError, SchluesselFehler.
    """
    if not settings.PROTOKOLL_BEFUND:
        return None
    werte = {
        "am": uhr.jetzt().isoformat(),
        "urteil": befund.urteil,
        "heil": befund.heil,
        "fehler": befund.fehler[:MEHR_ZEIGT_DAS_TERMINAL],
        "weitere": max(0, len(befund.fehler) - MEHR_ZEIGT_DAS_TERMINAL),
        "hinweise": list(befund.hinweise),
        "ketten": befund.ketten,
        "eintraege": befund.eintraege,
        "siegel": befund.siegel.anzahl,
        "sekunden": sekunden,
    }
    marke, unterschrift = siegelschluessel.unterschreibe(sha256_hex(kanonisch(werte))) or ("", "")
    datei = Path(settings.PROTOKOLL_BEFUND)
    datei.parent.mkdir(parents=True, exist_ok=True)
    daneben = datei.with_suffix(".neu")
    daneben.write_text(
        json.dumps(werte | {"schluessel": marke, "unterschrift": unterschrift}, ensure_ascii=False, indent=1),
        encoding="utf-8",
    )
    daneben.replace(datei)
    return datei


def letzter() -> Abgelegt | None:
    """The verdict stored last; None where there is none that can be read."""
    if not settings.PROTOKOLL_BEFUND:
        return None
    try:
        werte = json.loads(Path(settings.PROTOKOLL_BEFUND).read_text(encoding="utf-8"))
        marke, unterschrift = werte.pop("schluessel"), werte.pop("unterschrift")
        gilt = siegelschluessel.gilt(
            siegelschluessel.oeffentliche(), marke, sha256_hex(kanonisch(werte)), unterschrift
        )
        return Abgelegt(
            **werte
            | {
                "am": datetime.fromisoformat(werte["am"]),
                "fehler": tuple(werte["fehler"]),
                "hinweise": tuple(werte["hinweise"]),
                "unterschrieben": gilt,
            }
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
