"""Finds things in the blocks of a document."""

import json
from typing import Any

from antraege.dokumente.bloecke import Dokument, Liste, Tabelle, Ueberschrift, Unterschrift, als_daten


def ueberschriften(dokument: Dokument) -> list[str]:
    return [block.text for block in dokument.bloecke if isinstance(block, Ueberschrift)]


def abschnitt(dokument: Dokument, titel: str) -> list[Any]:
    """Blocks below the heading that ends with these words, up to the next section."""
    bloecke = list(dokument.bloecke)
    beginn = next(
        nr for nr, b in enumerate(bloecke) if isinstance(b, Ueberschrift) and b.text.endswith(f". {titel}")
    )
    rest = bloecke[beginn + 1 :]
    ende = next((nr for nr, b in enumerate(rest) if _beginnt_neu(b)), len(rest))
    return rest[:ende]


def _beginnt_neu(block: Any) -> bool:
    return isinstance(block, Unterschrift) or (isinstance(block, Ueberschrift) and block.ebene == 1)


def ganzer_text(dokument: Dokument) -> str:
    return json.dumps(als_daten(dokument), ensure_ascii=False)


def tabellen(dokument: Dokument) -> dict[str, Tabelle]:
    """Every table by its caption."""
    return {block.beschriftung: block for block in dokument.bloecke if isinstance(block, Tabelle)}


def texte_von(bloecke: list[Any]) -> str:
    """The paragraphs and points of some blocks, one a line."""
    teile = [block.punkte if isinstance(block, Liste) else (getattr(block, "text", ""),) for block in bloecke]
    return "\n".join(text for teil in teile for text in teil)
