"""Indexes for the search over the trail: by act, by time, refusals only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rollen", "0002_nur_fortschreiben"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="eintrag",
            index=models.Index(fields=["aktion", "-id"], name="eintrag_aktion"),
        ),
        migrations.AddIndex(
            model_name="eintrag",
            index=models.Index(fields=["zeitpunkt"], name="eintrag_zeitpunkt"),
        ),
        migrations.AddIndex(
            model_name="eintrag",
            index=models.Index(
                condition=models.Q(("verweigert", True)), fields=["-id"], name="eintrag_verweigert"
            ),
        ),
    ]
