"""What the docs say of the code is so: paths exist, decisions have no holes, the glossary is one sorted list."""

import re
from pathlib import Path

from django.conf import settings

WURZEL = Path(settings.BASE_DIR)
DOCS = WURZEL / "docs"
_UMLAUTE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def test_entscheidungen_haben_keine_luecke() -> None:
    dateien = sorted((DOCS / "entscheidungen").glob("*.md"))
    titel = [datei.read_text(encoding="utf-8").split(maxsplit=2)[1] for datei in dateien]
    assert [int(datei.name[:4]) for datei in dateien] == list(range(1, len(dateien) + 1))
    assert [int(nr) for nr in titel] == list(range(1, len(dateien) + 1))


def test_das_glossar_ist_eine_sortierte_liste() -> None:
    zeilen = (DOCS / "glossar.md").read_text(encoding="utf-8").splitlines()
    worte = [z.split("|")[1].strip().casefold().translate(_UMLAUTE) for z in zeilen if z.startswith("| ")][1:]
    assert len(worte) > 50
    assert worte == sorted(set(worte))


def test_die_raeume_der_architektur_gibt_es() -> None:
    text = (DOCS / "architektur.md").read_text(encoding="utf-8")
    pfade = set(
        re.findall(r"`((?:rollen|antraege|workflows|fixtures|tests|einstellungen)/[\w/]*(?:\.py)?)`", text)
    )
    assert len(pfade) > 15
    assert sorted(pfad for pfad in pfade if not (WURZEL / pfad).exists()) == []


def test_jeder_raum_der_verfahren_steht_in_der_architektur() -> None:
    text = (DOCS / "architektur.md").read_text(encoding="utf-8")
    raeume = {datei.parent.name for datei in (WURZEL / "workflows").glob("*/__init__.py")}
    technik = {"management", "migrations", "templatetags"}
    assert sorted(raum for raum in raeume - technik if f"`{raum}`" not in text) == []
