"""A sixth total for money that came back; the triggers are down while both tables change."""

from decimal import Decimal

from django.db import migrations, models
from django.db.models import F, Q

import antraege.haushalt.felder
from antraege.haushalt.trigger import (
    BUCHUNG_BLEIBT,
    ERSTE_SUMMEN,
    SUMMEN,
    Aenderbar,
    hauptbuch,
    ohne_hauptbuch,
)

BELEGT = F("vorgemerkt") + F("gebunden") + F("ausgezahlt") - F("deckung")


class Migration(migrations.Migration):

    dependencies = [
        ("haushalt", "0004_buchung_nur_anfuegen"),
    ]

    operations = [
        ohne_hauptbuch(ERSTE_SUMMEN),
        Aenderbar(BUCHUNG_BLEIBT),
        migrations.RemoveConstraint(model_name="haushaltsstelle", name="haushaltsstelle_nicht_negativ"),
        migrations.RemoveConstraint(model_name="haushaltsstelle", name="haushaltsstelle_nicht_ueberbucht"),
        migrations.AddField(
            model_name="buchung",
            name="erstattet",
            field=antraege.haushalt.felder.EuroField(default=Decimal("0.00")),
        ),
        migrations.AddField(
            model_name="haushaltsstelle",
            name="erstattet",
            field=antraege.haushalt.felder.EuroField(
                default=Decimal("0.00"),
                help_text="Ausgezahltes Geld, das zurückgekommen ist.",
                verbose_name="erstattet",
            ),
        ),
        migrations.AlterField(
            model_name="buchung",
            name="art",
            field=models.CharField(
                choices=[
                    ("ansatz", "Ansatz"),
                    ("deckung", "Deckung"),
                    ("vormerkung", "Vormerkung"),
                    ("bindung", "Bindung"),
                    ("auszahlung", "Auszahlung"),
                    ("freigabe", "Freigabe"),
                    ("erstattung", "Erstattung"),
                    ("umbuchung", "Umbuchung"),
                    ("vilv", "Verwaltungsinterne Leistungsverrechnung"),
                    ("uebertrag", "Übertrag"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="haushaltsstelle",
            constraint=models.CheckConstraint(
                condition=Q(
                    ansatz__gte=0, vorgemerkt__gte=0, gebunden__gte=0, ausgezahlt__gte=0, erstattet__gte=0
                ),
                name="haushaltsstelle_nicht_negativ",
            ),
        ),
        migrations.AddConstraint(
            model_name="haushaltsstelle",
            constraint=models.CheckConstraint(
                condition=Q(ansatz__gte=BELEGT - F("erstattet")), name="haushaltsstelle_nicht_ueberbucht"
            ),
        ),
        migrations.AddConstraint(
            model_name="haushaltsstelle",
            constraint=models.CheckConstraint(
                condition=Q(erstattet__lte=F("ausgezahlt")),
                name="haushaltsstelle_erstattet_hoechstens_gezahlt",
            ),
        ),
        hauptbuch(SUMMEN),
        BUCHUNG_BLEIBT,
    ]
