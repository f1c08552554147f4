import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SCHALTER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
_GESEHEN: set[tuple[str, str]] = set()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; its driver runs an event loop in this thread, which Django must allow."""
    with pytest.MonkeyPatch.context() as umgebung, sync_playwright() as spiel:
        umgebung.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = spiel.chromium.launch(executable_path=CHROMIUM, args=SCHALTER)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _leerer_zwischenspeicher() -> None:
    cache.clear()


def pruefe_mit_axe(seite: Page) -> None:
    """Axe finds nothing. It takes a second, so a page with the same title at the same kind of address is asked once."""
    art = (re.sub(r"\d+", "", seite.url.partition("?")[0]), seite.title())
    if art in _GESEHEN:
        return
    seite.evaluate(AXE)
    befund = seite.evaluate("axe.run()")
    funde = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in befund["violations"]]
    assert funde == [], (seite.url, funde)
    _GESEHEN.add(art)
