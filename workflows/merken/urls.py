"""Addresses of notes, tags and kept filters."""

from django.urls import path

from workflows.merken.seiten import (
    Filter,
    FilterLoeschen,
    Notizen,
    NotizErledigen,
    SchlagwortEntfernen,
    SchlagwortSetzen,
)

urlpatterns = [
    path("faelle/<int:pk>/notizen/", Notizen.as_view(), name="fall_notizen"),
    path("faelle/<int:pk>/schlagworte/", SchlagwortSetzen.as_view(), name="schlagwort_setzen"),
    path("notizen/<int:pk>/erledigen/", NotizErledigen.as_view(), name="notiz_erledigen"),
    path("schlagworte/<int:pk>/entfernen/", SchlagwortEntfernen.as_view(), name="schlagwort_entfernen"),
    path("filter/", Filter.as_view(), name="filter"),
    path("filter/<int:pk>/loeschen/", FilterLoeschen.as_view(), name="filter_loeschen"),
]
