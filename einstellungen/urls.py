"""All addresses: each room brings its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("einstellungen.urls_recht")),
    path("", include("rollen.urls")),
    path("", include("antraege.antrag.urls")),
    path("", include("antraege.foerderung.urls")),
    path("", include("antraege.programme.urls")),
    path("", include("antraege.dokumente.urls")),
    path("", include("antraege.angebote.urls")),
    path("", include("antraege.haushalt.urls")),
    path("", include("workflows.urls")),
    path("", include("workflows.seiten.urls_texte")),
]
