"""What the first entry of everything taken over says of where it comes from."""

from typing import Any

from workflows.models import Uebernahmelauf

DAVOR = "Was vorher geschah, steht in der alten Akte."


def herkunft(lauf: Uebernahmelauf, nr: int, fremdzeichen: str, *, stand: str) -> dict[str, Any]:
    """From where, as of when, which row of which file; and that everything before stands in the old file."""
    return {
        "quelle": lauf.quelle,
        "fremdzeichen": fremdzeichen,
        "stand_vom": lauf.stand_vom,
        "datei": lauf.name,
        "zeile": nr,
        "sha256": lauf.sha256,
        "stand": stand,
        "davor": DAVOR,
    }
