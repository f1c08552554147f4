"""Addresses of the room HOW; they carry ids only."""

from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("antraege/<int:pk>/status/", TemplateView.as_view(template_name="basis.html"), name="antrag_status"),
    path("faelle/<int:pk>/", TemplateView.as_view(template_name="basis.html"), name="fall"),
]
