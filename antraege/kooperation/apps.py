"""The room kooperation."""

from django.apps import AppConfig


class KooperationConfig(AppConfig):
    """Agreements between schools, Kitas, organisations and the city."""

    name = "antraege.kooperation"
    label = "kooperation"
    verbose_name = "Kooperation"
