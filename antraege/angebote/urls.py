"""Addresses of this room."""

from django.urls import path

from antraege.angebote.views import Standorte

urlpatterns = [path("standorte/", Standorte.as_view(), name="standorte")]
