"""Puts every test run under the test profile and says plainly what this machine cannot run."""

import gc
import os
import shutil

import django
import pytest

# Not in pyproject.toml: pytest-django would load the settings before this file chooses the profile.
os.environ.setdefault("KINDERCAMPUS_PROFIL", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "einstellungen.settings")
django.setup()
gc.freeze()  # the modules stay; looking through them again and again was an eighth of the time
gc.set_threshold(200_000, 20, 100)

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
BROWSER_FEHLT = f"Browser-Teil übersprungen: kein Chromium unter {CHROMIUM} (Debian-Paket chromium)"


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a complete run (KINDERCAMPUS_VOLLSTAENDIG=1) on a machine without Chromium."""
    if os.environ.get("KINDERCAMPUS_VOLLSTAENDIG") == "1" and not shutil.which(CHROMIUM):
        raise pytest.UsageError(BROWSER_FEHLT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browser tests, which take longest; skip them, with the reason, where there is no Chromium."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    if shutil.which(CHROMIUM):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=BROWSER_FEHLT))
