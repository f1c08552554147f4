"""Addresses of the Rechnungsprüfung."""

from django.urls import path

from workflows.revision import seiten, seiten_feststellungen, seiten_regeln, seiten_stichproben

urlpatterns = [
    path("revision/", seiten.Revision.as_view(), name="revision"),
    path("revision/regeln/", seiten_regeln.Regeln.as_view(), name="pruefregeln"),
    path("revision/regeln/<slug:name>/", seiten_regeln.EineRegel.as_view(), name="pruefregel"),
    path("stichproben/", seiten_stichproben.Liste.as_view(), name="stichproben"),
    path("stichproben/neu/", seiten_stichproben.Ziehen.as_view(), name="stichprobe_ziehen"),
    path("stichproben/<int:pk>/", seiten_stichproben.Eine.as_view(), name="stichprobe"),
    path(
        "stichproben/<int:pk>/abschliessen/",
        seiten_stichproben.Abschliessen.as_view(),
        name="stichprobe_abschliessen",
    ),
    path("stichproben/posten/<int:pk>/", seiten_stichproben.Posten.as_view(), name="pruefposten"),
    path("feststellungen/", seiten_feststellungen.Liste.as_view(), name="feststellungen"),
    path("feststellungen/neu/", seiten_feststellungen.Neu.as_view(), name="feststellung_neu"),
    path("feststellungen/<int:pk>/", seiten_feststellungen.Eine.as_view(), name="feststellung"),
    path("feststellungen/<int:pk>/bericht.pdf", seiten_feststellungen.Bericht.as_view(), name="pruefbericht"),
    *(
        path(f"feststellungen/<int:pk>/{seite.name}/", seite.as_view(), name=f"feststellung_{seite.name}")
        for seite in seiten_feststellungen.SCHRITTE
    ),
]
