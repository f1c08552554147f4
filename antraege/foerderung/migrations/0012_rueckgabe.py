from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("foerderung", "0011_nachweis_befund"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="mittelabruf",
            name="zurueckgegeben_am",
            field=models.DateTimeField(null=True, verbose_name="zuletzt zurückgegeben am"),
        ),
        migrations.AddField(
            model_name="mittelabruf",
            name="zurueckgegeben_von",
            field=models.ForeignKey(
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="mittelabruf",
            name="grund",
            field=models.TextField(
                blank=True,
                help_text="Der Träger liest ihn nur, wenn er neu abrufen muss.",
                verbose_name="Grund der letzten Rückgabe",
            ),
        ),
    ]
