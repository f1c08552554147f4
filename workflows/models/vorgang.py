"""Own process and task tables with real foreign keys; the task table is the queue."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from viewflow.workflow.models import AbstractProcess, AbstractTask
from viewflow.workflow.status import STATUS

from antraege.haushalt.felder import EuroField
from rollen import uhr
from rollen.tabelle import Recht

FREI = Q(status=STATUS.NEW, stelle__isnull=False)
VERGEBEN = Q(status=STATUS.ASSIGNED)
OHNE_FRIST = date(9999, 12, 31)
# Free or assigned. Said without values, for SQLite matches a partial index with IN (…) only when they are literals.
OFFEN = Q(finished__isnull=True, stelle__isnull=False)


def _rechte() -> list[tuple[str, str]]:
    return [(recht.value, recht.bezeichnung) for recht in Recht]


class Vorgang(AbstractProcess):
    """One run of a flow over one request. It carries no data of its own: the request knows everything."""

    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="vorgaenge")

    objects: ClassVar[models.Manager["Vorgang"]] = models.Manager()
    _handlung: Any = None

    class Meta:
        verbose_name = "Vorgang"
        verbose_name_plural = "Vorgänge"
        default_permissions = ("manage",)
        indexes = [models.Index(fields=["antrag", "-id"], name="vorgang_antrag")]

    @property
    def handlung(self) -> Any:
        """The act that moves this run just now, tied by the door and never stored; raises RuntimeError without one."""
        if self._handlung is None:
            raise RuntimeError("A flow moves only through the door.")
        return self._handlung

    @handlung.setter
    def handlung(self, handlung: Any) -> None:
        self._handlung = handlung


class Aufgabe(AbstractTask):
    """One step that somebody has to do, with the columns the queue filters and sorts by."""

    # The inherited field has an index of its own, which lures SQLite away from the narrow ones below.
    status = models.CharField("Status", max_length=50, choices=STATUS.choices, default=STATUS.NEW)
    process = models.ForeignKey(Vorgang, models.CASCADE, related_name="aufgaben")
    antrag = models.ForeignKey("antrag.Antrag", models.PROTECT, related_name="aufgaben", null=True)
    mittelabruf = models.ForeignKey("foerderung.Mittelabruf", models.PROTECT, null=True, related_name="+")
    stelle = models.ForeignKey("rollen.Stelle", models.PROTECT, null=True, related_name="aufgaben")
    recht = models.CharField(max_length=30, choices=_rechte, blank=True)
    schritt = models.CharField("Schritt", max_length=40)
    betreff = models.CharField("Betreff", max_length=160, blank=True)
    aktenzeichen = models.CharField("Aktenzeichen", max_length=40, blank=True)
    betrag = EuroField("Betrag", default=Decimal("0.00"))
    programm = models.ForeignKey("programme.Foerderprogramm", models.PROTECT, null=True, related_name="+")
    fallbetreuung = models.ForeignKey(
        "rollen.Benutzer",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Wer den Fall prüft.",
    )
    eroeffnet_am = models.DateTimeField(default=uhr.jetzt)
    uebernommen_am = models.DateTimeField(null=True)
    erledigt_am = models.DateTimeField(null=True)
    erledigt_von = models.ForeignKey("rollen.Benutzer", models.PROTECT, null=True, related_name="+")
    faellig_am = models.DateField("fällig am", null=True)
    sortierfrist = models.GeneratedField(
        expression=Coalesce("faellig_am", Value(OHNE_FRIST)),
        output_field=models.DateField(),
        db_persist=True,
        help_text="Die Frist, nie leer: Wer keine hat, steht in jeder Liste zuletzt.",
    )
    wiedervorlage_am = models.DateField("Wiedervorlage am", null=True)
    wiedervorlage_grund = models.CharField(max_length=160, blank=True)
    erinnert_am = models.DateField(null=True)
    eskaliert_am = models.DateField(null=True)

    objects: ClassVar[models.Manager["Aufgabe"]] = models.Manager()

    class Meta:
        verbose_name = "Aufgabe"
        verbose_name_plural = "Aufgaben"
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["stelle", "recht", "sortierfrist", "id"], condition=FREI, name="aufgabe_frei_frist"
            ),
            models.Index(
                fields=["stelle", "recht", "betrag", "id"], condition=FREI, name="aufgabe_frei_betrag"
            ),
            models.Index(
                fields=["stelle", "recht", "programm", "sortierfrist", "id"],
                condition=FREI,
                name="aufgabe_frei_programm",
            ),
            models.Index(fields=["owner", "sortierfrist", "id"], condition=VERGEBEN, name="aufgabe_meine"),
            models.Index(
                fields=["owner", "wiedervorlage_am", "id"], condition=VERGEBEN, name="aufgabe_wiedervorlage"
            ),
            models.Index(
                fields=["fallbetreuung", "sortierfrist", "id"], condition=OFFEN, name="aufgabe_wartend"
            ),
            models.Index(fields=["faellig_am", "id"], condition=OFFEN, name="aufgabe_frist"),
            models.Index(
                fields=["stelle", "sortierfrist", "id"], condition=OFFEN, name="aufgabe_stelle_frist"
            ),
            models.Index(
                fields=["stelle", "schritt", "sortierfrist", "id"],
                condition=OFFEN,
                name="aufgabe_stelle_schritt",
            ),
            models.Index(fields=["antrag", "id"], name="aufgabe_antrag"),
            models.Index(
                fields=["erledigt_am", "schritt", "stelle", "eroeffnet_am", "antrag"],
                condition=Q(erledigt_am__isnull=False),
                name="aufgabe_erledigt",
            ),
            models.Index(
                fields=["schritt", "faellig_am", "eroeffnet_am", "antrag"],
                condition=OFFEN,
                name="aufgabe_wartet",
            ),
        ]

    @property
    def kette(self) -> str:
        """The name of the chain of its case in the trail."""
        return f"antrag/{self.antrag_id}"

    @property
    def offen(self) -> bool:
        """True while somebody has to do it."""
        return self.status in (STATUS.NEW, STATUS.ASSIGNED) and self.stelle_id is not None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every task knows its step and its request, the system's own nodes too."""
        if self.flow_task is not None and not self.schritt:
            self.schritt = self.flow_task.name
        if self.antrag_id is None and self.process_id:  # type: ignore[has-type]
            self.antrag_id = self.process.antrag_id
        super().save(*args, **kwargs)
