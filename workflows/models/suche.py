"""The words a case is found by, one row each; written by `workflows/suche/index.py` only."""

from django.db import models


class Fallwoerter(models.Model):
    """What `fallsuche.index` stores of a case; its full-text index stands in the migration."""

    antrag = models.OneToOneField(
        "antrag.Antrag", models.CASCADE, primary_key=True, related_name="suchwoerter"
    )
    worte = models.TextField(default="")

    class Meta:
        verbose_name = "Suchwörter eines Falls"
        verbose_name_plural = "Suchwörter der Fälle"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Suchwörter {self.antrag_id}"
