"""What every page's frame needs: navigation, profile, the person."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from einstellungen.navigation import navigation_fuer


def rahmen(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame around every page."""
    return {"navigation": navigation_fuer(request), "profil": settings.PROFIL}
