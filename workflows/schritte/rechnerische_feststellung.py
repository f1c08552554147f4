"""Rechnerisch richtig: the arithmetic of the instalment is right."""

from typing import Any

from django import forms

from antraege.foerderung import abrufe
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.handlung import Handlung
from workflows.schritte.basis import Formular
from workflows.schritte.zahlung import Zahlungsschritt


class RechnerischFormular(Formular):
    """The certificate."""

    richtig = forms.BooleanField(label="Ich stelle die rechnerische Richtigkeit fest (§ 31 KomHVO NRW).")


class RechnerischeFeststellung(Zahlungsschritt):
    """The second certificate, by another person unless the Richtlinie allows one."""

    name = "rechnerische_feststellung"
    titel = "Rechnerisch richtig"
    frage = "Stimmen Betrag, Rest und Kontierung?"
    knopf = "Richtigkeit feststellen"
    recht = Recht.RECHNERISCH_FESTSTELLEN
    taetigkeit = Taetigkeit.RECHNERISCH
    formular = RechnerischFormular
    sperrend = frozenset({"betrag"})

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Certify."""
        abrufe.stelle_rechnerisch_fest(abrufe.laufender(handlung.antrag), akteur=handlung.person)
