"""Vereinbarungsanlage: a file that belongs to an agreement."""

from django.db import models

from antraege.kooperation.models.vereinbarung import Vereinbarung


class Vereinbarungsanlage(models.Model):
    """One annex; which texts it belongs to stands in the data of each Fassung, with its hash."""

    vereinbarung = models.ForeignKey(Vereinbarung, models.PROTECT, related_name="anlagen")
    anlage = models.OneToOneField("antrag.Anlage", models.PROTECT, related_name="+")
    bezeichnung = models.CharField("Bezeichnung", max_length=160)

    class Meta:
        verbose_name = "Anlage der Vereinbarung"
        verbose_name_plural = "Anlagen der Vereinbarung"
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return self.bezeichnung
