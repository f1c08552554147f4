"""All addresses: the public duties, and each room with its own list."""

from django.urls import include, path

from einstellungen import seiten

urlpatterns = [
    path("impressum/", seiten.Impressum.as_view(), name="impressum"),
    path("datenschutz/", seiten.Datenschutz.as_view(), name="datenschutz"),
    path("barrierefreiheit/", seiten.Barrierefreiheit.as_view(), name="barrierefreiheit"),
    path("barriere-melden/", seiten.BarriereMelden.as_view(), name="barriere_melden"),
    path("leichte-sprache/", seiten.LeichteSprache.as_view(), name="leichte_sprache"),
    path("quelltext/", seiten.Quelltext.as_view(), name="quelltext"),
    path("", include("rollen.urls")),
    path("", include("antraege.antrag.urls")),
    path("", include("antraege.foerderung.urls")),
    path("", include("antraege.programme.urls")),
    path("", include("antraege.dokumente.urls")),
    path("", include("antraege.angebote.urls")),
    path("", include("antraege.haushalt.urls")),
    path("", include("workflows.urls")),
    path("", include("workflows.einrichtung.urls")),
    path("", include("workflows.seiten.urls_texte")),
]
