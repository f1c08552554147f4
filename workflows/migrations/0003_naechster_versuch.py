"""When the next attempt to send an e-mail is due."""

from django.db import migrations, models

import rollen.uhr


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0002_sortierfrist"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="postausgang",
            name="postausgang_offen",
        ),
        migrations.AddField(
            model_name="postausgang",
            name="naechster_versuch_am",
            field=models.DateTimeField(default=rollen.uhr.jetzt),
        ),
        migrations.AddIndex(
            model_name="postausgang",
            index=models.Index(
                condition=models.Q(("gesendet_am__isnull", True)),
                fields=["naechster_versuch_am"],
                name="postausgang_offen",
            ),
        ),
    ]
