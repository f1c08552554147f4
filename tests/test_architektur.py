"""The rules of the house that code alone can break."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.tabelle import Recht


def alle_muster(resolver: URLResolver, vorne: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of ours as it is written, with its pattern."""
    for eintrag in resolver.url_patterns:
        adresse = f"{vorne}{eintrag.pattern}"
        if isinstance(eintrag, URLResolver):
            yield from alle_muster(eintrag, adresse)
        else:
            yield adresse, eintrag


def _mangel(muster: URLPattern) -> str:
    """What is missing at a view; empty when it is public openly or asks for a right."""
    klasse = getattr(muster.callback, "view_class", None)
    if klasse is None:
        return "keine View-Klasse"
    if getattr(klasse, "oeffentlich", False) is True:
        return ""
    recht = getattr(klasse, "recht", None)
    rechte = recht if isinstance(recht, tuple) else (recht,)
    if not rechte or not all(isinstance(eins, Recht) or eins == ANGEMELDET for eins in rechte):
        return "weder recht noch oeffentlich = True"
    return "" if issubclass(klasse, RechtMixin) else "recht ohne RechtMixin"


def test_jede_adresse_verlangt_ein_recht_oder_ist_offen_oeffentlich() -> None:
    maengel = {adresse: _mangel(muster) for adresse, muster in alle_muster(get_resolver())}
    assert {adresse: was for adresse, was in maengel.items() if was} == {}
