"""The WSGI entry for gunicorn."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from einstellungen.start import in_worten, pruefe_dateien

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "einstellungen.settings")
with in_worten():
    application = get_wsgi_application()

    from django.conf import settings

    if settings.PROFIL != "test":
        pruefe_dateien(Path(settings.STATIC_ROOT))
