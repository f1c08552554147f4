import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def _person():
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("haushalt", "0005_erstattet"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Haushaltsjahr",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("jahr", models.PositiveSmallIntegerField(unique=True, verbose_name="Haushaltsjahr")),
                (
                    "in_kraft_ab",
                    models.DateField(blank=True, null=True, verbose_name="Haushaltssatzung in Kraft ab"),
                ),
                (
                    "vorschlag_ab",
                    models.DateField(blank=True, null=True, verbose_name="vorgeschlagen: in Kraft ab"),
                ),
                ("vorgeschlagen_am", models.DateTimeField(null=True)),
                ("freigegeben_am", models.DateTimeField(null=True)),
                (
                    "abgeschlossen_am",
                    models.DateTimeField(blank=True, null=True, verbose_name="abgeschlossen am"),
                ),
                ("abgeschlossen_von", _person()),
                ("freigegeben_von", _person()),
                ("vorgeschlagen_von", _person()),
            ],
            options={
                "verbose_name": "Haushaltsjahr",
                "verbose_name_plural": "Haushaltsjahre",
                "ordering": ["-jahr"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="haushaltsjahr",
            constraint=models.CheckConstraint(
                condition=Q(freigegeben_von__isnull=True) | ~Q(freigegeben_von=F("vorgeschlagen_von")),
                name="haushaltsjahr_vier_augen",
            ),
        ),
    ]
