"""Addresses of what is taken out of a case."""

from django.urls import path

from workflows.pruefakte import seiten

urlpatterns = [
    path("faelle/<int:pk>/pruefakte/", seiten.Pruefakte.as_view(), name="pruefakte"),
    path("faelle/<int:pk>/e-akte/", seiten.Abgabe.as_view(), name="e_akte"),
]
